/** What a screen reader reads out when the bot has spoken: everything that was said, and what can be done now. */

import type { ConversationStrings } from "../strings/index.js";
import type { Reply } from "./contract.js";
import { spoken } from "./markdown.js";

export interface Spoken {
  readonly text: string;
  readonly urgent: boolean;
}

export function announce(replies: readonly Reply[], texts: ConversationStrings): Spoken {
  const cards = replies.filter(isCareCard);
  const others = replies.filter((reply) => !isCareCard(reply));
  return {
    text: [...cards, ...others].flatMap((reply) => sentences(reply, texts)).join(" "),
    urgent: cards.length > 0,
  };
}

function isCareCard(reply: Reply): boolean {
  return reply.kind === "care_card" || reply.custom?.type === "care_card";
}

function sentences(reply: Reply, texts: ConversationStrings): string[] {
  const { custom } = reply;
  const level = custom?.type === "care_card" ? [texts.careCard[custom.level]] : [];
  const titles = reply.buttons.map((button) => button.title);
  const choices = titles.length > 0 ? [texts.choices(titles)] : [];
  return [...level, spoken(reply.text), ...ways(reply, texts), ...choices];
}

/** How a question can be answered besides by buttons and words. */
function ways({ custom }: Reply, texts: ConversationStrings): string[] {
  switch (custom?.type) {
    case "body_map":
      return [texts.bodyMap];
    case "scale":
      return [texts.scale(custom.minimum, custom.maximum)];
    case "choice": {
      const titles = custom.options.map((option) => option.title);
      return [custom.multiple ? texts.severalChoices(titles) : texts.choices(titles)];
    }
    default:
      return [];
  }
}
