/** Thumbs up and down for an answer. */

import { html, nothing, type TemplateResult } from "lit";
import type { BotItem, Opinion } from "../core/chat.js";
import { icons } from "./icons.js";
import type { Scene } from "./scene.js";

export function feedback(item: BotItem, scene: Scene): TemplateResult | typeof nothing {
  const { kind, response } = item.reply;
  if ((kind !== "answer" && kind !== "not_covered") || response === null) return nothing;
  const { t } = scene;
  const thumb = (opinion: Opinion, name: string): TemplateResult => {
    const rate = (): void => {
      scene.chat.rate(item.key, opinion);
      scene.announce(t.feedback.thanks);
    };
    return html`<button
      type="button"
      class="thumb"
      part="thumb"
      aria-label=${name}
      aria-pressed=${item.opinion === opinion}
      @click=${rate}
    >
      ${icons[opinion]}
    </button>`;
  };
  return html`<div class="feedback">
    <span>${item.opinion === null ? t.feedback.ask : t.feedback.thanks}</span>
    ${thumb("up", t.feedback.up)} ${thumb("down", t.feedback.down)}
  </div>`;
}
