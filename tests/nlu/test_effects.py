"""What a message says that treatments did."""

from __future__ import annotations

from pathlib import Path

import pytest

from backtalk.content.library import load_library
from backtalk.nlu.docs import doc_of, english
from backtalk.nlu.effects import Effects
from backtalk.nlu.mentions import Mention

WORDS = load_library(Path(__file__).resolve().parents[2] / "content").effects
NAMES = {
    "physio": "physical_therapy",
    "massage": "massage",
    "heat": "heat",
    "tens": "other_treatment",
}


def read(text: str, denied: tuple[str, ...] = ()) -> dict[str, str]:
    doc = doc_of(text)
    mentions = [
        Mention(
            token.i, token.i + 1, NAMES[token.lower_], "no" if token.lower_ in denied else "yes"
        )
        for token in doc
        if token.lower_ in NAMES
    ]
    had = [
        "other" if m.part == "other_treatment" else m.part for m in mentions if m.stance == "yes"
    ]
    return dict(Effects(english(), WORDS).find(doc, mentions, had))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("physio helped", {"physical_therapy": "helped"}),
        ("physio didn't help", {"physical_therapy": "no_help"}),
        ("physio did not help, massage did", {"physical_therapy": "no_help"}),
        ("physio helped a bit, massage did nothing", {"physical_therapy": "helped", "massage": "no_help"}),
        ("physio and massage helped", {"physical_therapy": "helped", "massage": "helped"}),
        ("I had physio for six weeks and then massage, both useless", {"physical_therapy": "no_help", "massage": "no_help"}),
        ("tried physio, massage and heat but nothing helped", {"physical_therapy": "no_help", "massage": "no_help", "heat": "no_help"}),
        ("what helped was heat", {"heat": "helped"}),
        ("the tens takes the edge off", {"other": "helped"}),
        ("physio made it worse", {"physical_therapy": "no_help"}),
        ("physio at the clinic on Mondays, heat helped", {"heat": "helped"}),
        ("I tried physio and massage", {}),
        ("", {}),
    ],
)  # fmt: skip
def test_what_treatments_did_is_read(text, expected):
    assert read(text) == expected


def test_what_was_not_had_did_nothing():
    assert read("massage no, physio helped", denied=("massage",)) == {"physical_therapy": "helped"}
