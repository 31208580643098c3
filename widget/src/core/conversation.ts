/**
 * The `Chat` of chat.ts, over a server: keeps the session, sends through the queue, asks for what other tabs
 * said, and tells them. What is shown is in state.ts.
 */

import type { ConversationStrings } from "../strings/index.js";
import { inBrowser } from "./browser.js";
import type { Chat, Notice } from "./chat.js";
import type { Conversation, Session } from "./contract.js";
import { noticeOf, startNotice } from "./notices.js";
import { createQueue } from "./queue.js";
import { initial, reduce, viewOf, type Action } from "./state.js";
import { noTokens, tokenStore } from "./storage.js";
import type { Channel, Surroundings } from "./surroundings.js";
import { createTransport, type Message, type Outcome } from "./transport.js";

export interface ChatOptions {
  /** Where the server is, for example "https://bot.example"; empty for where the page comes from. */
  readonly server: string;
  /** cookie: on pages of the server itself; token: anywhere else, and in frames. */
  readonly keep: "cookie" | "token";
  readonly texts: ConversationStrings;
  /** The browser, if not given. */
  readonly surroundings?: Surroundings;
}

/** An answer, and the conversation that it is from. */
interface Answer {
  readonly name: string;
  readonly answer: Conversation;
}

/** What tabs with the same conversation tell each other; the server alone tells what was said. */
type Word = "changed" | "forgotten" | "left";

const STALE: Outcome<never> = { kind: "trouble", message: null, lasting: false };

export function createChat({ server, keep, texts, surroundings = inBrowser() }: ChatOptions): Chat {
  const { after, random, isOnline, events } = surroundings;
  const tokens = keep === "token" ? tokenStore(surroundings.storage, server) : noTokens;
  const transport = createTransport({ server, keep, fetch: surroundings.fetch, after, token: tokens.read });
  const queue = createQueue<Answer>({
    deliver: (message) => inSession((last) => transport.say(message, last)),
    after,
    random,
    isOnline,
    onState(id, state, why) {
      change({ type: "moved", id, state });
      // Where the conversation could not even begin, that has been told.
      if (why !== null && model.phase !== "failed") notify(noticeOf(why, state, id, texts));
    },
    onAnswer(id, { name, answer }) {
      // That the chat is a new one stays to be read, until the person goes on.
      if (model.notice?.code !== "ended") notify(null);
      take(id, name, answer);
      tell(answer.forgotten ? "forgotten" : "changed");
    },
  });

  const listeners = new Set<() => void>();
  let model = initial(isOnline());
  let view = viewOf(model);
  let channel: Channel | null = null;
  /** The conversation whose channel it is. */
  let joined = "";
  let hasSession = false;
  /** Why the next session begins: the one before ended by itself, or the person left it. */
  let hasEnded = false;
  let wantsNew = false;
  let beginning: Promise<Outcome<Session>> | null = null;
  let isAsking = false;
  let asksAgain = false;
  /** Grows when everything under way has become pointless. */
  let era = 0;
  let isDisposed = false;

  function change(action: Action): void {
    if (isDisposed) return;
    model = reduce(model, action, texts);
    view = viewOf(model);
    for (const listener of [...listeners]) {
      try {
        listener();
      } catch (error) {
        console.error(error); // who watches must not stop what is under way
      }
    }
  }

  function notify(notice: Notice | null): void {
    if (notice !== model.notice) change({ type: "noticed", notice });
  }

  /** Begins or goes on with a session; who asks meanwhile waits for the same one. */
  function begin(): Promise<Outcome<Session>> {
    if (beginning !== null) return beginning;
    const mine = open(era);
    beginning = mine;
    void mine.finally(() => {
      if (beginning === mine) beginning = null;
    });
    return mine;
  }

  async function open(mine: number): Promise<Outcome<Session>> {
    if (model.phase !== "ready") change({ type: "starting" });
    const outcome = await transport.begin(wantsNew);
    if (mine !== era) return STALE;
    if (outcome.kind !== "ok") {
      // In mid-conversation it is told by the message that did not get through.
      if (model.phase === "starting") change({ type: "not_started", notice: startNotice(outcome, isOnline(), texts) });
      return outcome;
    }
    const { value: session } = outcome;
    if (session.token !== null) tokens.keep(session.token);
    const isAnother = model.conversation !== "" && session.conversation !== model.conversation;
    const notice: Notice | null = isAnother ? { code: "ended", text: texts.ended, retry: null } : null;
    const keeps = hasEnded;
    hasSession = true;
    wantsNew = false;
    join(session.conversation);
    change({ type: "started", session, keeps, notice });
    session.turns.forEach((turn) => turn.id !== null && queue.settle(turn.id));
    return outcome;
  }

  /** Asks in the session there is; where that has ended, once more in a new one. */
  async function inSession(ask: (last: number) => Promise<Outcome<Conversation>>): Promise<Outcome<Answer>> {
    const mine = era;
    for (let round = 0; ; round += 1) {
      if (!hasSession) {
        const begun = await begin();
        if (begun.kind !== "ok") return begun;
      }
      const { conversation: name, last } = model;
      const outcome = await ask(last);
      if (mine !== era) return STALE;
      const isCurrent = name === model.conversation; // else another request has already begun a new one
      if (isCurrent && outcome.kind === "ended") leaveSession(true);
      if (!isCurrent || outcome.kind === "ended") {
        if (round === 0) continue;
        return STALE;
      }
      if (outcome.kind !== "ok") return outcome;
      if (outcome.value.last < last && !outcome.value.forgotten) {
        // Fewer messages than we know: another tab has begun another conversation, and this was said in it.
        leaveSession(false);
        const begun = await begin();
        if (begun.kind !== "ok") return begun;
        // What came along has a number that is not after `last`: it is kept nowhere, and would not come again.
        const { turns } = begun.value;
        const unkept = outcome.value.turns.filter(({ id }) => id !== null && !turns.some((turn) => turn.id === id));
        const answer = { ...begun.value, turns: [...turns, ...unkept] };
        return { kind: "ok", value: { name: model.conversation, answer } };
      }
      return { kind: "ok", value: { name, answer: outcome.value } };
    }
  }

  function leaveSession(isEnded: boolean): void {
    hasSession = false;
    hasEnded = isEnded;
    if (isEnded) tokens.drop();
  }

  function take(id: string | null, name: string, answer: Conversation): void {
    change({ type: "answered", id, name, answer });
    for (const turn of answer.turns) if (turn.id !== null && turn.id !== id) queue.settle(turn.id);
  }

  /** Asks for what was said elsewhere. What fails here is found again by the next message. */
  async function catchUp(): Promise<void> {
    if (!hasSession || !surroundings.isVisible()) return;
    asksAgain = isAsking;
    if (isAsking) return;
    isAsking = true;
    const outcome = await inSession(transport.since);
    isAsking = false;
    if (outcome.kind === "ok") take(null, outcome.value.name, outcome.value.answer);
    if (asksAgain) void catchUp();
  }

  function join(conversation: string): void {
    if (conversation === joined) return;
    tell("left");
    channel?.close();
    joined = conversation;
    channel = surroundings.openChannel(`backtalk:${server}:${conversation}`);
    channel?.addEventListener("message", ({ data }) => listen(data));
  }

  function tell(word: Word): void {
    channel?.postMessage(word);
  }

  function listen(word: unknown): void {
    if (word === "forgotten") change({ type: "forgotten" });
    // With a cookie, all tabs go where one goes; a tab with a token of its own stays.
    if (word === "left" && keep === "cookie" && hasSession) {
      leaveSession(false);
      void begin();
    } else if (word === "forgotten" || word === "changed") {
      void catchUp();
    }
  }

  function onOnline(): void {
    change({ type: "online", online: true });
    if (model.notice?.code === "offline") notify(null);
    if (model.phase !== "idle") void start();
    queue.resume();
    void catchUp();
  }

  function onOffline(): void {
    change({ type: "online", online: false });
    notify({ code: "offline", text: texts.offline, retry: null });
  }

  function onVisible(): void {
    void catchUp();
  }

  async function start(): Promise<void> {
    if (hasSession || isDisposed) return;
    if (model.phase === "failed") notify(null);
    const begun = await begin();
    if (begun.kind === "ok") queue.resume();
  }

  function say(text: string, pressed: string | null): void {
    if (text.trim() === "" || isDisposed) return;
    const message: Message = { id: surroundings.newId(), text, pressed };
    if (isOnline()) notify(null);
    change({ type: "said", id: message.id, text });
    queue.add(message);
  }

  events.addEventListener("online", onOnline);
  events.addEventListener("offline", onOffline);
  events.addEventListener("visibilitychange", onVisible);

  return {
    get view() {
      return view;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start,
    send: (text) => say(text.trim(), null),
    press: (button) => say(button.title, button.payload),
    retry(key) {
      if (isOnline()) notify(null);
      queue.retry(key);
    },
    async rate(key, opinion) {
      const item = view.items.find((each) => each.key === key);
      if (item?.from !== "bot" || item.reply.response === null) return;
      change({ type: "rated", key, opinion });
      const outcome = await transport.rate(item.reply.response, opinion);
      if (outcome.kind !== "ok") change({ type: "rated", key, opinion: item.opinion });
    },
    async page(format) {
      const outcome = await transport.page(format);
      return outcome.kind === "ok" ? outcome.value : null;
    },
    async restart() {
      if (isDisposed) return;
      era += 1;
      beginning = null;
      queue.clear();
      tokens.drop();
      leaveSession(false);
      wantsNew = true;
      change({ type: "left" });
      await begin();
    },
    dispose() {
      era += 1;
      isDisposed = true;
      queue.clear();
      listeners.clear();
      channel?.close();
      events.removeEventListener("online", onOnline);
      events.removeEventListener("offline", onOffline);
      events.removeEventListener("visibilitychange", onVisible);
    },
  };
}
