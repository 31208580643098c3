/**
 * Keeps a full-screen panel above the keyboard on the screen: there a fixed element reaches
 * behind it. What can be seen goes into a style sheet, since a style attribute is not allowed everywhere.
 */

import { isFullScreen } from "./device.js";

/** Calls `apply` with rules for the host element, now and after each change; returns what ends it. */
export function followViewport(apply: (rules: string) => void): () => void {
  const seen = window.visualViewport;
  if (!seen) return () => undefined;
  const follow = (): void => {
    // Zoomed in, the panel stays as large as the page.
    const isOwn = isFullScreen() && seen.scale <= 1.01;
    const top = Math.round(seen.offsetTop);
    apply(isOwn ? `:host{--top:${top}px;--height:${Math.round(seen.height)}px}` : "");
  };
  seen.addEventListener("resize", follow);
  seen.addEventListener("scroll", follow);
  follow();
  return () => {
    seen.removeEventListener("resize", follow);
    seen.removeEventListener("scroll", follow);
  };
}
