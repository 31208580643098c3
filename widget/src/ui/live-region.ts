/**
 * What is said to people who do not see the screen, as plain sentences. The visible conversation
 * is no live region: a screen reader would read out every button of it.
 */

import { html, nothing, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";

export interface Spoken {
  /** Another for each sentence, so that equal ones are read again. */
  readonly id: number;
  readonly text: string;
  readonly urgent: boolean;
}

export function liveRegions({ id, text, urgent }: Spoken): TemplateResult {
  const sentence = text ? keyed(id, html`<p>${text}</p>`) : nothing;
  return html`
    <div class="hidden" aria-live="polite">${urgent ? nothing : sentence}</div>
    <div class="hidden" aria-live="assertive">${urgent ? sentence : nothing}</div>
  `;
}
