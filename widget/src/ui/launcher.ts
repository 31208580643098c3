/** The button that opens the panel; hidden while the panel is open, whose header has the way out. */

import { html, type TemplateResult } from "lit";
import type { UiStrings } from "../strings/index.js";
import { icons } from "./icons.js";

export function launcher(t: UiStrings, isOpen: boolean, open: () => void): TemplateResult {
  return html`<button
    class="launcher"
    part="launcher"
    type="button"
    aria-haspopup="dialog"
    ?hidden=${isOpen}
    @click=${open}
  >
    ${icons.bubble}<span>${t.launcher}</span>
  </button>`;
}
