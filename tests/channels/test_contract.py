"""The reply contract: nothing that the bot says is lost on the way to a face."""

from __future__ import annotations

import jsonschema
import pytest

from backtalk.channels.contract import Reply, pressed_button, reply_from_message, reply_schema
from backtalk.content.library import Button

BUTTONS = (Button("Yes", "/affirm"), Button("No thanks", "/deny"), Button("10", "/ten"))
REPLIES = (Reply("Well?", "utter_x", "question", BUTTONS),)


def test_every_response_of_the_content_becomes_a_valid_reply(library):
    for name, variations in library.raw_responses.items():
        for variation in variations:
            message = {**variation, "utter_action": name}
            reply = reply_from_message(message, library.article)
            jsonschema.validate(reply.as_dict(), reply_schema())
            assert reply.kind == variation["metadata"]["kind"]
            assert len(reply.buttons) == len(variation.get("buttons", ()))


def test_an_answer_carries_its_sources_and_its_evidence(library):
    raw = library.raw_responses["utter_ask_effectiveness"][0]
    reply = reply_from_message({**raw, "utter_action": "utter_ask_effectiveness"}, library.article)
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
    reply = reply_from_message({"text": None, "buttons": ["x", {"title": ""}]}, library.article)
    assert (reply.kind, reply.buttons, reply.custom) == ("notice", (), None)
