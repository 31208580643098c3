"""Makes a conversation long without running its turns."""

from __future__ import annotations

import itertools
import json

import sqlalchemy as sa

_COLUMNS = ("type_name", "timestamp", "intent_name", "action_name", "data")
_ids = itertools.count()


def stored(store, sender):
    """Return the rows of a conversation as dicts, in order."""
    table = store.SQLEvent.__table__
    query = sa.select(*(table.c[name] for name in _COLUMNS)).where(table.c.sender_id == sender)
    with store.engine.connect() as connection:
        return [dict(row._mapping) for row in connection.execute(query.order_by(table.c.id))]


def put(store, sender, rows):
    """Add ``rows`` to a conversation."""
    with store.engine.begin() as connection:
        connection.execute(
            sa.insert(store.SQLEvent.__table__), [{**row, "sender_id": sender} for row in rows]
        )


def fill(store, sender, times=300, turns=1):
    """Have the last ``turns`` turns of a conversation once more, ``times`` times."""
    rows = stored(store, sender)
    starts = [place for place, row in enumerate(rows) if row["type_name"] == "user"]
    again = rows[starts[-turns] :]
    put(store, sender, [_new(row) for _ in range(times) for row in again])


def _new(row):
    """Return a copy of ``row``; a message gets an id of its own."""
    if row["type_name"] != "user":
        return row
    data = json.loads(row["data"])
    data["message_id"] = data["parse_data"]["message_id"] = f"copy-{next(_ids)}"
    return {**row, "data": json.dumps(data)}


def amend(store, sender, **parsed):
    """Have the last message read otherwise than it was."""
    table = store.SQLEvent
    with store.session_scope() as session:
        mine = (table.sender_id == sender, table.type_name == "user")
        row = session.scalars(sa.select(table).where(*mine).order_by(table.id.desc())).first()
        data = json.loads(row.data)
        data["parse_data"].update(parsed)
        row.data = json.dumps(data)
        session.commit()
