"""``backtalk serve --workers N``: processes that share one port, and one that looks after them."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from backtalk.errors import BacktalkError
from backtalk.settings import Settings

WORKER = "BACKTALK_WORKER"
"""Environment variable that tells a process which worker it is, from 0."""
DRAIN = 45.0
"""Seconds for a worker to end its turns before it is killed: more than it takes by itself, which is
twice ``server._LAST_WORDS`` (aiohttp waits once more for a request after it has given it up), and
then ``channels.slack.LAST_WORDS``."""
_STEADY = 10.0
"""Seconds after which a worker counts as well started."""
_SERVES = 30.0
"""Seconds after which a worker surely serves: it has loaded its model and found its database."""
_LONGEST_PAUSE = 30.0
_LOOK = 0.1
_BAD_SETTINGS = 2
"""Exit code of a worker that cannot run as it is set up; another would do the same.

Unless one has served with this setup: then it is the database, say, that is away for the moment.
"""


def check(settings: Settings) -> None:
    """Return if several processes can serve with these settings.

    Raises:
        BacktalkError: they would not know of each other's turns.
    """
    if settings.database_url.startswith("sqlite") or not settings.redis_url:
        raise BacktalkError(
            "Several workers need a database server and Redis.",
            "Set BACKTALK_DATABASE_URL to PostgreSQL and BACKTALK_REDIS_URL, or leave --workers.",
        )


@dataclass
class _Worker:
    """One place in the team.

    Attributes:
        process: that fills it, None while it pauses.
        started: when, on the monotonic clock.
        failures: quick deaths in a row.
        due: when the next one may start, likewise.
    """

    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    failures: int = 0
    due: float = 0.0


class Supervisor:
    """Starts workers, replaces those that die, and lets them finish when it is stopped."""

    def __init__(self, command: Sequence[str], count: int) -> None:
        """Run ``command`` ``count`` times, each told its number in the environment."""
        self._command = list(command)
        self._workers = [_Worker() for _ in range(count)]
        self._stopping = False
        self._has_served = False

    def run(self) -> int:
        """Look after the workers until SIGTERM or SIGINT; returns the exit code."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        code = 0
        while not self._stopping and not code:
            for place, worker in enumerate(self._workers):
                code = code or self._tend(place, worker)
            time.sleep(_LOOK)
        self._drain()
        return code

    def _stop(self, *_: object) -> None:
        self._stopping = True

    def _tend(self, place: int, worker: _Worker) -> int:
        """Start or replace a worker; returns an exit code if there is no use in going on."""
        now = time.monotonic()
        if worker.process is None:
            if now >= worker.due:
                worker.process, worker.started = self._start(place), now
            return 0
        ended = worker.process.poll()
        if ended is None:
            self._has_served = self._has_served or now - worker.started >= _SERVES
            return 0
        if ended == _BAD_SETTINGS and not self._has_served:
            return ended
        if now - worker.started >= _STEADY:
            worker.failures = 0
        pause = min(_LONGEST_PAUSE, 2.0 ** (worker.failures - 1)) if worker.failures else 0.0
        worker.failures += 1
        worker.process, worker.due = None, now + pause
        print(f"Worker {place} ended ({ended}); another starts.", file=sys.stderr, flush=True)
        return 0

    def _start(self, place: int) -> subprocess.Popen[bytes]:
        # The pipe ends with this process, however it ends: then the workers stop too.
        return subprocess.Popen(  # noqa: S603
            self._command, env={**os.environ, WORKER: str(place)}, stdin=subprocess.PIPE
        )

    def _drain(self) -> None:
        alive = [worker.process for worker in self._workers if worker.process]
        for process in alive:
            process.terminate()
        until = time.monotonic() + DRAIN
        for process in alive:
            try:
                process.wait(max(0.0, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def worker_number() -> int | None:
    """Return which worker this process is, None if it is none."""
    raw = os.environ.get(WORKER, "")
    return int(raw) if raw.isdigit() else None


def end_with_supervisor(add_reader: Callable[..., None], stop: Callable[[], None]) -> None:
    """Call ``stop`` once when the supervisor is gone; ``add_reader`` is the event loop's."""
    pipe = sys.stdin.fileno()

    def look() -> None:
        if not os.read(pipe, 1):
            # A closed pipe stays readable, and to be stopped again would cut turns short.
            asyncio.get_running_loop().remove_reader(pipe)
            stop()

    add_reader(pipe, look)
