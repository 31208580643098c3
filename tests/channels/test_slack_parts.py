"""The small parts of the Slack face: ids, what came before, order, and what waits to be sent."""

from __future__ import annotations

import asyncio

import pytest

from backtalk.channels import slack_lanes
from backtalk.channels.slack_ids import SlackIds
from backtalk.channels.slack_lanes import Lanes
from backtalk.channels.slack_once import OnceHere, OnceInRedis, make_once
from backtalk.channels.slack_outbox import Outbox
from backtalk.channels.slack_sender import NotSent
from backtalk.runtime.agent import SENDER_ID

IDS = SlackIds("s" * 40)


def test_each_person_in_each_workspace_has_a_conversation_of_their_own():
    people = [
        ("T1", "D1", "U1"),
        ("T2", "D1", "U1"),
        ("T1", "D2", "U1"),
        ("T1", "D1", "U2"),
        ("T1D", "1", "U1"),
    ]
    names = {IDS.conversation(*person) for person in people}
    assert len(names) == len(people)
    assert all(SENDER_ID.fullmatch(name) for name in names)


def test_a_conversation_does_not_lead_back_to_the_person_and_needs_the_secret():
    name = IDS.conversation("T0123", "D0123", "U0123")
    assert name.startswith("slack-")
    assert "0123" not in name
    assert SlackIds("s" * 40).conversation("T0123", "D0123", "U0123") == name
    assert SlackIds("t" * 40).conversation("T0123", "D0123", "U0123") != name


def test_an_id_that_is_no_unicode_makes_an_id_all_the_same():
    assert IDS.message("\ud800") != IDS.message("x")


async def test_a_key_is_new_once_until_time_has_passed():
    now = [0.0]
    once = OnceHere(lambda: now[0], seconds=10)
    assert [await once.first("a"), await once.first("a"), await once.first("b")] == [
        True,
        False,
        True,
    ]
    now[0] = 11.0
    assert await once.first("a")


async def test_a_key_can_be_given_back():
    once = OnceHere()
    await once.first("a")
    await once.again("a")
    assert await once.first("a")


class FakeRedis:
    def __init__(self, kept):
        self.kept = kept
        self.broken = False

    async def set(self, name, value, nx, ex):
        self._check()
        if name in self.kept:
            return None
        self.kept[name] = (value, ex)
        return True

    async def delete(self, name):
        self._check()
        self.kept.pop(name, None)

    async def aclose(self):
        self.broken = True

    def _check(self):
        if self.broken:
            raise ConnectionError("no words")


async def test_processes_that_share_a_redis_see_a_key_once_together():
    kept: dict = {}
    here, there = OnceInRedis(FakeRedis(kept)), OnceInRedis(FakeRedis(kept))
    assert await here.first("a")
    assert not await there.first("a")
    await there.again("a")
    await here.again("a")
    assert await here.first("a")
    assert all(0 < ends <= 3 * 3600 for _, ends in kept.values())


async def test_without_redis_a_process_still_knows_what_it_saw_itself(caplog):
    client = FakeRedis({})
    client.broken = True
    once = OnceInRedis(client)
    assert await once.first("a")
    assert not await once.first("a")
    await once.again("a")
    assert await once.first("a")
    client.broken = False
    assert await once.first("b")
    assert caplog.text.count("events may come twice") == 1
    assert "can be asked again" in caplog.text


async def test_redis_is_used_where_there_is_one():
    assert isinstance(make_once(""), OnceHere)
    once = make_once("redis://localhost:1/0")
    assert isinstance(once, OnceInRedis)
    await once.close()


async def test_a_lane_keeps_its_order_and_holds_up_no_other():
    lanes, done = Lanes(), []

    def job(name, seconds):
        async def run():
            await asyncio.sleep(seconds)
            done.append(name)

        return run

    lanes.put("a", job("a1", 0.05))
    lanes.put("a", job("a2", 0))
    lanes.put("b", job("b1", 0))
    await lanes.drain(5)
    assert done == ["b1", "a1", "a2"]


async def test_what_happened_earlier_and_comes_later_goes_before_what_still_waits():
    lanes, done = Lanes(), []

    def job(name):
        async def run():
            await asyncio.sleep(0.01)
            done.append(name)

        return run

    for order in (1.0, 5.0, 3.0):
        lanes.put("a", job(order), order)
    await lanes.drain(5)
    assert done == [1.0, 3.0, 5.0]


async def test_a_job_that_breaks_is_logged_by_its_kind_and_the_next_one_runs(caplog):
    lanes, done = Lanes(), []

    async def breaks():
        raise ValueError("my secret pain")

    async def works():
        done.append(1)

    lanes.put("a", breaks)
    lanes.put("a", works)
    await lanes.drain(5)
    assert done == [1]
    assert "ValueError" in caplog.text
    assert "secret" not in caplog.text


async def test_a_lane_takes_no_more_than_a_person_can_mean(monkeypatch, caplog):
    monkeypatch.setattr(slack_lanes, "_MOST_WAITING", 2)
    lanes = Lanes()
    assert [lanes.put("a", asyncio.Event().wait) for _ in range(3)] == [True, True, False]
    assert lanes.put("b", asyncio.Event().wait)
    await lanes.drain(0.01)
    assert "cut short: 2" in caplog.text


class Mail:
    """Something to send that fails some times first."""

    def __init__(self, name, sent, *codes, passing=True):
        self.name, self.sent, self.codes, self.passing = name, sent, list(codes), passing

    async def __call__(self):
        if self.codes:
            raise NotSent(self.codes.pop(0), passing=self.passing)
        self.sent.append(self.name)


async def test_what_slack_does_not_take_now_is_sent_later_in_its_order():
    outbox, sent = Outbox(later=(0.01, 0.01)), []
    outbox.put("a", Mail("first", sent, "internal_error", "internal_error"))
    outbox.put("a", Mail("second", sent))
    outbox.put("b", Mail("other", sent))
    await outbox.settle(5)
    assert sent == ["other", "first", "second"]


async def test_what_slack_never_takes_does_not_hold_up_the_rest(caplog):
    outbox, sent = Outbox(later=(0.01,)), []
    outbox.put("a", Mail("first", sent, "channel_not_found", passing=False))
    outbox.put("a", Mail("second", sent, *["internal_error"] * 9))
    outbox.put("a", Mail("third", sent))
    await outbox.settle(5)
    assert sent == ["third"]
    assert "channel_not_found" in caplog.text


async def test_something_else_is_sent_where_slack_will_never_take_it():
    outbox, sent = Outbox(), []
    outbox.put("a", Mail("pdf", sent, "missing_scope", passing=False), Mail("text", sent))
    await outbox.settle(5)
    assert sent == ["text"]


async def test_a_person_who_writes_again_is_not_kept_waiting():
    outbox, sent = Outbox(later=(60.0,)), []
    outbox.put("a", Mail("first", sent, "internal_error"))
    await asyncio.sleep(0.01)
    outbox.put("a", Mail("second", sent))
    await asyncio.wait_for(outbox.settle(5), 2)
    assert sent == ["first", "second"]


async def test_at_the_end_everything_is_tried_once_more_and_nothing_waits():
    outbox, sent = Outbox(later=(60.0, 60.0)), []
    outbox.put("a", Mail("first", sent, "internal_error"))
    outbox.put("b", Mail("second", sent, *["internal_error"] * 9))
    await asyncio.sleep(0.01)
    await asyncio.wait_for(outbox.drain(5), 2)
    assert sent == ["first"]


@pytest.mark.parametrize("code", ["x"])
def test_why_something_was_not_sent_is_slacks_word_alone(code):
    assert str(NotSent(code, passing=True)) == code
