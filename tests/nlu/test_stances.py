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


@pytest.mark.parametrize("text", ["please change hip to groin", "swap the hip for my groin"])
def test_of_an_exchange_the_second_is_so(text):
    assert stances(text, hip="yes", groin="yes") == {"hip": "no", "groin": "yes"}


@pytest.mark.parametrize(
    "text",
    [
        "he had surgery and acupuncture. I've had neither, only ice",
        "she says surgery, he says acupuncture, I ain't had neither one",
    ],
)
def test_neither_denies_what_was_named_before_it(text):
    said = dict.fromkeys(("surgery", "acupuncture"), "neither")
    assert set(stances(text, **said).values()) == {"no"}


def test_neither_before_its_own_names_is_left_to_the_encoder():
    assert (
        stances(
            "surgery is planned, I have had neither yoga nor ice",
            surgery="neither",
            yoga="no",
            ice="no",
        )["surgery"]
        == "neither"
    )


@pytest.mark.parametrize(
    "text", ["no hip, groin or thigh pain", "not in the hip, the groin or the thigh"]
)
def test_a_denial_reaches_all_of_a_list_that_or_joins(text):
    assert set(stances(text, hip="no", groin="no", thigh="yes").values()) == {"no"}


def test_an_or_after_something_else_denies_nothing():
    assert stances("no hip pain, it is the groin or thigh", hip="no", groin="yes", thigh="yes") == {
        "hip": "no",
        "groin": "yes",
        "thigh": "yes",
    }


@pytest.mark.parametrize(
    "text",
    [
        "my sister had acupuncture, I've never had it",
        "she booked me acupuncture. Never been to one.",
        "I was told acupuncture; haven't tried that yet",
        "ACUPUNCTURE, NEVER TRIED IT",
    ],
)
def test_never_had_one_is_about_the_treatment_named_last(text):
    assert stances(text, acupuncture="neither") == {"acupuncture": "no"}


def test_had_for_something_else_is_not_had_for_this():
    text = "acupuncture for migraines years ago, never had it for my back though"
    assert stances(text, acupuncture="yes") == {"acupuncture": "no"}


@pytest.mark.parametrize(
    "text",
    [
        "acupuncture, but I have not had it for years",
        "acupuncture helps but I've not had one in ages",
        "acupuncture helped, I haven't had it for 6 weeks",
        "tried acupuncture on Tuesday, I'd never tried it before",
        "acupuncture helped a bit. An MRI? Never had one.",
        "my acupuncture is every spring, not had one yet this year",
        "acupuncture. I've never had it so bad",
        "I've never had one like it. acupuncture helps",
    ],
)
def test_other_things_that_never_were_deny_no_treatment(text):
    assert stances(text, acupuncture="yes") == {"acupuncture": "yes"}


def test_never_had_one_leaves_places_alone():
    assert stances("my hip; a fracture, never had one", hip="yes") == {"hip": "yes"}
