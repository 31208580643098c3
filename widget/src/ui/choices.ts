/** The buttons of a message. What leads away from the question stands apart, and is quieter. */

import { html, nothing, type TemplateResult } from "lit";
import type { BotItem } from "../core/chat.js";
import { BOT_LANGUAGE, type Button } from "../core/contract.js";
import type { Scene } from "./scene.js";

const ASIDE = /"value": ?"(?:not_sure|skipped|why|more|trouble)"/;
/** Parts that are answered by something else than these buttons. */
const OTHERWISE: readonly string[] = ["body_map", "choice", "scale"];

export function choices(item: BotItem, scene: Scene): TemplateResult | typeof nothing {
  const { buttons, custom } = item.reply;
  if (!item.open || buttons.length === 0) return nothing;
  const allAside = OTHERWISE.includes(custom?.type ?? "");
  const asides = buttons.filter((button) => allAside || ASIDE.test(button.payload));
  const answers = buttons.filter((button) => !asides.includes(button));
  const { t } = scene;
  return html`
    ${group(answers, "choice", t.answers, scene)} ${group(asides, "choice aside", t.moreChoices, scene)}
  `;
}

function group(
  buttons: readonly Button[],
  look: string,
  name: string,
  scene: Scene,
): TemplateResult | typeof nothing {
  if (buttons.length === 0) return nothing;
  return html`<div class="choices" role="group" aria-label=${name}>
    ${buttons.map(
      (button) =>
        html`<button type="button" class=${look} part=${look} lang=${BOT_LANGUAGE} @click=${() => scene.press(button)}>
          ${button.title}
        </button>`,
    )}
  </div>`;
}
