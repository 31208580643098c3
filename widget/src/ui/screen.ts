/** What the screen, and the colour of the clinic, add to the styles; and when the panel must be shown anew. */

import { supportsAdoptingStyleSheets } from "lit";
import { accentRules } from "./accent.js";
import { FULL_SCREEN } from "./device.js";
import { followViewport } from "./viewport.js";

/** Calls `turned` when the panel begins or ceases to fill the screen; returns what ends it all. */
export function followScreen(root: ShadowRoot, accent: string | null, turned: () => void): () => void {
  const screen = matchMedia(FULL_SCREEN);
  screen.addEventListener("change", turned);
  const endSheets = supportsAdoptingStyleSheets ? addSheets(root, accent) : () => undefined;
  return () => {
    screen.removeEventListener("change", turned);
    endSheets();
  };
}

function addSheets(root: ShadowRoot, accent: string | null): () => void {
  const colours = new CSSStyleSheet();
  const measures = new CSSStyleSheet();
  colours.replaceSync(accentRules(accent));
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, colours, measures];
  const end = followViewport((rules) => measures.replaceSync(rules));
  return () => {
    end();
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((sheet) => sheet !== colours && sheet !== measures);
  };
}
