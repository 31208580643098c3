/**
 * The chat in an iframe. Both sides say three short words to each other, and listen only to the
 * window and the origin they expect. No message holds anything of the conversation.
 */

import { html, nothing, type TemplateResult } from "lit";
import type { UiStrings } from "../strings/index.js";
import { icons } from "./icons.js";
import type { Settings } from "./settings.js";

type Word = "ready" | "open" | "close";

function say(window: Window, origin: string, word: Word): void {
  window.postMessage({ backtalk: word }, origin);
}

/** Calls `hear` with what `source()` says from `origin`; returns what ends it. */
function listen(source: () => Window | null, origin: string, hear: (word: Word) => void): () => void {
  const listener = (event: MessageEvent): void => {
    if (event.origin !== origin || event.source === null || event.source !== source()) return;
    const word: unknown = (event.data as { backtalk?: unknown } | null)?.backtalk;
    if (word === "ready" || word === "open" || word === "close") hear(word);
  };
  addEventListener("message", listener);
  return () => removeEventListener("message", listener);
}

/** The side of the page that has the launcher. */
export class FrameHost {
  readonly dispose: () => void;
  private readonly origin: string;
  private readonly address: string;
  private isReady = false;

  /** `frame` finds the iframe of `render`; `changed` is called when that has to be drawn again. */
  constructor(
    { server, accent }: Settings,
    lang: string,
    private readonly frame: () => HTMLIFrameElement | null,
    private readonly close: () => void,
    changed: () => void,
  ) {
    this.origin = new URL(server, location.href).origin;
    const query = new URLSearchParams({ lang, origin: location.origin, ...(accent !== null && { accent }) });
    this.address = `${server}/chat?frame&${query.toString()}`;
    this.dispose = listen(() => frame()?.contentWindow ?? null, this.origin, (word) => {
      if (word === "close") close();
      if (word !== "ready") return;
      this.isReady = true;
      changed();
      this.focus();
    });
  }

  focus(): void {
    const frame = this.frame();
    frame?.focus();
    if (this.isReady && frame?.contentWindow) say(frame.contentWindow, this.origin, "open");
  }

  /** Until the frame says that it is there, there is a way out and the emergency line. */
  render(t: UiStrings): TemplateResult {
    return html`
      ${this.isReady
        ? nothing
        : html`<div class="frame-wait">
            <p>${t.opening}</p>
            <p>${t.emergency}</p>
            <button class="button" type="button" @click=${this.close}>${icons.close} ${t.close}</button>
          </div>`}
      <iframe
        class="frame"
        part="frame"
        title=${t.pageTitle}
        src=${this.address}
        allow="clipboard-write"
      ></iframe>
    `;
  }
}

/** The side of the page in the frame. */
export class FrameGuest {
  readonly dispose: () => void;

  constructor(private readonly host: string | null, opened: () => void) {
    this.dispose = host === null ? () => undefined : listen(() => parent, host, (word) => word === "open" && opened());
    this.say("ready");
  }

  get canClose(): boolean {
    return this.host !== null && parent !== window;
  }

  close(): void {
    this.say("close");
  }

  private say(word: Word): void {
    if (this.canClose && this.host !== null) say(parent, this.host, word);
  }
}
