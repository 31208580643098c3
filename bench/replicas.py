"""Replicas of the server on databases of their own, and people who insist on being answered."""

from __future__ import annotations

import asyncio
import base64
import itertools
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import aiohttp

from bench.servers import Postgres, Redis, free_port

HOME = Path(__file__).resolve().parents[1]
_START = 60.0
"""Seconds for a replica to be ready."""
_PATIENCE = 30.0
"""Seconds that a person goes on sending one message."""
_AGAIN = 0.1
"""Seconds before the same message is sent once more."""
_REFUSED = "utter_consent_refused"
_TRIES_EACH = 8.0
"""Seconds for one try."""


class Replica:
    """``backtalk serve`` in a process of its own."""

    def __init__(self, name: str, env: dict[str, str], folder: Path, *arguments: str) -> None:
        """Log to a file in ``folder``; ``arguments`` go to the command."""
        self.name = name
        self.url = f"http://127.0.0.1:{free_port()}"
        self.log = folder / f"{name}.log"
        self._env = {**env, "BACKTALK_PORT": self.url.rsplit(":", 1)[1]}
        self._arguments = arguments
        self._process: subprocess.Popen[bytes] | None = None
        self._file: IO[bytes] | None = None

    def launch(self) -> None:
        """Start the process; ``ready`` waits for it."""
        self._file = self.log.open("ab")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "backtalk.cli", "serve", *self._arguments],
            cwd=HOME,
            env=self._env,
            stdin=subprocess.DEVNULL,
            stdout=self._file,
            stderr=self._file,
        )

    async def ready(self) -> None:
        """Wait until all its parts are well."""
        assert self._process
        until = time.monotonic() + _START
        async with aiohttp.ClientSession() as session:
            while True:
                assert self._process.poll() is None, self.log.read_text()[-2000:]
                assert time.monotonic() < until, f"{self.name} is not ready"
                try:
                    async with session.get(f"{self.url}/ready") as response:
                        if response.status == 200:
                            return
                except aiohttp.ClientError:
                    pass
                await asyncio.sleep(0.05)

    @property
    def pid(self) -> int:
        """Return the process's id."""
        assert self._process
        return self._process.pid

    def signal(self, number: signal.Signals) -> None:
        """Send ``number`` to the process."""
        assert self._process
        self._process.send_signal(number)

    def wait(self, seconds: float = 30.0) -> int:
        """Return the exit code once it has ended."""
        assert self._process
        assert self._file
        code = self._process.wait(seconds)
        self._file.close()
        return code

    def kill(self) -> None:
        """End it with no time for anything."""
        self.signal(signal.SIGKILL)
        self.wait()

    def end(self) -> None:
        """Kill it if it runs."""
        if self._process and self._process.poll() is None:
            self.kill()


@dataclass
class Stand:
    """PostgreSQL, Redis and replicas that share them."""

    postgres: Postgres
    redis: Redis
    replicas: list[Replica] = field(default_factory=list)

    @classmethod
    def build(cls) -> Stand:
        """Start the servers; no replica runs yet."""
        postgres, redis = Postgres(), Redis()
        postgres.start()
        redis.start()
        return cls(postgres, redis)

    @property
    def env(self) -> dict[str, str]:
        """Return the environment of a replica."""
        return {
            **os.environ,
            "BACKTALK_DATA_DIR": str(self.redis.folder / "data"),
            "BACKTALK_DATABASE_URL": self.postgres.url,
            "BACKTALK_REDIS_URL": self.redis.url,
            "BACKTALK_SECRET": "s" * 40,
            "BACKTALK_RATE_MESSAGE": "100000/minute",
            "BACKTALK_RATE_ADDRESS": "100000/minute",
            "BACKTALK_RATE_SESSION": "100000/minute",
            "BACKTALK_LOG": "json",
            "RASA_TELEMETRY_ENABLED": "false",
        }

    async def launch(self, **replicas: int) -> None:
        """Start replicas, each a name and how many workers it has, and wait for all of them."""
        new = [
            Replica(name, self.env, self.redis.folder, "--workers", str(workers))
            for name, workers in replicas.items()
        ]
        self.replicas += new
        for replica in new:
            replica.launch()
        for replica in new:
            await replica.ready()

    async def ready(self) -> None:
        """Wait until every replica is ready."""
        for replica in self.replicas:
            await replica.ready()

    @property
    def urls(self) -> list[str]:
        """Return where the replicas listen."""
        return [replica.url for replica in self.replicas]

    def end(self) -> None:
        """Stop everything and delete it."""
        for replica in self.replicas:
            replica.end()
        self.redis.end()
        self.postgres.end()


@dataclass(frozen=True)
class Said:
    """A message that was acknowledged: the server answered 200.

    Attributes:
        id: of the message.
        tries: how often it was sent.
        seconds: from the first try to the answer.
        at: when the answer came, on the monotonic clock.
        replies: what the bot said.
    """

    id: str
    tries: int
    seconds: float
    at: float
    replies: tuple[dict[str, Any], ...]


class Person:
    """Somebody who sends a message again until it is answered, as the widget does."""

    _count = itertools.count()

    def __init__(self, session: aiohttp.ClientSession, urls: list[str]) -> None:
        """Talk to whichever of ``urls`` answers."""
        self._session = session
        self._urls = itertools.cycle(urls)
        self._token = ""
        self.said: list[Said] = []

    async def begin(self) -> None:
        """Begin a conversation."""
        url = next(self._urls)
        async with self._session.post(f"{url}/api/session", json={"keep": "token"}) as response:
            assert response.status == 200, response.status
            self._token = (await response.json())["token"]

    @property
    def conversation(self) -> str:
        """Return the conversation's id, from the token."""
        body = self._token.split(".")[1]
        return str(json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))["sub"])

    async def say(
        self, text: str, urls: list[str] | None = None, number: str | None = None
    ) -> Said:
        """Send a message until it is acknowledged; with the ``number`` of one that was sent, again.

        Raises:
            TimeoutError: nobody did, for ``_PATIENCE`` seconds.
        """
        number = number or f"message-{next(self._count):06d}"
        begin = time.monotonic()
        servers = itertools.cycle(urls) if urls else self._urls
        for tries in itertools.count(1):
            talk = await self._try(next(servers), number, text)
            now = time.monotonic()
            if talk is not None:
                mine = [turn for turn in talk["turns"] if turn["id"] == number]
                assert mine, "an acknowledged message is not among the turns"
                said = Said(number, tries, now - begin, now, tuple(mine[-1]["replies"]))
                self.said.append(said)
                return said
            if now - begin > _PATIENCE:
                raise TimeoutError(f"{text!r} was sent {tries} times")
            await asyncio.sleep(_AGAIN)
        raise AssertionError

    async def _try(self, url: str, number: str, text: str) -> dict[str, Any] | None:
        try:
            async with self._session.post(
                f"{url}/api/messages",
                json={"id": number, "text": text, "after": 0},
                headers=self._headers,
                timeout=aiohttp.ClientTimeout(total=_TRIES_EACH),
            ) as response:
                return dict(await response.json()) if response.status == 200 else None
        except (aiohttp.ClientError, asyncio.TimeoutError):
            return None

    async def turns(self, at: str | None = None) -> list[dict[str, Any]]:
        """Return the whole conversation, as the server ``at`` an address has it."""
        url = at or next(self._urls)
        async with self._session.get(f"{url}/api/messages", headers=self._headers) as response:
            assert response.status == 200, response.status
            return list((await response.json())["turns"])

    async def faults(self, *, in_order: bool = True, at: str | None = None) -> list[str]:
        """Return what is wrong with the record of the conversation."""
        turns = await self.turns(at)
        found = [turn["id"] for turn in turns]
        wanted = [said.id for said in self.said]
        faults = [f"{number} is lost" for number in wanted if number not in found]
        faults += [f"{n} is kept {found.count(n)} times" for n in set(found) if found.count(n) > 1]
        shown = {turn["id"]: turn["replies"] for turn in turns}
        if any(reply["response"] == _REFUSED for said in self.said for reply in said.replies):
            shown = {}  # this person wants nothing kept, so that only the course is there
        faults += [
            f"{said.id} was answered {len(said.replies)} times and keeps {len(shown[said.id])}"
            for said in self.said
            if said.id in shown and list(said.replies) != shown[said.id]
        ]
        if in_order and [number for number in found if number in wanted] != wanted:
            faults.append("the order is another")
        return faults

    @property
    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._token}"}
