"""Rasa's SQL tracker store, opened with our settings and kept from ending the process."""

from __future__ import annotations

import contextlib
import itertools
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

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
from backtalk.runtime.wordless import keeps_nothing, wordless
from backtalk.settings import Settings
from backtalk.storage.engine import make_engine, wipe

_STORED = "backtalk_stored_events"


class BacktalkTrackerStore(SQLTrackerStore):
    """Keeps conversations in the database that the settings name.

    It differs from Rasa's in five ways: the address is an SQLAlchemy URL, SQLite runs in WAL
    mode, a ValueError inside a session is raised (Rasa's store ends the process), and a turn
    may be saved more than once without storing an event twice, and a conversation whose person
    wants nothing kept is stored without words.
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
            self.Base.metadata.create_all(self.engine)
        except SQLAlchemyError as error:
            raise BacktalkError(
                f"The database cannot be opened ({type(error).__name__}).",
                "Check BACKTALK_DATABASE_URL and BACKTALK_DATA_DIR.",
            ) from None
        self.sessionmaker = sa.orm.sessionmaker(bind=self.engine)
        # What SQLTrackerStore's own constructor passes on, without its connection loop.
        super(SQLTrackerStore, self).__init__(domain, event_broker)

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

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Return the conversation since its last session start, or None."""
        tracker = await super().retrieve(sender_id)
        if tracker is not None:
            _note_stored(tracker)
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Store the tracker's events that are not stored yet."""
        await super().save(tracker)
        _note_stored(tracker)

    def _additional_events(
        self, session: Session, tracker: DialogueStateTracker
    ) -> Iterator[Event]:
        """Return the tracker's events that are not stored yet.

        Rasa counts what is stored since the last session start and skips that many of the
        tracker's, which is wrong as soon as a turn is saved twice: the tracker of a new session
        still holds what came before its start. A tracker that came from here knows its count.
        """
        stored = getattr(tracker, _STORED, None)
        if stored is None:
            events = super()._additional_events(session, tracker)
        else:
            events = itertools.islice(tracker.events, stored, None)
        return map(wordless, events) if keeps_nothing(tracker) else iter(events)

    def messages(self, sender_id: str, after: int = 0) -> list[tuple[int, Event]]:
        """Return what was said by both sides, in order, with its number in the database.

        Args:
            sender_id: the conversation.
            after: only what has a greater number.
        """
        event = self.SQLEvent
        query = (
            sa.select(event.id, event.data)
            .where(event.sender_id == sender_id, event.id > after)
            .where(event.type_name.in_((UserUttered.type_name, BotUttered.type_name)))
            .order_by(event.id)
        )
        with self.session_scope() as session:
            rows = session.execute(query).all()
        return [(row.id, Event.from_parameters(json.loads(row.data))) for row in rows]

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
        event, limit = self.SQLEvent, before.timestamp()
        started = (
            sa.select(event.sender_id, sa.func.max(event.id).label("start"))
            .where(event.type_name == "session_started")
            .group_by(event.sender_id)
            .subquery()
        )
        last = (
            sa.select(event.sender_id)
            .group_by(event.sender_id)
            .having(sa.func.max(event.timestamp) < limit)
        )
        before_session = (
            sa.select(event.id)
            .join(started, started.c.sender_id == event.sender_id)
            .where(event.timestamp < limit, event.id < started.c.start)
        )
        with self.session_scope() as session:
            count = 0
            for condition in (event.sender_id.in_(last), event.id.in_(before_session)):
                doomed = sa.delete(event).where(condition)
                count += session.execute(
                    doomed, execution_options={"synchronize_session": False}
                ).rowcount
            session.commit()
        if count:
            wipe(self.engine)
        return int(count)

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


def _note_stored(tracker: DialogueStateTracker) -> None:
    setattr(tracker, _STORED, len(tracker.events))
