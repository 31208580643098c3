import assert from "node:assert/strict";
import { test } from "node:test";
import { createQueue, type Queue } from "../../src/core/queue.js";
import type { Failure, Message, Outcome } from "../../src/core/transport.js";
import { Clock } from "./world.js";

const OK: Outcome<string> = { kind: "ok", value: "answer" };
const NO_ANSWER: Failure = { kind: "offline", slow: false };
const TROUBLE: Failure = { kind: "trouble", message: null, lasting: false };
const TOO_LARGE: Failure = { kind: "too_large" };

/** A queue to a server that gives the `outcomes` in order and then answers everything. */
class Line {
  readonly clock = new Clock();
  readonly sent: { readonly id: string; readonly at: number }[] = [];
  readonly answered: string[] = [];
  readonly states = new Map<string, string>();
  readonly told: Failure[] = [];
  outcomes: (Outcome<string> | Promise<Outcome<string>>)[] = [];
  online = true;
  readonly queue: Queue;

  constructor(random = 0.5) {
    this.queue = createQueue<string>({
      after: this.clock.after,
      random: () => random,
      isOnline: () => this.online,
      deliver: async (message: Message) => {
        this.sent.push({ id: message.id, at: this.clock.now });
        return (await this.outcomes.shift()) ?? OK;
      },
      onState: (id, state, why) => {
        this.states.set(id, state);
        if (why !== null) this.told.push(why);
      },
      onAnswer: (id) => {
        this.answered.push(id);
        this.states.delete(id);
      },
    });
  }

  add(...ids: string[]): void {
    for (const id of ids) this.queue.add({ id, text: id, pressed: null });
  }

  get ids(): string[] {
    return this.sent.map(({ id }) => id);
  }
}

test("messages go one at a time and in order", async () => {
  const line = new Line();
  let answer = (_: Outcome<string>): void => undefined;
  line.outcomes = [new Promise((done) => (answer = done))];
  line.add("a", "b", "c");
  await line.clock.advance(60_000);
  assert.deepEqual(line.ids, ["a"]);
  assert.deepEqual([...line.states], [["a", "sending"], ["b", "waiting"], ["c", "waiting"]]);
  answer(OK);
  await line.clock.advance(0);
  assert.deepEqual(line.ids, ["a", "b", "c"]);
  assert.deepEqual(line.answered, ["a", "b", "c"]);
});

test("a message is sent again after 0.5, 1, 2, 4 and 8 seconds and has then failed; the rest waits", async () => {
  const line = new Line();
  line.outcomes = Array(6).fill(NO_ANSWER);
  line.add("a", "b");
  await line.clock.advance(15_499);
  assert.deepEqual(line.sent.map(({ at }) => at), [0, 500, 1500, 3500, 7500]);
  assert.equal(line.states.get("a"), "sending");
  await line.clock.advance(600_000);
  assert.deepEqual(line.sent.map(({ at }) => at), [0, 500, 1500, 3500, 7500, 15_500]);
  assert.deepEqual(line.ids, Array(6).fill("a"));
  assert.deepEqual([...line.states], [["a", "failed"], ["b", "waiting"]]);
});

for (const [random, second] of [[0, 375], [0.999_999, 625]] as const) {
  test(`jitter ${random} makes the first pause ${second} ms`, async () => {
    const line = new Line(random);
    line.outcomes = [NO_ANSWER];
    line.add("a");
    await line.clock.advance(second + 1);
    assert.equal(Math.round(line.sent[1]?.at ?? 0), second);
  });
}

test("trouble of the server is tried again like a lost connection", async () => {
  const line = new Line();
  line.outcomes = [TROUBLE, { kind: "ended" }, TROUBLE];
  line.add("a");
  await line.clock.advance(3500);
  assert.deepEqual(line.ids, ["a", "a", "a", "a"]);
  assert.deepEqual(line.answered, ["a"]);
});

test("a delivery that breaks counts as trouble", async () => {
  const line = new Line();
  line.outcomes = [Promise.reject(new Error("a bug"))];
  line.add("a");
  await line.clock.advance(500);
  assert.deepEqual(line.answered, ["a"]);
});

test("the first hitch is not told; the second, and one that took long, is", async () => {
  const line = new Line();
  line.outcomes = [NO_ANSWER];
  line.add("a");
  await line.clock.advance(500);
  assert.deepEqual(line.told, []);
  line.outcomes = [NO_ANSWER, TROUBLE];
  line.add("b");
  await line.clock.advance(10_000);
  assert.deepEqual(line.told, [TROUBLE]);
  const slow: Failure = { kind: "offline", slow: true };
  line.outcomes = [slow];
  line.add("c");
  await line.clock.advance(0);
  assert.deepEqual(line.told, [TROUBLE, slow]);
});

test("retry sends a failed message and then what waits behind it", async () => {
  const line = new Line();
  line.outcomes = Array(6).fill(NO_ANSWER);
  line.add("a", "b");
  await line.clock.advance(60_000);
  line.queue.retry("a");
  await line.clock.advance(0);
  assert.deepEqual(line.answered, ["a", "b"]);
});

test("after retry all attempts are there again", async () => {
  const line = new Line();
  line.outcomes = Array(11).fill(NO_ANSWER);
  line.add("a");
  await line.clock.advance(60_000);
  line.queue.retry("a");
  await line.clock.advance(60_000);
  assert.equal(line.ids.length, 12);
  assert.deepEqual(line.answered, ["a"]);
});

test("who writes again after a failure sends what failed first", async () => {
  const line = new Line();
  line.outcomes = Array(6).fill(NO_ANSWER);
  line.add("a");
  await line.clock.advance(60_000);
  line.add("b");
  await line.clock.advance(0);
  assert.deepEqual(line.answered, ["a", "b"]);
});

test("retry of what is under way, or of what is not there, sends nothing twice", async () => {
  const line = new Line();
  line.outcomes = [new Promise(() => undefined)];
  line.add("a", "b");
  line.queue.retry("a");
  line.queue.retry("b");
  line.queue.retry("c");
  await line.clock.advance(60_000);
  assert.deepEqual(line.ids, ["a"]);
});

test("retry cuts no pause short, and of what is unknown it sends nothing", async () => {
  const line = new Line();
  line.outcomes = Array(6).fill(NO_ANSWER);
  line.add("a");
  await line.clock.advance(100);
  line.queue.retry("a");
  await line.clock.advance(0);
  assert.equal(line.ids.length, 1);
  await line.clock.advance(60_000);
  line.queue.retry("unknown");
  await line.clock.advance(0);
  assert.deepEqual([line.ids.length, line.states.get("a")], [6, "failed"]);
});

test("too many: waits as long as the server says, and not less", async () => {
  const line = new Line(0);
  line.outcomes = [{ kind: "too_many", after: 12 }];
  line.add("a", "b");
  await line.clock.advance(11_999);
  assert.deepEqual(line.ids, ["a"]);
  assert.equal(line.states.get("a"), "waiting");
  assert.deepEqual(line.told, [{ kind: "too_many", after: 12 }]);
  await line.clock.advance(1);
  assert.deepEqual(line.answered, ["a", "b"]);
});

test("too many: a new message does not cut the wait short", async () => {
  const line = new Line(0);
  line.outcomes = [{ kind: "too_many", after: 12 }];
  line.add("a");
  await line.clock.advance(5000);
  line.add("b");
  await line.clock.advance(6999);
  assert.deepEqual(line.ids, ["a"]);
  await line.clock.advance(1);
  assert.deepEqual(line.answered, ["a", "b"]);
});

test("too many for a minute is waited for", async () => {
  const line = new Line();
  line.outcomes = [{ kind: "too_many", after: 60 }];
  line.add("a");
  await line.clock.advance(61_000);
  assert.deepEqual(line.answered, ["a"]);
});

test("too many for a very long time is a failure that can be tried again", async () => {
  const line = new Line();
  line.outcomes = [{ kind: "too_many", after: 3600 }];
  line.add("a");
  await line.clock.advance(0);
  assert.equal(line.states.get("a"), "failed");
  line.queue.retry("a");
  await line.clock.advance(0);
  assert.deepEqual(line.answered, ["a"]);
});

test("offline: waits without an attempt until the connection is back", async () => {
  const line = new Line();
  line.online = false;
  line.outcomes = [NO_ANSWER];
  line.add("a", "b");
  await line.clock.advance(3_600_000);
  assert.deepEqual(line.ids, ["a"]);
  assert.deepEqual([...line.states], [["a", "waiting"], ["b", "waiting"]]);
  line.online = true;
  line.queue.resume();
  await line.clock.advance(0);
  assert.deepEqual(line.answered, ["a", "b"]);
});

test("the connection coming back ends a pause and a failure", async () => {
  const line = new Line();
  line.outcomes = [NO_ANSWER, NO_ANSWER];
  line.add("a");
  await line.clock.advance(600);
  line.queue.resume();
  await line.clock.advance(0);
  assert.deepEqual(line.sent.map(({ at }) => at), [0, 500, 600]);
  line.outcomes = Array(6).fill(NO_ANSWER);
  line.add("b");
  await line.clock.advance(60_000);
  line.queue.resume();
  await line.clock.advance(0);
  assert.deepEqual(line.answered, ["a", "b"]);
});

test("the connection coming back while a message is under way sends nothing twice", async () => {
  const line = new Line();
  line.outcomes = [new Promise(() => undefined)];
  line.add("a");
  line.queue.resume();
  await line.clock.advance(60_000);
  assert.deepEqual(line.ids, ["a"]);
});

for (const failure of [TOO_LARGE, { kind: "trouble", message: "No.", lasting: true } as const]) {
  test(`what will never pass (${failure.kind}) fails at once and keeps nothing waiting`, async () => {
    const line = new Line();
    line.outcomes = [failure];
    line.add("a", "b");
    await line.clock.advance(0);
    assert.deepEqual(line.ids, ["a", "b"]);
    assert.deepEqual(line.answered, ["b"]);
    assert.deepEqual([...line.states], [["a", "failed"]]);
    line.queue.retry("a");
    await line.clock.advance(0);
    assert.deepEqual(line.answered, ["b", "a"]);
  });
}

test("a page that is refused fails at once and is not tried again by itself", async () => {
  const line = new Line();
  line.outcomes = [{ kind: "refused" }];
  line.add("a", "b");
  await line.clock.advance(600_000);
  assert.deepEqual(line.ids, ["a"]);
  assert.deepEqual([...line.states], [["a", "failed"], ["b", "waiting"]]);
});

test("a message that was answered another way is not sent again", async () => {
  const line = new Line();
  line.outcomes = [NO_ANSWER];
  line.add("a", "b", "c");
  await line.clock.advance(100);
  line.queue.settle("a");
  line.queue.settle("c");
  line.queue.settle("unknown");
  await line.clock.advance(60_000);
  assert.deepEqual(line.ids, ["a", "b"]);
});

test("when the first was answered another way, the next goes at once, but nobody else's pause is cut short", async () => {
  const line = new Line();
  line.outcomes = [NO_ANSWER];
  line.add("a", "b", "c");
  await line.clock.advance(100);
  line.queue.settle("c");
  await line.clock.advance(100);
  assert.deepEqual(line.sent, [{ id: "a", at: 0 }]);
  line.queue.settle("a");
  await line.clock.advance(0);
  assert.deepEqual(line.sent, [{ id: "a", at: 0 }, { id: "b", at: 200 }]);
});

test("a message that was answered another way while under way is not sent again after a failure", async () => {
  const line = new Line();
  let fail = (_: Outcome<string>): void => undefined;
  line.outcomes = [new Promise((done) => (fail = done))];
  line.add("a", "b");
  line.queue.settle("a");
  await line.clock.advance(100);
  assert.deepEqual(line.ids, ["a"]);
  fail(NO_ANSWER);
  await line.clock.advance(60_000);
  assert.deepEqual(line.ids, ["a", "b"]);
});

test("a cleared queue sends nothing more, and takes new messages at once", async () => {
  const line = new Line();
  let answer = (_: Outcome<string>): void => undefined;
  line.outcomes = [new Promise((done) => (answer = done)), NO_ANSWER];
  line.add("a", "b");
  line.queue.clear();
  line.add("c");
  await line.clock.advance(100);
  line.queue.clear();
  answer(OK);
  await line.clock.advance(60_000);
  assert.deepEqual(line.ids, ["a", "c"]);
  assert.deepEqual(line.answered, []);
  line.outcomes = [NO_ANSWER];
  line.add("d");
  await line.clock.advance(100);
  line.queue.clear();
  assert.equal(line.clock.waiting, 0);
  line.add("e");
  await line.clock.advance(0);
  assert.deepEqual(line.answered, ["e"]);
});
