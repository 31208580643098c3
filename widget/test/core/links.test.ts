import assert from "node:assert/strict";
import { test } from "node:test";
import { safeHref, telHref } from "../../src/core/links.js";

test("links to https, mail and telephone are made", () => {
  assert.equal(safeHref("https://example.org/a?b=c#d"), "https://example.org/a?b=c#d");
  assert.equal(safeHref("mailto:clinic@example.org"), "mailto:clinic@example.org");
  assert.equal(safeHref("tel:911"), "tel:911");
});

for (const href of [
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  " javascript:alert(1)",
  "java\nscript:alert(1)",
  "java\tscript:alert(1)",
  "\u0001javascript:alert(1)",
  "javascript&colon;alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "vbscript:msgbox(1)",
  "blob:https://example.org/1",
  "file:///etc/passwd",
  "http://example.org/",
  "//evil.example/",
  "/chat",
  "chat",
  "",
  "https://",
  "https://hospital.org@evil.example/",
  "https://user:password@evil.example/",
  `https://example.org/${"a".repeat(2000)}`,
]) {
  test(`no link is made of ${JSON.stringify(href.slice(0, 50))}`, () => assert.equal(safeHref(href), null));
}

test("numbers of care cards can be called when they are nothing but digits", () => {
  assert.equal(telHref("911"), "tel:911");
  assert.equal(telHref("116123"), "tel:116123");
  for (const dial of ["", "11", "9 1 1", "911;ext=1", "+44", "1234567890123", "٩١١", "911\n"]) {
    assert.equal(telHref(dial), null, dial);
  }
});
