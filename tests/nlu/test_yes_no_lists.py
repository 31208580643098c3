"""Lists in which each thing has its own yes or no."""

from __future__ import annotations

import pytest

from backtalk.nlu.docs import doc_of
from backtalk.nlu.mentions import Mention
from backtalk.nlu.yes_no_lists import stances_of_list


def read(text: str, *names: str) -> dict[str, str] | None:
    doc = doc_of(text)
    words = [token.lower_ for token in doc]
    mentions = [Mention(words.index(n), words.index(n) + 1, n, "neither") for n in names]
    settled = stances_of_list(doc, mentions)
    return None if settled is None else {m.part: m.stance for m in settled}


@pytest.mark.parametrize(
    "text",
    [
        "hip yes, groin no",
        "hip yes groin no",
        "Hip: yes. Groin: no.",
        "HIP YES GROIN NO",
        "hip y groin n",
        "yes hip, no groin",
        "yes hip comma no groin",
        "yes for the hip, no for the groin",
        "hip \u2713 groin \u2717",
        "hip: \u2705 and groin: \u274c, the weather is nice here",
    ],
)
def test_each_thing_has_its_own_answer(text):
    assert read(text, "hip", "groin") == {"hip": "yes", "groin": "no"}


def test_things_named_together_share_the_answer():
    text = "hip and groin yes, thigh and tailbone no"
    wanted = {"hip": "yes", "groin": "yes", "thigh": "no", "tailbone": "no"}
    assert read(text, "hip", "groin", "thigh", "tailbone") == wanted


@pytest.mark.parametrize(
    "text",
    [
        "no hip, groin yes",
        "hip yes and I think maybe the groin no",
        "hip and groin",
        "hip n groin yeah",
        "no, it is the hip and not the groin",
    ],
)
def test_what_is_no_such_list_is_left_alone(text):
    assert read(text, "hip", "groin") is None


def test_a_tick_counts_behind_one_thing_in_a_longer_message():
    assert read("my hip \u2717 but the groin is something else", "hip", "groin") == {
        "hip": "no",
        "groin": "neither",
    }
