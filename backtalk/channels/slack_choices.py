"""Choices of the reply contract as elements of Block Kit.

Buttons send their payload. Where several things may be chosen, they are ticked first and sent
with a button; where a number is asked for, it is picked from a menu.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    CheckboxesElement,
    MarkdownTextObject,
    Option,
    PlainTextObject,
    SectionBlock,
    StaticMultiSelectElement,
    StaticSelectElement,
)

from backtalk.channels.contract import Reply
from backtalk.channels.questions import choices_payload
from backtalk.channels.slack_events import CHANGE, CONFIRM, PAGE, PICK
from backtalk.channels.slack_text import mrkdwn, shortened
from backtalk.content.library import Button

_TITLE, _VALUE, _LONG_VALUE = 75, 150, 2_000
_TICKS, _BUTTONS, _OPTIONS = 10, 25, 100


def choices(reply: Reply, labels: Mapping[str, str]) -> list[Block]:
    """Return the choices of ``reply``; what Slack has no room for stands there as words."""
    custom = reply.custom or {}
    blocks: list[Block] = []
    first: list[ButtonElement] = []
    if custom.get("type") == "scale":
        blocks.append(_scale(custom, labels))
    elif custom.get("options") and custom.get("multiple", True):
        blocks += _ticks(custom, labels)
        first.append(
            ButtonElement(
                text=plain(labels["confirm"]),
                action_id=CONFIRM,
                value=str(custom["question"]),
                style="primary",
            )
        )
    elif custom.get("type") == "summary":
        # The value is not used, but a click without one would not be read.
        first.append(ButtonElement(text=plain(labels["save_page"]), action_id=PAGE, value=PAGE))
    buttons = [*_single(custom), *reply.buttons]
    sent = [button for button in buttons if len(button.payload) <= _LONG_VALUE]
    blocks += _pressable(first, sent, labels)
    if lost := [button for button in buttons if button not in sent]:
        text = "\n".join(f"- {shortened(button.title, _TITLE)}" for button in lost)
        blocks.append(SectionBlock(text=words(mrkdwn(text))))
    return blocks


def choice_titles(reply: Reply, labels: Mapping[str, str]) -> list[str]:
    """Return the words of every choice, for a message that can show nothing but text."""
    custom = reply.custom or {}
    titles = [str(option["title"]) for option in custom.get("options", ())]
    if custom.get("type") == "check_answers":
        titles += [change_title(answer, labels) for answer in custom["answers"]]
    return [*titles, *(button.title for button in reply.buttons)]


def change(answer: Mapping[str, Any], number: int, labels: Mapping[str, str]) -> ButtonElement:
    """Return the button that changes one answer while all are checked."""
    return ButtonElement(
        text=plain(labels["change"]),
        action_id=f"{CHANGE}_{number}",
        value=choices_payload("check", ["change", str(answer["step"])]),
        accessibility_label=shortened(change_title(answer, labels), _TITLE),
    )


def change_title(answer: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """Return what that button does, in words."""
    return f"{labels['change']} {answer['label']}".rstrip(":")


def plain(text: str) -> PlainTextObject:
    """Return ``text`` for a button or an option, not read as emoji codes."""
    return PlainTextObject(text=shortened(text, _TITLE), emoji=False)


def words(text: str) -> MarkdownTextObject:
    """Return ``text``, which is mrkdwn already; Slack makes no links of what looks like one."""
    return MarkdownTextObject(text=text, verbatim=True)


def _scale(custom: Mapping[str, Any], labels: Mapping[str, str]) -> Block:
    options = [
        _option(str(number), choices_payload(str(custom["question"]), [str(number)]))
        for number in range(int(custom["minimum"]), int(custom["maximum"]) + 1)
    ]
    return ActionsBlock(
        block_id="scale",
        elements=[
            StaticSelectElement(
                placeholder=plain(labels["choose_number"]), action_id="scale", options=options
            )
        ],
    )


def _ticks(custom: Mapping[str, Any], labels: Mapping[str, str]) -> Iterator[Block]:
    """Yield check boxes; sides of areas stand in a menu, or there would be twenty boxes."""
    ticked = set(custom.get("chosen", ()))
    sided = [option for option in custom["options"] if ":" in option["value"]]
    single = [option for option in custom["options"] if option not in sided]
    for start in range(0, len(single), _TICKS):
        group = single[start : start + _TICKS]
        options = [_option(option["title"], option["value"]) for option in group]
        initial = [option for option in options if option.value in ticked]
        yield ActionsBlock(
            block_id=f"{PICK}_{start}",
            elements=[
                CheckboxesElement(
                    action_id=f"{PICK}_{start}", options=options, initial_options=initial or None
                )
            ],
        )
    for start in range(0, len(sided), _OPTIONS):
        group = sided[start : start + _OPTIONS]
        yield SectionBlock(
            block_id=f"{PICK}_side_{start}",
            text=words(mrkdwn(labels["choose_side"])),
            accessory=StaticMultiSelectElement(
                action_id=f"{PICK}_side_{start}",
                placeholder=plain(labels["side"]),
                options=[_option(option["title"], option["value"]) for option in group],
            ),
        )


def _single(custom: Mapping[str, Any]) -> list[Button]:
    """Return the options of a question where one alone can be chosen, as buttons."""
    if custom.get("multiple", True):
        return []
    question = str(custom["question"])
    return [
        Button(option["title"], choices_payload(question, [option["value"]]))
        for option in custom.get("options", ())
    ]


def _pressable(
    first: Sequence[ButtonElement], buttons: Sequence[Button], labels: Mapping[str, str]
) -> Iterator[Block]:
    if len(first) + len(buttons) > _BUTTONS and all(len(b.payload) <= _VALUE for b in buttons):
        if first:
            yield ActionsBlock(block_id="first", elements=first)
        for start in range(0, len(buttons), _OPTIONS):
            options = [_option(b.title, b.payload) for b in buttons[start : start + _OPTIONS]]
            name = f"menu_{start}"
            menu = StaticSelectElement(
                placeholder=plain(labels["choose_one"]), action_id=name, options=options
            )
            yield ActionsBlock(block_id=name, elements=[menu])
        return
    pressable = [
        *first,
        *(
            ButtonElement(text=plain(b.title), action_id=f"press_{number}", value=b.payload)
            for number, b in enumerate(buttons)
        ),
    ]
    for start in range(0, len(pressable), _BUTTONS):
        elements = pressable[start : start + _BUTTONS]
        yield ActionsBlock(block_id=f"press_{start}", elements=elements)


def _option(title: str, value: str) -> Option:
    return Option(text=plain(title), value=value)
