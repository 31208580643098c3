/** Asks the server (docs/web.md). Every request ends in an `Outcome`; nothing here throws. */

import type { PageFormat, Opinion } from "./chat.js";
import type { Conversation, Session } from "./contract.js";
import { parseConversation, parseError, parseSession } from "./parse.js";
import type { Surroundings } from "./surroundings.js";

export type Failure =
  /** No answer; `slow` when it was waited for in vain. The server may have done what it was asked. */
  | { readonly kind: "offline"; readonly slow: boolean }
  /** This page is not allowed to talk to the server. */
  | { readonly kind: "refused" }
  /** There is no session, or no more. */
  | { readonly kind: "ended" }
  | { readonly kind: "too_many"; readonly after: number }
  | { readonly kind: "too_large" }
  /** `lasting`: asking the same again would not help. */
  | { readonly kind: "trouble"; readonly message: string | null; readonly lasting: boolean };

export type Outcome<T> = { readonly kind: "ok"; readonly value: T } | Failure;

export interface Message {
  readonly id: string;
  readonly text: string;
  readonly pressed: string | null;
}

export interface Transport {
  /** `isNew`: begin another conversation even if one could be gone on with. */
  begin(isNew: boolean): Promise<Outcome<Session>>;
  say(message: Message, after: number): Promise<Outcome<Conversation>>;
  since(after: number): Promise<Outcome<Conversation>>;
  rate(response: string, opinion: Opinion): Promise<Outcome<null>>;
  page(format: PageFormat): Promise<Outcome<Blob>>;
}

export interface TransportOptions extends Pick<Surroundings, "fetch" | "after"> {
  readonly server: string;
  readonly keep: "cookie" | "token";
  readonly token: () => string | null;
}

const TIMEOUT = 20_000;
/** What the server takes; a longer body need not travel. */
const LARGEST = 8192;
const DEFAULT_WAIT = 5;

export function createTransport(options: TransportOptions): Transport {
  const base = options.server.replace(/\/+$/, "");
  const credentials = options.keep === "cookie" ? "same-origin" : "omit";

  async function ask<T>(
    path: string,
    body: object | null,
    read: (response: Response) => Promise<T | null>,
  ): Promise<Outcome<T>> {
    const sent = body === null ? null : JSON.stringify(body);
    if (sent !== null && new TextEncoder().encode(sent).length > LARGEST) return { kind: "too_large" };
    const aborter = new AbortController();
    let slow = false;
    const stop = options.after(TIMEOUT, () => {
      slow = true;
      aborter.abort();
    });
    try {
      const response = await options.fetch(`${base}/api/${path}`, {
        method: sent === null ? "GET" : "POST",
        headers: headers(sent !== null),
        ...(sent === null ? {} : { body: sent }),
        credentials,
        cache: "no-store",
        redirect: "error",
        signal: aborter.signal,
      });
      if (!response.ok) return await failure(response);
      const value = await read(response);
      return value === null ? { kind: "trouble", message: null, lasting: false } : { kind: "ok", value };
    } catch {
      return { kind: "offline", slow };
    } finally {
      stop();
    }
  }

  function headers(hasBody: boolean): Record<string, string> {
    const token = options.keep === "token" ? options.token() : null;
    return {
      ...(hasBody ? { "Content-Type": "application/json" } : {}),
      ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
    };
  }

  return {
    begin: (isNew) =>
      ask("session", { keep: options.keep, ...(isNew ? { new: true } : {}) }, async (response) =>
        parseSession(await json(response)),
      ),
    say: ({ id, text, pressed }, after) => ask("messages", { id, text, pressed, after }, conversation),
    since: (after) => ask(`messages?after=${after}`, null, conversation),
    async rate(response, opinion) {
      const outcome = await ask("feedback", { response, opinion }, async () => true);
      return outcome.kind === "ok" ? { kind: "ok", value: null } : outcome;
    },
    page: (format) => ask(`page/${format}`, null, (response) => response.blob()),
  };
}

async function conversation(response: Response): Promise<Conversation | null> {
  return parseConversation(await json(response));
}

async function failure(response: Response): Promise<Failure> {
  switch (response.status) {
    case 401:
      return { kind: "ended" };
    case 403:
      return { kind: "refused" };
    case 413:
      return { kind: "too_large" };
    case 429:
      return { kind: "too_many", after: wait(response.headers.get("Retry-After")) };
    default:
      return {
        kind: "trouble",
        message: parseError(await json(response)),
        lasting: response.status >= 400 && response.status < 500 && response.status !== 408,
      };
  }
}

/** An answer that breaks off is no answer (it throws), one that is no JSON is read as nothing. */
async function json(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Reads Retry-After, seconds or a date; another origin may not be allowed to see it at all. */
function wait(header: string | null): number {
  if (header === null || header.trim() === "") return DEFAULT_WAIT;
  const seconds = Number(header);
  const wanted = Number.isNaN(seconds) ? (Date.parse(header) - Date.now()) / 1000 : seconds;
  return Number.isFinite(wanted) ? Math.max(1, Math.ceil(wanted)) : DEFAULT_WAIT;
}
