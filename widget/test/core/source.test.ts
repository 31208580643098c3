import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const FORBIDDEN =
  /innerHTML|outerHTML|unsafeHTML|unsafeSVG|unsafeStatic|insertAdjacentHTML|document\.write|srcdoc|\beval\(|new Function|localStorage|\.cookie\b|indexedDB/;

const files = readdirSync("src", { recursive: true, withFileTypes: true }).filter((each) => each.name.endsWith(".ts"));
const sources = files.map((each) => ({
  name: `${each.parentPath}/${each.name}`,
  text: readFileSync(`${each.parentPath}/${each.name}`, "utf8"),
}));

test("no file makes HTML from text, runs text as code, or keeps anything beyond the tab", () => {
  assert.ok(sources.length > 15);
  for (const { name, text } of sources) assert.doesNotMatch(text, FORBIDDEN, name);
});

test("the rule finds what it forbids", () => {
  for (const bad of ["a.innerHTML = b", "eval(a)", "new Function(a)", "document.cookie", "unsafeHTML(a)"]) {
    assert.match(bad, FORBIDDEN);
  }
  assert.doesNotMatch('keep: "cookie"', FORBIDDEN);
});

test("the core knows nothing of the document, but for the module that says what a browser is", () => {
  const core = sources.filter(({ name }) => name.includes("src/core/") && !name.endsWith("/browser.ts"));
  assert.ok(core.length > 10);
  for (const { name, text } of core) {
    assert.doesNotMatch(text, /\b(document|window|navigator|sessionStorage|setTimeout)\b\./, name);
    assert.doesNotMatch(text, /from "\.\.\/ui\//, name);
  }
});
