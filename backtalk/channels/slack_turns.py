"""Turns of the bot in Slack: something is said, the bot answers, and the answers go out."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from backtalk.channels.contract import Reply
from backtalk.channels.desk import Desk, Page, Said, Talk
from backtalk.channels.slack_blocks import SlackLook, SlackMessage
from backtalk.channels.slack_events import Person, Place
from backtalk.channels.slack_ids import SlackIds
from backtalk.channels.slack_once import Once
from backtalk.channels.slack_outbox import Outbox, Send, Sent
from backtalk.channels.slack_sender import SlackSender
from backtalk.channels.slack_text import mrkdwn
from backtalk.channels.web_door import Rates, Refused

logger = logging.getLogger(__name__)

_AGAIN = (1.0, 3.0)
"""Seconds before each further try of a turn that failed. After the last the person is asked to say
it again, and it is not tried any more: a late answer could be taken for one to another question."""
_MINUTE = 60


@dataclass(frozen=True)
class Taken:
    """What came of something that was said.

    Attributes:
        answered: whether a turn answered it.
        sent: what was put into the outbox for it.
    """

    answered: bool
    sent: Sequence[Sent] = ()


@dataclass
class SlackTurns:
    """Answers people in their direct messages.

    Attributes:
        desk: the bot.
        look: how replies look in Slack.
        ids: names of conversations and messages.
        once: what was seen already.
        sender: calls Slack.
        outbox: brings messages to Slack in order.
        rates: of the kind ``message``.
    """

    desk: Desk
    look: SlackLook
    ids: SlackIds
    once: Once
    sender: SlackSender
    outbox: Outbox
    rates: Rates
    _gate: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def take(self, place: Place, said: Said, *, repeats: bool = False) -> Taken:
        """Answer ``said``; ``repeats`` tells whether Slack may bring it again.

        Then what Slack has of the answers already is not posted again, as far as that is known.
        """
        conversation = self._conversation(place)
        try:
            await self.rates.check("message", conversation, time.time())
        except Refused:
            return Taken(False, await self._slow_down(place, conversation))
        talk = await self._turn(conversation, said)
        replies = [reply for turn in talk.turns for reply in turn.replies]
        if talk.failed and not replies:
            replies.append(self.desk.reply("utter_technical_problem"))
        if talk.forgotten:
            # The bot has deleted what it had. Slack has not.
            replies.append(self.desk.reply("utter_slack_forgotten"))
        messages = [message for reply in replies for message in self.look.messages(reply)]
        # That something failed is no answer: another try may have one.
        once = said.id if repeats and not talk.failed else ""
        return Taken(not talk.failed, self._post(place, messages, once))

    def say(self, place: Place, *replies: Reply) -> None:
        """Post ``replies`` that are no answer to a message."""
        for reply in replies:
            self._post(place, self.look.messages(reply))

    def hint(self, place: Place, response: str) -> Sent:
        """Show ``response`` to the person alone; it is not part of the conversation."""
        text = mrkdwn(self.desk.reply(response).text)
        return self.outbox.put(place.channel, lambda: self.sender.hint(place, text))

    def close(self, place: Place, ts: str, text: str, blocks: Sequence[Mapping[str, Any]]) -> None:
        """Show the message ``ts`` without its choices."""
        # In a lane of its own: answers must not wait for the looks of what was answered.
        self.outbox.put(
            f"{place.channel}:looks", lambda: self.sender.update(place, ts, text, blocks)
        )

    async def give_page(self, place: Place) -> None:
        """Put the page for the doctor into the direct message: as a PDF, else as text."""
        conversation = self._conversation(place)
        page = await self.desk.page(conversation, "pdf")
        words = await self.desk.page(conversation, "text")
        if page is None or words is None:
            self.say(place, self.desk.reply("utter_slack_no_page"))
            return
        here = self.desk.reply("utter_slack_page")
        pdf: Page = page
        lines = words.content.decode()

        async def post_as_text() -> None:
            self._post(place, [*self.look.messages(here), *self.look.as_lines(lines)])

        self.outbox.put(
            place.channel,
            lambda: self.sender.upload(place, pdf, mrkdwn(here.text)),
            post_as_text,
        )

    async def is_new(self, *names: str) -> bool:
        """Return whether none of these ids of Slack's came before; empty ones do not count."""
        new = True
        for name in filter(None, names):
            new = await self.once.first(self.key_of(name)) and new
        return new

    def key_of(self, name: str) -> str:
        """Return the key in ``once`` of something of Slack's."""
        return self.ids.message("once", name)

    def name_of(self, person: Person, *parts: str) -> str:
        """Return the id of something that ``person`` said or pressed."""
        return self.ids.message(person.team, person.user, *parts)

    async def _turn(self, conversation: str, said: Said) -> Talk:
        talk = Talk(failed=True)
        for pause in (0.0, *_AGAIN):
            await asyncio.sleep(pause)
            # Turns begin one at a time, with a look at the network between: twenty that begin at
            # once would keep the server from telling Slack that it has heard.
            async with self._gate:
                turn = asyncio.ensure_future(self.desk.answer(conversation, said))
                await asyncio.sleep(0)
            try:
                talk = await turn
            except Exception as error:
                logger.error("A turn in Slack failed: %s.", type(error).__name__)
            if not talk.failed:
                break
        return talk

    async def _slow_down(self, place: Place, conversation: str) -> list[Sent]:
        minute = str(int(time.time() / _MINUTE))
        if await self.is_new(f"{conversation}:{minute}"):
            return [self.hint(place, "utter_slack_too_many")]
        return []

    def _post(self, place: Place, messages: Sequence[SlackMessage], once: str = "") -> list[Sent]:
        """Post ``messages``; with ``once``, the id of what they answer, each of them once."""

        def posting(number: int, message: SlackMessage) -> Send:
            mark = self.ids.message("posted", once, str(number), message.text)

            async def post() -> None:
                if once and await self.once.is_done(mark):
                    return
                await self.sender.post(place, message)
                if once:
                    await self.once.done(mark)

            return post

        return [
            self.outbox.put(place.channel, posting(number, message))
            for number, message in enumerate(messages)
        ]

    def _conversation(self, place: Place) -> str:
        return self.ids.conversation(place.person.team, place.channel, place.person.user)
