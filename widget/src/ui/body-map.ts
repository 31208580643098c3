/** Where does it hurt: checkboxes by area and side, and a drawing that switches the same choices. */

import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { BOT_LANGUAGE, choicesPayload, type BodyMapPart } from "../core/contract.js";
import { areasOf, switched, type Area } from "./areas.js";
import { figures } from "./body-figure.js";
import { chip, done } from "./chip.js";
import { define, Part, type Scene } from "./scene.js";

class BodyMap extends Part {
  static override properties = {
    question: { attribute: false },
    scene: { attribute: false },
    chosen: { state: true },
    isMissing: { state: true },
  };
  question!: BodyMapPart;
  scene!: Scene;
  private areas: readonly Area[] = [];
  private chosen: readonly string[] = [];
  private isMissing = false;

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has("question") || this.areas.length > 0) return;
    this.areas = areasOf(this.question.options);
    const offered = new Set(this.question.options.map(({ value }) => value));
    this.chosen = this.question.chosen.filter((value) => offered.has(value));
  }

  private toggle(value: string): void {
    this.chosen = switched(this.chosen, value);
    this.isMissing = false;
  }

  /** The options that are chosen, in the order in which they are offered. */
  private get picked() {
    return this.question.options.filter(({ value }) => this.chosen.includes(value));
  }

  private confirm(): void {
    const { question, scene, picked } = this;
    this.isMissing = picked.length === 0;
    if (this.isMissing) return scene.announce(scene.t.chooseFirst);
    scene.press({
      title: picked.map(({ title }) => title).join(", "),
      payload: choicesPayload(question.question, picked.map(({ value }) => value)),
    });
  }

  protected override render(): TemplateResult {
    const { t } = this.scene;
    const sided = this.areas.filter(({ sides }) => sides.length > 0);
    const others = this.areas.filter(({ sides }) => sides.length === 0);
    const picked = this.picked.map(({ title }) => title).join(", ");
    return html`
      <fieldset class="areas">
        <legend>${t.map.hint}</legend>
        ${figures(t, this.areas, this.chosen, (value) => this.toggle(value))}
        ${sided.map((area) => this.sides(area))}
        ${others.length === 0
          ? nothing
          : html`<div class="area" role="group" aria-label=${t.map.others}>
              <div class="chips">${others.map(({ value, title }) => this.choice(value, title, nothing))}</div>
            </div>`}
      </fieldset>
      <p class="picked">${picked ? t.chosen(picked) : t.noneChosen}</p>
      ${done(t, this.isMissing, () => this.confirm())}
    `;
  }

  private sides({ value, title, sides }: Area): TemplateResult {
    const { map } = this.scene.t;
    const name = `area-${value}`;
    return html`<div class="area" role="group" aria-labelledby=${name}>
      <span class="area-name" id=${name} lang=${BOT_LANGUAGE}>${title}</span>
      <div class="chips">
        ${sides.map((side) => this.choice(side, side.endsWith("left") ? map.left : map.right, nothing))}
        ${this.choice(value, map.sideUnknown, map.sideUnknownMore)}
      </div>
    </div>`;
  }

  private choice(value: string, words: string, more: string | typeof nothing): TemplateResult {
    return chip(words, more, this.chosen.includes(value), () => this.toggle(value));
  }
}

define("backtalk-body-map", BodyMap);
