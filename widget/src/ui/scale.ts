/** How bad is it: a button for each number. */

import { html, type TemplateResult } from "lit";
import { choicesPayload, type ScalePart } from "../core/contract.js";
import type { Scene } from "./scene.js";

export function scale(part: ScalePart, scene: Scene): TemplateResult {
  const { t } = scene;
  const { minimum, maximum, question } = part;
  const numbers = Array.from({ length: maximum - minimum + 1 }, (_, place) => String(minimum + place));
  const ends: Record<string, string> = { [minimum]: t.scale.lowest, [maximum]: t.scale.highest };
  return html`<div class="scale" role="group" aria-label=${t.scale.legend}>
    <div class="numbers">
      ${numbers.map(
        (number) =>
          html`<button
            type="button"
            class="number"
            part="number"
            @click=${() => scene.press({ title: number, payload: choicesPayload(question, [number]) })}
          >
            ${number}${ends[number] ? html`<span class="hidden">, ${ends[number]}</span>` : ""}
          </button>`,
      )}
    </div>
    <p class="ends" aria-hidden="true">
      <span>${minimum}: ${t.scale.lowest}</span><span>${maximum}: ${t.scale.highest}</span>
    </p>
  </div>`;
}
