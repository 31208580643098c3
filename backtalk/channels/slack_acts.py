"""What the Slack face does with each thing that happens.

The doing is put into the lane of the person, where it waits for what the same person did before.
Messages are waited for, because Slack brings them again. All else it brings once: ``take`` returns
at once then, whatever the bot is busy with.
"""

from __future__ import annotations

import logging
import time
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from backtalk.assessment.readback import Words
from backtalk.channels.desk import Said
from backtalk.channels.slack_after import chosen_of, made
from backtalk.channels.slack_deliveries import Deliveries
from backtalk.channels.slack_events import (
    PAGE,
    Click,
    Command,
    Incoming,
    Mention,
    Message,
    Opened,
    Person,
    Place,
    Shortcut,
    Slowed,
)
from backtalk.channels.slack_home import home_view
from backtalk.channels.slack_lanes import Job, Lanes
from backtalk.channels.slack_outbox import Sent
from backtalk.channels.slack_sender import NotSent
from backtalk.channels.slack_turns import SlackTurns
from backtalk.safety.care import Line

logger = logging.getLogger(__name__)

_REMEMBERED = 5_000
_WELCOME = "utter_slack_welcome"


class SlackActs:
    """Puts what happens into lanes."""

    def __init__(self, turns: SlackTurns, words: Words, lines: tuple[Line, ...]) -> None:
        """Answer with ``turns``; ``lines`` are the numbers to call that the Home tab shows."""
        self._turns = turns
        self._words = words
        self._lines = lines
        self._lanes = Lanes()
        self._deliveries = Deliveries(turns.once, self._lanes)
        self._direct: OrderedDict[Person, str] = OrderedDict()

    async def take(self, incoming: Incoming) -> str | None:
        """Act on ``incoming``; returns what its sender should read at once, or None.

        Raises:
            NotYet: it is a message that is not answered yet.
        """
        if isinstance(incoming, Message):
            await self._see_to(incoming)
        elif isinstance(incoming, Click):
            self._do(incoming.person, lambda: self._click(incoming), incoming.ts)
        elif isinstance(incoming, Command):
            self._do(incoming.person, lambda: self._command(incoming))
            if self._direct.get(incoming.person) != incoming.channel:
                return self._turns.desk.reply("utter_slack_answered_privately").text
        elif isinstance(incoming, Shortcut):
            self._do(incoming.person, lambda: self._shortcut(incoming))
        elif isinstance(incoming, Mention):
            self._do(incoming.place.person, lambda: self._mention(incoming))
        elif isinstance(incoming, Opened):
            self._opened(incoming)
        elif isinstance(incoming, Slowed):
            logger.warning("Slack holds events back: there were too many in an hour.")
        return None

    async def drain(self, seconds: float) -> None:
        """Let what was begun be done, for at most ``seconds``."""
        await self._lanes.drain(seconds)

    async def close(self, seconds: float) -> None:
        """Mark as done what is done, for at most ``seconds``; the rest is Slack's to bring again.

        Nothing waits to be sent any more.
        """
        await self._deliveries.close(seconds)

    def _do(self, person: Person, job: Job, ts: str | None = None) -> None:
        self._lanes.put(person.lane, job, order=float(ts) if ts else time.time())

    async def _see_to(self, message: Message) -> None:
        place, turns = message.place, self._turns
        self._know(place)
        # Named after the message, not the event: one message may come under two of them.
        name = turns.name_of(place.person, "said", place.channel, message.ts)
        answer = partial(self._answer, place, Said(name, message.text))
        lane, order = place.person.lane, float(message.ts)
        await self._deliveries.see_to(turns.key_of(name), lane, order, answer)

    async def _answer(self, place: Place, said: Said) -> Sequence[Sent]:
        return (await self._turns.take(place, said, repeats=True)).sent

    async def _click(self, click: Click) -> None:
        turns, person = self._turns, click.person
        place = click.place or await self._direct_place(person)
        if place is None:
            return
        if click.action == PAGE:
            if await turns.is_new(turns.name_of(person, PAGE, click.ts)):
                await turns.give_page(place)
            return
        choice = chosen_of(click, self._words)
        if choice is None:
            turns.hint(place, "utter_slack_nothing_chosen")
            return
        # Named after the message and the choice: a second click is the same press, also after a
        # restart. In the Home tab it is another one each time.
        where = (place.channel, click.message or click.ts)
        name = turns.name_of(person, "pressed", *where, choice.value)
        if not await turns.once.first(name):
            return
        taken = await turns.take(place, Said(name, choice.title, choice.value))
        if not taken.answered:
            await turns.once.again(name)
            return
        if click.message:
            blocks, text = made(click.blocks, click.text, turns.look.choice_made(choice.title))
            turns.close(place, click.message, text, blocks)
        else:
            self._show_home(place, "utter_slack_see_messages")

    async def _command(self, command: Command) -> None:
        turns = self._turns
        name = turns.name_of(command.person, "command", command.id)
        if command.id and not await turns.is_new(name):
            return
        place = await self._direct_place(command.person)
        if place is None:
            return
        if command.text:
            await turns.take(place, Said(name, command.text))
        else:
            turns.say(place, turns.desk.reply(_WELCOME))

    async def _shortcut(self, shortcut: Shortcut) -> None:
        turns = self._turns
        name = turns.name_of(shortcut.person, "shortcut", shortcut.id)
        if shortcut.id and not await turns.is_new(name):
            return
        place = await self._direct_place(shortcut.person)
        if place is not None:
            turns.say(place, turns.desk.reply(_WELCOME))

    async def _mention(self, mention: Mention) -> None:
        if await self._turns.is_new(mention.event):
            self._turns.hint(mention.place, "utter_slack_talk_privately")

    def _opened(self, opened: Opened) -> None:
        if opened.tab == "home":
            self._show_home(opened.place)
        elif opened.tab == "messages":
            self._know(opened.place)
            # Not in the lane of the person: asking Slack takes time, and an answer must not wait.
            self._lanes.put(f"{opened.place.channel}:opened", lambda: self._welcome(opened.place))

    async def _welcome(self, place: Place) -> None:
        """Greet a person who has never been here."""
        try:
            is_empty = await self._turns.sender.is_empty(place.channel)
        except NotSent as error:
            logger.warning("Slack did not say whether somebody is new: %s.", error.code)
            return
        if is_empty and await self._turns.is_new(f"welcome:{place.channel}"):
            self._turns.say(place, self._turns.desk.reply(_WELCOME))

    def _show_home(self, place: Place, note: str | None = None) -> None:
        turns, user = self._turns, place.person.user
        view = self._home(note)
        turns.outbox.put(f"{place.person.lane}:home", lambda: turns.sender.publish(user, view))

    def _home(self, note: str | None) -> Mapping[str, Any]:
        reply = self._turns.desk.reply
        return home_view(
            reply("utter_slack_home"),
            reply("utter_slack_urgent"),
            reply("utter_slack_privacy"),
            self._lines,
            self._words.labels["bot"],
            reply(note) if note else None,
        )

    async def _direct_place(self, person: Person) -> Place | None:
        """Return the direct message with ``person``; a click in the Home tab does not name it."""
        channel = self._direct.get(person)
        if channel is None:
            try:
                channel = await self._turns.sender.direct_channel(person.user)
            except NotSent as error:
                logger.error("Slack did not open a direct message: %s.", error.code)
                self._turns.outbox.lost()
                return None
            self._know(Place(person, channel))
        return Place(person, channel)

    def _know(self, place: Place) -> None:
        self._direct[place.person] = place.channel
        self._direct.move_to_end(place.person)
        while len(self._direct) > _REMEMBERED:
            self._direct.popitem(last=False)
