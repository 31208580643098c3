import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { parse } from "yaml";
import type { BodyRegion } from "../../src/core/body.js";
import { bodyMap } from "../../src/generated/body-map.js";

const file = parse(readFileSync("../content/page/body_map.yml", "utf8"));

/** The middle of a path from left to right; more than 0 is the viewer's right. */
function middle({ path }: BodyRegion): number {
  const across = [...path.matchAll(/(-?[\d.]+),/g)].map(([, x]) => Number(x));
  return (Math.min(...across) + Math.max(...across)) / 2;
}

function find(area: string, view: string, side: string): BodyRegion {
  const found = bodyMap.regions.filter((each) => each.area === area && each.view === view && each.side === side);
  assert.equal(found.length, 1, `${area} ${view} ${side}`);
  return found[0] as BodyRegion;
}

test("seen from the front, the person's left is at the viewer's right", () => {
  for (const area of ["hip", "groin", "abdomen", "thigh"]) {
    assert.ok(middle(find(area, "front", "left")) > 0, area);
    assert.ok(middle(find(area, "front", "right")) < 0, area);
  }
});

test("seen from the back, the person's left is at the viewer's left", () => {
  for (const area of ["low_back", "hip", "gluteal", "thigh"]) {
    assert.ok(middle(find(area, "back", "left")) < 0, area);
    assert.ok(middle(find(area, "back", "right")) > 0, area);
  }
});

test("the middle of an area is in the middle", () => {
  for (const [area, view] of [["low_back", "back"], ["abdomen", "front"], ["tailbone", "back"]] as const) {
    assert.equal(middle(find(area, view, "middle")), 0);
  }
});

test("every part of the file is there, and nothing else", () => {
  const wanted = Object.entries(file.regions).flatMap(([area, views]) =>
    Object.entries(views as object).flatMap(([view, parts]) => [
      ...(parts.half ? [`${area} ${view} left`, `${area} ${view} right`] : []),
      ...(parts.middle ? [`${area} ${view} middle`] : []),
    ]),
  );
  assert.deepEqual(bodyMap.regions.map(({ area, view, side }) => `${area} ${view} ${side}`).sort(), wanted.sort());
});

test("the drawing is the half of the file and its mirror image", () => {
  assert.deepEqual([bodyMap.width, bodyMap.height], [file.size.width, file.size.height]);
  const lines = [bodyMap.skin, bodyMap.outline, bodyMap.details.front, bodyMap.details.back];
  for (const line of lines) {
    const across = [...line.matchAll(/(-?[\d.]+),/g)].map(([, x]) => Number(x));
    assert.equal(Math.min(...across), -Math.max(...across));
    assert.ok(Math.max(...across) <= file.size.width / 2);
    assert.doesNotMatch(line, /-0,|NaN|undefined/);
  }
  assert.ok(bodyMap.skin.startsWith(file.skin));
});
