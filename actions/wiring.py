"""What the actions share, made at first use: the only place here that reads settings."""

from __future__ import annotations

from functools import lru_cache

from backtalk.assessment.readback import Words
from backtalk.content.library import Library, load_library
from backtalk.settings import Settings, find_home
from backtalk.storage.store import Store, open_store


@lru_cache(maxsize=1)
def library() -> Library:
    """Return everything that the bot may say."""
    return load_library(find_home() / "content")


@lru_cache(maxsize=1)
def settings() -> Settings:
    """Return the settings of this installation."""
    return Settings.from_env()


@lru_cache(maxsize=1)
def store() -> Store:
    """Return the tables of assessments, questions, consents, signs and feedback."""
    if settings().database_url.startswith("sqlite:///"):
        settings().prepare_data_dir()
    return open_store(settings().database_url)


@lru_cache(maxsize=1)
def words() -> Words:
    """Return the labels under which things are shown back."""
    return library().words
