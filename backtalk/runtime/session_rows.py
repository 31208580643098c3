"""Reads as many of a conversation's events as are needed, out of Rasa's table of events.

A turn copies and replays all events that were loaded, several times over, which takes a tenth of a
millisecond for each. So that a long session does not make its turns slow, a turn gets the newest
events, and of the older ones those that still hold: the last value of each slot, the form that is
under way. Nothing is written for that, so that numbers, history and purge know nothing of it.

Sessions go by the order of storing. Rasa goes by the clock, so that what comes after the clock was
set back is not found.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    AllSlotsReset,
    BotUttered,
    ConversationPaused,
    ConversationResumed,
    Restarted,
    SessionStarted,
    SlotSet,
)

RECENT = 250
"""Events that a turn gets: some 35 turns, which add 30 ms to a turn, and more than one turn has."""
_HOLDING = (
    SessionStarted,
    Restarted,
    AllSlotsReset,
    SlotSet,
    ActiveLoop,
    ActionExecutionRejected,
    ActionExecuted,
    ConversationPaused,
    ConversationResumed,
)
"""Events that hold until another of the same kind and name; of actions only the form's count."""


@dataclass(frozen=True)
class Rows:
    """Rows of a conversation, in order.

    Attributes:
        rows: with the columns id, type_name, action_name and data.
        is_cut: whether older ones of the session were left out.
        is_all: whether none of the conversation was left out.
    """

    rows: Sequence[sa.engine.Row]
    is_cut: bool = False
    is_all: bool = False


def read_all(connection: sa.engine.Connection, table: sa.Table, sender_id: str) -> Rows:
    """Return the whole of a conversation."""
    query = _query(table).where(table.c.sender_id == sender_id).order_by(table.c.id)
    return Rows(connection.execute(query).all(), is_all=True)


def read_session(connection: sa.engine.Connection, table: sa.Table, sender_id: str) -> Rows:
    """Return what came since the last session start."""
    mine, number = table.c.sender_id == sender_id, table.c.id
    is_start = table.c.type_name == SessionStarted.type_name
    start = sa.select(sa.func.max(number)).where(mine, is_start).scalar_subquery()
    # With the row right before it: Rasa notes the action before what the action did.
    before = sa.select(sa.func.max(number)).where(mine, number < start).scalar_subquery()
    query = _query(table).where(mine, number >= sa.func.coalesce(before, start, 0))
    rows = connection.execute(query.order_by(number)).all()
    return Rows(rows[_start(rows) or 0 :])


def read_recent(
    connection: sa.engine.Connection, table: sa.Table, sender_id: str, *, offers: bool = False
) -> Rows:
    """Return the newest events of the session, and of the older ones those that still hold.

    Args:
        connection: to the database.
        table: Rasa's table of events.
        sender_id: the conversation.
        offers: whether each message with which the bot offered something counts as holding.
    """
    query = _query(table).where(table.c.sender_id == sender_id)
    query = query.order_by(table.c.id.desc()).limit(RECENT + 1)
    rows = connection.execute(query).all()[::-1]
    start = _start(rows)
    if start is not None or len(rows) <= RECENT:
        first = start or 0
        return Rows(rows[first:], is_all=first == 0 and len(rows) <= RECENT)
    # At the end of a turn: within one, more would hold than slots and the form. A whole turn has to
    # follow, because it is what the next message answers.
    ends = [place for place, row in enumerate(rows) if _is_listen(row)]
    if len(ends) < 2:
        return read_session(connection, table, sender_id)
    cut = ends[0]
    older = _holding(connection, table, sender_id, before=rows[cut].id)
    if offers:
        after = older[0].id if older else 0
        said = _said(connection, table, sender_id, after=after, before=rows[cut].id)
        older = sorted([*older, *said], key=lambda row: row.id)
    return Rows([*older, *rows[cut:]], is_cut=True)


def _query(table: sa.Table) -> sa.sql.Select:
    columns = table.c
    return sa.select(columns.id, columns.type_name, columns.action_name, columns.data)


def _start(rows: Sequence[sa.engine.Row]) -> int | None:
    """Return where the last session of ``rows`` begins, None if that is not among them."""
    for place in range(len(rows) - 1, -1, -1):
        if rows[place].type_name == SessionStarted.type_name:
            has_action = place and rows[place - 1].action_name == ACTION_SESSION_START_NAME
            return place - 1 if has_action else place
    return None


def _is_listen(row: sa.engine.Row) -> bool:
    return bool(row.type_name == ActionExecuted.type_name and row.action_name == ACTION_LISTEN_NAME)


def _holding(
    connection: sa.engine.Connection, table: sa.Table, sender_id: str, *, before: int
) -> list[sa.engine.Row]:
    """Return what still holds of the events of the session that came before a number."""
    columns = table.c
    kinds = [event.type_name for event in _HOLDING]
    # A slot's and a form's name stand in the column for actions.
    newest = (
        sa.select(sa.func.max(columns.id))
        .where(columns.sender_id == sender_id, columns.id < before, columns.type_name.in_(kinds))
        .group_by(columns.type_name, columns.action_name)
    )
    query = _query(table).where(columns.id.in_(newest)).order_by(columns.id)
    rows = connection.execute(query).all()
    session = rows[_start(rows) or 0 :]
    refused = _names(session, ActionExecutionRejected.type_name)
    # An action says nothing any more, but that a form which had refused a message has run again.
    runs = refused & _names(session, ActiveLoop.type_name)
    return [
        row
        for row in session
        if row.type_name != ActionExecuted.type_name or row.action_name in runs
    ]


def _names(rows: Iterable[sa.engine.Row], kind: str) -> set[str]:
    return {row.action_name for row in rows if row.type_name == kind}


def _said(
    connection: sa.engine.Connection, table: sa.Table, sender_id: str, *, after: int, before: int
) -> list[sa.engine.Row]:
    """Return the bot's messages between two numbers; of such that differ in nothing the last."""
    columns = table.c
    query = _query(table).where(
        columns.sender_id == sender_id,
        columns.type_name == BotUttered.type_name,
        columns.id > after,
        columns.id < before,
    )
    # The data begin with the type and the time.
    rows = {
        row.data.split(",", 2)[-1]: row for row in connection.execute(query.order_by(columns.id))
    }
    return list(rows.values())
