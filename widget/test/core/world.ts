/** A browser and a server (docs/web.md) for tests: time stands still until `advance`, and nothing is random. */

import type { Channel, Surroundings, Timers } from "../../src/core/surroundings.js";
import { createChat, type ChatOptions } from "../../src/core/conversation.js";
import type { Chat } from "../../src/core/chat.js";
import { strings } from "../../src/strings/index.js";
import { reply, welcome } from "./replies.js";

export const texts = strings("en").conversation;

/** Lets everything go on that waits for nothing but its turn. */
export async function settle(): Promise<void> {
  for (let round = 0; round < 12; round += 1) await new Promise((done) => setImmediate(done));
}

export class Clock implements Timers {
  now = 0;
  private timers: { readonly due: number; readonly action: () => void }[] = [];

  after = (ms: number, action: () => void): (() => void) => {
    const timer = { due: this.now + ms, action };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((each) => each !== timer);
    };
  };

  /** In the middle: with it the jitter of the queue is none. */
  random = (): number => 0.5;

  get waiting(): number {
    return this.timers.length;
  }

  async advance(ms: number): Promise<void> {
    const end = this.now + ms;
    await settle();
    for (;;) {
      const next = this.timers.filter(({ due }) => due <= end).sort((one, other) => one.due - other.due)[0];
      if (next === undefined) break;
      this.now = next.due;
      this.timers = this.timers.filter((each) => each !== next);
      next.action();
      await settle();
    }
    this.now = end;
  }
}

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: any;
  readonly init: RequestInit;
}

/** fail: never arrives; lose: is done, but the answer is lost; hang: no answer until it is given up. */
export type Fault = "fail" | "lose" | "hang" | Response | ((asked: Asked) => Promise<void> | void);

interface Talk {
  turns: { id: string | null; number: number; text: string; replies: object[] }[];
  count: number;
  forgottenAt: number;
}

export class Server {
  readonly asked: Asked[] = [];
  /** What goes wrong with the next requests for messages, in order; undefined: nothing. */
  readonly faults: (Fault | undefined)[] = [];
  readonly sessionFaults: Fault[] = [];
  /** How often each message has been carried out. */
  readonly runs = new Map<string, number>();
  replies: (text: string) => object[] = (text) => [reply(`You said: ${text}`, { response: `utter_${text}` })];
  keepsWords = true;

  private readonly talks = new Map<string, Talk>();
  private readonly sessions = new Map<string, string>();
  private made = 0;

  /** What a browser with its own cookies fetches with. */
  browser(): Surroundings["fetch"] {
    const jar = { cookie: "" };
    return async (url, init) => {
      const path = url.replace("https://bot.example/api/", "");
      const body = init.body === undefined ? null : JSON.parse(String(init.body));
      const asked: Asked = { method: String(init.method), path, body, init };
      this.asked.push(asked);
      const faults = path === "session" ? this.sessionFaults : this.faults;
      const fault = faults.shift();
      if (fault === "fail") throw new TypeError("failed to fetch");
      if (fault instanceof Response) return fault;
      if (fault === "hang") {
        return new Promise((_, fail) => init.signal?.addEventListener("abort", () => fail(new Error("aborted"))));
      }
      const response = this.answer(asked, jar);
      if (fault === "lose") throw new TypeError("connection lost");
      if (typeof fault === "function") await fault(asked);
      return response;
    };
  }

  /** Ends all sessions, as time does. */
  endSessions(): void {
    this.sessions.clear();
  }

  sent(path = "messages"): any[] {
    return this.asked.filter((each) => each.method === "POST" && each.path === path).map(({ body }) => body);
  }

  private answer({ method, path, body, init }: Asked, jar: { cookie: string }): Response {
    const token = new Headers(init.headers).get("Authorization")?.replace("Bearer ", "");
    const key = init.credentials === "same-origin" ? jar.cookie : (token ?? "");
    if (path === "session") return this.begin(key, body, jar);
    const talk = this.talks.get(this.sessions.get(key) ?? "");
    if (talk === undefined) return json({ error: { code: "no_session", message: "No session." } }, 401);
    if (path === "feedback") return json({});
    if (path.startsWith("page/")) {
      return talk.count === 0 ? json({ error: { code: "not_found", message: "Nothing yet." } }, 404) : new Response("page");
    }
    const after = method === "GET" ? Number(new URLSearchParams(path.split("?")[1]).get("after")) : body.after;
    if (method === "POST") this.run(talk, body);
    return json({
      turns: talk.turns.filter((turn) => turn.number > after),
      last: talk.count,
      forgotten: talk.forgottenAt > after,
    });
  }

  private begin(key: string, body: { keep: string; new?: boolean }, jar: { cookie: string }): Response {
    let name = body.new === true ? undefined : this.sessions.get(key);
    let session = key;
    if (name === undefined) {
      this.made += 1;
      name = `talk${this.made}`;
      session = `key-of-${name}`;
      this.sessions.set(session, name);
      this.talks.set(name, { turns: [], count: 0, forgottenAt: 0 });
    }
    if (body.keep === "cookie") jar.cookie = session;
    const talk = this.talks.get(name) as Talk;
    return json({
      token: body.keep === "token" ? session : null,
      conversation: name,
      welcome,
      turns: talk.turns,
      last: talk.count,
      forgotten: false,
    });
  }

  private run(talk: Talk, { id, text }: { id: string; text: string }): void {
    if (talk.turns.some((turn) => turn.id === id)) return;
    this.runs.set(id, (this.runs.get(id) ?? 0) + 1);
    const replies = this.replies(text);
    talk.count += 1 + replies.length;
    if (text === "forget me") {
      talk.turns = [];
      talk.forgottenAt = talk.count;
    }
    talk.turns.push({ id, number: talk.count, text: this.keepsWords ? text : "", replies });
  }
}

export function json(value: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(value), { status, headers: { "Content-Type": "application/json", ...headers } });
}

/** Channels of one browser: what one tab says, all others with the same name hear. */
export class Hub {
  private readonly open = new Set<{ name: string; listeners: ((event: { data: unknown }) => void)[] }>();

  channel = (name: string): Channel => {
    const mine = { name, listeners: [] as ((event: { data: unknown }) => void)[] };
    this.open.add(mine);
    return {
      postMessage: (data) => {
        const others = [...this.open].filter((each) => each !== mine && each.name === name);
        setImmediate(() => others.forEach(({ listeners }) => listeners.forEach((listener) => listener({ data }))));
      },
      addEventListener: (_, listener) => mine.listeners.push(listener),
      close: () => this.open.delete(mine),
    };
  };

  get names(): string[] {
    return [...this.open].map(({ name }) => name);
  }
}

export function memory(): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
    key: (index: number) => [...kept.keys()][index] ?? null,
    clear: () => kept.clear(),
    get length() {
      return kept.size;
    },
  };
}

/** One tab. `chat()` opens the widget in it, again after a reload. */
export class Tab {
  readonly events = new EventTarget();
  readonly storage = memory();
  online = true;
  visible = true;
  private ids = 0;

  constructor(
    readonly clock: Clock,
    readonly fetch: Surroundings["fetch"],
    readonly hub: Hub | null = null,
    readonly name = "tab",
  ) {}

  chat(keep: ChatOptions["keep"] = "token"): Chat {
    const surroundings: Surroundings = {
      fetch: this.fetch,
      after: this.clock.after,
      random: this.clock.random,
      storage: () => this.storage,
      events: this.events,
      isOnline: () => this.online,
      isVisible: () => this.visible,
      openChannel: (name) => this.hub?.channel(name) ?? null,
      newId: () => `${this.name}-message-${(this.ids += 1)}`,
    };
    return createChat({ server: "https://bot.example", keep, texts, surroundings });
  }

  async goOffline(): Promise<void> {
    this.online = false;
    this.events.dispatchEvent(new Event("offline"));
    await settle();
  }

  async comeOnline(): Promise<void> {
    this.online = true;
    this.events.dispatchEvent(new Event("online"));
    await settle();
  }

  async show(isVisible: boolean): Promise<void> {
    this.visible = isVisible;
    this.events.dispatchEvent(new Event("visibilitychange"));
    await settle();
  }
}

export function notice(chat: Chat): Chat["view"]["notice"] {
  return chat.view.notice;
}

/** What stands in the transcript, as lines: "> " is the person, with the state unless it is sent. */
export function lines(chat: Chat): string[] {
  return chat.view.items.map((item) => {
    if (item.from === "bot") return item.reply.text;
    return item.state === "sent" ? `> ${item.text}` : `> ${item.text} [${item.state}]`;
  });
}
