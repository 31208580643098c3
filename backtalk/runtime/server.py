"""``backtalk serve``: one process that serves every face that needs a network."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import TYPE_CHECKING

from aiohttp import web

from backtalk.channels.web import WebFace
from backtalk.channels.web_door import BODY_LIMIT, Origins, Rates
from backtalk.channels.web_pages import WebPages
from backtalk.channels.web_sessions import WebSessions
from backtalk.errors import BacktalkError
from backtalk.runtime.model import require_model
from backtalk.settings import Settings

if TYPE_CHECKING:
    from backtalk.runtime.agent import BacktalkAgent
    from backtalk.storage.store import Store

logger = logging.getLogger(__name__)

_PURGE_EVERY = timedelta(hours=6)
_LAST_WORDS = 15
"""Seconds that turns under way have to end when the server is stopped."""


def run() -> int:
    """Serve until the process is told to stop.

    Raises:
        BacktalkError: there is no current model, or the address is taken.
    """
    settings = Settings.from_env()
    model = require_model(settings)
    settings.prepare_data_dir()
    from backtalk.runtime.start import prepare_rasa

    prepare_rasa()
    from backtalk.runtime.agent import load_agent
    from backtalk.storage.store import open_store

    loop = asyncio.new_event_loop()
    agent = loop.run_until_complete(load_agent(settings, model))
    app = make_app(agent, open_store(settings.database_url), settings)
    try:
        web.run_app(
            app,
            host=settings.host,
            port=settings.port,
            loop=loop,
            print=None,
            access_log=None,  # addresses of people and when they came are nobody's business
            shutdown_timeout=_LAST_WORDS,
        )
    except OSError as error:
        raise BacktalkError(
            f"The server cannot listen on {settings.host}:{settings.port} ({error.strerror}).",
            "Stop what uses that port, or set BACKTALK_PORT.",
        ) from None
    return 0


def make_app(agent: BacktalkAgent, records: Store, settings: Settings) -> web.Application:
    """Return the application with every face that the settings allow."""
    from backtalk.runtime.desk import AgentDesk
    from backtalk.runtime.retention import purge

    face = WebFace(
        desk=AgentDesk(agent, records, settings, "web"),
        sessions=WebSessions(settings.secret()),
        origins=Origins(settings.allowed_origins),
        rates=Rates(
            {
                "message": settings.rate_message,
                "address": settings.rate_address,
                "session": settings.rate_session,
            }
        ),
        proxies=settings.proxies,
    )
    app = web.Application(client_max_size=BODY_LIMIT, middlewares=[face.middleware])
    app.add_routes(face.routes())
    app.add_routes(WebPages(settings.home / "widget", settings.allowed_origins).routes())

    async def keep_promises(_app: web.Application) -> AsyncIterator[None]:
        async def purge_now_and_then() -> None:
            while True:
                try:
                    purge(agent.tracker_store, records, settings.retention_days)
                except Exception as error:
                    logger.error("Old conversations were not deleted: %s.", type(error).__name__)
                await asyncio.sleep(_PURGE_EVERY.total_seconds())

        task = asyncio.create_task(purge_now_and_then())
        yield
        task.cancel()

    async def say_where(_app: web.Application) -> None:
        where = f"http://{_shown(settings.host)}:{settings.port}"
        print(
            f"Chat page: {where}/chat\nDemonstration: {where}/demo\nStop with Ctrl-C.",
            file=sys.stderr,
            flush=True,
        )

    app.cleanup_ctx.append(keep_promises)
    app.on_startup.append(say_where)
    return app


def _shown(host: str) -> str:
    if host in {"0.0.0.0", "::", ""}:  # noqa: S104  shown, not listened on
        return "localhost"
    return f"[{host}]" if ":" in host else host
