import assert from "node:assert/strict";
import { test } from "node:test";
import type { BotItem, Item } from "../../src/core/chat.js";
import type { Conversation, Reply, Session, Turn } from "../../src/core/contract.js";
import { parseReply } from "../../src/core/parse.js";
import { initial, reduce, viewOf, type Action, type Model } from "../../src/core/state.js";
import { pick, seeded } from "./random.js";
import { careCard, reply, welcome } from "./replies.js";
import { texts } from "./world.js";

function turn(number: number, more: Partial<Turn> = {}): Turn {
  return {
    id: `message-${number}`,
    number,
    text: `said ${number}`,
    replies: [parseReply(reply(`reply ${number}`)) as Reply],
    ...more,
  };
}

function session(turns: readonly Turn[], more: Partial<Session> = {}): Session {
  const last = turns.at(-1)?.number ?? 0;
  return { token: null, conversation: "talk1", welcome: parseReply(welcome) as Reply, turns, last, forgotten: false, ...more };
}

function answer(turns: readonly Turn[], more: Partial<Conversation> = {}): Action {
  const last = turns.at(-1)?.number ?? 0;
  return { type: "answered", id: null, name: "talk1", answer: { turns, last, forgotten: false, ...more } };
}

const begun = (turns: readonly Turn[], more: Partial<Session> = {}): Action => ({
  type: "started",
  session: session(turns, more),
  keeps: false,
  notice: null,
});
const said = (id: string, text = id): Action => ({ type: "said", id, text });

function after(...actions: Action[]): Model {
  return actions.reduce((model, action) => reduce(model, action, texts), initial(true));
}

const shown = (model: Model): string[] => viewOf(model).items.map((item) => (item.from === "bot" ? item.reply.text : `> ${item.text}`));
const bots = (model: Model): BotItem[] => viewOf(model).items.filter((item: Item): item is BotItem => item.from === "bot");

test("at first there is nothing", () => {
  assert.deepEqual(viewOf(initial(false)), {
    phase: "idle",
    items: [],
    busy: false,
    online: false,
    notice: null,
    announcement: { serial: 0, text: "", urgent: false },
  });
});

test("a conversation without turns begins with the welcome, which is fresh, open and read out", () => {
  const view = viewOf(after({ type: "starting" }, begun([])));
  assert.equal(view.phase, "ready");
  const [item] = view.items;
  assert.ok(item?.from === "bot" && item.fresh && item.open && item.first);
  assert.match(view.announcement.text, /^Hello\./);
});

test("a conversation that is gone on with shows its turns, not fresh, without the welcome, and reads nothing out", () => {
  const model = after({ type: "starting" }, begun([turn(2), turn(4)]));
  assert.deepEqual(shown(model), ["> said 2", "reply 2", "> said 4", "reply 4"]);
  assert.deepEqual(bots(model).map(({ fresh }) => fresh), [false, false]);
  assert.equal(viewOf(model).announcement.serial, 0);
});

test("only the newest turn is open, and not while a message is under way", () => {
  const base = after(begun([turn(2), turn(4)]));
  const open = (model: Model): boolean[] => bots(model).map((item) => item.open);
  assert.deepEqual(open(base), [false, true]);
  const waiting = reduce(base, said("mine"), texts);
  assert.deepEqual(open(waiting), [false, false]);
  assert.deepEqual(open(reduce(waiting, { type: "moved", id: "mine", state: "sending" }, texts)), [false, false]);
  assert.deepEqual(open(reduce(waiting, { type: "moved", id: "mine", state: "failed" }, texts)), [false, true]);
});

test("the first message of each turn is where reading begins", () => {
  const replies = ["a", "b", "c"].map((text) => parseReply(reply(text)) as Reply);
  assert.deepEqual(bots(after(begun([turn(4, { replies })]))).map(({ first }) => first), [true, false, false]);
});

test("what is said is shown at once, last, with its state", () => {
  const model = after(begun([turn(2)]), said("mine", "hello"), { type: "moved", id: "mine", state: "sending" });
  assert.deepEqual(viewOf(model).items.at(-1), { from: "person", key: "mine", text: "hello", state: "sending" });
  assert.equal(viewOf(model).busy, true);
  assert.equal(viewOf(after(said("mine"))).busy, false);
});

test("the turn that comes back takes the place of what was said, under the same key", () => {
  const model = after(begun([]), said("mine", "hello"), {
    ...(answer([turn(3, { id: "mine", text: "hello" })]) as Extract<Action, { type: "answered" }>),
    id: "mine",
  });
  assert.deepEqual(shown(model), [welcome["text"], "> hello", "reply 3"]);
  assert.deepEqual(viewOf(model).items[1], { from: "person", key: "mine", text: "hello", state: "sent" });
});

const own = (id: string, turns: readonly Turn[], last: number): Action => ({
  type: "answered",
  id,
  name: "talk1",
  answer: { turns, last, forgotten: false },
});

test("words that the server does not keep stay on the screen of who typed them", () => {
  for (const id of ["mine", null]) {
    const model = after(begun([]), said("mine", "hello"), own("mine", [turn(3, { id, text: "" })], 3));
    assert.deepEqual(shown(model), [welcome["text"], "> hello", "reply 3"]);
    const again = reduce(model, answer([turn(3, { id, text: "" })]), texts);
    assert.deepEqual(viewOf(again).items, viewOf(model).items);
  }
});

test("restored words that the server does not keep are not shown as an empty message", () => {
  assert.deepEqual(shown(after(begun([turn(3, { text: "" })]))), ["reply 3"]);
});

test("what was said is not lost when the answer has no turn for it", () => {
  const model = after(begun([turn(2)]), said("mine", "hello"), own("mine", [], 2));
  assert.deepEqual(shown(model), ["> said 2", "reply 2", "> hello"]);
  const later = reduce(model, answer([turn(4, { id: "mine", text: "hello" })]), texts);
  assert.deepEqual(shown(later), ["> said 2", "reply 2", "> hello", "reply 4"]);
});

test("turns are put in order and never doubled, however they come", () => {
  const all = Array.from({ length: 12 }, (_, index) => turn(2 * index + 2));
  const wanted = shown(after(begun(all)));
  const random = seeded(7);
  for (let round = 0; round < 200; round += 1) {
    let model = after(begun(all.slice(4, 6)));
    for (let step = 0; step < 20; step += 1) {
      const from = Math.floor(random() * 12);
      model = reduce(model, answer(all.slice(from, from + 1 + Math.floor(random() * 6))), texts);
      const numbers = model.shown.map(({ number }) => number);
      assert.deepEqual(numbers, [...new Set(numbers)].sort((one, other) => one - other));
    }
    assert.deepEqual(shown(reduce(model, answer(all), texts)), wanted);
  }
  assert.deepEqual(shown(after(begun([...all].reverse()))), wanted);
});

/** A turn that is kept nowhere: it has the number of the turn before it. */
const notice = (id: string, number: number): Turn =>
  turn(number, { id, text: `ask ${id}`, replies: [parseReply(reply(`notice ${id}`)) as Reply] });

test("a notice after a care card has its number, and both stay, in order, however often either comes", () => {
  const card = turn(4, { replies: [parseReply(careCard) as Reply] });
  const base = after(begun([turn(2)]), answer([card]), said("message-n", "ask message-n"));
  const model = reduce(base, own("message-n", [notice("message-n", 4)], 4), texts);
  const wanted = ["> said 2", "reply 2", "> said 4", careCard["text"], "> ask message-n", "notice message-n"];
  assert.deepEqual(shown(model), wanted);
  assert.equal(viewOf(model).announcement.text, "notice message-n.");
  for (const turns of [[card], [notice("message-n", 4)], [turn(2), card], [notice("message-n", 4), card]]) {
    const again = reduce(model, answer(turns, { last: 4 }), texts);
    assert.deepEqual(shown(again), wanted);
    assert.equal(viewOf(again).announcement.serial, viewOf(model).announcement.serial);
  }
  const keys = viewOf(model).items.map(({ key }) => key);
  assert.equal(new Set(keys).size, keys.length);
});

test("a notice as the first message keeps the welcome", () => {
  const model = after(begun([]), said("message-n"), own("message-n", [notice("message-n", 0)], 0));
  assert.deepEqual(shown(model), [welcome["text"], "> ask message-n", "notice message-n"]);
  assert.deepEqual(shown(reduce(model, answer([turn(2)]), texts)).slice(0, 3), shown(model));
});

test("only the welcome is taken for the welcome when the conversation is begun again", () => {
  const forgot = after(begun([turn(2)]), answer([notice("message-r", 0)], { forgotten: true, last: 0 }), begun([]));
  assert.deepEqual(shown(forgot), [welcome["text"]]);
});

test("two notices in a row both stay, in the order in which they came, also when the next turn comes", () => {
  const model = after(begun([turn(2)]), answer([notice("message-z", 2)]), answer([notice("message-a", 2)]));
  const wanted = ["> said 2", "reply 2", "> ask message-z", "notice message-z", "> ask message-a", "notice message-a"];
  assert.deepEqual(shown(model), wanted);
  const next = reduce(model, answer([turn(4)]), texts);
  assert.deepEqual(shown(next), [...wanted, "> said 4", "reply 4"]);
  assert.deepEqual(shown(reduce(next, answer([turn(2), turn(4)]), texts)), shown(next));
});

test("a notice that comes again, also after later turns, is shown and read out once", () => {
  const model = after(begun([turn(2)]), answer([notice("message-n", 2)]), answer([turn(4)]));
  const again = reduce(model, answer([turn(4), notice("message-n", 2)], { last: 4 }), texts);
  assert.deepEqual(viewOf(again).items, viewOf(model).items);
  assert.equal(viewOf(again).announcement.serial, viewOf(model).announcement.serial);
});

test("a turn without an id is the one with its number, not the notice after it, and the notice stays", () => {
  const model = after(begun([turn(2)]), answer([notice("message-n", 2)]));
  assert.deepEqual(viewOf(reduce(model, answer([turn(2, { id: null })]), texts)).items, viewOf(model).items);
});

test("a notice and the receipt of forgetting may have the same number, and both stay", () => {
  const model = after(begun([turn(2), turn(4)]), answer([notice("message-r", 0)], { forgotten: true, last: 0 }));
  const more = reduce(model, answer([notice("message-n", 0)], { last: 0 }), texts);
  assert.deepEqual(shown(more), ["> ask message-r", "notice message-r", "> ask message-n", "notice message-n"]);
});

test("a receipt of forgetting that comes late is shown before what was said since", () => {
  const late = answer([turn(8), notice("message-r", 0)], { forgotten: true, last: 8 });
  assert.deepEqual(shown(after(begun([turn(2)]), late)), ["> ask message-r", "notice message-r", "> said 8", "reply 8"]);
});

test("messages without a turn and notices stay in the order in which they were said", () => {
  const model = after(
    begun([turn(2)]),
    said("mine-1"),
    own("mine-1", [], 2),
    said("mine-2"),
    own("mine-2", [], 2),
    answer([notice("message-n", 2)]),
    answer([turn(4)]),
  );
  const wanted = ["> said 2", "reply 2", "> mine-1", "> mine-2", "> ask message-n", "notice message-n", "> said 4", "reply 4"];
  assert.deepEqual(shown(model), wanted);
});

test("a turn that got another message comes again under its id and takes its own place", () => {
  const more = turn(4, { id: "message-3", text: "said 3", replies: turn(3).replies.concat(turn(4).replies) });
  assert.deepEqual(shown(after(begun([turn(3)]), answer([more]))), ["> said 3", "reply 3", "reply 4"]);
});

test("turns that come later are fresh and read out; those that are known are not read again", () => {
  const base = after(begun([turn(2)]));
  const more = reduce(base, answer([turn(2), turn(4)]), texts);
  assert.deepEqual(bots(more).map(({ fresh }) => fresh), [false, true]);
  assert.deepEqual(viewOf(more).announcement, { serial: 1, text: "reply 4.", urgent: false });
  assert.equal(viewOf(reduce(more, answer([turn(4)]), texts)).announcement.serial, 1);
});

test("equal messages are read out each time", () => {
  const same = (number: number): Turn => turn(number, { replies: turn(1).replies });
  const model = after(begun([turn(2)]), answer([same(4)]), answer([same(6)]));
  assert.deepEqual(viewOf(model).announcement, { serial: 2, text: "reply 1.", urgent: false });
});

test("a care card is announced as urgent", () => {
  const model = after(begun([turn(2)]), answer([turn(4, { replies: [parseReply(careCard) as Reply] })]));
  assert.equal(viewOf(model).announcement.urgent, true);
});

test("an answer from another conversation changes nothing", () => {
  const base = after(begun([turn(2)]));
  const other = { ...(answer([turn(4)]) as Extract<Action, { type: "answered" }>), name: "talk2" };
  assert.equal(reduce(base, other, texts), base);
});

test("forgotten takes all away that was before that turn, the welcome and opinions too", () => {
  const base = after(begun([]), answer([turn(2), turn(4)]), { type: "rated", key: "talk1.4.0", opinion: "up" });
  const model = reduce(base, answer([turn(6)], { forgotten: true }), texts);
  assert.deepEqual(shown(model), ["> said 6", "reply 6"]);
});

test("what was forgotten does not come back with a late answer", () => {
  const forgot = after(begun([turn(2), turn(4)]), answer([turn(6)], { forgotten: true }));
  assert.deepEqual(shown(reduce(forgot, answer([turn(2), turn(4), turn(6)]), texts)), ["> said 6", "reply 6"]);
  const elsewhere = after(begun([turn(2), turn(4)]), { type: "forgotten" });
  assert.deepEqual(shown(elsewhere), []);
  assert.deepEqual(shown(reduce(elsewhere, answer([turn(4)]), texts)), []);
});

test("what is said right after forgetting is shown", () => {
  const elsewhere = after(begun([turn(2), turn(4)]), { type: "forgotten" });
  assert.deepEqual(shown(reduce(elsewhere, answer([turn(5)]), texts)), ["> said 5", "reply 5"]);
  const empty = after(begun([turn(2)]), answer([], { forgotten: true, last: 4 }));
  assert.deepEqual(shown(empty), []);
  assert.deepEqual(shown(reduce(empty, answer([turn(4), turn(5)]), texts)), ["> said 5", "reply 5"]);
});

test("what the server shows when asked for everything counts, also after forgetting", () => {
  const model = after(begun([turn(8)]), { type: "forgotten" }, begun([turn(2)]), answer([turn(4)]));
  assert.deepEqual(shown(model), ["> said 2", "reply 2", "> said 4", "reply 4"]);
});

test("after forgetting, numbers may begin again", () => {
  const model = after(begun([turn(20), turn(40)]), answer([turn(1)], { forgotten: true }));
  assert.equal(model.last, 1);
  assert.deepEqual(shown(reduce(model, answer([turn(3)]), texts)), ["> said 1", "reply 1", "> said 3", "reply 3"]);
});

test("what waits to be sent is not forgotten", () => {
  const model = after(begun([turn(2)]), said("mine"), answer([turn(6)], { forgotten: true }));
  assert.deepEqual(shown(model), ["> said 6", "reply 6", "> mine"]);
});

test("a new conversation after the end of one stands below it; the old is closed", () => {
  const model = after(begun([turn(2)]), said("mine"), {
    type: "started",
    session: session([], { conversation: "talk2" }),
    keeps: true,
    notice: { code: "ended", text: "It has ended.", retry: null },
  });
  assert.deepEqual(shown(model), ["> said 2", "reply 2", welcome["text"], "> mine"]);
  assert.equal(model.last, 0);
  assert.match(viewOf(model).announcement.text, /^It has ended\. Hello\./);
  const open = bots(reduce(model, { type: "moved", id: "mine", state: "failed" }, texts)).map((item) => item.open);
  assert.deepEqual(open, [false, true]);
});

test("turns of two conversations with equal numbers are both shown, under other keys", () => {
  const model = after(begun([turn(2)]), {
    type: "started",
    session: session([turn(2, { id: "message-b" })], { conversation: "talk2" }),
    keeps: true,
    notice: null,
  });
  const keys = viewOf(model).items.map(({ key }) => key);
  assert.equal(keys.length, 4);
  assert.equal(new Set(keys).size, 4);
});

test("the same conversation begun again is shown as the server has it", () => {
  const base = after(begun([turn(2)]), answer([turn(4)]));
  const model = reduce(base, begun([turn(4), turn(6)]), texts);
  assert.deepEqual(shown(model), ["> said 4", "reply 4", "> said 6", "reply 6"]);
  assert.equal(viewOf(model).announcement.text, "reply 6.");
});

test("a session that already holds a waiting message shows it once", () => {
  const model = after(said("mine", "hello"), begun([turn(2, { id: "mine", text: "hello" })]));
  assert.deepEqual(shown(model), ["> hello", "reply 2"]);
});

test("at most 400 items are kept, whole turns at a time, and what waits is among them", () => {
  const model = after(
    begun([]),
    ...Array.from({ length: 500 }, (_, index) => answer([turn(2 * index + 2)])),
    said("mine"),
  );
  const { items } = viewOf(model);
  assert.ok(items.length <= 400 && items.length > 395, String(items.length));
  assert.equal(items[0]?.from, "person");
  assert.deepEqual(shown(model).slice(-2), ["reply 1000", "> mine"]);
  assert.ok(model.shown.length < 205);
});

test("400 items are not too many, and the newest turn stays beside any number of waiting messages", () => {
  const turns = Array.from({ length: 200 }, (_, index) => turn(2 * index + 2));
  assert.equal(after(begun(turns)).shown.length, 200);
  const waiting = Array.from({ length: 450 }, (_, index) => said(`waiting-${index}`));
  assert.deepEqual(after(begun(turns), ...waiting).shown.map(({ number }) => number), [400]);
});

test("an opinion is that of one message, and can be taken back", () => {
  const base = after(begun([turn(2), turn(4)]));
  const key = bots(base)[1]?.key as string;
  const rated = reduce(base, { type: "rated", key, opinion: "up" }, texts);
  assert.deepEqual(bots(rated).map(({ opinion }) => opinion), [null, "up"]);
  assert.deepEqual(bots(reduce(rated, { type: "rated", key, opinion: null }, texts)).map(({ opinion }) => opinion), [null, null]);
});

test("a notice is read out once, and again after it was away", () => {
  const notice = { code: "offline", text: "You are offline.", retry: null } as const;
  const once = after({ type: "noticed", notice });
  assert.deepEqual(viewOf(once).announcement, { serial: 1, text: "You are offline.", urgent: false });
  const twice = reduce(once, { type: "noticed", notice: { ...notice } }, texts);
  assert.equal(viewOf(twice).announcement.serial, 1);
  const away = reduce(twice, { type: "noticed", notice: null }, texts);
  assert.equal(viewOf(away).notice, null);
  assert.equal(viewOf(reduce(away, { type: "noticed", notice }, texts)).announcement.serial, 2);
});

test("a start that fails again and again is read out once", () => {
  const notice = { code: "trouble", text: "No.", retry: null } as const;
  const actions: Action[] = [{ type: "starting" }, { type: "not_started", notice }];
  const model = after(...actions, ...actions, ...actions);
  assert.equal(model.phase, "failed");
  assert.deepEqual(model.announcement, { serial: 1, text: "No.", urgent: false });
  assert.equal(reduce(model, begun([]), texts).notice, null);
});

test("a conversation that was left is gone, but announcements go on counting", () => {
  const model = after(begun([]), said("mine"), { type: "left" });
  assert.deepEqual(viewOf(model).items, []);
  assert.equal(model.phase, "idle");
  assert.equal(viewOf(model).announcement.serial, 1);
});

function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}

test("no action changes what was there before, and keys are never doubled", () => {
  const random = seeded(11);
  const makers: (() => Action)[] = [
    () => begun([turn(2), turn(4)].slice(0, Math.floor(random() * 3)), { conversation: pick(random, ["talk1", "talk2"]) }),
    () => answer([turn(2), turn(4), turn(6), turn(8)].slice(Math.floor(random() * 4)), { forgotten: random() < 0.1 }),
    () => answer([notice(`notice-${Math.floor(random() * 5)}`, pick(random, [0, 2, 4]))]),
    () => said(`message-${Math.floor(random() * 1e9) + 100}`),
    () => ({ type: "moved", id: "message-4", state: "failed" }),
    () => ({ type: "rated", key: "talk1.4.0", opinion: "down" }),
    () => ({ type: "online", online: random() < 0.5 }),
    () => ({ type: "forgotten" }),
    () => ({ type: "left" }),
  ];
  let model = frozen(initial(true));
  for (let round = 0; round < 3000; round += 1) {
    model = frozen(reduce(model, pick(random, makers)(), texts));
    const keys = viewOf(model).items.map(({ key }) => key);
    assert.equal(new Set(keys).size, keys.length);
  }
});
