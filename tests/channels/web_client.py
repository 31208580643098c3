"""A web face on a desk that answers from a script, and a client for it."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from backtalk.channels.contract import Reply
from backtalk.channels.desk import Page, PastTurn, Said, Talk
from backtalk.channels.web import WebFace
from backtalk.channels.web_door import BODY_LIMIT, Origins, Rates
from backtalk.channels.web_sessions import WebSessions
from backtalk.runtime.patience import Patience, Runner

PARTNER = "https://clinic.example"
RATES = {"message": "1000/minute", "address": "1000/minute", "session": "1000/minute"}


@dataclass
class ScriptedDesk:
    """Echoes what is said, keeps what it was asked, and can be told to fail or to be slow."""

    ready: bool = True
    failing: bool = False
    breaks: Exception | None = None
    slow: float = 0.0
    said: list[tuple[str, Said, int]] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    pages: dict[str, Page] = field(default_factory=dict)
    opinions: list[tuple[str, str, str]] = field(default_factory=list)

    def is_ready(self) -> bool:
        return self.ready

    def reply(self, response: str) -> Reply:
        return Reply(f"words of {response}", response, "smalltalk")

    async def say(self, conversation: str, said: Said, after: int) -> Talk:
        if self.breaks:
            raise self.breaks
        self.said.append((conversation, said, after))
        await asyncio.sleep(self.slow)
        self.done.append(said.id)
        turn = PastTurn(
            said.id, after + 2, said.text, (Reply(f"echo {said.text}", None, "notice"),)
        )
        return Talk((turn,), turn.number, failed=self.failing)

    async def since(self, conversation: str, after: int) -> Talk:
        mine = [said for name, said, _ in self.said if name == conversation]
        turns = [PastTurn(said.id, n, said.text, ()) for n, said in enumerate(mine, start=1)]
        return Talk(tuple(turn for turn in turns if turn.number > after), len(turns))

    async def page(self, conversation: str, kind: str) -> Page | None:
        return self.pages.get(kind)

    def rate(self, conversation: str, response: str, opinion: str) -> bool:
        self.opinions.append((conversation, response, opinion))
        return response == "utter_ask_dry_needling"


def face(desk: ScriptedDesk, **changes) -> WebFace:
    """Return a web face on ``desk``; ``changes`` replace its parts."""
    rates = Rates({**RATES, **changes.pop("limits", {})})
    whole = WebFace(desk, WebSessions("s" * 40), Origins(frozenset({PARTNER})), rates)
    return replace(whole, **changes)


@asynccontextmanager
async def served(web_face: WebFace) -> AsyncIterator[TestClient]:
    """Yield a client of ``web_face`` that keeps no cookies unless it is told to."""
    async with TestClient(TestServer(app_of(web_face))) as client:
        yield client


def app_of(web_face: WebFace) -> web.Application:
    """Return an application with ``web_face`` alone."""
    app = web.Application(client_max_size=BODY_LIMIT, middlewares=[web_face.middleware])
    app.add_routes(web_face.routes())
    return app


@asynccontextmanager
async def listening(app: web.Application, patience: Patience | None = None) -> AsyncIterator[int]:
    """Yield the port on which ``app`` is served as ``backtalk serve`` does it."""
    runner = Runner(app, patience, last_words=1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


class Line:
    """A connection on which anything can be sent, at any pace."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    @classmethod
    async def open(cls, port: int, *, window: int | None = None) -> Line:
        """Connect; ``window`` bytes of an answer are taken before the server has to wait."""
        raw = socket.socket()
        if window:
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, window)
        raw.setblocking(False)
        await asyncio.get_running_loop().sock_connect(raw, ("127.0.0.1", port))
        return cls(*await asyncio.open_connection(sock=raw, limit=window or 2**16))

    def send(self, data: bytes) -> None:
        self._writer.write(data)

    async def drip(self, data: bytes, pause: float) -> None:
        """Send byte by byte, until the server hangs up."""
        for byte in data:
            if self._reader.at_eof() or self._writer.is_closing():
                return
            self.send(bytes([byte]))
            await asyncio.sleep(pause)

    async def answer(self, wait: float = 5.0) -> tuple[int, dict[str, str], bytes]:
        """Return status, headers and body of the next answer."""
        return await asyncio.wait_for(self._answer(), wait)

    async def _answer(self) -> tuple[int, dict[str, str], bytes]:
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode()
        first, *lines = head.strip().split("\r\n")
        headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
        body = await self._reader.readexactly(int(headers.get("content-length", 0)))
        return int(first.split()[1]), headers, body

    async def rest(self, wait: float = 5.0) -> bytes | None:
        """Return what comes until the server hangs up; None if it does not within ``wait``."""
        try:
            return await asyncio.wait_for(self._reader.read(-1), wait)
        except asyncio.TimeoutError:
            return None
        except ConnectionError:
            return b""

    def hang_up(self) -> None:
        self._writer.transport.abort()


def request(body: bytes = b"", *, path: str = "/api/messages", **headers: str) -> bytes:
    """Return a request as bytes: a POST of ``body``, or a GET without one."""
    lines = [f"{'POST' if body else 'GET'} {path} HTTP/1.1", "Host: bot.example"]
    if body:
        headers = {"Content_Type": "application/json", "Content_Length": str(len(body)), **headers}
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


async def token_of(client: TestClient) -> dict[str, str]:
    """Begin a conversation and return the header that goes on with it."""
    response = await client.post("/api/session", json={"keep": "token"})
    assert response.status == 200
    return {"Authorization": f"Bearer {(await response.json())['token']}"}
