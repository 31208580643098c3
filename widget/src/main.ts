/** The entry: one script tag puts the widget on a page. See ../README.md for its attributes. */

import { settingsOf } from "./ui/settings.js";
import { BacktalkWidget } from "./ui/widget.js";

declare global {
  interface Window {
    Backtalk?: { open(): void; close(): void };
  }
}

const NAME = "backtalk-widget";

// A second script tag, or a page that runs the script again, changes nothing.
if (!customElements.get(NAME)) {
  customElements.define(NAME, BacktalkWidget);
  const widget = new BacktalkWidget();
  widget.settings = settingsOf(document.currentScript as HTMLScriptElement | null, location, document);
  window.Backtalk = { open: () => widget.open(), close: () => widget.close() };
  if (document.body) document.body.append(widget);
  else addEventListener("DOMContentLoaded", () => document.body.append(widget), { once: true });
}
