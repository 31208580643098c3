/** The summary: lists under headings, and what can be done with the page for the doctor. */

import { html, nothing, type TemplateResult } from "lit";
import type { BotItem } from "../core/chat.js";
import type { SummaryPart } from "../core/contract.js";
import { choices } from "./choices.js";
import { copyText, printPage, savePage } from "./page-file.js";
import { prose } from "./prose.js";
import type { Scene } from "./scene.js";
import { aroundLists } from "./texts.js";

/** A button of the bot that does what ours does: one of the two is enough. */
const FORGET = "/delete_my_data";

export function summary(item: BotItem, part: SummaryPart, scene: Scene): TemplateResult {
  const { t, level } = scene;
  const { before, after } = aroundLists(item.reply.text);
  const lists: readonly [string, readonly string[]][] = [
    [t.summary.covered, part.covered],
    [t.summary.notCovered, part.not_covered],
    [t.summary.unsure, part.unsure],
    [t.summary.points, part.points],
    [t.summary.questions, part.questions],
  ];
  return html`<div class="message card summary" part="message-bot summary">
    <h3 class="heading" aria-level=${level}>${t.summary.heading}</h3>
    ${prose(before)}
    ${lists.map(([heading, lines]) =>
      lines.length === 0
        ? nothing
        : html`<section>
            <h4 aria-level=${level + 1}>${heading}</h4>
            <ul>
              ${lines.map((line) => html`<li dir="auto">${line}</li>`)}
            </ul>
          </section>`,
    )}
    ${prose(after)} ${pageActions(item, part.text, scene)} ${choices(item, scene)}
  </div>`;
}

function pageActions(item: BotItem, text: string, scene: Scene): TemplateResult {
  const { t, level } = scene;
  const isOffered = item.open && item.reply.buttons.some(({ payload }) => payload === FORGET);
  const action = (words: string, look: string, act: () => unknown): TemplateResult =>
    html`<button type="button" class=${look} @click=${act}>${words}</button>`;
  return html`<section class="page-actions">
    <h4 aria-level=${level + 1}>${t.page.heading}</h4>
    <div class="choices">
      ${action(t.page.pdf, "button strong", () => savePage(scene, "pdf"))}
      ${action(t.page.print, "button", () => printPage(scene))}
      ${action(t.page.html, "button", () => savePage(scene, "html"))}
      ${action(t.page.copy, "button", () => copyText(scene, text))}
      ${isOffered ? nothing : action(t.page.forget, "button danger", () => scene.say(t.commands.forget))}
    </div>
  </section>`;
}
