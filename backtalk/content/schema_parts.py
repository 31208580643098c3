"""Pieces that the schemas of content/ are made of."""

from __future__ import annotations

from typing import Any

WORDS = {"type": "array", "items": {"type": "string", "minLength": 1}, "minItems": 1}
TEXT = {"type": "string", "minLength": 1}


def object_of(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return the schema of a mapping that has every key of ``required`` and no unknown one."""
    return {
        "type": "object",
        "properties": {**required, **(optional or {})},
        "required": list(required),
        "additionalProperties": False,
    }
