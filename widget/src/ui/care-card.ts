/** When help is needed: how urgent it is, in words, and numbers to tap. */

import { html, nothing, type TemplateResult } from "lit";
import type { BotItem } from "../core/chat.js";
import type { CareCardPart } from "../core/contract.js";
import { telHref } from "../core/links.js";
import { choices } from "./choices.js";
import { icons } from "./icons.js";
import { prose } from "./prose.js";
import type { Scene } from "./scene.js";
import { paragraphs } from "./texts.js";

export function careCard(item: BotItem, part: CareCardPart, scene: Scene): TemplateResult {
  const { t, level } = scene;
  const heading = t.care.heading[part.level];
  const [first = "", ...rest] = paragraphs(item.reply.text);
  const numbers = calls(part, scene);
  // A number to call at once stands right after what to do; the numbers of "today" after all the words.
  const isNow = part.level !== "urgent";
  return html`<div class=${`message card care care-${part.level}`} part=${`message-bot care-card care-${part.level}`}>
    <p class="level">${t.care.level[part.level]}</p>
    <h3 class="heading" aria-level=${level}>${heading}</h3>
    ${prose(withoutHeading(first, heading))} ${isNow ? numbers : nothing} ${prose(rest.join("\n"))} ${isNow ? nothing : numbers}
    ${choices(item, scene)}
  </div>`;
}

function calls(part: CareCardPart, { t }: Scene): TemplateResult {
  return html`<div class="calls">
    ${part.numbers.map(({ label, dial }) => {
      const href = telHref(dial);
      if (href === null) return nothing;
      return html`<a class="call" part="call" href=${href}>
        ${icons.phone}<span><strong>${t.care.call(spaced(dial))}</strong> <span class="line">${label}</span></span>
      </a>`;
    })}
  </div>`;
}

/** The text begins with what the heading says, and goes on. */
function withoutHeading(text: string, heading: string): string {
  return text.startsWith(`${heading}. `) ? text.slice(heading.length + 2) : text;
}

/** Returns a long number in groups of three from its end. */
function spaced(dial: string): string {
  return dial.length <= 4 ? dial : dial.replace(/\B(?=(?:\d{3})+$)/g, "\u00a0");
}
