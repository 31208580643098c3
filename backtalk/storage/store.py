"""What Backtalk keeps of a conversation beside its events: kept, found again, and deleted."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa

from backtalk.storage import erasure, tables, utc
from backtalk.storage.engine import make_engine, retried, wipe
from backtalk.storage.erasure import Receipt
from backtalk.storage.migrate import upgrade

Decision = Literal["accepted", "refused", "withdrawn"]
Opinion = Literal["up", "down", "trouble"]

_NOT_SHOWN = ("id", "conversation")


@dataclass(frozen=True)
class Saved:
    """A self-assessment as it was last saved.

    Attributes:
        data: JSON values, as ``Assessment.as_dict`` gives them.
        done: whether the person has confirmed the answers.
        updated: when it was saved, in UTC.
    """

    data: dict[str, Any]
    done: bool
    updated: datetime


@dataclass(frozen=True)
class Sign:
    """A warning sign that was heard, without the words it was heard in.

    Attributes:
        level: how urgent it is, as ``backtalk.safety`` names it.
        kind: what it points at, likewise.
        at: when it was heard, in UTC.
    """

    level: str
    kind: str
    at: datetime


class Store:
    """The records of every conversation; safe to share between threads.

    Each method is one short transaction and raises ``sqlalchemy.exc.SQLAlchemyError`` when the
    database refuses. Texts are expected as ``safety.inbound.clean`` leaves them. Call ``forget``
    and ``withdraw`` under the conversation's lock: a turn that is under way could save again.
    """

    def __init__(self, engine: sa.engine.Engine, clock: Callable[[], datetime] = utc.now) -> None:
        """Keep ``engine``, whose tables ``migrate.upgrade`` has made; ``clock`` tells UTC."""
        self.engine = engine
        self._clock = clock

    def save_assessment(self, conversation: str, data: Mapping[str, Any], done: bool) -> None:
        """Keep ``data``, JSON values, as the conversation's only assessment.

        Raises:
            TypeError: ``data`` holds something that JSON cannot.
            ValueError: ``data`` holds a number that JSON cannot.
        """
        now = self._clock()
        written = {"data": json.dumps(dict(data), allow_nan=False), "done": done, "updated": now}
        with self._writing() as connection:
            insert = _insert(connection, tables.assessments)
            connection.execute(
                insert.values(
                    conversation=conversation, created=now, **written
                ).on_conflict_do_update(index_elements=["conversation"], set_=written)
            )

    def assessment(self, conversation: str) -> Saved | None:
        """Return the conversation's assessment, or None."""
        rows = self._rows(tables.assessments, conversation)
        return Saved(json.loads(rows[0].data), rows[0].done, rows[0].updated) if rows else None

    def keep_question(self, conversation: str, text: str) -> None:
        """Add a question for the doctor to the end of the list."""
        with self._writing() as connection:
            connection.execute(
                sa.insert(tables.questions).values(
                    conversation=conversation, text=text, at=self._clock()
                )
            )

    def questions(self, conversation: str) -> tuple[str, ...]:
        """Return the questions for the doctor, in their order."""
        return tuple(row.text for row in self._rows(tables.questions, conversation))

    def record_consent(self, conversation: str, decision: Decision, version: str) -> None:
        """Note what was decided on the consent text of ``version``; earlier decisions stay."""
        with self._writing() as connection:
            connection.execute(
                sa.insert(tables.consents).values(
                    conversation=conversation, decision=decision, version=version, at=self._clock()
                )
            )

    def consent(self, conversation: str) -> Decision | None:
        """Return the latest decision, or None if nothing was decided."""
        rows = self._rows(tables.consents, conversation)
        return rows[-1].decision if rows else None

    def record_sign(
        self, conversation: str, level: str, kind: str, at: datetime | None = None
    ) -> None:
        """Note that a warning sign was heard, now or ``at``."""
        with self._writing() as connection:
            connection.execute(
                sa.insert(tables.sign_events).values(
                    conversation=conversation, level=level, kind=kind, at=at or self._clock()
                )
            )

    def signs(self, conversation: str) -> tuple[Sign, ...]:
        """Return the warning signs that were heard, in the order of noting them."""
        rows = self._rows(tables.sign_events, conversation)
        return tuple(Sign(row.level, row.kind, row.at) for row in rows)

    def give_feedback(self, conversation: str, about: str, value: Opinion) -> None:
        """Note an opinion on a response or a question, by its name; the last one counts."""
        given = {"value": value, "at": self._clock()}
        with self._writing() as connection:
            insert = _insert(connection, tables.feedback)
            connection.execute(
                insert.values(
                    conversation=conversation, about=about, **given
                ).on_conflict_do_update(index_elements=["conversation", "about"], set_=given)
            )

    def records(self, conversation: str) -> dict[str, list[dict[str, Any]]]:
        """Return everything kept about one conversation, as JSON values by table.

        Every table is named, also where its list is empty. Times are ISO 8601, in UTC.
        """
        return {
            name: [_plain(row) for row in self._rows(table, conversation)]
            for name, table in tables.OF_CONVERSATIONS.items()
        }

    def conversations(self) -> Iterator[str]:
        """Return the id of every conversation of which anything is kept, in order."""
        every = sa.union(*(sa.select(t.c.conversation) for t in tables.OF_CONVERSATIONS.values()))
        with retried(self.engine.connect) as connection:
            return iter(connection.scalars(every.order_by("conversation")).all())

    def forget(self, conversation: str) -> Receipt:
        """Delete everything about a conversation, and note that so many rows were erased.

        Afterwards SQLite's file is wiped (``engine.wipe``), which covers what others deleted in it
        before: delete the conversation's events first.
        """
        with self._writing() as connection:
            receipt = erasure.forget(connection, conversation, self._clock())
        wipe(self.engine)
        return receipt

    def withdraw(self, conversation: str) -> int:
        """Delete assessment, questions and feedback; returns how many rows that were.

        Consents and signs stay. A consent that was given counts as withdrawn from now on.
        """
        with self._writing() as connection:
            removed = erasure.withdraw(connection, conversation, self._clock())
        wipe(self.engine)
        return removed

    def purge(self, before: datetime, keep: Collection[str] = frozenset()) -> int:
        """Delete conversations of which no row is from ``before`` or later, and older erasures.

        Args:
            before: the limit.
            keep: conversations that go on: of each, the latest decision on consent stays, for it
                says what may be kept of what the person says next.

        Returns:
            Of how many conversations nothing is left.
        """
        purged, last = 0, ""
        while True:
            # In portions, so that nobody waits long for the database.
            with self._writing() as connection:
                portion = erasure.purge_some(connection, before, keep, last)
            if portion.last is None:
                break
            purged, last = purged + portion.gone, portion.last
        with self._writing() as connection:
            erasure.purge_receipts(connection, before)
        wipe(self.engine)
        return purged

    @contextlib.contextmanager
    def _writing(self) -> Iterator[sa.engine.Connection]:
        # Only connecting is tried again: a question that was added must not be added twice.
        with retried(self.engine.connect) as connection, connection.begin():
            if connection.dialect.name == "sqlite":
                # Else SQLite lets two read, and refuses one of them when both want to write.
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection

    def _rows(self, table: sa.Table, conversation: str) -> list[sa.engine.Row]:
        order = table.c.id if "id" in table.c else erasure.moment(table)
        query = sa.select(table).where(table.c.conversation == conversation).order_by(order)

        def read() -> list[sa.engine.Row]:
            with self.engine.connect() as connection:
                return list(connection.execute(query).all())

        return retried(read)


def open_store(url: str, clock: Callable[[], datetime] = utc.now) -> Store:
    """Return the store of the database at ``url``, its tables made or brought up to date.

    Raises:
        BacktalkError: the tables were made by a newer version of Backtalk.
        sqlalchemy.exc.SQLAlchemyError: the database cannot be opened.
    """
    engine = make_engine(url)
    upgrade(engine)
    return Store(engine, clock)


def _insert(connection: sa.engine.Connection, table: sa.Table) -> Any:
    """Return an INSERT that can replace what is there; each database has its own."""
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects.postgresql import insert
    else:
        from sqlalchemy.dialects.sqlite import insert
    return insert(table)


def _plain(row: sa.engine.Row) -> dict[str, Any]:
    shown = {key: value for key, value in row._mapping.items() if key not in _NOT_SHOWN}
    for key, value in shown.items():
        if isinstance(value, datetime):
            shown[key] = value.isoformat()
        elif key == "data":
            shown[key] = json.loads(value)
    return shown
