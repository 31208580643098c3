"""Stances that the form of a message makes certain."""

from __future__ import annotations

import pytest

from backtalk.nlu.docs import doc_of
from backtalk.nlu.mentions import Mention
from backtalk.nlu.stances import settle


def stances(text: str, **said: str) -> dict[str, str]:
    doc = doc_of(text)
    words = [token.lower_ for token in doc]
    mentions = [Mention(words.index(w), words.index(w) + 1, w, s) for w, s in said.items()]
    mentions.sort(key=lambda mention: mention.start)
    return {mention.part: mention.stance for mention in settle(doc, mentions)}


@pytest.mark.parametrize("text", ["yoga", "a yoga", "yoga and ice", "just yoga, and ice"])
def test_names_alone_are_said_to_be_so(text):
    said = {word: "neither" for word in ("yoga", "ice") if word in text}
    assert set(stances(text, **said).values()) == {"yes"}


@pytest.mark.parametrize("text", ["no yoga", "what is yoga", "yoga never"])
def test_other_words_leave_the_stance_alone(text):
    assert stances(text, yoga="neither") == {"yoga": "neither"}


@pytest.mark.parametrize("text", ["I can't feel my groin", "no feeling in my groin"])
def test_a_loss_is_no_denial(text):
    assert stances(text, groin="no") == {"groin": "yes"}


def test_what_did_not_help_was_had():
    assert stances("acupuncture did nothing", acupuncture="no") == {"acupuncture": "yes"}


def test_of_a_correction_the_first_is_so_and_the_second_is_not():
    assert stances("sorry, tailbone not hip", tailbone="no", hip="no") == {
        "tailbone": "yes",
        "hip": "no",
    }


def test_two_denials_in_a_row_stay_denials():
    said = stances("not the hip, not the groin", hip="no", groin="no")
    assert said == {"hip": "no", "groin": "no"}
