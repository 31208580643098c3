"""Yes and no to keeping answers: after a no, no word of the person's is on the disk."""

from __future__ import annotations

import asyncio

import pytest

BEFORE = ("I work as a zookeeper, is that bad for backs?", "my groin hurts, 6 out of 10")
AFTER = (
    "my hamster says hello, what is dry needling?",
    "my tailbone hurts as well",
    "how much would it cost a trombonist",
    "forsooth, is it safe?",
)
WORDS = ("zookeeper", "groin", "out of 10", "hamster", "tailbone hurts", "trombonist", "forsooth")
REFUSE = '/assessment_answer{"question": "consent", "value": "refused"}'


def test_before_the_question_words_are_kept_so_that_nothing_is_lost(kept, say):
    for text in BEFORE:
        say(text)
    assert kept.holds("zookeeper", "groin") == {"zookeeper", "groin"}


@pytest.mark.parametrize("answer", ["no", "no thank you", "keep nothing"])
def test_no_takes_every_earlier_word_off_the_disk(kept, say, answer):
    for text in BEFORE:
        say(text)
    assert _said(say(answer)) == ["utter_consent_refused"]
    assert kept.holds(*WORDS) == set()


def test_no_by_button_does_the_same(kept, say):
    for text in BEFORE:
        say(text)
    assert _said(say("No, keep nothing", pressed=REFUSE)) == ["utter_consent_refused"]
    assert kept.holds(*WORDS) == set()


def test_after_no_nothing_more_is_written(kept, say):
    for text in (*BEFORE, "no", *AFTER):
        say(text)
    assert kept.holds(*WORDS) == set()


def test_after_no_every_answer_of_the_article_is_given(kept, say):
    say("my groin hurts")
    say("no")
    assert _said(say("what is dry needling?")) == ["utter_ask_dry_needling"]
    assert _said(say("does dry needling work")) == ["utter_ask_effectiveness"]
    assert _said(say("yes")) == ["utter_ask_effectiveness_more"]
    assert _said(say("how much does a session cost")) == ["utter_not_covered_cost"]


def test_after_no_the_table_holds_the_decision_and_nothing_else(kept, say, sender):
    for text in (*BEFORE, "no", *AFTER):
        say(text)
    records = kept.records.records(sender)
    assert [entry["decision"] for entry in records.pop("consents")] == ["refused"]
    assert not any(records.values())


def test_after_no_there_is_no_page_for_the_doctor(agent, kept, say, sender):
    from datetime import date

    say("my groin hurts")
    say("no")
    say("my tailbone hurts")
    assert asyncio.run(agent.page(sender, date(2026, 1, 1))) is None


def test_a_changed_mind_begins_with_the_question_again(kept, say, sender):
    say("my groin hurts")
    say("no")
    turn = say("I changed my mind", pressed="/start_assessment")
    assert _said(turn) == ["utter_ask_consent"]
    assert "groin" not in turn.replies[0].text
    assert _said(say("yes")) == ["utter_ask_signs"]
    say("none")
    say("my tailbone hurts")
    assert kept.records.assessment(sender).data["frame"]["areas_present"] == ["tailbone"]
    decisions = [entry["decision"] for entry in kept.records.records(sender)["consents"]]
    assert decisions == ["refused", "accepted"]


def test_a_yes_that_is_taken_back_takes_the_answers_with_it(kept, say, sender):
    for text in ("my groin hurts, 6 out of 10", "yes", "none", "yes"):
        say(text)
    assert kept.records.assessment(sender) is not None
    say("No, keep nothing", pressed=REFUSE)
    assert kept.records.assessment(sender) is None
    assert kept.records.consent(sender) == "refused"
    assert kept.holds("groin", "out of 10") == set()


def test_nothing_is_written_to_the_tables_before_the_yes(kept, say, sender):
    say("my groin hurts, 6 out of 10")
    say("what is dry needling?")
    assert not any(kept.records.records(sender).values())
    say("yes")
    saved = kept.records.assessment(sender)
    assert saved.data["frame"]["areas_present"] == ["groin"]
    assert not saved.done


def test_the_summary_is_saved_as_done(kept, say, sender):
    for text in ("groin 6/10 since march, massage helped", "ok", "none", *["skip"] * 5, "yes"):
        say(text)
    assert kept.records.assessment(sender).done


def test_a_question_that_is_hard_is_noted_without_words(kept, say, sender):
    for text in ("my groin hurts", "yes", "none"):
        say(text)
    say("trouble", pressed='/assessment_answer{"question": "knot", "value": "trouble"}')
    assert all(
        set(entry) == {"about", "value", "at"} for entry in kept.records.records(sender)["feedback"]
    )


def _said(turn):
    return [reply.response for reply in turn.replies]
