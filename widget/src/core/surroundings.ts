/** What a chat needs of the world around it. Tests put their own in its place. */

/** What other tabs are told through; BroadcastChannel has this shape. */
export interface Channel {
  postMessage(message: unknown): void;
  addEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
  close(): void;
}

export interface Timers {
  /** Calls `action` after `ms`; returns what stops it. */
  after(ms: number, action: () => void): () => void;
  /** From 0 up to 1. */
  random(): number;
}

export interface Surroundings extends Timers {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Null, or throwing when used, where the browser forbids it. */
  readonly storage: () => Pick<Storage, "getItem" | "setItem" | "removeItem"> | null;
  /** Hears "online", "offline" and "visibilitychange". */
  readonly events: Pick<EventTarget, "addEventListener" | "removeEventListener">;
  isOnline(): boolean;
  isVisible(): boolean;
  /** Null where tabs cannot tell each other. */
  openChannel(name: string): Channel | null;
  newId(): string;
}
