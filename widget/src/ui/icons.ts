/** Drawings on buttons. Each button has a name in words. */

import { html, type TemplateResult } from "lit";

function icon(path: string): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d=${path} /></svg>`;
}

export const icons = {
  bubble: icon("M4 5.5h16v11H11l-4.5 3.5v-3.5H4zM8 9.5h8M8 12.5h5"),
  close: icon("M6 6l12 12M18 6L6 18"),
  menu: icon("M5 7h14M5 12h14M5 17h14"),
  send: icon("M12 19V5M6 11l6-6 6 6"),
  phone: icon("M7 4l3 4.5-2 2c1 2.4 3 4.4 5.5 5.5l2-2L20 17c-.5 2-1.8 3-3.5 3C10 20 4 14 4 7.5 4 5.8 5 4.5 7 4z"),
  up: icon("M8 20V10l4-7c1.6 0 2.5 1.2 2.2 2.8L13.5 9H19c1 0 1.8.9 1.6 1.9l-1.4 7.5c-.2.9-1 1.6-1.9 1.6zM8 10H4v10h4"),
  down: icon("M16 4v10l-4 7c-1.6 0-2.5-1.2-2.2-2.8l.7-3.2H5c-1 0-1.8-.9-1.6-1.9l1.4-7.5C5 4.7 5.8 4 6.7 4zM16 14h4V4h-4"),
  check: icon("M5 12.5l4.5 4.5L19 7.5"),
};
