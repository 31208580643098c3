"""Slack is told that a message arrived when its answer has: what is not done, it brings again."""

from __future__ import annotations

import asyncio
import time
from contextlib import AsyncExitStack, asynccontextmanager

import pytest
from fake_slack import FakeSlack
from slack_person import Person, SlackDesk, served, settled, slack_face
from test_slack_parts import FakeRedis

from backtalk.channels import slack_deliveries
from backtalk.channels.contract import Reply
from backtalk.channels.slack_once import OnceInRedis

TWO = [Reply("one", None, "notice"), Reply("two", None, "notice")]


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    for name in ("HTTPS_PROXY", "HTTP_PROXY", "https_proxy", "http_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr(slack_deliveries, "PATIENCE", 0.4)
    monkeypatch.setattr(slack_deliveries, "_LOOK", 0.05)


class Clinic:
    """A Slack, and the processes of a bot that answers there."""

    def __init__(self, stack, slack, library):
        self.stack, self.slack, self.library = stack, slack, library
        self.kept: dict = {}

    async def process(self, desk, *, redis=True, **changes):
        """Start a process; returns somebody whose messages Slack brings there."""
        client = FakeRedis(self.kept)
        if redis:
            changes["once"] = OnceInRedis(client)
        face = slack_face(self.slack, desk, self.library, **changes)
        person = Person(await self.stack.enter_async_context(served(face)), self.slack)
        person.face, person.desk, person.redis = face, desk, client
        return person

    async def kill(self, person):
        """Let a process do nothing any more, and nothing at its end."""
        person.redis.broken = True
        await person.face.acts.drain(0)
        await person.face.turns.outbox.drain(0)
        await person.face.acts.close(0)

    def wait(self, seconds):
        FakeRedis(self.kept).wait(seconds)

    @property
    def texts(self):
        return [message["text"] for message in self.slack.said("DU1")]


@pytest.fixture
async def clinic(library):
    async with AsyncExitStack() as stack:
        slack = await stack.enter_async_context(FakeSlack())
        yield Clinic(stack, slack, library)
        assert slack.refused == []


class Endless(SlackDesk):
    """Never comes to store a message."""

    async def answer(self, conversation, said):
        await asyncio.Event().wait()


@asynccontextmanager
async def no_new_turn(desk):
    before = list(desk.said)
    yield
    assert desk.said == before


async def test_a_message_is_acknowledged_after_its_answer_stands_in_slack(clinic):
    person = await clinic.process(SlackDesk(slow=0.1))
    assert (await person.say("hello")).status == 200
    assert clinic.texts == ["echo hello"]


async def test_what_takes_longer_is_not_acknowledged_until_it_is_done(clinic):
    person = await clinic.process(SlackDesk(slow=0.6))
    message = person.message("hello")
    first = await person.event(message, "Ev1")
    assert (first.status, first.text) == (503, "")
    assert 0.3 < first.seconds < 0.6
    second = await person.event(message, "Ev1")
    assert second.status == 200
    assert clinic.texts == ["echo hello"]
    assert person.desk.texts == ["hello"]


async def test_deliveries_side_by_side_are_one_turn_and_are_acknowledged_together(clinic):
    person = await clinic.process(SlackDesk(slow=0.2))
    message = person.message("hello")
    answers = await asyncio.gather(*(person.event(message, f"Ev{n}") for n in range(4)))
    assert {answer.status for answer in answers} == {200}
    assert clinic.texts == ["echo hello"]
    assert person.desk.texts == ["hello"]


@pytest.mark.parametrize("redis", [True, False])
async def test_what_is_done_is_acknowledged_at_once_and_not_done_again(clinic, redis):
    person = await clinic.process(SlackDesk(), redis=redis)
    message = person.message("hello")
    await person.event(message, "Ev1")
    async with no_new_turn(person.desk):
        assert [(await person.event(message, "Ev1")).status for _ in range(3)] == [200] * 3
    assert clinic.texts == ["echo hello"]


@pytest.mark.parametrize("redis", [True, False])
async def test_a_message_whose_process_was_killed_before_storing_it_is_answered_by_the_next(
    clinic, redis
):
    first = await clinic.process(Endless(), redis=redis)
    message = first.message("hello")
    assert (await first.event(message, "Ev1")).status == 503
    await clinic.kill(first)
    clinic.wait(31)  # Slack comes again after a minute
    second = await clinic.process(SlackDesk(), redis=redis)
    assert (await second.event(message, "Ev1")).status == 200
    assert clinic.texts == ["echo hello"]
    assert second.desk.texts == ["hello"]


async def test_a_retry_that_comes_soon_after_the_death_is_not_swallowed(clinic):
    first = await clinic.process(Endless())
    message = first.message("hello")
    await first.event(message, "Ev1")
    await clinic.kill(first)
    second = await clinic.process(SlackDesk())
    assert (await second.event(message, "Ev1")).status == 503
    clinic.wait(31)
    assert (await second.event(message, "Ev1")).status == 200
    assert clinic.texts == ["echo hello"]


async def test_another_replica_leaves_to_the_first_what_that_is_doing(clinic):
    first = await clinic.process(SlackDesk(slow=1.0))
    second = await clinic.process(SlackDesk())
    message = first.message("hello")
    assert (await first.event(message, "Ev1")).status == 503
    assert (await second.event(message, "Ev1")).status == 503
    await settled(first.face)
    assert (await second.event(message, "Ev1")).status == 200
    assert clinic.texts == ["echo hello"]
    assert second.desk.said == []


async def test_another_replica_acknowledges_as_soon_as_the_first_is_done(clinic):
    first = await clinic.process(SlackDesk(slow=0.5))
    second = await clinic.process(SlackDesk())
    message = first.message("hello")
    assert (await first.event(message, "Ev1")).status == 503
    assert (await second.event(message, "Ev1")).status == 200
    assert clinic.texts == ["echo hello"]
    assert second.desk.said == []


async def test_a_replica_that_works_long_keeps_its_claim(clinic, monkeypatch):
    monkeypatch.setattr(slack_deliveries, "CLAIMED", 0.3)
    first = await clinic.process(SlackDesk(slow=1.0))
    second = await clinic.process(SlackDesk())
    message = first.message("hello")
    await first.event(message, "Ev1")
    clinic.wait(20)
    await asyncio.sleep(0.15)
    clinic.wait(20)
    assert (await second.event(message, "Ev1")).status == 503
    await settled(first.face)
    assert clinic.texts == ["echo hello"]
    assert second.desk.said == []


async def test_while_redis_is_away_a_message_is_answered_and_once_by_each_process(clinic):
    person = await clinic.process(SlackDesk())
    person.redis.broken = True
    message = person.message("hello")
    assert [(await person.event(message, "Ev1")).status for _ in range(2)] == [200, 200]
    assert clinic.texts == ["echo hello"]
    assert person.desk.texts == ["hello"]


async def test_a_message_is_rather_answered_twice_than_lost_when_redis_is_away_and_the_process_dies(
    clinic,
):
    first = await clinic.process(Endless())
    second = await clinic.process(SlackDesk())
    first.redis.broken = second.redis.broken = True
    message = first.message("hello")
    await first.event(message, "Ev1")
    assert (await second.event(message, "Ev1")).status == 200
    assert clinic.texts == ["echo hello"]
    await clinic.kill(first)


async def test_answers_that_stand_in_slack_are_not_posted_again_after_a_death(clinic):
    first = await clinic.process(SlackDesk(replies=TWO), later=(60.0,))
    message = first.message("hello")
    post, posted = first.face.turns.sender.post, []

    async def post_one(place, what):
        if posted:
            await asyncio.Event().wait()
        posted.append(what)
        await post(place, what)

    first.face.turns.sender.post = post_one
    assert (await first.event(message, "Ev1")).status == 503
    assert clinic.texts == ["one"]
    await clinic.kill(first)
    clinic.wait(31)
    second = await clinic.process(SlackDesk(replies=TWO))
    assert (await second.event(message, "Ev1")).status == 200
    assert clinic.texts == ["one", "two"]


async def test_the_same_words_twice_in_one_answer_are_both_posted(clinic):
    person = await clinic.process(SlackDesk(replies=[TWO[0], TWO[0]]))
    await person.say("hello")
    assert clinic.texts == ["one", "one"]


async def test_while_slack_takes_no_answer_the_message_is_not_acknowledged(clinic):
    person = await clinic.process(SlackDesk(), later=(0.8,))
    clinic.slack.fail("chat.postMessage", "internal_error")
    message = person.message("hello")
    assert (await person.event(message, "Ev1")).status == 503
    await settled(person.face)
    assert (await person.event(message, "Ev1")).status == 200
    assert clinic.texts == ["echo hello"]
    assert person.desk.texts == ["hello"]


async def test_an_answer_that_was_given_up_is_posted_when_slack_brings_the_message_again(clinic):
    person = await clinic.process(SlackDesk(), later=())
    clinic.slack.fail("chat.postMessage", "internal_error")
    message = person.message("hello")
    assert (await person.event(message, "Ev1")).status == 503
    assert (await person.event(message, "Ev1")).status == 200
    assert clinic.texts == ["echo hello"]
    assert len({said.id for _, said, _ in person.desk.said}) == 1


async def test_what_slack_will_never_take_is_acknowledged_and_counted(clinic):
    person = await clinic.process(SlackDesk())
    lost = []
    person.face.turns.outbox.lost = lambda: lost.append(1)
    clinic.slack.fail("chat.postMessage", "channel_not_found")
    assert (await person.say("hello")).status == 200
    assert (clinic.texts, len(lost)) == ([], 1)


async def test_a_direct_message_that_cannot_be_opened_is_counted(clinic):
    person = await clinic.process(SlackDesk())
    lost = []
    person.face.turns.outbox.lost = lambda: lost.append(1)
    clinic.slack.fail("conversations.open", "missing_scope")
    assert (await person.command("hello")).status == 200
    await settled(person.face)
    assert (clinic.texts, len(lost)) == ([], 1)


async def test_who_is_too_fast_is_not_brought_again(clinic):
    person = await clinic.process(SlackDesk(), rate="1/hour")
    assert [(await person.say(text)).status for text in ("one", "two")] == [200, 200]
    assert person.desk.texts == ["one"]


async def test_what_comes_next_does_not_wait_until_slack_has_taken_what_was_before(clinic):
    person = await clinic.process(SlackDesk(), later=(60.0,))
    clinic.slack.fail("chat.postMessage", "internal_error")
    await person.say("one")
    assert (await person.say("two")).status == 200
    assert clinic.texts == ["echo one", "echo two"]


async def test_work_that_breaks_is_not_acknowledged_and_holds_up_nobody(clinic, caplog):
    person = await clinic.process(SlackDesk())
    look = person.face.turns.look.messages

    def breaks(reply):
        raise ValueError("my secret pain")

    message = person.message("hello")
    person.face.turns.look = type("Look", (), {"messages": staticmethod(breaks)})()
    assert (await person.event(message, "Ev1")).status == 503
    person.face.turns.look = type("Look", (), {"messages": staticmethod(look)})()
    assert (await person.event(message, "Ev1")).status == 200
    assert clinic.texts == ["echo hello"]
    assert "ValueError" in caplog.text
    assert "secret" not in caplog.text


async def test_a_server_that_stops_finishes_what_was_not_acknowledged_and_notes_it(library):
    async with FakeSlack() as slack:
        kept: dict = {}
        message, began = None, time.monotonic()
        desks = [SlackDesk(slow=0.8), SlackDesk()]
        for desk, status in zip(desks, (503, 200), strict=True):
            face = slack_face(slack, desk, library, once=OnceInRedis(FakeRedis(kept)))
            async with served(face) as client:
                person = Person(client, slack)
                message = message or person.message("hello")
                assert (await person.event(message, "Ev1")).status == status
        assert [said["text"] for said in slack.said("DU1")] == ["echo hello"]
        assert time.monotonic() - began < 5
    assert desks[1].said == []


async def test_what_a_server_cannot_finish_is_left_to_the_next_one_at_once(clinic):
    person = await clinic.process(Endless())
    message = person.message("hello")
    await person.event(message, "Ev1")
    await person.face.acts.drain(0)
    await person.face.acts.close(0)
    second = await clinic.process(SlackDesk())
    assert (await second.event(message, "Ev1")).status == 200
    assert clinic.texts == ["echo hello"]
