"""A message to the self-assessment and what it means, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from backtalk.assessment.frames import Frame

BACK, STOP, WHY, CHANGE, MORE, TROUBLE = "back", "stop", "why", "change", "more", "trouble"
AGREED, SOMEWHAT, GO_ON = "agreed", "somewhat", "go_on"
"""A yes to an offer, a weak yes, and "go on": what they answer depends on the question."""
TAKEN_BACK = "taken_back"
"""The person would rather not say, and takes back what they said of it."""
EXPLAIN = "explain"
"""It is an answer, but not one that this question takes: "yes" to "where does it hurt?"."""


@dataclass(frozen=True)
class AnswerWords:
    """The words of content/lexicon/answers.yml.

    Attributes:
        moves: phrases that are a whole message, at any question: yes, no, not_sure, back...
        steps: phrases that name a question: "severity": "how bad", "number".
        whole: by step and value, phrases that are a whole message at that question.
        inside: by step and value, phrases that answer that question anywhere in a message.
        cues: words that say how the words around them are meant.
        sides: phrases for left, right, both and middle.
    """

    moves: Mapping[str, tuple[str, ...]]
    steps: Mapping[str, tuple[str, ...]]
    whole: Mapping[str, Mapping[str, tuple[str, ...]]]
    inside: Mapping[str, Mapping[str, tuple[str, ...]]]
    cues: Mapping[str, tuple[str, ...]]
    sides: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Heard:
    """One message.

    Attributes:
        text: the words; the title of a button where one was pressed.
        intent: what the message was taken for.
        frame: what it says of the pain.
        question: for a press, the step whose button it was.
        values: for a press, the value or values of the button.
    """

    text: str
    intent: str | None = None
    frame: Frame = field(default_factory=Frame)
    question: str | None = None
    values: tuple[str, ...] = ()

    @property
    def is_press(self) -> bool:
        """Return whether a button of a question was pressed."""
        return self.question is not None


@dataclass(frozen=True)
class Meaning:
    """What a message means.

    Attributes:
        move: a step's value (``step`` is settled with it), one of back, stop, why, change, more,
            trouble, taken_back, explain, or None: it is no answer at all.
        step: the step that it is about.
        frame: what it says of the pain, to be merged.
        words: what the person said, where it was typed and says more than the value.
        question: a question for the doctor.
        is_elsewhere: it is something that another rule of the bot answers.
    """

    move: str | None = None
    step: str | None = None
    frame: Frame = field(default_factory=Frame)
    words: str | None = None
    question: str | None = None
    is_elsewhere: bool = False
