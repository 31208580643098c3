/** All answers in a list, each with a way to change it. */

import { html, nothing, type TemplateResult } from "lit";
import type { BotItem } from "../core/chat.js";
import { choicesPayload, type CheckAnswersPart } from "../core/contract.js";
import { choices } from "./choices.js";
import { prose } from "./prose.js";
import type { Scene } from "./scene.js";
import { paragraphsWithout } from "./texts.js";

export function checkAnswers(item: BotItem, part: CheckAnswersPart, scene: Scene): TemplateResult {
  const lines = part.answers.map(({ label, value }) => `${label} ${value}`);
  const [before = "", ...after] = paragraphsWithout(item.reply.text, lines);
  return html`<div class="message card check" part="message-bot question check-answers">
    ${prose(before)}
    <dl class="answers">
      ${part.answers.map(
        ({ step, label, value }) =>
          html`<div class="answer-line">
            <dt>${label.replace(/:$/, "")}</dt>
            <dd dir="auto">${value}</dd>
            ${item.open ? change(part.question, step, label.replace(/:$/, ""), scene) : nothing}
          </div>`,
      )}
    </dl>
    ${prose(after.join("\n"))} ${choices(item, scene)}
  </div>`;
}

function change(question: string, step: string, label: string, { t, press }: Scene): TemplateResult {
  const title = t.check.changeWhat(label);
  return html`<dd class="change">
    <button type="button" class="link" @click=${() => press({ title, payload: choicesPayload(question, ["change", step]) })}>
      ${t.check.change}<span class="hidden"> ${label}</span>
    </button>
  </dd>`;
}
