/**
 * The reply contract as the widget reads it: backtalk/channels/reply.schema.json and docs/web.md.
 * What the server sends is read by `parse.ts`, never trusted as it is.
 */

/** The language of content/, which the bot speaks whatever the buttons around it say. */
export const BOT_LANGUAGE = "en";

export type Kind =
  | "answer"
  | "question"
  | "summary"
  | "care_card"
  | "not_covered"
  | "smalltalk"
  | "notice"
  | "error";

/** A choice: `title` is shown, `payload` is sent back. */
export interface Button {
  readonly title: string;
  readonly payload: string;
}

/** One of several choices of a question; `value` goes into the payload. */
export interface Option {
  readonly value: string;
  readonly title: string;
}

export interface Source {
  readonly section: string;
  readonly url: string;
}

export type Evidence = "strong" | "moderate" | "low" | "none" | "n/a";
export type CareLevel = "emergency" | "urgent" | "crisis";

interface Part {
  readonly text: string;
}

interface QuestionPart extends Part {
  /** The step of the self-assessment, for example "areas". */
  readonly question: string;
  readonly progress: { readonly number: number; readonly total: number } | null;
}

export interface AnswerPart extends Part {
  readonly type: "answer";
  readonly sources: readonly Source[];
  readonly evidence: Evidence;
}

export interface CareCardPart extends Part {
  readonly type: "care_card";
  readonly level: CareLevel;
  readonly numbers: readonly { readonly label: string; readonly dial: string }[];
}

export interface ConsentPart extends QuestionPart {
  readonly type: "consent";
}

export interface ProgressPart extends QuestionPart {
  readonly type: "progress";
}

/** `options` hold each area ("hip") and, where it has sides, "hip:left" and "hip:right". */
export interface BodyMapPart extends QuestionPart {
  readonly type: "body_map";
  readonly options: readonly Option[];
  /** Areas that were chosen before. */
  readonly chosen: readonly string[];
}

export interface ScalePart extends QuestionPart {
  readonly type: "scale";
  readonly minimum: number;
  readonly maximum: number;
}

export interface ChoicePart extends QuestionPart {
  readonly type: "choice";
  readonly multiple: boolean;
  readonly options: readonly Option[];
}

export interface CheckAnswersPart extends QuestionPart {
  readonly type: "check_answers";
  readonly answers: readonly {
    readonly step: string;
    readonly label: string;
    readonly value: string;
  }[];
}

export interface SummaryPart extends Part {
  readonly type: "summary";
  readonly covered: readonly string[];
  readonly not_covered: readonly string[];
  readonly unsure: readonly string[];
  readonly points: readonly string[];
  readonly questions: readonly string[];
}

export type Custom =
  | AnswerPart
  | CareCardPart
  | ConsentPart
  | ProgressPart
  | BodyMapPart
  | ScalePart
  | ChoicePart
  | CheckAnswersPart
  | SummaryPart;

/** One bot message; `text` is complete in itself. */
export interface Reply {
  readonly text: string;
  readonly response: string | null;
  readonly kind: Kind;
  readonly buttons: readonly Button[];
  readonly custom: Custom | null;
}

/** What a person said and what the bot answered. */
export interface Turn {
  readonly id: string | null;
  readonly number: number;
  readonly text: string;
  readonly replies: readonly Reply[];
}

export interface Conversation {
  readonly turns: readonly Turn[];
  readonly last: number;
  readonly forgotten: boolean;
}

export interface Session extends Conversation {
  readonly token: string | null;
  readonly conversation: string;
  readonly welcome: Reply;
}

/** Returns the payload of several choices, of a rating, or of ["change", step], put together. */
export function choicesPayload(question: string, values: readonly string[]): string {
  return `/assessment_answer${JSON.stringify({ question, value: values })}`;
}
