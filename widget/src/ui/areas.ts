/** The choices of the body map: which there are, what each is called, and what choosing one does. */

import type { BodyRegion } from "../core/body.js";
import type { Option } from "../core/contract.js";

export interface Area {
  readonly value: string;
  readonly title: string;
  /** "hip:left" and "hip:right"; empty for an area without sides. */
  readonly sides: readonly string[];
}

/** Returns the areas in their order, with the sides that can be chosen of each. */
export function areasOf(options: readonly Option[]): Area[] {
  const values = new Set(options.map((option) => option.value));
  return options
    .filter(({ value }) => !value.includes(":"))
    .map(({ value, title }) => ({
      value,
      title,
      sides: ["left", "right"].map((side) => `${value}:${side}`).filter((each) => values.has(each)),
    }));
}

/** Returns what is chosen after `value` was switched: a side and "not sure which" shut each other out. */
export function switched(chosen: readonly string[], value: string): string[] {
  if (chosen.includes(value)) return chosen.filter((each) => each !== value);
  const [area, side] = value.split(":");
  const rest = chosen.filter((each) => (side ? each !== area : !each.startsWith(`${area}:`)));
  return [...rest, value];
}

/** Returns which choice a place of the drawing stands for, or null where none is offered. */
export function valueOf(region: BodyRegion, areas: readonly Area[]): string | null {
  const area = areas.find(({ value }) => value === region.area);
  if (!area) return null;
  const side = `${region.area}:${region.side}`;
  return area.sides.includes(side) ? side : area.value;
}

/** off, on, or maybe: the area is chosen and the side is not known. */
export function lookOf(region: BodyRegion, areas: readonly Area[], chosen: readonly string[]): "on" | "maybe" | "off" {
  const value = valueOf(region, areas);
  if (value === null) return "off";
  if (value.includes(":")) return chosen.includes(value) ? "on" : chosen.includes(region.area) ? "maybe" : "off";
  // The middle of an area with sides is a way to say "not sure which": its halves show that.
  const hasSides = areas.some((area) => area.value === value && area.sides.length > 0);
  return chosen.includes(value) && !hasSides ? "on" : "off";
}
