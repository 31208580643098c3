/** Bundles the tests of test/core and runs them; arguments go to node --test. */

import { spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))));
const OUT = ".build/test";
const tests = readdirSync("test/core").filter((name) => name.endsWith(".test.ts"));

rmSync(OUT, { recursive: true, force: true });
await build({
  entryPoints: tests.map((name) => `test/core/${name}`),
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20",
  outdir: OUT,
  outExtension: { ".js": ".mjs" },
  sourcemap: "inline",
  external: ["yaml"],
  logLevel: "warning",
});
const files = tests.map((name) => `${OUT}/${name.replace(/\.ts$/, ".mjs")}`);
const run = spawnSync(process.execPath, ["--enable-source-maps", "--test", ...process.argv.slice(2), ...files], {
  stdio: "inherit",
});
process.exitCode = run.status ?? 1;
