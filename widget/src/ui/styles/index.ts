/** All looks of the widget, for its one shadow tree. */

import { base } from "./base.js";
import { body } from "./body.js";
import { cards } from "./cards.js";
import { controls } from "./controls.js";
import { foot } from "./foot.js";
import { messages } from "./messages.js";
import { shell } from "./shell.js";
import { small } from "./small.js";

export const styles = [base, shell, foot, messages, controls, body, cards, small];
