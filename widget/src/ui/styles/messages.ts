/** The conversation: what the bot said stands plain, what the person said in a bubble. */

import { css } from "lit";

export const messages = css`
  .transcript {
    flex: 1;
    position: relative;
    display: block;
    min-block-size: 0;
    padding: 1.25em 1em 1.5em;
    overflow-y: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
  }
  .transcript:focus-visible {
    outline-offset: -3px;
  }
  .starting {
    color: var(--quiet);
  }
  .rows {
    display: flex;
    flex-direction: column;
    gap: 1.375em;
    list-style: none;
  }
  .turn {
    display: flex;
    flex-direction: column;
    gap: 0.875em;
    border-radius: 6px;
  }
  .turn:focus-visible,
  .said:focus-visible {
    outline-offset: 4px;
  }
  .who {
    position: relative;
    margin-block-end: -0.5em;
    font-size: 0.8125em;
    font-weight: 600;
    color: var(--quiet);
  }
  .said {
    display: flex;
    flex-direction: column;
    align-items: flex-end;
    padding-inline-start: 15%;
    border-radius: 6px;
  }
  .bubble {
    position: relative;
    max-inline-size: 100%;
    padding: 0.55em 0.95em;
    border-radius: 1.25em;
    border-end-end-radius: 0.3em;
    background: var(--soft);
    border: 1px solid transparent;
  }
  .words {
    white-space: pre-wrap;
  }
  .state {
    display: flex;
    align-items: center;
    gap: 0.6em;
    margin-block-start: 0.2em;
    font-size: 0.875em;
    color: var(--quiet);
  }
  .failed {
    color: var(--red);
    font-weight: 600;
  }
  .message {
    position: relative;
    display: flex;
    flex-direction: column;
    gap: 0.875em;
    min-inline-size: 0;
  }
  .prose > * + * {
    margin-block-start: 0.65em;
  }
  ul {
    list-style: disc;
  }
  .prose ul,
  .prose ol {
    padding-inline-start: 1.25em;
  }
  .prose li + li {
    margin-block-start: 0.3em;
  }
  .prose li::marker {
    color: var(--quiet);
  }
  .typing {
    display: flex;
    gap: 0.35em;
    padding: 0.5em 0;
    animation: appear 0s 0.3s both;
  }
  .typing span {
    inline-size: 0.5em;
    block-size: 0.5em;
    border-radius: 50%;
    background: var(--edge);
  }
  @keyframes appear {
    from {
      visibility: hidden;
    }
    to {
      visibility: visible;
    }
  }
  @media (prefers-reduced-motion: no-preference) {
    .typing span {
      animation: breathe 1.4s ease-in-out infinite;
    }
    .typing span:nth-child(2) {
      animation-delay: 0.2s;
    }
    .typing span:nth-child(3) {
      animation-delay: 0.4s;
    }
    @keyframes breathe {
      0%,
      60%,
      100% {
        opacity: 0.35;
      }
      30% {
        opacity: 1;
      }
    }
  }

  .sources {
    align-self: stretch;
    font-size: 0.9375em;
  }
  .sources summary {
    display: inline-flex;
    align-items: center;
    min-block-size: 1.875em;
    color: var(--tint);
    font-weight: 500;
    border-radius: 4px;
  }
  .sources summary::-webkit-details-marker {
    display: none;
  }
  .sources summary::before {
    content: "";
    inline-size: 0.5em;
    block-size: 0.5em;
    margin-inline-end: 0.6em;
    border: solid currentColor;
    border-width: 0 2px 2px 0;
    transform: rotate(-45deg);
  }
  .sources summary:dir(rtl)::before {
    transform: rotate(135deg);
  }
  .sources[open] summary::before {
    transform: rotate(45deg) translate(-2px, -2px);
  }
  .sources ul {
    margin-block: 0.4em 0.6em;
    padding-inline-start: 1.25em;
  }
  .sources li {
    position: relative;
  }
  .sources a {
    display: inline-block;
    padding-block: 0.2em;
  }
  .feedback {
    display: flex;
    align-items: center;
    gap: 0.15em;
    margin-block: -0.4em;
    font-size: 0.875em;
    color: var(--quiet);
  }
  .feedback > span {
    margin-inline-end: 0.4em;
  }
  .thumb {
    display: grid;
    place-items: center;
    inline-size: 2.75em;
    block-size: 2.75em;
    padding: 0;
    border: 1px solid transparent;
    border-radius: 50%;
    background: none;
    color: var(--quiet);
  }
  .thumb .icon {
    inline-size: 1.35em;
    block-size: 1.35em;
  }
  .thumb[aria-pressed="true"] {
    background: var(--soft);
    border-color: var(--tint);
    color: var(--tint);
  }
  .thumb[aria-pressed="true"] .icon {
    fill: currentColor;
    fill-opacity: 0.25;
  }
  @media (forced-colors: active) {
    .bubble {
      border-color: CanvasText;
    }
    .typing span {
      background: CanvasText;
    }
    .thumb[aria-pressed="true"] {
      border-color: Highlight;
      border-width: 3px;
    }
  }
`;
