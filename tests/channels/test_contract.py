"""The reply contract: nothing that the bot says is lost on the way to a face."""

from __future__ import annotations

import jsonschema
import pytest

from backtalk.channels.contract import Reply, pressed_button, reply_from_message, reply_schema
from backtalk.content.library import Button

BUTTONS = (Button("Yes", "/affirm"), Button("No thanks", "/deny"), Button("10", "/ten"))
REPLIES = (Reply("Well?", "utter_x", "question", BUTTONS),)


def us(library):
    return library.care.countries["us"]


def test_every_response_of_the_content_becomes_a_valid_reply(library):
    for name, variations in library.raw_responses.items():
        for variation in variations:
            message = {**variation, "utter_action": name}
            reply = reply_from_message(message, library.article, us(library), library.words)
            jsonschema.validate(reply.as_dict(), reply_schema())
            assert reply.kind == variation["metadata"]["kind"]
            assert len(reply.buttons) == len(variation.get("buttons", ()))


def test_an_answer_carries_its_sources_and_its_evidence(library):
    raw = library.raw_responses["utter_ask_effectiveness"][0]
    message = {**raw, "utter_action": "utter_ask_effectiveness"}
    reply = reply_from_message(message, library.article, us(library), library.words)
    assert reply.custom["evidence"] == "low"
    assert {source["url"] for source in reply.custom["sources"]} == {library.article.url}
    assert reply.custom["text"] == reply.text


@pytest.mark.parametrize(
    ("typed", "payload"),
    [("yes", "/affirm"), (" YES ", "/affirm"), ("2", "/deny"), ("10", "/ten"), ("3", "/ten")],
)
def test_a_button_is_pressed_by_title_or_number(typed, payload):
    assert pressed_button(typed, REPLIES).payload == payload


@pytest.mark.parametrize("typed", ["4", "0", "-1", "yes please", "", "\u0662", "1.0"])
def test_anything_else_presses_nothing(typed):
    assert pressed_button(typed, REPLIES) is None


def test_a_message_of_unknown_shape_is_still_a_reply(library):
    message = {"text": None, "buttons": ["x", {"title": ""}]}
    reply = reply_from_message(message, library.article, us(library), library.words)
    assert (reply.kind, reply.buttons, reply.custom) == ("notice", (), None)


@pytest.mark.parametrize("country", ["us", "nz", "uk"])
@pytest.mark.parametrize("level", ["urgent", "emergency", "crisis"])
def test_a_care_card_carries_its_level_and_the_numbers_of_the_country(library, country, level):
    name = f"utter_care_{level}"
    message = {**library.raw_responses[name][0], "utter_action": name}
    reply = reply_from_message(
        message, library.article, library.care.countries[country], library.words
    )
    jsonschema.validate(reply.as_dict(), reply_schema())
    assert reply.custom["level"] == level
    assert reply.custom["numbers"][0]["dial"] in {
        line.dial for line in library.care.countries[country].lines[level]
    }


def test_an_answer_to_several_questions_names_the_sources_of_all(library):
    name = "utter_several_questions"
    message = {
        **library.raw_responses[name][0],
        "utter_action": name,
        "sections": ["soreness", "safety", "soreness"],
        "evidence": "n/a",
    }
    reply = reply_from_message(message, library.article, us(library), library.words)
    jsonschema.validate(reply.as_dict(), reply_schema())
    assert len(reply.custom["sources"]) >= 1
    message["sections"] = []
    assert reply_from_message(message, library.article, us(library), library.words).custom is None
