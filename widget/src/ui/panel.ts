/** The panel: header, conversation, notices, composer, and what only screen readers get. */

import { html, type TemplateResult } from "lit";
import "./composer.js";
import { header } from "./header.js";
import { liveRegions, type Spoken } from "./live-region.js";
import { notice } from "./notice.js";
import type { Scene } from "./scene.js";
import "./transcript.js";

/** `close` is null on a page of its own, which has nothing to go back to. */
export function panel(scene: Scene, spoken: Spoken, close: (() => void) | null): TemplateResult {
  const { t } = scene;
  return html`
    ${header(scene, close)}
    <backtalk-transcript
      class="transcript"
      part="transcript"
      role="region"
      aria-label=${t.transcript}
      tabindex="0"
      .scene=${scene}
    ></backtalk-transcript>
    <div class="foot">
      ${notice(scene)}
      <p class="emergency-line" part="emergency-line">${t.emergency}</p>
      <backtalk-composer class="composer" part="composer" .scene=${scene}></backtalk-composer>
    </div>
    ${liveRegions(spoken)}
  `;
}
