"""What the files that the self-assessment goes by must look like, as JSON Schema."""

from __future__ import annotations

from typing import Any

from backtalk.assessment import answers, frames
from backtalk.content.schema import EVIDENCE
from backtalk.content.schema_parts import TEXT as _TEXT
from backtalk.content.schema_parts import WORDS as _WORDS
from backtalk.content.schema_parts import object_of as _object

_MOVES = (
    *("yes", "no", "none", "not_sure", "skipped", "back", "stop", "why", "change", "more"),
    *("agreed", "somewhat", "go_on", "refuse", "taken_back"),
)
_CUES = (
    *("opens_yes", "opens_no", "opens_agreed", "opens_not_sure", "fillers", "questions"),
    *(
        "corrections",
        "wrong",
        "hedges",
        "not",
        "except",
        "hard",
        "easy",
        "booked",
        "planned",
        "past",
    ),
    *("times", "no_side"),
)


def _phrases(**steps: tuple[str, ...]) -> dict[str, Any]:
    """Return the schema of phrases by step and value."""
    return _object({step: _object(dict.fromkeys(keys, _WORDS)) for step, keys in steps.items()})


ANSWERS = _object(
    {
        "moves": _object(dict.fromkeys(_MOVES, _WORDS)),
        "steps": {
            "type": "object",
            "propertyNames": {"enum": list(answers.STEPS)},
            "additionalProperties": _WORDS,
        },
        "whole": _phrases(
            consent=("refused",),
            signs=("none",),
            areas=("low_back",),
            side=("both", "middle"),
            severity=("0", "10"),
            treatments=("none", "other"),
            ask_doctor=("none",),
            check=("yes",),
        ),
        "inside": _phrases(
            signs=("some",),
            knot=("no", "not_sure", "yes"),
            limits=("both", "bending", "turning"),
            treatments=("none",),
            helped=("no", "all", "yes", "first", "second", "third", "last"),
            seen_doctor=("no", "yes"),
        ),
        "cues": _object(dict.fromkeys(_CUES, _WORDS)),
    }
)
_SECTION_OF = {"type": "object", "additionalProperties": _TEXT}
RESULT = _object(
    {
        "covered": _object(dict.fromkeys(("areas", "treatments", "answers"), _SECTION_OF)),
        "points": {
            "type": "array",
            "minItems": 1,
            "items": _object(
                {"text": _TEXT, "sections": _WORDS, "evidence": {"enum": list(EVIDENCE)}},
                {
                    "areas": {"type": "array", "items": {"enum": list(frames.AREAS)}},
                    "treatments": {"type": "array", "items": {"enum": list(frames.TREATMENTS)}},
                },
            ),
        },
        "questions": {
            "type": "array",
            "minItems": 1,
            "items": _object({"text": _TEXT, "section": _TEXT}),
        },
    }
)
