/** The words of the widget by language. Spanish is held to the shape of English by its type. */

import { conversation as enConversation } from "./en/conversation.js";
import { ui as enUi } from "./en/ui.js";
import { conversation as esConversation } from "./es/conversation.js";
import { ui as esUi } from "./es/ui.js";

const en = { conversation: enConversation, ui: enUi };

export type Strings = typeof en;
export type ConversationStrings = Strings["conversation"];
export type UiStrings = Strings["ui"];
export type Language = "en" | "es";
export type Direction = "ltr" | "rtl";

const CATALOGUE: Readonly<Record<Language, Strings>> = {
  en,
  es: { conversation: esConversation, ui: esUi },
};
const RIGHT_TO_LEFT: readonly string[] = ["ar", "he", "fa", "ur"];

/** Returns the language of the catalogue for a tag such as "es-MX"; English where there is none. */
export function language(tag: string): Language {
  return base(tag) === "es" ? "es" : "en";
}

export function strings(tag: string): Strings {
  return CATALOGUE[language(tag)];
}

/** Returns how text of `tag` runs, also for a language that is not in the catalogue. */
export function dir(tag: string): Direction {
  return RIGHT_TO_LEFT.includes(base(tag)) ? "rtl" : "ltr";
}

function base(tag: string): string {
  return tag.trim().toLowerCase().split(/[-_]/, 1)[0] ?? "";
}
