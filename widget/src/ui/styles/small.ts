/** Little room: small phones, and pages that are zoomed in. It comes after all other looks. */

import { css } from "lit";

export const small = css`
  @media (max-width: 22.4em) {
    .mark {
      display: none;
    }
    .names {
      flex-basis: 6.5em;
    }
    .tool {
      inline-size: 44px;
      block-size: 44px;
    }
    .transcript,
    .foot {
      padding-inline: 0.75em;
    }
    .card {
      padding-inline: 0.75em;
    }
    .subtitle {
      font-size: 0.8125em;
    }
    .chip {
      gap: 0.35em;
      font-size: 0.9375em;
      padding-inline: 0.5em 0.6em;
    }
  }
  @media (max-width: 15em) {
    .answer-line {
      display: block;
    }
  }
  /* Only the text box stays, the rest scrolls. */
  @media (max-height: 25em) {
    .panel {
      overflow-y: auto;
    }
    .header {
      padding-block: 0.25em;
    }
    .transcript {
      flex: 1 0 auto;
      overflow: visible;
    }
    .foot {
      position: sticky;
      inset-block-end: 0;
      z-index: 1;
      padding-block: 0.25em 0.4em;
    }
    .emergency-line {
      margin-block-end: 0.2em;
    }
    .box textarea {
      max-block-size: 4.5em;
    }
    .notice-bar {
      max-block-size: 6em;
      margin-block-end: 0.25em;
      overflow-y: auto;
    }
  }
`;
