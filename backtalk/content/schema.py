"""What each file of content/ must look like, as JSON Schema."""

from __future__ import annotations

from backtalk.assessment import answers, frames
from backtalk.content.schema_parts import TEXT as _TEXT
from backtalk.content.schema_parts import WORDS as _WORDS
from backtalk.content.schema_parts import object_of as _object
from backtalk.settings import COUNTRIES as COUNTRY_CODES

KINDS = (
    "answer",
    "question",
    "summary",
    "care_card",
    "not_covered",
    "smalltalk",
    "notice",
    "error",
)
CONTEXTS = ("asked_areas", "asked_treatments", "asked_severity", "asked_duration")
EVIDENCE = ("strong", "moderate", "low", "none", "n/a")

_LEVEL = {"enum": ["urgent", "emergency", "crisis"]}

_METADATA = _object(
    {"kind": {"enum": list(KINDS)}},
    {
        "sections": _WORDS,
        "evidence": {"enum": list(EVIDENCE)},
        "topic": _TEXT,
        "offer": _TEXT,
        "asks": {"enum": list(CONTEXTS)},
        "more": _TEXT,
        "safety_note": _TEXT,
        "level": _LEVEL,
        "composed": {"const": True},
        "step": {"enum": list(answers.STEPS)},
    },
)
_METADATA["allOf"] = [
    {
        "if": {"properties": {"kind": {"const": "care_card"}}, "required": ["kind"]},
        "then": {"required": ["level"]},
    },
    {
        "if": {
            "properties": {"kind": {"const": "answer"}, "composed": False},
            "required": ["kind"],
        },
        "then": {"required": ["sections", "evidence"]},
    },
    {
        "if": {"properties": {"kind": {"const": "not_covered"}}, "required": ["kind"]},
        "then": {"required": ["topic", "offer"]},
    },
]
_BUTTON = _object({"title": {"type": "string", "minLength": 1, "maxLength": 75}, "payload": _TEXT})

RESPONSES = _object(
    {
        "responses": {
            "type": "object",
            "minProperties": 1,
            "propertyNames": {"pattern": "^utter_[a-z0-9_]+$"},
            "additionalProperties": {
                "type": "array",
                "minItems": 1,
                "items": _object(
                    {"text": _TEXT, "metadata": _METADATA},
                    {"buttons": {"type": "array", "items": _BUTTON, "minItems": 1}},
                ),
            },
        }
    }
)

SOURCE = _object(
    {
        "article": _object({"title": _TEXT, "publisher": _TEXT, "updated": _TEXT, "url": _TEXT}),
        "sections": {
            "type": "object",
            "minProperties": 1,
            "additionalProperties": _object({"heading": _TEXT, "says": _TEXT}),
        },
    }
)

EVIDENCE_LEVELS = _object(
    {
        "levels": {
            "type": "object",
            "propertyNames": {"enum": [level for level in EVIDENCE if level != "n/a"]},
            "additionalProperties": _object({"phrases": _WORDS}),
        }
    }
)

DOCTOR_FIRST = _object(
    {
        "doctor_first": _object(
            {"line": _TEXT, "who": _WORDS, "order": _WORDS, "refuse": _WORDS, "verbs": _WORDS}
        )
    }
)

SAFETY_NOTES = _object(
    {
        "notes": {
            "type": "object",
            "additionalProperties": _object(
                {"sentence": _TEXT, "says": _TEXT, "source": _TEXT, "reviewed": _TEXT}
            ),
        }
    }
)

_CHANCE = {"type": "number", "minimum": 0, "maximum": 1}
_MAYBE_WORDS = {"type": "array", "items": {"type": "string", "minLength": 1}}
_SIGN = {"kind": _TEXT, "level": _LEVEL, "fires": _TEXT, "quiet": _TEXT}

WARNING_SIGNS = _object(
    {
        "kinds": {
            "type": "object",
            "minProperties": 1,
            "additionalProperties": {"type": "array", "items": _LEVEL, "minItems": 1},
        },
        "limits": _object(
            {"alone": _CHANCE, "with_words": _CHANCE, "beside_ordinary": _CHANCE, "crisis": _CHANCE}
        ),
        "ordinary": {
            "type": "object",
            "additionalProperties": _object({"phrases": _WORDS, "quiet": _TEXT}),
        },
        "words": {
            "type": "object",
            "propertyNames": {"pattern": "^[A-Z]{2,}$"},
            "additionalProperties": _WORDS,
        },
        "signs": {
            "type": "object",
            "minProperties": 1,
            "additionalProperties": _object({**_SIGN, "phrases": _WORDS}),
        },
        "findings": {"type": "object", "additionalProperties": _WORDS},
        "combinations": {
            "type": "object",
            "additionalProperties": _object({**_SIGN, "all": {**_WORDS, "minItems": 2}}),
        },
    }
)

_DATE = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_LINE = _object({"label": _TEXT, "dial": {"type": "string", "pattern": r"^\d{3,12}$"}})
_LINES = {"type": "array", "items": _LINE, "minItems": 1}
_COUNTRY = _object(
    {
        **dict.fromkeys(("name", "emergency", "hospital", "urgent", "crisis", "source"), _TEXT),
        "lines": _object({"emergency": _LINES, "urgent": _LINES, "crisis": _LINES}),
        "reviewed": _DATE,
    }
)

COUNTRIES = _object(
    {
        "countries": _object(dict.fromkeys(COUNTRY_CODES, _COUNTRY)),
        "advice": {
            "type": "object",
            "additionalProperties": _object(
                {"sentence": _TEXT, "source": _TEXT, "reviewed": _DATE}
            ),
        },
    }
)

SCOPES = _object(
    {
        "ends": _WORDS,
        "turns": _WORDS,
        "starters": _WORDS,
        "scopes": {
            "type": "object",
            "minProperties": 1,
            "additionalProperties": _object(
                {
                    "reach": {"enum": ["forward", "backward", "sentence"]},
                    "cues": _WORDS,
                    "except": _MAYBE_WORDS,
                    "unless": _MAYBE_WORDS,
                }
            ),
        },
    }
)

_TERM = _object({"label": _TEXT, "phrases": _WORDS})

LABEL_KEYS = (
    "areas_present",
    "areas_denied",
    "side_left",
    "side_right",
    "side_both",
    "side_middle",
    "higher_taken",
    "treatments_had",
    "treatments_denied",
    "severity",
    "severity_of",
    "duration",
    "none",
    "you",
    "bot",
    "alert",
    "source",
    "evidence_strong",
    "evidence_moderate",
    "evidence_low",
    "evidence_none",
    "progress",
    "save_hint",
    "consent_version",
    "consent_heard",
    "treatments_helped",
    "treatments_no_help",
    "effect_helped",
    "effect_no_help",
    "item_area",
    "item_treatment",
    "change",
    *(f"step_{step}" for step in answers.STEPS if step not in {answers.CONSENT, answers.CHECK}),
    "signs_none",
    "knot_yes",
    "knot_no",
    "limits_bending",
    "limits_turning",
    "limits_both",
    "limits_no",
    "seen_doctor_yes",
    "seen_doctor_no",
    "value_not_sure",
    "value_skipped",
    "value_none",
    "confirm",
    "you_chose",
    "choose_one",
    "choose_number",
    "choose_side",
    "side",
    "save_page",
    "map_shows",
)

AREAS = _object(dict.fromkeys(frames.AREAS, _TERM))
TREATMENTS = _object(dict.fromkeys(frames.TREATMENTS, _TERM))
QUESTION_WORDS = _object(dict.fromkeys(("openers", "joiners", "asides"), _WORDS))
SIDES = _object(dict.fromkeys(frames.SIDES, _WORDS))
QUIET_ANSWERS = {
    "type": "object",
    "propertyNames": {"enum": [step for step in answers.STEPS if step != answers.SIGNS]},
    "additionalProperties": _WORDS,
}
COMMANDS = {
    "type": "object",
    "propertyNames": {"pattern": "^[a-z_]+$"},
    "additionalProperties": _WORDS,
}
EFFECTS = _object(dict.fromkeys(frames.EFFECTS, _WORDS))
LABELS = _object({"labels": _object(dict.fromkeys(LABEL_KEYS, _TEXT))})
