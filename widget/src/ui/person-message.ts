/** What the person said, and how far it has come. */

import { html, nothing, type TemplateResult } from "lit";
import type { PersonItem } from "../core/chat.js";
import type { Scene } from "./scene.js";

export function personMessage(item: PersonItem, scene: Scene): TemplateResult {
  const { t } = scene;
  const states = { sent: "", sending: "", waiting: t.waiting, failed: t.notSent };
  const state = states[item.state];
  return html`<li class="said" tabindex="-1">
    <div class="bubble" part="message-person">
      <span class="hidden">${t.youSaid} </span><span class="words" dir="auto">${item.text}</span>
    </div>
    ${state
      ? html`<p class=${`state ${item.state}`}>
          ${state}
          ${item.state === "failed"
            ? html`<button type="button" class="link" @click=${() => scene.retry(item.key)}>${t.retry}</button>`
            : nothing}
        </p>`
      : nothing}
  </li>`;
}
