"""``backtalk serve``: one process that serves every face that needs a network."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from signal import SIGTERM
from typing import TYPE_CHECKING

from aiohttp import web

from backtalk.channels.web import WebFace
from backtalk.channels.web_door import BODY_LIMIT, Origins, Rates, shared_counts
from backtalk.channels.web_pages import WebPages
from backtalk.channels.web_sessions import WebSessions
from backtalk.errors import BacktalkError
from backtalk.runtime import slack, supervisor
from backtalk.runtime.model import require_model
from backtalk.runtime.patience import Runner
from backtalk.runtime.serving import serve_until_stopped
from backtalk.settings import Settings

if TYPE_CHECKING:
    from backtalk.runtime.agent import BacktalkAgent
    from backtalk.storage.store import Store

logger = logging.getLogger(__name__)

_PURGE_EVERY = timedelta(hours=6)
_LAST_WORDS = 15
"""Seconds that turns under way have to end when the server is stopped."""


def run(workers: int = 1) -> int:
    """Serve until the process is told to stop.

    Args:
        workers: processes that share the port.

    Raises:
        BacktalkError: there is no current model, the address is taken, or the settings are not
            fit for several workers.
    """
    settings = Settings.from_env()
    model = require_model(settings)
    number = supervisor.worker_number()
    if number is None:
        settings.prepare_data_dir()
        if workers > 1:
            supervisor.check(settings)
            settings.secret()  # made here once, not by each worker
            _say_where(settings)
            command = [sys.executable, "-m", "backtalk.cli", "serve"]
            return supervisor.Supervisor(command, workers).run()
    from backtalk.runtime.start import prepare_rasa

    for library in ("OMP", "OPENBLAS"):
        # Threads of theirs would wait for work in a loop that burns a sixth of a turn's CPU time.
        os.environ.setdefault(f"{library}_NUM_THREADS", "1")
    prepare_rasa()
    from backtalk.runtime import logs
    from backtalk.runtime.agent import load_agent
    from backtalk.storage.store import open_store

    loop = asyncio.new_event_loop()
    agent = loop.run_until_complete(load_agent(settings, model))
    app = make_app(agent, open_store(settings.database_url), settings)
    app.cleanup_ctx.append(_metrics_of(settings, number or 0))
    if number is None:
        app.on_startup.append(lambda _app: _said(settings))
    else:
        supervisor.end_with_supervisor(loop.add_reader, lambda: signal.raise_signal(SIGTERM))
    logs.configure(as_json=settings.json_log)
    try:
        serve_until_stopped(
            Runner(app, last_words=_LAST_WORDS),
            settings.host,
            settings.port,
            loop,
            shares_port=number is not None,
        )
    except OSError as error:
        raise BacktalkError(
            f"The server cannot listen on {settings.host}:{settings.port} ({error.strerror}).",
            "Stop what uses that port, or set BACKTALK_PORT.",
        ) from None
    return 0


def make_app(agent: BacktalkAgent, records: Store, settings: Settings) -> web.Application:
    """Return the application with every face that the settings allow."""
    from backtalk.nlu.encoder import verify
    from backtalk.runtime import metrics, probes
    from backtalk.runtime.desk import AgentDesk
    from backtalk.runtime.retention import purge

    desks = {name: AgentDesk(agent, records, settings, name) for name in ("web", "slack")}
    face = WebFace(
        desk=desks["web"],
        sessions=WebSessions(settings.secret()),
        origins=Origins(settings.allowed_origins),
        rates=Rates(
            {
                "message": settings.rate_message,
                "address": settings.rate_address,
                "session": settings.rate_session,
            },
            shared_counts(settings.redis_url),
        ),
        proxies=settings.proxies,
    )
    app = web.Application(
        client_max_size=BODY_LIMIT, middlewares=[probes.observed, face.middleware]
    )
    app.add_routes(probes.Probes(agent, lambda: verify(settings.models / "encoder")).routes())
    metrics.watch_queue(lambda: agent.lock_store.waiting)
    app.add_routes(face.routes())
    app.add_routes(WebPages(settings.home / "widget", settings.allowed_origins).routes())

    async def keep_promises(_app: web.Application) -> AsyncIterator[None]:
        async def purge_now_and_then() -> None:
            while True:
                try:
                    events = agent.tracker_store
                    await events.run(purge, events, records, settings.retention_days)
                except Exception as error:
                    logger.error("Old conversations were not deleted: %s.", type(error).__name__)
                await asyncio.sleep(_PURGE_EVERY.total_seconds())

        task = asyncio.create_task(purge_now_and_then())
        yield
        task.cancel()
        open_still = [*(desk.close() for desk in desks.values()), agent.lock_store.close()]
        for found in await asyncio.gather(*open_still, return_exceptions=True):
            if isinstance(found, Exception):
                logger.warning("A connection did not close well: %s.", type(found).__name__)

    app.cleanup_ctx.append(keep_promises)
    # Last, so that at the end its turns are finished while their locks are still there.
    slack.add_slack(app, desks["slack"], agent.library, settings)
    return app


def _metrics_of(
    settings: Settings, number: int
) -> Callable[[web.Application], AsyncIterator[None]]:
    """Return what serves the counts; each worker has a port of its own, the first and on."""

    async def serve(_app: web.Application) -> AsyncIterator[None]:
        if not settings.metrics_port:
            yield
            return
        from backtalk.runtime.probes import metrics_app

        runner = Runner(metrics_app())
        await runner.setup()
        await web.TCPSite(runner, settings.host, settings.metrics_port + number).start()
        yield
        await runner.cleanup()

    return serve


async def _said(settings: Settings) -> None:
    _say_where(settings)


def _say_where(settings: Settings) -> None:
    where = f"http://{_shown(settings.host)}:{settings.port}"
    print(
        f"Chat page: {where}/chat\nDemonstration: {where}/demo\n{slack.where(settings)}\n"
        "Stop with Ctrl-C.",
        file=sys.stderr,
        flush=True,
    )


def _shown(host: str) -> str:
    if host in {"0.0.0.0", "::", ""}:  # noqa: S104  shown, not listened on
        return "localhost"
    return f"[{host}]" if ":" in host else host
