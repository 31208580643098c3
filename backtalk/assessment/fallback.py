"""What to say when a message was not understood, and was not understood again."""

from __future__ import annotations

STEPS = ("utter_fallback_rephrase", "utter_fallback_choices", "utter_fallback_way_out")


def fallback_response(failures: int) -> str:
    """Return the response for the given number of failures in a row (1 or more).

    First ask again more simply, then offer buttons, then a way out; after that it goes
    round again, so that nobody is stuck at the last step.
    """
    return STEPS[(max(failures, 1) - 1) % len(STEPS)]
