"""Adds rows to Rasa's table of events: once, and never over another turn's.

The lock of a conversation can be lost (a process that slept, a Redis that was emptied), and the
answer to a commit can be lost with its connection. So each append says which event it comes after:
if another stands there, the append is refused, unless it is this very append that got through.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from rasa.shared.core.events import Event


class Overtaken(Exception):
    """Another turn of the same conversation was stored meanwhile; nothing of this one was."""


def as_rows(sender_id: str, events: Iterable[Event]) -> list[dict[str, Any]]:
    """Return ``events`` as rows of Rasa's table, as Rasa's own store writes them."""
    rows = []
    for event in events:
        data = event.as_dict()
        rows.append(
            {
                "sender_id": sender_id,
                "type_name": event.type_name,
                "timestamp": data.get("timestamp"),
                "intent_name": data.get("parse_data", {}).get("intent", {}).get("name"),
                "action_name": data.get("name"),
                "data": json.dumps(data),
            }
        )
    return rows


def last_id(connection: sa.engine.Connection, table: sa.Table, sender_id: str) -> int:
    """Return the number of a conversation's last event, 0 if it has none."""
    query = sa.select(sa.func.max(table.c.id)).where(table.c.sender_id == sender_id)
    return connection.scalar(query) or 0


def append(
    engine: sa.engine.Engine,
    table: sa.Table,
    sender_id: str,
    rows: Sequence[dict[str, Any]],
    after: int,
) -> int:
    """Add ``rows`` to a conversation; calling it again with the same rows adds nothing.

    Args:
        engine: of the database.
        table: Rasa's table of events.
        sender_id: the conversation.
        rows: as ``as_rows`` gives them; at least one.
        after: number of the event that they come after, 0 for the first.

    Returns:
        The number of the last of them.

    Raises:
        Overtaken: another event stands there.
        sqlalchemy.exc.SQLAlchemyError: the database refused.
    """
    with engine.connect() as connection, connection.begin():
        _claim(connection, sender_id)
        last = last_id(connection, table, sender_id)
        if last != after:
            if _is_there(connection, table, sender_id, rows, after):
                return last
            raise Overtaken
        connection.execute(sa.insert(table), list(rows))
        return last_id(connection, table, sender_id)


def _claim(connection: sa.engine.Connection, sender_id: str) -> None:
    """Let no other append to the conversation in until this transaction ends."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    elif connection.dialect.name == "postgresql":
        connection.execute(
            sa.text("SELECT pg_advisory_xact_lock(hashtextextended(:sender_id, 7))"),
            {"sender_id": sender_id},
        )


def _is_there(
    connection: sa.engine.Connection,
    table: sa.Table,
    sender_id: str,
    rows: Sequence[dict[str, Any]],
    after: int,
) -> bool:
    query = (
        sa.select(table.c.data)
        .where(table.c.sender_id == sender_id, table.c.id > after)
        .order_by(table.c.id)
    )
    return list(connection.scalars(query)) == [row["data"] for row in rows]
