/**
 * Makes src/generated/body-map.ts from content/page/body_map.yml, by the conventions of that file
 * and of backtalk/export/body_map.py: only the half at the viewer's right is in the file.
 */

import { parse } from "yaml";

const POINT = /(-?[\d.]+),(-?[\d.]+)/g;
/** In front we look the person in the face: the viewer's right is the person's left. */
const VIEWERS_RIGHT = { front: "left", back: "right" };
const OTHER = { left: "right", right: "left" };

export function bodyMapModule(yaml) {
  return [
    "// Made by build.mjs from content/page/body_map.yml; do not edit.",
    'import type { BodyMap } from "../core/body.js";',
    "",
    `export const bodyMap: BodyMap = ${JSON.stringify(bodyMap(parse(yaml)), null, 2)};`,
    "",
  ].join("\n");
}

function bodyMap(file) {
  return {
    width: file.size.width,
    height: file.size.height,
    skin: whole([file.skin]),
    outline: whole(file.outline),
    details: { front: whole(file.details.front), back: whole(file.details.back) },
    regions: Object.entries(file.regions).flatMap(([area, views]) =>
      Object.entries(views).flatMap(([view, parts]) => regions(area, view, parts)),
    ),
  };
}

function regions(area, view, parts) {
  const found = [];
  if (parts.half) {
    const drawn = VIEWERS_RIGHT[view];
    const { path } = parts.half;
    found.push({ area, side: drawn, view, path }, { area, side: OTHER[drawn], view, path: mirrored(path) });
  }
  if (parts.middle) found.push({ area, side: "middle", view, path: parts.middle.path });
  return found;
}

/** Both halves as one path; a line in the middle is its own mirror image. */
function whole(lines) {
  return [...new Set(lines.flatMap((line) => [line, mirrored(line)]))].join(" ");
}

function mirrored(path) {
  // 0 - x has no minus zero.
  return path.replace(POINT, (_, x, y) => `${0 - Number(x)},${y}`);
}
