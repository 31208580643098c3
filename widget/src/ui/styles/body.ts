/** The body map: the drawing, and the list of places beside it. */

import { css } from "lit";

export const body = css`
  .figures {
    display: flex;
    justify-content: center;
    gap: 0.75em;
    margin-block-end: 0.875em;
    padding: 0.75em 0.5em;
    border-radius: var(--radius);
    background: var(--wash);
  }
  .figure {
    flex: 1;
    max-inline-size: 12em;
    min-inline-size: 0;
  }
  .view {
    font-weight: 600;
    text-align: center;
  }
  .body {
    display: block;
    inline-size: 100%;
    block-size: auto;
    user-select: none;
    -webkit-user-select: none;
  }
  .body-sides {
    display: flex;
    justify-content: space-between;
    gap: 0.5em;
    font-size: 0.8125em;
    line-height: 1.25;
    color: var(--quiet);
  }
  .skin {
    fill: color-mix(in srgb, var(--text) 9%, var(--surface));
  }
  .outline,
  .detail {
    fill: none;
    stroke: var(--edge);
    stroke-width: 1.4;
    stroke-linecap: round;
    pointer-events: none;
  }
  .detail {
    stroke-width: 0.9;
    opacity: 0.6;
  }
  .region {
    fill: transparent;
    stroke: var(--edge);
    stroke-width: 0.8;
    stroke-dasharray: 1.5 2.5;
    stroke-linejoin: round;
    cursor: pointer;
  }
  .region.maybe {
    fill: color-mix(in srgb, var(--accent) 25%, transparent);
    stroke: var(--tint);
    stroke-width: 2;
    stroke-dasharray: 4 3;
  }
  .region.on {
    fill: color-mix(in srgb, var(--accent) 60%, transparent);
    stroke: var(--text);
    stroke-width: 2.6;
    stroke-dasharray: none;
  }
  @media (hover: hover) {
    .region.off:hover {
      fill: color-mix(in srgb, var(--accent) 25%, transparent);
    }
  }
  .area + .area {
    margin-block-start: 0.75em;
  }
  .area-name {
    display: block;
    margin-block-end: 0.25em;
    font-weight: 600;
    line-height: 1.3;
  }
  .area-name::first-letter {
    text-transform: uppercase;
  }
  .picked {
    font-size: 0.9375em;
    color: var(--quiet);
  }
  @media (forced-colors: active) {
    .skin {
      fill: Canvas;
    }
    .outline,
    .detail,
    .region {
      stroke: CanvasText;
    }
    .region.maybe {
      fill: Canvas;
      stroke: Highlight;
    }
    .region.on {
      fill: Highlight;
      stroke: CanvasText;
    }
  }
`;
