"""The door of the Slack face: signed requests alone, and what kind each of them is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web
from slack_sdk.signature import SignatureVerifier

from backtalk.channels.slack_events import Kind

BODY_LIMIT = 1024 * 1024
"""Bytes. A message may have 40,000 characters, and a click brings the whole message along."""
_FIELDS = 100
_TIMESTAMP, _SIGNATURE = "X-Slack-Request-Timestamp", "X-Slack-Signature"


class NotLetIn(Exception):
    """A request that is not answered; ``status`` is that of the HTTP response."""

    def __init__(self, status: int) -> None:
        """Refuse with ``status``."""
        super().__init__(str(status))
        self.status = status


@dataclass(frozen=True)
class Delivery:
    """What Slack brought: an event, an interaction or a command, not looked into yet."""

    kind: Kind
    payload: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True)
class Challenge:
    """Slack wants to see that the address is ours; ``words`` go back as they are."""

    words: str


class SlackDoor:
    """Lets in what Slack signed within the last five minutes."""

    def __init__(self, signing_secret: str, verifier: SignatureVerifier | None = None) -> None:
        """Check with ``signing_secret``."""
        self._verifier = verifier or SignatureVerifier(signing_secret)

    async def read(self, request: web.Request) -> Delivery | Challenge | None:
        """Return what ``request`` brings; None for Slack's test of a certificate.

        Raises:
            NotLetIn: it is not signed, or no body of Slack.
        """
        stamp, signature = request.headers.get(_TIMESTAMP), request.headers.get(_SIGNATURE)
        if not stamp or not signature:
            raise NotLetIn(401)  # before a byte of the body is read
        try:
            # The server's own limit is that of the web face, where messages are short.
            body = await request.clone(client_max_size=BODY_LIMIT).read()
        except web.HTTPRequestEntityTooLarge:
            raise NotLetIn(413) from None
        if not self._is_signed(body, stamp, signature):
            raise NotLetIn(401)
        if request.content_type == "application/x-www-form-urlencoded":
            return _form(body)
        if "json" in request.content_type:
            return _event(body)
        raise NotLetIn(415)

    def _is_signed(self, body: bytes, stamp: str, signature: str) -> bool:
        try:
            return self._verifier.is_valid(body, stamp, signature)
        except (ValueError, TypeError, OverflowError):
            # A stamp that is no time, a body that is no UTF-8, a signature that is no ASCII.
            return False


def _event(body: bytes) -> Delivery | Challenge:
    payload = _object(body)
    if payload.get("type") == "url_verification":
        challenge = payload.get("challenge")
        if not isinstance(challenge, str) or len(challenge) > 1_000:
            raise NotLetIn(400)
        return Challenge(challenge)
    return Delivery("event", payload)


def _form(body: bytes) -> Delivery | None:
    try:
        form = dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=_FIELDS))
    except ValueError:
        raise NotLetIn(400) from None
    if form.get("ssl_check"):
        return None
    if "payload" in form:
        return Delivery("interaction", _object(form["payload"]))
    return Delivery("command", form)


def _object(body: bytes | str) -> Mapping[str, Any]:
    try:
        payload = json.loads(body)
    except (ValueError, RecursionError):
        raise NotLetIn(400) from None
    if not isinstance(payload, dict):
        raise NotLetIn(400)
    return payload
