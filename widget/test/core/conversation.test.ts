import assert from "node:assert/strict";
import { test } from "node:test";
import type { Chat } from "../../src/core/chat.js";
import { careCard, reply, welcome } from "./replies.js";
import { Clock, Hub, json, lines, notice, Server, settle, Tab, texts } from "./world.js";

const HELLO = String(welcome["text"]);

interface Scene {
  readonly server: Server;
  readonly clock: Clock;
  readonly tab: Tab;
  readonly chat: Chat;
}

async function scene(isStarted = true): Promise<Scene> {
  const server = new Server();
  const clock = new Clock();
  const tab = new Tab(clock, server.browser());
  const chat = tab.chat();
  if (isStarted) await chat.start();
  return { server, clock, tab, chat };
}

test("a new conversation begins with the welcome", async () => {
  const { chat, server } = await scene();
  assert.equal(chat.view.phase, "ready");
  assert.deepEqual(lines(chat), [HELLO]);
  assert.deepEqual(server.sent("session"), [{ keep: "token" }]);
});

test("starting again, or twice at once, asks for one session", async () => {
  const { chat, server } = await scene(false);
  await Promise.all([chat.start(), chat.start()]);
  await chat.start();
  assert.equal(server.asked.length, 1);
});

test("what is typed is shown at once and answered", async () => {
  const { chat, server } = await scene();
  chat.send("  hello ");
  assert.deepEqual(lines(chat), [HELLO, "> hello [sending]"]);
  await settle();
  assert.deepEqual(lines(chat), [HELLO, "> hello", "You said: hello"]);
  assert.deepEqual(server.sent(), [{ id: "tab-message-1", text: "hello", pressed: null, after: 0 }]);
});

test("the number of the last message goes along with the next", async () => {
  const { chat, server } = await scene();
  chat.send("one");
  chat.send("two");
  await settle();
  assert.deepEqual(server.sent().map(({ after }) => after), [0, 2]);
});

test("a press sends its words and its payload", async () => {
  const { chat, server } = await scene();
  chat.press({ title: "What is it?", payload: "/ask_dry_needling" });
  await settle();
  assert.deepEqual(server.sent()[0], { id: "tab-message-1", text: "What is it?", pressed: "/ask_dry_needling", after: 0 });
  assert.equal(lines(chat)[1], "> What is it?");
});

test("blank text is ignored", async () => {
  const { chat, server } = await scene();
  chat.send("");
  chat.send(" \n\t ");
  await settle();
  assert.deepEqual(server.sent(), []);
});

test("what is typed before the start waits for it, and begins it", async () => {
  const { chat } = await scene(false);
  chat.send("hello");
  await settle();
  assert.deepEqual(lines(chat), [HELLO, "> hello", "You said: hello"]);
});

test("a reload goes on with the conversation, without the welcome", async () => {
  const { chat, tab, server } = await scene();
  chat.send("hello");
  await settle();
  chat.dispose();
  const again = tab.chat();
  await again.start();
  assert.deepEqual(lines(again), ["> hello", "You said: hello"]);
  assert.ok(again.view.items.every((item) => item.from === "person" || !item.fresh));
  assert.equal(server.runs.size, 1);
});

test("the token is the only thing in the storage", async () => {
  const { chat, tab } = await scene();
  chat.send("my back hurts");
  await settle();
  assert.equal(tab.storage.length, 1);
  assert.equal(tab.storage.getItem("backtalk:https://bot.example"), "key-of-talk1");
});

test("with a cookie nothing is in the storage", async () => {
  const server = new Server();
  const tab = new Tab(new Clock(), server.browser());
  const chat = tab.chat("cookie");
  await chat.start();
  chat.send("hello");
  await settle();
  assert.equal(tab.storage.length, 0);
  assert.deepEqual(lines(chat), [HELLO, "> hello", "You said: hello"]);
});

test("an answer that was lost is asked for again under the same id, and the turn runs once", async () => {
  const { chat, server, clock } = await scene();
  server.faults.push("lose", "lose");
  chat.send("hello");
  await clock.advance(2000);
  assert.deepEqual(server.sent().map(({ id }) => id), ["tab-message-1", "tab-message-1", "tab-message-1"]);
  assert.deepEqual([...server.runs], [["tab-message-1", 1]]);
  assert.deepEqual(lines(chat), [HELLO, "> hello", "You said: hello"]);
});

test("a lost answer that comes with a question for what is new is not asked for again", async () => {
  const { chat, server, clock, tab } = await scene();
  server.faults.push("lose");
  chat.send("hello");
  await settle();
  await tab.show(true);
  assert.deepEqual(lines(chat), [HELLO, "> hello", "You said: hello"]);
  assert.equal(chat.view.busy, false);
  await clock.advance(60_000);
  assert.equal(server.sent().length, 1);
});

test("after six failures a message has failed, is not lost, and retry sends it and what waits behind it in order", async () => {
  const { chat, server, clock } = await scene();
  server.faults.push(...Array(6).fill("fail"));
  chat.send("one");
  chat.send("two");
  await clock.advance(120_000);
  assert.deepEqual(lines(chat), [HELLO, "> one [failed]", "> two [waiting]"]);
  assert.deepEqual(notice(chat), { code: "trouble", text: texts.failed, retry: "tab-message-1" });
  assert.equal(chat.view.announcement.text, texts.failed);
  chat.retry("tab-message-1");
  assert.equal(notice(chat), null);
  await settle();
  assert.deepEqual(lines(chat), [HELLO, "> one", "You said: one", "> two", "You said: two"]);
  assert.equal(notice(chat), null);
});

test("a person who waits is told so at the second hitch, and no more when it is over", async () => {
  const { chat, server, clock } = await scene();
  server.faults.push("fail", "fail");
  chat.send("hello");
  await clock.advance(499);
  assert.equal(notice(chat), null);
  await clock.advance(1);
  assert.equal(notice(chat)?.text, texts.tryingAgain);
  await clock.advance(1000);
  assert.equal(notice(chat), null);
});

test("a server that says nothing is given up after 20 seconds, told of, and asked again", async () => {
  const { chat, server, clock } = await scene();
  server.faults.push("hang");
  chat.send("hello");
  await clock.advance(20_000);
  assert.equal(notice(chat)?.code, "trouble");
  assert.equal(chat.view.busy, true);
  await clock.advance(500);
  assert.deepEqual(lines(chat), [HELLO, "> hello", "You said: hello"]);
});

test("what the server says about its trouble is shown", async () => {
  const { chat, server, clock } = await scene();
  const trouble = (): Response => json({ error: { code: "trouble", message: "Call 911 if it is urgent." } }, 503);
  server.faults.push(...Array.from({ length: 6 }, trouble));
  chat.send("hello");
  await clock.advance(120_000);
  assert.deepEqual(notice(chat), { code: "trouble", text: "Call 911 if it is urgent.", retry: "tab-message-1" });
});

test("too many: says how long, waits, and sends by itself", async () => {
  const { chat, server, clock } = await scene();
  server.faults.push(json({}, 429, { "Retry-After": "3" }));
  chat.send("hello");
  await settle();
  assert.deepEqual(notice(chat), { code: "too_many", text: texts.tooMany(3), retry: null });
  assert.deepEqual(lines(chat), [HELLO, "> hello [waiting]"]);
  await clock.advance(2999);
  assert.equal(server.sent().length, 1);
  await clock.advance(500);
  assert.deepEqual(lines(chat), [HELLO, "> hello", "You said: hello"]);
  assert.equal(notice(chat), null);
});

test("too large: the message stays, and the next one is sent", async () => {
  const { chat, server } = await scene();
  chat.send("x".repeat(9000));
  chat.send("short");
  await settle();
  assert.deepEqual(lines(chat).slice(1, 3), ["> short", "You said: short"]);
  assert.match(lines(chat)[3] ?? "", /^> x+ \[failed\]$/);
  assert.equal(server.sent().length, 1);
});

test("too large is told in plain words", async () => {
  const { chat } = await scene();
  chat.send("x".repeat(9000));
  await settle();
  assert.deepEqual(notice(chat), { code: "trouble", text: texts.tooLarge, retry: null });
});

test("offline: what is typed waits and is sent when the connection is back", async () => {
  const { chat, server, clock, tab } = await scene();
  await tab.goOffline();
  assert.equal(chat.view.online, false);
  assert.deepEqual(notice(chat), { code: "offline", text: texts.offline, retry: null });
  server.faults.push("fail", "fail");
  chat.send("one");
  chat.send("two");
  await clock.advance(3_600_000);
  assert.deepEqual(lines(chat), [HELLO, "> one [waiting]", "> two [waiting]"]);
  assert.equal(notice(chat)?.code, "offline");
  assert.equal(chat.view.busy, false);
  server.faults.length = 0;
  await tab.comeOnline();
  assert.deepEqual(lines(chat), [HELLO, "> one", "You said: one", "> two", "You said: two"]);
  assert.equal(chat.view.online, true);
  assert.equal(notice(chat), null);
});

test("being back online takes the word of being offline away, and no other", async () => {
  const { chat, server, tab } = await scene();
  await tab.goOffline();
  await tab.comeOnline();
  assert.equal(notice(chat), null);
  server.endSessions();
  await tab.show(true);
  await tab.comeOnline();
  assert.equal(notice(chat)?.code, "ended");
});

test("a start that fails can be tried again, and a message does so", async () => {
  const { chat, server } = await scene(false);
  server.sessionFaults.push("fail");
  await chat.start();
  assert.equal(chat.view.phase, "failed");
  assert.equal(notice(chat)?.text, texts.notStarted);
  await chat.start();
  assert.equal(chat.view.phase, "ready");
  assert.equal(notice(chat), null);
});

test("a message that was typed while the start failed is sent when it works", async () => {
  const { chat, server, clock } = await scene(false);
  server.sessionFaults.push("fail", "fail");
  chat.send("hello");
  await settle();
  assert.equal(chat.view.phase, "failed");
  await clock.advance(1500);
  assert.deepEqual(lines(chat), [HELLO, "> hello", "You said: hello"]);
});

test("a start that keeps failing is told once, and trying again sends what was typed", async () => {
  const { chat, server, clock } = await scene(false);
  server.sessionFaults.push(...Array<"fail">(6).fill("fail"));
  const told = new Set<number>();
  chat.subscribe(() => told.add(chat.view.announcement.serial));
  chat.send("hello");
  await clock.advance(60_000);
  assert.deepEqual(lines(chat), ["> hello [failed]"]);
  assert.equal(notice(chat)?.text, texts.notStarted);
  assert.deepEqual([...told], [0, 1]);
  await chat.start();
  await settle();
  assert.deepEqual(lines(chat), [HELLO, "> hello", "You said: hello"]);
});

test("trying to start again in vain is told again", async () => {
  const { chat, server } = await scene(false);
  server.sessionFaults.push("fail", "fail");
  await chat.start();
  await chat.start();
  assert.deepEqual(chat.view.announcement, { serial: 2, text: texts.notStarted, urgent: false });
});

test("a start without a connection begins by itself when it is there", async () => {
  const { chat, server, tab } = await scene(false);
  tab.online = false;
  server.sessionFaults.push("fail");
  await chat.start();
  assert.equal(notice(chat)?.code, "offline");
  await tab.comeOnline();
  assert.equal(chat.view.phase, "ready");
});

test("what the server says when it cannot begin is shown", async () => {
  const { chat, server } = await scene(false);
  server.sessionFaults.push(json({ error: { code: "trouble", message: "I am not ready. Call 911 if it is urgent." } }, 503));
  await chat.start();
  assert.equal(notice(chat)?.text, "I am not ready. Call 911 if it is urgent.");
});

test("a page that is refused is told so", async () => {
  const { chat, server } = await scene(false);
  server.sessionFaults.push(json({ error: { code: "origin_refused", message: "No." } }, 403));
  await chat.start();
  assert.equal(chat.view.phase, "failed");
  assert.deepEqual(notice(chat), { code: "refused", text: texts.refused, retry: null });
});

test("a session that ends in mid-conversation: a new one begins, is told of, and gets the message", async () => {
  const { chat, server } = await scene();
  chat.send("one");
  await settle();
  server.endSessions();
  chat.send("two");
  await settle();
  assert.deepEqual(lines(chat), [HELLO, "> one", "You said: one", HELLO, "> two", "You said: two"]);
  assert.deepEqual(notice(chat), { code: "ended", text: texts.ended, retry: null });
  const two = server.sent().filter(({ text }) => text === "two");
  assert.deepEqual(two.map(({ id, after }) => [id, after]), [["tab-message-2", 2], ["tab-message-2", 0]]);
  assert.equal(server.runs.get("tab-message-2"), 1);
  const open = chat.view.items.filter((item) => item.from === "bot" && item.open);
  assert.equal(open.length, 1);
});

test("that a session has ended is told until the person goes on", async () => {
  const { chat, server } = await scene();
  server.endSessions();
  chat.send("one");
  await settle();
  assert.equal(notice(chat)?.code, "ended");
  chat.send("two");
  await settle();
  assert.equal(notice(chat), null);
});

test("a session that ends while nobody writes is begun again when the page is looked at", async () => {
  const { chat, server, tab } = await scene();
  chat.send("one");
  await settle();
  server.endSessions();
  await tab.show(false);
  assert.equal(notice(chat), null);
  await tab.show(true);
  assert.deepEqual(lines(chat), [HELLO, "> one", "You said: one", HELLO]);
  assert.equal(notice(chat)?.code, "ended");
  assert.equal(server.sent("session").length, 2);
});

test("an ended session that a message and the page find at once is begun again once", async () => {
  const { chat, server, tab } = await scene();
  server.endSessions();
  chat.send("one");
  tab.events.dispatchEvent(new Event("visibilitychange"));
  await settle();
  assert.equal(server.sent("session").length, 2);
  assert.deepEqual(lines(chat), [HELLO, HELLO, "> one", "You said: one"]);
});

test("a server that ends every session does not make the widget ask for ever", async () => {
  const { chat, server, clock } = await scene();
  server.faults.push(...Array.from({ length: 40 }, () => json({}, 401)));
  chat.send("hello");
  await clock.advance(600_000);
  assert.deepEqual(lines(chat).at(-1), "> hello [failed]");
  assert.ok(server.sent().length > 6 && server.asked.length < 30, String(server.asked.length));
});

test("a message that fails while a new session cannot begin is sent when it can", async () => {
  const { chat, server, clock } = await scene();
  server.endSessions();
  server.sessionFaults.push("fail", "fail");
  chat.send("hello");
  await clock.advance(1499);
  assert.equal(chat.view.phase, "ready");
  assert.equal(notice(chat)?.text, texts.tryingAgain);
  await clock.advance(5000);
  assert.deepEqual(lines(chat), [HELLO, HELLO, "> hello", "You said: hello"]);
  assert.equal(notice(chat)?.code, "ended");
});

test("forget me: everything before goes, and its answer stays", async () => {
  const { chat, server } = await scene();
  chat.send("my back hurts");
  await settle();
  server.replies = () => [reply("Done. I have deleted this chat.")];
  chat.send("forget me");
  await settle();
  assert.deepEqual(lines(chat), ["> forget me", "Done. I have deleted this chat."]);
  server.replies = () => [reply("Again.")];
  chat.send("hello");
  await settle();
  assert.deepEqual(lines(chat), ["> forget me", "Done. I have deleted this chat.", "> hello", "Again."]);
});

for (const forgotten of [true, false]) {
  test(`forget me, answered when it is sent again${forgotten ? "" : " and not said to be forgotten"}: the receipt is shown`, async () => {
    const { chat, clock, server } = await scene();
    chat.send("my back hurts");
    await settle();
    const id = "tab-message-2";
    const receipt = { id, number: 0, text: "", replies: [reply("Deleted.")] };
    server.faults.push("fail", json({ turns: [receipt], last: 0, forgotten }));
    if (!forgotten) server.sessionFaults.push(json({ token: null, conversation: "talk1", welcome, turns: [], last: 0, forgotten }));
    chat.send("forget me");
    await clock.advance(2000);
    assert.deepEqual(server.sent().map((each) => each.id), ["tab-message-1", id, id]);
    assert.deepEqual(lines(chat), [...(forgotten ? [] : [HELLO]), "> forget me", "Deleted."]);
    assert.equal(server.sent("session").length, forgotten ? 1 : 2);
  });
}

test("where nothing is kept, the person's words stay until the page is left", async () => {
  const { chat, server, tab } = await scene();
  server.keepsWords = false;
  chat.send("hello");
  await settle();
  assert.deepEqual(lines(chat), [HELLO, "> hello", "You said: hello"]);
  const again = tab.chat();
  await again.start();
  assert.deepEqual(lines(again), ["You said: hello"]);
});

test("restart leaves the conversation: another begins and the old one is not shown", async () => {
  const { chat, server, tab } = await scene();
  chat.send("one");
  await settle();
  await chat.restart();
  assert.deepEqual(lines(chat), [HELLO]);
  assert.equal(notice(chat), null);
  assert.equal(tab.storage.getItem("backtalk:https://bot.example"), "key-of-talk2");
  chat.send("two");
  await settle();
  assert.deepEqual(lines(chat), [HELLO, "> two", "You said: two"]);
  assert.equal(server.sent().at(-1)?.after, 0);
});

test("a session that was left or has ended is not sent along when the next one begins", async () => {
  const { chat, server } = await scene();
  await chat.restart();
  server.endSessions();
  chat.send("one");
  await settle();
  const begun = server.asked.filter(({ path }) => path === "session");
  assert.deepEqual(begun.map(({ init }) => new Headers(init.headers).get("Authorization")), [null, null, null]);
  assert.deepEqual(begun.map(({ body }) => body.new ?? false), [false, true, false]);
});

test("a restart after an ended session leaves nothing of either on the screen", async () => {
  const { chat, server } = await scene();
  server.endSessions();
  chat.send("one");
  await settle();
  await chat.restart();
  assert.deepEqual(lines(chat), [HELLO]);
});

test("a restart while the first session is still beginning begins another one", async () => {
  const { chat, server } = await scene(false);
  server.sessionFaults.push("hang");
  void chat.start();
  await settle();
  await chat.restart();
  assert.equal(chat.view.phase, "ready");
  assert.equal(server.sent("session").length, 2);
});

test("with a cookie restart asks for a new conversation", async () => {
  const server = new Server();
  const chat = new Tab(new Clock(), server.browser()).chat("cookie");
  await chat.start();
  chat.send("one");
  await settle();
  await chat.restart();
  assert.deepEqual(server.sent("session").at(-1), { keep: "cookie", new: true });
  assert.deepEqual(lines(chat), [HELLO]);
});

test("a restart that fails begins a new conversation when it is tried again", async () => {
  const { chat, server } = await scene();
  chat.send("one");
  await settle();
  server.sessionFaults.push("fail");
  await chat.restart();
  assert.equal(chat.view.phase, "failed");
  await chat.start();
  assert.deepEqual(server.sent("session").at(-1), { keep: "token", new: true });
  assert.deepEqual(lines(chat), [HELLO]);
});

test("an answer that comes after a restart is not shown in the new conversation", async () => {
  const { chat, server, clock } = await scene();
  let go = (): void => undefined;
  server.faults.push(() => new Promise<void>((done) => (go = done)));
  chat.send("one");
  await settle();
  await chat.restart();
  go();
  await clock.advance(60_000);
  assert.deepEqual(lines(chat), [HELLO]);
  assert.equal(chat.view.busy, false);
  chat.send("two");
  await settle();
  assert.deepEqual(lines(chat), [HELLO, "> two", "You said: two"]);
});

test("an opinion is shown at once and sent", async () => {
  const { chat, server } = await scene();
  chat.send("x");
  await settle();
  const key = chat.view.items.at(-1)?.key as string;
  chat.rate(key, "up");
  assert.ok(chat.view.items.at(-1)?.from === "bot");
  assert.equal((chat.view.items.at(-1) as { opinion: string }).opinion, "up");
  await settle();
  assert.deepEqual(server.sent("feedback"), [{ response: "utter_x", opinion: "up" }]);
});

test("an opinion that could not be sent is taken back", async () => {
  const { chat, server } = await scene();
  chat.send("x");
  await settle();
  server.faults.push("fail");
  chat.rate(chat.view.items.at(-1)?.key as string, "down");
  await settle();
  assert.equal((chat.view.items.at(-1) as { opinion: unknown }).opinion, null);
});

test("only answers of the bot that have a name can be rated", async () => {
  const { chat, server } = await scene();
  server.replies = () => [careCard];
  chat.send("x");
  await settle();
  for (const { key } of chat.view.items.slice(1)) chat.rate(key, "up");
  chat.rate("nothing", "up");
  await settle();
  assert.deepEqual(server.sent("feedback"), []);
});

test("the page for the doctor is there when there is something on it", async () => {
  const { chat, server } = await scene();
  assert.equal(await chat.page("pdf"), null);
  chat.send("x");
  await settle();
  assert.equal(await (await chat.page("pdf"))?.text(), "page");
  server.faults.push("fail");
  assert.equal(await chat.page("html"), null);
});

test("who watches hears of every change, gets a new view, and can stop", async () => {
  const { chat } = await scene(false);
  const seen = new Set<object>([chat.view]);
  let calls = 0;
  const stop = chat.subscribe(() => {
    calls += 1;
    seen.add(chat.view);
  });
  chat.send("hello");
  await settle();
  assert.ok(calls > 3);
  assert.equal(seen.size, calls + 1);
  stop();
  const before = calls;
  chat.send("more");
  await settle();
  assert.equal(calls, before);
});

test("who watches and fails does not stop the conversation", async (t) => {
  const { chat } = await scene();
  const complaint = t.mock.method(console, "error", () => undefined);
  chat.subscribe(() => {
    throw new Error("a bug of the user interface");
  });
  chat.send("hello");
  await settle();
  assert.deepEqual(lines(chat), [HELLO, "> hello", "You said: hello"]);
  assert.ok(complaint.mock.callCount() > 0);
});

test("after dispose nothing changes, asks or waits any more", async () => {
  const { chat, server, clock, tab } = await scene();
  server.faults.push("fail");
  chat.send("hello");
  await settle();
  const { view } = chat;
  chat.dispose();
  await tab.show(true);
  await tab.comeOnline();
  chat.send("more");
  await chat.start();
  await chat.restart();
  await clock.advance(600_000);
  assert.equal(server.sent().length, 1);
  assert.equal(server.sent("session").length, 1);
  assert.equal(chat.view, view);
});

test("a chat that is disposed of while it begins keeps no token and opens no channel", async () => {
  const server = new Server();
  const hub = new Hub();
  const tab = new Tab(new Clock(), server.browser(), hub);
  const chat = tab.chat();
  const starting = chat.start();
  chat.dispose();
  await starting;
  assert.deepEqual([tab.storage.length, hub.names], [0, []]);
});

test("answers that are no answers are trouble, and nothing breaks", async () => {
  const { chat, server, clock } = await scene();
  const broken = ["null", "[]", '{"turns": {}}', "<html>", ""].map((body) => new Response(body));
  server.faults.push(...broken);
  chat.send("hello");
  await clock.advance(60_000);
  assert.deepEqual(lines(chat), [HELLO, "> hello", "You said: hello"]);
});
