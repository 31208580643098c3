"""Workers that die are replaced, and end when they are told to or left alone."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from backtalk.errors import BacktalkError
from backtalk.runtime import supervisor
from backtalk.settings import Settings

WORKER = """
import os, pathlib, signal, sys, time
folder = pathlib.Path(sys.argv[1])
place = os.environ["BACKTALK_WORKER"]
folder.joinpath(f"{place}-{os.getpid()}").touch()
def end(*_):
    folder.joinpath(f"ended-{place}").touch()
    sys.exit(0)
signal.signal(signal.SIGTERM, end)
while sys.stdin.read(1):
    pass
end()
"""
TEAM = """
import sys
from backtalk.runtime.supervisor import Supervisor
sys.exit(Supervisor(sys.argv[1:], 2).run())
"""


def pids(folder: Path) -> dict[str, int]:
    found = [path.name.split("-") for path in folder.iterdir() if path.name[0].isdigit()]
    return {place: int(pid) for place, pid in found if alive(int(pid))}


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
    except OSError:
        return False


def until(true, seconds=10.0):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.02)


@pytest.fixture
def team(tmp_path):
    started = []

    def start(program=WORKER):
        process = subprocess.Popen(
            [sys.executable, "-c", TEAM, sys.executable, "-c", program, str(tmp_path)],
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def test_a_worker_that_dies_is_replaced_and_the_others_stay(team, tmp_path):
    team()
    until(lambda: len(pids(tmp_path)) == 2)
    before = pids(tmp_path)
    os.kill(before["0"], signal.SIGKILL)
    until(lambda: pids(tmp_path).get("0", before["0"]) != before["0"])
    assert pids(tmp_path)["1"] == before["1"]


def test_told_to_stop_it_lets_the_workers_finish(team, tmp_path):
    process = team()
    until(lambda: len(pids(tmp_path)) == 2)
    process.terminate()
    assert process.wait(10) == 0
    assert {path.name for path in tmp_path.glob("ended-*")} == {"ended-0", "ended-1"}
    assert pids(tmp_path) == {}


def test_workers_do_not_outlive_a_supervisor_that_was_killed(team, tmp_path):
    process = team()
    until(lambda: len(pids(tmp_path)) == 2)
    process.kill()
    until(lambda: pids(tmp_path) == {})


def test_settings_that_no_worker_can_use_end_it_all(team):
    process = team("import sys; sys.exit(2)")
    assert process.wait(10) == 2


class Dead:
    """A process that ended at once."""

    def poll(self):
        return 1


class Mortal:
    """A process that lives until it is given an exit code."""

    code = None

    def poll(self):
        return self.code


@pytest.fixture
def watched(monkeypatch):
    """Return a supervisor of one worker, what it started, and a function that lets time pass."""
    now, starts = [0.0], []
    monkeypatch.setattr(supervisor.time, "monotonic", lambda: now[0])
    team = supervisor.Supervisor([], 1)
    monkeypatch.setattr(team, "_start", lambda place: starts.append(Mortal()) or starts[-1])

    def wait(seconds):
        end, code = now[0] + seconds, 0
        while now[0] < end and not code:
            code = team._tend(0, team._workers[0])
            now[0] += 0.1
        return code

    return starts, wait


def test_a_database_that_is_away_while_a_worker_is_replaced_stops_nobody(watched):
    starts, wait = watched
    wait(60)
    starts[-1].code = 1
    wait(1)
    for _ in range(3):
        starts[-1].code = 2
        assert wait(40) == 0
    assert len(starts) == 5
    assert starts[-1].code is None


def test_a_setup_with_which_no_worker_has_served_yet_is_given_up(watched):
    starts, wait = watched
    wait(20)
    starts[-1].code = 2
    assert wait(1) == 2


def test_a_worker_that_is_left_alone_is_stopped_once(monkeypatch):
    ours, theirs = os.pipe()
    stops = []

    async def be_left_alone():
        add_reader = asyncio.get_running_loop().add_reader
        supervisor.end_with_supervisor(add_reader, lambda: stops.append(1))
        await asyncio.sleep(0.02)
        assert not stops
        os.close(theirs)
        await asyncio.sleep(0.1)

    with os.fdopen(ours) as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        asyncio.run(be_left_alone())
    assert stops == [1]


SERVER = """
import asyncio, signal, sys
from aiohttp import web
from backtalk.runtime.supervisor import end_with_supervisor
async def slow(_):
    print("under way", flush=True)
    await asyncio.sleep(1)
    return web.Response(text="answered")
app = web.Application()
app.add_routes([web.get("/", slow)])
loop = asyncio.new_event_loop()
end_with_supervisor(loop.add_reader, lambda: signal.raise_signal(signal.SIGTERM))
web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), loop=loop, print=None, shutdown_timeout=5)
"""


def test_a_worker_that_is_left_alone_answers_what_it_was_asked():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    worker = subprocess.Popen(
        [sys.executable, "-c", SERVER, str(port)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    with worker, ThreadPoolExecutor(1) as asker:
        until(lambda: listens(port))
        answer = asker.submit(lambda: urllib.request.urlopen(f"http://127.0.0.1:{port}/").read())
        assert worker.stdout.readline() == b"under way\n"
        worker.stdin.close()
        assert answer.result(10) == b"answered"
        assert worker.wait(10) == 0


def listens(port):
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", port)) == 0


def test_a_worker_that_keeps_dying_is_started_less_and_less_often(monkeypatch):
    now, starts = [0.0], []
    monkeypatch.setattr(supervisor.time, "monotonic", lambda: now[0])
    team = supervisor.Supervisor([], 1)
    monkeypatch.setattr(team, "_start", lambda place: starts.append(now[0]) or Dead())
    while now[0] < 200:
        assert team._tend(0, team._workers[0]) == 0
        now[0] += 0.1
    pauses = [later - earlier for earlier, later in pairwise(starts)]
    assert pauses[:6] == pytest.approx([0.2, 1.2, 2.2, 4.2, 8.2, 16.2], abs=0.25)
    assert max(pauses) < 31


@pytest.mark.parametrize(
    ("database", "redis"),
    [("sqlite:///x.db", "redis://localhost"), ("postgresql://db/x", "")],
)
def test_several_workers_need_a_server_and_redis(database, redis):
    settings = replace(Settings.from_env(), database_url=database, redis_url=redis)
    with pytest.raises(BacktalkError, match=r"BACKTALK_DATABASE_URL.*BACKTALK_REDIS_URL"):
        supervisor.check(settings)


def test_with_both_they_may_start():
    settings = Settings.from_env()
    supervisor.check(replace(settings, database_url="postgresql://db/x", redis_url="redis://r"))
