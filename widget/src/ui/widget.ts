/** The element itself: launcher and panel, or the chat as a page; it owns the conversation and the focus. */

import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { Chat } from "../core/chat.js";
import { createChat } from "../core/conversation.js";
import { dir, language, strings, type Strings } from "../strings/index.js";
import { isFullScreen, isTouch } from "./device.js";
import { FrameHost, FrameGuest } from "./frame.js";
import { launcher } from "./launcher.js";
import { panel } from "./panel.js";
import type { Scene } from "./scene.js";
import { followScreen } from "./screen.js";
import type { Settings } from "./settings.js";
import { styles } from "./styles/index.js";

export const OPEN_EVENT = "backtalk-open";
export const CLOSE_EVENT = "backtalk-close";

const TOLD_FOR = 10_000; // ms

export class BacktalkWidget extends LitElement {
  static override properties = {
    settings: { attribute: false },
    isOpen: { state: true },
    spoken: { state: true },
    told: { state: true },
  };
  static override styles = styles;

  settings!: Settings;
  private isOpen = false;
  private wasOpened = false;
  private spoken = { id: 0, text: "", urgent: false };
  private told = "";
  private timer: ReturnType<typeof setTimeout> | undefined;
  private heard = 0;
  private texts!: Strings;
  private chat: Chat | null = null;
  private host: FrameHost | null = null;
  private guest: FrameGuest | null = null;
  private cleanUp: (() => void)[] = [];

  private get isPage(): boolean {
    return this.settings.mode === "page" || this.settings.mode === "frame";
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const { lang, mode, position, open } = this.settings;
    this.texts = strings(lang);
    this.lang = language(lang);
    this.dir = dir(this.lang);
    this.dataset["mode"] = mode;
    this.dataset["position"] = position;
    this.cleanUp.push(followScreen(this.renderRoot as ShadowRoot, this.settings.accent, () => this.showAnew()));
    if (mode === "iframe") {
      this.host = new FrameHost(
        this.settings,
        this.lang,
        () => this.renderRoot.querySelector("iframe"),
        () => this.close(),
        () => this.requestUpdate(),
      );
      this.cleanUp.push(() => this.host?.dispose());
    }
    if (this.isPage) {
      document.documentElement.lang = this.lang;
      document.title = this.texts.ui.pageTitle;
      this.begin();
    }
    if (mode === "frame") {
      this.guest = new FrameGuest(this.settings.host, () => this.focusPanel());
      this.cleanUp.push(() => this.guest?.dispose());
    }
    // A panel that fills the screen does not open by itself: the page would be gone.
    if (open && !this.isPage && !isFullScreen()) this.open({ focus: false });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const end of this.cleanUp.splice(0)) end();
    clearTimeout(this.timer);
    this.chat?.dispose();
    this.chat = this.host = this.guest = null;
    this.isOpen = this.wasOpened = false;
  }

  /** Opens the panel; a page is always open. */
  open({ focus = true } = {}): void {
    if (this.isPage || !this.isConnected) return;
    const isNew = !this.isOpen;
    this.isOpen = this.wasOpened = true;
    if (!this.host) this.begin();
    void this.updateComplete.then(() => {
      if (!this.isOpen) return;
      this.showDialog();
      if (focus) this.focusPanel();
      if (isNew) this.dispatchEvent(new Event(OPEN_EVENT, { bubbles: true, composed: true }));
    });
  }

  /** Closes the panel and gives the focus back to the launcher; a frame asks the page around it to. */
  close(): void {
    if (this.guest) return this.guest.close();
    if (!this.isOpen) return;
    this.isOpen = false;
    this.dialog?.close();
    void this.updateComplete.then(() => {
      this.find(".launcher")?.focus();
      this.dispatchEvent(new Event(CLOSE_EVENT, { bubbles: true, composed: true }));
    });
  }

  private begin(): void {
    if (!this.chat) {
      const { mode, server } = this.settings;
      const keep = mode === "page" ? "cookie" : "token";
      this.chat = createChat({ server, keep, texts: this.texts.conversation });
      this.cleanUp.push(this.chat.subscribe(() => this.requestUpdate()));
    }
    if (this.chat.view.phase === "idle" || this.chat.view.phase === "failed") void this.chat.start();
  }

  private get dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector("dialog");
  }

  private find(selector: string): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>(selector);
  }

  /** Modal only where the panel fills the screen: there nothing else can be seen. */
  private showDialog(): void {
    const { dialog } = this;
    if (!dialog || dialog.open) return;
    dialog.removeAttribute("aria-modal");
    if (isFullScreen()) {
      dialog.showModal();
      dialog.setAttribute("aria-modal", "true");
    } else {
      dialog.open = true; // show() would move the focus, also where nobody asked for the panel
    }
  }

  /** A dialog is modal or not from when it is shown on. */
  private showAnew(): void {
    const { dialog } = this;
    if (!dialog?.open) return;
    const held = this.shadowRoot?.activeElement as HTMLElement | null | undefined;
    dialog.close();
    this.showDialog();
    held?.focus({ preventScroll: true });
  }

  /** On a touch screen not into the text box: a keyboard would come up. */
  private focusPanel(): void {
    if (this.host) return this.host.focus();
    (isTouch() ? this.find(".title") : this.find("textarea"))?.focus({ preventScroll: true });
  }

  /** Does what a button is for that is about to go. */
  private act(act: () => void): void {
    this.told = "";
    act();
    this.keepFocus();
  }

  /** Moves the focus to what stays. */
  private keepFocus(): void {
    (isTouch() ? this.find("backtalk-transcript") : this.find("textarea"))?.focus({ preventScroll: true });
  }

  private scene(chat: Chat): Scene {
    return {
      t: this.texts.ui,
      chat,
      view: chat.view,
      level: this.isPage ? 2 : 3,
      press: (button) => this.act(() => chat.press(button)),
      say: (text) => this.act(() => chat.send(text)),
      retry: (key) => this.act(() => chat.retry(key)),
      start: () => this.act(() => void chat.start()),
      keepFocus: () => this.keepFocus(),
      announce: (text) => this.announce(text),
      tell: (text) => this.tell(text),
      told: this.told,
    };
  }

  private announce(text: string): void {
    this.spoken = { id: this.spoken.id + 1, text, urgent: false };
  }

  private tell(text: string): void {
    this.told = text;
    this.announce(text);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (this.told = ""), TOLD_FOR);
  }

  private onKeyDown = (event: KeyboardEvent): void => {
    // What handles Escape itself, such as an open menu, has prevented its default.
    if (event.key !== "Escape" || event.defaultPrevented || event.isComposing) return;
    if (this.isPage && !this.guest) return;
    event.preventDefault();
    this.close();
  };

  private onCancel = (event: Event): void => {
    event.preventDefault();
    this.close();
  };

  protected override willUpdate(_changed: PropertyValues): void {
    const said = this.chat?.view.announcement;
    if (said && said.serial !== this.heard) {
      this.heard = said.serial;
      if (said.text) this.spoken = { id: this.spoken.id + 1, text: said.text, urgent: said.urgent };
    }
  }

  protected override render(): TemplateResult {
    const { ui } = this.texts;
    if (this.isPage) {
      return html`<main class="panel" part="panel" @keydown=${this.onKeyDown}>${this.content()}</main>`;
    }
    return html`
      ${launcher(ui, this.isOpen, () => this.open())}
      <dialog class="panel" part="panel" aria-label=${ui.title} @keydown=${this.onKeyDown} @cancel=${this.onCancel}>
        ${this.wasOpened ? this.content() : nothing}
      </dialog>
    `;
  }

  private content(): TemplateResult | typeof nothing {
    if (this.host) return this.host.render(this.texts.ui);
    if (!this.chat) return nothing;
    const canClose = !this.isPage || this.guest?.canClose === true;
    return panel(this.scene(this.chat), this.spoken, canClose ? () => this.close() : null);
  }
}
