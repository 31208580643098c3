"""Start, memory, turns and steps of the self-assessment: ``python -m bench.speed``.

The start is the time from `make chat`, with everything in place, to the bot's first words;
turns are timed inside one process. ``--long 1000`` compares the first and the last turns of one
conversation of so many instead.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import resource
import statistics
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

HOME = Path(__file__).resolve().parents[1]

TURNS = (
    "hello",
    "what is dry needling?",
    "does it hurt?",
    "my lower back and left hip hurt, 7 out of 10, for three weeks",
    "can I drive home afterwards",
    "I tried physio but never acupuncture",
    "what's the weather",
    "show me my summary",
)

STEPS = (
    "yes",
    "none of these",
    "low back and left hip",
    "yes",
    "bending",
    "6",
    "since Easter",
    "physio helped, massage did nothing",
    "not yet",
    "no",
    "yes, that is right",
)


def start_seconds(rounds: int) -> list[float]:
    """Return the seconds from `make chat` to the first words of the bot, for each round."""
    times = []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            begin = time.perf_counter()
            with subprocess.Popen(
                ["make", "--silent", "chat"],
                cwd=HOME,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env={**os.environ, "BACKTALK_DATA_DIR": folder},
            ) as chat:
                assert chat.stdout is not None
                while b"Backtalk:" not in chat.stdout.readline():
                    assert chat.poll() is None, "the chat ended before it began"
                times.append(time.perf_counter() - begin)
                chat.communicate()
    return times


def turn_milliseconds(repeats: int) -> tuple[list[float], list[float], float]:
    """Return the milliseconds of each turn and of each step, and the peak memory in MB."""
    said: list[tuple[str, str]] = []
    for number in range(repeats):
        said += [(text, f"bench-{number}") for text in TURNS]
        asked = f"bench-steps-{number}"
        said += [("go through my pain with me", asked), *((text, asked) for text in STEPS)]
    times = _timed(said)
    round_of = len(said) // repeats
    rounds = [times[i : i + round_of] for i in range(0, len(said), round_of)]
    turns = [time for each in rounds for time in each[: len(TURNS)]]
    steps = [time for each in rounds for time in each[len(TURNS) + 1 :]]
    return turns, steps, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def long_conversation(turns: int) -> list[float]:
    """Return the milliseconds of each turn of one conversation."""
    return _timed([(TURNS[number % len(TURNS)], "bench-long") for number in range(turns)])


def _timed(said: Sequence[tuple[str, str]]) -> list[float]:
    """Return the milliseconds that each text takes, each told in the conversation beside it."""
    from backtalk.runtime.start import prepare_rasa

    prepare_rasa()
    from backtalk.runtime.agent import load_agent
    from backtalk.runtime.model import require_model
    from backtalk.runtime.tracker_store import BacktalkTrackerStore
    from backtalk.settings import Settings

    settings = Settings.from_env()
    times: list[float] = []

    async def run(folder: str) -> None:
        store = BacktalkTrackerStore(url=f"sqlite:///{folder}/bench.db")
        agent = await load_agent(settings, require_model(settings), store)
        for text, conversation in said:
            begin = time.perf_counter()
            await agent.turn(text, conversation, "terminal")
            times.append((time.perf_counter() - begin) * 1000)

    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(run(folder))
    return times


def show_long(turns: int) -> None:
    """Print how a long conversation compares with its own beginning."""
    times = long_conversation(turns)
    some = min(10 * len(TURNS), turns // 2)
    for name, found in (("first", times[len(TURNS) : some]), ("last", times[-some:])):
        print(
            f"{name} {len(found)} of {turns} turns: median {statistics.median(found):.1f} ms, "
            f"slowest {max(found):.1f} ms"
        )


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="starts to time")
    parser.add_argument("--long", type=int, metavar="TURNS", help="time one long conversation")
    options = parser.parse_args()
    if options.long:
        show_long(max(options.long, 4 * len(TURNS)))
        return
    starts = start_seconds(options.rounds)
    print(f"start to prompt: median {statistics.median(starts):.1f} s of {len(starts)}")
    times, steps, memory = turn_milliseconds(repeats=15)
    for name, found in (
        ("turn", times[len(TURNS) :]),
        ("step of the assessment", steps[len(STEPS) :]),
    ):
        ordered = sorted(found)
        print(
            f"{name}: median {statistics.median(ordered):.1f} ms, "
            f"95th percentile {ordered[int(len(ordered) * 0.95)]:.1f} ms, n = {len(ordered)}"
        )
    print(f"peak memory: {memory:.0f} MB")


if __name__ == "__main__":
    main()
