/**
 * A stand-in for the server, to look at the widget without the bot; docs/web.md says what it imitates.
 *
 *   node dev/server.mjs [--port 8090] [--delay 400]
 *
 * /demo and /chat come from pages/. A second site at port + 1 is the clinic on another origin; its page takes the
 * attributes of the script tag from its address: /demo?mode=iframe&lang=es&position=left&accent=%23aa3300&open=true
 * Typing "fail" makes the next three requests fail, "slow" takes four seconds, "emergency", "urgent", "crisis",
 * "ask areas", "summary" and the like show one kind of reply each (conversation.mjs).
 */

import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { newState, respond, welcome } from "./conversation.mjs";

const HERE = fileURLToPath(new URL("..", import.meta.url));
const TYPES = { html: "text/html; charset=utf-8", css: "text/css; charset=utf-8", js: "text/javascript; charset=utf-8" };
const FILES = { "/widget.js": "dist/widget.js", "/chat": "pages/chat.html", "/demo": "pages/demo.html", "/pages.css": "pages/pages.css" };
const ATTRIBUTES = ["lang", "mode", "position", "accent", "open"];
const TRUSTED = "require-trusted-types-for 'script'; trusted-types lit-html";

export async function startServer({ port = 8090, delay = 0 } = {}) {
  const sessions = new Map();
  const control = { failures: 0, delay, seen: [] };
  const bot = createServer((request, answer) => void serve(request, answer));
  const clinic = createServer((request, answer) => void serveClinic(request, answer));

  async function serve(request, answer) {
    const url = new URL(request.url, "http://localhost");
    control.seen.push(`${request.method} ${url.pathname}`);
    if (url.pathname.startsWith("/api/")) return api(request, answer, url);
    await file(url, answer, `default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; ${TRUSTED}`);
  }

  async function serveClinic(request, answer) {
    const url = new URL(request.url, "http://localhost");
    const origin = `http://localhost:${port}`;
    if (url.pathname === "/widget.js") return void answer.writeHead(404).end();
    const policy = `default-src 'none'; script-src ${origin}; style-src 'self'; connect-src ${origin}; frame-src ${origin}; ${TRUSTED}`;
    await file(url, answer, policy, (html) => html.replaceAll('src="/widget.js"', `src="${origin}/widget.js"`));
  }

  async function file(url, answer, policy, change = (html) => html) {
    const path = FILES[url.pathname === "/" ? "/demo" : url.pathname];
    if (!path) return void answer.writeHead(404).end();
    let content = await readFile(HERE + path);
    const type = path.split(".").pop();
    if (type === "html") content = change(withAttributes(content.toString(), url.searchParams));
    answer.writeHead(200, { "Content-Type": TYPES[type], "Content-Security-Policy": policy, "Cache-Control": "no-store", "Cross-Origin-Resource-Policy": "cross-origin" });
    answer.end(content);
  }

  async function api(request, answer, url) {
    const origin = request.headers.origin;
    const cors = origin
      ? { "Access-Control-Allow-Origin": origin, "Access-Control-Allow-Headers": "authorization, content-type", "Access-Control-Expose-Headers": "retry-after" }
      : {};
    const send = (status, body, more = {}) => {
      answer.writeHead(status, { "Content-Type": "application/json", ...cors, ...more });
      answer.end(JSON.stringify(body));
    };
    if (request.method === "OPTIONS") return void answer.writeHead(204, cors).end();
    const body = request.method === "POST" ? JSON.parse((await text(request)) || "{}") : {};
    if (body.text === "fail") control.failures = 4;
    await wait(body.text === "slow" ? 4000 : control.delay);
    if (control.failures > 0) {
      control.failures -= 1;
      return send(503, { error: { code: "trouble", message: "Something went wrong on my side. If it is urgent, call your local emergency number now." } });
    }
    if (url.pathname === "/api/session") return session(request, body, send);
    const state = sessions.get(tokenOf(request));
    if (!state) return send(401, { error: { code: "no_session", message: "This chat has ended." } });
    if (url.pathname === "/api/messages") return messages(request, body, url, state, send);
    if (url.pathname === "/api/feedback") return send(200, {});
    if (url.pathname.startsWith("/api/page/")) return page(url, state, answer, cors, send);
    send(404, { error: { code: "not_found", message: "No such address." } });
  }

  function session(request, body, send) {
    let token = tokenOf(request);
    if (!sessions.has(token)) sessions.set((token = randomBytes(16).toString("hex")), newState());
    const state = sessions.get(token);
    const isCookie = body.keep === "cookie";
    const cookie = isCookie ? { "Set-Cookie": `backtalk=${token}; HttpOnly; SameSite=Strict; Path=/` } : {};
    const conversation = token.slice(0, 8);
    send(200, { token: isCookie ? null : token, conversation, welcome, turns: state.turns, last: state.last, forgotten: false }, cookie);
  }

  function messages(request, body, url, state, send) {
    let forgotten = false;
    const after = request.method === "POST" ? body.after : Number(url.searchParams.get("after"));
    if (request.method === "POST" && !state.turns.some((turn) => turn.id === body.id)) {
      forgotten = /Yes, delete it/.test(body.text);
      if (forgotten) Object.assign(state, { answers: {}, turns: [] });
      const replies = forgotten
        ? [{ text: "Done. I have deleted this chat and what you told me.", response: "utter_data_deleted", kind: "smalltalk", buttons: [], custom: null }]
        : respond(state, body.text, body.pressed);
      state.last += 1 + replies.length;
      state.turns.push({ id: body.id, number: state.last, text: forgotten ? "" : body.text, replies });
    }
    send(200, { turns: state.turns.filter((turn) => turn.number > after), last: state.last, forgotten });
  }

  function page(url, state, answer, cors, send) {
    if (Object.keys(state.answers).length === 0 && !state.turns.some((turn) => turn.replies.some((one) => one.custom?.type === "summary"))) {
      return send(404, { error: { code: "not_found", message: "There is nothing to put on the page yet." } });
    }
    const isPdf = url.pathname.endsWith("pdf");
    answer.writeHead(200, { "Content-Type": isPdf ? "application/pdf" : "text/html; charset=utf-8", ...cors });
    answer.end(isPdf ? PDF : "<!DOCTYPE html><title>Page</title><style>h1 { color: teal; }</style><h1>A page for my doctor</h1>");
  }

  await Promise.all([listen(bot, port), listen(clinic, port + 1)]);
  return { control, sessions, bot: `http://localhost:${port}`, clinic: `http://localhost:${port + 1}`, stop: () => Promise.all([stop(bot), stop(clinic)]) };
}

/** Puts the attributes that the address names on the script tag. */
function withAttributes(html, query) {
  const set = ATTRIBUTES.filter((name) => query.has(name)).map((name) => ` data-${name}="${query.get(name).replace(/[^\w#-]/g, "")}"`);
  return html.includes('data-mode="page"') ? html : html.replace('src="/widget.js"', `src="/widget.js"${set.join("")}`);
}

function tokenOf({ headers }) {
  return headers.authorization?.replace("Bearer ", "") ?? /backtalk=(\w+)/.exec(headers.cookie ?? "")?.[1];
}

const PDF = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj
4 0 obj<</Length 52>>stream
BT /F1 18 Tf 30 100 Td (A page for my doctor) Tj ET
endstream endobj
trailer<</Root 1 0 R>>`;

const wait = (time) => new Promise((done) => setTimeout(done, time));
const listen = (server, port) => new Promise((done) => server.listen(port, done));
const stop = (server) => new Promise((done) => (server.closeAllConnections(), server.close(done)));

async function text(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const option = (name, other) => Number(process.argv[process.argv.indexOf(name) + 1] || other) || other;
  const { bot, clinic } = await startServer({ port: option("--port", 8090), delay: option("--delay", 400) });
  console.log(`bot: ${bot}/demo ${bot}/chat, clinic: ${clinic}/demo`);
}
