/** Launcher, panel, header, menu and frame. */

import { css, unsafeCSS } from "lit";
import { FULL_SCREEN } from "../device.js";

const full = unsafeCSS(FULL_SCREEN);

export const shell = css`
  .launcher {
    position: fixed;
    z-index: var(--backtalk-z, 2147483000);
    bottom: max(20px, env(safe-area-inset-bottom));
    right: max(20px, env(safe-area-inset-right));
    display: flex;
    align-items: center;
    gap: 0.5em;
    max-inline-size: calc(100vw - 40px);
    min-block-size: 3.25em;
    padding: 0.6em 1.25em 0.6em 1em;
    border: 1px solid transparent;
    border-radius: 1.7em;
    background: var(--accent);
    color: var(--on-accent);
    font-weight: 600;
    line-height: 1.25;
    box-shadow: var(--shadow);
  }
  .launcher:focus-visible {
    outline: 3px solid var(--on-accent);
    outline-offset: -6px;
    box-shadow: 0 0 0 3px var(--accent), 0 0 0 5px var(--on-accent), var(--shadow);
  }
  :host([data-position="left"]) .launcher {
    right: auto;
    left: max(20px, env(safe-area-inset-left));
  }

  .panel {
    flex-direction: column;
    background: var(--surface);
    overflow: hidden;
    overflow-wrap: anywhere;
    overscroll-behavior: contain;
  }
  main.panel,
  dialog.panel[open] {
    display: flex;
  }
  dialog.panel {
    position: fixed;
    z-index: var(--backtalk-z, 2147483000);
    inset: auto 20px 20px auto;
    margin: 0;
    padding: 0;
    inline-size: min(26em, calc(100vw - 40px));
    block-size: min(44em, calc(100vh - 40px));
    max-inline-size: none;
    max-block-size: none;
    border: 1px solid var(--line);
    border-radius: calc(var(--radius) + 4px);
    box-shadow: var(--shadow);
  }
  :host([data-position="left"]) dialog.panel {
    inset: auto auto 20px 20px;
  }
  dialog.panel::backdrop {
    background: var(--surface);
  }
  @media (prefers-reduced-motion: no-preference) {
    dialog.panel[open] {
      animation: rise 0.16s ease-out;
    }
    @keyframes rise {
      from {
        opacity: 0;
        transform: translateY(12px);
      }
    }
  }
  @media ${full} {
    dialog.panel,
    :host([data-position="left"]) dialog.panel {
      inset: var(--top, 0) 0 auto 0;
      inline-size: 100%;
      block-size: var(--height, 100vh);
      block-size: var(--height, 100dvh);
      border: 0;
      border-radius: 0;
      box-shadow: none;
      padding: 0 env(safe-area-inset-right) 0 env(safe-area-inset-left);
    }
  }
  main.panel {
    font-size: 1.0625em;
    block-size: var(--height, 100vh);
    block-size: var(--height, 100dvh);
    max-inline-size: 46em;
    margin: 0 auto;
  }
  :host([data-mode="page"]),
  :host([data-mode="frame"]) {
    display: block;
    font-size: medium;
  }
  :host([data-mode="frame"]) main.panel {
    font-size: medium;
    max-inline-size: none;
  }

  .header {
    flex: none;
    position: relative;
    z-index: 1;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.35em;
    padding-block: 0.6em;
    padding-inline: 1em 0.6em;
    border-block-end: 1px solid var(--line);
  }
  .mark {
    display: grid;
    place-items: center;
    inline-size: 2.4em;
    block-size: 2.4em;
    margin-inline-end: 0.4em;
    border-radius: 50%;
    background: var(--accent);
    color: var(--on-accent);
  }
  .mark .icon {
    inline-size: 1.35em;
    block-size: 1.35em;
  }
  .names {
    flex: 1 1 8em;
    min-inline-size: 0;
    line-height: 1.3;
  }
  .title {
    font-size: 1.0625em;
    inline-size: fit-content;
    font-weight: 650;
    border-radius: 4px;
  }
  .subtitle {
    font-size: 0.875em;
    color: var(--quiet);
  }
  .tool {
    display: grid;
    place-items: center;
    inline-size: clamp(44px, 2.75em, 64px);
    block-size: clamp(44px, 2.75em, 64px);
    padding: 0;
    border: 0;
    border-radius: 50%;
    background: none;
    color: var(--quiet);
  }
  .tool[aria-expanded="true"] {
    background: var(--soft);
    color: var(--text);
  }
  .entries {
    position: absolute;
    inset-block-start: calc(100% - 0.25em);
    inset-inline-end: 0.6em;
    inline-size: max-content;
    max-inline-size: calc(100% - 1.2em);
    padding: 0.375em;
    list-style: none;
    background: var(--surface);
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    box-shadow: var(--shadow);
  }
  .entry {
    inline-size: 100%;
    min-block-size: 2.75em;
    padding: 0.5em 0.8em;
    border: 0;
    border-radius: calc(var(--radius) - 5px);
    background: none;
    text-align: start;
  }

  .frame {
    flex: 1;
    inline-size: 100%;
    block-size: 100%;
    border: 0;
    background: var(--surface);
  }
  .frame-wait {
    padding: 1em;
  }
  .frame-wait .button {
    margin-block-start: 0.75em;
  }

  @media (forced-colors: active) {
    .launcher {
      border-color: ButtonText;
    }
    .tool {
      border: 1px solid transparent;
    }
  }
`;
