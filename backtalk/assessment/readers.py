"""What typed words answer to each question of the self-assessment."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from backtalk.assessment.answers import (
    ACCEPTED,
    AREAS,
    ASK_DOCTOR,
    CHECK,
    CONSENT,
    DURATION,
    HELPED,
    KNOT,
    LIMITS,
    NO,
    NONE,
    NOT_SURE,
    REFUSED,
    SEEN_DOCTOR,
    SEVERITY,
    SIDE,
    SIGNS,
    TREATMENTS,
    YES,
    parts_said,
)
from backtalk.assessment.frames import Frame, merge
from backtalk.assessment.meaning import (
    AGREED,
    CHANGE,
    EXPLAIN,
    GO_ON,
    MORE,
    SOMEWHAT,
    Meaning,
)
from backtalk.assessment.phrases import begins, hard_moves, has, side_in
from backtalk.assessment.pressed import SCALE, effects, on_side
from backtalk.assessment.steps import areas_to_ask, treatments_to_ask
from backtalk.assessment.typed import ALL, SOME, Typed, beside, named_step, own_words

_OTHER = "other"
_FEW = 5
"""Words: in a longer message "good" or "fine" is said of something else."""
_LONGEST_DURATION = 25
"""Words: in a longer message "ago" or "since" may be part of a story."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_SMALL_TALK = frozenset({YES, NO, NONE, AGREED, SOMEWHAT, GO_ON})
_PLACES = {"first": 0, "second": 1, "third": 2, "last": -1}


def typed_answer(said: Typed) -> Meaning | None:
    """Return the answer to ``said.asked``, with what else is told; None if there is none."""
    answer = _READERS[said.asked](said)
    if answer is not None:
        return answer
    if said.opening == NOT_SURE and said.asked not in {CONSENT, CHECK}:
        return _value(said, NOT_SURE)
    if said.move in _SMALL_TALK and said.heard.frame.is_empty:
        return Meaning(EXPLAIN, step=said.asked)
    return None


def _value(said: Typed, value: str) -> Meaning:
    words = None if said.move or said.value else own_words(said)
    # What is told of a warning sign is none of it of the pain: "cancer, ten years ago".
    frame = Frame() if said.asked == SIGNS else beside(said)
    return Meaning(value, said.asked, frame, words)


def _told(said: Typed, frame: Frame) -> Meaning:
    return Meaning(YES, said.asked, frame, own_words(said))


def _agrees(said: Typed) -> bool:
    """Return whether a message says yes: "yes, ...", "sounds good to me", "I would, yes"."""
    if said.opening in {YES, AGREED}:
        return True
    is_short = len(said.text.split()) <= _FEW
    last = said.text.rpartition(" ")[2]
    return is_short and (
        begins(said.text, said.words.moves[AGREED]) or has(last, said.words.cues["opens_yes"])
    )


def _consent(said: Typed) -> Meaning | None:
    # Only plain words count here: what looks like a yes to a classifier is no consent.
    if said.move in {YES, AGREED}:
        return Meaning(MORE, step=CONSENT) if said.is_hedged else _value(said, ACCEPTED)
    if said.value == REFUSED or said.move in {NO, NONE}:
        return _value(said, REFUSED)
    if _agrees(said):
        is_plain = not said.is_hedged and (said.opening == AGREED or not said.is_negative)
        return _value(said, ACCEPTED) if is_plain else Meaning(MORE, step=CONSENT)
    if said.opening == NO and said.heard.frame.is_empty and not said.is_hedged:
        return _value(said, REFUSED)
    return Meaning(MORE, step=CONSENT) if said.opening == NOT_SURE else None


def _signs(said: Typed) -> Meaning | None:
    # "None" must be the whole message: what stands beside it may be the sign.
    if said.value == NONE or said.move in {NO, NONE}:
        return _value(said, NONE)
    is_yes = said.opening == YES and not has(said.text, said.words.moves[NONE])
    if is_yes or said.move in {YES, SOMEWHAT} or said.inside == SOME:
        return _value(said, SOME)
    return None


def _areas(said: Typed) -> Meaning | None:
    frame = said.heard.frame
    if AREAS in parts_said(frame):
        return _told(said, frame)
    if said.value:
        return _told(said, replace(frame, areas_present=(said.value,)))
    return _value(said, NONE) if said.move in {NO, NONE} else None


def _side(said: Typed) -> Meaning | None:
    frame = said.heard.frame
    if frame.sides:
        return _told(said, frame)
    side = said.value or side_in(said.heard.text, said.words)
    hurts = said.assessment.frame.areas_present
    named = tuple(area for area in frame.areas_present if area in hurts)
    areas = named or areas_to_ask(said.assessment)
    if side is None or not areas:
        return None
    # A place that is new, and of which no side was heard, is misread: "the left hand side".
    return _told(said, replace(frame, areas_present=(), sides=on_side(areas, side).sides))


def _yes_or_no(said: Typed) -> Meaning | None:
    if said.move in {YES, SOMEWHAT}:
        return _value(said, YES)
    if said.move in {NO, NONE}:
        return _value(said, NO)
    answer = said.opening or said.inside
    return _value(said, answer) if answer in {YES, NO, NOT_SURE} else None


def _seen_doctor(said: Typed) -> Meaning | None:
    """Read it as a yes or no; "yes, I have an appointment" is a no, "seeing her again" is none."""
    cues = said.words.cues
    has_seen = has(said.text, cues["past"]) and not said.is_negative
    is_to_come = has(said.text, cues["booked"]) or (
        has(said.text, cues["planned"]) and said.opening != YES
    )
    if is_to_come:
        return _value(said, YES if has_seen else NO)
    return _yes_or_no(said)


def _limits(said: Typed) -> Meaning | None:
    value = hard_moves(said.heard.text, said.words)
    if value:
        return _value(said, value)
    if said.move in {YES, SOMEWHAT} or said.opening == YES:
        return _value(said, "both")
    # "No problem bending" begins like consent.
    is_no = said.move in {NO, NONE} or said.opening in {NO, AGREED}
    return _value(said, NO) if is_no else None


def _severity(said: Typed) -> Meaning | None:
    frame = said.heard.frame
    if frame.severity is not None:
        return _told(said, frame)
    number = said.value or (said.text if said.text in SCALE else None)
    return _told(said, replace(frame, severity=int(number))) if number else None


def _duration(said: Typed) -> Meaning | None:
    frame = said.heard.frame
    if frame.duration_text is not None:
        return _told(said, frame)
    is_time = has(said.text, said.words.cues["times"]) or _YEAR.fullmatch(said.text)
    if is_time and said.move in {None, SOMEWHAT} and len(said.text.split()) <= _LONGEST_DURATION:
        return _told(said, replace(frame, duration_text=" ".join(said.heard.text.split())))
    return None


def _treatments(said: Typed) -> Meaning | None:
    frame = beside(said)
    if TREATMENTS in parts_said(frame):
        return _told(said, frame)
    if said.value == _OTHER:
        frame = replace(frame, treatments_had=(_OTHER,))
        return Meaning(YES, TREATMENTS, frame, said.heard.text)
    is_none = said.value == NONE or said.move in {NO, NONE} or said.inside == NONE
    if is_none or (said.opening == NO and not said.is_hedged):
        return _value(said, NONE)
    return None


def _helped(said: Typed) -> Meaning | None:
    """Read which helped: "massage", "not the heat", "only ice", "all but ice", "none"."""
    frame, had = beside(said), said.assessment.frame.treatments_had
    bad = {name for name in frame.treatments_denied if name in had}
    named = {*frame.treatments_had, *_by_place(said)}
    frame = replace(
        frame,
        treatments_had=tuple(name for name in frame.treatments_had if name not in had),
        treatments_denied=tuple(name for name in frame.treatments_denied if name not in bad),
    )
    told = {**dict.fromkeys(bad, "no_help"), **dict(frame.effects)}
    if not frame.effects:
        told = _effects_told(said, named, bad)
    return _told(said, replace(frame, effects=tuple(told.items()))) if told else None


def _effects_told(said: Typed, named: set[str], bad: set[str]) -> dict[str, str]:
    """Return what the treatments ``named``, those in ``bad`` and those asked about did."""
    listed = treatments_to_ask(said.assessment)
    is_no = said.move in {NO, NONE} or said.inside == NO or said.opening == NO
    is_but = has(said.text, said.words.cues["except"])
    if has(said.text, said.words.inside[HELPED][ALL]) and is_but and named | bad:
        return {name: "no_help" if name in named | bad else "helped" for name in listed}
    if named and (is_no or said.is_negative) and not is_but and not bad:
        # "Massage no" is of the massage alone; of two that are named it may be of either.
        return dict.fromkeys(named, "no_help") if len(named) == 1 else {}
    if named:
        about = {*named, *bad, *(listed if named & {*listed} else ())}
        return {name: "helped" if name in named else "no_help" for name in about}
    if bad:
        return dict.fromkeys(bad, "no_help")
    if is_no:
        return dict(effects(listed, ()).effects)
    if said.move in {YES, SOMEWHAT} or said.opening == YES or _is_of_all(said, listed):
        return dict(effects(listed, listed).effects)
    return {}


def _by_place(said: Typed) -> set[str]:
    """Return the treatments that are named by their place in the list: "the first one"."""
    listed = treatments_to_ask(said.assessment)
    places = said.words.inside[HELPED]
    named = [at for place, at in _PLACES.items() if has(said.text, places[place])]
    return {listed[at] for at in named if at < len(listed)} if listed else set()


def _is_of_all(said: Typed, listed: Sequence[str]) -> bool:
    """Return whether "it helped" is said of all; in many words it may be of one not recognised."""
    is_plain = len(listed) == 1 or len(said.text.split()) < _FEW
    return said.inside == ALL or (said.inside == YES and is_plain)


def _check(said: Typed) -> Meaning | None:
    frame, before = said.heard.frame, said.assessment.frame
    if merge(before, frame) != before:
        return None
    wants_change = has(said.text, said.words.moves[CHANGE])
    if said.value == YES or said.move in {YES, AGREED, GO_ON}:
        return Meaning(YES, step=CHECK)
    is_plain = not (said.is_hedged or said.is_negative or wants_change)
    if _agrees(said) and is_plain:
        return Meaning(YES, step=CHECK)
    if said.move in {NO, NONE}:
        return Meaning(CHANGE)
    areas = areas_to_ask(said.assessment)
    side = side_in(said.heard.text, said.words) if len(said.text.split()) <= _FEW else None
    if side and areas and frame.is_empty:
        return Meaning(None, None, on_side(areas, side))
    # "The knot", "remove the massage": which answer, but not what it should be.
    is_wrong = said.opening == NO or has(said.text, said.words.cues["wrong"])
    told = parts_said(frame) if is_wrong else ()
    named = named_step(said) or next(iter(told), None)
    return Meaning(CHANGE, step=named) if named or is_wrong else None


_READERS: Mapping[str, Callable[[Typed], Meaning | None]] = {
    CONSENT: _consent,
    SIGNS: _signs,
    AREAS: _areas,
    SIDE: _side,
    KNOT: _yes_or_no,
    LIMITS: _limits,
    SEVERITY: _severity,
    DURATION: _duration,
    TREATMENTS: _treatments,
    HELPED: _helped,
    SEEN_DOCTOR: _seen_doctor,
    ASK_DOCTOR: lambda said: None,
    CHECK: _check,
}
