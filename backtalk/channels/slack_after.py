"""What a click chose, and the message it stands in with the choice made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import ContextBlock

from backtalk.assessment.readback import Words
from backtalk.channels.questions import choices_payload, press_title
from backtalk.channels.slack_choices import words
from backtalk.channels.slack_events import CHANGE, CONFIRM, Choice, Click
from backtalk.channels.slack_text import escaped, shortened

_SHOWN = {"section": ("text", "fields"), "header": ("text",), "context": ("elements",)}
_TEXT_KEYS = ("type", "text", "emoji", "verbatim")
_MOST_BLOCKS = 49
_LONGEST = 2_000


def chosen_of(click: Click, labels: Words) -> Choice | None:
    """Return the payload of what was chosen and its words; None if nothing was ticked."""
    if click.action == CONFIRM:
        picked = {choice.value: choice.title for choice in click.picked}
        if not picked:
            return None
        payload = choices_payload(click.choice.value, list(picked))
        return Choice(payload, ", ".join(picked.values()))
    if click.action.startswith(CHANGE):
        # The button says "Change" alone; what it changes stands beside it.
        return Choice(click.choice.value, press_title(click.choice.value, labels))
    return click.choice


def made(
    blocks: Sequence[Mapping[str, Any]], text: str, sentence: str
) -> tuple[list[Mapping[str, Any]], str]:
    """Return a message, as Slack sent it back, with ``sentence`` in the place of its choices.

    Args:
        blocks: of the message.
        text: of the message, in mrkdwn.
        sentence: what was chosen, in plain words.
    """
    line = shortened(escaped(sentence), _LONGEST)
    kept = [shown for block in blocks if (shown := _shown(block))]
    note = ContextBlock(elements=[words(line)]).to_dict()
    return [*kept[:_MOST_BLOCKS], note], f"{text}\n{line}".strip()


def _shown(block: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return a block with nothing but its words: Slack adds keys that it does not take back."""
    if block.get("type") == "divider":
        return {"type": "divider"}
    keys = _SHOWN.get(str(block.get("type")), ())
    shown = {key: value for key in keys if (value := _texts(block.get(key)))}
    return {"type": block["type"], **shown} if shown else None


def _texts(value: object) -> Any:
    if isinstance(value, list):
        return [text for item in value if (text := _texts(item))]
    if isinstance(value, Mapping) and isinstance(value.get("text"), str):
        return {key: value[key] for key in _TEXT_KEYS if key in value}
    return None
