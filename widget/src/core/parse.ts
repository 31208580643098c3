/**
 * Reads what the server sent. Nothing is believed: a part that is not as it should be is left out, and a message
 * whose `custom` part is unknown still has its text. Only named own properties are read, so that a name such as
 * "__proto__" in the JSON does nothing. No function here throws.
 */

import type {
  AnswerPart,
  Button,
  CareCardPart,
  CheckAnswersPart,
  Conversation,
  Custom,
  Option,
  Reply,
  Session,
  Source,
  Turn,
} from "./contract.js";

const TEXT = 20_000;
const WORDS = 500;
const KEY = 300;
const BUTTONS = 25;
const LIST = 100;
const REPLIES = 50;
const TURNS = 400;
const VERSION = 1;

const KINDS = [
  "answer",
  "question",
  "summary",
  "care_card",
  "not_covered",
  "smalltalk",
  "notice",
  "error",
] as const;
const EVIDENCE = ["strong", "moderate", "low", "none", "n/a"] as const;
const LEVELS = ["emergency", "urgent", "crisis"] as const;

type Raw = Readonly<Record<string, unknown>>;

export function parseReply(value: unknown): Reply | null {
  const raw = record(value);
  const said = own(raw, "text");
  if (typeof said !== "string" || said.trim() === "") return null;
  const text = said.slice(0, TEXT);
  return {
    text,
    response: string(raw, "response", KEY),
    kind: one(raw, "kind", KINDS) ?? "notice",
    buttons: list(raw, "buttons", BUTTONS, button),
    custom: custom(record(own(raw, "custom")), text),
  };
}

/** Returns null where there is no number, without which a turn has no place. */
export function parseTurn(value: unknown): Turn | null {
  const raw = record(value);
  const number = count(raw, "number");
  if (number === null) return null;
  const id = string(raw, "id", 64);
  return {
    id: id !== null && /^[\w-]{8,64}$/.test(id) ? id : null,
    number,
    text: string(raw, "text", TEXT) ?? "",
    replies: list(raw, "replies", REPLIES, parseReply),
  };
}

export function parseConversation(value: unknown): Conversation | null {
  const raw = record(value);
  const sent = own(raw, "turns");
  if (!Array.isArray(sent)) return null;
  // Of too many the newest are shown.
  const turns = sent.slice(-TURNS).flatMap((each) => parseTurn(each) ?? []);
  return {
    turns,
    last: count(raw, "last") ?? Math.max(0, ...turns.map((turn) => turn.number)),
    forgotten: own(raw, "forgotten") === true,
  };
}

export function parseSession(value: unknown): Session | null {
  const raw = record(value);
  const said = parseConversation(raw);
  const conversation = string(raw, "conversation", KEY);
  const welcome = parseReply(own(raw, "welcome"));
  if (said === null || !conversation || welcome === null) return null;
  const token = string(raw, "token", 2000);
  // A token goes into a header, which takes visible ASCII only.
  return { ...said, token: token !== null && /^[!-~]+$/.test(token) ? token : null, conversation, welcome };
}

/** Returns the sentence of an error answer, or null. */
export function parseError(value: unknown): string | null {
  return string(record(own(record(value), "error")), "message", WORDS) || null;
}

function custom(raw: Raw, fallback: string): Custom | null {
  if (own(raw, "version") !== VERSION) return null;
  const type = own(raw, "type");
  const text = string(raw, "text", TEXT) || fallback;
  switch (type) {
    case "answer":
      return answer(raw, text);
    case "care_card":
      return careCard(raw, text);
    case "summary":
      return {
        type,
        text,
        covered: list(raw, "covered", LIST, sentence),
        not_covered: list(raw, "not_covered", LIST, sentence),
        unsure: list(raw, "unsure", LIST, sentence),
        points: list(raw, "points", LIST, sentence),
        questions: list(raw, "questions", LIST, sentence),
      };
    case "consent":
    case "progress":
    case "body_map":
    case "scale":
    case "choice":
    case "check_answers":
      return question(raw, type, text);
    default:
      return null;
  }
}

type QuestionType = "consent" | "progress" | "body_map" | "scale" | "choice" | "check_answers";

function question(raw: Raw, type: QuestionType, text: string): Custom | null {
  const step = string(raw, "question", KEY);
  if (!step) return null;
  const part = { text, question: step, progress: progress(record(own(raw, "progress"))) };
  const options = list(raw, "options", LIST, option);
  switch (type) {
    case "consent":
    case "progress":
      return { type, ...part };
    case "body_map":
      return options.length > 0 ? { type, ...part, options, chosen: list(raw, "chosen", LIST, key) } : null;
    case "choice":
      return options.length > 0 ? { type, ...part, options, multiple: own(raw, "multiple") === true } : null;
    case "scale": {
      const minimum = count(raw, "minimum");
      const maximum = count(raw, "maximum");
      if (minimum === null || maximum === null || maximum <= minimum || maximum > LIST) return null;
      return { type, ...part, minimum, maximum };
    }
    case "check_answers":
      return { type, ...part, answers: list(raw, "answers", LIST, checkedAnswer) };
  }
}

function answer(raw: Raw, text: string): AnswerPart {
  const sources = list(raw, "sources", LIST, source);
  return { type: "answer", text, sources, evidence: one(raw, "evidence", EVIDENCE) ?? "n/a" };
}

/** A card without a number that can be called is still a card. */
function careCard(raw: Raw, text: string): CareCardPart | null {
  const level = one(raw, "level", LEVELS);
  return level === null ? null : { type: "care_card", text, level, numbers: list(raw, "numbers", LIST, line) };
}

function progress(raw: Raw): { number: number; total: number } | null {
  const number = count(raw, "number");
  const total = count(raw, "total");
  return number !== null && total !== null && number >= 1 && number <= total ? { number, total } : null;
}

function button(value: unknown): Button | null {
  const raw = record(value);
  const title = string(raw, "title", WORDS);
  const payload = string(raw, "payload", WORDS);
  return title && payload ? { title, payload } : null;
}

function option(value: unknown): Option | null {
  const raw = record(value);
  const named = string(raw, "value", KEY);
  const title = string(raw, "title", WORDS);
  return named && title ? { value: named, title } : null;
}

function source(value: unknown): Source | null {
  const raw = record(value);
  const section = string(raw, "section", WORDS);
  const url = string(raw, "url", 2000);
  return section !== null && url !== null ? { section, url } : null;
}

function line(value: unknown): CareCardPart["numbers"][number] | null {
  const raw = record(value);
  const label = string(raw, "label", WORDS);
  const dial = string(raw, "dial", 12);
  return label && dial && /^[0-9]{3,12}$/.test(dial) ? { label, dial } : null;
}

function checkedAnswer(value: unknown): CheckAnswersPart["answers"][number] | null {
  const raw = record(value);
  const step = string(raw, "step", KEY);
  const label = string(raw, "label", WORDS);
  const told = string(raw, "value", TEXT);
  return step && label !== null && told !== null ? { step, label, value: told } : null;
}

const sentence = (value: unknown): string | null => limited(value, TEXT) || null;
const key = (value: unknown): string | null => limited(value, KEY) || null;

function own(raw: Raw, name: string): unknown {
  return Object.hasOwn(raw, name) ? raw[name] : undefined;
}

/** Returns `value` where it has properties, else what has none. */
function record(value: unknown): Raw {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Raw) : {};
}

function string(raw: Raw, name: string, longest: number): string | null {
  return limited(own(raw, name), longest);
}

function limited(value: unknown, longest: number): string | null {
  return typeof value === "string" && value.length <= longest ? value : null;
}

function count(raw: Raw, name: string): number | null {
  const value = own(raw, name);
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : null;
}

function one<T extends string>(raw: Raw, name: string, allowed: readonly T[]): T | null {
  const value = own(raw, name);
  return allowed.find((each) => each === value) ?? null;
}

/** Reads the first `most` items and leaves out those that cannot be read. */
function list<T>(raw: Raw, name: string, most: number, read: (value: unknown) => T | null): T[] {
  const value = own(raw, name);
  if (!Array.isArray(value)) return [];
  return value.slice(0, most).flatMap((each) => read(each) ?? []);
}
