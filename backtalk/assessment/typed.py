"""A typed message beside the question that waits, and what it tells besides the answer."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from backtalk.assessment.answers import (
    ASK_DOCTOR,
    DURATION,
    HELPED,
    KNOT,
    LIMITS,
    SEEN_DOCTOR,
    SEVERITY,
    STEPS,
    TREATMENTS,
    YES,
    Assessment,
)
from backtalk.assessment.frames import Frame
from backtalk.assessment.meaning import AnswerWords, Heard
from backtalk.assessment.phrases import has, inside, longest

ALL, SOME = "all", "some"
_POSITIVE = frozenset({YES, SOME, ALL})
_LITTLE = 2
"""Words: a message of no more says no more than the answer that was read from it."""
_COUNTS = 4
"""A rating below it that is written as a word may be no rating: "I feel one"."""
_DIGIT = re.compile(r"\d")
_NOT_OF_THE_PAIN = frozenset({KNOT, LIMITS, TREATMENTS, HELPED, SEEN_DOCTOR})
"""Questions whose answers name places and times that are not those of the pain."""
_HAVE_OTHER_TIMES = frozenset({TREATMENTS, HELPED, SEEN_DOCTOR})


@dataclass(frozen=True)
class Typed:
    """A typed message beside the question that waits.

    Attributes:
        heard: the message.
        asked: the question.
        assessment: the answers so far.
        words: content/lexicon/answers.yml.
        text: the message, folded.
        value: what the whole message is at this very question, e.g. low_back for "back".
        move: what the whole message is at any question: yes, no, back...
        opening: yes, no, agreed or not_sure, if the message begins with that.
        is_question: whether it has the form of a question.
    """

    heard: Heard
    asked: str
    assessment: Assessment
    words: AnswerWords
    text: str
    value: str | None
    move: str | None
    opening: str | None
    is_question: bool

    @property
    def is_negative(self) -> bool:
        """Return whether it denies something: "not the massage"."""
        return has(self.text, self.words.cues["not"])

    @property
    def is_hedged(self) -> bool:
        """Return whether a yes or no in it has a condition: "yes, but ..."."""
        return "?" in self.heard.text or has(self.text, self.words.cues["hedges"])

    @property
    def inside(self) -> str | None:
        """Return the value of this question that stands in it; yes only if nothing is denied."""
        found = inside(self.text, self.words.inside.get(self.asked, {}))
        return None if found in _POSITIVE and self.is_negative else found


def own_words(said: Typed) -> str | None:
    """Return the message if it says more than the answer: the doctor may want the words."""
    return said.heard.text if len(said.text.split()) > _LITTLE else None


def beside(said: Typed) -> Frame:
    """Return what the message tells besides its answer, less what is not of the pain.

    "Yes, three weeks ago" to "have you seen a doctor?" is not how long it has hurt, "no lump in
    my back" does not say that the back is well, and "I feel one" is no rating. "Actually" makes
    it a correction again.
    """
    frame, before = said.heard.frame, said.assessment
    if said.asked not in _NOT_OF_THE_PAIN or has(said.text, said.words.cues["corrections"]):
        return frame
    frame = replace(frame, areas_denied=())
    if said.asked in _HAVE_OTHER_TIMES and before.value(DURATION) is not None:
        frame = replace(frame, duration_text=None)
    is_change = said.asked == HELPED and before.value(SEVERITY) is not None
    is_count = (frame.severity or _COUNTS) < _COUNTS and not _DIGIT.search(said.text)
    if is_change or is_count:
        frame = replace(frame, severity=None, severity_said=None)
    return frame


def named_step(said: Typed) -> str | None:
    """Return the step that is named, by the longest name; "question" alone says the least."""
    names = {step: longest(said.text, said.words.steps.get(step, ())) for step in STEPS}
    named = [step for step in STEPS if names[step]]
    return min(named, key=lambda step: (step == ASK_DOCTOR, -len(names[step])), default=None)
