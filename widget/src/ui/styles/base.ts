/**
 * Colours and measures. Sizes of text are in em of "medium", which is what people set in their
 * browser, and not in rem: the page around may have set that to anything.
 */

import { css } from "lit";

export const base = css`
  :host {
    all: initial;
    --accent: var(--backtalk-accent, #0e6174);
    --on-accent: var(--backtalk-on-accent, #fff);
    --surface: var(--backtalk-surface, #fff);
    --text: var(--backtalk-text, #1c282e);
    --radius: var(--backtalk-radius, 14px);
    /* Words and lines in the accent colour, on the surface. */
    --tint: var(--accent);
    --quiet: color-mix(in srgb, var(--text) 74%, var(--surface));
    --edge: color-mix(in srgb, var(--text) 58%, var(--surface));
    --line: color-mix(in srgb, var(--text) 15%, var(--surface));
    --wash: color-mix(in srgb, var(--accent) 6%, var(--surface));
    --soft: color-mix(in srgb, var(--accent) 13%, var(--surface));
    --red: #a1201c;
    --amber: #7a4a00;
    --violet: #4b3f95;
    --on-red: #fff;
    --shadow: 0 1px 2px #0a1a2022, 0 12px 36px #0a1a2038;
    color-scheme: light dark;
  }
  @media (prefers-color-scheme: dark) {
    :host {
      --accent: var(--backtalk-accent, #7cc5d3);
      --on-accent: var(--backtalk-on-accent, #06222a);
      --surface: var(--backtalk-surface, #141c20);
      --text: var(--backtalk-text, #e7edef);
      --tint: color-mix(in srgb, var(--accent) 60%, #fff);
      --wash: color-mix(in srgb, var(--accent) 7%, var(--surface));
      --soft: color-mix(in srgb, var(--accent) 20%, var(--surface));
      --red: #ff9d94;
      --amber: #f0bd6a;
      --violet: #c0b6ff;
      --on-red: #2b0605;
      --shadow: 0 1px 2px #0008, 0 12px 36px #000a;
    }
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  [hidden] {
    display: none !important;
  }
  .panel,
  .launcher {
    font: medium/1.5 var(--backtalk-font, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif);
    color: var(--text);
    text-align: start;
    -webkit-text-size-adjust: 100%;
    text-size-adjust: 100%;
    -webkit-tap-highlight-color: transparent;
  }
  h2,
  h3,
  h4,
  p,
  ul,
  ol,
  dl,
  dd,
  fieldset,
  legend {
    margin: 0;
    padding: 0;
    border: 0;
    min-inline-size: 0;
  }
  button,
  textarea,
  input {
    font: inherit;
    color: inherit;
    letter-spacing: inherit;
    margin: 0;
  }
  button,
  label,
  summary,
  a {
    touch-action: manipulation;
  }
  button,
  label,
  summary {
    cursor: pointer;
  }
  a {
    color: var(--tint);
    text-underline-offset: 0.18em;
  }
  .icon {
    flex: none;
    display: block;
    inline-size: 1.5em;
    block-size: 1.5em;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.8;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  :focus {
    outline: none;
  }
  :focus-visible {
    outline: 3px solid var(--tint);
    outline-offset: 2px;
  }
  @media (forced-colors: active) {
    :focus-visible {
      outline-color: Highlight;
    }
  }
`;
