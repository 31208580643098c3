/** One or several of a list. Several are confirmed together; one is pressed like a button. */

import { html, nothing, type TemplateResult } from "lit";
import { choicesPayload, type ChoicePart } from "../core/contract.js";
import { chip, done } from "./chip.js";
import { define, Part, type Scene } from "./scene.js";

class MultiChoice extends Part {
  static override properties = {
    question: { attribute: false },
    scene: { attribute: false },
    chosen: { state: true },
    isMissing: { state: true },
  };
  question!: ChoicePart;
  scene!: Scene;
  private chosen: readonly string[] = [];
  private isMissing = false;

  private toggle(value: string): void {
    const { chosen } = this;
    this.chosen = chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value];
    this.isMissing = false;
  }

  private confirm(): void {
    const { question, scene, chosen } = this;
    const options = question.options.filter(({ value }) => chosen.includes(value));
    this.isMissing = options.length === 0;
    if (this.isMissing) return scene.announce(scene.t.chooseFirst);
    scene.press({
      title: options.map(({ title }) => title).join(", "),
      payload: choicesPayload(question.question, options.map(({ value }) => value)),
    });
  }

  protected override render(): TemplateResult {
    const { question, scene } = this;
    if (question.multiple) return this.several();
    return html`<div class="choices" role="group" aria-label=${scene.t.answers}>
      ${question.options.map(({ title, value }) => {
        const press = (): void => scene.press({ title, payload: choicesPayload(question.question, [value]) });
        return html`<button type="button" class="choice" part="choice" @click=${press}>${title}</button>`;
      })}
    </div>`;
  }

  private several(): TemplateResult {
    const { t } = this.scene;
    return html`<fieldset class="several">
        <legend>${t.chooseSeveral}</legend>
        <div class="chips">
          ${this.question.options.map(({ value, title }) =>
            chip(title, nothing, this.chosen.includes(value), () => this.toggle(value)),
          )}
        </div>
      </fieldset>
      ${done(t, this.isMissing, () => this.confirm())}`;
  }
}

define("backtalk-choice", MultiChoice);
