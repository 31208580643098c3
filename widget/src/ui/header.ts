/** The top of the panel: what this is, what it is not, a menu and the way out. */

import { html, nothing, type TemplateResult } from "lit";
import { icons } from "./icons.js";
import "./menu.js";
import type { Scene } from "./scene.js";

export function header(scene: Scene, close: (() => void) | null): TemplateResult {
  const { t, level } = scene;
  return html`<div class="header" part="header">
    <span class="mark" aria-hidden="true">${icons.bubble}</span>
    <div class="names">
      <h2 class="title" part="title" tabindex="-1" aria-level=${level - 1}>${t.title}</h2>
      <p class="subtitle">${t.subtitle}</p>
    </div>
    <backtalk-menu class="menu" .scene=${scene}></backtalk-menu>
    ${close
      ? html`<button class="tool" part="close" type="button" aria-label=${t.close} @click=${close}>
          ${icons.close}
        </button>`
      : nothing}
  </div>`;
}
