/** The colour of data-accent, and the colour of words on it. */

/** Returns rules for the host element, or nothing where `colour` is not "#rgb" or "#rrggbb". */
export function accentRules(colour: string | null): string {
  const digits = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(colour?.trim() ?? "")?.[1];
  if (!digits) return "";
  const pairs = digits.length === 3 ? [...digits].map((digit) => digit + digit) : (digits.match(/../g) ?? []);
  const light = luminance(pairs.map((pair) => parseInt(pair, 16) / 255));
  // Whichever of white and near-black stands out more.
  const on = 1.05 / (light + 0.05) >= (light + 0.05) / 0.055 ? "#fff" : "#0b1215";
  return `:host{--backtalk-accent:#${digits};--backtalk-on-accent:${on}}`;
}

/** Relative luminance, as WCAG 2 defines it. */
function luminance(channels: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = channels.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
