"""What is forgotten is gone, from the bytes of the file too, and nobody else's is."""

from __future__ import annotations

import random
import re
import threading
from datetime import timedelta, timezone

import pytest
import sqlalchemy as sa

from backtalk.storage import erasure, tables
from backtalk.storage.engine import make_engine
from backtalk.storage.migrate import upgrade
from backtalk.storage.store import Store
from tests.storage.conftest import START
from tests.storage.test_store import fill


def _erasures(store):
    with store.engine.connect() as connection:
        return connection.execute(sa.select(tables.erasures)).all()


def _is_empty(records):
    return not any(records.values())


def test_forgetting_removes_one_conversation_and_no_other(store):
    kept = fill(store, "me")
    fill(store, "you")
    yours = store.records("you")
    receipt = store.forget("me")
    assert receipt.records == kept
    assert _is_empty(store.records("me"))
    assert list(store.conversations()) == ["you"]
    assert store.records("you") == yours


def test_an_erasure_is_recorded_without_saying_whose(store):
    fill(store, "me")
    receipt = store.forget("me")
    assert [tuple(row) for row in _erasures(store)] == [(receipt.number, START, receipt.records)]


def test_forgetting_what_is_not_there_gives_a_receipt_over_nothing(store):
    first, second = store.forget("me"), store.forget("me")
    assert (first.records, second.records) == (0, 0)
    assert first.number != second.number


def test_receipts_can_be_read_out_and_hardly_ever_repeat(store):
    numbers = {store.forget("me").number for _ in range(20)}
    assert len(numbers) == 20
    assert all(re.fullmatch(r"BT-[2-9A-Z]{4}-[2-9A-Z]{4}", number) for number in numbers)
    assert not set("01OIL5SB8ZUAE").difference("58") & set(erasure._LETTERS)


def test_a_receipt_that_was_given_already_is_drawn_again(store, monkeypatch):
    drawn = iter("2222" "2222" "2222" "2222" "3333" "3333")  # fmt: skip
    monkeypatch.setattr(erasure.secrets, "choice", lambda _letters: next(drawn))
    assert store.forget("me").number == "BT-2222-2222"
    assert store.forget("you").number == "BT-3333-3333"


def test_forgetting_that_fails_halfway_forgets_nothing(store, monkeypatch):
    fill(store, "me")
    before = store.records("me")
    # The last step, behind the deletions, breaks the rule that a row has a receipt.
    monkeypatch.setattr(erasure, "_unused_number", lambda _connection: None)
    with pytest.raises(sa.exc.IntegrityError):
        store.forget("me")
    assert store.records("me") == before
    assert _erasures(store) == []


@pytest.mark.parametrize("seed", [4, 8, 12])
def test_forgetting_leaves_no_trace_in_the_file(sqlite_url, tmp_path, seed):
    """With these seeds, rows leave copies in pages that SQLite rearranged, and deleting is not enough."""
    engine = make_engine(sqlite_url)
    upgrade(engine)
    store, draw = Store(engine), random.Random(seed)
    people = [f"person-{number:02d}-x" for number in range(20)]
    for _ in range(400):
        _something(store, draw, draw.choice(people))
    engine.dispose()
    for person in people[:6]:
        assert _traces(tmp_path, person)
        store.forget(person)
        assert _traces(tmp_path, person) == []
    store.withdraw(people[6])
    assert _traces(tmp_path, f"answer of {people[6]}") == []
    assert _traces(tmp_path, people[7])
    engine.dispose()


def _something(store, draw, person):
    words = f"answer of {person} " * draw.choice([1, 5, 50, 400])
    match draw.randrange(5):
        case 0:
            store.save_assessment(person, {"words": words}, done=False)
        case 1:
            store.keep_question(person, words)
        case 2:
            for _ in range(draw.randrange(6)):
                store.keep_question(person, words)
        case 3:
            store.give_feedback(person, f"answer of {person} {draw.randrange(5)}", "up")
        case 4:
            store.record_sign(person, "soon", f"kind of {person}")


def _traces(folder, text):
    return [path.name for path in folder.iterdir() if text.encode() in path.read_bytes()]


def test_forgetting_works_while_somebody_reads(store):
    fill(store, "me")
    with store.engine.connect() as reader:
        rows = reader.execute(sa.select(tables.questions))
        receipt = store.forget("me")
        rows.close()
    assert receipt.records == 5
    assert _is_empty(store.records("me"))


def test_withdrawing_removes_answers_and_keeps_that_consent_is_no_longer_given(store, clock):
    fill(store, "me")
    fill(store, "you")
    yours = store.records("you")
    later = clock.pass_by(days=1)
    assert store.withdraw("me") == 3
    records = store.records("me")
    assert records["assessments"] == records["questions"] == records["feedback"] == []
    assert len(records["sign_events"]) == 1
    assert records["consents"][-1] == {
        "decision": "withdrawn", "version": "1", "at": later.isoformat(),
    }  # fmt: skip
    assert store.consent("me") == "withdrawn"
    assert store.records("you") == yours
    assert _erasures(store) == []


@pytest.mark.parametrize("decision", ["refused", "withdrawn"])
def test_withdrawing_keeps_a_decision_against_it_as_it_was(store, decision):
    store.record_consent("me", "accepted", "1")
    store.record_consent("me", decision, "2")
    before = store.records("me")
    assert store.withdraw("me") == 0
    assert store.records("me") == before


def test_withdrawing_what_was_never_decided_decides_nothing(store):
    store.keep_question("me", "May I run?")
    assert store.withdraw("me") == 1
    assert store.consent("me") is None


LIMIT = START + timedelta(days=30)
A_MOMENT = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("latest", "is_purged"),
    [(LIMIT - A_MOMENT, True), (LIMIT, False), (LIMIT + A_MOMENT, False)],
)
@pytest.mark.parametrize("last", ["assessment", "question", "consent", "sign", "feedback"])
def test_a_conversation_goes_as_a_whole_when_its_latest_row_is_too_old(
    store, clock, last, latest, is_purged
):
    kept = fill(store, "me")
    clock.now = latest
    {
        "assessment": lambda: store.save_assessment("me", {}, done=True),
        "question": lambda: store.keep_question("me", "May I run?"),
        "consent": lambda: store.record_consent("me", "refused", "1"),
        "sign": lambda: store.record_sign("me", "soon", "fever"),
        "feedback": lambda: store.give_feedback("me", "utter_greet", "up"),
    }[last]()
    left = 0 if is_purged else kept + (last != "assessment")
    assert store.purge(LIMIT) == int(is_purged)
    assert sum(len(rows) for rows in store.records("me").values()) == left


def test_purging_keeps_other_conversations_and_removes_old_erasures(store, clock):
    fill(store, "old")
    store.forget("long gone")
    clock.now = LIMIT
    fill(store, "new")
    recent = store.forget("just now")
    assert store.purge(LIMIT) == 1
    assert list(store.conversations()) == ["new"]
    assert [row.receipt for row in _erasures(store)] == [recent.number]
    assert store.purge(LIMIT) == 0


def test_the_limit_is_the_same_moment_in_every_zone(store, clock):
    fill(store, "me")
    west = timezone(timedelta(hours=-10))
    assert store.purge(START.astimezone(west)) == 0
    assert store.purge((START + A_MOMENT).astimezone(west)) == 1


def test_purging_works_through_more_than_one_portion(store, monkeypatch):
    monkeypatch.setattr(erasure, "_PORTION", 3)
    for number in range(8):
        store.keep_question(f"conversation {number}", "May I run?")
    assert store.purge(LIMIT) == 8
    assert list(store.conversations()) == []


@pytest.mark.parametrize("decision", ["accepted", "refused", "withdrawn"])
def test_the_last_decision_of_a_conversation_that_goes_on_stays(store, decision):
    fill(store, "me")
    fill(store, "you")
    store.record_consent("me", decision, "2")
    assert store.purge(LIMIT, keep={"me"}) == 1
    (left,) = store.records("me").pop("consents")
    assert (left["decision"], left["version"]) == (decision, "2")
    assert sum(len(rows) for rows in store.records("me").values()) == 1
    assert list(store.conversations()) == ["me"]
    assert store.purge(LIMIT, keep={"me"}) == 0
    assert store.consent("me") == decision
    assert store.purge(LIMIT) == 1
    assert store.consent("me") is None


def test_a_conversation_that_goes_on_without_a_decision_leaves_no_record(store):
    store.keep_question("me", "May I run?")
    assert store.purge(LIMIT, keep={"me"}) == 1
    assert list(store.conversations()) == []


def test_decisions_that_stay_do_not_hold_up_the_portions_behind_them(store, monkeypatch):
    monkeypatch.setattr(erasure, "_PORTION", 3)
    names = [f"conversation {number}" for number in range(9)]
    for name in names:
        store.record_consent(name, "refused", "1")
    assert store.purge(LIMIT, keep=set(names[:7])) == 2
    assert list(store.conversations()) == names[:7]


def test_what_is_said_while_old_conversations_are_purged_is_not_lost(store, clock):
    fill(store, "me")
    clock.now = LIMIT
    writer = threading.Thread(target=store.record_sign, args=("me", "soon", "fever"))

    @sa.event.listens_for(store.engine, "after_cursor_execute")
    def speak_once_the_old_are_chosen(_connection, _cursor, statement, *_):
        if "HAVING" in statement and writer.ident is None:
            writer.start()
            writer.join(0.3)

    assert store.purge(LIMIT) == 1
    writer.join(30)
    assert [(sign.kind, sign.at) for sign in store.signs("me")] == [("fever", LIMIT)]
