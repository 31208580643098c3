"""Longer rounds of breaking it, and 200 people at once: ``python -m bench.production``.

Starts a PostgreSQL and a Redis of its own (their programs must be installed). The short rounds
that belong to every test run are in tests/production.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import signal
import statistics
import time
from collections.abc import Awaitable, Callable

import aiohttp

from bench.replicas import Person, Said, Stand

QUESTIONS = (
    "what is dry needling",
    "does it hurt",
    "is it safe?",
    "how long does the relief last",
    "can I drive home afterwards",
    "my lower back and left hip hurt, 7 out of 10, for three weeks",
    "thanks",
)


async def kill_rounds(stand: Stand, rounds: int) -> None:
    """Kill a replica at a random moment of a turn; the message goes on to the other."""
    waits, faults = [], []
    async with _session() as session:
        for number in range(rounds):
            dying, other = random.sample(stand.replicas, 2)
            people = [Person(session, [dying.url, other.url]) for _ in range(4)]
            for person in people:
                await person.begin()
                await person.say(QUESTIONS[0], [dying.url])
            urls = [dying.url, other.url]
            turns = [asyncio.create_task(person.say(QUESTIONS[1], urls)) for person in people]
            await asyncio.sleep(random.uniform(0.0, 0.12))
            dying.kill()
            waits += [(await turn).seconds for turn in turns]
            for person in people:
                await person.say(QUESTIONS[2], [other.url])
                faults += await person.faults(at=other.url)
            dying.launch()
            await dying.ready()
            print(f"\rkilled {number + 1} of {rounds}", end="", flush=True)
    print(
        f"\rkill -9 in mid-turn, {rounds} rounds, {rounds * 4} people: "
        f"{len(faults)} messages lost, doubled or out of order; answered after "
        f"{statistics.median(waits):.1f} s (median), {max(waits):.1f} s (slowest)"
    )
    for fault in faults:
        print(f"  {fault}")


async def outage(
    stand: Stand, name: str, down: Callable[[], None], up: Callable[[], None], people: int = 20
) -> None:
    """Take a server away for two seconds while people talk."""
    async with _session() as session:
        crowd = [Person(session, stand.urls) for _ in range(people)]
        for person in crowd:
            await person.begin()
        until = time.monotonic() + 12.0

        async def talk(person: Person) -> None:
            while time.monotonic() < until:
                await person.say(random.choice(QUESTIONS))
                await asyncio.sleep(random.uniform(0.2, 0.8))

        talking = asyncio.gather(*(talk(person) for person in crowd))
        await asyncio.sleep(2.0)
        await asyncio.to_thread(down)
        await asyncio.sleep(2.0)
        await asyncio.to_thread(up)
        back = time.monotonic()
        await talking
        said = [one for person in crowd for one in person.said]
        after = [one for one in said if one.at > back]
        slowest = max(one.at - back for one in after if one.at - one.seconds < back)
        faults = [fault for person in crowd for fault in await person.faults()]
    print(
        f"{name}: {len(said)} messages, {len(faults)} lost, doubled or out of order; first answer "
        f"{min(one.at for one in after) - back:.2f} s after it was back, all that waited by "
        f"{slowest:.2f} s; most tries {max(one.tries for one in said)}"
    )
    for fault in faults:
        print(f"  {fault}")


async def crowd(stand: Stand, people: int, seconds: float, pause: float) -> None:
    """Let many people talk to one worker, each with about ``pause`` seconds between messages."""
    url = stand.urls[0]
    async with _session() as session:
        everybody = [Person(session, [url]) for _ in range(people)]
        for person in everybody:
            await person.begin()
        begin = time.monotonic()
        until = begin + seconds

        async def talk(person: Person) -> None:
            await asyncio.sleep(random.uniform(0.0, pause))
            while time.monotonic() < until:
                await person.say(random.choice(QUESTIONS))
                await asyncio.sleep(random.uniform(0.5 * pause, 1.5 * pause))

        await asyncio.gather(*map(talk, everybody))
        took = time.monotonic() - begin
        said = [one for person in everybody for one in person.said]
        faults = [fault for person in everybody for fault in await person.faults()]
    print(
        f"{people} people, one worker, a message each {pause:g} s, {took:.0f} s: {len(said)} "
        f"messages ({len(said) / took:.0f} a second), {sum(one.tries - 1 for one in said)} sent "
        f"again, {len(faults)} lost, doubled or out of order; {_spread(said)}"
    )


def _spread(said: list[Said]) -> str:
    seconds = sorted(one.seconds for one in said)
    shares = {"50 %": 0.5, "95 %": 0.95, "99 %": 0.99}
    within = (f"{name} within {seconds[int(len(seconds) * n)]:.2f} s" for name, n in shares.items())
    return ", ".join((*within, f"slowest {seconds[-1]:.2f} s"))


def _session() -> aiohttp.ClientSession:
    return aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))


async def _run(options: argparse.Namespace) -> None:
    stand = Stand.build()
    parts: dict[str, Callable[[], Awaitable[None]]] = {
        "kill": lambda: kill_rounds(stand, options.rounds),
        "postgres": lambda: outage(
            stand,
            "PostgreSQL restarted",
            lambda: stand.postgres.stop(signal.SIGINT),
            stand.postgres.start,
        ),
        "redis": lambda: outage(stand, "Redis restarted", stand.redis.stop, stand.redis.start),
        "stall": lambda: outage(
            stand, "Redis standing still", stand.redis.freeze, stand.redis.thaw
        ),
    }
    try:
        await stand.launch(a=1)
        if "people" in options.parts:
            await crowd(stand, options.people, options.seconds, options.pause)
        if set(options.parts) - {"people"}:
            await stand.launch(b=1)
        for name, part in parts.items():
            if name in options.parts:
                await part()
    finally:
        stand.end()


def main() -> None:
    """Run the parts that were asked for, all by default."""
    every = ("people", "kill", "postgres", "redis", "stall")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(every))
    parser.add_argument("--rounds", type=int, default=20, help="kills")
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=120.0, help="that the people talk")
    parser.add_argument("--pause", type=float, default=15.0, help="seconds between two messages")
    options = parser.parse_args()
    if unknown := set(options.parts) - set(every):
        parser.error(f"there is no part {', '.join(sorted(unknown))}")
    options.parts = options.parts or list(every)
    asyncio.run(_run(options))


if __name__ == "__main__":
    main()
