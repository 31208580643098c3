"""Rasa's SQL tracker store, opened with our settings and kept from ending the process."""

from __future__ import annotations

import contextlib
import itertools
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, Event
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from backtalk.errors import BacktalkError
from backtalk.runtime import event_erasure, transcript
from backtalk.runtime.event_rows import append, as_rows
from backtalk.runtime.loaded import Loaded, loaded, note
from backtalk.runtime.session_rows import Rows, read_all, read_recent, read_session
from backtalk.runtime.threads import Threads
from backtalk.runtime.wordless import keeps_nothing, wordless
from backtalk.settings import Settings
from backtalk.storage.engine import CONNECTIONS, make_engine, retried, wipe
from backtalk.storage.migrate import alone

_PORTION = 200
"""Conversations purged in one transaction."""
_THREADS = {"sqlite": 1}
"""SQLite lets one write at a time: its turns queue here, which is quicker than polling the file."""
T = TypeVar("T")


class BacktalkTrackerStore(SQLTrackerStore):
    """Keeps conversations in the database that the settings name.

    It differs from Rasa's in that the address is an SQLAlchemy URL, SQLite runs in WAL mode, a
    ValueError inside a session is raised (Rasa's store ends the process), the database is waited
    for in a thread, a turn may be saved more than once and never over another turn
    (``event_rows``), of a long session a part is loaded and sessions are told apart by the order of
    storing (``session_rows``), and a conversation whose person wants nothing kept is stored without
    words.
    """

    def __init__(
        self,
        domain: Domain | None = None,
        event_broker: EventBroker | None = None,
        url: str | None = None,
        endpoint_config: EndpointConfig | None = None,
        **_: Any,
    ) -> None:
        """Open ``url``, or the settings' database.

        Raises:
            BacktalkError: the database cannot be opened.
        """
        settings = Settings.from_env()
        if url is None or "://" not in url:
            url = settings.database_url
            if url.startswith("sqlite:///"):
                settings.prepare_data_dir()
        try:
            self.engine = make_engine(url)
            self._make_table()
        except SQLAlchemyError as error:
            raise BacktalkError(
                f"The database cannot be opened ({type(error).__name__}).",
                "Check BACKTALK_DATABASE_URL and BACKTALK_DATA_DIR.",
            ) from None
        most = _THREADS.get(self.engine.dialect.name, CONNECTIONS)
        self._threads = Threads(most, "events")
        self.sessionmaker = sa.orm.sessionmaker(bind=self.engine)
        # What SQLTrackerStore's own constructor passes on, without its connection loop.
        super(SQLTrackerStore, self).__init__(domain, event_broker)

    def _make_table(self) -> None:
        if sa.inspect(self.engine).has_table(self.SQLEvent.__tablename__):
            return
        with self.engine.begin() as connection:
            # Two replicas that start on an empty database would both make it, and one would fail.
            alone(connection)
            self.Base.metadata.create_all(connection)

    @contextlib.contextmanager
    def session_scope(self) -> Iterator[Session]:
        """Yield a session that is rolled back on any error and always closed."""
        session = self.sessionmaker()
        try:
            yield session
        except BaseException:
            session.rollback()
            raise
        finally:
            session.close()

    async def run(self, work: Callable[..., T], *given: object) -> T:
        """Return ``work(*given)``, run in a thread; a lost connection is tried once more.

        Raises:
            SQLAlchemyError: the database refused, or does not answer.
        """
        return await self._threads.run(retried, work, *given)

    async def check(self) -> None:
        """Return if the database answers.

        Raises:
            SQLAlchemyError: it does not.
        """
        await self._threads.run(self._ask)

    def _ask(self) -> None:
        with self.engine.connect() as connection:
            connection.exec_driver_sql("SELECT 1")

    async def get_or_create_tracker(
        self,
        sender_id: str,
        max_event_history: int | None = None,
        append_action_listen: bool = True,
    ) -> DialogueStateTracker:
        """Return what a turn needs of the session; a new conversation if there is none."""
        tracker = await self.run(self._load, sender_id, read_recent)
        if tracker is not None:
            return tracker
        self.max_event_history = max_event_history
        return await self.create_tracker(sender_id, append_action_listen=append_action_listen)

    async def session(self, sender_id: str) -> DialogueStateTracker | None:
        """Return the conversation since its last session start, however much that is."""
        return await self.run(self._load, sender_id, read_session)

    async def _retrieve(
        self, sender_id: str, fetch_events_from_all_sessions: bool
    ) -> DialogueStateTracker | None:
        """Return the conversation, whole or what a press needs of its session: all offers."""
        whole = fetch_events_from_all_sessions
        read = read_all if whole else partial(read_recent, offers=True)
        return await self.run(self._load, sender_id, read)

    def _load(self, sender_id: str, read: Callable[..., Rows]) -> DialogueStateTracker | None:
        found = self._rows(sender_id, read)
        if not found.rows:
            return None
        events = [json.loads(row.data) for row in found.rows]
        slots = self.domain.slots if self.domain else ()
        tracker = DialogueStateTracker.from_dict(sender_id, events, slots)
        last = found.rows[-1].id
        note(tracker, Loaded(len(tracker.events), last, found.is_cut, found.is_all))
        return tracker

    def _rows(self, sender_id: str, read: Callable[..., Rows]) -> Rows:
        with self.engine.connect() as connection:
            return read(connection, self.SQLEvent.__table__, sender_id)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Store the tracker's events that are not stored yet.

        Raises:
            Overtaken: another turn of this conversation was stored since the tracker was loaded.
            SQLAlchemyError: the database refused, or does not answer.
        """
        sender_id = tracker.sender_id
        before = loaded(tracker)
        if before is None:  # it did not come from here: as Rasa, take it to begin with the session
            rows = (await self.run(self._rows, sender_id, read_session)).rows
            last = rows[-1].id if rows else 0
            before = Loaded(len(rows), last, is_cut=False, is_all=not rows)
        events: Iterable[Event] = itertools.islice(tracker.events, before.count, None)
        if keeps_nothing(tracker):
            events = map(wordless, events)
        new = as_rows(sender_id, events)
        last = before.last
        if new:
            table = self.SQLEvent.__table__
            last = await self.run(append, self.engine, table, sender_id, new, before.last)
        note(tracker, replace(before, count=len(tracker.events), last=last))

    async def said(self, sender_id: str, after: int) -> tuple[list[tuple[int, Event]], int]:
        """Return ``messages`` and ``last_number`` of a conversation."""

        def look() -> tuple[list[tuple[int, Event]], int]:
            found = self.messages(sender_id, after)
            bots = (number for number, event in reversed(found) if isinstance(event, BotUttered))
            return found, next(bots, 0) or self.last_number(sender_id)

        return await self.run(look)

    def messages(self, sender_id: str, after: int = 0) -> list[tuple[int, Event]]:
        """Return what was said by both sides after a number, in order; of very many the newest."""
        with self.session_scope() as session:
            return transcript.messages(session, self.SQLEvent, sender_id, after)

    async def replies_to(self, sender_id: str, message_id: str) -> list[BotUttered]:
        """Return what was said in answer to a message of any session; [] if it is not known."""

        def look() -> list[BotUttered]:
            with self.session_scope() as session:
                return transcript.replies_to(session, self.SQLEvent, sender_id, message_id)

        return await self.run(look)

    def last_number(self, sender_id: str) -> int:
        """Return the number of the bot's last message of a conversation, 0 if there is none."""
        with self.session_scope() as session:
            return transcript.last_number(session, self.SQLEvent, sender_id)

    def conversations(self) -> list[str]:
        """Return the id of every stored conversation."""
        with self.session_scope() as session:
            return list(session.scalars(sa.select(self.SQLEvent.sender_id).distinct()))

    def forget(self, sender_id: str) -> int:
        """Delete every event of a conversation; returns how many there were.

        Call it under the conversation's lock: Rasa stores by position, and a turn that is
        under way would put back what it had loaded.
        """
        with self.session_scope() as session:
            count = event_erasure.delete(session, self.SQLEvent, sender_id)
        wipe(self.engine)
        return count

    def purge(self, before: datetime) -> int:
        """Delete events older than ``before``; returns how many.

        Of a conversation that goes on, the events since its last session start stay: Rasa stores
        by position within it.
        """
        count, last = 0, ""
        while names := self._conversations_after(last):
            # In portions: the database cancels a statement that takes long.
            count += self._purge_of(names, before.timestamp())
            last = names[-1]
        if count:
            wipe(self.engine)
        return count

    def _conversations_after(self, sender_id: str) -> list[str]:
        """Return the next ``_PORTION`` of the stored conversations, in the database's order."""
        name = self.SQLEvent.sender_id
        query = sa.select(name).where(name > sender_id).distinct().order_by(name).limit(_PORTION)
        with self.session_scope() as session:
            return list(session.scalars(query))

    def _purge_of(self, names: Sequence[str], limit: float) -> int:
        with self.session_scope() as session:
            return event_erasure.delete_old(session, self.SQLEvent, names, limit)

    def unlearn(self, sender_id: str) -> None:
        """Take every word out of a conversation; its course stays, so that it can go on.

        Call it under the conversation's lock, as ``forget``.
        """
        with self.session_scope() as session:
            event_erasure.unlearn(session, self.SQLEvent, sender_id)
        wipe(self.engine)
