"""Renders the reply contract in Block Kit, within Slack's limits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block, ContextBlock, HeaderBlock, ImageBlock, SectionBlock

from backtalk.assessment.frames import AREAS
from backtalk.channels.contract import Reply
from backtalk.channels.slack_choices import change, choice_titles, choices, words
from backtalk.channels.slack_text import (
    SECTION_LIMIT,
    escaped,
    linked,
    mrkdwn,
    pieces,
    shortened,
    spaced,
)
from backtalk.content.library import Library

_BLOCKS = 48
"""Of one message; Slack takes 50, and a choice that was made adds one."""
_CHARACTERS = 10_000
"""Of all blocks of one message; Slack refuses somewhat above 13,000 and does not say where."""
_TEXT = 3_500
"""Of the text of a message, which notifications and screen readers take."""
_HEADER = 150
_LINKS = 8
"""Of one line; each carries an address."""
_NOT_DRAWN = "other"
_ABOUT_DATA = frozenset(
    {"utter_ask_consent", "utter_consent_more", "utter_delete_my_data", "utter_show_my_data"}
)
"""Responses on who can see what; in Slack that is not the whole truth without a note."""


@dataclass(frozen=True)
class SlackMessage:
    """One message of Slack.

    Attributes:
        text: everything in mrkdwn, for notifications, screen readers and as a last resort.
        blocks: what is shown, as JSON.
        plain: ``text`` with the words of the choices, for when Slack takes no blocks.
    """

    text: str
    blocks: tuple[Mapping[str, Any], ...]
    plain: str

    def forms(self) -> Iterator[tuple[str, list[Mapping[str, Any]]]]:
        """Yield the message, then simpler forms of it: without pictures, then as text alone."""
        yield self.text, list(self.blocks)
        without = [block for block in self.blocks if block["type"] != "image"]
        if len(without) < len(self.blocks):
            yield self.text, without
        if self.blocks:
            yield self.plain, []


class SlackLook:
    """Makes messages of replies."""

    def __init__(self, library: Library, map_url: str = "") -> None:
        """Take words and sources from ``library``.

        Args:
            library: the content.
            map_url: where Slack can fetch the drawing of the body; none is shown without it.
        """
        self._library = library
        self._labels = library.labels
        self._map_url = map_url

    def messages(self, reply: Reply) -> list[SlackMessage]:
        """Return ``reply`` as one message, or as several where one has no room for it."""
        try:
            shown = [*self._body(reply), *self._notes(reply)]
            chosen = [block.to_dict() for block in choices(reply, self._labels)]
            groups = list(_groups([block.to_dict() for block in shown]))
        except (SlackObjectFormationError, KeyError, TypeError):
            # A part of the contract that this face does not know: its text is complete.
            groups, chosen = [], []
        if not groups:
            groups = [
                [SectionBlock(text=words(mrkdwn(piece))).to_dict()] for piece in pieces(reply.text)
            ] or [[]]
        if len(groups[-1]) + len(chosen) > _BLOCKS:
            groups.append([])
        groups[-1] += chosen
        return [
            self._message(group, reply, is_last=number == len(groups))
            for number, group in enumerate(groups, start=1)
        ]

    def as_lines(self, text: str) -> list[SlackMessage]:
        """Return ``text`` with its lines as they are, letter below letter."""
        fenced = [f"```{escaped(piece)}```" for piece in pieces(text, SECTION_LIMIT - 6)]
        return [
            SlackMessage(part, (SectionBlock(text=words(part)).to_dict(),), part) for part in fenced
        ]

    def choice_made(self, title: str) -> str:
        """Return the sentence that stands in the place of choices afterwards."""
        return self._labels["you_chose"].format(choice=shortened(title, 500))

    def _message(
        self, blocks: Sequence[Mapping[str, Any]], reply: Reply, *, is_last: bool
    ) -> SlackMessage:
        whole = "\n\n".join(filter(None, map(_text_of, blocks)))
        text = shortened(whole, _TEXT) or self._labels["choose_one"]
        titles = choice_titles(reply, self._labels) if is_last else []
        plain = "\n".join([whole or text, *(f"• {mrkdwn(title)}" for title in titles)])
        return SlackMessage(text, tuple(blocks), plain)

    def _body(self, reply: Reply) -> Iterator[Block]:
        custom = reply.custom or {}
        kind = custom.get("type")
        if kind == "care_card":
            yield from self._care_card(reply, custom)
        elif kind == "check_answers":
            yield from self._check_answers(reply, custom)
        elif reply.kind == "summary":
            yield from _summary(reply.text)
        else:
            yield from _sections(reply.text)
        if kind == "body_map" and self._map_url:
            yield ImageBlock(image_url=self._map_url, alt_text=self._map_words())

    def _care_card(self, reply: Reply, custom: Mapping[str, Any]) -> Iterator[Block]:
        yield HeaderBlock(text=shortened(self._labels["alert"], _HEADER))
        yield from _sections(reply.text)
        lines = [f"*{mrkdwn(line['label'])}: {line['dial']}*" for line in custom["numbers"]]
        yield SectionBlock(text=words("\n".join(lines)))

    def _check_answers(self, reply: Reply, custom: Mapping[str, Any]) -> Iterator[Block]:
        """Yield each answer with its own button; the text around them stays."""
        answers = custom["answers"]
        lines = [f"- {answer['label']} {answer['value']}" for answer in answers]
        before, _, after = reply.text.partition("\n".join(lines))
        yield from _sections(before)
        for number, answer in enumerate(answers):
            text = f"*{mrkdwn(answer['label'])}* {mrkdwn(str(answer['value']))}"
            yield SectionBlock(
                text=words(shortened(text, 2_900)), accessory=change(answer, number, self._labels)
            )
        yield from _sections(after)

    def _notes(self, reply: Reply) -> Iterator[Block]:
        custom = reply.custom or {}
        if custom.get("sources"):
            yield ContextBlock(elements=[words(line) for line in self._sources(custom)])
        if reply.response in _ABOUT_DATA:
            note = self._library.responses["utter_slack_privacy"].variations[0].text
            yield ContextBlock(elements=[words(mrkdwn(note))])

    def _sources(self, custom: Mapping[str, Any]) -> list[str]:
        article = self._library.article
        links = [linked(source["section"], source["url"]) for source in custom["sources"]]
        lines = ["; ".join(links[at : at + _LINKS]) for at in range(0, len(links), _LINKS)]
        where = f"{self._labels['source']} {mrkdwn(article.publisher)}, {article.updated[:4]}"
        lines[0] = f"{where}: {lines[0]}"
        if evidence := self._labels.get(f"evidence_{custom.get('evidence')}"):
            lines[-1] = f"{lines[-1]}\n{mrkdwn(evidence)}"
        return lines[:10]

    def _map_words(self) -> str:
        areas = [area for area in AREAS if area != _NOT_DRAWN]
        places = ", ".join(
            f"{number} {self._library.areas[area].label}"
            for number, area in enumerate(areas, start=1)
        )
        return self._labels["map_shows"].format(places=places)


def _sections(text: str) -> Iterator[Block]:
    for piece in pieces(spaced(text)):
        yield SectionBlock(text=words(mrkdwn(piece)))


def _summary(text: str) -> Iterator[Block]:
    """Yield a section for each heading with its list, and the text between as it is."""
    lines = [line for line in text.split("\n") if line.strip()]
    part: list[str] = []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        is_heading = line.endswith(":") and following.startswith("- ")
        if is_heading or (part and part[-1].startswith("- ") and not line.startswith("- ")):
            yield from _sections("\n".join(part))
            part = []
        part.append(f"**{line}**" if is_heading else line)
    yield from _sections("\n".join(part))


def _groups(blocks: Sequence[Mapping[str, Any]]) -> Iterator[list[Mapping[str, Any]]]:
    """Yield ``blocks`` in groups that each fit into one message."""
    group: list[Mapping[str, Any]] = []
    size = 0
    for block in blocks:
        length = len(_text_of(block))
        if group and (len(group) >= _BLOCKS or size + length > _CHARACTERS):
            yield group
            group, size = [], 0
        group.append(block)
        size += length
    if group:
        yield group


def _text_of(block: Mapping[str, Any]) -> str:
    """Return the words of a block, without those of its choices."""
    if block["type"] == "context":
        return "\n".join(element["text"] for element in block["elements"])
    if block["type"] == "image":
        return ""
    text = block.get("text")
    return str(text["text"]) if isinstance(text, Mapping) else ""
