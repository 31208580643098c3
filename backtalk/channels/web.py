"""The web face: the messages of the chat widget over HTTP. docs/web.md is its contract."""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import dataclass
from typing import cast

from aiohttp import web
from aiohttp.typedefs import Handler

from backtalk.channels.desk import Desk, Format, Talk
from backtalk.channels.web_door import (
    Origins,
    Rates,
    Refused,
    address,
    read_json,
    read_keep,
    read_number,
    read_opinion,
    read_said,
)
from backtalk.channels.web_sessions import LIFETIME, WebSession, WebSessions

logger = logging.getLogger(__name__)

_COOKIE = "backtalk"
_TLS_COOKIE = "__Host-backtalk"
"""Browsers take a cookie of this name from this very host alone, over TLS.

Else a page of a neighbour (evil.example.org beside bot.example.org) could set the cookie of its
own conversation, and read there what people tell us.
"""
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, POST",
    "Access-Control-Allow-Headers": "authorization, content-type",
    "Access-Control-Max-Age": "600",
}
_HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Vary": "Origin",
}


@dataclass(frozen=True)
class WebFace:
    """The parts that the web face works with.

    Attributes:
        desk: the bot.
        sessions: who a request belongs to.
        origins: which pages may come in.
        rates: of the kinds ``message``, ``address`` and ``session``.
        proxies: how many proxies of ours stand before the server.
    """

    desk: Desk
    sessions: WebSessions
    origins: Origins
    rates: Rates
    proxies: int = 0

    def routes(self) -> list[web.AbstractRouteDef]:
        """Return the routes under ``/api/``."""
        return [
            web.post("/api/session", self._begin),
            web.post("/api/messages", self._say),
            web.get("/api/messages", self._since, allow_head=False),
            web.post("/api/feedback", self._rate),
            web.get("/api/page/{format:html|pdf|fhir}", self._page, allow_head=False),
        ]

    @web.middleware
    async def middleware(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Check where a request comes from, and answer every refusal and failure with JSON."""
        if not request.path.startswith("/api/"):
            return await handler(request)
        try:
            self.origins.check(request)
            if request.method == "OPTIONS":
                response: web.StreamResponse = web.Response(status=204, headers=_PREFLIGHT)
            else:
                await self._count("address", address(request, self.proxies))
                response = await handler(request)
        except Refused as refusal:
            if refusal.code == "origin_refused":
                return self._error(refusal)  # without the header that lets that page read it
            response = self._error(refusal)
        except web.HTTPRequestTimeout:
            response = self._error(Refused("too_slow"))
            response.force_close()
        except web.HTTPNotFound:
            response = self._error(Refused("not_found"))
        except web.HTTPMethodNotAllowed:
            response = self._error(Refused("method_not_allowed"))
        except Exception as error:
            # The type alone: messages and tracebacks can hold what the person said.
            logger.error("A request failed: %s.", type(error).__name__)
            response = self._error(Refused("trouble"))
        response.headers.update(_HEADERS)
        origin = request.headers.get("Origin")
        if origin is not None and not self.origins.is_own(request):
            response.headers["Access-Control-Allow-Origin"] = origin
            response.headers["Access-Control-Expose-Headers"] = "Retry-After"
        return response

    async def _begin(self, request: web.Request) -> web.Response:
        body = await read_json(request)
        keep = read_keep(body)
        in_cookie = keep == "cookie"
        if in_cookie and not self.origins.is_own(request):
            raise Refused("origin_refused")
        session = None if body.get("new") is True else self._session(request)
        if session is None or session.in_cookie != in_cookie:
            await self._count("session", address(request, self.proxies))
            session = self.sessions.begin(in_cookie=in_cookie)
            talk = Talk()
        else:
            talk = await self._since_if_any(session)
        token = self.sessions.token(session)
        welcome = self.desk.reply("utter_web_welcome")
        response = web.json_response(
            {
                "token": None if in_cookie else token,
                "conversation": session.name,
                "welcome": welcome.as_dict(),
                **talk.as_dict(),
            }
        )
        if in_cookie:
            is_secure = _is_secure(request, self.proxies)
            response.set_cookie(
                _TLS_COOKIE if is_secure else _COOKIE,
                token,
                path="/",
                max_age=int(LIFETIME.total_seconds()),
                httponly=True,
                samesite="Strict",
                secure=is_secure,
            )
        return response

    async def _since_if_any(self, session: WebSession) -> Talk:
        """Return the conversation so far; without a database, nothing.

        The person must get as far as saying something: a warning sign is answered even then.
        """
        try:
            return await self.desk.since(session.conversation, 0)
        except Exception as error:
            logger.error("A conversation could not be read: %s.", type(error).__name__)
            return Talk()

    async def _say(self, request: web.Request) -> web.Response:
        session = self._known(request)
        said, after = read_said(await read_json(request))
        await self._count("message", session.conversation)
        if not self.desk.is_ready():
            raise Refused("trouble")
        # A client that leaves must not stop the turn: it will come back for the answer.
        talk = await asyncio.shield(self.desk.say(session.conversation, said, after))
        if talk.failed:
            raise Refused("trouble")
        return web.json_response(talk.as_dict())

    async def _since(self, request: web.Request) -> web.Response:
        session = self._known(request)
        after = read_number(request.query.get("after", "0"))
        return web.json_response((await self.desk.since(session.conversation, after)).as_dict())

    async def _rate(self, request: web.Request) -> web.Response:
        session = self._known(request)
        response, opinion = read_opinion(await read_json(request))
        rate = self.desk.rate  # it waits for the database
        if not await asyncio.to_thread(rate, session.conversation, response, opinion):
            raise Refused("not_found")
        return web.json_response({})

    async def _page(self, request: web.Request) -> web.Response:
        session = self._known(request)
        page = await self.desk.page(
            session.conversation, cast("Format", request.match_info["format"])
        )
        if page is None:
            raise Refused("not_found")
        return web.Response(
            body=page.content,
            content_type=page.content_type,
            charset="utf-8" if page.content_type == "text/html" else None,
            headers={"Content-Disposition": f'attachment; filename="{page.name}"'},
        )

    def _known(self, request: web.Request) -> WebSession:
        session = self._session(request)
        if session is None:
            raise Refused("no_session")
        return session

    def _session(self, request: web.Request) -> WebSession | None:
        """Return the session that came along: a token, or a cookie from a page of our own.

        A page of another site can make a browser send the cookie, but never with our origin.
        """
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if token:
            is_bearer = scheme.lower() == "bearer"
            return self.sessions.read(token.strip(), in_cookie=False) if is_bearer else None
        is_secure = _is_secure(request, self.proxies)
        cookie = request.cookies.get(_TLS_COOKIE if is_secure else _COOKIE)
        fetched_by = request.headers.get("Sec-Fetch-Site", "same-origin")
        is_ours = self.origins.is_own(request) or (
            # Browsers send no origin with a GET to their own site.
            request.method == "GET"
            and "Origin" not in request.headers
            and fetched_by == "same-origin"
        )
        return self.sessions.read(cookie, in_cookie=True) if cookie and is_ours else None

    async def _count(self, kind: str, key: str) -> None:
        await self.rates.check(kind, key, time.time())

    def _error(self, refusal: Refused) -> web.Response:
        message = self.desk.reply(f"utter_web_{refusal.code}").text
        response = web.json_response(
            {"error": {"code": refusal.code, "message": message}}, status=refusal.status
        )
        response.headers.update(_HEADERS)
        if refusal.wait is not None:
            response.headers["Retry-After"] = str(refusal.wait)
        return response


def _is_secure(request: web.Request, proxies: int) -> bool:
    forwarded = request.headers.get("X-Forwarded-Proto", "") if proxies else ""
    return request.secure or forwarded.split(",")[-1].strip() == "https"
