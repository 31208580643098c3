"""One turn at a time for each person, whatever happens to Redis or to a process."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from contextlib import AsyncExitStack, asynccontextmanager

import pytest
from rasa.core.lock_store import LockError

from backtalk.errors import BacktalkError
from backtalk.runtime.lock_store import LocalLocks, RedisLocks, make_lock_store
from bench.servers import Redis
from tests.servers import need


@pytest.fixture(scope="module")
def redis():
    need("redis")
    server = Redis()
    server.start()
    yield server
    server.end()


@asynccontextmanager
async def locks(redis, count=1, **options):
    """Yield lock stores as ``count`` processes have them."""
    async with AsyncExitStack() as stack:
        stores = [RedisLocks(redis.url, **options) for _ in range(count)]
        for store in stores:
            stack.push_async_callback(store.close)
        yield stores


async def test_turns_of_one_person_come_one_by_one_in_their_order():
    store, done = LocalLocks(), []

    async def turn(number):
        async with store.lock("me"):
            await asyncio.sleep(0.001)
            done.append(number)

    await asyncio.gather(*map(turn, range(20)))
    assert done == list(range(20))
    assert store.waiting == 0


async def test_others_do_not_wait():
    store = LocalLocks()
    async with store.lock("me"), store.lock("you"):
        assert store.waiting == 2


async def test_who_waits_too_long_is_told_and_leaves_the_queue_whole():
    store = LocalLocks(longest_wait=0.02)
    async with store.lock("me"):
        with pytest.raises(LockError, match="took too long"):
            async with store.lock("me"):
                pass
    async with store.lock("me"):
        assert store.waiting == 1


async def test_a_turn_that_fails_or_is_cancelled_gives_the_lock_back():
    store = LocalLocks()
    with pytest.raises(ZeroDivisionError):
        async with store.lock("me"):
            raise ZeroDivisionError
    async with store.lock("me"):
        waiting = asyncio.create_task(hold(store))
        await asyncio.sleep(0)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
    assert store.waiting == 0


async def hold(store):
    async with store.lock("me"):
        await asyncio.sleep(10)


async def test_two_processes_never_hold_one_conversation(redis):
    inside, most = 0, 0

    async def turn(store):
        nonlocal inside, most
        async with store.lock("me"):
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0.002)
            inside -= 1

    async with locks(redis, 3) as stores:
        await asyncio.gather(*(turn(store) for store in stores * 20))
    assert (most, inside) == (1, 0)


async def test_the_lock_of_a_process_that_died_is_free_after_its_lifetime(redis):
    died = (
        "import asyncio, os, sys\n"
        "from backtalk.runtime.lock_store import RedisLocks\n"
        "async def main():\n"
        "    async with RedisLocks(sys.argv[1], lifetime=0.3).lock('dead'):\n"
        "        os._exit(9)\n"
        "asyncio.run(main())"
    )
    ended = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-W", "ignore", "-c", died, redis.url], check=False
    )
    assert ended.returncode == 9
    async with locks(redis) as (store,), store.lock("dead"):
        pass


async def test_a_long_turn_keeps_its_lock(redis):
    async with locks(redis, 2, lifetime=0.15, longest_wait=0.3) as (mine, other):
        async with mine.lock("me"):
            with pytest.raises(LockError):
                async with other.lock("me"):
                    pass
        async with other.lock("me"):
            pass


async def test_a_lock_that_was_given_back_while_it_was_renewed_stays_free(redis):
    async with locks(redis, lifetime=0.3) as (store,):

        async def turn(number):
            async with store.lock(f"person-{number % 50}"):
                await asyncio.sleep(0.1 + number % 7 / 10_000)  # as long as until the first renewal

        for _ in range(4):
            await asyncio.gather(*map(turn, range(50)))
        assert await store._redis.keys("backtalk:turn:*") == []
        assert len(asyncio.all_tasks()) == 1


async def test_a_lock_whose_answer_was_lost_is_found_to_be_ours(redis):
    async with locks(redis) as (store,):
        assert await store._is_ours("backtalk:turn:x", "token")
        await store._wait_for("backtalk:turn:x", "token")
        assert not await store._is_ours("backtalk:turn:x", "another")


async def test_nobody_gives_back_the_lock_of_another(redis):
    async with locks(redis, 2, lifetime=0.1) as (mine, other):
        async with mine.lock("me"):
            await mine._redis.flushall()
            assert await other._is_ours("backtalk:turn:me", "other")
        assert not await mine._is_ours("backtalk:turn:me", "mine")


async def test_a_short_absence_of_redis_is_waited_for(redis):
    async with locks(redis) as (store,):
        async with store.lock("me"):
            pass
        redis.stop()
        waiting = asyncio.create_task(once(store))
        await asyncio.sleep(0.2)
        await asyncio.to_thread(redis.start)
        await asyncio.wait_for(waiting, 3)


async def once(store):
    async with store.lock("me"):
        pass


async def test_redis_that_stays_away_is_said():
    store = RedisLocks("redis://127.0.0.1:1/0", longest_wait=0.1)
    with pytest.raises(LockError, match="ConnectionError"):
        await once(store)
    await store.close()


async def test_a_lost_lock_is_said_and_not_taken_again(redis, caplog):
    async with locks(redis, 2, lifetime=0.1) as (mine, other), mine.lock("me"):
        await mine._redis.flushall()
        assert await other._is_ours("backtalk:turn:me", "other")
        await asyncio.sleep(0.06)
    assert "A lock was lost" in caplog.text
    assert "me" not in caplog.text.split("A lock was lost", 1)[1].split()


def test_the_address_is_checked_and_its_password_not_shown():
    with pytest.raises(BacktalkError, match="BACKTALK_REDIS_URL") as refused:
        RedisLocks("mysql://user:hush@host")
    assert "hush" not in str(refused.value)


def test_without_redis_the_locks_are_this_process_s():
    assert type(make_lock_store("")) is LocalLocks
    assert type(make_lock_store("rediss://:pass@host:6380/1")) is RedisLocks
