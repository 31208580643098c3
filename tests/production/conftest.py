"""Two replicas, three processes in all, on a PostgreSQL and a Redis that these tests may break."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
import sqlalchemy as sa

from backtalk.storage.engine import make_engine
from bench.replicas import Person, Stand
from tests.servers import need

QUESTION = "what is dry needling"


@pytest.fixture(scope="session")
def stand(model) -> Iterator[Stand]:
    """Return PostgreSQL, Redis, a replica of one process and one of two workers, all running."""
    need("postgres")
    need("redis")
    stand = Stand.build()
    try:
        asyncio.run(stand.launch(a=1, b=2))
        yield stand
    finally:
        stand.end()


@pytest.fixture(scope="session")
def database(stand) -> Iterator[sa.engine.Engine]:
    """Return a way round the replicas into their database."""
    engine = make_engine(stand.postgres.url)
    yield engine
    engine.dispose()


@asynccontextmanager
async def people(stand: Stand, count: int = 1):
    """Yield so many people who talk to both replicas in turn."""
    await stand.ready()
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        found = [Person(session, stand.urls) for _ in range(count)]
        for person in found:
            await person.begin()
        yield found


async def chatter(person: Person, enough: asyncio.Event) -> None:
    """Say one thing after the other, with a short breath between, and once more at the end."""
    while not enough.is_set():
        await person.say(QUESTION)
        await asyncio.sleep(0.1)
    await person.say(QUESTION)


async def under_load(stand: Stand, what):
    """Let eight people talk while ``what`` happens; return what it returns, and what was said.

    At the end nothing acknowledged is lost, doubled or out of order.
    """
    async with people(stand, 8) as crowd:
        enough = asyncio.Event()
        talking = asyncio.gather(*(chatter(person, enough) for person in crowd))
        await asyncio.sleep(0.5)
        result = await what()
        await asyncio.sleep(0.5)
        enough.set()
        await talking
        for person in crowd:
            assert await person.faults() == []
        return result, [said for person in crowd for said in person.said]
