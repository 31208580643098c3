import assert from "node:assert/strict";
import { test } from "node:test";
import { createTransport, type Transport } from "../../src/core/transport.js";
import { answer, welcome } from "./replies.js";
import { Clock, json, settle } from "./world.js";

const MESSAGE = { id: "message-1", text: "hello", pressed: null };
const SAID = { turns: [], last: 0, forgotten: false };

interface Request {
  readonly url: string;
  readonly init: RequestInit;
}

/** A transport to a server that always answers `response`; what it asked is in `requests`. */
function to(response: () => Response | Promise<Response>, keep: "cookie" | "token" = "token", server = "https://bot.example") {
  const requests: Request[] = [];
  const clock = new Clock();
  const transport: Transport = createTransport({
    server,
    keep,
    after: clock.after,
    token: () => "secret",
    fetch: async (url, init) => {
      requests.push({ url, init });
      return response();
    },
  });
  return { transport, requests, clock };
}

test("a message is sent as the server wants it", async () => {
  const { transport, requests } = to(() => json(SAID));
  const outcome = await transport.say({ ...MESSAGE, pressed: "/affirm" }, 7);
  assert.deepEqual(outcome, { kind: "ok", value: SAID });
  const { url, init } = requests[0] as Request;
  assert.equal(url, "https://bot.example/api/messages");
  assert.equal(init.method, "POST");
  assert.deepEqual(JSON.parse(String(init.body)), { id: "message-1", text: "hello", pressed: "/affirm", after: 7 });
  assert.equal(new Headers(init.headers).get("Content-Type"), "application/json");
});

test("every address of the contract is asked for by its name", async () => {
  const { transport, requests } = to(() => json({ ...SAID, token: null, conversation: "talk1", welcome }), "token", "");
  await transport.begin(false);
  await transport.begin(true);
  await transport.since(12);
  await transport.rate("utter_x", "down");
  await transport.page("fhir");
  assert.deepEqual(
    requests.map(({ url, init }) => [init.method, url, init.body]),
    [
      ["POST", "/api/session", '{"keep":"token"}'],
      ["POST", "/api/session", '{"keep":"token","new":true}'],
      ["GET", "/api/messages?after=12", undefined],
      ["POST", "/api/feedback", '{"response":"utter_x","opinion":"down"}'],
      ["GET", "/api/page/fhir", undefined],
    ],
  );
});

test("with a token it goes along and cookies do not; with a cookie it is the other way round", async () => {
  const withToken = to(() => json(SAID));
  await withToken.transport.since(0);
  assert.equal(withToken.requests[0]?.init.credentials, "omit");
  assert.equal(new Headers(withToken.requests[0]?.init.headers).get("Authorization"), "Bearer secret");
  const withCookie = to(() => json(SAID), "cookie");
  await withCookie.transport.since(0);
  assert.equal(withCookie.requests[0]?.init.credentials, "same-origin");
  assert.equal(new Headers(withCookie.requests[0]?.init.headers).get("Authorization"), null);
});

test("a server's address with slashes at its end is the same", async () => {
  const { transport, requests } = to(() => json(SAID), "token", "https://bot.example/backtalk//");
  await transport.since(0);
  assert.equal(requests[0]?.url, "https://bot.example/backtalk/api/messages?after=0");
});

const error = { error: { code: "x", message: "Call 911." } };
const ANSWERS: [string, () => Response, object][] = [
  ["401", () => json(error, 401), { kind: "ended" }],
  ["403", () => json(error, 403), { kind: "refused" }],
  ["413", () => json(error, 413), { kind: "too_large" }],
  ["429 with seconds", () => json(error, 429, { "Retry-After": "7" }), { kind: "too_many", after: 7 }],
  ["429 without", () => json(error, 429), { kind: "too_many", after: 5 }],
  ["429 with 0", () => json(error, 429, { "Retry-After": "0" }), { kind: "too_many", after: 1 }],
  ["429 with nonsense", () => json(error, 429, { "Retry-After": "soon" }), { kind: "too_many", after: 5 }],
  ["429 with a date in the past", () => json(error, 429, { "Retry-After": "Thu, 01 Jan 2026 00:00:00 GMT" }), { kind: "too_many", after: 1 }],
  ["400", () => json(error, 400), { kind: "trouble", message: "Call 911.", lasting: true }],
  ["404", () => json(error, 404), { kind: "trouble", message: "Call 911.", lasting: true }],
  ["408", () => json(error, 408), { kind: "trouble", message: "Call 911.", lasting: false }],
  ["500", () => json(error, 500), { kind: "trouble", message: "Call 911.", lasting: false }],
  ["503", () => json(error, 503), { kind: "trouble", message: "Call 911.", lasting: false }],
  ["502 of a proxy", () => new Response("<h1>Bad Gateway</h1>", { status: 502 }), { kind: "trouble", message: null, lasting: false }],
  ["200 with HTML", () => new Response("<h1>Sign in to the Wi-Fi</h1>"), { kind: "trouble", message: null, lasting: false }],
  ["200 with other JSON", () => json({ hello: 1 }), { kind: "trouble", message: null, lasting: false }],
  ["200 without a body", () => new Response(""), { kind: "trouble", message: null, lasting: false }],
];
for (const [what, response, outcome] of ANSWERS) {
  test(`the answer ${what} is read as ${JSON.stringify(outcome)}`, async () => {
    assert.deepEqual(await to(response).transport.say(MESSAGE, 0), outcome);
  });
}

test("a date in Retry-After is waited for", async () => {
  const date = new Date(Date.now() + 30_000).toUTCString();
  const outcome = await to(() => json(error, 429, { "Retry-After": date })).transport.say(MESSAGE, 0);
  assert.ok(outcome.kind === "too_many" && outcome.after >= 28 && outcome.after <= 31);
});

test("no connection is an outcome and no error", async () => {
  const { transport, clock } = to(() => Promise.reject(new TypeError("failed to fetch")));
  const outcome = { kind: "offline", slow: false };
  assert.deepEqual(await transport.begin(false), outcome);
  assert.deepEqual(await transport.say(MESSAGE, 0), outcome);
  assert.deepEqual(await transport.since(0), outcome);
  assert.deepEqual(await transport.rate("utter_x", "up"), outcome);
  assert.deepEqual(await transport.page("pdf"), outcome);
  assert.equal(clock.waiting, 0);
});

/** A fetch that answers only when it is given up. */
function hanging(signal: AbortSignal | null | undefined): Promise<never> {
  return new Promise((_, fail) => signal?.addEventListener("abort", () => fail(new Error("aborted"))));
}

test("after 20 seconds without an answer the request is given up", async () => {
  const clock = new Clock();
  const fetch = (_: string, init: RequestInit): Promise<Response> => hanging(init.signal);
  const transport = createTransport({ server: "", keep: "token", after: clock.after, token: () => null, fetch });
  let outcome: unknown = null;
  void transport.say(MESSAGE, 0).then((found) => (outcome = found));
  await clock.advance(19_999);
  assert.equal(outcome, null);
  await clock.advance(1);
  assert.deepEqual(outcome, { kind: "offline", slow: true });
});

test("an answer that stops half-way is given up too", async () => {
  const clock = new Clock();
  const fetch = async (_: string, init: RequestInit): Promise<Response> =>
    new Response(
      new ReadableStream({
        start(body) {
          body.enqueue(new TextEncoder().encode('{"turns": ['));
          init.signal?.addEventListener("abort", () => body.error(new Error("aborted")));
        },
      }),
    );
  const transport = createTransport({ server: "", keep: "token", after: clock.after, token: () => null, fetch });
  const outcome = transport.say(MESSAGE, 0);
  await clock.advance(20_000);
  assert.deepEqual(await outcome, { kind: "offline", slow: true });
});

test("an answer in time stops the clock", async () => {
  const { transport, clock } = to(() => json(SAID));
  await transport.since(0);
  assert.equal(clock.waiting, 0);
});

test("a message that is too large for the server does not travel", async () => {
  const { transport, requests } = to(() => json(SAID));
  assert.deepEqual(await transport.say({ ...MESSAGE, text: "é".repeat(4100) }, 0), { kind: "too_large" });
  assert.deepEqual(requests, []);
  assert.equal((await transport.say({ ...MESSAGE, text: "e".repeat(4100) }, 0)).kind, "ok");
});

test("turns and the page for the doctor come back", async () => {
  const turns = [{ id: null, number: 2, text: "x", replies: [answer] }];
  const found = await to(() => json({ turns, last: 2, forgotten: true })).transport.since(0);
  assert.ok(found.kind === "ok" && found.value.forgotten && found.value.turns[0]?.replies[0]?.kind === "answer");
  const page = await to(() => new Response("%PDF")).transport.page("pdf");
  assert.equal(page.kind === "ok" && (await page.value.text()), "%PDF");
  await settle();
});
