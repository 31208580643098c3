"""The spaCy Doc of a message: one blank English pipeline for all that reads words. No Rasa here."""

from __future__ import annotations

from functools import lru_cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc


@lru_cache(maxsize=1)
def english() -> Language:
    """Return the pipeline; matchers and Docs must share one vocabulary."""
    return spacy.blank("en")


def doc_of(text: str) -> Doc:
    """Return the Doc of ``text``; characters keep their places."""
    return english()(text.replace("\u2019", "'"))
