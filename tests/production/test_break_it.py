"""Whatever breaks: nothing acknowledged is lost or answered twice, and it mends by itself."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import time
from contextlib import contextmanager

import aiohttp
import sqlalchemy as sa

from tests.production.conftest import QUESTION, people, under_load

SLOW = """
CREATE OR REPLACE FUNCTION slow_{kind}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN IF NEW.type_name = '{kind}' THEN PERFORM pg_sleep(1.5); END IF; RETURN NEW; END $$;
CREATE TRIGGER slow_{kind} BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION slow_{kind}();
"""
RECOVERY = 5.0
"""Seconds."""


@contextmanager
def slow(database, *kinds):
    """Let the database take a while to store each event of ``kinds``."""
    with database.begin() as connection:
        for kind in kinds:
            connection.exec_driver_sql(SLOW.format(kind=kind))
    try:
        yield
    finally:
        with database.begin() as connection:
            for kind in kinds:
                connection.exec_driver_sql(f"DROP TRIGGER slow_{kind} ON events")


def under_way(database):
    """Return how many turns are in the middle of storing what takes long."""
    asleep = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
    with database.connect() as connection:
        return connection.exec_driver_sql(asleep).scalar()


def wait_until(true):
    until = time.monotonic() + 15
    while not true():
        assert time.monotonic() < until, "it did not come so far"
        time.sleep(0.02)


def stored(database, person, kind="user"):
    query = sa.text("SELECT count(*) FROM events WHERE sender_id = :who AND type_name = :kind")
    with database.connect() as connection:
        return connection.scalar(query, {"who": person.conversation, "kind": kind})


async def test_the_receipt_of_forget_me_is_the_same_at_every_replica(stand):
    async with people(stand) as [person]:
        await person.say(QUESTION)
        await person.say("forget me")
        here, there = ([url] for url in stand.urls[:2])
        first = await person.say("yes", here)
        again = await person.say("yes", there, number=first.id)
        assert [reply["response"] for reply in first.replies] == ["utter_data_deleted"]
        assert again.replies == first.replies
        assert await person.turns() == []


async def test_a_replica_killed_in_mid_turn_and_the_message_sent_to_the_other(stand, database):
    dying, other = stand.replicas
    urls = [dying.url, other.url]
    async with people(stand, 2) as (unstored, unanswered):
        for person in (unstored, unanswered):
            await person.say(QUESTION)
        with slow(database, "user", "bot"):
            turns = [asyncio.create_task(unanswered.say(QUESTION, urls))]
            await asyncio.to_thread(wait_until, lambda: stored(database, unanswered) == 2)
            turns.append(asyncio.create_task(unstored.say(QUESTION, urls)))
            await asyncio.to_thread(wait_until, lambda: under_way(database) == 2)
            dying.kill()
            dying.launch()
            assert (stored(database, unstored), stored(database, unanswered)) == (1, 2)
            said = await asyncio.gather(*turns)
        for person, one in zip((unanswered, unstored), said, strict=True):
            assert one.tries > 1
            assert one.seconds < 12
            assert len(one.replies) == 1
            await person.say("does it hurt", [other.url])
            assert await person.faults(at=other.url) == []
            assert stored(database, person) == stored(database, person, "bot") == 3


async def test_fifty_messages_of_one_person_at_once_on_two_replicas(stand, database):
    async with people(stand) as (person,):
        await person.say(QUESTION)
        await asyncio.gather(*(person.say(QUESTION) for _ in range(50)))
        assert await person.faults(in_order=False) == []
        assert stored(database, person) == stored(database, person, "bot") == 51
        with database.connect() as connection:
            kinds = connection.scalars(
                sa.text(
                    "SELECT type_name FROM events WHERE sender_id = :who "
                    "AND type_name IN ('user', 'bot') ORDER BY id"
                ),
                {"who": person.conversation},
            ).all()
        assert kinds == ["user", "bot"] * 51


async def test_postgresql_stopped_and_started_under_load(stand, database):
    async def restart():
        await asyncio.to_thread(stand.postgres.stop, signal.SIGINT)
        await asyncio.sleep(0.5)
        await asyncio.to_thread(stand.postgres.start)
        return time.monotonic()

    back, said = await under_load(stand, restart)
    assert min(one.at for one in said if one.at > back) - back < RECOVERY
    database.dispose()


async def test_postgresql_crashing_under_load(stand, database):
    async def crash():
        await asyncio.to_thread(stand.postgres.stop, signal.SIGQUIT)
        await asyncio.to_thread(stand.postgres.start)
        return time.monotonic()

    back, said = await under_load(stand, crash)
    assert min(one.at for one in said if one.at > back) - back < RECOVERY
    database.dispose()


async def test_redis_stopped_and_started_empty_under_load(stand):
    async def restart():
        await asyncio.to_thread(stand.redis.stop)
        await asyncio.sleep(0.5)
        await asyncio.to_thread(stand.redis.start)
        return time.monotonic()

    back, said = await under_load(stand, restart)
    assert min(one.at for one in said if one.at > back) - back < RECOVERY
    # Nobody had to send anything again: a turn waits for Redis that long.
    assert max(one.tries for one in said) == 1


async def test_connections_dropped_under_load(stand, database):
    async def drop():
        for _ in range(10):
            with database.begin() as connection:
                connection.exec_driver_sql(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
                )
            await asyncio.sleep(0.2)

    await under_load(stand, drop)


async def test_one_slow_conversation_holds_nobody_else_up(stand, database):
    async with people(stand, 2) as (slow_one, other):
        await slow_one.say(QUESTION)
        with database.connect() as holder, holder.begin():
            key = {"who": slow_one.conversation}
            holder.execute(sa.text("SELECT pg_advisory_xact_lock(hashtextextended(:who, 7))"), key)
            waiting = asyncio.create_task(slow_one.say(QUESTION))
            quick = [await other.say(QUESTION) for _ in range(5)]
            assert not waiting.done()
        await waiting
        assert max(said.seconds for said in quick) < 1.5
        assert await slow_one.faults() == []


async def test_a_database_that_stands_still_is_waited_for_and_the_process_lives(stand, database):
    async with people(stand, 4) as crowd, aiohttp.ClientSession() as session:
        with database.connect() as holder, holder.begin():
            holder.exec_driver_sql("LOCK TABLE events")
            waiting = [asyncio.create_task(person.say(QUESTION)) for person in crowd]
            slowest = 0.0
            for _ in range(10):
                begin = time.monotonic()
                async with session.get(f"{stand.urls[0]}/live") as response:
                    assert response.status == 200
                slowest = max(slowest, time.monotonic() - begin)
                await asyncio.sleep(0.1)
        await asyncio.gather(*waiting)
        for person in crowd:
            assert await person.faults() == []
    assert slowest < 1.0


async def test_a_server_that_lost_its_database_says_that_it_is_not_ready(stand, database):
    async with aiohttp.ClientSession() as session:
        await asyncio.to_thread(stand.postgres.stop, signal.SIGINT)
        try:
            async with session.get(f"{stand.urls[0]}/ready") as response:
                assert response.status == 503
                assert not (await response.json())["parts"]["database"]
        finally:
            await asyncio.to_thread(stand.postgres.start)
    database.dispose()
    for replica in stand.replicas:
        await asyncio.wait_for(replica.ready(), RECOVERY)


async def test_a_worker_that_was_killed_is_replaced_and_told_to_stop_all_finish(stand, database):
    team = stand.replicas[1]
    async with people(stand) as (person,):
        await person.say(QUESTION, [team.url])
        before = workers(team)
        os.kill(before[0], signal.SIGKILL)
        await person.say(QUESTION, [team.url])
        await asyncio.to_thread(wait_until, lambda: set(workers(team)) - set(before))
        with slow(database, "bot"):
            last = asyncio.create_task(person.say(QUESTION, [team.url]))
            await asyncio.to_thread(wait_until, lambda: under_way(database) == 1)
            team.signal(signal.SIGTERM)
            said = await last
        assert said.tries == 1
        assert await asyncio.to_thread(team.wait) == 0
        assert stored(database, person) == stored(database, person, "bot") == 3


def workers(team):
    """Return the ids of the workers that a supervisor has."""
    children = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(team.pid)], capture_output=True, check=True, text=True
    )
    return sorted(map(int, children.stdout.split()))


def test_no_word_of_a_person_stands_in_the_logs_of_all_this(stand):
    for replica in stand.replicas:
        log = replica.log.read_text()
        assert "dry needling" not in log
        assert "Traceback" not in log
