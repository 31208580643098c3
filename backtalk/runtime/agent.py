"""The one funnel that every face's messages go through."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered
from rasa.shared.core.trackers import DialogueStateTracker

from backtalk.channels.collector import RepliesChannel
from backtalk.channels.contract import Reply, reply_from_message
from backtalk.content.library import Library, load_library
from backtalk.errors import BacktalkError
from backtalk.runtime import patches
from backtalk.runtime.action_endpoint import InProcessActionEndpoint
from backtalk.runtime.outgoing import OutgoingGuard
from backtalk.runtime.processor import GuardedProcessor
from backtalk.runtime.tracker_store import BacktalkTrackerStore
from backtalk.safety.inbound import Verdict, clean, pieces
from backtalk.settings import MAX_TEXT, Settings

_FORGOTTEN = "utter_data_deleted"
SENDER_ID = re.compile(r"[A-Za-z0-9_.:-]{1,128}")
_NOTICES = {
    Verdict.TOO_LONG: "utter_too_long",
    Verdict.NO_WORDS: "utter_no_words",
}

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Turn:
    """What came of one message: the intent that was understood, and the replies."""

    intent: str | None
    replies: tuple[Reply, ...]


class BacktalkAgent(Agent):
    """Rasa's agent with the guards on both sides and nothing that forgets silently."""

    def __init__(self, library: Library, country: str, **parts: Any) -> None:
        """Take what the bot may say, the country whose numbers it gives, and Rasa's parts."""
        self.library = library
        self.country = library.care.countries[country]
        self.outgoing = OutgoingGuard(library)
        super().__init__(**parts)

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
        self.domain = self.processor.domain
        self._set_fingerprint(fingerprint)
        self.tracker_store.domain = self.domain
        self.nlg.responses = self.domain.responses

    async def turn(
        self, text: str, sender_id: str, channel: str, *, pressed: str | None = None
    ) -> Turn:
        """Answer one message of one person.

        Args:
            text: what was typed; whatever it holds, it is only ever read as words.
            sender_id: the conversation, as the server issued it.
            channel: the face's name.
            pressed: the payload of a button, for faces that can tell a press from typing. It
                counts only if the bot offered that button in this conversation.
        """
        if not SENDER_ID.fullmatch(sender_id):
            raise ValueError("sender_id has characters or a length that no face issues")
        out = RepliesChannel(channel)
        intent: str | None = None
        try:
            async with self.lock_store.lock(sender_id):
                intent = await self._take(text, pressed, sender_id, out)
        except Exception as error:
            # The type alone: messages and tracebacks can hold what the person said.
            logger.error("A turn failed: %s.", type(error).__name__)
            if not out.messages:
                await self._say("utter_technical_problem", sender_id, out)
        return Turn(
            intent,
            tuple(
                reply_from_message(message, self.library.article, self.country)
                for message in out.messages
            ),
        )

    async def _take(
        self, text: str, pressed: str | None, sender_id: str, out: RepliesChannel
    ) -> str | None:
        assert isinstance(self.processor, GuardedProcessor)
        payload = None
        if pressed is not None:
            tracker = await self.tracker_store.retrieve(sender_id)
            payload = pressed if pressed in _offered(tracker) else None
        if payload is None:
            inbound = clean(text, MAX_TEXT)
            payload = inbound.text
            if inbound.verdict is Verdict.TOO_LONG:
                payload, _ = await self.alarming_piece(text)
            if not payload:
                await self._say(_NOTICES[inbound.verdict], sender_id, out)
                return None
        message = UserMessage(payload, out, sender_id, input_channel=out.name())
        await self.processor.handle_message(message)
        if any(said.get("utter_action") == _FORGOTTEN for said in out.messages):
            self.tracker_store.forget(sender_id)
        if not out.messages:
            await self._say("utter_technical_problem", sender_id, out)
        return out.intent

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
        variation = self.library.responses[response].variations[0]
        raw = self.library.raw_responses[response][0]
        event = BotUttered(
            text=variation.text,
            metadata={"utter_action": response, "metadata": raw["metadata"]},
        )
        self.outgoing.check([event])
        await out.send_response(sender_id, event.message())


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


def _offered(tracker: DialogueStateTracker | None) -> set[str]:
    events = tracker.events if tracker else ()
    return {
        button.get("payload")
        for event in events
        if isinstance(event, BotUttered)
        for button in (event.data.get("buttons") or ())
    }
