"""What a self-assessment holds so far, as data. Deciding what comes next is in steps.py."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from backtalk.assessment.frames import Frame, merge

CONSENT = "consent"
SIGNS = "signs"
AREAS = "areas"
SIDE = "side"
KNOT = "knot"
LIMITS = "limits"
SEVERITY = "severity"
DURATION = "duration"
TREATMENTS = "treatments"
HELPED = "helped"
SEEN_DOCTOR = "seen_doctor"
ASK_DOCTOR = "ask_doctor"
CHECK = "check"
STEPS = (
    CONSENT,
    SIGNS,
    AREAS,
    SIDE,
    KNOT,
    LIMITS,
    SEVERITY,
    DURATION,
    TREATMENTS,
    HELPED,
    SEEN_DOCTOR,
    ASK_DOCTOR,
    CHECK,
)
"""Every question, in the order in which it is asked."""

YES, NO, NOT_SURE, SKIPPED, NONE = "yes", "no", "not_sure", "skipped", "none"
ACCEPTED, REFUSED = "accepted", "refused"

VALUES: Mapping[str, tuple[str, ...]] = {
    CONSENT: (ACCEPTED, REFUSED),
    SIGNS: (NONE, "some", NOT_SURE),
    KNOT: (YES, NO, NOT_SURE, SKIPPED),
    LIMITS: ("bending", "turning", "both", NO, NOT_SURE, SKIPPED),
    SEEN_DOCTOR: (YES, NO, NOT_SURE, SKIPPED),
}
"""What a question that is not part of the frame can be answered with."""
OPEN = (AREAS, SIDE, SEVERITY, DURATION, TREATMENTS, HELPED, ASK_DOCTOR)
"""Questions whose answer stands elsewhere; here only that nothing more is to be asked."""
MAY_BE_NONE = (AREAS, TREATMENTS, HELPED, ASK_DOCTOR)
"""Those of ``OPEN`` that "none" is an answer to."""
_NOT_KEPT = {SIGNS: "some"}
"""A ticked warning sign ends the questions, so no record holds it."""
_MOST_WORDS = 600
"""Characters of the person's own words for one step, when later messages add to it."""


@dataclass(frozen=True)
class Assessment:
    """One self-assessment, at any point of it.

    Attributes:
        frame: areas, treatments and what they did, severity, duration.
        settled: (step, value) pairs, in the order of ``STEPS``; the values are ``VALUES``, for the
            steps of ``OPEN`` yes, none, not_sure or skipped.
        words: (step, the person's own words for it) pairs, in the order of ``STEPS``.
        questions: what the person wants to ask the doctor, in their words.
        asked: the step that waits for an answer, or None.
        trail: the steps that were asked, in the order of asking, each once.
        failures: answers to ``asked`` in a row that were not understood.
        reviewing: whether "check your answers" was reached, so that a change leads back there.
    """

    frame: Frame = field(default_factory=Frame)
    settled: tuple[tuple[str, str], ...] = ()
    words: tuple[tuple[str, str], ...] = ()
    questions: tuple[str, ...] = ()
    asked: str | None = None
    trail: tuple[str, ...] = ()
    failures: int = 0
    reviewing: bool = False

    def value(self, step: str) -> str | None:
        """Return what ``step`` was settled with, or None."""
        return dict(self.settled).get(step)

    def said(self, step: str) -> str | None:
        """Return the person's own words for ``step``, or None."""
        return dict(self.words).get(step)

    @property
    def has_consent(self) -> bool:
        """Return whether the person allowed that answers are kept."""
        return self.value(CONSENT) == ACCEPTED

    @property
    def holds_answers(self) -> bool:
        """Return whether anything beyond consent was said."""
        return not self.frame.is_empty or any(step != CONSENT for step, _ in self.settled)

    @property
    def is_done(self) -> bool:
        """Return whether the person has confirmed the answers."""
        return self.value(CHECK) is not None

    def has_answer(self, step: str) -> bool:
        """Return whether ``step`` was answered: neither skipped nor left as not known."""
        return self.value(step) not in {None, NOT_SURE, SKIPPED}

    def settle(self, step: str, value: str, words: str | None = None) -> Assessment:
        """Return a copy in which ``step`` is settled with ``value``; the last word counts."""
        return replace(
            self,
            settled=_in_order({**dict(self.settled), step: value}),
            words=self._with_words(step, words),
        )

    def unsettle(self, *steps: str) -> Assessment:
        """Return a copy in which ``steps`` are open again; frames are left alone."""
        return replace(
            self,
            settled=tuple(pair for pair in self.settled if pair[0] not in steps),
            words=tuple(pair for pair in self.words if pair[0] not in steps),
        )

    def hear(self, frame: Frame, words: str | None = None) -> Assessment:
        """Return a copy with what one message says of the pain; its words go to each part said.

        A part that was skipped or not known is answered after all.
        """
        after = replace(self, frame=merge(self.frame, frame))
        for step in parts_said(frame):
            after = after.settle(step, YES, self._words_with(step, after.frame, words))
        return after._without_subjectless(self)

    def _without_subjectless(self, before: Assessment) -> Assessment:
        """Return a copy that holds no answer on the side, the places or the effects of nothing."""
        after, frame = self, self.frame
        for step, told in ((AREAS, frame.areas_present), (TREATMENTS, frame.treatments_had)):
            value = before.value(step)
            if not told and value in {NONE, NOT_SURE, SKIPPED} and after.value(step) == YES:
                after = after.settle(step, str(value), before.said(step))
        if not frame.areas_present:
            # "Not the groin" does not say where it hurts.
            after = after.unsettle(SIDE, *((AREAS,) if after.value(AREAS) == YES else ()))
        if not frame.sides and after.value(SIDE) == YES:
            after = after.unsettle(SIDE)
        if not frame.treatments_had or (not frame.effects and after.has_answer(HELPED)):
            after = after.unsettle(HELPED)
        return after

    def _words_with(self, step: str, frame: Frame, words: str | None) -> str | None:
        """Return the words to keep for ``step``: the last ones, after those that still hold."""
        before = self.said(step)
        if before is None or not _said_of(step, self.frame) <= _said_of(step, frame):
            return words
        clean = " ".join((words or "").split())
        if not clean or clean in before:
            return before
        return joined if len(joined := f"{before}; {clean}") <= _MOST_WORDS else clean

    def clear(self, step: str) -> Assessment:
        """Return a copy whose frame says nothing of ``step``: it is not known after all.

        What does not hurt and what was not tried stay: they were said, and still hold.
        """
        empty = Frame()
        parts: Mapping[str, tuple[str, ...]] = {
            AREAS: ("areas_present", "sides"),
            SIDE: ("sides",),
            SEVERITY: ("severity", "severity_said"),
            DURATION: ("duration_text",),
            TREATMENTS: ("treatments_had", "effects"),
            HELPED: ("effects",),
        }
        kept = {name: getattr(empty, name) for name in parts.get(step, ())}
        questions = () if step == ASK_DOCTOR else self.questions
        after = replace(self, frame=replace(self.frame, **kept), questions=questions)
        return after.unsettle(step)._without_subjectless(self)

    def _with_words(self, step: str, words: str | None) -> tuple[tuple[str, str], ...]:
        kept = dict(self.words)
        kept.pop(step, None)
        if words and words.strip():
            kept[step] = " ".join(words.split())
        return _in_order(kept)

    def as_dict(self) -> dict[str, Any]:
        """Return the assessment as JSON values."""
        return {
            "frame": self.frame.as_dict(),
            "settled": dict(self.settled),
            "words": dict(self.words),
            "questions": list(self.questions),
            "asked": self.asked,
            "trail": list(self.trail),
            "failures": self.failures,
            "reviewing": self.reviewing,
        }

    @classmethod
    def from_dict(cls, value: Mapping[str, Any] | None) -> Assessment:
        """Read what ``as_dict`` wrote; unknown values are dropped, so old records stay readable."""
        if not isinstance(value, Mapping):
            return cls()
        settled, words = _mapping(value, "settled"), _mapping(value, "words")
        failures = value.get("failures")
        asked = value.get("asked")
        return cls(
            frame=Frame.from_dict(value.get("frame")),
            settled=_in_order({s: v for s, v in settled.items() if v in _allowed(s)}),
            words=_in_order({s: w for s, w in words.items() if s in STEPS}),
            questions=_strings(value, "questions"),
            asked=asked if asked in STEPS else None,
            trail=tuple(dict.fromkeys(s for s in _strings(value, "trail") if s in STEPS)),
            failures=failures if type(failures) is int and failures >= 0 else 0,
            reviewing=value.get("reviewing") is True,
        )


def parts_said(frame: Frame) -> tuple[str, ...]:
    """Return the steps that ``frame`` says something of, in their order."""
    areas = bool(frame.areas_present or frame.areas_denied)
    said = {
        AREAS: areas,
        SIDE: bool(frame.sides),
        SEVERITY: frame.severity is not None,
        DURATION: frame.duration_text is not None,
        TREATMENTS: bool(frame.treatments_had or frame.treatments_denied),
        HELPED: bool(frame.effects),
    }
    return tuple(step for step in STEPS if said.get(step))


def _said_of(step: str, frame: Frame) -> set[object]:
    """Return what ``frame`` says of ``step``, to tell whether a later one takes any of it back."""
    told: Mapping[str, set[object]] = {
        AREAS: {*frame.areas_present, *frame.sides},
        SIDE: {*frame.sides},
        SEVERITY: {frame.severity},
        DURATION: {frame.duration_text},
        TREATMENTS: {*frame.treatments_had, *frame.effects},
        HELPED: {*frame.effects},
    }
    return told[step]


def _allowed(step: str) -> tuple[str, ...]:
    """Return what ``step`` can be settled with."""
    if step == CHECK:
        return (YES,)
    if step in OPEN:
        return (YES, NOT_SURE, SKIPPED, *((NONE,) if step in MAY_BE_NONE else ()))
    return tuple(v for v in VALUES.get(step, ()) if v != _NOT_KEPT.get(step))


def _in_order(pairs: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((step, pairs[step]) for step in STEPS if step in pairs)


def _mapping(value: Mapping[str, Any], key: str) -> dict[str, str]:
    found = value.get(key)
    pairs = found.items() if isinstance(found, Mapping) else ()
    return {k: v for k, v in pairs if isinstance(k, str) and isinstance(v, str)}


def _strings(value: Mapping[str, Any], key: str) -> tuple[str, ...]:
    found = value.get(key)
    items: Sequence[Any] = found if isinstance(found, (list, tuple)) else ()
    return tuple(item for item in items if isinstance(item, str))
