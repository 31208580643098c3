/** Real words for canned replies: reads content/ and makes replies by the contract of it. */

import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";

const CONTENT = fileURLToPath(new URL("../../content/", import.meta.url));
const read = (path) => parse(readFileSync(CONTENT + path, "utf8"));

const responses = Object.assign(
  {},
  ...["conversation", "answers"].flatMap((folder) =>
    readdirSync(CONTENT + folder)
      .filter((name) => name.endsWith(".yml"))
      .map((name) => read(`${folder}/${name}`).responses ?? {}),
  ),
);
const article = read("source.yml");
const words = read("page/words.yml");
const { labels } = read("lexicon/labels.yml");
const country = read("safety/countries.yml").countries.us;

const SIDED = new Set(["low_back", "hip", "groin", "gluteal", "thigh"]);
const COUNTED = ["signs", "areas", "side", "knot", "limits", "severity", "duration", "treatments", "seen_doctor"];

/** Returns the reply for the response `name`; `values` fill its braces, `custom` adds to its part. */
export function reply(name, values = {}, custom = {}) {
  const { text, metadata = {}, buttons = [] } = responses[name][0];
  const filled = fill(text, { emergency: country.emergency, hospital: country.hospital, ...country, advice: "", days: 30, ...values });
  return {
    text: filled,
    response: name,
    kind: metadata.kind ?? "notice",
    buttons: buttons.map(({ title, payload }) => ({ title, payload: fill(payload, {}) })),
    custom: part(filled, metadata, custom),
  };
}

/** The question of `step`, with its number, its choices and what was chosen before. */
export function question(step, custom = {}, values = {}) {
  const name = step === "ask_doctor" ? "utter_ask_doctor_question" : `utter_ask_${step}`;
  const number = COUNTED.indexOf(step) + 1;
  const progress = number > 0 ? { number, total: COUNTED.length } : undefined;
  const said = progress ? `${fill(labels.progress, progress)} ` : "";
  return reply(name, { progress: said, noted: "", ...values }, { ...(progress && { progress }), ...custom });
}

function part(text, { kind, step, level, sections, evidence = "n/a" }, custom) {
  if (kind === "answer" && sections) {
    const headings = [...new Set(sections.map((section) => article.sections[section].heading))];
    const sources = headings.map((section) => ({ section, url: article.article.url }));
    return { type: "answer", version: 1, text, sources, evidence };
  }
  if (kind === "care_card") return { type: "care_card", version: 1, text, level, numbers: country.lines[level] };
  if (kind === "summary" && custom.covered) return { type: "summary", version: 1, text, ...custom };
  if (!step) return null;
  const base = { version: 1, text, question: step, ...custom };
  if (step === "consent") return { type: "consent", ...base };
  if (step === "areas") return { type: "body_map", options: areas(), ...base };
  if (step === "severity") return { type: "scale", minimum: 0, maximum: 10, ...base };
  if (step === "treatments") return { type: "choice", multiple: true, options: treatments(), ...base };
  if (step === "helped") return { type: "choice", multiple: true, ...base };
  if (step === "check") return { type: "check_answers", ...base };
  return base.progress ? { type: "progress", ...base } : null;
}

function areas() {
  return Object.entries(words.areas).flatMap(([value, title]) => [
    { value, title },
    ...(SIDED.has(value) ? ["left", "right"].map((side) => ({ value: `${value}:${side}`, title: `${title} (${side})` })) : []),
  ]);
}

export function treatments() {
  return Object.entries(words.treatments).map(([value, title]) => ({ value, title }));
}

export const label = (key) => labels[key];

/** As Python's str.format: {name} is filled in, {{ stands for one brace. */
function fill(text, values) {
  return text.replace(/\{\{|\}\}|\{(\w+)\}/g, (found, name) => (name ? String(values[name] ?? "") : found[0]));
}
