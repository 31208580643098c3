"""Puts the Slack face together from the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from backtalk.settings import Settings

if TYPE_CHECKING:
    from backtalk.channels.desk import Desk
    from backtalk.channels.slack import SlackFace
    from backtalk.content.library import Library


def add_slack(app: web.Application, desk: Desk, library: Library, settings: Settings) -> None:
    """Add the Slack face to ``app`` if the settings allow it."""
    if _ways(settings):
        face = make_slack(desk, library, settings)
        app.add_routes(face.routes())
        app.cleanup_ctx.append(face.lifespan)


def where(settings: Settings) -> str:
    """Return where Slack reaches the server, or what is missing, for the operator."""
    if ways := _ways(settings):
        return f"Slack: {' and '.join(ways)}"
    wanted = {
        "SLACK_BOT_TOKEN": settings.slack_bot_token,
        "SLACK_SIGNING_SECRET": settings.slack_signing_secret,
    }
    missing = " and ".join(name for name, value in wanted.items() if not value)
    return f"Slack: off, because {missing} must be set (docs/slack.md)"


def _ways(settings: Settings) -> list[str]:
    ways = []
    if settings.slack_bot_token and settings.slack_signing_secret:
        base = settings.public_url or f"http://localhost:{settings.port}"
        ways.append(f"{base}/slack/events")
    if settings.slack_bot_token and settings.slack_app_token:
        ways.append("Socket Mode")
    return ways


def make_slack(desk: Desk, library: Library, settings: Settings) -> SlackFace:
    """Return the Slack face, which needs the bot token and one of the two ways in."""
    from backtalk.channels import slack
    from backtalk.channels.slack_acts import SlackActs
    from backtalk.channels.slack_blocks import SlackLook
    from backtalk.channels.slack_door import SlackDoor
    from backtalk.channels.slack_ids import SlackIds
    from backtalk.channels.slack_once import make_once
    from backtalk.channels.slack_outbox import Outbox
    from backtalk.channels.slack_sender import SlackSender
    from backtalk.channels.slack_socket import SlackSocket
    from backtalk.channels.slack_turns import SlackTurns
    from backtalk.channels.web_door import Rates, shared_counts
    from backtalk.runtime import metrics

    sender = SlackSender(settings.slack_bot_token, settings.slack_api_url)
    turns = SlackTurns(
        desk=desk,
        look=SlackLook(library, slack.map_url(settings.public_url)),
        ids=SlackIds(settings.secret()),
        once=make_once(settings.redis_url),
        sender=sender,
        outbox=Outbox(lost=lambda: metrics.send_failed("slack")),
        rates=Rates({"message": settings.rate_message}, shared_counts(settings.redis_url)),
    )
    lines = library.care.countries[settings.country].lines["emergency"]
    secret, token = settings.slack_signing_secret, settings.slack_app_token
    return slack.SlackFace(
        acts=SlackActs(turns, library.words, lines),
        turns=turns,
        door=SlackDoor(secret) if secret else None,
        socket=SlackSocket(token, sender.client) if token else None,
    )
