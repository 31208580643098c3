/** Questions, the care card, the list of answers, the summary. */

import { css } from "lit";

export const cards = css`
  .card {
    padding: 1em 1.125em 1.125em;
    border: 1px solid var(--line);
    border-radius: var(--radius);
  }
  .heading {
    font-size: 1.25em;
    font-weight: 700;
    line-height: 1.25;
  }
  h4 {
    font-size: 1em;
    font-weight: 650;
    line-height: 1.35;
  }

  .progress p {
    font-size: 0.875em;
    font-weight: 550;
    color: var(--quiet);
  }
  .bar {
    display: block;
    inline-size: 100%;
    block-size: 4px;
    margin-block-start: 0.3em;
  }
  .track {
    fill: var(--line);
  }
  .bar .done {
    fill: var(--tint);
  }
  :host(:dir(rtl)) .bar {
    transform: scaleX(-1);
  }

  .care {
    --care: var(--red);
    gap: 0.7em;
    border: 2px solid var(--care);
    border-inline-start-width: 8px;
    background: color-mix(in srgb, var(--care) 6%, var(--surface));
  }
  .care-urgent {
    --care: var(--amber);
  }
  .care-crisis {
    --care: var(--violet);
  }
  .level {
    align-self: flex-start;
    padding: 0.15em 0.7em;
    border-radius: 1em;
    background: var(--care);
    color: var(--on-red);
    border: 1px solid transparent;
    font-size: 0.875em;
    font-weight: 650;
  }
  .care .heading {
    font-size: 1.5em;
  }
  .calls {
    display: flex;
    flex-direction: column;
    gap: 0.5em;
  }
  .call {
    display: flex;
    align-items: center;
    gap: 0.75em;
    min-block-size: 3.5em;
    padding: 0.5em 1em;
    border: 2px solid var(--care);
    border-radius: var(--radius);
    background: var(--surface);
    color: var(--care);
    line-height: 1.25;
    text-decoration: none;
  }
  .call strong {
    display: block;
    font-size: 1.125em;
    text-decoration: underline;
    text-underline-offset: 0.18em;
  }
  .care-emergency .call:first-child,
  .care-crisis .call:first-child {
    background: var(--care);
    color: var(--on-red);
  }

  .answer-line {
    display: grid;
    grid-template-columns: 1fr auto;
    gap: 0 0.75em;
    padding-block: 0.5em;
    border-block-start: 1px solid var(--line);
  }
  .answers {
    border-block-end: 1px solid var(--line);
  }
  .answer-line dt {
    font-size: 0.875em;
    color: var(--quiet);
  }
  .answer-line dd {
    grid-column: 1;
    font-weight: 550;
  }
  .answer-line .change {
    grid-area: 1 / 2 / span 2;
    align-self: center;
    font-weight: 400;
  }
  .change .link {
    min-block-size: 2.75em;
  }

  .summary {
    gap: 1.1em;
  }
  .summary ul {
    margin-block-start: 0.35em;
    padding-inline-start: 1.25em;
  }
  .summary li + li {
    margin-block-start: 0.3em;
  }
  .summary li::first-letter {
    text-transform: uppercase;
  }
  .page-actions {
    padding-block-start: 1em;
    border-block-start: 1px solid var(--line);
  }
  .page-actions .choices {
    margin-block-start: 0.6em;
  }
  @media (forced-colors: active) {
    .level,
    .call {
      border-color: CanvasText;
    }
    .track {
      fill: GrayText;
    }
    .bar .done {
      fill: Highlight;
    }
  }
`;
