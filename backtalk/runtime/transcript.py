"""What both sides said in a conversation, with numbers, out of Rasa's table of events."""

from __future__ import annotations

import itertools
import json
from typing import Any

import sqlalchemy as sa
from rasa.shared.core.events import BotUttered, Event, UserUttered
from sqlalchemy.orm import Session

_MOST = 1_000
"""Messages that are shown again of one conversation."""
_MOST_REPLIES = 100
"""More than a turn has: a turn ends after ten actions."""
_KINDS = (UserUttered.type_name, BotUttered.type_name)


def messages(session: Session, table: Any, sender_id: str, after: int) -> list[tuple[int, Event]]:
    """Return what was said by both sides, in order, with its number in the database.

    Args:
        session: of the database.
        table: Rasa's class for the table of events.
        sender_id: the conversation.
        after: only what has a greater number; of very many the newest.
    """
    query = _since(table, sender_id, after).order_by(table.id.desc()).limit(_MOST)
    return [_read(row) for row in reversed(session.execute(query).all())]


def replies_to(session: Session, table: Any, sender_id: str, message_id: str) -> list[BotUttered]:
    """Return what was said in answer to a message of any session; [] if it is not known."""
    mark = f'"message_id": {json.dumps(message_id)}'
    number = session.scalar(
        sa.select(sa.func.min(table.id)).where(
            table.sender_id == sender_id,
            table.type_name == UserUttered.type_name,
            table.data.contains(mark, autoescape=True),
        )
    )
    if number is None:
        return []
    query = _since(table, sender_id, number).order_by(table.id).limit(_MOST_REPLIES)
    following = (_read(row)[1] for row in session.execute(query).all())
    return list(itertools.takewhile(lambda each: isinstance(each, BotUttered), following))


def last_number(session: Session, table: Any, sender_id: str) -> int:
    """Return the number of the bot's last message of a conversation, 0 if there is none."""
    is_bots = table.type_name == BotUttered.type_name
    query = sa.select(sa.func.max(table.id)).where(table.sender_id == sender_id, is_bots)
    return session.scalar(query) or 0


def _since(table: Any, sender_id: str, number: int) -> sa.sql.Select:
    query = sa.select(table.id, table.data)
    return query.where(table.sender_id == sender_id, table.id > number, table.type_name.in_(_KINDS))


def _read(row: sa.engine.Row) -> tuple[int, Event]:
    return row.id, Event.from_parameters(json.loads(row.data))
