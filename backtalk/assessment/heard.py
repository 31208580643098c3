"""What a message means to the question of the self-assessment that waits for an answer."""

from __future__ import annotations

import re

from backtalk.assessment.answers import (
    ASK_DOCTOR,
    CHECK,
    CONSENT,
    NO,
    NONE,
    NOT_SURE,
    REFUSED,
    SKIPPED,
    YES,
    Assessment,
    parts_said,
)
from backtalk.assessment.frames import Frame, merge
from backtalk.assessment.meaning import (
    AGREED,
    BACK,
    CHANGE,
    EXPLAIN,
    GO_ON,
    MORE,
    SOMEWHAT,
    STOP,
    TAKEN_BACK,
    WHY,
    AnswerWords,
    Heard,
    Meaning,
)
from backtalk.assessment.phrases import begins, folded, has, opening, side_in, whole
from backtalk.assessment.pressed import on_side, pressed
from backtalk.assessment.readers import typed_answer
from backtalk.assessment.steps import areas_to_ask
from backtalk.assessment.typed import Typed, beside, named_step, own_words

_REFUSE = "refuse"
_MOVES = (
    *(YES, NO, NONE, NOT_SURE, SKIPPED, TAKEN_BACK),
    *(BACK, STOP, WHY, MORE, _REFUSE, AGREED, GO_ON, SOMEWHAT),
)
_OPENERS = {YES: "opens_yes", NO: "opens_no", NOT_SURE: "opens_not_sure", AGREED: "opens_agreed"}
_SHORT = 9
"""Words: in a longer message "change" is part of something else."""
_FEW = 4
"""Words: a no in more words may well be a question for the doctor."""
_NO_OF_SOMETHING = re.compile(r"\W*\w+ \w")
"""A first word and then the next without a comma between."""
_MINE = frozenset(
    {
        *("report_symptoms", "inform_prior_treatments", "start_assessment", "affirm", "deny"),
        *("nlu_fallback", "out_of_scope", None),
    }
)
"""Intents under which a message is for the question that waits; all others have their rule."""
_POLITE = frozenset({"greet", "thank"})
"""Intents beside which something may be told: "hi, it's my hip"."""
_NEVER_FOR_THE_DOCTOR = frozenset(
    {
        *("delete_my_data", "restart", "show_my_data", "get_summary", "human_handoff"),
        *("bot_challenge", "help_capabilities", "greet", "thank", "goodbye"),
    }
)


def understand(heard: Heard, assessment: Assessment, words: AnswerWords) -> Meaning:
    """Return what ``heard`` means while ``assessment.asked`` waits for an answer."""
    if heard.is_press:
        return pressed(heard, assessment)
    said = _typed(heard, assessment, words)
    command = _command(said)
    if command is not None:
        return command
    if said.asked == ASK_DOCTOR:
        return _for_the_doctor(said)
    is_elsewhere = heard.intent not in _MINE
    if is_elsewhere and said.is_question:
        return Meaning(step=said.asked, is_elsewhere=True)
    answer = typed_answer(said)
    if answer is not None:
        return answer
    is_told = not is_elsewhere or heard.intent in _POLITE or said.asked == CHECK
    if is_told and not heard.frame.is_empty:
        return _facts(said)
    if not is_elsewhere and (sides := _other_side(said)):
        return Meaning(None, None, sides)
    return Meaning(step=said.asked, is_elsewhere=is_elsewhere)


def _typed(heard: Heard, assessment: Assessment, words: AnswerWords) -> Typed:
    text = folded(heard.text)
    asked = assessment.asked or CONSENT
    here = words.whole.get(asked, {})
    moves = {move: words.moves[move] for move in _MOVES}
    openers = {value: words.cues[cue] for value, cue in _OPENERS.items()}
    fillers = words.cues["fillers"]
    # A phrase as it stands goes before one with "please" cut off, and this question before all.
    value = whole(text, here, ())
    move = None if value else whole(text, moves, ())
    if not value and not move:
        value = whole(text, here, fillers)
        move = None if value else whole(text, moves, fillers)
    return Typed(
        heard=heard,
        asked=asked,
        assessment=assessment,
        words=words,
        text=text,
        value=value,
        move=move,
        opening=_opening(heard, text, asked, opening(text, openers, fillers), words),
        is_question="?" in heard.text or begins(text, words.cues["questions"]),
    )


def _opening(
    heard: Heard, text: str, asked: str, found: str | None, words: AnswerWords
) -> str | None:
    """Return what a message begins with; the "no" of "no physio, only ice" is no answer."""
    if found != NO or not _NO_OF_SOMETHING.match(heard.text):
        return found
    others = [names for step, names in words.steps.items() if step != asked]
    is_of_other = any(begins(text.partition(" ")[2], names) for names in others)
    is_denial = bool(heard.frame.areas_denied or heard.frame.treatments_denied)
    return None if is_denial or is_of_other else found


def _command(said: Typed) -> Meaning | None:
    """Return what the message asks of the questions themselves: to go back, why, to stop."""
    asked, move = said.asked, said.move
    if move == _REFUSE or (move == TAKEN_BACK and asked == CONSENT):
        return Meaning(REFUSED, step=CONSENT)
    if move in {BACK, STOP, WHY} or (move == MORE and asked == CONSENT):
        return Meaning(move, step=asked)
    if move in {SKIPPED, TAKEN_BACK}:
        return Meaning(move, step=asked)
    if move == NOT_SURE:
        instead = {CONSENT: MORE, CHECK: EXPLAIN}
        return Meaning(instead.get(asked, NOT_SURE), step=asked)
    if said.value:
        return None
    if begins(said.text, said.words.moves[CHANGE]) and len(said.text.split()) <= _SHORT:
        frame = said.heard.frame
        if _is_news(said):
            return _facts(said)
        told = parts_said(frame)
        return Meaning(CHANGE, step=named_step(said) or (told[0] if told else None))
    if asked not in {CONSENT, ASK_DOCTOR}:
        step = whole(said.text, said.words.steps, said.words.cues["fillers"])
        if step is not None and step != asked:
            return Meaning(CHANGE, step=step)
    return None


def _for_the_doctor(said: Typed) -> Meaning:
    """Return what an answer to "anything to ask your doctor?" means: mostly it is the question."""
    heard = said.heard
    is_short = len(said.text.split()) <= _FEW and not said.is_question
    if said.value == NONE or said.move in {NO, NONE, GO_ON}:
        return Meaning(NONE, step=ASK_DOCTOR)
    if heard.intent in _NEVER_FOR_THE_DOCTOR:
        return Meaning(step=ASK_DOCTOR, is_elsewhere=True)
    if heard.intent == "deny" and is_short:
        return Meaning(NONE, step=ASK_DOCTOR)
    if said.move in {YES, AGREED} or (heard.intent == "affirm" and is_short):
        return Meaning(EXPLAIN, step=ASK_DOCTOR)
    if heard.intent in _MINE and not said.is_question and _is_news(said):
        return _facts(said)
    if not any(character.isalpha() for character in said.text):
        return Meaning(step=ASK_DOCTOR)
    return Meaning(YES, step=ASK_DOCTOR, question=heard.text)


def _facts(said: Typed) -> Meaning:
    """Return what is told of the pain: an answer, if it is of what was asked."""
    frame = beside(said)
    step = said.asked if said.asked in parts_said(frame) else None
    return Meaning(YES if step else None, step, frame, own_words(said))


def _other_side(said: Typed) -> Frame | None:
    """Return what "actually it is the right side" tells, at whatever question."""
    side = side_in(said.heard.text, said.words)
    areas = areas_to_ask(said.assessment)
    is_correction = has(said.text, said.words.cues["corrections"])
    is_bare = said.heard.frame.is_empty and is_correction
    return on_side(areas, side) if side and areas and is_bare else None


def _is_news(said: Typed) -> bool:
    before = said.assessment.frame
    return merge(before, said.heard.frame) != before
