/** How far along the questions are: in words, and as a thin bar for the eye. */

import { html, nothing, type TemplateResult } from "lit";
import type { UiStrings } from "../strings/index.js";

export function progress(
  at: { readonly number: number; readonly total: number } | null,
  t: UiStrings,
): TemplateResult | typeof nothing {
  if (at === null) return nothing;
  const done = Math.min(100, Math.max(0, (at.number / at.total) * 100));
  return html`<div class="progress">
    <p>${t.progress(at.number, at.total)}</p>
    <svg class="bar" aria-hidden="true" focusable="false">
      <rect class="track" width="100%" height="100%" rx="2" />
      <rect class="done" width=${`${done}%`} height="100%" rx="2" />
    </svg>
  </div>`;
}
