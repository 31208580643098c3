import assert from "node:assert/strict";
import { test } from "node:test";
import type { Chat } from "../../src/core/chat.js";
import { seeded } from "./random.js";
import { reply, welcome } from "./replies.js";
import { Clock, Hub, lines, Server, settle, Tab } from "./world.js";

const HELLO = String(welcome["text"]);

interface Two {
  readonly server: Server;
  readonly clock: Clock;
  readonly hub: Hub;
  readonly tabs: readonly [Tab, Tab];
  readonly chats: readonly [Chat, Chat];
}

/** Two tabs of one browser, with a cookie and so in one conversation. */
async function two(hub: Hub | null = new Hub()): Promise<Two> {
  const server = new Server();
  const clock = new Clock();
  const fetch = server.browser();
  const tabs = [new Tab(clock, fetch, hub, "one"), new Tab(clock, fetch, hub, "two")] as const;
  const chats = [tabs[0].chat("cookie"), tabs[1].chat("cookie")] as const;
  await chats[0].start();
  await chats[1].start();
  return { server, clock, hub: hub as Hub, tabs, chats };
}

test("what is said in one tab is shown in the other, as fresh", async () => {
  const { chats } = await two();
  chats[0].send("hello");
  await settle();
  assert.deepEqual(lines(chats[1]), [HELLO, "> hello", "You said: hello"]);
  const newest = chats[1].view.items.at(-1);
  assert.ok(newest?.from === "bot" && newest.fresh && newest.open);
});

test("both tabs show the same in the same order when both write", async () => {
  const { chats, server } = await two();
  chats[0].send("a");
  chats[1].send("b");
  chats[0].send("c");
  chats[1].send("d");
  await settle();
  await settle();
  assert.deepEqual(lines(chats[0]), lines(chats[1]));
  assert.equal(lines(chats[0]).length, 9);
  assert.deepEqual([...server.runs.values()], [1, 1, 1, 1]);
});

test("with lost answers, failures and two tabs in any order nothing is lost, doubled or out of order", async () => {
  const random = seeded(5);
  for (let round = 0; round < 25; round += 1) {
    const { chats, server, clock, tabs } = await two(random() < 0.5 ? new Hub() : null);
    for (let step = 0; step < 12; step += 1) {
      const which = random() < 0.5 ? 0 : 1;
      const dice = random();
      if (dice < 0.2) server.faults.push("fail");
      else if (dice < 0.4) server.faults.push("lose");
      chats[which].send(`m${step}`);
      if (random() < 0.5) await clock.advance(random() * 1000);
    }
    await clock.advance(120_000);
    for (const tab of tabs) await tab.show(true);
    assert.deepEqual(lines(chats[0]), lines(chats[1]));
    const typed = lines(chats[0]).filter((line) => line.startsWith("> m"));
    assert.deepEqual([...typed].sort(), Array.from({ length: 12 }, (_, step) => `> m${step}`).sort());
    assert.equal(lines(chats[0]).length, 25);
    assert.ok([...server.runs.values()].every((runs) => runs === 1));
  }
});

test("without a channel the other tab finds what is new when it is looked at, or writes", async () => {
  const { chats, tabs } = await two(null);
  chats[0].send("hello");
  await settle();
  assert.deepEqual(lines(chats[1]), [HELLO]);
  await tabs[1].show(true);
  assert.deepEqual(lines(chats[1]), [HELLO, "> hello", "You said: hello"]);
  chats[0].send("more");
  await settle();
  chats[1].send("mine");
  await settle();
  assert.deepEqual(lines(chats[1]).slice(3), ["> more", "You said: more", "> mine", "You said: mine"]);
});

test("a tab that nobody looks at asks for nothing until it is looked at", async () => {
  const { chats, tabs, server } = await two();
  await tabs[1].show(false);
  const before = server.asked.length;
  chats[0].send("hello");
  await settle();
  assert.equal(server.asked.length, before + 1);
  await tabs[1].show(true);
  assert.deepEqual(lines(chats[1]), lines(chats[0]));
});

test("many reasons to ask for what is new while one question is under way make one more question", async () => {
  const { tabs, server } = await two();
  const before = server.asked.length;
  for (let times = 0; times < 6; times += 1) tabs[1].events.dispatchEvent(new Event("visibilitychange"));
  await settle();
  assert.equal(server.asked.length, before + 2);
});

test("what is forgotten in one tab is gone in the other at once, even where nobody looks at it", async () => {
  const { chats, tabs, server } = await two();
  chats[0].send("my back hurts");
  await settle();
  await tabs[1].show(false);
  server.replies = () => [reply("Done.")];
  chats[0].send("forget me");
  await settle();
  assert.deepEqual(lines(chats[1]), []);
  await tabs[1].show(true);
  assert.deepEqual(lines(chats[1]), ["> forget me", "Done."]);
});

test("without a channel, what was forgotten goes with the next question", async () => {
  const { chats, tabs, server } = await two(null);
  chats[0].send("my back hurts");
  await settle();
  await tabs[1].show(true);
  server.replies = () => [reply("Done.")];
  chats[0].send("forget me");
  await settle();
  await tabs[1].show(true);
  assert.deepEqual(lines(chats[1]), ["> forget me", "Done."]);
});

test("a late answer does not bring back what was forgotten meanwhile", async () => {
  const { chats, tabs, server } = await two();
  let go = (): void => undefined;
  chats[0].send("my back hurts");
  server.faults.push(undefined, () => new Promise<void>((done) => (go = done)));
  await settle(); // the second tab's question is answered, but the answer is still on its way
  chats[0].send("forget me");
  await settle();
  go();
  await settle();
  await tabs[1].show(true);
  assert.ok(!lines(chats[1]).some((line) => line.includes("my back hurts")), lines(chats[1]).join("\n"));
});

test("with a cookie, a restart in one tab takes the other along", async () => {
  const { chats, server, hub } = await two();
  chats[0].send("one");
  await settle();
  await chats[0].restart();
  await settle();
  assert.deepEqual(lines(chats[1]), [HELLO]);
  assert.equal(chats[1].view.notice?.code, "ended");
  assert.deepEqual([...new Set(hub.names)], ["backtalk:https://bot.example:talk2"]);
  chats[1].send("two");
  await settle();
  assert.deepEqual(lines(chats[0]), [HELLO, "> two", "You said: two"]);
  assert.equal(server.runs.size, 2);
});

test("a restart elsewhere after an ended session leaves nothing of either on the screen", async () => {
  const { chats, server } = await two();
  server.endSessions();
  chats[1].send("one");
  await settle();
  await chats[0].restart();
  await settle();
  assert.deepEqual(lines(chats[1]), [HELLO]);
});

test("what was said elsewhere while a tab was offline is shown when it is back", async () => {
  const { chats, tabs } = await two(null);
  await tabs[1].goOffline();
  chats[0].send("hello");
  await settle();
  assert.deepEqual(lines(chats[1]), [HELLO]);
  await tabs[1].comeOnline();
  assert.deepEqual(lines(chats[1]), [HELLO, "> hello", "You said: hello"]);
});

test("a tab that did not hear of the restart finds out when it writes, and its message is answered once", async () => {
  const { chats, server } = await two(null);
  chats[0].send("a");
  chats[0].send("b");
  await settle();
  chats[1].send("c");
  await settle();
  await chats[0].restart();
  chats[1].send("d");
  await settle();
  assert.deepEqual(lines(chats[1]), ["> d", "You said: d"]);
  assert.deepEqual([...server.runs.values()], [1, 1, 1, 1]);
  assert.equal(chats[1].view.notice?.code, "ended");
});

test("a message whose answer was lost in a conversation begun elsewhere is found there and not sent again", async () => {
  const { chats, server, tabs, clock } = await two(null);
  chats[1].send("a");
  chats[1].send("b");
  await settle();
  await chats[0].restart();
  server.faults.push("lose");
  chats[1].send("c");
  await settle();
  await tabs[1].show(true);
  assert.deepEqual(lines(chats[1]), ["> c", "You said: c"]);
  const before = server.asked.length;
  await clock.advance(60_000);
  assert.equal(server.asked.length, before);
});

test("an ended session is begun again once for both tabs", async () => {
  const { chats, server } = await two();
  chats[0].send("one");
  await settle();
  server.endSessions();
  chats[0].send("two");
  await settle();
  assert.deepEqual(server.sent("session").length, 4);
  assert.deepEqual(lines(chats[1]).slice(-2), ["> two", "You said: two"]);
  chats[1].send("three");
  await settle();
  assert.deepEqual(lines(chats[0]).slice(-4), ["> two", "You said: two", "> three", "You said: three"]);
});

test("with tokens, tabs are in conversations of their own and do not hear each other", async () => {
  const server = new Server();
  const clock = new Clock();
  const hub = new Hub();
  const [one, other] = ["one", "two"].map((name) => new Tab(clock, server.browser(), hub, name).chat());
  await one?.start();
  await other?.start();
  one?.send("hello");
  await settle();
  await one?.restart();
  await settle();
  assert.deepEqual(lines(other as Chat), [HELLO]);
  assert.equal(server.sent("session").length, 3);
});

test("words on the channel that nobody knows do nothing", async () => {
  const { chats, server, hub } = await two();
  const stranger = hub.channel("backtalk:https://bot.example:talk1");
  const before = server.asked.length;
  for (const word of [null, 5, "", "delete", { type: "forgotten" }, ["left"]]) stranger.postMessage(word);
  await settle();
  assert.equal(server.asked.length, before);
  assert.deepEqual(lines(chats[0]), [HELLO]);
});

test("dispose leaves the channel", async () => {
  const { chats, hub } = await two();
  chats[0].dispose();
  chats[1].dispose();
  assert.deepEqual(hub.names, []);
});
