"""The web face's files: the widget, the chat page and the demonstration page."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from aiohttp import web

from backtalk.errors import BacktalkError

_TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}
_PAGES = {
    "/chat": "chat.html",
    "/demo": "demo.html",
    "/pages.css": "pages.css",
    "/icon.svg": "icon.svg",
}
_SHORT = "public, max-age=300"
_FOREVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class File:
    """A file as it is sent."""

    content_type: str
    content: bytes = field(repr=False)

    @cached_property
    def digest(self) -> str:
        """Return a name for exactly this content."""
        return hashlib.sha256(self.content).hexdigest()[:16]

    @cached_property
    def packed(self) -> bytes:
        """Return the content as gzip."""
        return gzip.compress(self.content, 9, mtime=0)


class WebPages:
    """Serves the files of ``widget/``, read once at the start."""

    def __init__(self, folder: Path, frame_ancestors: Iterable[str]) -> None:
        """Read the files of ``folder``; ``frame_ancestors`` may show the chat page in a frame.

        Raises:
            BacktalkError: a file is missing.
        """
        self._widget = _read(folder / "dist" / "widget.js")
        self._pages = {address: _read(folder / "pages" / name) for address, name in _PAGES.items()}
        self._policies = {
            "/chat": _policy(["'self'", *sorted(frame_ancestors)]),
            "/demo": _policy(["'none'"], frames=True),
        }

    def routes(self) -> list[web.AbstractRouteDef]:
        """Return the routes of the files."""
        return [
            web.get("/", self._start),
            web.get("/widget.js", self._short),
            web.get(f"/widget-{self._widget.digest}.js", self._forever),
            *(web.get(address, self._page) for address in _PAGES),
        ]

    async def _start(self, _request: web.Request) -> web.Response:
        raise web.HTTPFound("/chat")

    async def _short(self, request: web.Request) -> web.Response:
        return _send(request, self._widget, {"Cache-Control": _SHORT, **_FOR_ALL})

    async def _forever(self, request: web.Request) -> web.Response:
        return _send(request, self._widget, {"Cache-Control": _FOREVER, **_FOR_ALL})

    async def _page(self, request: web.Request) -> web.Response:
        headers = {"Cache-Control": "no-cache", **_PRIVATE}
        policy = self._policies.get(request.path)
        if policy:
            headers["Content-Security-Policy"] = policy
        return _send(request, self._pages[request.path], headers)


_FOR_ALL = {"Cross-Origin-Resource-Policy": "cross-origin", "Access-Control-Allow-Origin": "*"}
_PRIVATE = {
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def _policy(frame_ancestors: list[str], *, frames: bool = False) -> str:
    """Return a policy under which a page runs our files, talks to us, and does nothing else."""
    return "; ".join(
        [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "connect-src 'self'",
            "img-src 'self'",
            *(["frame-src 'self'"] if frames else []),
            "base-uri 'none'",
            "form-action 'none'",
            f"frame-ancestors {' '.join(frame_ancestors)}",
            "require-trusted-types-for 'script'",
            "trusted-types lit-html",
        ]
    )


def _read(path: Path) -> File:
    try:
        return File(_TYPES[path.suffix], path.read_bytes())
    except OSError as error:
        raise BacktalkError(
            f"{path.name} of the web face cannot be read ({error.strerror}).",
            "Restore the folder widget/.",
        ) from None


def _send(request: web.Request, file: File, headers: dict[str, str]) -> web.Response:
    tag = f'"{file.digest}"'
    headers = {**headers, "ETag": tag, "X-Content-Type-Options": "nosniff"}
    headers["Vary"] = "Accept-Encoding"
    if request.headers.get("If-None-Match") == tag:
        return web.Response(status=304, headers=headers)
    body = file.content
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        body = file.packed
        headers["Content-Encoding"] = "gzip"
    return web.Response(body=body, content_type=file.content_type, charset="utf-8", headers=headers)
