"""What the actions share, made at first use: the only place here that reads settings."""

from __future__ import annotations

from functools import lru_cache

from backtalk.assessment.readback import Words
from backtalk.content.library import Library, load_library
from backtalk.settings import Settings, find_home


@lru_cache(maxsize=1)
def library() -> Library:
    """Return everything that the bot may say."""
    return load_library(find_home() / "content")


@lru_cache(maxsize=1)
def country() -> str:
    """Return the country whose numbers are given."""
    return Settings.from_env().country


@lru_cache(maxsize=1)
def words() -> Words:
    """Return the labels under which things are shown back."""
    return Words(
        areas={key: term.label for key, term in library().areas.items()},
        treatments={key: term.label for key, term in library().treatments.items()},
        labels=library().labels,
    )
