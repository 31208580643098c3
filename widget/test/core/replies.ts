/** Messages as the server sends them, for all tests. */

export function reply(text: string, more: object = {}): Record<string, unknown> {
  return { text, response: null, kind: "smalltalk", buttons: [], custom: null, ...more };
}

export const welcome = reply("Hello. I know one article on dry needling.", {
  response: "utter_welcome",
  buttons: [{ title: "What is it?", payload: "/ask_dry_needling" }],
});

export const answer = reply("Dry needling uses **thin needles**.", {
  response: "utter_what",
  kind: "answer",
  custom: {
    type: "answer",
    version: 1,
    text: "Dry needling uses **thin needles**.",
    sources: [{ section: "What is it?", url: "https://example.org/article" }],
    evidence: "moderate",
  },
});

export const careCard = reply("Call 911 now.", {
  kind: "care_card",
  custom: {
    type: "care_card",
    version: 1,
    text: "Call 911 now.",
    level: "emergency",
    numbers: [{ label: "Emergency", dial: "911" }],
  },
});

export const areas = reply("Where does it hurt?", {
  kind: "question",
  buttons: [
    { title: "Not sure", payload: '/assessment_answer{"question": "areas", "value": "not_sure"}' },
    { title: "Skip", payload: '/assessment_answer{"question": "areas", "value": "skipped"}' },
  ],
  custom: {
    type: "body_map",
    version: 1,
    text: "Where does it hurt?",
    question: "areas",
    progress: { number: 1, total: 9 },
    options: [
      { value: "hip", title: "hip" },
      { value: "hip:left", title: "hip (left)" },
    ],
    chosen: ["hip"],
  },
});
