/** What every part of the panel gets: the words, the conversation, and how to act on it. */

import { LitElement } from "lit";
import type { Button } from "../core/contract.js";
import type { Chat, View } from "../core/chat.js";
import type { UiStrings } from "../strings/index.js";

export interface Scene {
  readonly t: UiStrings;
  readonly chat: Chat;
  readonly view: View;
  /** The level of a heading right under the panel's title. */
  readonly level: number;
  /** Presses a button, and sees to it that the focus is not lost with it. */
  press(button: Button): void;
  /** Says something in the person's name; the focus is kept likewise. */
  say(text: string): void;
  retry(key: string): void;
  /** Tries again to begin. */
  start(): void;
  /** Moves the focus to where it cannot be lost. */
  keepFocus(): void;
  /** Says it to people who do not see the screen. */
  announce(text: string): void;
  /** Says it to everybody: beside the conversation for a while, and out loud. */
  tell(text: string): void;
  /** What was told, while it is shown. */
  readonly told: string;
}

/**
 * A part with a state of its own. It draws into the shadow tree of the widget, not into one of
 * its own, so that styles, parts and ids are shared.
 */
export class Part extends LitElement {
  protected override createRenderRoot(): this {
    return this;
  }
}

export function define(name: string, part: CustomElementConstructor): void {
  if (!customElements.get(name)) customElements.define(name, part);
}
