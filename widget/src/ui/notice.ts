/** What there is to tell beside the conversation: offline, trouble, too fast; and the way on. */

import { html, nothing, type TemplateResult } from "lit";
import type { Scene } from "./scene.js";

export function notice(scene: Scene): TemplateResult | typeof nothing {
  const { t, view } = scene;
  const again = view.notice?.retry ?? null;
  const act = view.phase === "failed" ? scene.start : again !== null ? () => scene.retry(again) : null;
  const text = view.notice?.text ?? scene.told;
  if (!text) return nothing;
  return html`<div class="notice-bar" part="notice">
    <p>${text}</p>
    ${act ? html`<button type="button" class="button" @click=${act}>${t.retry}</button>` : nothing}
  </div>`;
}
