"""How long the server waits for the other end of a connection, and how many connections it keeps.

aiohttp closes a connection on which nothing is asked, and waits for ever for a body that comes
byte by byte and for an answer that is not taken. Whoever opens enough of such connections keeps
everybody else out.
"""

from __future__ import annotations

import asyncio
import resource
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from aiohttp import StreamReader, web


def _room() -> int:
    """Return how many connections this process can keep; files need room too."""
    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return 1_000 if files == resource.RLIM_INFINITY else min(1_000, files // 2)


@dataclass(frozen=True)
class Patience:
    """What the server waits for, in seconds.

    Attributes:
        head: for the headers of a request, from its first byte on; on a new connection, from its
            opening on.
        body: for what follows them.
        work: for our own answer. No turn takes that long.
        idle: for a client to take the answer and to ask again. Caddy keeps an idle connection for
            two minutes; were it closed here first, a message could go into a closing one.
        connections: so many at once, of one process.
    """

    head: float = 10.0
    body: float = 15.0
    work: float = 150.0
    idle: float = 150.0
    connections: int = field(default_factory=_room)


class Runner(web.AppRunner):
    """Runs an application with a server that loses patience."""

    def __init__(
        self, app: web.Application, patience: Patience | None = None, *, last_words: float = 15.0
    ) -> None:
        """Run ``app``; when it stops, requests under way have ``last_words`` seconds to end."""
        self._patience = patience or Patience()
        self._options: dict[str, Any] = {
            "access_log": None,  # addresses of people and when they came are nobody's business
            "keepalive_timeout": self._patience.idle,
            # Nobody packs 8 kB; so there is nothing that unpacks to more than it was.
            "auto_decompress": False,
        }
        super().__init__(app, shutdown_timeout=last_words, **self._options)

    async def _make_server(self) -> web.Server:
        return _Server(await super()._make_server(), self._patience, self._options)


class _Server(web.Server):
    """Answers as ``plain`` does, on connections that know what they wait for."""

    def __init__(self, plain: web.Server, patience: Patience, options: dict[str, Any]) -> None:
        super().__init__(self._answer, request_factory=self._begin)
        self._plain = plain
        self._patience = patience
        self._options = options

    def __call__(self) -> _Connection:
        return _Connection(self, self._patience, self._options)

    def make_room(self) -> None:
        """Close a connection if there are too many: the one that is waited for the longest.

        Who has something to ask does so at once, and is not the one. If the server works for all
        others, the newest has to go.
        """
        kept = self.connections
        if len(kept) > self._patience.connections:
            waiting = [c for c in kept if isinstance(c, _Connection) and c.waits_since is not None]
            oldest = min(waiting, key=lambda connection: connection.waits_since or 0.0)
            oldest.cut()

    def _begin(self, message: Any, payload: Any, protocol: Any, *others: Any) -> web.BaseRequest:
        protocol.is_asked(payload)
        return self._plain.request_factory(message, payload, protocol, *others)

    async def _answer(self, request: web.BaseRequest) -> web.StreamResponse:
        try:
            return await self._plain.request_handler(request)
        finally:
            if isinstance(request.protocol, _Connection):
                request.protocol.has_answered()


class _Connection(web.RequestHandler):
    """A connection, and until when the server waits for the other end of it.

    Attributes:
        waits_since: when it began to wait for the other end; None while it works itself.
    """

    def __init__(self, server: _Server, patience: Patience, options: dict[str, Any]) -> None:
        super().__init__(server, loop=asyncio.get_running_loop(), **options)
        self._server = server
        self._patience = patience
        self._line: asyncio.Transport | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._body: StreamReader | None = None
        self._is_late = False
        self._is_idle = False
        self.waits_since: float | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Wait for the first request."""
        super().connection_made(transport)
        assert isinstance(transport, asyncio.Transport)
        self._line = transport
        self._wait(self._patience.head, self.cut)
        self._server.make_room()

    def data_received(self, data: bytes) -> None:
        """Wait for the rest of the headers, if these are the first of them."""
        if data and self._is_idle:
            self._wait(self._patience.head, self.cut)
        super().data_received(data)

    def connection_lost(self, exc: BaseException | None) -> None:
        """Wait no more."""
        self._line = None
        self._stop()
        super().connection_lost(exc)

    def is_asked(self, body: StreamReader) -> None:
        """Note that the headers are here, and wait for ``body``."""
        self._body = body
        self._wait(self._patience.body, self._refuse)
        body.on_eof(partial(self._is_whole, body))

    def has_answered(self) -> None:
        """Note that the answer is made, and wait until it is taken and something else is asked."""
        if self._is_late and self._body is not None:
            self._body.feed_eof()  # else aiohttp would read on, to let the client finish
        self._body = None
        self._wait(self._patience.idle, self.cut)
        self._is_idle = True

    def cut(self) -> None:
        """Close the connection, whatever is still to be sent: nobody takes it."""
        self._stop()
        if self._line is not None:
            self._line.abort()

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        """Answer what is no HTTP without a word of it, and without an error in the log.

        Whatever scans the network sends such things, and aiohttp would repeat them. Nor is it an
        error that a client leaves before its body is whole.
        """
        has_left = self._line is None and isinstance(exc, (ConnectionError, RuntimeError))
        if status != 400 and not has_left:
            return super().handle_error(request, status, exc, message)
        response = web.Response(status=400, text="400: Bad Request")
        response.force_close()
        return response

    def _is_whole(self, body: StreamReader) -> None:
        if self._body is body:  # else it was answered before it was whole
            self._wait(self._patience.work, self.cut)
            self.waits_since = None

    def _refuse(self) -> None:
        """Let the handler answer 408, if it waits for the body."""
        self._is_late = True
        self.close()  # after the answer, and nothing more is read
        if self._body is not None:
            self._body.set_exception(web.HTTPRequestTimeout())
        self._wait(self._patience.body, self.cut)

    def _wait(self, seconds: float, then: Callable[[], None]) -> None:
        self._stop()
        if self._line is None:
            return
        loop = asyncio.get_running_loop()
        self.waits_since = loop.time()
        self._timer = loop.call_later(seconds, then)

    def _stop(self) -> None:
        self.waits_since = None
        self._is_idle = False
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
