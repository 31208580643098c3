/** Where an answer comes from, and how strong the proof is, in words. */

import { html, nothing, type TemplateResult } from "lit";
import type { AnswerPart } from "../core/contract.js";
import { safeHref } from "../core/links.js";
import type { UiStrings } from "../strings/index.js";

export function sources(part: AnswerPart, t: UiStrings): TemplateResult | typeof nothing {
  if (part.sources.length === 0) return nothing;
  const proof = part.evidence === "n/a" ? null : t.sources.evidence[part.evidence];
  return html`<details class="sources" part="sources">
    <summary>${t.sources.heading}</summary>
    <ul>
      ${part.sources.map(({ section, url }) => {
        const href = safeHref(url);
        return html`<li>
          ${href === null
            ? section
            : html`<a href=${href} target="_blank" rel="noopener noreferrer"
                >${section}<span class="hidden"> (${t.sources.newTab})</span></a
              >`}
        </li>`;
      })}
    </ul>
    ${proof === null ? nothing : html`<p><strong>${t.sources.proof}</strong> ${proof}</p>`}
  </details>`;
}
