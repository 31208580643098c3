"""Processes count together on Redis, and let everybody in while it is away."""

from __future__ import annotations

import pytest

from backtalk.channels.web_door import Rates, Refused, shared_counts
from bench.servers import Redis
from tests.servers import need


@pytest.fixture(scope="module")
def redis():
    need("redis")
    server = Redis()
    server.start()
    yield server
    server.end()


@pytest.fixture
async def rates(redis):
    """Return the rates of two processes."""
    storages = [shared_counts(redis.url) for _ in range(2)]
    yield [Rates({"message": "3/minute"}, storage) for storage in storages]
    for storage in storages:
        await storage.bridge.get_connection().aclose()


async def test_two_processes_count_together(rates):
    one, other = rates
    for process in (one, other, one):
        await process.check("message", "me", 0.0)
    with pytest.raises(Refused) as refused:
        await other.check("message", "me", 0.0)
    assert refused.value.code == "too_many"
    await other.check("message", "you", 0.0)


async def test_while_redis_is_away_everybody_may_come_in_and_it_is_said_once(rates, redis, caplog):
    (one, _) = rates
    redis.stop()
    for _ in range(10):
        await one.check("message", "them", 0.0)
    redis.start()
    for _ in range(3):
        await one.check("message", "them", 0.0)
    with pytest.raises(Refused):
        await one.check("message", "them", 0.0)
    assert caplog.text.count("Rates are not counted now.") == 1
    assert caplog.text.count("Rates are counted again.") == 1


def test_without_redis_each_process_counts_by_itself():
    assert shared_counts("") is None
