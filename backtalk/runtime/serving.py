"""Serves on a port until the process is told to stop, and then lets end what is under way."""

from __future__ import annotations

import asyncio
from signal import SIGINT, SIGTERM

from aiohttp import web

_BACKLOG = 1024
"""Connections that wait to be taken: a browser whose knock is lost waits a second or more."""


def serve_until_stopped(
    runner: web.AppRunner,
    host: str,
    port: int,
    loop: asyncio.AbstractEventLoop,
    *,
    shares_port: bool,
) -> None:
    """Serve on ``loop`` until SIGTERM or SIGINT, and close it.

    ``web.run_app`` does the same, with a runner of its own.

    Args:
        runner: of the application.
        host: the address to listen on.
        port: of that address.
        loop: on which parts of the application may have been made before.
        shares_port: whether other processes listen there too.

    Raises:
        OSError: the address is taken.
    """
    asyncio.set_event_loop(loop)
    try:
        loop.run_until_complete(_serve(runner, host, port, shares_port=shares_port))
    finally:
        left = asyncio.all_tasks(loop)
        for task in left:
            task.cancel()
        loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()


async def _serve(runner: web.AppRunner, host: str, port: int, *, shares_port: bool) -> None:
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()

    def interrupted() -> None:
        loop.remove_signal_handler(SIGINT)  # the second Ctrl-C waits for nobody
        stop.set()

    loop.add_signal_handler(SIGINT, interrupted)
    # More than one does no harm: a supervisor ends workers whom Ctrl-C has reached before.
    loop.add_signal_handler(SIGTERM, stop.set)
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port, backlog=_BACKLOG, reuse_port=shares_port or None)
        await site.start()
        await stop.wait()
    finally:
        await runner.cleanup()
