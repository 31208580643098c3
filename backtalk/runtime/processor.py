"""Rasa's message processor: words stored first, warning signs answered first, sending guarded."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Coroutine, Mapping
from functools import cached_property
from typing import Any

import rasa.core.actions.action
from rasa.core.actions.action import Action
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import MessageProcessor
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import BotUttered, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from backtalk.channels.collector import RepliesChannel
from backtalk.runtime import metrics
from backtalk.runtime.left_open import (
    COMES_FIRST,
    FINDINGS,
    answer_to_offer,
    findings,
    open_offer,
    question_asked,
    step_asked,
)
from backtalk.runtime.loaded import holds_all, needs_more
from backtalk.runtime.outgoing import OutgoingGuard
from backtalk.runtime.threads import Threads
from backtalk.runtime.understood import KnownWords, understood
from backtalk.runtime.unfinished import earlier_message, is_unfinished, replies_to

logger = logging.getLogger(__name__)

CARE_CARD = "action_care_card"
RETURNING = "action_returning"


class GuardedProcessor(MessageProcessor):
    """Stores the person's message before anything is sent, and checks all that is sent."""

    outgoing: OutgoingGuard
    commands: Mapping[str, str]
    """Short messages, folded, and the intent that each always has."""
    answers: frozenset[str]
    """Short answers to the questions of the self-assessment, folded."""
    quiet: Mapping[str, frozenset[str]]
    """For a question, what is no alarm as an answer to it, folded."""
    retell: Callable[[str], dict[str, Any] | None]
    """Returns a response by its name, for one whose words were not kept."""

    async def handle_message(self, message: UserMessage) -> list[dict[str, Any]] | None:
        """Run one turn; what happened so far is stored even when sending fails.

        A message with the id of an earlier one is that one, sent again: it gets the same replies.
        A turn that a crash cut short is finished first.
        """
        channel = message.output_channel
        with metrics.timed("load"):
            tracker = await self.get_tracker(message.sender_id)
        earlier = earlier_message(tracker, message.message_id)
        if earlier is not None:
            replies = list(replies_to(tracker, earlier))
            is_done = not is_unfinished(tracker, earlier)
        elif holds_all(tracker):
            replies, is_done = [], False
        else:
            # "Start over" begins a session within its own turn, and a message may come again later.
            replies = await self.tracker_store.replies_to(message.sender_id, message.message_id)
            is_done = bool(replies)
        for event in replies:
            reply = event.message() if event.text else self.retell(_name(event))
            if reply:
                await channel.send_response(message.sender_id, reply)
        if is_done:
            return getattr(channel, "messages", None)
        if earlier is None:
            tracker = await self._finish_earlier(tracker, channel)
            await self._update_tracker_session(tracker, channel, message.metadata)
            with metrics.timed("parse"):
                await self._handle_message_with_tracker(message, tracker)
            _count_sign(tracker)
            await self.save_tracker(tracker)
        await self._finish(await self._far_enough(tracker), channel)
        return getattr(channel, "messages", None)

    async def _far_enough(self, tracker: DialogueStateTracker) -> DialogueStateTracker:
        """Return ``tracker``, or one that goes back further if the answer to its message needs it.

        Its events must be stored.
        """
        if not needs_more(tracker):
            return tracker
        with metrics.timed("load"):
            whole = await self.tracker_store.session(tracker.sender_id)
        if whole is None:  # deleted meanwhile; saving finds that out
            return tracker
        whole.model_id, whole.assistant_id = tracker.model_id, tracker.assistant_id
        return whole

    async def _finish_earlier(
        self, tracker: DialogueStateTracker, channel: OutputChannel
    ) -> DialogueStateTracker:
        """Answer the message before, if it waits for an answer; it is found in the history.

        Returns:
            The tracker to go on with.
        """
        if not is_unfinished(tracker) or self._has_session_expired(tracker):
            return tracker
        tracker = await self._far_enough(tracker)
        try:
            before = RepliesChannel(channel.name())
            await self._finish(tracker, before)
            if isinstance(channel, RepliesChannel):
                channel.finished = before.messages
        except Exception as error:
            # It must not keep the person from being heard now.
            logger.error("An unfinished turn failed again: %s.", type(error).__name__)
        return tracker

    async def _finish(self, tracker: DialogueStateTracker, channel: OutputChannel) -> None:
        """Answer the last message of ``tracker``."""
        if isinstance(channel, RepliesChannel) and tracker.latest_message:
            channel.intent = tracker.latest_message.intent.get("name")
        try:
            with metrics.timed("act"):
                tracker = await self.run_action_extract_slots(channel, tracker)
                await self._run_prediction_loop(channel, tracker)
        finally:
            await self.save_tracker(tracker)

    def _has_session_expired(self, tracker: DialogueStateTracker) -> bool:
        """Return whether the person's last message is as long ago as ends a session.

        Rasa does not count the messages that a form took: it would end the session some time after
        the first question, however fast the answers come, and never where that was not loaded.
        """
        config = self.domain.session_config
        messages = (event for event in reversed(tracker.events) if isinstance(event, UserUttered))
        last = next(messages, None)
        if last is None or not config.are_sessions_enabled():
            return False
        return bool(time.time() - last.timestamp > 60 * config.session_expiration_time)

    async def save_tracker(self, tracker: DialogueStateTracker) -> None:
        """Store what is new in ``tracker``."""
        with metrics.timed("save"):
            await super().save_tracker(tracker)

    @cached_property
    def _reader(self) -> Threads:
        return Threads(1, "parse")  # the components are not made for two messages at once

    async def parse_message(
        self,
        message: UserMessage,
        tracker: DialogueStateTracker | None = None,
        only_output_properties: bool = True,
    ) -> dict[str, Any]:
        """Read a message in the light of the question just asked and of what was found before."""
        asked = question_asked(tracker) if tracker else None
        around = {"context": asked, FINDINGS: findings(tracker) if tracker else None}
        message.metadata = {
            **(message.metadata or {}),
            **{key: value for key, value in around.items() if value},
        }
        # Beside the event loop: a long message takes longer to read than others may wait.
        reading = super().parse_message(message, tracker, only_output_properties)
        parsed = await self._reader.run(_to_its_end, reading)
        step = step_asked(tracker) if tracker else None
        known = KnownWords(self.commands, self.answers, self.quiet)
        return understood(parsed, message.text or "", asked, step, known)

    def predict_next_with_tracker_if_should(
        self, tracker: DialogueStateTracker
    ) -> tuple[Action, PolicyPrediction]:
        """Answer a warning sign with the care card, whatever policies or forms would do.

        Rasa's RulePolicy lets an active form go before every rule.
        """
        message = tracker.latest_message
        has_sign = message is not None and message.parse_data.get("red_flag")
        # After the card the person speaks: no form may ask on, and no answer may follow.
        following = {ACTION_LISTEN_NAME: CARE_CARD, CARE_CARD: ACTION_LISTEN_NAME}
        name = following.get(tracker.latest_action_name or "") if has_sign else None
        if tracker.latest_action_name == ACTION_LISTEN_NAME:
            name = name or answer_to_offer(tracker)
        if name:
            return self._as_prediction(name)
        action, prediction = super().predict_next_with_tracker_if_should(tracker)
        if action.name() == tracker.active_loop_name and open_offer(tracker) in COMES_FIRST:
            # The form would ask again below a question that has to be answered first.
            return self._as_prediction(ACTION_LISTEN_NAME)
        is_free = open_offer(tracker) not in COMES_FIRST
        if action.name() == ACTION_LISTEN_NAME and tracker.get_slot("returning") and is_free:
            # Whatever was asked has been answered: now ask whether to go on with the old answers.
            # Not below a question that has to be answered first: its yes would be taken for ours.
            return self._as_prediction(RETURNING)
        return action, prediction

    def _as_prediction(self, name: str) -> tuple[Action, PolicyPrediction]:
        action = rasa.core.actions.action.action_for_name_or_text(
            name, self.domain, self.action_endpoint
        )
        return action, PolicyPrediction.for_action_name(self.domain, name)

    async def _send_bot_messages(  # type: ignore[override]
        self,
        events: list[Event],
        tracker: DialogueStateTracker,
        output_channel: OutputChannel,
    ) -> None:
        self.outgoing.check(events)
        try:
            await MessageProcessor._send_bot_messages(events, tracker, output_channel)
        except Exception:
            metrics.send_failed(output_channel.name())
            raise


def _to_its_end(reading: Coroutine[Any, Any, dict[str, Any]]) -> dict[str, Any]:
    """Return what ``reading`` comes to. Rasa's pipeline never waits, so it needs no event loop."""
    try:
        reading.send(None)
    except StopIteration as end:
        parsed: dict[str, Any] = end.value
        return parsed
    raise RuntimeError("Rasa's reading of a message waits for something.")


def _name(event: BotUttered) -> str:
    return str(event.metadata.get("utter_action") or "")


def _count_sign(tracker: DialogueStateTracker) -> None:
    message = tracker.latest_message
    flag = message.parse_data.get("red_flag") if message else None
    if flag:
        metrics.sign(str(flag.get("kind")), str(flag.get("level")))
