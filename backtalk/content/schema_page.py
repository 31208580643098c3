"""What the files of content/page must look like, as JSON Schema."""

from __future__ import annotations

from typing import Any

from backtalk.assessment import answers, frames
from backtalk.content.schema_parts import object_of as _object

_PLAIN = {"type": "string", "minLength": 1, "pattern": r"^[^{}]*$"}
"""Words that nothing is filled into."""
_PAGE_STEPS = tuple(step for step in answers.STEPS if step != answers.CHECK)


def _filled(*names: str) -> dict[str, Any]:
    """Return the schema of words that hold each of ``names`` in braces, and no other braces."""
    wanted = "".join(rf"(?=.*\{{{name}\}})" for name in names)
    return {"type": "string", "pattern": rf"^{wanted}(?:[^{{}}]|\{{(?:{'|'.join(names)})\}})*$"}


def _plain(*keys: str) -> dict[str, Any]:
    return _object(dict.fromkeys(keys, _PLAIN))


PAGE = _object(
    {
        "lang": {"type": "string", "pattern": r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$"},
        "title": _PLAIN,
        "made_on": _filled("date"),
        "date": _filled("day", "month", "year"),
        "months": {"type": "array", "items": _PLAIN, "minItems": 12, "maxItems": 12},
        "notice": _PLAIN,
        "headings": _plain(
            "areas",
            "pain",
            "treatments",
            "signs",
            "seen_doctor",
            "words",
            "unsure",
            "questions",
        ),
        "steps": _plain(*_PAGE_STEPS),
        "labels": _plain("not_in", "not_tried"),
        "areas": _plain(*frames.AREAS),
        "treatments": _plain(*frames.TREATMENTS),
        "sides": _plain(*frames.SIDES),
        "effects": _plain(*frames.EFFECTS),
        "knot": _plain("yes", "no", "not_sure"),
        "limits": _plain("bending", "turning", "both", "no", "not_sure"),
        "seen_doctor": _plain("yes", "no", "not_sure"),
        "signs": _plain(*answers.VALUES[answers.SIGNS]),
        "asked_signs": {"type": "array", "items": _PLAIN, "minItems": 1},
        "patterns": _object(
            {
                "place": _filled("area", "side"),
                "severity": _filled("number"),
                "quote": _filled("words"),
                "source": _filled("title", "publisher", "updated", "url"),
                "version": _filled("version"),
                "page": _filled("number", "total"),
                "mark": _filled("number", "place"),
                "not_drawn": _filled("places"),
            }
        ),
        "notes": _plain(
            "not_said",
            "not_known",
            "side_not_said",
            "effect_not_said",
            "no_place",
            "no_treatment",
            "signs_not_asked",
            "no_words",
            "nothing_unsure",
            "no_question",
            "scale",
            "what_it_is_not",
            "left_out",
        ),
        "map": _plain(
            "title",
            "front",
            "back",
            "left",
            "right",
            "sides",
            "numbers",
            "dashed",
            "unmarked",
        ),
    }
)

_XY = r" -?\d+(?:\.\d+)?,-?\d+(?:\.\d+)?"
_PATH = {"type": "string", "pattern": rf"^M{_XY}(?: L{_XY}| C{_XY}{_XY}{_XY})+(?: Z)?$"}
"""Of SVG's paths only what a mirror image is easily made of."""
_POINT = {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}
_SHAPE = _object({"path": _PATH, "number": _POINT})
_SHAPES = {**_object({}, {"half": _SHAPE, "middle": _SHAPE}), "minProperties": 1}
_PATHS = {"type": "array", "items": _PATH}
_LENGTH = {"type": "number", "minimum": 1}
_VIEWS = ("front", "back")

BODY_MAP = _object(
    {
        "size": _object(dict.fromkeys(("width", "height"), _LENGTH)),
        "skin": _PATH,
        "outline": {**_PATHS, "minItems": 1},
        "details": _object(dict.fromkeys(_VIEWS, _PATHS)),
        "regions": _object(
            {
                area: {**_object({}, dict.fromkeys(_VIEWS, _SHAPES)), "minProperties": 1}
                for area in frames.AREAS
                if area != "other"
            }
        ),
    }
)
