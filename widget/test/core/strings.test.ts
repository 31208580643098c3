import assert from "node:assert/strict";
import { test } from "node:test";
import { dir, language, strings } from "../../src/strings/index.js";

test("a tag finds its language, and others find English", () => {
  for (const tag of ["es", "es-MX", "ES_419", " es "]) assert.equal(language(tag), "es", tag);
  for (const tag of ["en", "en-GB", "de", "", "est", "xx-es", "__proto__", "constructor"]) {
    assert.equal(language(tag), "en", tag);
  }
  assert.notEqual(strings("es").conversation.bodyMap, strings("en").conversation.bodyMap);
});

test("the direction is that of the language asked for", () => {
  for (const tag of ["ar", "he-IL", "fa", "UR"]) assert.equal(dir(tag), "rtl", tag);
  for (const tag of ["en", "es-AR", "arn", ""]) assert.equal(dir(tag), "ltr", tag);
});

/** All texts by their path; functions are called with what fits. */
function texts(tag: string): Map<string, string> {
  const found = new Map<string, string>();
  const walk = (value: unknown, path: string): void => {
    if (typeof value === "string") found.set(path, value);
    else if (typeof value === "function") found.set(path, String(value(...sample(path))));
    else for (const [name, each] of Object.entries(value as object)) walk(each, `${path}.${name}`);
  };
  walk(strings(tag), "");
  return found;
}

function sample(path: string): unknown[] {
  return /choices$/i.test(path) ? [["Yes", "No"]] : [2, 3];
}

test("every text is there in both languages, and none is empty", () => {
  const [en, es] = [texts("en"), texts("es")];
  assert.deepEqual([...es.keys()].sort(), [...en.keys()].sort());
  for (const [path, text] of [...en, ...es]) assert.ok(text.trim().length > 0, path);
});

test("whoever cannot get through is told what to do in an emergency", () => {
  for (const [tag, line] of [["en", /call your local emergency number/], ["es", /número de emergencias/]] as const) {
    const { conversation } = strings(tag);
    for (const text of [
      conversation.offline,
      conversation.tryingAgain,
      conversation.failed,
      conversation.notStarted,
      conversation.tooMany(5),
      conversation.tooLarge,
      conversation.refused,
    ]) {
      assert.match(text, line);
    }
  }
});

test("one is one and two are two", () => {
  const { conversation } = strings("en");
  assert.match(conversation.tooMany(1), / 1 second\./);
  assert.match(conversation.tooMany(2), / 2 seconds\./);
  assert.match(strings("es").conversation.tooMany(1), / 1 segundo\./);
  assert.match(strings("es").conversation.choices(["Sí"]), /^1 respuesta /);
});
