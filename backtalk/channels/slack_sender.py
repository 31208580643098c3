"""Calls Slack's Web API. What could not be sent is said so with one exception, never more."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.http_retry.builtin_interval_calculators import BackoffRetryIntervalCalculator
from slack_sdk.http_retry.request import HttpRequest
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState
from slack_sdk.web.async_client import AsyncWebClient

from backtalk.channels.desk import Page
from backtalk.channels.slack_blocks import SlackMessage
from backtalk.channels.slack_events import Place

logger = logging.getLogger(__name__)

API_URL = "https://slack.com/api/"
_TIMEOUT = 15
"""Seconds of one try."""
_TRIES = 3
"""Further tries at once; the outbox tries again later."""
_TOO_MUCH = frozenset(
    {"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long"}
)
"""Slack's answers to a message that a simpler form of it may get past."""
_PASSING = frozenset(
    {
        "accesslimited",
        "fatal_error",
        "internal_error",
        "message_limit_exceeded",
        "rate_limited",
        "ratelimited",
        "request_timeout",
        "service_unavailable",
        "team_added_to_org",
        "unreachable",
    }
)
"""Slack's answers that will be others some time later."""


class NotSent(Exception):
    """Slack did not take something.

    Attributes:
        code: Slack's word for why.
        passing: whether it is worth another try later.
    """

    def __init__(self, code: str, *, passing: bool) -> None:
        """Say why."""
        super().__init__(code)
        self.code = code
        self.passing = passing


class SlackSender:
    """Sends with one bot token."""

    def __init__(self, token: str, api_url: str = API_URL, pause: float = 0.5) -> None:
        """Send to ``api_url`` with ``token``; ``pause`` is where the pauses between tries begin."""
        quiet = logging.getLogger(f"{__name__}.sdk")
        quiet.setLevel(logging.WARNING)  # below, slack_sdk logs what is said
        pauses = BackoffRetryIntervalCalculator(pause)
        errors: list[type[Exception]] = [aiohttp.ClientError, asyncio.TimeoutError]
        handlers: list[AsyncRetryHandler] = [
            AsyncRateLimitErrorRetryHandler(_TRIES),
            _AnyServerError(_TRIES, pauses),
            AsyncConnectionErrorRetryHandler(_TRIES, pauses, errors),
        ]
        self.client = AsyncWebClient(
            token, api_url, timeout=_TIMEOUT, logger=quiet, retry_handlers=handlers
        )

    async def open(self) -> None:
        """Open the connections, in the event loop that uses them."""
        # One session for all calls; by itself slack_sdk opens a new one for each.
        self.client.session = aiohttp.ClientSession(
            timeout=aiohttp.ClientTimeout(total=self.client.timeout)
        )

    async def close(self) -> None:
        """Close the connections."""
        if self.client.session is not None:
            await self.client.session.close()

    async def check(self) -> str | None:
        """Return why Slack does not take the token, None if it does."""
        try:
            await self._call(self.client.auth_test)
        except NotSent as error:
            return error.code
        return None

    async def post(self, place: Place, message: SlackMessage) -> None:
        """Post a message, in a simpler form where Slack does not take it as it is.

        Raises:
            NotSent: Slack took none of the forms.
        """
        refused = NotSent("no_text", passing=False)
        for text, blocks in message.forms():
            try:
                await self._call(
                    self.client.chat_postMessage,
                    channel=place.channel,
                    text=text,
                    blocks=blocks or None,
                    thread_ts=place.thread,
                    unfurl_links=False,
                    unfurl_media=False,
                )
                return
            except NotSent as error:
                refused = error
                if error.code not in _TOO_MUCH:
                    break
                logger.warning("Slack refused a message (%s); a simpler one is sent.", error.code)
        raise refused

    async def update(
        self, place: Place, ts: str, text: str, blocks: Sequence[Mapping[str, Any]]
    ) -> None:
        """Change the message ``ts``."""
        await self._call(
            self.client.chat_update, channel=place.channel, ts=ts, text=text, blocks=list(blocks)
        )

    async def hint(self, place: Place, text: str) -> None:
        """Say something that the person alone sees, and that is kept nowhere."""
        await self._call(
            self.client.chat_postEphemeral,
            channel=place.channel,
            user=place.person.user,
            text=text,
            thread_ts=place.thread,
        )

    async def publish(self, user: str, view: Mapping[str, Any]) -> None:
        """Show ``view`` in the Home tab."""
        await self._call(self.client.views_publish, user_id=user, view=dict(view))

    async def direct_channel(self, user: str) -> str:
        """Return the channel of the direct messages with ``user``."""
        response = await self._call(self.client.conversations_open, users=user)
        return str((response.get("channel") or {}).get("id") or "")

    async def is_empty(self, channel: str) -> bool:
        """Return whether nothing was ever said in ``channel``."""
        response = await self._call(self.client.conversations_history, channel=channel, limit=1)
        return not response.get("messages")

    async def upload(self, place: Place, page: Page, comment: str) -> None:
        """Put a file into the direct message."""
        await self._call(
            self.client.files_upload_v2,
            channel=place.channel,
            thread_ts=place.thread,
            filename=page.name,
            title=page.name,
            content=page.content,
            initial_comment=comment,
        )

    async def _call(self, method: Callable[..., Awaitable[Any]], **arguments: Any) -> Any:
        try:
            return await method(**arguments)
        except SlackApiError as error:
            code = _code(error.response)
            raise NotSent(code, passing=code in _PASSING or code.startswith("http_")) from None
        except (aiohttp.ClientError, asyncio.TimeoutError) as error:
            raise NotSent(type(error).__name__, passing=True) from None
        except Exception as error:
            # slack_sdk stumbles over answers that are no JSON in several ways of its own.
            raise NotSent(type(error).__name__, passing=False) from None


class _AnyServerError(AsyncServerErrorRetryHandler):
    """Tries again after any 5xx: slack_sdk's own takes 500 and 503, proxies give 502 and 504."""

    async def _can_retry_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        return response is not None and response.status_code >= 500


def _code(response: Any) -> str:
    data = getattr(response, "data", None)
    if isinstance(data, Mapping) and isinstance(data.get("error"), str):
        return str(data["error"])
    return f"http_{getattr(response, 'status_code', None) or getattr(response, 'status', 0)}"
