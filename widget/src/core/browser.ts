/** The browser as the surroundings of a chat. */

import type { Surroundings } from "./surroundings.js";

export function inBrowser(): Surroundings {
  return {
    fetch: (url, init) => fetch(url, init),
    after(ms, action) {
      const timer = setTimeout(action, ms);
      return () => clearTimeout(timer);
    },
    random: Math.random,
    storage: () => sessionStorage,
    events: window, // "visibilitychange" rises to it from the document
    isOnline: () => navigator.onLine,
    isVisible: () => document.visibilityState === "visible",
    openChannel(name) {
      try {
        return new BroadcastChannel(name);
      } catch {
        return null;
      }
    },
    newId() {
      // crypto.randomUUID is missing on pages without TLS.
      const bytes = crypto.getRandomValues(new Uint8Array(16));
      return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    },
  };
}
