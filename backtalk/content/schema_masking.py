"""What the files of masking must look like, as JSON Schema."""

from __future__ import annotations

from backtalk.content.schema_parts import TEXT as _TEXT
from backtalk.content.schema_parts import WORDS as _WORDS
from backtalk.content.schema_parts import object_of as _object
from backtalk.settings import COUNTRIES as COUNTRY_CODES

_MASKED = {"masks": _TEXT, "keeps": _TEXT}
_BESIDE = {"phrases": _WORDS, "links": _WORDS, **_MASKED}
_READINGS = ("any", "label", "title", "capital", "caller", "full", "ending", "closing")
_NAME_CUE = {"reads": {"enum": list(_READINGS)}, "phrases": _WORDS, **_MASKED}
_MARK = {"type": "string", "pattern": r"^\[[a-z]+( [a-z]+)*\]$"}
_LISTED_BY_NAME = {
    "type": "object",
    "propertyNames": {"pattern": "^[A-Z]{2,}$"},
    "additionalProperties": _WORDS,
}

MASKING = _object(
    {
        "marks": _object(
            dict.fromkeys(("name", "email", "phone", "birth", "address", "number"), _MARK)
        ),
        "words": _LISTED_BY_NAME,
        "names": {
            "type": "object",
            "minProperties": 1,
            "additionalProperties": _object(_NAME_CUE, {"written": {"const": True}}),
        },
        **dict.fromkeys(
            (
                "titles_not_after",
                "caller_after",
                "kisses",
                "particles",
                "letters_after",
                "no_name_endings",
                "names_with_such_endings",
                "months",
                "days",
                "centuries",
                "year_words",
                "number_links",
            ),
            _WORDS,
        ),
        "phones": _object(_BESIDE),
        "regions": _object(dict.fromkeys(COUNTRY_CODES, _WORDS)),
        "emails": _object(
            {
                **dict.fromkeys(("providers", "endings", "at", "dot", "joins"), _WORDS),
                **_MASKED,
            }
        ),
        "births": _object({**_BESIDE, "reported": _WORDS}),
        "streets": _object(
            {
                **dict.fromkeys(
                    (
                        "any",
                        "capital",
                        "first",
                        "joined",
                        "homes",
                        "boxes",
                        "cues",
                        "not_within",
                        "not_before",
                    ),
                    _WORDS,
                ),
                **_MASKED,
            }
        ),
        "postcodes": _object(
            {**_BESIDE, **dict.fromkeys(("areas", "units", "states", "regions"), _WORDS)}
        ),
        "numbers": {
            "type": "object",
            "minProperties": 1,
            "additionalProperties": _object(
                {"phrases": _WORDS, "least": {"type": "integer", "minimum": 4}, **_MASKED}
            ),
        },
    }
)

MASKING_WORDS = _object(
    {
        "first_names": _TEXT,
        "last_names": _TEXT,
        "everyday": {"type": "object", "minProperties": 1, "additionalProperties": _TEXT},
    }
)
