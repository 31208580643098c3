"""Gives faces that many people use at once their conversations (``channels.desk.Desk``)."""

from __future__ import annotations

import asyncio
import json
import logging
from datetime import date, datetime
from functools import cached_property

from sqlalchemy.exc import SQLAlchemyError

from backtalk.assessment.answers import REFUSED
from backtalk.assessment.doctor_page import DoctorPage
from backtalk.channels.contract import Reply
from backtalk.channels.desk import Format, Opinion, Page, PastTurn, Said, Talk
from backtalk.content.page import PageWords, load_page_words
from backtalk.export.fhir import questionnaire_response
from backtalk.export.html import html_page
from backtalk.export.pdf import pdf_page
from backtalk.export.pdf_pen import Paper
from backtalk.export.text import text_page
from backtalk.runtime.agent import BacktalkAgent, Turn
from backtalk.runtime.answered import Answered
from backtalk.runtime.history import turns
from backtalk.runtime.receipts import make_receipts
from backtalk.settings import Settings
from backtalk.storage.store import Store

logger = logging.getLogger(__name__)


class AgentDesk:
    """One process's agent behind one face."""

    def __init__(self, agent: BacktalkAgent, records: Store, settings: Settings, face: str) -> None:
        """Serve ``face`` with ``agent``; ``records`` keeps opinions."""
        self._agent = agent
        self._records = records
        self._settings = settings
        self._face = face
        self._answered = Answered()
        self._receipts = make_receipts(settings.redis_url)
        self._under_way: dict[tuple[str, str], asyncio.Task[Turn]] = {}

    @cached_property
    def _words(self) -> PageWords:
        return load_page_words(self._settings.content)

    async def close(self) -> None:
        """End the connections that it holds open."""
        await self._receipts.close()

    def is_ready(self) -> bool:
        """Return whether a model is loaded."""
        return self._agent.is_ready()

    def reply(self, response: str) -> Reply:
        """Return a response of content/ that needs nothing filled in."""
        return self._agent.reply(self._agent.message(response))

    async def say(self, conversation: str, said: Said, after: int) -> Talk:
        """Answer a message; returns every turn after number ``after``, this one included."""
        turn = await self._once(conversation, said)
        talk = Talk() if turn.forgotten else await self._since_if_any(conversation, after)
        if any(past.id == said.id and past.replies for past in talk.turns):
            return talk
        # It is kept nowhere: a notice, a failure, or what a person wants nobody to keep.
        others = tuple(past for past in talk.turns if past.id != said.id)
        past = PastTurn(said.id, talk.last, "", turn.replies)
        return Talk((*others, past), talk.last, turn.forgotten, turn.failed)

    async def answer(self, conversation: str, said: Said) -> Talk:
        """Answer a message; returns its turn alone, for a face whose history is kept elsewhere."""
        turn = await self._once(conversation, said)
        past = PastTurn(said.id, 0, "", turn.replies)
        return Talk((past,), 0, turn.forgotten, turn.failed)

    async def _once(self, conversation: str, said: Said) -> Turn:
        """Return the turn of a message; one that stands in no database is not run again."""
        turn = self._answered.find(conversation, said.id)
        if turn is None:
            turn = await self._receipts.find(conversation, said.id)
        if turn is None:
            turn = await self._turn(conversation, said)
            self._answered.keep(conversation, said.id, turn)
            await self._receipts.keep(conversation, said.id, turn)
        return turn

    async def _turn(self, conversation: str, said: Said) -> Turn:
        """Run the turn of a message; sent again meanwhile, it waits for this very turn.

        Else a crowd that does not get its answers soon would double its own load.
        """
        key = (conversation, said.id)
        task = self._under_way.get(key)
        if task is None:
            task = asyncio.create_task(
                self._agent.turn(
                    said.text, conversation, self._face, pressed=said.pressed, message_id=said.id
                )
            )
            self._under_way[key] = task
            task.add_done_callback(lambda _task: self._under_way.pop(key))
        return await asyncio.shield(task)

    async def _since_if_any(self, conversation: str, after: int) -> Talk:
        """Return ``since``; nothing new if the database is lost, for the replies are at hand."""
        try:
            return await self.since(conversation, after)
        except SQLAlchemyError as error:
            logger.error("A conversation could not be read: %s.", type(error).__name__)
            return Talk(last=after)

    async def since(self, conversation: str, after: int) -> Talk:
        """Return every finished turn after number ``after``."""
        said, newest = await self._agent.tracker_store.said(conversation, after)
        found = turns(said, self._agent.reply, self._agent.library)
        last = found[-1].number if found else min(after, newest)
        return Talk(found, last)

    async def page(self, conversation: str, kind: Format) -> Page | None:
        """Return the page for the doctor, None when there is nothing to put on it."""
        today = datetime.now().astimezone().date()
        page = await self._agent.page(conversation, today)
        if page is None:
            return None
        # Beside the event loop: drawing a PDF takes a while.
        return await asyncio.to_thread(self._file, page, kind, today)

    def _file(self, page: DoctorPage, kind: Format, today: date) -> Page:
        stem = f"for-my-doctor-{today}"
        if kind == "html":
            return Page(f"{stem}.html", "text/html", html_page(page, self._words).encode())
        if kind == "pdf":
            paper: Paper = "letter" if self._settings.country in {"us", "ca"} else "a4"
            return Page(f"{stem}.pdf", "application/pdf", pdf_page(page, self._words, paper))
        if kind == "text":
            return Page(f"{stem}.txt", "text/plain", text_page(page, self._words).encode())
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
