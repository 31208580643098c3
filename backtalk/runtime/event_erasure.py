"""Takes rows out of Rasa's table of events, or the words out of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from rasa.shared.core.events import Event, SessionStarted
from sqlalchemy.orm import Session

from backtalk.runtime.wordless import wordless


def delete(session: Session, table: Any, sender_id: str) -> int:
    """Delete every event of a conversation; returns how many there were.

    Args:
        session: of the database.
        table: Rasa's class for the table of events.
        sender_id: the conversation.
    """
    count = session.execute(sa.delete(table).where(table.sender_id == sender_id)).rowcount
    session.commit()
    return int(count)


def delete_old(session: Session, table: Any, names: Sequence[str], limit: float) -> int:
    """Delete the events of some conversations that are older than ``limit``; returns how many.

    Of a conversation that goes on, the events since its last session start stay.
    """
    mine = table.sender_id.in_(names)
    started = (
        sa.select(table.sender_id, sa.func.max(table.id).label("start"))
        .where(mine, table.type_name == SessionStarted.type_name)
        .group_by(table.sender_id)
        .subquery()
    )
    last = (
        sa.select(table.sender_id)
        .where(mine)
        .group_by(table.sender_id)
        .having(sa.func.max(table.timestamp) < limit)
    )
    before_session = (
        sa.select(table.id)
        .join(started, started.c.sender_id == table.sender_id)
        .where(mine, table.timestamp < limit, table.id < started.c.start)
    )
    count = 0
    for condition in (table.sender_id.in_(last), table.id.in_(before_session)):
        doomed = sa.delete(table).where(mine, condition)
        count += session.execute(doomed, execution_options={"synchronize_session": False}).rowcount
    session.commit()
    return count


def unlearn(session: Session, table: Any, sender_id: str) -> None:
    """Take every word out of a conversation; its course stays, so that it can go on."""
    for row in session.scalars(sa.select(table).where(table.sender_id == sender_id)):
        event = Event.from_parameters(json.loads(row.data))
        if event is not None:
            row.data = json.dumps(wordless(event).as_dict())
    session.commit()
