/** What a person is told about a failure, in place of its technical name. */

import type { ConversationStrings } from "../strings/index.js";
import type { Notice } from "./chat.js";
import type { QueueState } from "./queue.js";
import type { Failure } from "./transport.js";

export function noticeOf(why: Failure, state: QueueState, id: string, texts: ConversationStrings): Notice {
  const retry = state === "failed" ? id : null;
  switch (why.kind) {
    case "refused":
      return { code: "refused", text: texts.refused, retry: null };
    case "too_large":
      return { code: "trouble", text: texts.tooLarge, retry: null };
    case "too_many":
      return { code: "too_many", text: retry ? texts.failed : texts.tooMany(why.after), retry };
    case "offline":
      if (state === "waiting") return { code: "offline", text: texts.offline, retry: null };
      return { code: "trouble", text: retry ? texts.failed : texts.tryingAgain, retry };
    case "trouble":
      return { code: "trouble", text: why.message ?? (retry ? texts.failed : texts.tryingAgain), retry };
    case "ended":
      return { code: "trouble", text: retry ? texts.failed : texts.tryingAgain, retry };
  }
}

/** What is told when the conversation could not begin. */
export function startNotice(why: Failure, isOnline: boolean, texts: ConversationStrings): Notice {
  if (why.kind === "offline" && !isOnline) return { code: "offline", text: texts.offline, retry: null };
  if (why.kind === "refused") return { code: "refused", text: texts.refused, retry: null };
  const message = why.kind === "trouble" ? why.message : null;
  return { code: "trouble", text: message ?? texts.notStarted, retry: null };
}
