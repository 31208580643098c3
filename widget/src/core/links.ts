/** Which links the widget makes. Everything else is shown as text. */

const ALLOWED: readonly string[] = ["https:", "mailto:", "tel:"];
const LONGEST = 2000;

/** Returns the address to link to, written out by the URL parser, or null where there must be no link. */
export function safeHref(href: string): string | null {
  if (href.length > LONGEST) return null;
  let url: URL;
  try {
    url = new URL(href);
  } catch {
    return null; // relative, or not an address at all
  }
  // A name before the host ("https://hospital.org@evil.example") is there to mislead.
  const misleads = url.username !== "" || url.password !== "";
  return ALLOWED.includes(url.protocol) && !misleads ? url.href : null;
}

/** Returns what calls the number of a care card. */
export function telHref(dial: string): string | null {
  return /^[0-9]{3,12}$/.test(dial) ? `tel:${dial}` : null;
}
