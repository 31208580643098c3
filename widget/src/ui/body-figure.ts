/** The drawn body, front and back. It is for pointers only: the checkboxes beside it are the control. */

import { html, svg, type TemplateResult } from "lit";
import type { BodyRegion, BodyView } from "../core/body.js";
import { bodyMap } from "../generated/body-map.js";
import type { UiStrings } from "../strings/index.js";
import { lookOf, valueOf, type Area } from "./areas.js";

const EDGE = 3; // room for thick lines

export function figures(
  t: UiStrings,
  areas: readonly Area[],
  chosen: readonly string[],
  toggle: (value: string) => void,
): TemplateResult {
  const { map } = t;
  const views: readonly [BodyView, string, string, string][] = [
    // In front the person faces us: their right is at our left.
    ["front", map.front, map.yourRight, map.yourLeft],
    ["back", map.back, map.yourLeft, map.yourRight],
  ];
  return html`<div class="figures" dir="ltr" aria-hidden="true">
    ${views.map(
      ([view, name, atLeft, atRight]) =>
        html`<div class="figure">
          <p class="view">${name}</p>
          ${figure(view, areas, chosen, toggle)}
          <p class="body-sides"><span>${atLeft}</span><span>${atRight}</span></p>
        </div>`,
    )}
  </div>`;
}

function figure(
  view: BodyView,
  areas: readonly Area[],
  chosen: readonly string[],
  toggle: (value: string) => void,
): TemplateResult {
  const { width, height } = bodyMap;
  const box = `${-width / 2} ${-EDGE} ${width} ${height + 2 * EDGE}`;
  return html`<svg class="body" part="body" viewBox=${box} focusable="false">
    <path class="skin" d=${bodyMap.skin} />
    <path class="detail" d=${bodyMap.details[view]} />
    <path class="outline" d=${bodyMap.outline} />
    ${regionsOf(view, areas, chosen).map(({ region, look, value }) =>
      svg`<path class=${`region ${look}`} d=${region.path} @click=${() => toggle(value)} />`,
    )}
  </svg>`;
}

/** The places of one view, those that are chosen last, so that no other line runs over theirs. */
function regionsOf(view: BodyView, areas: readonly Area[], chosen: readonly string[]) {
  const shown = bodyMap.regions.filter((region) => region.view === view && !isDoubled(region, areas));
  return shown.flatMap((region) => {
    const value = valueOf(region, areas);
    return value === null ? [] : [{ region, value, look: lookOf(region, areas, chosen) }];
  });
}

/** Without sides to choose, two halves are enough: a middle over them would be the same choice. */
function isDoubled(region: BodyRegion, areas: readonly Area[]): boolean {
  const hasHalves = bodyMap.regions.some(({ area, side }) => area === region.area && side !== "middle");
  const hasSides = areas.some(({ value, sides }) => value === region.area && sides.length > 0);
  return region.side === "middle" && hasHalves && !hasSides;
}
