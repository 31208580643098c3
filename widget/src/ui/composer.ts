/** The text box: it grows, Enter sends, Shift+Enter begins a new line. */

import { html, nothing, type TemplateResult } from "lit";
import { isTouch } from "./device.js";
import { icons } from "./icons.js";
import { define, Part, type Scene } from "./scene.js";

const MOST = 1000; // characters; a longer text is still read for warning signs, so it can be sent
const COUNT_FROM = 900;
const ROWS = 6;

class Composer extends Part {
  static override properties = { scene: { attribute: false }, length: { state: true } };
  scene!: Scene;
  private length = 0;

  private get box(): HTMLTextAreaElement {
    return this.querySelector("textarea") as HTMLTextAreaElement;
  }

  private send(): void {
    const { box } = this;
    if (box.value.trim()) {
      this.scene.chat.send(box.value);
      box.value = "";
      this.onInput();
    }
    // On a touch screen the answer has the room, unless the keyboard is up anyway.
    if (!isTouch()) box.focus();
  }

  private onInput(): void {
    const { box } = this;
    const before = this.length;
    this.length = [...box.value].length;
    if (before <= MOST && this.length > MOST) this.scene.announce(this.scene.t.tooLong(this.length - MOST));
    this.grow(box);
  }

  /** By its rows, since a style attribute is not allowed everywhere. */
  private grow(box: HTMLTextAreaElement): void {
    if (CSS.supports("field-sizing", "content")) return;
    box.rows = 1;
    const style = getComputedStyle(box);
    const padding = parseFloat(style.paddingBlockStart) + parseFloat(style.paddingBlockEnd);
    box.rows = Math.min(ROWS, Math.max(1, Math.round((box.scrollHeight - padding) / parseFloat(style.lineHeight))));
  }

  private onKeyDown(event: KeyboardEvent): void {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.send();
  }

  protected override render(): TemplateResult {
    const { t } = this.scene;
    const over = this.length - MOST;
    const count = over > 0 ? t.tooLong(over) : this.length >= COUNT_FROM ? t.count(this.length, MOST) : null;
    return html`
      ${count === null ? nothing : html`<p id="count" class=${over > 0 ? "count over" : "count"}>${count}</p>`}
      <div class="box">
        <textarea
          part="input"
          rows="1"
          autocomplete="off"
          aria-label=${t.message}
          aria-describedby=${count === null ? nothing : "count"}
          placeholder=${t.placeholder}
          @input=${() => this.onInput()}
          @keydown=${(event: KeyboardEvent) => this.onKeyDown(event)}
        ></textarea>
        <button class="send" part="send" type="button" aria-label=${t.send} @click=${() => this.send()}>
          ${icons.send}
        </button>
      </div>
    `;
  }
}

define("backtalk-composer", Composer);
