"""Rasa's SQL tracker store, opened with our settings and kept from ending the process."""

from __future__ import annotations

import contextlib
import itertools
import os
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from backtalk.errors import BacktalkError
from backtalk.settings import Settings

_STORED = "backtalk_stored_events"
_SQLITE_WAIT = 15
"""Seconds that SQLite waits for another writer."""


class BacktalkTrackerStore(SQLTrackerStore):
    """Keeps conversations in the database that the settings name.

    It differs from Rasa's in four ways: the address is an SQLAlchemy URL, SQLite runs in WAL
    mode, a ValueError inside a session is raised (Rasa's store ends the process), and a turn
    may be saved more than once without storing an event twice.
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
            self.engine = _engine(url)
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
            return super()._additional_events(session, tracker)
        return itertools.islice(tracker.events, stored, None)

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
        return int(count)


def _note_stored(tracker: DialogueStateTracker) -> None:
    setattr(tracker, _STORED, len(tracker.events))


def _engine(url: str) -> sa.engine.Engine:
    if not url.startswith("sqlite"):
        return sa.create_engine(
            url, pool_pre_ping=True, pool_size=5, max_overflow=5, hide_parameters=True
        )
    # SQLAlchemy opens a file anew for each session; kept open, a turn is some milliseconds shorter.
    engine = sa.create_engine(
        url,
        connect_args={"timeout": _SQLITE_WAIT, "check_same_thread": False},
        poolclass=sa.pool.StaticPool if url == "sqlite://" else sa.pool.QueuePool,
        hide_parameters=True,
    )

    if engine.url.database:
        # Conversations are for their owner's eyes, whatever the folder allows.
        with contextlib.suppress(OSError):
            os.close(os.open(engine.url.database, os.O_CREAT | os.O_RDWR, 0o600))

    @sa.event.listens_for(engine, "connect")
    def _set_pragmas(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")

    return engine
