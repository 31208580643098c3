/** Draws the tree that core/markdown.ts makes of a text. */

import { html, nothing, type TemplateResult } from "lit";
import { BOT_LANGUAGE } from "../core/contract.js";
import { markdown, type Block, type Inline } from "../core/markdown.js";
import { spaced } from "./texts.js";

/** `text` as paragraphs and lists; nothing where it is empty. */
export function prose(text: string): TemplateResult | typeof nothing {
  return text.trim() === "" ? nothing : html`<div class="prose" dir="auto" lang=${BOT_LANGUAGE}>${markdown(spaced(text)).map(block)}</div>`;
}

function block(part: Block): TemplateResult {
  if (part.kind === "paragraph") return html`<p>${part.children.map(inline)}</p>`;
  const items = part.items.map((item) => html`<li>${item.map(block)}</li>`);
  return part.start === null ? html`<ul>${items}</ul>` : html`<ol start=${part.start}>${items}</ol>`;
}

function inline(part: Inline): TemplateResult | string {
  switch (part.kind) {
    case "text":
      return part.text;
    case "break":
      return html`<br />`;
    case "strong":
      return html`<strong>${part.children.map(inline)}</strong>`;
    case "em":
      return html`<em>${part.children.map(inline)}</em>`;
    case "link":
      return html`<a href=${part.href} target="_blank" rel="noopener noreferrer">${part.children.map(inline)}</a>`;
  }
}
