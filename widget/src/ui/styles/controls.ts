/** What answers a question: buttons, chips, the scale. */

import { css } from "lit";

export const controls = css`
  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
  }
  .choices + .choices {
    margin-block-start: -0.25em;
  }
  .consent .prose + .choices {
    flex-direction: column;
  }
  .choice,
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.4em;
    min-block-size: 2.75em;
    max-inline-size: 100%;
    padding: 0.45em 1.05em;
    border: 1px solid var(--tint);
    border-radius: 1.4em;
    background: var(--surface);
    color: var(--tint);
    font-weight: 550;
    line-height: 1.3;
    text-align: center;
  }
  .aside {
    padding-inline: 0.85em;
    border-color: var(--edge);
    color: var(--quiet);
    font-weight: 450;
  }
  .strong {
    border-color: var(--accent);
    background: var(--accent);
    color: var(--on-accent);
  }
  @media (hover: hover) {
    .tool:hover,
    .entry:hover,
    .thumb:hover,
    .choice:hover,
    .chip:hover,
    .number:hover,
    .button:not(.strong):hover {
      background: var(--soft);
    }
    .launcher:hover,
    .send:hover,
    .strong:hover {
      filter: brightness(1.1);
    }
  }
  .danger {
    border-color: var(--red);
    color: var(--red);
  }
  .link {
    min-block-size: 1.875em;
    padding: 0.1em 0.35em;
    border: 0;
    border-radius: 4px;
    background: none;
    color: var(--tint);
    font-weight: 550;
    text-decoration: underline;
    text-underline-offset: 0.18em;
    position: relative;
  }
  .done {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5em 0.75em;
  }
  .done .button {
    min-inline-size: 7em;
  }
  .hint {
    flex: 1 1 10em;
    font-size: 0.9375em;
    line-height: 1.35;
    font-weight: 550;
    color: var(--red);
  }

  legend {
    margin-block-end: 0.6em;
    font-size: 0.9375em;
    color: var(--quiet);
  }
  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: 0.4em;
  }
  .chip {
    position: relative;
    display: inline-flex;
    align-items: center;
    gap: 0.5em;
    min-block-size: 2.75em;
    padding: 0.35em 0.8em 0.35em 0.65em;
    padding-inline: 0.65em 0.8em;
    border: 1px solid var(--edge);
    border-radius: 0.75em;
    line-height: 1.25;
  }
  .chip span::first-letter {
    text-transform: uppercase;
  }
  .chip input {
    flex: none;
    inline-size: 1.15em;
    block-size: 1.15em;
    accent-color: var(--accent);
  }
  .on {
    border-color: var(--tint);
    box-shadow: inset 0 0 0 1px var(--tint);
    background: var(--soft);
  }
  .chip:has(:focus-visible) {
    outline: 3px solid var(--tint);
    outline-offset: 2px;
  }
  .chip input:focus-visible {
    outline: none;
  }
  backtalk-choice,
  backtalk-body-map {
    display: flex;
    flex-direction: column;
    gap: 0.875em;
  }

  .numbers {
    display: grid;
    grid-template-columns: repeat(11, minmax(0, 1fr));
    gap: 0.25em;
  }
  .number {
    position: relative;
    min-block-size: 2.75em;
    padding: 0;
    border: 1px solid var(--edge);
    border-radius: 0.5em;
    background: var(--surface);
    font-weight: 600;
    font-variant-numeric: tabular-nums;
    overflow-wrap: normal;
  }
  .ends {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 1em;
    margin-block-start: 0.4em;
    font-size: 0.875em;
    color: var(--quiet);
  }
  @media (max-width: 22.4em) {
    .numbers {
      grid-template-columns: repeat(6, minmax(0, 1fr));
    }
  }
  @media (pointer: coarse) and (max-width: 43em) {
    .numbers {
      grid-template-columns: repeat(6, minmax(0, 1fr));
      gap: 0.5em;
    }
  }

  @media (forced-colors: active) {
    .on,
    .strong {
      border: 3px solid Highlight;
    }
  }
`;
