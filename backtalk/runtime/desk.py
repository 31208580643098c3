"""Gives faces that many people use at once their conversations (``channels.desk.Desk``)."""

from __future__ import annotations

import json
from collections import OrderedDict
from datetime import datetime
from functools import cached_property

from backtalk.assessment.answers import REFUSED
from backtalk.channels.contract import Reply
from backtalk.channels.desk import Format, Opinion, Page, PastTurn, Said, Talk
from backtalk.content.page import PageWords, load_page_words
from backtalk.export.fhir import questionnaire_response
from backtalk.export.html import html_page
from backtalk.export.pdf import pdf_page
from backtalk.export.pdf_pen import Paper
from backtalk.runtime.agent import BacktalkAgent
from backtalk.runtime.history import turns
from backtalk.settings import Settings
from backtalk.storage.store import Store

_REMEMBERED = 2_000
"""Answered messages whose replies are kept at hand: those that no database has, because they were
deleted or never stored, must be the same when the message is sent again."""


class AgentDesk:
    """One process's agent behind one face."""

    def __init__(self, agent: BacktalkAgent, records: Store, settings: Settings, face: str) -> None:
        """Serve ``face`` with ``agent``; ``records`` keeps opinions."""
        self._agent = agent
        self._records = records
        self._settings = settings
        self._face = face
        self._answered: OrderedDict[tuple[str, str], PastTurn] = OrderedDict()

    @cached_property
    def _words(self) -> PageWords:
        return load_page_words(self._settings.content)

    def is_ready(self) -> bool:
        """Return whether a model is loaded."""
        return self._agent.is_ready()

    def reply(self, response: str) -> Reply:
        """Return a response of content/ that needs nothing filled in."""
        return self._agent.reply(self._agent.message(response))

    async def say(self, conversation: str, said: Said, after: int) -> Talk:
        """Answer a message; returns every turn after number ``after``, this one included."""
        known = self._answered.get((conversation, said.id))
        if known:
            talk = await self.since(conversation, after)
            is_there = any(turn.id == said.id for turn in talk.turns)
            return talk if is_there else Talk((*talk.turns, known), talk.last)
        turn = await self._agent.turn(
            said.text, conversation, self._face, pressed=said.pressed, message_id=said.id
        )
        talk = Talk() if turn.forgotten else await self.since(conversation, after)
        if not any(past.id == said.id and past.replies for past in talk.turns):
            # It is kept nowhere: a notice, a failure, or what a person wants nobody to keep.
            others = tuple(past for past in talk.turns if past.id != said.id)
            words = said.text if not turn.forgotten else ""
            past = PastTurn(said.id, talk.last, words, turn.replies)
            talk = Talk((*others, past), talk.last, turn.forgotten, turn.failed)
            if not turn.failed:
                self._remember(conversation, past)
        return talk

    async def since(self, conversation: str, after: int) -> Talk:
        """Return every finished turn after number ``after``."""
        store = self._agent.tracker_store
        found = turns(store.messages(conversation, after), self._agent.reply, self._agent.library)
        last = found[-1].number if found else min(after, store.last_number(conversation))
        return Talk(found, last)

    async def page(self, conversation: str, kind: Format) -> Page | None:
        """Return the page for the doctor, None when there is nothing to put on it."""
        today = datetime.now().astimezone().date()
        page = await self._agent.page(conversation, today)
        if page is None:
            return None
        stem = f"for-my-doctor-{today}"
        if kind == "html":
            return Page(f"{stem}.html", "text/html", html_page(page, self._words).encode())
        if kind == "pdf":
            paper: Paper = "letter" if self._settings.country in {"us", "ca"} else "a4"
            return Page(f"{stem}.pdf", "application/pdf", pdf_page(page, self._words, paper))
        content = json.dumps(questionnaire_response(page, self._words), ensure_ascii=False)
        return Page(f"{stem}.fhir.json", "application/fhir+json", content.encode())

    def rate(self, conversation: str, response: str, opinion: Opinion) -> bool:
        """Keep what the person thinks of an answer; False if there is no such answer."""
        found = self._agent.library.responses.get(response)
        if found is None or found.variations[0].about.kind not in {"answer", "not_covered"}:
            return False
        if self._records.consent(conversation) != REFUSED:
            self._records.give_feedback(conversation, response, opinion)
        return True

    def _remember(self, conversation: str, turn: PastTurn) -> None:
        self._answered[conversation, turn.id or ""] = turn
        while len(self._answered) > _REMEMBERED:
            self._answered.popitem(last=False)
