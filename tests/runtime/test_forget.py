""" "Forget me": asked once, at any point, and then nothing is left but the receipt."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa

from backtalk.storage import tables

TOLD = {
    "before the consent": ("my groin hurts, 6 out of 10",),
    "at the signs": ("my groin hurts, 6 out of 10", "yes"),
    "at the knot": ("my left groin hurts, 6 out of 10", "yes", "none"),
    "at the check": ("groin 6/10 since march, massage helped", "ok", "none", *["skip"] * 4),
    "after the summary": (
        *("groin 6/10 since march, massage helped", "ok", "none"),
        *("skip", "skip", "skip", "should a zookeeper do it?", "yes"),
    ),
    "after stopping": ("my left groin hurts, 6 out of 10", "yes", "none", "stop"),
    "after no": ("my groin hurts, 6 out of 10", "no"),
}
WORDS = ("groin", "massage helped", "since march", "zookeeper", "6/10")
RECEIPT = re.compile(r"\bBT-[A-Z0-9]{4}-[A-Z0-9]{4}\b")


@pytest.mark.parametrize("told", TOLD.values(), ids=TOLD)
def test_forget_me_asks_once_and_leaves_nothing(kept, say, sender, told):
    for text in told:
        say(text)
    assert _said(say("forget me")) == ["utter_delete_my_data"]
    turn = say("yes")
    assert _said(turn) == ["utter_data_deleted"]
    assert RECEIPT.search(turn.replies[0].text)
    assert kept.holds(*WORDS, sender) == set()
    assert not any(kept.records.records(sender).values())


def test_forget_me_by_buttons(kept, say, sender):
    for text in ("my left groin hurts, 6 out of 10", "yes", "none"):
        say(text)
    say("forget me")
    turn = say("Yes, delete it", pressed='/affirm{"offer": "delete_my_data"}')
    assert _said(turn) == ["utter_data_deleted"]
    assert kept.holds("groin", sender) == set()


def test_the_receipt_is_recorded_without_the_conversation(kept, say, sender):
    for text in ("my groin hurts", "yes", "none", "forget me"):
        say(text)
    number = RECEIPT.search(say("yes").replies[0].text)[0]
    with kept.records.engine.connect() as connection:
        rows = connection.execute(sa.select(tables.erasures)).mappings().all()
    assert [row["receipt"] for row in rows] == [number]
    assert set(rows[0]) == {"receipt", "at", "records"}
    assert sender not in str(rows)


def test_no_keeps_everything_and_the_same_question_comes_again(kept, say, sender):
    for text in ("my left groin hurts, 6 out of 10", "yes", "none"):
        say(text)
    say("forget me")
    assert _said(say("no")) == ["utter_data_kept", "utter_ask_knot"]
    assert kept.records.assessment(sender).data["frame"]["severity"] == 6


def test_an_answer_that_is_neither_deletes_nothing(kept, say, sender):
    for text in ("my left groin hurts, 6 out of 10", "yes", "none"):
        say(text)
    say("forget me")
    say("is it safe?")
    assert "utter_data_deleted" not in _said(say("yes"))
    assert kept.records.assessment(sender) is not None


def test_other_conversations_stay(kept, agent, say, sender):
    import asyncio

    asyncio.run(agent.turn("my tailbone hurts", f"{sender}-other", "terminal"))
    asyncio.run(agent.turn("yes", f"{sender}-other", "terminal"))
    for text in ("my groin hurts", "yes", "forget me", "yes"):
        say(text)
    assert kept.records.assessment(f"{sender}-other") is not None
    assert kept.holds("tailbone hurts", "groin hurts") == {"tailbone hurts"}


def test_afterwards_everything_begins_anew(kept, say):
    for text in ("my groin hurts", "yes", "none", "forget me", "yes"):
        say(text)
    turn = say("what do you know about me")
    assert "groin" not in turn.replies[0].text
    assert _said(say("go on")) == ["utter_ask_consent"]


def test_what_is_said_after_forgetting_is_kept_again(kept, say, sender):
    for text in ("my groin hurts", "yes", "forget me", "yes", "my tailbone hurts", "yes"):
        say(text)
    assert kept.records.assessment(sender).data["frame"]["areas_present"] == ["tailbone"]
    assert kept.holds("groin") == set()


def _said(turn):
    return [reply.response for reply in turn.replies]
