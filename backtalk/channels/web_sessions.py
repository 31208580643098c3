"""Who a request of the web face belongs to: ids that the server alone makes, signed."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

import jwt

_ALGORITHM = "HS256"
_AUDIENCE = "backtalk-web"
LIFETIME = timedelta(hours=24)
"""How long a session that nobody opens again can be gone on with."""


@dataclass(frozen=True)
class WebSession:
    """A conversation of the web face.

    Attributes:
        conversation: its id; never leaves the server but inside a signed token.
        name: tells it apart from others on the person's side, and gives no access.
        in_cookie: whether the browser keeps it, so that only our own pages may use it.
    """

    conversation: str
    in_cookie: bool

    @property
    def name(self) -> str:
        """Return a short name that does not lead back to the id."""
        return hashlib.sha256(self.conversation.encode()).hexdigest()[:16]


class WebSessions:
    """Makes sessions and reads them back."""

    def __init__(
        self,
        secret: str,
        now: Callable[[], datetime] = lambda: datetime.now(timezone.utc),
    ) -> None:
        """Sign with ``secret``; ``now`` tells UTC."""
        self._key = hashlib.sha256(f"{_AUDIENCE}:{secret}".encode()).digest()
        self._now = now

    def begin(self, *, in_cookie: bool) -> WebSession:
        """Return a session with an id that nobody can guess."""
        return WebSession(f"web-{secrets.token_urlsafe(24)}", in_cookie)

    def token(self, session: WebSession) -> str:
        """Return ``session`` as a signed token that ends after ``LIFETIME``."""
        claims = {
            "sub": session.conversation,
            "aud": _AUDIENCE,
            "keep": "cookie" if session.in_cookie else "token",
            "exp": self._now() + LIFETIME,
        }
        return jwt.encode(claims, self._key, algorithm=_ALGORITHM)

    def read(self, token: str, *, in_cookie: bool) -> WebSession | None:
        """Return the session of a token that we made for this way of keeping it, else None."""
        try:
            claims = jwt.decode(
                token,
                self._key,
                algorithms=[_ALGORITHM],
                audience=_AUDIENCE,
                options={"require": ["exp", "sub", "aud", "keep"], "verify_exp": False},
            )
            ends = datetime.fromtimestamp(int(claims["exp"]), timezone.utc)
        except (jwt.InvalidTokenError, ValueError, TypeError, OverflowError):
            return None
        kept = "cookie" if in_cookie else "token"
        if ends <= self._now() or claims["keep"] != kept:
            return None
        return WebSession(str(claims["sub"]), in_cookie)
