/** The visible conversation. It scrolls to where reading begins, and keeps the focus. */

import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { BotItem, PersonItem } from "../core/chat.js";
import { isStill, isTouch } from "./device.js";
import { botMessage } from "./message.js";
import { personMessage } from "./person-message.js";
import { define, Part, type Scene } from "./scene.js";

/** The messages that the bot said together, or one message of the person. */
interface Row {
  readonly key: string;
  readonly person?: PersonItem;
  readonly bot: BotItem[];
}

const MARGIN = 12; // px above what was scrolled to

class Transcript extends Part {
  static override properties = { scene: { attribute: false } };
  scene!: Scene;
  private shown: string | undefined;
  private held = false;
  private height = 0;
  private width = 0;
  private readonly sizes = new ResizeObserver(() => this.keepPlace());

  override connectedCallback(): void {
    super.connectedCallback();
    this.sizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.sizes.disconnect();
  }

  /**
   * What was last to be seen stays in sight when a keyboard or a notice takes room, and when it goes. A panel that
   * was closed, or turned, begins anew at what was said last.
   */
  private keepPlace(): void {
    const lost = this.height - this.clientHeight;
    const isOther = this.height === 0 || this.width !== this.clientWidth;
    this.height = this.clientHeight;
    this.width = this.clientWidth;
    if (isOther) this.scrollToNewest("instant");
    else this.scrollTop += lost;
  }

  private rows(): Row[] {
    const rows: Row[] = [];
    for (const item of this.scene.view.items) {
      const last = rows[rows.length - 1];
      if (item.from === "person") rows.push({ key: item.key, person: item, bot: [] });
      else if (item.first || !last || last.person) rows.push({ key: item.key, bot: [item] });
      else last.bot.push(item);
    }
    return rows;
  }

  private get focused(): Element | null {
    return (this.getRootNode() as ShadowRoot | Document).activeElement;
  }

  protected override willUpdate(): void {
    this.held = this.focused !== null && this.contains(this.focused);
  }

  protected override render(): TemplateResult {
    const { scene } = this;
    const { view, t } = scene;
    return html`
      ${view.items.length === 0
        ? html`<p class="starting">${view.phase === "failed" ? t.failed : t.starting}</p>`
        : html`<ol class="rows" role="list">
            ${repeat(
              this.rows(),
              (row) => row.key,
              (row) => (row.person ? personMessage(row.person, scene) : this.turn(row.bot)),
            )}
            ${view.busy
              ? html`<li class="typing" aria-hidden="true"><span></span><span></span><span></span></li>`
              : nothing}
          </ol>`}
    `;
  }

  private turn(items: readonly BotItem[]): TemplateResult {
    const { t } = this.scene;
    return html`<li class="turn" tabindex="-1">
      <p class="who"><span aria-hidden="true">${t.bot}</span><span class="hidden">${t.botSaid}</span></p>
      ${repeat(items, (item) => item.key, (item) => botMessage(item, this.scene))}
    </li>`;
  }

  protected override updated(): void {
    const rows = this.rows();
    const newest = rows[rows.length - 1];
    // A message that failed is shown once more: the choices before it have come back, and pushed it down.
    const shown = newest && `${newest.key} ${newest.person?.state === "failed"}`;
    if (newest && shown !== this.shown) {
      const isFirst = this.shown === undefined;
      this.shown = shown;
      // Its own parts are drawn by then, and its height is known.
      requestAnimationFrame(() => {
        this.scrollToNewest(isFirst || isStill() ? "instant" : "smooth");
        // Who pressed a button on a touch screen waits on the conversation itself.
        const isNew = newest.bot[0]?.fresh === true;
        if (isNew && isTouch() && this.focused === this) this.newest?.focus({ preventScroll: true });
      });
    }
    if (this.held && !(this.focused && this.contains(this.focused))) this.scene.keepFocus();
  }

  private get newest(): HTMLElement | undefined {
    const rows = this.querySelectorAll<HTMLElement>(".turn, .said");
    return rows[rows.length - 1];
  }

  private scrollToNewest(behavior: ScrollBehavior): void {
    const { newest } = this;
    if (!newest) return;
    // Where there is little room, the whole panel scrolls.
    const view = getComputedStyle(this).overflowY === "visible" ? (this.closest(".panel") ?? this) : this;
    const offset = newest.getBoundingClientRect().top - view.getBoundingClientRect().top;
    view.scrollTo({ top: view.scrollTop + offset - MARGIN, behavior });
  }
}

define("backtalk-transcript", Transcript);
