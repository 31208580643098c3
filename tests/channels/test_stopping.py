"""A server that is told to stop answers what it was asked, and only then ends."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest

SERVER = """
import asyncio, sys
from aiohttp import web
from backtalk.runtime.patience import Runner
from backtalk.runtime.serving import serve_until_stopped
async def slow(request):
    print("under way", flush=True)
    await asyncio.sleep(float(request.query.get("for", 1)))
    return web.Response(text="answered")
async def cleaned(_):
    print("cleaned up", flush=True)
app = web.Application()
app.add_routes([web.get("/", slow)])
app.on_cleanup.append(cleaned)
runner, loop = Runner(app, last_words=60), asyncio.new_event_loop()
serve_until_stopped(runner, "127.0.0.1", int(sys.argv[1]), loop, shares_port=False)
print("ended", flush=True)
"""


@pytest.fixture
def port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture
def server(port):
    command = [sys.executable, "-W", "ignore", "-c", SERVER, str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as found:
        until = time.monotonic() + 60
        while time.monotonic() < until and not listens(port):
            time.sleep(0.05)
        yield found
        found.kill()


def listens(port):
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.parametrize(
    "signals",
    [
        [signal.SIGTERM],
        [signal.SIGINT],
        # Ctrl-C reaches workers too, and then their supervisor ends them.
        [signal.SIGINT, signal.SIGTERM],
        [signal.SIGTERM, signal.SIGTERM],
    ],
)
def test_what_is_under_way_is_answered(server, port, signals):
    with ThreadPoolExecutor(1) as asker:
        answer = asker.submit(lambda: urllib.request.urlopen(f"http://127.0.0.1:{port}/").read())
        assert server.stdout.readline() == b"under way\n"
        for number in signals:
            server.send_signal(number)
            time.sleep(0.1)
        assert answer.result(10) == b"answered"
    out, _ = server.communicate(timeout=10)
    assert out == b"cleaned up\nended\n"
    assert server.returncode == 0


def test_a_second_ctrl_c_waits_for_nothing(server, port):
    with socket.create_connection(("127.0.0.1", port)) as asker:
        asker.sendall(b"GET /?for=90 HTTP/1.1\r\nHost: x\r\n\r\n")
        assert server.stdout.readline() == b"under way\n"
        for _ in range(2):
            server.send_signal(signal.SIGINT)
            time.sleep(0.5)
        server.wait(30)
        assert asker.recv(100) == b""


def test_silent_connections_do_not_hold_it_up(server, port):
    with (
        socket.create_connection(("127.0.0.1", port)),
        socket.create_connection(("127.0.0.1", port)) as half,
    ):
        half.sendall(b"GET / HT")
        server.send_signal(signal.SIGTERM)
        assert server.wait(30) == 0
