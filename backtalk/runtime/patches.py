"""Every change to Rasa's own code, in one place.

Rasa 3.6.21 is the last of its line and is pinned; tests/runtime/test_patches.py fails when
what is replaced here changes.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any


def apply() -> None:
    """Replace two hot spots; calling it again does nothing."""
    _cache_event_lookup()
    _compile_action_schema_once()


def _cache_event_lookup() -> None:
    """``Event.resolve_by_type`` walks every subclass for every stored event of a conversation."""
    from rasa.shared.core.events import Event

    if hasattr(Event.resolve_by_type, "__wrapped_by_backtalk__"):
        return
    original = Event.resolve_by_type
    cached = lru_cache(maxsize=None)(original)

    def resolve_by_type(type_name: str, default: Any = None) -> Any:
        return cached(type_name, default)

    resolve_by_type.__wrapped_by_backtalk__ = original  # type: ignore[attr-defined]
    Event.resolve_by_type = staticmethod(resolve_by_type)


def _compile_action_schema_once() -> None:
    """``RemoteAction`` checks its own schema against the meta-schema at every call (20 ms)."""
    import jsonschema
    from rasa.core.actions.action import RemoteAction

    validator = jsonschema.Draft7Validator(RemoteAction.action_response_format_spec())

    def validate(self: RemoteAction, result: dict[str, Any]) -> bool:
        validator.validate(result)
        return True

    RemoteAction._validate_action_result = validate
