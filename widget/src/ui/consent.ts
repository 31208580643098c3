/** May answers be kept? Yes and no look alike: neither is the easier one to press. */

import { html, type TemplateResult } from "lit";
import type { BotItem } from "../core/chat.js";
import { choices } from "./choices.js";
import { prose } from "./prose.js";
import type { Scene } from "./scene.js";

export function consent(item: BotItem, scene: Scene): TemplateResult {
  return html`<div class="message card consent" part="message-bot question">
    ${prose(item.reply.text)} ${choices(item, scene)}
  </div>`;
}
