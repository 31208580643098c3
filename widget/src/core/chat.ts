/**
 * What the user interface needs of a conversation, and nothing of how it is done.
 * `conversation.ts` is the one that talks to a server.
 */

import type { Button, Reply } from "./contract.js";

export type Opinion = "up" | "down";
export type PageFormat = "pdf" | "html" | "fhir";

export interface PersonItem {
  readonly from: "person";
  /** Stays the same while the item lives; for keyed rendering. */
  readonly key: string;
  readonly text: string;
  /** waiting: in the queue, offline or behind another; failed: gave up, can be sent again. */
  readonly state: "sent" | "sending" | "waiting" | "failed";
}

export interface BotItem {
  readonly from: "bot";
  readonly key: string;
  readonly reply: Reply;
  /** Whether its choices can still be pressed: only those of the newest turn, while nothing is under way. */
  readonly open: boolean;
  /** The first message of its turn: where reading begins. */
  readonly first: boolean;
  /** Said after this panel was opened, not restored or older. */
  readonly fresh: boolean;
  readonly opinion: Opinion | null;
}

export type Item = PersonItem | BotItem;

/** Something to tell beside the transcript: offline, ended, too fast, trouble. */
export interface Notice {
  readonly code: "offline" | "ended" | "too_many" | "trouble" | "refused";
  readonly text: string;
  /** The item that can be tried again, or null. */
  readonly retry: string | null;
}

/** A sentence for the live region; `serial` grows with each, so that equal ones are read again. */
export interface Announcement {
  readonly serial: number;
  readonly text: string;
  readonly urgent: boolean;
}

/** A snapshot; a new object after every change. */
export interface View {
  readonly phase: "idle" | "starting" | "ready" | "failed";
  readonly items: readonly Item[];
  /** A message is on its way; the typing sign is shown when this has lasted 300 ms. */
  readonly busy: boolean;
  readonly online: boolean;
  readonly notice: Notice | null;
  readonly announcement: Announcement;
}

export interface Chat {
  readonly view: View;
  /** Calls `listener` after each change; returns what ends it. */
  subscribe(listener: () => void): () => void;
  /** Begins or goes on with the conversation; safe to call again (tries again after a failure). */
  start(): Promise<void>;
  /** Sends what was typed; blank text is ignored. */
  send(text: string): void;
  /** Sends a press: the words that are shown for it, and its payload. */
  press(button: Button): void;
  /** Sends a failed item again, and what waits behind it. */
  retry(key: string): void;
  rate(key: string, opinion: Opinion): void;
  /** Returns the page for the doctor, or null when there is none yet; throws nothing. */
  page(format: PageFormat): Promise<Blob | null>;
  /** Leaves this conversation and begins another. */
  restart(): Promise<void>;
  /** Ends timers and listeners. */
  dispose(): void;
}
