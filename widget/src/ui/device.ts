/** What the device is like: it decides where the focus goes, and whether the panel fills the screen. */

/** Where the panel fills the screen; the style sheets use it too. An em is the size of text that people chose. */
export const FULL_SCREEN = "(max-width: 32em), (max-height: 28.5em)";

export function isFullScreen(): boolean {
  return matchMedia(FULL_SCREEN).matches;
}

/** Whether focus in a text box would bring up a keyboard on the screen. */
export function isTouch(): boolean {
  return matchMedia("(pointer: coarse)").matches;
}

export function isStill(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
