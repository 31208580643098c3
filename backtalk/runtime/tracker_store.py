"""Rasa's SQL tracker store, opened with our settings and kept from ending the process."""

from __future__ import annotations

import contextlib
import itertools
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from backtalk.errors import BacktalkError
from backtalk.runtime.event_rows import append, as_rows, read
from backtalk.runtime.threads import Threads
from backtalk.runtime.wordless import keeps_nothing, wordless
from backtalk.settings import Settings
from backtalk.storage.engine import CONNECTIONS, make_engine, retried, wipe
from backtalk.storage.migrate import alone

_PLACE = "backtalk_place"
_PORTION = 200
"""Conversations purged in one transaction."""
_MOST_MESSAGES = 1_000
"""That are shown again of one conversation."""
_THREADS = {"sqlite": 1}
"""SQLite lets one write at a time: its turns queue here, which is quicker than polling the file."""
T = TypeVar("T")


@dataclass(frozen=True)
class _Place:
    """How much of a tracker is stored: so many of its events, up to that number."""

    count: int
    last: int


class BacktalkTrackerStore(SQLTrackerStore):
    """Keeps conversations in the database that the settings name.

    It differs from Rasa's in that the address is an SQLAlchemy URL, SQLite runs in WAL mode, a
    ValueError inside a session is raised (Rasa's store ends the process), the database is waited
    for in a thread, a turn may be saved more than once and never over another turn
    (``event_rows``), sessions are told apart by the order of storing (Rasa goes by the clock, and a
    clock that was set back hides what came after), and a conversation whose person wants nothing
    kept is stored without words.
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

    async def _retrieve(
        self, sender_id: str, fetch_events_from_all_sessions: bool
    ) -> DialogueStateTracker | None:
        """Return the conversation, whole or since its last session start; None if there is none."""
        return await self.run(self._load, sender_id, fetch_events_from_all_sessions)

    def _load(self, sender_id: str, whole: bool) -> DialogueStateTracker | None:
        rows = self._rows(sender_id, whole)
        if not rows:
            return None
        events = [json.loads(row.data) for row in rows]
        slots = self.domain.slots if self.domain else ()
        tracker = DialogueStateTracker.from_dict(sender_id, events, slots)
        setattr(tracker, _PLACE, _Place(len(tracker.events), rows[-1].id))
        return tracker

    def _rows(self, sender_id: str, whole: bool) -> list[sa.engine.Row]:
        with self.engine.connect() as connection:
            return read(connection, self.SQLEvent.__table__, sender_id, whole=whole)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Store the tracker's events that are not stored yet.

        Raises:
            Overtaken: another turn of this conversation was stored since the tracker was loaded.
            SQLAlchemyError: the database refused, or does not answer.
        """
        sender_id = tracker.sender_id
        place = getattr(tracker, _PLACE, None)
        if place is None:  # it did not come from here: as Rasa, take it to begin with the session
            rows = await self.run(self._rows, sender_id, False)
            place = _Place(len(rows), rows[-1].id if rows else 0)
        events: Iterable[Event] = itertools.islice(tracker.events, place.count, None)
        if keeps_nothing(tracker):
            events = map(wordless, events)
        new = as_rows(sender_id, events)
        last = place.last
        if new:
            table = self.SQLEvent.__table__
            last = await self.run(append, self.engine, table, sender_id, new, place.last)
        setattr(tracker, _PLACE, _Place(len(tracker.events), last))

    async def said(self, sender_id: str, after: int) -> tuple[list[tuple[int, Event]], int]:
        """Return ``messages`` and ``last_number`` of a conversation."""

        def look() -> tuple[list[tuple[int, Event]], int]:
            found = self.messages(sender_id, after)
            bots = (number for number, event in reversed(found) if isinstance(event, BotUttered))
            return found, next(bots, 0) or self.last_number(sender_id)

        return await self.run(look)

    def messages(self, sender_id: str, after: int = 0) -> list[tuple[int, Event]]:
        """Return what was said by both sides, in order, with its number in the database.

        Args:
            sender_id: the conversation.
            after: only what has a greater number; of very many the newest.
        """
        event = self.SQLEvent
        query = (
            sa.select(event.id, event.data)
            .where(event.sender_id == sender_id, event.id > after)
            .where(event.type_name.in_((UserUttered.type_name, BotUttered.type_name)))
            .order_by(event.id.desc())
            .limit(_MOST_MESSAGES)
        )
        with self.session_scope() as session:
            rows = session.execute(query).all()
        return [(row.id, Event.from_parameters(json.loads(row.data))) for row in reversed(rows)]

    async def replies_to(self, sender_id: str, message_id: str) -> list[BotUttered]:
        """Return what was said in answer to a message of any session; [] if it is not known."""

        def look() -> list[BotUttered]:
            event = self.SQLEvent
            mark = f'"message_id": {json.dumps(message_id)}'
            query = sa.select(sa.func.min(event.id)).where(
                event.sender_id == sender_id,
                event.type_name == UserUttered.type_name,
                event.data.contains(mark, autoescape=True),
            )
            with self.session_scope() as session:
                number = session.scalar(query)
            if number is None:
                return []
            following = (event for _, event in self.messages(sender_id, number))
            return list(itertools.takewhile(lambda each: isinstance(each, BotUttered), following))

        return await self.run(look)

    def last_number(self, sender_id: str) -> int:
        """Return the number of the last message of a conversation, 0 if there is none."""
        event = self.SQLEvent
        query = sa.select(sa.func.max(event.id)).where(event.sender_id == sender_id)
        with self.session_scope() as session:
            return session.scalar(query.where(event.type_name == BotUttered.type_name)) or 0

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
            count = session.execute(
                sa.delete(self.SQLEvent).where(self.SQLEvent.sender_id == sender_id)
            ).rowcount
            session.commit()
        wipe(self.engine)
        return int(count)

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
        event = self.SQLEvent
        mine = event.sender_id.in_(names)
        started = (
            sa.select(event.sender_id, sa.func.max(event.id).label("start"))
            .where(mine, event.type_name == "session_started")
            .group_by(event.sender_id)
            .subquery()
        )
        last = (
            sa.select(event.sender_id)
            .where(mine)
            .group_by(event.sender_id)
            .having(sa.func.max(event.timestamp) < limit)
        )
        before_session = (
            sa.select(event.id)
            .join(started, started.c.sender_id == event.sender_id)
            .where(mine, event.timestamp < limit, event.id < started.c.start)
        )
        with self.session_scope() as session:
            count = 0
            for condition in (event.sender_id.in_(last), event.id.in_(before_session)):
                doomed = sa.delete(event).where(mine, condition)
                count += session.execute(
                    doomed, execution_options={"synchronize_session": False}
                ).rowcount
            session.commit()
        return count

    def unlearn(self, sender_id: str) -> None:
        """Take every word out of a conversation; its course stays, so that it can go on.

        Call it under the conversation's lock, as ``forget``.
        """
        with self.session_scope() as session:
            rows = session.scalars(
                sa.select(self.SQLEvent).where(self.SQLEvent.sender_id == sender_id)
            )
            for row in rows:
                event = Event.from_parameters(json.loads(row.data))
                if event is not None:
                    row.data = json.dumps(wordless(event).as_dict())
            session.commit()
        wipe(self.engine)
