/**
 * Sends messages one after the other, in order. A message keeps its id however often it is sent, so that the
 * server answers it once; it leaves the queue only when it is answered or the whole queue is cleared.
 */

import type { Timers } from "./surroundings.js";
import type { Failure, Message, Outcome } from "./transport.js";

export type QueueState = "sending" | "waiting" | "failed";

export interface QueueOptions<T> extends Timers {
  readonly deliver: (message: Message) => Promise<Outcome<T>>;
  readonly isOnline: () => boolean;
  /** `why` is what there is to tell about it: not the first hitch, which may be over in a moment. */
  readonly onState: (id: string, state: QueueState, why: Failure | null) => void;
  readonly onAnswer: (id: string, value: T) => void;
}

export interface Queue {
  add(message: Message): void;
  /** Sends a failed message again, and what waits behind it. */
  retry(id: string): void;
  /** The connection is back. */
  resume(): void;
  /** The answer to this message came another way. */
  settle(id: string): void;
  clear(): void;
}

interface Entry {
  readonly message: Message;
  failures: number;
  /** Answered another way while it was under way. */
  isSettled: boolean;
}

/** Seconds before the second, third... attempt. */
const PAUSES = [0.5, 1, 2, 4, 8];
/** Who is told to wait longer than this is not kept waiting, but can try again. */
const LONGEST_WAIT = 60;

export function createQueue<T>(options: QueueOptions<T>): Queue {
  let line: Entry[] = [];
  /** Failed for good, as it seems: they keep nothing else waiting. */
  const aside = new Map<string, Entry>();
  let inFlight: Entry | null = null;
  let stopPause: (() => void) | null = null;
  /** The first has failed, or waits for the connection. */
  let isStuck = false;

  function run(): void {
    const entry = line[0];
    if (entry === undefined || inFlight !== null || stopPause !== null || isStuck) return;
    inFlight = entry;
    options.onState(entry.message.id, "sending", null);
    options.deliver(entry.message).then(
      (outcome) => finish(entry, outcome),
      () => finish(entry, { kind: "trouble", message: null, lasting: false }),
    );
  }

  function finish(entry: Entry, outcome: Outcome<T>): void {
    if (inFlight !== entry) return; // cleared in the meantime
    inFlight = null;
    const { id } = entry.message;
    if (outcome.kind === "ok") {
      line.shift();
      options.onAnswer(id, outcome.value);
    } else if (entry.isSettled) {
      line.shift();
    } else if (outcome.kind === "too_large" || (outcome.kind === "trouble" && outcome.lasting)) {
      line.shift();
      aside.set(id, entry);
      options.onState(id, "failed", outcome);
    } else if (outcome.kind === "offline" && !options.isOnline()) {
      isStuck = true;
      options.onState(id, "waiting", outcome);
    } else {
      tryLater(entry, outcome);
    }
    run();
  }

  function tryLater(entry: Entry, why: Failure): void {
    const { id } = entry.message;
    const pause = PAUSES[entry.failures];
    const isTooMany = why.kind === "too_many";
    if (pause === undefined || why.kind === "refused" || (isTooMany && why.after > LONGEST_WAIT)) {
      isStuck = true;
      options.onState(id, "failed", why);
      return;
    }
    entry.failures += 1;
    // Many clients must not come back in the same moment; nobody comes earlier than the server said.
    const seconds = isTooMany ? why.after + options.random() / 4 : pause * (0.75 + options.random() / 2);
    stopPause = options.after(seconds * 1000, () => {
      stopPause = null;
      run();
    });
    const isWorthTelling = isTooMany || entry.failures > 1 || (why.kind === "offline" && why.slow);
    options.onState(id, isTooMany ? "waiting" : "sending", isWorthTelling ? why : null);
  }

  /** Goes on at once, with all attempts before it. */
  function wake(): void {
    stopPause?.();
    stopPause = null;
    isStuck = false;
    if (line[0] !== undefined) line[0].failures = 0;
    run();
  }

  return {
    add(message) {
      line.push({ message, failures: 0, isSettled: false });
      options.onState(message.id, "waiting", null);
      // Who writes again wants to get through: what has failed before goes first.
      if (isStuck) wake();
      else run();
    },
    retry(id) {
      const entry = aside.get(id);
      if (entry !== undefined) {
        aside.delete(id);
        line.push({ ...entry, failures: 0 });
        options.onState(id, "waiting", null);
        run();
      } else if (line.some(({ message }) => message.id === id) && isStuck) {
        wake();
      }
    },
    resume: wake,
    settle(id) {
      if (inFlight?.message.id === id) {
        inFlight.isSettled = true;
        return;
      }
      const wasFirst = line[0]?.message.id === id;
      line = line.filter(({ message }) => message.id !== id);
      aside.delete(id);
      if (wasFirst) wake();
    },
    clear() {
      stopPause?.();
      stopPause = null;
      inFlight = null;
      isStuck = false;
      line = [];
      aside.clear();
    },
  };
}
