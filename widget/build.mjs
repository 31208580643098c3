/**
 * Builds dist/widget.js and what it is made from.
 *
 *   node build.mjs           writes src/generated/, dist/
 *   node build.mjs --check   writes nothing; fails where a file is not what it would write, or is too large
 */

import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { bodyMapModule } from "./body-map.mjs";

const LIMIT = 38_000; // bytes, gzip -9
const BODY_MAP = "src/generated/body-map.ts";
/** What is bundled, and where its licence stands. */
const BUNDLED = {
  lit: "lit/LICENSE",
};
const BANNER = "/*! Backtalk. Contains lit (BSD-3-Clause, Google LLC): see licences.txt */";

process.chdir(dirname(fileURLToPath(import.meta.url)));
const isCheck = process.argv.includes("--check");

const bodyMap = bodyMapModule(await readFile("../content/page/body_map.yml", "utf8"));
const bodyMapIsNew = await settle(BODY_MAP, bodyMap);
// esbuild has said by itself what is wrong.
const script = await bundle().catch(() => process.exit(1));
const scriptIsNew = await settle("dist/widget.js", script);
const licencesAreNew = await settle("dist/licences.txt", await licences());

const size = gzipSync(script, { level: 9 }).length;
console.log(`widget.js: ${script.length} bytes, ${size} gzipped (at most ${LIMIT})`);
const tooLarge = size > LIMIT;
if (tooLarge) console.error("widget.js is too large");
process.exitCode = tooLarge || (isCheck && (bodyMapIsNew || scriptIsNew || licencesAreNew)) ? 1 : 0;

async function bundle() {
  const { outputFiles } = await build({
    entryPoints: ["src/main.ts"],
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2021",
    charset: "utf8",
    legalComments: "none",
    banner: { js: BANNER },
    write: false,
    logLevel: "warning",
  });
  return Buffer.from(outputFiles[0].contents);
}

async function licences() {
  const texts = await Promise.all(
    Object.entries(BUNDLED).map(async ([name, file]) => `${name}\n\n${await readFile(`node_modules/${file}`, "utf8")}`),
  );
  return texts.map((text) => text.trim()).join("\n\n----\n\n") + "\n";
}

/** Writes `content`, or when checking only compares; returns whether the file was another. */
async function settle(path, content) {
  const wanted = Buffer.from(content);
  const there = await readFile(path).catch(() => null);
  if (there !== null && there.equals(wanted)) return false;
  if (isCheck) {
    console.error(`${path} is not up to date: run npm run build`);
  } else {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, wanted);
  }
  return true;
}
