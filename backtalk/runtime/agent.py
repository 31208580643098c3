"""The one funnel that every face's messages go through."""

from __future__ import annotations

import logging
import re
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.exc import SQLAlchemyError

from backtalk.assessment.answers import Assessment
from backtalk.assessment.doctor_page import DoctorPage, doctor_page
from backtalk.assessment.phrases import folded, known_answers
from backtalk.assessment.result import all_questions
from backtalk.channels.collector import RepliesChannel
from backtalk.channels.contract import Reply
from backtalk.channels.questions import is_offered
from backtalk.content.library import Library, load_library
from backtalk.content.masking import load_mask_rules
from backtalk.errors import BacktalkError
from backtalk.runtime import metrics, patches
from backtalk.runtime.action_endpoint import InProcessActionEndpoint
from backtalk.runtime.lock_store import make_lock_store
from backtalk.runtime.outgoing import OutgoingGuard
from backtalk.runtime.processor import GuardedProcessor
from backtalk.runtime.promises import FORGOTTEN, Promises
from backtalk.runtime.tracker_store import BacktalkTrackerStore
from backtalk.runtime.trouble import make_up, shows_card
from backtalk.runtime.wording import Wording
from backtalk.safety.inbound import Verdict, clean, pieces
from backtalk.safety.mask_rules import MaskRules
from backtalk.safety.masking import mask
from backtalk.settings import MAX_TEXT, Settings, find_home

SENDER_ID = re.compile(r"[A-Za-z0-9_.:-]{1,128}")
_NOTICES = {
    Verdict.TOO_LONG: "utter_too_long",
    Verdict.NO_WORDS: "utter_no_words",
}

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Turn:
    """What came of one message.

    Attributes:
        intent: what was understood.
        replies: what the bot says.
        forgotten: whether everything about the conversation was deleted.
        failed: whether something broke; the same message may be sent again.
    """

    intent: str | None
    replies: tuple[Reply, ...]
    forgotten: bool = False
    failed: bool = False


class BacktalkAgent(Agent):
    """Rasa's agent with the guards on both sides and nothing that forgets silently."""

    def __init__(self, library: Library, country: str, **parts: Any) -> None:
        """Take what the bot may say, the country whose numbers it gives, and Rasa's parts."""
        self.library = library
        self._country_code = country
        self.outgoing = OutgoingGuard(library)
        self._wording = Wording(library, country, self.outgoing)
        self.country = self._wording.country
        self.reply, self.message = self._wording.reply, self._wording.message  # see wording.py
        super().__init__(**parts)

    @cached_property
    def _promises(self) -> Promises:
        return Promises()

    @cached_property
    def _mask_rules(self) -> MaskRules:
        # At the first message: they are thousands of words, and a start should be quick.
        return load_mask_rules(find_home() / "content")

    @staticmethod
    def _create_tracker_store(store: TrackerStore | None, domain: Domain | None) -> TrackerStore:
        """Use the store itself: Rasa's fail-safe wrapper turns a lost database into lost memory."""
        if store is None:
            raise BacktalkError("The agent was given no tracker store.")
        store.domain = domain
        return store

    def load_model(self, model_path: str | Path, fingerprint: str | None = None) -> None:
        """Load a trained model behind our processor."""
        self.processor = GuardedProcessor(
            model_path=model_path,
            tracker_store=self.tracker_store,
            lock_store=self.lock_store,
            action_endpoint=self.action_endpoint,
            generator=self.nlg,
        )
        self.processor.outgoing = self.outgoing
        self.processor.retell = self._wording.retell
        self.processor.commands = {
            folded(phrase): intent
            for intent, phrases in self.library.commands.items()
            for phrase in phrases
        }
        self.processor.answers = known_answers(self.library.answer_words)
        self.processor.quiet = {
            step: frozenset(map(folded, phrases))
            for step, phrases in self.library.quiet_answers.items()
        }
        self.domain = self.processor.domain
        self._set_fingerprint(fingerprint)
        self.tracker_store.domain = self.domain
        self.nlg.responses = self.domain.responses

    async def turn(
        self,
        text: str,
        sender_id: str,
        channel: str,
        *,
        pressed: str | None = None,
        message_id: str | None = None,
    ) -> Turn:
        """Answer one message of one person.

        Args:
            text: what was typed; whatever it holds, it is only ever read as words.
            sender_id: the conversation, as the server issued it.
            channel: the face's name.
            pressed: the payload of a button, for faces that can tell a press from typing. It
                counts only if the bot offered that button in this conversation.
            message_id: names the message; the same id again gets the same replies.
        """
        if not SENDER_ID.fullmatch(sender_id):
            raise ValueError("sender_id has characters or a length that no face issues")
        out = RepliesChannel(channel)
        intent: str | None = None
        failed = False
        try:
            with metrics.timed("turn"):
                intent = await self._take_in_order(text, pressed, sender_id, out, message_id)
        except Exception as error:
            # The type alone: messages and tracebacks can hold what the person said.
            logger.error("A turn failed: %s.", type(error).__name__)
            failed = await make_up(self, text, self._country_code, out, error)
            if not out.messages:
                await self._say("utter_technical_problem", sender_id, out)
        forgotten = any(message.get("utter_action") == FORGOTTEN for message in out.messages)
        replies = tuple(self.reply(message) for message in out.messages)
        metrics.turn(channel, intent, failed=failed, is_alarm=shows_card(out))
        return Turn(intent, replies, forgotten, failed)

    async def _take_in_order(
        self,
        text: str,
        pressed: str | None,
        sender_id: str,
        out: RepliesChannel,
        message_id: str | None,
    ) -> str | None:
        async with AsyncExitStack() as stack:
            with metrics.timed("wait"):
                await stack.enter_async_context(self.lock_store.lock(sender_id))
            return await self._take(text, pressed, sender_id, out, message_id)

    async def _take(
        self,
        text: str,
        pressed: str | None,
        sender_id: str,
        out: RepliesChannel,
        message_id: str | None,
    ) -> str | None:
        assert isinstance(self.processor, GuardedProcessor)
        await self._promises.settle(self.tracker_store, sender_id)
        payload = None
        if pressed is not None:
            tracker = await self.tracker_store.retrieve(sender_id)
            payload = pressed if self._is_offered(pressed, tracker) else None
        if payload is None:
            inbound = clean(text, MAX_TEXT)
            # Before anything reads or stores it: what names a person goes no further.
            payload = mask(inbound.text, self._mask_rules, self._country_code)
            if inbound.verdict is Verdict.TOO_LONG:
                piece, _ = await self.alarming_piece(text)
                payload = mask(piece, self._mask_rules, self._country_code) if piece else ""
            if not payload:
                await self._say(_NOTICES[inbound.verdict], sender_id, out)
                return None
        message = UserMessage(
            payload, out, sender_id, input_channel=out.name(), message_id=message_id
        )
        await self.processor.handle_message(message)
        said = [reply.get("utter_action") for reply in (*out.finished, *out.messages)]
        try:
            await self._promises.keep(self.tracker_store, sender_id, said)
        except SQLAlchemyError:
            out.messages.clear()  # nobody may read that it is done
            raise
        if not out.messages:
            await self._say("utter_technical_problem", sender_id, out)
        return out.intent

    async def page(self, sender_id: str, on: date) -> DoctorPage | None:
        """Return the page for the doctor as the conversation stands; None if there is nothing."""
        tracker = await self.tracker_store.retrieve(sender_id)
        state = Assessment.from_dict(tracker.get_slot("assessment") if tracker else None)
        kept = tuple((tracker.get_slot("doctor_questions") if tracker else None) or ())
        if not state.has_consent or not (state.holds_answers or state.questions or kept):
            return None
        return doctor_page(state, all_questions(state, kept, self.library.result_rules), on)

    def _is_offered(self, payload: str, tracker: DialogueStateTracker | None) -> bool:
        """Return whether the bot offered this button, or these options, in this conversation."""
        said = [
            event for event in (tracker.events if tracker else ()) if isinstance(event, BotUttered)
        ]
        buttons = (event.data.get("buttons") or () for event in said)
        if any(button.get("payload") == payload for group in buttons for button in group):
            return True
        parts = (self.reply(event.message()).custom for event in said)
        return is_offered(payload, [part for part in parts if part and "question" in part])

    async def alarming_piece(self, text: str) -> tuple[str, dict[str, Any] | None]:
        """Return the first part of a text too long to be read that holds a warning sign.

        Returns:
            The part and its red flag; ("", None) when nothing was heard.
        """
        assert self.processor is not None
        for piece in pieces(text, MAX_TEXT):
            parsed = await self.processor.parse_message(UserMessage(piece))
            if parsed.get("red_flag"):
                return piece, parsed["red_flag"]
        return "", None

    async def _say(self, response: str, sender_id: str, out: OutputChannel) -> None:
        await out.send_response(sender_id, self.message(response))


async def load_agent(
    settings: Settings, model: Path, store: BacktalkTrackerStore | None = None
) -> BacktalkAgent:
    """Return an agent that is ready to answer.

    Raises:
        BacktalkError: the model cannot be loaded, or the database cannot be opened.
    """
    from rasa.exceptions import UnsupportedModelVersionError

    patches.apply()
    agent = BacktalkAgent(
        load_library(settings.content),
        settings.country,
        tracker_store=store or BacktalkTrackerStore(url=settings.database_url),
        action_endpoint=InProcessActionEndpoint(),
        lock_store=make_lock_store(settings.redis_url),
    )
    remedy = "Train again: backtalk train --force."
    try:
        agent.load_model(model)
    except UnsupportedModelVersionError as error:
        raise BacktalkError(
            f"The model {model.name} was trained by another version of Rasa "
            f"({error.model_version}).",
            remedy,
        ) from None
    except Exception as error:
        if isinstance(error.__cause__, BacktalkError):
            raise error.__cause__ from None
        raise BacktalkError(
            f"The model {model.name} cannot be loaded ({type(error).__name__}).", remedy
        ) from None
    return agent
