"""What a face that many people use at once needs of the bot; the runtime gives it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from backtalk.channels.contract import Reply

Format = Literal["html", "pdf", "fhir", "text"]
Opinion = Literal["up", "down"]


@dataclass(frozen=True)
class Said:
    """One message of a person.

    Attributes:
        id: names it, so that it can be sent again without being answered twice.
        text: what was typed, or the words on what was pressed.
        pressed: the payload of what was pressed; it counts only if the bot offered it.
    """

    id: str
    text: str
    pressed: str | None = None


@dataclass(frozen=True)
class PastTurn:
    """What a person said and what the bot answered.

    Attributes:
        id: of the message.
        number: of the turn's last message; grows with time, with gaps.
        text: what the person said, or the words on what was pressed; empty if it was not kept.
        replies: in order.
    """

    id: str | None
    number: int
    text: str
    replies: tuple[Reply, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return the turn as JSON values."""
        return {
            "id": self.id,
            "number": self.number,
            "text": self.text,
            "replies": [reply.as_dict() for reply in self.replies],
        }


@dataclass(frozen=True)
class Talk:
    """Part of a conversation.

    Attributes:
        turns: in order.
        last: the number of the newest turn, 0 in an empty conversation.
        forgotten: whether everything before these turns was deleted.
        failed: whether the message could not be answered; it can be sent again.
    """

    turns: tuple[PastTurn, ...] = ()
    last: int = 0
    forgotten: bool = False
    failed: bool = False

    def as_dict(self) -> dict[str, Any]:
        """Return it as JSON values."""
        turns = [turn.as_dict() for turn in self.turns]
        return {"turns": turns, "last": self.last, "forgotten": self.forgotten}


@dataclass(frozen=True)
class Page:
    """The page for the doctor as a file."""

    name: str
    content_type: str
    content: bytes = field(repr=False)


class Desk(Protocol):
    """Everything that a face may ask for. Conversations are named by ids that the server made."""

    def is_ready(self) -> bool:
        """Return whether messages can be answered."""

    def reply(self, response: str) -> Reply:
        """Return a response of content/ that needs nothing filled in."""

    async def say(self, conversation: str, said: Said, after: int) -> Talk:
        """Answer a message; returns every turn after number ``after``, this one included."""

    async def answer(self, conversation: str, said: Said) -> Talk:
        """Answer a message; returns its turn alone, for a face whose history is kept elsewhere."""

    async def since(self, conversation: str, after: int) -> Talk:
        """Return every finished turn after number ``after``."""

    async def page(self, conversation: str, kind: Format) -> Page | None:
        """Return the page for the doctor, None when there is nothing to put on it."""

    def rate(self, conversation: str, response: str, opinion: Opinion) -> bool:
        """Keep what the person thinks of an answer; False if there is no such answer."""
