"""What is kept of a conversation comes back as it was, and never another's."""

from __future__ import annotations

import json
import secrets
import subprocess
import sys
import threading
from datetime import datetime, timedelta, timezone

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backtalk.assessment.answers import ACCEPTED, CONSENT, KNOT, YES, Assessment
from backtalk.assessment.frames import Frame
from backtalk.storage import tables
from backtalk.storage.store import Saved, Sign, Store
from tests.storage.conftest import START


def test_nothing_is_known_of_a_conversation_that_never_was(store):
    assert store.assessment("me") is None
    assert store.questions("me") == ()
    assert store.consent("me") is None
    assert store.signs("me") == ()
    assert list(store.conversations()) == []
    assert store.records("me") == {
        "assessments": [], "questions": [], "consents": [], "sign_events": [], "feedback": [],
    }  # fmt: skip


def test_an_assessment_is_one_row_and_the_last_saving_counts(store, clock):
    store.save_assessment("me", {"asked": "areas"}, done=False)
    later = clock.pass_by(minutes=5)
    store.save_assessment("me", {"asked": None}, done=True)
    assert store.assessment("me") == Saved({"asked": None}, done=True, updated=later)
    (row,) = store.records("me")["assessments"]
    assert (row["created"], row["updated"]) == (START.isoformat(), later.isoformat())


def test_a_self_assessment_comes_back_equal(store):
    before = Assessment(questions=("Why me?",), asked=KNOT, trail=(CONSENT, KNOT), failures=1)
    before = before.settle(CONSENT, ACCEPTED).settle(KNOT, YES, "I think so").hear(
        Frame(areas_present=("hip",), sides=(("hip", "left"),), severity=7), "left hip, a 7"
    )  # fmt: skip
    store.save_assessment("me", before.as_dict(), before.is_done)
    assert Assessment.from_dict(store.assessment("me").data) == before


words = st.text(st.characters(exclude_categories=["Cc", "Cs"]))
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip
on_one_database = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@on_one_database
@given(data=st.dictionaries(st.text(), json_values, max_size=6), done=st.booleans())
def test_any_json_comes_back_as_it_was(store, data, done):
    store.save_assessment("me", data, done)
    saved = store.assessment("me")
    assert (saved.data, saved.done) == (data, done)
    assert list(saved.data) == list(data)


@on_one_database
@given(texts=st.lists(words, max_size=6))
def test_any_questions_come_back_in_their_order(store, texts):
    store.withdraw("me")  # One database serves every example.
    for text in texts:
        store.keep_question("me", text)
    assert store.questions("me") == tuple(texts)


@on_one_database
@given(
    at=st.datetimes(
        min_value=datetime(1990, 1, 1),
        max_value=datetime(2100, 1, 1),
        timezones=st.sampled_from([timezone.utc, timezone(timedelta(hours=-11, minutes=-30))]),
    )
)
def test_any_moment_comes_back_in_utc_to_the_microsecond(store, at):
    conversation = secrets.token_hex(8)
    store.record_sign(conversation, "soon", "fever", at)
    (sign,) = store.signs(conversation)
    assert sign.at == at
    assert sign.at.tzinfo is timezone.utc


@pytest.mark.parametrize("data", [{"x": float("nan")}, {"x": {1, 2}}])
def test_what_json_cannot_say_is_refused_before_anything_is_stored(store, data):
    with pytest.raises((TypeError, ValueError)):
        store.save_assessment("me", data, done=False)
    assert store.assessment("me") is None


def test_questions_are_kept_in_the_order_of_asking(store):
    for text in ("Is it a disc?", "May I run?", "Is it a disc?"):
        store.keep_question("me", text)
    assert store.questions("me") == ("Is it a disc?", "May I run?", "Is it a disc?")


def test_the_latest_decision_counts_and_the_earlier_stay_on_record(store, clock):
    store.record_consent("me", "refused", "1")
    clock.pass_by(seconds=-30)  # A clock that is set back does not bring an old decision back.
    store.record_consent("me", "accepted", "2")
    assert store.consent("me") == "accepted"
    kept = [(row["decision"], row["version"]) for row in store.records("me")["consents"]]
    assert kept == [("refused", "1"), ("accepted", "2")]


def test_a_decision_or_an_opinion_that_does_not_exist_is_refused(store):
    with pytest.raises(sa.exc.IntegrityError):
        store.record_consent("me", "perhaps", "1")
    with pytest.raises(sa.exc.IntegrityError):
        store.give_feedback("me", "utter_ask_hip", "meh")
    assert list(store.conversations()) == []


def test_signs_are_kept_with_the_time_they_were_heard(store, clock):
    heard = START - timedelta(minutes=3)
    store.record_sign("me", "emergency", "cauda_equina", heard)
    store.record_sign("me", "soon", "fever")
    assert store.signs("me") == (
        Sign("emergency", "cauda_equina", heard),
        Sign("soon", "fever", START),
    )


def test_a_second_opinion_on_one_thing_replaces_the_first(store, clock):
    store.give_feedback("me", "utter_what_is_dry_needling", "up")
    store.give_feedback("me", "knot", "trouble")
    later = clock.pass_by(seconds=1)
    store.give_feedback("me", "utter_what_is_dry_needling", "down")
    assert store.records("me")["feedback"] == [
        {"about": "knot", "value": "trouble", "at": START.isoformat()},
        {"about": "utter_what_is_dry_needling", "value": "down", "at": later.isoformat()},
    ]


def fill(store: Store, conversation: str, mark: str = "mine") -> int:
    """Keep something in every table; returns how many rows that are."""
    store.save_assessment(conversation, {"words": mark}, done=False)
    store.keep_question(conversation, f"{mark}: may I run?")
    store.record_consent(conversation, "accepted", "1")
    store.record_sign(conversation, "soon", mark)
    store.give_feedback(conversation, mark, "up")
    return 5


def test_the_records_are_everything_that_is_kept_and_can_be_written_as_json(store):
    fill(store, "me")
    at = START.isoformat()
    records = store.records("me")
    assert records == {
        "assessments": [{"data": {"words": "mine"}, "done": False, "created": at, "updated": at}],
        "questions": [{"text": "mine: may I run?", "at": at}],
        "consents": [{"decision": "accepted", "version": "1", "at": at}],
        "sign_events": [{"level": "soon", "kind": "mine", "at": at}],
        "feedback": [{"about": "mine", "value": "up", "at": at}],
    }
    assert json.loads(json.dumps(records)) == records


def test_every_table_with_a_conversation_is_in_the_records():
    with_conversation = {
        table for table in tables.metadata.tables.values() if "conversation" in table.c
    }
    assert with_conversation == set(tables.OF_CONVERSATIONS.values())


def test_one_conversation_never_sees_anothers_records(store):
    fill(store, "me")
    before = store.records("me")
    fill(store, "you", "yours")
    fill(store, "ME", "shouted")
    fill(store, "me ", "with a space")
    fill(store, "m_", "a pattern")
    store.withdraw("you")
    assert store.records("me") == before
    assert store.questions("you") == ()


def test_each_conversation_is_named_once_in_whatever_table_it_is(store):
    fill(store, "b")
    store.keep_question("c", "May I run?")
    store.record_sign("a", "soon", "fever")
    assert list(store.conversations()) == ["a", "b", "c"]


def test_two_threads_that_save_one_assessment_leave_one_row(store):
    started, errors = threading.Barrier(2), []

    def save(name):
        try:
            started.wait()
            for count in range(25):
                store.save_assessment("me", {"by": name, "count": count}, done=False)
                store.keep_question(name, str(count))
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=save, args=(name,)) for name in ("one", "two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert errors == []
    assert len(store.records("me")["assessments"]) == 1
    assert store.assessment("me").data["count"] == 24
    assert store.questions("one") == store.questions("two") == tuple(map(str, range(25)))


def test_a_moment_without_a_zone_is_refused(store):
    with pytest.raises(sa.exc.StatementError, match="time zone"):
        store.record_sign("me", "soon", "fever", datetime(2024, 1, 1))


def test_importing_the_store_imports_neither_alembic_nor_rasa():
    code = (
        "import sys, backtalk.storage.store, backtalk.storage.migrate;"
        "assert not {'alembic', 'mako', 'rasa', 'spacy', 'psycopg2'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
