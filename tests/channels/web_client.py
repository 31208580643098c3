"""A web face on a desk that answers from a script, and a client for it."""

from __future__ import annotations

import asyncio
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
    app = web.Application(client_max_size=BODY_LIMIT, middlewares=[web_face.middleware])
    app.add_routes(web_face.routes())
    async with TestClient(TestServer(app)) as client:
        yield client


async def token_of(client: TestClient) -> dict[str, str]:
    """Begin a conversation and return the header that goes on with it."""
    response = await client.post("/api/session", json={"keep": "token"})
    assert response.status == 200
    return {"Authorization": f"Bearer {(await response.json())['token']}"}
