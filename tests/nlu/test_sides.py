"""Left, right, both and the middle."""

from __future__ import annotations

import pytest

from backtalk.content.library import load_library
from backtalk.nlu.docs import doc_of, english
from backtalk.nlu.mentions import Mention
from backtalk.nlu.sides import Sides
from backtalk.settings import find_home


@pytest.fixture(scope="module")
def sides() -> Sides:
    return Sides(english(), load_library(find_home() / "content").sides)


def found(sides: Sides, text: str, **areas: str) -> dict[str, str]:
    doc = doc_of(text)
    words = [token.lower_ for token in doc]
    mentions = [
        Mention(words.index(word), words.index(word) + 1, area, "yes")
        for area, word in areas.items()
    ]
    mentions.sort(key=lambda mention: mention.start)
    return dict(sides.find(doc, mentions, list(areas)))


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("my left hip hurts", "left"),
        ("the hip on the left", "left"),
        ("hip, left side", "left"),
        ("my right hip", "right"),
        ("the hip on my right side", "right"),
        ("R hip", "right"),
        ("the hip on either side", "both"),
        ("left and right hip", "both"),
    ],
)
def test_a_side_is_kept_with_its_area(sides, text, side):
    assert found(sides, text, hip="hip") == {"hip": side}


@pytest.mark.parametrize(
    "text",
    [
        "right now my hip hurts",
        "it is right in my hip",
        "my hip hurts. I left work early.",
        "the hip hurts, all right?",
    ],
)
def test_other_rights_and_lefts_are_no_side(sides, text):
    assert found(sides, text, hip="hip") == {}


def test_each_area_keeps_its_own_side(sides):
    text = "left hip and right thigh"
    assert found(sides, text, hip="hip", thigh="thigh") == {"hip": "left", "thigh": "right"}


def test_the_middle_of_the_back_is_a_side_too(sides):
    assert found(sides, "the back, in the middle", low_back="back") == {"low_back": "middle"}
