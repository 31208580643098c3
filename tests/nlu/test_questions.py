"""Several questions in one message."""

from __future__ import annotations

import pytest

from backtalk.content.library import load_library
from backtalk.nlu.docs import doc_of
from backtalk.nlu.questions import split_questions
from backtalk.settings import find_home


def split(text: str) -> tuple[str, ...]:
    return split_questions(doc_of(text), load_library(find_home() / "content").question_words)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "does it hurt, can I drive after, and do I need my GP's OK?",
            ("does it hurt", "can I drive after", "do I need my GP's OK"),
        ),
        (
            "What is dry needling? Is it safe? And how much does it cost?",
            ("What is dry needling", "Is it safe", "how much does it cost"),
        ),
        (
            "how long does it last and can i work after",
            ("how long does it last", "can i work after"),
        ),
        ("Is it safe?\nWho does it?", ("Is it safe", "Who does it")),
        (
            "My back hurts. Does it work? Also, where do I book?",
            ("Does it work", "where do I book"),
        ),
    ],
)
def test_questions_are_cut_apart_in_order(text, expected):
    assert split(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "does it hurt?",
        "can I drive and work after it?",
        "My back hurts. It is stiff too.",
        "is it better to use ice or heat?",
        "What? Really?",
    ],
)
def test_one_question_is_left_whole(text):
    assert split(text) == ()
