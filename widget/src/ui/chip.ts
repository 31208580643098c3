/** A checkbox with its words, large enough for a thumb; and the button that ends choosing. */

import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { UiStrings } from "../strings/index.js";

/** `more` is read out after the words, for those who do not see what the chip stands beside. */
export function chip(
  words: string,
  more: string | typeof nothing,
  isOn: boolean,
  toggle: () => void,
): TemplateResult {
  return html`<label class=${isOn ? "chip on" : "chip"} part="chip">
    <input type="checkbox" .checked=${live(isOn)} @change=${toggle} />
    <span>${words}${more === nothing ? nothing : html`<span class="hidden">, ${more}</span>`}</span>
  </label>`;
}

export function done(t: UiStrings, isMissing: boolean, confirm: () => void): TemplateResult {
  return html`<div class="done">
    <button type="button" class="button strong" part="confirm" @click=${confirm}>${t.confirm}</button>
    ${isMissing ? html`<p class="hint">${t.chooseFirst}</p>` : nothing}
  </div>`;
}
