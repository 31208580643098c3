"""The door of the web face: what a request must be before anything of it is used."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv6Address, IPv6Network
from typing import Any, Literal

from aiohttp import web
from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage, RedisStorage, Storage
from limits.aio.strategies import MovingWindowRateLimiter
from limits.errors import StorageError

from backtalk.channels.desk import Said

logger = logging.getLogger(__name__)

BODY_LIMIT = 8 * 1024
_COUNT_WAIT = 0.5
"""Seconds that a message waits for its count."""
_STATUS = {
    "bad_request": 400,
    "no_session": 401,
    "origin_refused": 403,
    "not_found": 404,
    "method_not_allowed": 405,
    "too_slow": 408,
    "too_large": 413,
    "not_json": 415,
    "too_many": 429,
    "trouble": 500,
}
ERRORS = frozenset(_STATUS)
_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
_RESPONSE = re.compile(r"utter_[a-z0-9_]{1,100}")
_LONGEST_PAYLOAD = 2_000
_LAST_NUMBER = 2**53


class Refused(Exception):
    """A request that is not let in.

    Attributes:
        code: one of ``ERRORS``; docs/web.md says when each is given.
        status: of the HTTP response.
        wait: seconds after which it may be tried again, or None.
    """

    def __init__(self, code: str, wait: int | None = None) -> None:
        """Refuse with ``code``."""
        super().__init__(code)
        self.code = code
        self.status = _STATUS[code]
        self.wait = wait


@dataclass(frozen=True)
class Origins:
    """Which pages may use the chat: the server's own, and those of ``allowed``."""

    allowed: frozenset[str]

    def is_own(self, request: web.Request) -> bool:
        """Return whether the request comes from a page of this server."""
        host, origin = request.host, request.headers.get("Origin")
        return bool(host) and origin in {f"http://{host}", f"https://{host}"}

    def check(self, request: web.Request) -> None:
        """Refuse a page that is not on the list; a program without an origin may come in."""
        origin = request.headers.get("Origin")
        if origin is not None and origin not in self.allowed and not self.is_own(request):
            raise Refused("origin_refused")


class Rates:
    """Counts what comes in; keys are conversations and network addresses.

    When the place of the counts is lost, everybody may come in: a message matters more than a
    count.
    """

    def __init__(self, limits: Mapping[str, str], storage: Storage | None = None) -> None:
        """Allow each kind of ``limits`` so much, for example ``{"message": "30/minute"}``."""
        self._limiter = MovingWindowRateLimiter(storage or MemoryStorage())
        self._limits: dict[str, RateLimitItem] = {k: parse(v) for k, v in limits.items()}
        self._counts = True

    async def check(self, kind: str, key: str, now: float) -> None:
        """Count one of ``kind`` for ``key``; refuse when it is too much."""
        limit = self._limits[kind]
        try:
            if await self._limiter.hit(limit, kind, key):
                self._note(counts=True)
                return
            free_at, _ = await self._limiter.get_window_stats(limit, kind, key)
        except StorageError:
            self._note(counts=False)
            return
        raise Refused("too_many", wait=max(1, round(free_at - now + 0.5)))

    def _note(self, *, counts: bool) -> None:
        """Say once that counting stopped, and once that it goes on."""
        if counts is not self._counts:
            self._counts = counts
            logger.warning("Rates are counted again." if counts else "Rates are not counted now.")


def shared_counts(redis_url: str) -> Storage | None:
    """Return where all processes count together; None without Redis: each by itself."""
    if not redis_url:
        return None
    return RedisStorage(
        f"async+{redis_url}",
        wrap_exceptions=True,
        implementation="redispy",
        key_prefix="backtalk:rate",
        socket_timeout=_COUNT_WAIT,
        socket_connect_timeout=_COUNT_WAIT,
    )


def address(request: web.Request, proxies: int) -> str:
    """Return the network address that a request came from, behind ``proxies`` of our own.

    Each proxy adds the address that it saw at the end of X-Forwarded-For; what stands before those
    is whatever the client liked to write. Of IPv6 it is the network: who has one has 2 to the 64
    addresses in it.
    """
    if proxies:
        seen = ",".join(request.headers.getall("X-Forwarded-For", [])).split(",")
        if len(seen) >= proxies and seen[-proxies].strip():
            return _network(seen[-proxies].strip()[:64])
    return _network(request.remote or "")


def _network(text: str) -> str:
    try:
        found = IPv6Address(text.strip("[]").partition("%")[0])
    except ValueError:
        return text
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(IPv6Network((found, 64), strict=False))


async def read_json(request: web.Request) -> Mapping[str, Any]:
    """Return the JSON object in the body of ``request``."""
    if request.content_type != "application/json" or "Content-Encoding" in request.headers:
        raise Refused("not_json")
    try:
        body = json.loads((await request.read()).decode())
    except web.HTTPRequestEntityTooLarge:
        raise Refused("too_large") from None
    except (ValueError, RuntimeError, web.RequestPayloadError, ConnectionError):
        # No JSON, too deep, no such chunks; or the client has left, and nobody reads this.
        raise Refused("bad_request") from None
    if not isinstance(body, dict):
        raise Refused("bad_request")
    return body


def read_keep(body: Mapping[str, Any]) -> Literal["cookie", "token"]:
    """Return how the client wants its session kept."""
    keep = body.get("keep")
    if keep == "cookie":
        return "cookie"
    if keep == "token":
        return "token"
    raise Refused("bad_request")


def read_said(body: Mapping[str, Any]) -> tuple[Said, int]:
    """Return a message and the number after which turns are wanted."""
    message_id, text, pressed = body.get("id"), body.get("text"), body.get("pressed")
    if not isinstance(message_id, str) or not _ID.fullmatch(message_id):
        raise Refused("bad_request")
    if not isinstance(text, str):
        raise Refused("bad_request")
    if pressed is not None and not (isinstance(pressed, str) and len(pressed) <= _LONGEST_PAYLOAD):
        raise Refused("bad_request")
    return Said(message_id, text, pressed), read_number(body.get("after", 0))


def read_number(value: object) -> int:
    """Return the number of a message, as JSON or as the text of a query."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 16:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < _LAST_NUMBER:
        raise Refused("bad_request")
    return value


def read_opinion(body: Mapping[str, Any]) -> tuple[str, Literal["up", "down"]]:
    """Return the response that was rated, and how."""
    response, opinion = body.get("response"), body.get("opinion")
    if not isinstance(response, str) or not _RESPONSE.fullmatch(response):
        raise Refused("bad_request")
    if opinion == "up":
        return response, "up"
    if opinion == "down":
        return response, "down"
    raise Refused("bad_request")
