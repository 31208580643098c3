"""The list of questions that a person takes to their doctor."""

from __future__ import annotations

from collections.abc import Sequence

LIMIT = 20
"""Questions kept in one conversation; a list that nobody can finish in a visit helps nobody."""


def add_question(kept: Sequence[str], question: str) -> tuple[str, ...]:
    """Return the list with ``question`` at its end; unchanged if it is there already or full."""
    clean = " ".join(question.split())
    known = {_folded(other) for other in kept}
    if not clean or _folded(clean) in known or is_full(kept):
        return tuple(kept)
    return (*kept, clean)


def is_full(kept: Sequence[str]) -> bool:
    """Return whether no more questions are kept."""
    return len(kept) >= LIMIT


def _folded(question: str) -> str:
    return question.casefold().rstrip(" ?.!")
