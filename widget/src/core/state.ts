/**
 * What is known of the conversation, how it changes, and the `View` of it. Pure: nothing here asks or waits.
 * Turns are put in order by their number and told apart by their id, so that it does not matter how often, in what
 * order or by which answer they come. A turn that is kept nowhere has the number of the turn before it.
 */

import type { ConversationStrings } from "../strings/index.js";
import { announce, type Spoken } from "./announce.js";
import type { Announcement, BotItem, Item, Notice, Opinion, PersonItem, View } from "./chat.js";
import type { Conversation, Reply, Session, Turn } from "./contract.js";

/** A turn as it is shown, or the welcome as a turn of its own, before all others. */
interface Shown extends Turn {
  readonly conversation: string;
  readonly fresh: boolean;
}

/** What the person said and the server has not answered yet. */
interface Pending {
  readonly id: string;
  readonly text: string;
  readonly state: "sending" | "waiting" | "failed";
}

export interface Model {
  readonly phase: View["phase"];
  readonly online: boolean;
  readonly notice: Notice | null;
  readonly announcement: Announcement;
  /** The name of the conversation that goes on; "" before there is one. */
  readonly conversation: string;
  /** The number of the last message that is known. */
  readonly last: number;
  /** What was said before this number has been forgotten, and must not come back with a late answer. */
  readonly floor: number;
  readonly shown: readonly Shown[];
  readonly pending: readonly Pending[];
  readonly opinions: ReadonlyMap<string, Opinion>;
}

export type Action =
  | { readonly type: "starting" }
  /** `keeps`: what is shown of another conversation stays. */
  | { readonly type: "started"; readonly session: Session; readonly keeps: boolean; readonly notice: Notice | null }
  | { readonly type: "not_started"; readonly notice: Notice }
  | { readonly type: "said"; readonly id: string; readonly text: string }
  | { readonly type: "moved"; readonly id: string; readonly state: Pending["state"] }
  /** `id`: the message that this is the answer to; null when only asked for what is new. */
  | { readonly type: "answered"; readonly id: string | null; readonly name: string; readonly answer: Conversation }
  | { readonly type: "noticed"; readonly notice: Notice | null }
  | { readonly type: "online"; readonly online: boolean }
  | { readonly type: "rated"; readonly key: string; readonly opinion: Opinion | null }
  | { readonly type: "forgotten" }
  | { readonly type: "left" };

const MOST_ITEMS = 400;
const WELCOME = 0;

export function initial(online: boolean): Model {
  return {
    phase: "idle",
    online,
    notice: null,
    announcement: { serial: 0, text: "", urgent: false },
    conversation: "",
    last: 0,
    floor: 0,
    shown: [],
    pending: [],
    opinions: new Map(),
  };
}

export function reduce(model: Model, action: Action, texts: ConversationStrings): Model {
  switch (action.type) {
    case "starting":
      return { ...model, phase: "starting" };
    case "started":
      return started({ ...model, notice: action.notice }, action.session, action.keeps, texts);
    case "not_started":
      return noticed({ ...model, phase: "failed" }, action.notice);
    case "said": {
      const pending: Model["pending"] = [...model.pending, { id: action.id, text: action.text, state: "waiting" }];
      return { ...model, pending, shown: trimmed(model.shown, pending) };
    }
    case "moved": {
      const { id, state } = action;
      return { ...model, pending: model.pending.map((each) => (each.id === id ? { ...each, state } : each)) };
    }
    case "answered":
      // An answer from a conversation that was left tells nothing of this one.
      return action.name === model.conversation ? answered(model, action.id, action.answer, texts) : model;
    case "noticed":
      return noticed(model, action.notice);
    case "online":
      return { ...model, online: action.online };
    case "rated":
      return { ...model, opinions: rated(model.opinions, action.key, action.opinion) };
    case "forgotten":
      return { ...model, shown: [], floor: model.last + 1, opinions: new Map() };
    case "left":
      return { ...initial(model.online), announcement: model.announcement };
  }
}

export function viewOf(model: Model): View {
  const isUnderWay = model.pending.some(({ state }) => state !== "failed");
  const newest = model.shown.at(-1);
  return {
    phase: model.phase,
    items: [
      ...model.shown.flatMap((turn) => items(turn, turn === newest && !isUnderWay, model.opinions)),
      ...model.pending.map(({ id, text, state }): PersonItem => ({ from: "person", key: id, text, state })),
    ].slice(-MOST_ITEMS),
    busy: model.pending.some(({ state }) => state === "sending"),
    online: model.online,
    notice: model.notice,
    announcement: model.announcement,
  };
}

function items(turn: Shown, open: boolean, opinions: Model["opinions"]): Item[] {
  const name = `${turn.conversation}.${turn.id ?? turn.number}`;
  // Empty where the person wants nothing kept.
  const said: PersonItem[] =
    turn.text === "" ? [] : [{ from: "person", key: turn.id ?? name, text: turn.text, state: "sent" }];
  const bot = turn.replies.map((reply, place): BotItem => {
    const key = `${name}.${place}`;
    return { from: "bot", key, reply, open, first: place === 0, fresh: turn.fresh, opinion: opinions.get(key) ?? null };
  });
  return [...said, ...bot];
}

function started(model: Model, session: Session, keeps: boolean, texts: ConversationStrings): Model {
  const { conversation, turns } = session;
  const isSame = conversation === model.conversation;
  const isFirst = model.shown.length === 0;
  const others = keeps && !isSame ? model.shown : [];
  const before = isSame ? model.shown : [];
  const welcome = before.find(isWelcome) ?? (turns.length === 0 ? greet(session) : null);
  // What comes with the first session is from before this panel was opened.
  const known = pairs(turns, before);
  const now = turns.map((turn) => toShow(turn, known.get(turn), conversation, model.pending, !isFirst));
  const all = [...(welcome === null ? [] : [welcome]), ...inOrder(now)];
  const added = all.filter((turn) => turn.fresh && !before.some((each) => isSameTurn(each, turn)));
  const next: Model = {
    ...model,
    phase: "ready",
    conversation,
    last: session.last,
    floor: 0,
    pending: withoutAnswered(model.pending, turns),
  };
  // Of a conversation that went on elsewhere only the newest turn is read out.
  return heard({ ...next, shown: trimmed([...others, ...all], next.pending) }, added.slice(-1), texts, model.notice);
}

function greet({ conversation, welcome }: Session): Shown {
  return { id: null, number: WELCOME, text: "", replies: [welcome], conversation, fresh: true };
}

function answered(model: Model, id: string | null, answer: Conversation, texts: ConversationStrings): Model {
  const floor = answer.forgotten ? oldest(answer) : model.floor;
  const turns = named(answer.turns, id, model, answer.last).filter((turn) => turn.number >= floor);
  const kept = answer.forgotten ? [] : model.shown;
  const before = kept.filter((turn) => turn.conversation === model.conversation);
  const others = kept.filter((turn) => turn.conversation !== model.conversation);
  const known = pairs(turns, before);
  const now = new Map(
    turns.map((turn) => [turn, toShow(turn, known.get(turn), model.conversation, model.pending, true)] as const),
  );
  // Each takes the place of what it is known as, which keeps the order of equal numbers.
  const places = new Map([...known].map(([turn, place]) => [place, now.get(turn)]));
  const added = [...now].flatMap(([turn, shown]) => (known.has(turn) ? [] : [shown]));
  const all = inOrder([...before.map((each) => places.get(each) ?? each), ...added]);
  const next: Model = {
    ...model,
    last: answer.forgotten ? answer.last : Math.max(model.last, answer.last),
    floor,
    pending: withoutAnswered(model.pending, turns).filter((each) => each.id !== id),
  };
  return heard({ ...next, shown: trimmed([...others, ...all], next.pending) }, added, texts);
}

/** The lowest number that an answer which forgot everything before leaves. */
function oldest({ turns, last }: Conversation): number {
  return turns.length === 0 ? last + 1 : Math.min(...turns.map((turn) => turn.number));
}

/**
 * Gives the turn that answers the message `id` this id where the server keeps none, so that the words that were
 * typed are not lost; also where no turn came at all.
 */
function named(turns: readonly Turn[], id: string | null, model: Model, last: number): readonly Turn[] {
  const pending = model.pending.find((each) => each.id === id);
  if (pending === undefined || turns.some((turn) => turn.id === id)) return turns;
  const own = turns.reduce<Turn | null>((found, turn) => (turn.id === null ? turn : found), null);
  if (own !== null) return turns.map((turn) => (turn === own ? { ...turn, id } : turn));
  return [...turns, { id, number: Math.max(last, model.last) + 0.5, text: pending.text, replies: [] }];
}

/** Words and id that the server did not keep stay on the screen of who typed them. */
function toShow(
  turn: Turn,
  known: Shown | undefined,
  conversation: string,
  pending: Model["pending"],
  fresh: boolean,
): Shown {
  const typed = pending.find((each) => each.id === turn.id);
  return {
    ...turn,
    id: turn.id ?? known?.id ?? null,
    text: turn.text || known?.text || typed?.text || "",
    conversation,
    fresh: known?.fresh ?? fresh,
  };
}

/** Finds for each turn the one that it is known as, and none for two: first by id, then by number. */
function pairs(turns: readonly Turn[], before: readonly Shown[]): ReadonlyMap<Turn, Shown> {
  const found = new Map<Turn, Shown>();
  const taken = new Set<Shown>();
  for (const isSame of [hasSameId, isSameTurn]) {
    for (const turn of turns) {
      const known = found.has(turn) ? undefined : before.find((each) => !taken.has(each) && isSame(each, turn));
      if (known === undefined) continue;
      found.set(turn, known);
      taken.add(known);
    }
  }
  return found;
}

/** Two ids tell; a number, which several turns may share, counts only where one has no id. */
function isSameTurn(one: Turn, other: Turn): boolean {
  if (one.id !== null && other.id !== null) return one.id === other.id;
  return one.number === other.number && isWelcome(one) === isWelcome(other);
}

function hasSameId(one: Turn, other: Turn): boolean {
  return one.id !== null && one.id === other.id;
}

function isWelcome({ id, number }: Turn): boolean {
  return id === null && number === WELCOME;
}

/** What has no number of its own stays behind what it came after; the half of `named` is no number of its own. */
function inOrder(turns: readonly Shown[]): Shown[] {
  return [...turns].sort((one, other) => Math.floor(one.number) - Math.floor(other.number));
}

function withoutAnswered(pending: Model["pending"], turns: readonly Turn[]): Model["pending"] {
  return pending.filter((each) => !turns.some((turn) => turn.id === each.id));
}

/** Takes whole turns away at the beginning until the items are few enough; the newest always stays. */
function trimmed(shown: readonly Shown[], pending: Model["pending"]): readonly Shown[] {
  let room = MOST_ITEMS - pending.length;
  let from = shown.length;
  for (const turn of [...shown].reverse()) {
    room -= turn.replies.length + (turn.text === "" ? 0 : 1);
    if (room < 0 && from < shown.length) break;
    from -= 1;
  }
  return shown.slice(from);
}

function rated(opinions: Model["opinions"], key: string, opinion: Opinion | null): Model["opinions"] {
  const next = new Map(opinions);
  if (opinion === null) next.delete(key);
  else next.set(key, opinion);
  return next;
}

function heard(model: Model, added: readonly Shown[], texts: ConversationStrings, notice: Notice | null = null): Model {
  const replies: readonly Reply[] = added.flatMap((turn) => turn.replies);
  const { text, urgent } = announce(replies, texts);
  const all = [notice?.text ?? "", text].filter((each) => each !== "").join(" ");
  return all === "" ? model : said(model, { text: all, urgent });
}

function noticed(model: Model, notice: Notice | null): Model {
  const next = { ...model, notice };
  return notice === null || notice.text === model.notice?.text
    ? next
    : said(next, { text: notice.text, urgent: false });
}

function said(model: Model, { text, urgent }: Spoken): Model {
  return { ...model, announcement: { serial: model.announcement.serial + 1, text, urgent } };
}
