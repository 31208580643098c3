import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { Custom, Reply } from "../../src/core/contract.js";
import { parseConversation, parseError, parseReply, parseSession, parseTurn } from "../../src/core/parse.js";
import { mutated, randomJson, seeded } from "./random.js";
import { answer, areas, careCard, reply, welcome } from "./replies.js";

const turn = { id: "message-1", number: 3, text: "hello", replies: [answer, careCard] };
const conversation = { turns: [turn], last: 3, forgotten: false };
const session = { ...conversation, token: "abc.DEF-1", conversation: "talk1", welcome };

/** A reply with its custom part as the widget has it: without its version. */
function read(raw: Record<string, unknown>): unknown {
  const { version, ...custom } = raw["custom"] as Record<string, unknown>;
  assert.equal(version, 1);
  return { ...raw, custom };
}

test("messages as the server sends them are read whole", () => {
  assert.deepEqual(parseReply(welcome), welcome);
  for (const raw of [answer, careCard, areas]) assert.deepEqual(parseReply(raw), read(raw));
});

test("a session is read whole", () => {
  const turns = [{ ...turn, replies: [read(answer), read(careCard)] }];
  assert.deepEqual(parseSession(session), { ...session, turns });
  assert.deepEqual(parseConversation(conversation), { turns, last: 3, forgotten: false });
});

/** Makes the smallest value that a JSON Schema of reply.schema.json allows. */
function smallest(schema: any): unknown {
  if ("const" in schema) return schema.const;
  if ("enum" in schema) return schema.enum[0];
  switch (schema.type) {
    case "object":
      return Object.fromEntries(schema.required.map((name: string) => [name, smallest(schema.properties[name])]));
    case "array":
      return [smallest(schema.items)];
    case "integer":
      return schema.minimum ?? 1;
    case "boolean":
      return true;
    default:
      return schema.pattern === undefined ? "words" : "911";
  }
}

const schema = JSON.parse(readFileSync("../backtalk/channels/reply.schema.json", "utf8"));
const customs: any[] = schema.properties.custom.anyOf.filter((each: any) => each.type === "object");

for (const each of customs) {
  const type: string = each.properties.type.const;
  test(`the contract's ${type} is read with every field`, () => {
    const { version, ...custom } = smallest(each) as Record<string, unknown>;
    const found = parseReply(reply("Words", { custom: { version, ...custom } }))?.custom as Custom;
    for (const [name, value] of Object.entries(custom)) {
      assert.deepEqual((found as any)[name], value, name);
    }
  });
}

test("every kind, level and evidence of the contract is read", () => {
  for (const kind of schema.properties.kind.enum) assert.equal(parseReply(reply("Words", { kind }))?.kind, kind);
  const named = (type: string): any => customs.find((each) => each.properties.type.const === type);
  for (const level of named("care_card").properties.level.enum) {
    const custom = { ...(careCard["custom"] as object), level };
    assert.deepEqual(parseReply({ ...careCard, custom })?.custom, (read({ ...careCard, custom }) as Reply).custom);
  }
  for (const evidence of named("answer").properties.evidence.enum) {
    const custom = { ...(answer["custom"] as object), evidence };
    assert.deepEqual(parseReply({ ...answer, custom })?.custom, (read({ ...answer, custom }) as Reply).custom);
  }
});

test("a message without text is no message", () => {
  for (const text of [undefined, null, "", " \n", 5, ["a"], { a: 1 }]) assert.equal(parseReply(reply("", { text })), null);
  for (const value of [null, undefined, 5, "text", [], [welcome]]) assert.equal(parseReply(value), null);
});

test("a message of a kind or a custom type that is unknown is shown as its text", () => {
  const custom = { type: "video", version: 1, text: "Watch", url: "https://example.org" };
  const found = parseReply(reply("Words", { kind: "advert", custom }));
  assert.deepEqual(found, { text: "Words", response: null, kind: "notice", buttons: [], custom: null });
});

test("a custom part of another version is not guessed at", () => {
  const custom = { ...(careCard["custom"] as object), version: 2 };
  assert.equal(parseReply({ ...careCard, custom })?.custom, null);
});

test("wrong parts are left out and the right ones stay", () => {
  const good = { title: "Yes", payload: "/affirm" };
  const found = parseReply({
    ...careCard,
    response: 7,
    buttons: [null, good, { title: "No" }, { title: "", payload: "/deny" }, { title: 1, payload: 2 }, "No"],
    custom: {
      ...(careCard["custom"] as object),
      numbers: [{ label: "Wrong", dial: "911;ext=1" }, { label: "Emergency", dial: "911" }, { dial: "112" }, 911],
    },
  });
  assert.equal(found?.response, null);
  assert.deepEqual(found?.buttons, [good]);
  assert.deepEqual(found?.custom?.type === "care_card" && found.custom.numbers, [{ label: "Emergency", dial: "911" }]);
});

test("a source needs its section and its address, a checked answer its step, label and value", () => {
  const source = { section: "What is it?", url: "https://example.org" };
  const custom = { ...(answer["custom"] as object), sources: [source, { ...source, url: 5 }, { ...source, section: null }] };
  const answered = parseReply({ ...answer, custom })?.custom;
  assert.deepEqual(answered?.type === "answer" && answered.sources, [source]);
  const line = { step: "side", label: "Side", value: "left" };
  const answers = [line, { ...line, step: "" }, { ...line, label: 5 }, { ...line, value: null }];
  const check = { type: "check_answers", version: 1, text: "Check", question: "check", answers };
  const checked = parseReply(reply("Check", { custom: check }))?.custom;
  assert.deepEqual(checked?.type === "check_answers" && checked.answers, [line]);
});

test("a question that nobody could answer is shown as its text", () => {
  const base = { version: 1, text: "Words", question: "severity" };
  for (const custom of [
    { ...base, type: "body_map", options: [] },
    { ...base, type: "body_map" },
    { ...base, type: "choice", multiple: true, options: [{ value: "x" }] },
    { ...base, type: "scale", minimum: 5, maximum: 5 },
    { ...base, type: "scale", minimum: 0, maximum: 1_000_000 },
    { ...base, type: "scale", minimum: "0", maximum: 10 },
    { ...base, type: "scale", minimum: 0, maximum: "10" },
    { ...base, type: "scale", minimum: 0, maximum: 10, question: null },
    { version: 1, type: "consent", text: "Words" },
    { version: 1, type: "care_card", text: "Words", level: "nice", numbers: [] },
  ]) {
    const found = parseReply(reply("Words", { custom }));
    assert.deepEqual(found?.custom, null, JSON.stringify(custom));
    assert.equal(found?.text, "Words");
  }
});

test("progress that cannot be is left out, and the question stays", () => {
  for (const progress of [{ number: 5, total: 4 }, { number: 0, total: 4 }, { number: 1 }, "1/4", null]) {
    const custom = parseReply({ ...areas, custom: { ...(areas["custom"] as object), progress } })?.custom;
    assert.equal(custom?.type === "body_map" && custom.progress, null);
  }
});

test("too much is cut down or left out", () => {
  const many = Array.from({ length: 500 }, (_, number) => ({ title: `t${number}`, payload: "/p" }));
  const found = parseReply(reply("x".repeat(1_000_000), { buttons: many }));
  assert.equal(found?.text.length, 20_000);
  assert.equal(found?.buttons.length, 25);
  assert.deepEqual(parseReply(reply("x", { buttons: [{ title: "x".repeat(501), payload: "/p" }] }))?.buttons, []);
  const turns = Array.from({ length: 1000 }, (_, number) => ({ ...turn, number, replies: Array(200).fill(welcome) }));
  const said = parseConversation({ turns, last: 999, forgotten: false });
  assert.deepEqual([said?.turns.length, said?.turns[0]?.number, said?.turns.at(-1)?.number], [400, 600, 999]);
  assert.equal(said?.turns[0]?.replies.length, 50);
});

test("a turn needs a number, and its id is one that a client could have made", () => {
  for (const number of [undefined, null, "3", -1, 1.5, NaN, Infinity]) assert.equal(parseTurn({ ...turn, number }), null);
  for (const id of [null, 5, "short", "with space", "x".repeat(65), "__proto__\n"]) {
    assert.equal(parseTurn({ ...turn, id })?.id, null, String(id));
  }
  assert.equal(parseTurn({ ...turn, text: null, replies: null })?.text, "");
});

test("turns that cannot be read are left out", () => {
  const found = parseConversation({ turns: [null, turn, { ...turn, number: "x" }], forgotten: 1 });
  assert.deepEqual([found?.turns.length, found?.last, found?.forgotten], [1, 3, false]);
});

test("without its turns, its name or its welcome a session is none", () => {
  for (const change of [{ turns: null }, { conversation: "" }, { conversation: null }, { welcome: null }]) {
    assert.equal(parseSession({ ...session, ...change }), null);
  }
});

test("a token that would break a header is not taken", () => {
  for (const token of ["", "a b", "a\r\nX-Evil: 1", "é", "x".repeat(2001), 5]) {
    assert.equal(parseSession({ ...session, token })?.token, null);
  }
});

test("the sentence of an error is read where there is one", () => {
  assert.equal(parseError({ error: { code: "trouble", message: "Call 911." } }), "Call 911.");
  for (const value of [null, "error", { error: "x" }, { error: { message: 5 } }, { error: { message: "" } }]) {
    assert.equal(parseError(value), null);
  }
});

test("names of the prototype do nothing: only own properties count", () => {
  const hostile = JSON.parse(`{
    "text": "Words", "kind": "constructor", "response": null, "buttons": [],
    "__proto__": {"isAdmin": true, "custom": {"type": "care_card"}},
    "constructor": {"prototype": {"isAdmin": true}},
    "custom": {"__proto__": ${JSON.stringify(careCard["custom"])}}
  }`);
  const found = parseReply(hostile) as Reply;
  assert.deepEqual(found, { text: "Words", response: null, kind: "notice", buttons: [], custom: null });
  assert.equal(Object.getPrototypeOf(found), Object.prototype);
  assert.equal(({} as any).isAdmin, undefined);
  const inherited = Object.create(welcome);
  assert.equal(parseReply(inherited), null);
  assert.equal(parseSession(Object.create(session)), null);
});

test("a polluted prototype puts nothing into a message", () => {
  const prototype = Object.prototype as any;
  prototype.custom = careCard["custom"];
  prototype.buttons = [{ title: "Evil", payload: "/evil" }];
  try {
    assert.deepEqual(JSON.stringify(parseReply({ text: "Words" })?.buttons), "[]");
    assert.equal(parseReply({ text: "Words" })?.custom, null);
  } finally {
    delete prototype.custom;
    delete prototype.buttons;
  }
});

test("within the parts of a message, too, names of the prototype are only words or nothing", () => {
  const names = ["__proto__", "constructor", "toString", "hasOwnProperty"];
  const evil = `{"__proto__": {"value": "x", "title": "x", "label": "x", "dial": "911", "section": "x", "url": "x"}}`;
  const base = `"version": 1, "text": "Words", "question": "__proto__", "__proto__": {"isAdmin": true}`;
  const part = (json: string): any => parseReply(JSON.parse(`{"text": "Words", "custom": {${base}, ${json}}}`))?.custom;
  const options = [...names.map((name) => `{"value": "${name}", "title": "${name}"}`), evil].join();
  const choice = part(`"type": "choice", "multiple": true, "options": [${options}]`);
  assert.deepEqual(choice.options, names.map((name) => ({ value: name, title: name })));
  assert.equal(choice.question, "__proto__");
  const map = part(`"type": "body_map", "options": [${options}], "chosen": ${JSON.stringify(names)}`);
  assert.deepEqual(map.chosen, names);
  assert.deepEqual(part(`"type": "care_card", "level": "urgent", "numbers": [${evil}]`).numbers, []);
  assert.equal(part(`"type": "care_card", "level": "constructor", "numbers": []`), null);
  assert.deepEqual(part(`"type": "answer", "evidence": "toString", "sources": [${evil}]`).evidence, "n/a");
  assert.equal(part(`"type": "consent", "progress": {"__proto__": {"number": 1, "total": 2}}`).progress, null);
  assert.equal(part(`"type": "constructor"`), null);
  for (const found of [choice, map]) {
    assert.equal(Object.getPrototypeOf(found), Object.prototype);
    assert.equal(found.isAdmin, undefined);
  }
  assert.equal(({} as any).isAdmin, undefined);
  assert.deepEqual(Object.keys(Object.prototype), []);
});

/** Fails where a value that was read is not as contract.ts says. */
function check(found: ReturnType<typeof parseSession>): void {
  if (found === null) return;
  assert.ok(found.token === null || /^[!-~]{1,2000}$/.test(found.token));
  assert.ok(found.conversation.length > 0 && Number.isSafeInteger(found.last));
  for (const { number, text, replies } of found.turns) {
    assert.ok(Number.isSafeInteger(number) && text.length <= 20_000);
    replies.forEach(checkReply);
  }
  checkReply(found.welcome);
}

function checkReply(found: Reply | null): void {
  if (found === null) return;
  assert.ok(found.text.trim() !== "" && found.text.length <= 20_000);
  assert.ok(schema.properties.kind.enum.includes(found.kind));
  found.buttons.forEach(({ title, payload }) => assert.ok(title.length > 0 && payload.length > 0));
  if (found.custom === null) return;
  const { type } = found.custom;
  const wanted = customs.find((each) => each.properties.type.const === type);
  for (const name of wanted.required) {
    if (name !== "version") assert.ok(Object.hasOwn(found.custom, name), `${type} without ${name}`);
  }
  if (found.custom.type === "care_card") found.custom.numbers.forEach(({ dial }) => assert.match(dial, /^[0-9]{3,12}$/));
}

test("20,000 random and damaged answers are read without an error, and what is read is right", () => {
  const random = seeded(20_261_124);
  let read = 0;
  for (let round = 0; round < 10_000; round += 1) {
    const noise = JSON.parse(randomJson(random));
    checkReply(parseReply(noise));
    check(parseSession(noise));
    parseConversation(noise);
    parseTurn(noise);
    parseError(noise);
    const damaged = mutated(random, { ...session, turns: [turn, { ...turn, number: 9, replies: [areas] }] });
    const found = parseSession(damaged);
    if (found !== null) read += 1;
    check(found);
  }
  assert.ok(read > 3000, `only ${read} were read`);
  assert.deepEqual(Object.keys(Object.prototype), []);
});
