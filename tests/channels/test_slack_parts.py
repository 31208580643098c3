"""The small parts of the Slack face: ids, what came before, order, and what waits to be sent."""

from __future__ import annotations

import asyncio

import pytest

from backtalk.channels import slack_lanes
from backtalk.channels.slack_ids import SlackIds
from backtalk.channels.slack_lanes import Full, Lanes
from backtalk.channels.slack_once import Claim, OnceHere, OnceInRedis, make_once
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
    """What Redis does with keys that end; ``kept`` is shared, and so is the time in it."""

    def __init__(self, kept):
        self.kept = kept
        self.broken = False

    async def set(self, name, value, nx=False, ex=None, px=None):
        self._check()
        if nx and name in self.kept:
            return None
        self.kept[name] = value, self.now + (ex if px is None else px / 1000)
        return True

    async def get(self, name):
        self._check()
        return self.kept.get(name, (None, 0))[0]

    async def pexpire(self, name, milliseconds):
        self._check()
        if name in self.kept:
            self.kept[name] = self.kept[name][0], self.now + milliseconds / 1000

    async def delete(self, name):
        self._check()
        self.kept.pop(name, None)

    async def aclose(self):
        self.broken = True

    @property
    def now(self):
        return self.kept.get("now", 0.0)

    def wait(self, seconds):
        """Let time pass."""
        self.kept["now"] = self.now + seconds

    def _check(self):
        if self.broken:
            raise ConnectionError("no words")
        for name in [name for name in self.kept if name != "now"]:
            if self.kept[name][1] <= self.now:
                del self.kept[name]


async def test_processes_that_share_a_redis_see_a_key_once_together():
    kept: dict = {}
    here, there = OnceInRedis(FakeRedis(kept)), OnceInRedis(FakeRedis(kept))
    assert await here.first("a")
    assert not await there.first("a")
    await there.again("a")
    await here.again("a")
    assert await here.first("a")
    assert all(0 < ends <= 3 * 3600 for _, ends in kept.values())
    assert await here.is_done("a")


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


def two_processes():
    kept: dict = {}
    clients = FakeRedis(kept), FakeRedis(kept)
    return (*clients, *map(OnceInRedis, clients))


async def test_what_one_process_claims_is_theirs_for_another_until_it_is_done_or_given_up():
    _, _, here, there = two_processes()
    assert [await once.claim("a") for once in (here, there, here)] == [
        Claim.OURS,
        Claim.THEIRS,
        Claim.OURS,
    ]
    await there.release("a")  # it is not theirs to give
    assert await there.claim("a") is Claim.THEIRS
    await here.release("a")
    assert await there.claim("a") is Claim.OURS
    await there.done("a")
    assert await here.claim("a") is Claim.DONE
    await here.release("a")
    assert [await once.is_done("a") for once in (here, there)] == [True, True]


async def test_the_claim_of_a_process_that_died_ends_and_that_of_a_living_one_does_not():
    redis, _, here, there = two_processes()
    await here.claim("dead")
    await here.claim("alive")
    redis.wait(20)
    await here.keep("alive")
    redis.wait(20)
    assert await there.claim("dead") is Claim.OURS
    assert await there.claim("alive") is Claim.THEIRS


async def test_what_is_done_stays_done_longer_than_slack_comes_again():
    redis, _, here, there = two_processes()
    await here.claim("a")
    await here.done("a")
    await here.keep("a")
    redis.wait(3600 + 600)
    assert await there.claim("a") is Claim.DONE


async def test_a_claim_is_made_anew_where_redis_was_emptied():
    redis, _, here, there = two_processes()
    await here.claim("a")
    redis.kept.clear()
    await here.keep("a")
    assert await there.claim("a") is Claim.THEIRS


async def test_without_redis_a_process_claims_all_but_what_it_has_done():
    redis, _, here, _ = two_processes()
    redis.broken = True
    assert await here.claim("a") is Claim.OURS
    await here.keep("a")
    await here.done("a")
    await here.release("a")
    assert await here.claim("a") is Claim.DONE
    alone = OnceHere()
    assert await alone.claim("a") is Claim.OURS
    await alone.done("a")
    assert await alone.claim("a") is Claim.DONE


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


async def test_a_place_in_a_lane_holds_up_what_comes_after_it():
    lanes, done = Lanes(), []

    async def work(name, seconds):
        async with lanes.place("a"):
            await asyncio.sleep(seconds)
            done.append(name)

    await asyncio.gather(work("first", 0.05), work("second", 0))
    assert done == ["first", "second"]


async def test_who_leaves_before_its_turn_holds_up_nobody():
    lanes, done = Lanes(), []

    async def work(name):
        async with lanes.place("a"):
            await asyncio.sleep(0.02)
            done.append(name)

    tasks = [asyncio.create_task(work(name)) for name in ("first", "second", "third")]
    await asyncio.sleep(0.01)
    tasks[1].cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert done == ["first", "third"]


async def test_there_is_no_place_in_a_full_lane(monkeypatch):
    monkeypatch.setattr(slack_lanes, "_MOST_WAITING", 0)
    with pytest.raises(Full):
        async with Lanes().place("a"):
            pass


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


async def test_the_end_of_a_message_is_told_and_what_is_lost_is_counted(monkeypatch):
    lost = []
    outbox, sent = Outbox(later=(0.01,), lost=lambda: lost.append(1)), []
    told = [
        outbox.put("a", Mail("taken", sent, "internal_error")),
        outbox.put("b", Mail("refused", sent, "no_text", passing=False)),
        outbox.put("c", Mail("given up", sent, *["internal_error"] * 9)),
        outbox.put("d", Mail("pdf", sent, "no_text", passing=False), Mail("text", sent)),
    ]
    assert [await end for end in told] == [True, True, False, True]
    assert len(lost) == 2
    monkeypatch.setattr(slack_lanes, "_MOST_WAITING", 0)
    assert not await outbox.put("a", Mail("too many", sent))
    assert len(lost) == 3


async def test_what_could_not_be_sent_before_the_end_counts_as_lost():
    lost = []
    outbox = Outbox(lost=lambda: lost.append(1))
    told = [outbox.put("a", asyncio.Event().wait), outbox.put("a", asyncio.Event().wait)]
    await asyncio.sleep(0.01)
    await outbox.drain(0.01)
    assert [await end for end in told] == [False, False]
    assert len(lost) == 2


async def test_a_message_that_breaks_the_sender_has_an_end_too(caplog):
    async def breaks():
        raise ValueError("my secret pain")

    lost = []
    assert not await Outbox(lost=lambda: lost.append(1)).put("a", breaks)
    assert len(lost) == 1
    assert "secret" not in caplog.text


@pytest.mark.parametrize("code", ["x"])
def test_why_something_was_not_sent_is_slacks_word_alone(code):
    assert str(NotSent(code, passing=True)) == code
