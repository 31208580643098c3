"""Who is slow, silent or greedy is not waited for, and keeps nobody else from being answered."""

from __future__ import annotations

import asyncio
import hashlib
import inspect
import json
import time
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from aiohttp import web
from web_client import PARTNER, Line, ScriptedDesk, app_of, face, listening, request

from backtalk.channels.desk import Page
from backtalk.channels.slack import EVENTS_PATH, SlackFace
from backtalk.channels.slack_door import SlackDoor
from backtalk.runtime.patience import Patience, Runner

QUICK = Patience(head=0.4, body=0.4, work=10.0, idle=1.2, connections=100)
DRIP = 0.05
"""Seconds between two bytes: never long enough to look dead."""
HELLO = json.dumps({"id": "message-1", "text": "hello"}).encode()
SIGNED = {"X_Slack_Request_Timestamp": "1", "X_Slack_Signature": "v0=a"}


@pytest.fixture
def desk():
    return ScriptedDesk()


@asynccontextmanager
async def served(desk, **changes):
    app = app_of(face(desk))
    app.add_routes(SlackFace(None, None, SlackDoor("s" * 32)).routes())
    async with listening(app, replace(QUICK, **changes)) as port:
        yield port


async def session(port):
    """Begin a conversation on a connection of its own; returns the headers that go on with it."""
    line = await Line.open(port)
    line.send(request(b'{"keep": "token"}', path="/api/session"))
    status, _, body = await line.answer()
    line.hang_up()
    assert status == 200
    return {"Authorization": f"Bearer {json.loads(body)['token']}"}


async def ask(line, headers, body=HELLO):
    line.send(request(body, **headers))
    return await line.answer()


async def test_a_connection_that_says_nothing_is_closed(desk):
    async with served(desk) as port:
        line = await Line.open(port)
        assert await line.rest(0.2) is None
        assert await line.rest(1.0) == b""


async def test_headers_that_come_byte_by_byte_are_not_waited_for(desk):
    async with served(desk) as port:
        line = await Line.open(port)
        begun = time.monotonic()
        await line.drip(request() * 10, DRIP)
        assert await line.rest() == b""
        assert time.monotonic() - begun < 10  # all of it would take half a minute


async def test_nor_are_those_of_a_later_request(desk):
    async with served(desk) as port:
        line = await Line.open(port)
        assert (await ask(line, await session(port)))[0] == 200
        begun = time.monotonic()
        await line.drip(request() * 10, DRIP)
        assert await line.rest() == b""
        assert time.monotonic() - begun < 10  # all of it would take half a minute


@pytest.mark.parametrize("pause", [DRIP, 30.0])
async def test_a_body_that_does_not_come_in_time_is_refused_in_json(desk, pause):
    async with served(desk) as port:
        line = await Line.open(port)
        whole = request(HELLO, Origin=PARTNER, **await session(port))
        line.send(whole[: -len(HELLO)])
        sending = asyncio.create_task(line.drip(HELLO, pause))
        status, headers, body = await line.answer(1.5)
        assert status == 408
        assert json.loads(body)["error"] == {
            "code": "too_slow",
            "message": "words of utter_web_too_slow",
        }
        assert headers["connection"] == "close"
        assert headers["access-control-allow-origin"] == PARTNER
        assert await line.rest(1.0) == b""
        sending.cancel()
    assert desk.said == []


async def test_a_body_in_pieces_is_not_waited_for_either(desk):
    async with served(desk) as port:
        line = await Line.open(port)
        whole = request(HELLO, **await session(port)).replace(
            f"Content-Length: {len(HELLO)}".encode(), b"Transfer-Encoding: chunked"
        )
        line.send(whole[: -len(HELLO)])
        sending = asyncio.create_task(line.drip(b"1;" + b"x" * 1000, DRIP))
        assert (await line.answer(1.5))[0] == 408
        sending.cancel()


async def test_slack_is_not_waited_for_longer(desk, caplog):
    async with served(desk) as port:
        line = await Line.open(port)
        whole = request(b"{}" + b" " * 100, path=EVENTS_PATH, **SIGNED)
        line.send(whole[:-100])
        assert (await line.answer(1.5))[0] == 408
        assert await line.rest(1.0) == b""
    assert caplog.text == ""


async def test_a_body_that_nobody_reads_holds_the_connection_no_longer(desk):
    async with served(desk) as port:
        line = await Line.open(port)
        line.send(request(HELLO, path="/api/nothing")[:-5])
        assert (await line.answer())[0] == 404
        assert await line.rest(2.0) == b""


async def test_an_answer_that_is_not_taken_is_not_kept(desk):
    desk.pages["pdf"] = Page("page.pdf", "application/pdf", b"x" * 20_000_000)
    app = app_of(face(desk))
    runner = Runner(app, QUICK)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        port = runner.addresses[0][1]
        line = await Line.open(port, window=4096)
        line.send(request(path="/api/page/pdf", **await session(port)))
        await asyncio.sleep(0.5)
        assert len(runner.server.connections) == 1
        for _ in range(100):
            if runner.server.connections:
                await asyncio.sleep(0.1)
        assert runner.server.connections == []
        line.hang_up()
    finally:
        await runner.cleanup()


async def test_everybody_else_is_answered_meanwhile(desk):
    async with served(desk, head=20.0, body=20.0) as port:
        headers = await session(port)
        slow = [await Line.open(port) for _ in range(60)]
        for number, line in enumerate(slow):
            part = (b"", request()[:20], request(HELLO, **headers)[:-5])[number % 3]
            line.send(part)
        line = await Line.open(port)
        begun = time.monotonic()
        assert (await ask(line, headers))[0] == 200
        assert time.monotonic() - begun < 5
        for line in slow:
            line.hang_up()


async def test_a_connection_that_is_used_now_and_then_stays(desk):
    async with served(desk, idle=3.0) as port:
        line, headers = await Line.open(port), await session(port)
        for _ in range(3):
            assert (await ask(line, headers))[0] == 200
            await asyncio.sleep(0.8)  # longer than headers may take
        assert await line.rest(5.0) == b""  # and then nobody asked any more


async def test_a_long_turn_is_waited_for(desk):
    desk.slow = 2.0
    async with served(desk) as port:
        line = await Line.open(port)
        assert (await ask(line, await session(port)))[0] == 200
    assert desk.done == ["message-1"]


def test_what_is_waited_for_in_earnest():
    patience = Patience()
    assert patience.work > 60  # a turn waits up to 20 s for the one before it, and for its lock
    assert patience.idle > 120  # so long Caddy keeps an idle connection
    assert patience.head <= 10
    assert patience.body <= 15
    assert 50 <= patience.connections <= 1000


async def test_when_there_is_no_room_who_was_silent_for_longest_goes(desk):
    desk.slow = 0.5
    async with served(desk, head=5.0, connections=4) as port:
        headers = await session(port)
        busy = await Line.open(port)
        asked = asyncio.create_task(ask(busy, headers))
        await asyncio.sleep(0.1)
        silent = [await Line.open(port) for _ in range(3)]
        newest = await Line.open(port)
        assert await silent[0].rest(1.0) == b""
        assert await silent[1].rest(0.1) is None
        assert (await ask(newest, headers))[0] == 200
        assert (await asked)[0] == 200


async def test_when_all_are_being_answered_a_new_one_has_to_come_again(desk):
    desk.slow = 2.0
    async with served(desk, connections=3) as port:
        headers = await session(port)
        lines = [await Line.open(port) for _ in range(3)]
        asked = [asyncio.create_task(ask(line, headers)) for line in lines]
        await asyncio.sleep(0.2)
        assert await (await Line.open(port)).rest(1.0) == b""
        assert [(await each)[0] for each in asked] == [200] * 3


@pytest.mark.parametrize(
    "raw",
    [
        b"\x16\x03\x01\x02\x00\x01\x00secret",
        b"secret\r\n\r\n",
        b"GET / HTTP/1.1\r\nAuthorization : secret\r\n\r\n",
        b"GET /secret\xff HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nX: secret" + b"a" * 20_000 + b"\r\n\r\n",
    ],
)
async def test_what_is_no_request_is_refused_without_a_word_of_it(desk, raw, caplog):
    async with served(desk) as port:
        line = await Line.open(port)
        line.send(raw)
        answer = await line.rest()
    assert answer.split()[1] == b"400"
    assert b"secret" not in answer
    assert caplog.text == ""


async def test_who_leaves_in_the_middle_leaves_no_error_behind(desk, caplog):
    async with served(desk) as port:
        headers = await session(port)
        for whole in (request(HELLO, **headers), request(b"{}  ", path=EVENTS_PATH, **SIGNED)):
            line = await Line.open(port)
            line.send(whole[:-2])
            await asyncio.sleep(0.1)
            line.hang_up()
        await asyncio.sleep(0.2)
    assert caplog.text == ""


async def test_a_packed_body_is_not_unpacked(desk):
    import gzip

    async with served(desk) as port:
        line = await Line.open(port)
        body = gzip.compress(HELLO)
        status, _, answer = await ask(
            line, {"Content_Encoding": "gzip", **await session(port)}, body
        )
        assert (status, json.loads(answer)["error"]["code"]) == (415, "not_json")
    assert desk.said == []


def _source(function) -> str:
    return hashlib.sha256(inspect.getsource(function).encode()).hexdigest()[:12]


@pytest.mark.parametrize(
    ("function", "digest"),
    [
        (web.AppRunner._make_server, "2d5358865abd"),
        (web.Server.__init__, "ceb06418afb9"),
        (web.Server.__call__, "c5700549e688"),
        (web.Server.connection_made, "c57094db3538"),
        (web.RequestHandler.connection_made, "44d50b5763b2"),
        (web.RequestHandler.connection_lost, "df2fe6e95fd0"),
        (web.RequestHandler.data_received, "1ee57ebe052e"),
        (web.RequestHandler.close, "84518f965e19"),
        (web.RequestHandler.start, "2e565fd40c8e"),
        (web.RequestHandler.handle_error, "94962ffef500"),
    ],
)
def test_what_is_built_on_reads_as_it_did(function, digest):
    assert _source(function) == digest, f"{function.__qualname__} changed: read it again"
