/** What the script tag, and the address of the page, say about this widget. */

export type Mode = "widget" | "page" | "iframe" | "frame";

export interface Settings {
  /** The tag of the language, for example "es-MX". */
  readonly lang: string;
  /** frame: the page of an iframe, which `page` becomes when its address asks for it. */
  readonly mode: Mode;
  /** Where the server is, without a slash at its end. */
  readonly server: string;
  readonly accent: string | null;
  readonly position: "left" | "right";
  readonly open: boolean;
  /** Frame: the origin of the page around it, or null where that is not known. */
  readonly host: string | null;
}

export function settingsOf(script: HTMLScriptElement | null, place: Location, page: Document): Settings {
  const data: DOMStringMap = script?.dataset ?? {};
  const query = new URLSearchParams(place.search);
  const isPage = data["mode"] === "page";
  const isFrame = isPage && query.has("frame");
  return {
    lang: (isPage && query.get("lang")) || data["lang"] || page.documentElement.lang || "en",
    mode: isFrame ? "frame" : isPage ? "page" : data["mode"] === "iframe" ? "iframe" : "widget",
    server: (data["server"] ?? (script?.src ? new URL(script.src).origin : "")).replace(/\/+$/, ""),
    accent: (isPage && query.get("accent")) || (data["accent"] ?? null),
    position: data["position"] === "left" ? "left" : "right",
    open: "open" in data && data["open"] !== "false",
    host: isFrame ? originOf(query.get("origin")) ?? originOf(page.referrer) : null,
  };
}

function originOf(address: string | null): string | null {
  try {
    const { origin } = new URL(address ?? "");
    return origin === "null" ? null : origin;
  } catch {
    return null;
  }
}
