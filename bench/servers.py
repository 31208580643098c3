"""A Redis and a PostgreSQL of our own, which may be stopped, frozen and restarted."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import sqlalchemy as sa

from backtalk.storage.engine import make_engine

_PROGRAMS = {
    "redis": ("redis-server",),
    "postgres": ("initdb", "postgres"),
    "postgres-client": ("pg_dump", "pg_restore", "psql"),
}
_DEADLINE = 20.0
"""Seconds for a server to answer."""


def missing(name: str) -> str:
    """Return which programs of a server are not installed, as words; empty if none."""
    return ", ".join(program for program in _PROGRAMS[name] if shutil.which(program) is None)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """A server process on a port of its own, with a folder that outlives a restart."""

    def __init__(self) -> None:
        """Make the folder."""
        self.folder = Path(tempfile.mkdtemp(prefix="backtalk-server-"))
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self._user: int | None = None

    def command(self) -> list[str]:
        """Return the command that runs it."""
        raise NotImplementedError

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self._process = subprocess.Popen(
            self.command(),
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            user=self._user,
            start_new_session=True,
        )
        until = time.monotonic() + _DEADLINE
        while not self.answers():
            assert self._process.poll() is None, f"{self.command()[0]} ended at once"
            assert time.monotonic() < until, f"{self.command()[0]} does not answer"
            time.sleep(0.02)

    def answers(self) -> bool:
        """Return whether it answers."""
        raise NotImplementedError

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """Stop it and wait until it has ended; ``how`` is the signal."""
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(_DEADLINE)
            self._process = None

    def freeze(self) -> None:
        """Let it stand still, with its connections open."""
        assert self._process
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        assert self._process
        self._process.send_signal(signal.SIGCONT)

    def end(self) -> None:
        """Kill it and delete its folder."""
        self.stop(signal.SIGKILL)
        shutil.rmtree(self.folder, ignore_errors=True)


class Redis(Server):
    """It keeps nothing, so that a restart empties it."""

    @property
    def url(self) -> str:
        """Return its address."""
        return f"redis://127.0.0.1:{self.port}/0"

    def command(self) -> list[str]:
        """Return the command that runs it."""
        where = ("--port", str(self.port), "--bind", "127.0.0.1")
        return ["redis-server", *where, "--save", "", "--appendonly", "no"]

    def answers(self) -> bool:
        """Return whether it answers."""
        try:
            with socket.create_connection(("127.0.0.1", self.port), 1) as connection:
                connection.sendall(b"PING\r\n")
                return connection.recv(16).startswith(b"+PONG")
        except OSError:
            return False


class Postgres(Server):
    """One cluster; each use may make a database in it."""

    def __init__(self) -> None:
        """Make the cluster."""
        super().__init__()
        self.settings: tuple[str, ...] = ()
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            nobody = pwd.getpwnam("nobody")
            self._user = nobody.pw_uid
            os.chown(self.folder, nobody.pw_uid, nobody.pw_gid)
        subprocess.run(
            [
                *("initdb", "-D", str(self.folder / "data"), "-U", "bot"),
                *("-A", "trust", "-E", "UTF8", "--no-sync"),
            ],
            check=True,
            stdout=subprocess.DEVNULL,
            user=self._user,
            cwd=self.folder,
        )

    @property
    def url(self) -> str:
        """Return its address."""
        return f"postgresql+psycopg2://bot@127.0.0.1:{self.port}/postgres"

    def command(self) -> list[str]:
        """Return the command that runs it."""
        where = ("-p", str(self.port), "-h", "127.0.0.1", "-k", "")
        return ["postgres", "-D", str(self.folder / "data"), *where, *self.settings]

    def answers(self) -> bool:
        """Return whether it answers."""
        engine = make_engine(self.url)
        try:
            engine.connect().close()
        except sa.exc.OperationalError:
            return False
        finally:
            engine.dispose()
        return True
