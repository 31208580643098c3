"""The Home tab: what this is and is not, whom to call, and where to begin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    DividerBlock,
    HeaderBlock,
    SectionBlock,
)
from slack_sdk.models.views import View

from backtalk.channels.contract import Reply
from backtalk.channels.slack_choices import plain, words
from backtalk.channels.slack_text import mrkdwn, pieces, spaced
from backtalk.safety.care import Line

_FORGET = "/delete_my_data"


def home_view(
    home: Reply,
    urgent: Reply,
    privacy: Reply,
    lines: Sequence[Line],
    name: str,
    note: Reply | None = None,
) -> Mapping[str, Any]:
    """Return the Home tab.

    Args:
        home: what this is, with the buttons.
        urgent: what to do in an emergency.
        privacy: who can read along in Slack.
        lines: the numbers to call.
        name: of the bot.
        note: what has just happened, below the buttons.
    """
    numbers = "\n".join(f"*{mrkdwn(line.label)}: {line.dial}*" for line in lines)
    blocks: list[Block] = [
        HeaderBlock(text=plain(name)),
        *(SectionBlock(text=words(mrkdwn(piece))) for piece in pieces(spaced(home.text))),
        SectionBlock(text=words(f"{mrkdwn(urgent.text)}\n{numbers}")),
        ActionsBlock(
            block_id="home",
            elements=[
                ButtonElement(
                    text=plain(button.title),
                    action_id=f"home_{number}",
                    value=button.payload,
                    style=_style(number, button.payload),
                )
                for number, button in enumerate(home.buttons)
            ],
        ),
        *([ContextBlock(elements=[words(mrkdwn(note.text))])] if note else []),
        DividerBlock(),
        ContextBlock(elements=[words(mrkdwn(privacy.text))]),
    ]
    return View(type="home", blocks=blocks).to_dict()


def _style(number: int, payload: str) -> str | None:
    if payload == _FORGET:
        return "danger"
    return "primary" if number == 0 else None
