import assert from "node:assert/strict";
import { test } from "node:test";
import { announce } from "../../src/core/announce.js";
import type { Reply } from "../../src/core/contract.js";
import { parseReply } from "../../src/core/parse.js";
import { strings } from "../../src/strings/index.js";
import { answer, areas, careCard, reply } from "./replies.js";
import { texts } from "./world.js";

function said(...raw: object[]): ReturnType<typeof announce> {
  return announce(raw.map((each) => parseReply(each) as Reply), texts);
}

test("what the bot said is read without marks", () => {
  assert.deepEqual(said(answer), { text: "Dry needling uses thin needles.", urgent: false });
});

test("answers to choose from are counted and named", () => {
  const buttons = [
    { title: "Yes", payload: "/affirm" },
    { title: "No", payload: "/deny" },
    { title: "Not sure", payload: "/x" },
  ];
  assert.equal(said(reply("Is it?", { buttons })).text, "Is it? 3 answers to choose from: Yes, No, Not sure.");
  assert.equal(said(reply("Well.", { buttons: buttons.slice(0, 1) })).text, "Well. 1 answer to choose from: Yes.");
});

test("a care card is urgent and comes first", () => {
  const { text, urgent } = said(answer, careCard, reply("More."));
  assert.equal(text, "Emergency. Call 911 now. Dry needling uses thin needles. More.");
  assert.equal(urgent, true);
});

test("a care card whose numbers could not be read is urgent all the same", () => {
  assert.deepEqual(said({ ...careCard, custom: null }), { text: "Call 911 now.", urgent: true });
});

test("a body map is told as such, without its forty places", () => {
  assert.equal(
    said(areas).text,
    "Where does it hurt? You can choose places on the body. 2 answers to choose from: Not sure, Skip.",
  );
});

test("a scale and several choices are told", () => {
  const part = { version: 1, text: "x", question: "severity" };
  const options = [{ value: "heat", title: "heat" }, { value: "ice", title: "ice" }];
  assert.equal(
    said(reply("How bad?", { custom: { ...part, type: "scale", minimum: 0, maximum: 10 } })).text,
    "How bad? You can choose a number from 0 to 10.",
  );
  assert.equal(
    said(reply("What?", { custom: { ...part, type: "choice", multiple: true, options } })).text,
    "What? You can choose more than one of these: heat, ice.",
  );
  assert.equal(
    said(reply("What?", { custom: { ...part, type: "choice", multiple: false, options } })).text,
    "What? 2 answers to choose from: heat, ice.",
  );
});

test("a long text is read to its end", () => {
  assert.match(said(reply(`${"Many words. ".repeat(800)}The end.`)).text, /The end\.$/);
});

test("nothing said is nothing to read", () => {
  assert.deepEqual(said(), { text: "", urgent: false });
});

test("in Spanish it is told in Spanish", () => {
  const { text } = announce([parseReply(areas) as Reply], strings("es").conversation);
  assert.match(text, /Puede elegir lugares del cuerpo\. 2 respuestas para elegir: /);
});
