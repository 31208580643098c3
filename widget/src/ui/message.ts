/** One message of the bot, drawn by what kind of part it carries; the text alone where it carries none. */

import { html, nothing, type TemplateResult } from "lit";
import type { BotItem } from "../core/chat.js";
import type { BodyMapPart, ChoicePart, ProgressPart, ScalePart } from "../core/contract.js";
import "./body-map.js";
import { careCard } from "./care-card.js";
import { checkAnswers } from "./check-answers.js";
import { choices } from "./choices.js";
import { consent } from "./consent.js";
import { feedback } from "./feedback.js";
import "./multi-choice.js";
import { progress } from "./progress.js";
import { prose } from "./prose.js";
import { scale } from "./scale.js";
import type { Scene } from "./scene.js";
import { sources } from "./sources.js";
import { summary } from "./summary.js";
import { withoutProgress } from "./texts.js";

type Question = BodyMapPart | ChoicePart | ProgressPart | ScalePart;

export function botMessage(item: BotItem, scene: Scene): TemplateResult {
  const part = item.reply.custom;
  switch (part?.type) {
    case "care_card":
      return careCard(item, part, scene);
    case "summary":
      return summary(item, part, scene);
    case "answer":
      return plain(item, scene, sources(part, scene.t));
    case "consent":
      return consent(item, scene);
    case "check_answers":
      return checkAnswers(item, part, scene);
    case "body_map":
    case "choice":
    case "progress":
    case "scale":
      return question(item, part, scene);
    default:
      return plain(item, scene, nothing);
  }
}

function plain(item: BotItem, scene: Scene, more: TemplateResult | typeof nothing): TemplateResult {
  return html`<div class="message" part="message-bot">
    ${prose(item.reply.text)} ${more} ${feedback(item, scene)} ${choices(item, scene)}
  </div>`;
}

function question(item: BotItem, part: Question, scene: Scene): TemplateResult {
  return html`<div class="message card question" part="message-bot question">
    ${progress(part.progress, scene.t)} ${prose(withoutProgress(item.reply.text, part.progress))}
    ${item.open ? control(part, scene) : nothing} ${choices(item, scene)}
  </div>`;
}

function control(part: Question, scene: Scene): TemplateResult | typeof nothing {
  switch (part.type) {
    case "body_map":
      return html`<backtalk-body-map .question=${part} .scene=${scene}></backtalk-body-map>`;
    case "choice":
      return html`<backtalk-choice .question=${part} .scene=${scene}></backtalk-choice>`;
    case "scale":
      return scale(part, scene);
    default:
      return nothing;
  }
}
