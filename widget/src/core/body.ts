/** The shape of the drawn body; the drawing itself is made from content/page/body_map.yml (see build.mjs). */

export type Side = "left" | "right" | "middle";
export type BodyView = "front" | "back";

/** A place on the body that can be chosen. `side` is the person's own, not the viewer's. */
export interface BodyRegion {
  readonly area: string;
  readonly side: Side;
  readonly view: BodyView;
  readonly path: string;
}

/**
 * Two figures of one size, neck to knees. Paths are whole (both halves), in units where x runs from minus to plus
 * half of `width`, with 0 in the middle of the body, and y from 0 (neck) down to `height`.
 * Where an area has both halves and a middle (low_back, abdomen), the middle lies over the two halves.
 */
export interface BodyMap {
  readonly width: number;
  readonly height: number;
  /** To fill. */
  readonly skin: string;
  /** To draw round it. */
  readonly outline: string;
  /** Lines within. */
  readonly details: Readonly<Record<BodyView, string>>;
  readonly regions: readonly BodyRegion[];
}
