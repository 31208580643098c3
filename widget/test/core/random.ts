/** Random values that are the same in every run. */

export type Random = () => number;

/** mulberry32 */
export function seeded(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function pick<T>(random: Random, values: readonly T[]): T {
  return values[Math.floor(random() * values.length)] as T;
}

const SCALARS: readonly unknown[] = [
  null, true, false, 0, -1, 1, 1.5, 1e21, 2 ** 53, -0, "", " ", "x", "__proto__", "constructor", "care_card", "answer",
  "911", "/affirm", "<b>", "javascript:alert(1)", "\u0000", "\ud800", "x".repeat(30_000), [], {},
];
const NAMES = [
  "text", "kind", "buttons", "custom", "type", "version", "title", "payload", "options", "value", "numbers", "dial",
  "turns", "number", "id", "last", "replies", "forgotten", "token", "conversation", "welcome", "__proto__",
  "constructor", "toString", "hasOwnProperty", "length",
];

/** JSON text, so that names such as "__proto__" become own properties when it is parsed. */
export function randomJson(random: Random, depth = 4): string {
  const kind = depth === 0 ? 0 : random();
  if (kind < 0.4) return JSON.stringify(pick(random, SCALARS));
  const size = Math.floor(random() * 5);
  if (kind < 0.6) return `[${Array.from({ length: size }, () => randomJson(random, depth - 1)).join()}]`;
  const fields = Array.from({ length: size }, () => `${JSON.stringify(pick(random, NAMES))}:${randomJson(random, depth - 1)}`);
  return `{${fields.join()}}`;
}

/** Returns `json` with some of its values put in the place of others, or of random ones. */
export function mutated(random: Random, value: unknown): unknown {
  if (random() < 0.08) return JSON.parse(randomJson(random, 2));
  if (Array.isArray(value)) return value.map((each) => mutated(random, each));
  if (typeof value !== "object" || value === null) return value;
  const fields = Object.entries(value).filter(() => random() > 0.04);
  return Object.fromEntries(fields.map(([name, each]) => [name, mutated(random, each)]));
}
