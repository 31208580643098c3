"""What Slack sends, read into plain values. Nothing here acts; what is not known is ``None``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from backtalk.channels.slack_text import words_of

Kind = Literal["event", "interaction", "command"]
PICK, CONFIRM, PAGE, CHANGE = "pick", "confirm", "page", "change"
"""How the ids of our own actions begin: what is ticked, the button that confirms it, the one for
the doctor's page, and those that change an answer."""
_ID = re.compile(r"[A-Za-z0-9]{1,64}")
_TIME = re.compile(r"[0-9]{1,12}(\.[0-9]{1,9})?")
_SAID = frozenset({None, "file_share", "thread_broadcast"})
"""Subtypes of messages that a person wrote: not those of joins, edits, deletions or bots."""


@dataclass(frozen=True)
class Person:
    """Who did something: the workspace and the user."""

    team: str
    user: str

    @property
    def lane(self) -> str:
        """Return what keeps the doings of this person in order."""
        return f"{self.team}:{self.user}"


@dataclass(frozen=True)
class Place:
    """Where to answer: a direct message, and the thread in it if there is one."""

    person: Person
    channel: str
    thread: str | None = None


@dataclass(frozen=True)
class Message:
    """A direct message; place and ``ts``, when it was written, name it."""

    place: Place
    text: str
    ts: str


@dataclass(frozen=True)
class Mention:
    """The app was named in a channel; ``event`` is the id under which that was delivered."""

    place: Place
    event: str


@dataclass(frozen=True)
class Opened:
    """The app was opened at the tab ``home`` or ``messages``."""

    place: Place
    tab: str


@dataclass(frozen=True)
class Choice:
    """Something that was chosen: what it sends and what it shows."""

    value: str
    title: str


@dataclass(frozen=True)
class Click:
    """A press of a button, or a choice in a menu.

    Attributes:
        person: who pressed.
        place: where; None in the Home tab.
        action: the id of the button or menu.
        choice: of the button or menu itself.
        picked: what is ticked in the message, for the button that confirms it.
        ts: when, on the clock of Slack's messages.
        message: the message that it stands in, "" in the Home tab.
        text: of that message.
        blocks: of that message.
    """

    person: Person
    place: Place | None
    action: str
    choice: Choice
    picked: tuple[Choice, ...]
    ts: str
    message: str = ""
    text: str = ""
    blocks: Sequence[Mapping[str, Any]] = field(default=(), repr=False)


@dataclass(frozen=True)
class Command:
    """A slash command, given in any channel; ``id`` names it."""

    person: Person
    channel: str
    text: str
    id: str


@dataclass(frozen=True)
class Shortcut:
    """The app's entry in a menu of Slack; ``id`` names this use of it."""

    person: Person
    id: str


@dataclass(frozen=True)
class Slowed:
    """Slack holds events back because there are too many."""


Incoming = Message | Mention | Opened | Click | Command | Shortcut | Slowed


def read(kind: Kind, payload: Mapping[str, Any]) -> Incoming | None:
    """Return what ``payload`` tells, None if it is nothing that is answered."""
    if kind == "event":
        return _event(payload)
    return _command(payload) if kind == "command" else _interaction(payload)


def _event(payload: Mapping[str, Any]) -> Incoming | None:
    if payload.get("type") == "app_rate_limited":
        return Slowed()
    event = payload.get("event")
    if payload.get("type") != "event_callback" or not isinstance(event, Mapping):
        return None
    person = _person(payload.get("team_id") or event.get("team"), event.get("user"))
    channel, delivered = _id(event.get("channel")), _text(payload.get("event_id"))
    if person is None or channel is None or event.get("bot_id"):
        return None
    place = Place(person, channel, _time(event.get("thread_ts")))
    if event.get("type") == "app_mention":
        return None if _is_direct(event, channel) else Mention(place, delivered)
    if event.get("type") == "app_home_opened":
        return Opened(Place(person, channel), _text(event.get("tab")))
    if event.get("type") != "message" or not _is_direct(event, channel):
        return None
    ts = _time(event.get("ts"))
    if event.get("subtype") not in _SAID or event.get("hidden") or ts is None:
        return None
    return Message(place, words_of(_text(event.get("text"))), ts)


def _command(form: Mapping[str, Any]) -> Command | None:
    person = _person(form.get("team_id"), form.get("user_id"))
    channel = _id(form.get("channel_id"))
    if person is None or channel is None:
        return None
    text = words_of(_text(form.get("text")))
    return Command(person, channel, text, _text(form.get("trigger_id")))


def _interaction(payload: Mapping[str, Any]) -> Incoming | None:
    user = _mapping(payload.get("user"))
    team = _mapping(payload.get("team")).get("id") or user.get("team_id")
    person = _person(team, user.get("id"))
    if person is None:
        return None
    if payload.get("type") in {"shortcut", "message_action"}:
        return Shortcut(person, _text(payload.get("trigger_id")))
    if payload.get("type") != "block_actions":
        return None
    for action in _mappings(payload.get("actions")):
        click = _click(person, payload, action)
        if click is not None:
            return click
    return None


def _click(person: Person, payload: Mapping[str, Any], action: Mapping[str, Any]) -> Click | None:
    name = _text(action.get("action_id"))
    ts = _time(action.get("action_ts"))
    choice = next(_choices(action), None)
    if ts is None or choice is None or name.startswith(PICK):
        return None
    channel = _id(_mapping(payload.get("channel")).get("id"))
    message = _mapping(payload.get("message"))
    message_ts = _time(message.get("ts"))
    if channel is None or message_ts is None:
        return Click(person, None, name, choice, (), ts)
    return Click(
        person,
        Place(person, channel, _time(message.get("thread_ts"))),
        name,
        choice,
        tuple(_picked(payload)),
        ts,
        message_ts,
        _text(message.get("text")),
        tuple(_mappings(message.get("blocks"))),
    )


def _picked(payload: Mapping[str, Any]) -> Iterator[Choice]:
    values = _mapping(_mapping(payload.get("state")).get("values"))
    for block in values.values():
        for name, element in _mapping(block).items():
            if name.startswith(PICK):
                yield from _choices(_mapping(element))


def _choices(element: Mapping[str, Any]) -> Iterator[Choice]:
    """Yield what a button sends, or what is chosen in a menu or among check boxes."""
    chosen = [*_mappings(element.get("selected_options")), _mapping(element.get("selected_option"))]
    for option in chosen if any(chosen) else [element]:
        yield from _choice(option)


def _choice(option: Mapping[str, Any]) -> Iterator[Choice]:
    value = option.get("value")
    if isinstance(value, str) and value:
        yield Choice(value, words_of(_text(_mapping(option.get("text")).get("text"))))


def _is_direct(event: Mapping[str, Any], channel: str) -> bool:
    kind = event.get("channel_type")
    return kind == "im" or (kind is None and channel.startswith("D"))


def _person(team: object, user: object) -> Person | None:
    known_team, known_user = _id(team), _id(user)
    return Person(known_team, known_user) if known_team and known_user else None


def _id(value: object) -> str | None:
    return value if isinstance(value, str) and _ID.fullmatch(value) else None


def _time(value: object) -> str | None:
    return value if isinstance(value, str) and _TIME.fullmatch(value) else None


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _mappings(value: object) -> list[Mapping[str, Any]]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []
