"""What a supervisor of servers asks: does it live, is it ready, what has it counted."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from aiohttp import web
from aiohttp.typedefs import Handler

from backtalk.runtime import logs, metrics

if TYPE_CHECKING:
    from backtalk.runtime.agent import BacktalkAgent

_PATIENCE = 3.0
"""Seconds for each part to answer."""
_FRESH = 1.0
"""Seconds that an answer is given again: whoever asks too often must not load the database."""
_HEADERS = {"Cache-Control": "no-store"}


class Probes:
    """The addresses ``/live`` and ``/ready``."""

    def __init__(self, agent: BacktalkAgent, verify_encoder: Callable[[], None]) -> None:
        """Ask the parts of ``agent``; ``verify_encoder`` raises if its files are not the ones."""
        self._agent = agent
        self._verify = verify_encoder
        self._has_encoder: bool | None = None
        self._known: dict[str, bool] = {}
        self._until = 0.0
        self._asking = asyncio.Lock()

    def routes(self) -> list[web.AbstractRouteDef]:
        """Return the routes."""
        return [web.get("/live", self._live), web.get("/ready", self._ready)]

    async def parts(self) -> dict[str, bool]:
        """Return which parts are well."""
        async with self._asking:
            if time.monotonic() >= self._until:
                if self._has_encoder is None:  # once: it is read at the start alone
                    self._has_encoder = await _is_well(lambda: asyncio.to_thread(self._verify))
                database, locks = await asyncio.gather(
                    _is_well(self._agent.tracker_store.check),
                    _is_well(self._agent.lock_store.check),
                )
                self._known = {
                    "model": self._agent.is_ready(),
                    "encoder": self._has_encoder,
                    "database": database,
                    "locks": locks,
                }
                self._until = time.monotonic() + _FRESH
            return self._known

    async def _live(self, _request: web.Request) -> web.Response:
        return web.json_response({"live": True}, headers=_HEADERS)

    async def _ready(self, _request: web.Request) -> web.Response:
        parts = await self.parts()
        ready = all(parts.values())
        return web.json_response(
            {"ready": ready, "parts": parts}, status=200 if ready else 503, headers=_HEADERS
        )


async def _is_well(ask: Callable[[], Awaitable[Any]]) -> bool:
    try:
        await asyncio.wait_for(ask(), _PATIENCE)
    except Exception:
        return False
    return True


@web.middleware
async def observed(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Give the request an id, count it, and let no failure show what is within."""
    number = logs.begin_request()
    resource = request.match_info.route.resource
    route = resource.canonical if resource else "other"
    status = 500
    try:
        response = await handler(request)
        status = response.status
        response.headers["X-Request-Id"] = number
        return response
    except web.HTTPException as refusal:
        status = refusal.status
        raise
    finally:
        metrics.request(request.method, route, status)


async def metrics_page(_request: web.Request) -> web.Response:
    """Return what was counted."""
    return web.Response(body=metrics.page(), headers={"Content-Type": metrics.CONTENT_TYPE})


def metrics_app() -> web.Application:
    """Return the application for the port that Prometheus asks."""
    app = web.Application()
    app.add_routes([web.get("/metrics", metrics_page)])
    return app
