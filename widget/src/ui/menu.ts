/** The menu of the header: a button that shows and hides a short list of buttons. */

import { html, nothing, type TemplateResult } from "lit";
import { icons } from "./icons.js";
import { savePage } from "./page-file.js";
import { define, Part, type Scene } from "./scene.js";

class Menu extends Part {
  static override properties = { scene: { attribute: false }, isOpen: { state: true } };
  scene!: Scene;
  private isOpen = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener("keydown", this.onKeyDown);
    this.addEventListener("focusout", this.onFocusOut);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener("keydown", this.onKeyDown);
    this.removeEventListener("focusout", this.onFocusOut);
  }

  private onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || !this.isOpen) return;
    event.preventDefault();
    this.shut();
  };

  private onFocusOut = (event: FocusEvent): void => {
    if (!this.contains(event.relatedTarget as Node | null)) this.isOpen = false;
  };

  /** Not every browser focuses a button that is clicked; without focus it could not go again. */
  private toggle = (event: Event): void => {
    this.isOpen = !this.isOpen;
    (event.currentTarget as HTMLElement).focus();
  };

  private shut(): void {
    this.isOpen = false;
    this.querySelector("button")?.focus();
  }

  private async save(): Promise<void> {
    this.shut();
    await savePage(this.scene, "pdf");
  }

  private say(text: string): void {
    this.isOpen = false;
    this.scene.say(text);
  }

  protected override render(): TemplateResult {
    const { t } = this.scene;
    const entry = (words: string, act: () => void): TemplateResult =>
      html`<li><button type="button" class="entry" @click=${act}>${words}</button></li>`;
    return html`
      <button
        class="tool"
        part="menu"
        type="button"
        aria-label=${t.menu}
        aria-expanded=${this.isOpen}
        @click=${this.toggle}
      >
        ${icons.menu}
      </button>
      ${this.isOpen
        ? html`<ul class="entries" role="list" @mousedown=${(event: Event) => event.preventDefault()}>
            ${entry(t.menuPage, () => void this.save())} ${entry(t.menuRestart, () => this.say(t.commands.restart))}
            ${entry(t.menuForget, () => this.say(t.commands.forget))}
          </ul>`
        : nothing}
    `;
  }
}

define("backtalk-menu", Menu);
