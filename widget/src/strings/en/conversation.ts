/** What the conversation itself says, beside what the bot says. Plain words, short, calm. */

export const conversation = {
  offline:
    "You are offline. What you write stays here, and I send it when the internet is back. " +
    "In an emergency, don't wait: call your local emergency number.",
  tryingAgain:
    "This takes longer than usual. I keep trying to send your message. " +
    "In an emergency, don't wait: call your local emergency number.",
  failed:
    "I could not send your message. You can try again. " +
    "In an emergency, don't wait: call your local emergency number.",
  notStarted:
    "I could not reach the chat. You can try again. " +
    "In an emergency, don't wait: call your local emergency number.",
  ended: "The chat before this one has ended, so this is a new one. I don't know what you said before.",
  tooMany: (seconds: number): string =>
    `That was a bit fast for me. I will send it in ${seconds === 1 ? "1 second" : `${seconds} seconds`}. ` +
    "In an emergency, don't wait: call your local emergency number.",
  tooLarge:
    "That was too long for me. Could you say it in a few short sentences? " +
    "In an emergency, don't wait: call your local emergency number.",
  refused:
    "This chat does not work on this page. " +
    "In an emergency, call your local emergency number.",

  /** For screen readers. */
  careCard: { emergency: "Emergency.", urgent: "Urgent.", crisis: "Help now." },
  choices: (titles: readonly string[]): string =>
    `${titles.length === 1 ? "1 answer" : `${titles.length} answers`} to choose from: ${titles.join(", ")}.`,
  severalChoices: (titles: readonly string[]): string =>
    `You can choose more than one of these: ${titles.join(", ")}.`,
  bodyMap: "You can choose places on the body.",
  scale: (minimum: number, maximum: number): string =>
    `You can choose a number from ${minimum} to ${maximum}.`,
};
