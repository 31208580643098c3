/** A made-up conversation, just clever enough to show every kind of reply. Nothing here is the bot. */

import { label, question, reply, treatments } from "./content.mjs";

const ORDER = ["consent", "signs", "areas", "knot", "limits", "severity", "duration", "treatments", "seen_doctor", "ask_doctor", "check"];
const TYPED = [
  [/emergency|wet myself|911/i, () => [reply("utter_care_emergency")]],
  [/urgent|fever/i, () => [reply("utter_care_urgent")]],
  [/crisis|hurt myself/i, () => [reply("utter_care_crisis")]],
  [/ticked/i, () => [reply("utter_care_ticked")]],
  [/what is|dry needling/i, () => [reply("utter_ask_dry_needling")]],
  [/work/i, () => [reply("utter_ask_effectiveness")]],
  [/cost/i, () => [reply("utter_not_covered_cost")]],
  [/cake/i, () => [reply("utter_out_of_scope")]],
  [/help/i, () => [reply("utter_help_capabilities")]],
  [/markup/i, () => [markup()]],
  [/long/i, () => [{ ...reply("utter_greet"), text: "A long answer.\n\n".repeat(40), buttons: [] }]],
];
const ASKS = /^\/(?:ask_\w+|get_summary|help_capabilities|start_assessment)/;

export const welcome = reply("utter_greet");

export function newState() {
  return { answers: {}, turns: [], last: 0 };
}

/** Returns what is said to `text`, or to a press, and notes the answer in `state`. */
export function respond(state, text, pressed) {
  if (pressed?.startsWith("/assessment_answer")) return answer(state, JSON.parse(pressed.slice(18)), text);
  if (pressed?.startsWith("/start_assessment") || /assessment|my pain/i.test(text)) return [ask(state, "consent")];
  if (pressed?.startsWith("/get_summary") || /summary/i.test(text)) return [result(state)];
  if (/forget me/i.test(text) || pressed?.startsWith("/delete_my_data")) return [reply("utter_delete_my_data")];
  if (/start over/i.test(text)) return [reply("utter_restart_sure")];
  const step = ORDER.find((each) => text.toLowerCase() === `ask ${each}`);
  if (step) return [ask(state, step)];
  if (/ask helped/i.test(text)) return [ask(state, "helped")];
  if (/ask side/i.test(text)) return [question("side")];
  for (const [pattern, make] of TYPED) if (pattern.test(text)) return make();
  if (pressed && ASKS.test(pressed)) return [reply(pressed.replace(/^\//, "utter_"))];
  if (pressed?.startsWith("/affirm")) return [reply("utter_care_true_emergency")];
  if (pressed?.startsWith("/deny")) return [reply("utter_care_misunderstood"), reply("utter_care_go_on")];
  return [reply("utter_fallback_rephrase")];
}

function answer(state, { question: step, value }, text) {
  const first = Array.isArray(value) ? value[0] : value;
  if (first === "why") return [reply(`utter_why_${step}`), ask(state, step)];
  if (first === "more") return [reply("utter_consent_more"), ask(state, step)];
  if (first === "refused") return [reply("utter_consent_refused")];
  if (first === "change") return [Array.isArray(value) ? ask(state, value[1]) : reply("utter_change_which")];
  if (first === "some") return [reply("utter_care_ticked")];
  if (step === "check") return [result(state)];
  state.answers[step] = { value, text };
  return [ask(state, ORDER[ORDER.indexOf(step) + 1] ?? "check")];
}

function ask(state, step) {
  const had = state.answers.areas?.value;
  if (step === "areas") return question(step, { chosen: Array.isArray(had) ? [...new Set(had.map((one) => one.split(":")[0]))] : ["low_back"] });
  if (step === "helped") return question(step, { options: treatments().slice(0, 3) }, { treatments: "acupuncture, physical therapy" });
  if (step !== "check") return question(step);
  const answers = [...lines(state)];
  return question(step, { answers }, { lines: answers.map((line) => `${line.label} ${line.value}`).join("\n") });
}

function lines(state) {
  const told = Object.entries(state.answers).filter(([step]) => step !== "consent");
  if (told.length > 0) return told.map(([step, { text }]) => ({ step, label: label(`step_${step}`), value: text }));
  const canned = {
    signs: "none of those I named", areas: "low back, hip (left), thigh (right)", knot: "you can feel one", limits: "bending and turning are hard",
    severity: "6 out of 10", duration: "about three weeks, since I helped my brother move house",
    treatments: "physical therapy, massage, medicine", helped: "physical therapy", seen_doctor: "not yet",
    ask_doctor: '"Could the needles make it worse?"',
  };
  return Object.entries(canned).map(([step, value]) => ({ step, label: label(`step_${step}`), value }));
}

function result(state) {
  const list = (items) => items.map((item) => `- ${item}`).join("\n");
  const parts = {
    covered: ["pain in the low back (Introduction)", "pain in the hip (left) (Introduction)", "you tried physical therapy (it helped) (Research: Dry Needling Works Best With Other Low Back Pain Treatments)"],
    not_covered: lines(state).filter(({ step }) => ["severity", "duration"].includes(step)).map(({ label: name, value }) => `${name} ${value}`),
    unsure: ["What helped"],
    points: [
      "Pain from knots in the low back can spread to the hip, groin, belly, buttock, tailbone or thigh. The article can't tell what your pain comes from.",
      "Needling with other treatments eased pain more than needling alone, but the proof is weak.",
    ],
    questions: ["Could the needles make it worse?", "Is dry needling right for my back, with my health and my history?"],
  };
  const texts = Object.fromEntries(Object.entries(parts).map(([key, items]) => [key, list(items)]));
  return reply("utter_result", texts, parts);
}

/** What must be shown as words: marks, links that must not be links, and things that look like HTML. */
function markup() {
  const text = [
    "**Bold** and *slanted*, a [link](https://example.org/a) and a [bad link](javascript:alert(1)).",
    "<img src=x onerror=alert(1)> <script>alert(2)</script>",
    "1. first\n2. second\n   - within",
    `A word that has no end: ${"needling".repeat(14)}`,
  ].join("\n\n");
  return { text, response: null, kind: "notice", buttons: [{ title: "<b>Not bold</b>", payload: "/x" }], custom: null };
}
