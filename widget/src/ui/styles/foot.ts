/** What stands below the conversation: notices, the emergency line, the text box. */

import { css } from "lit";

export const foot = css`
  .foot {
    flex: none;
    padding: 0.6em 1em max(0.8em, env(safe-area-inset-bottom));
    border-block-start: 1px solid var(--line);
    background: var(--surface);
  }
  .emergency-line {
    margin-block-end: 0.45em;
    font-size: 0.8125em;
    line-height: 1.4;
    color: var(--quiet);
    text-align: center;
  }
  .notice-bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.5em 0.75em;
    margin-block-end: 0.6em;
    padding: 0.6em 0.8em;
    border-inline-start: 4px solid var(--tint);
    border-radius: 6px;
    background: var(--soft);
    font-size: 0.9375em;
    line-height: 1.4;
  }
  .notice-bar p {
    flex: 1 1 12em;
  }
  .composer {
    display: block;
  }
  .box {
    display: flex;
    align-items: flex-end;
    gap: 0.25em;
    padding: 0.25em;
    padding-inline-start: 0.9em;
    border: 1px solid var(--edge);
    border-radius: 1.7em;
    background: var(--surface);
  }
  .box:focus-within {
    border-color: var(--tint);
    box-shadow: inset 0 0 0 1px var(--tint);
  }
  .box textarea {
    flex: 1;
    field-sizing: content;
    min-inline-size: 0;
    max-block-size: 9.5em;
    min-block-size: 2.75em;
    padding: 0.625em 0;
    border: 0;
    background: none;
    line-height: 1.5;
    resize: none;
    overflow-y: auto;
  }
  /* The box around it shows the focus. */
  .box textarea:focus-visible {
    outline: none;
  }
  textarea::placeholder {
    color: var(--quiet);
    opacity: 1;
    white-space: nowrap;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .send {
    flex: none;
    display: grid;
    place-items: center;
    inline-size: clamp(44px, 2.75em, 64px);
    block-size: clamp(44px, 2.75em, 64px);
    padding: 0;
    border: 1px solid transparent;
    border-radius: 50%;
    background: var(--accent);
    color: var(--on-accent);
  }
  .count {
    margin-block-end: 0.3em;
    font-size: 0.8125em;
    text-align: end;
    color: var(--quiet);
  }
  .over {
    color: var(--red);
    font-weight: 600;
  }
  @media (forced-colors: active) {
    .send {
      border-color: ButtonText;
    }
    .box:focus-within {
      outline: 3px solid Highlight;
    }
  }
`;
