"""Deleting: what goes, in which order, and the receipt. All in the caller's transaction."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from backtalk.storage import tables

_LETTERS = "23456789CDFGHJKMNPQRTVWXY"
"""Nothing that looks like another when it is read out, and no vowels, so that no word appears."""
_PORTION = 200
"""Conversations purged in one transaction."""
_ALL = tuple(tables.OF_CONVERSATIONS.values())
_ANSWERS = (tables.assessments, tables.questions, tables.feedback)


@dataclass(frozen=True)
class Receipt:
    """What a person gets for an erasure; nothing leads from it to what was erased.

    Attributes:
        number: such as "BT-7F3K-92QD".
        records: how many rows were removed.
    """

    number: str
    records: int


def forget(connection: sa.engine.Connection, conversation: str, now: datetime) -> Receipt:
    """Delete every row of a conversation and record that it happened."""
    receipt = Receipt(_unused_number(connection), _delete(connection, _ALL, conversation))
    connection.execute(
        sa.insert(tables.erasures).values(receipt=receipt.number, at=now, records=receipt.records)
    )
    return receipt


def withdraw(connection: sa.engine.Connection, conversation: str, now: datetime) -> int:
    """Delete answers, turn an accepted consent into a withdrawn one; returns the rows deleted."""
    removed = _delete(connection, _ANSWERS, conversation)
    consents = tables.consents
    latest = connection.execute(
        sa.select(consents.c.decision, consents.c.version)
        .where(consents.c.conversation == conversation)
        .order_by(consents.c.id.desc())
        .limit(1)
    ).first()
    if latest is not None and latest.decision == "accepted":
        connection.execute(
            sa.insert(consents).values(
                conversation=conversation, decision="withdrawn", version=latest.version, at=now
            )
        )
    return removed


@dataclass(frozen=True)
class Portion:
    """What one transaction of a purge did.

    Attributes:
        gone: conversations of which nothing is left.
        last: the last conversation that was looked at, None at the end.
    """

    gone: int
    last: str | None


def purge_some(
    connection: sa.engine.Connection, before: datetime, keep: Collection[str], after: str
) -> Portion:
    """Delete some of the conversations whose latest row is older.

    A conversation that goes on meanwhile is kept whole: nobody writes until this is committed.

    Args:
        connection: to the database.
        before: the limit.
        keep: conversations whose latest decision on consent stays, however old it is.
        after: the last of the portion before, "" for the first.
    """
    if connection.dialect.name == "postgresql":
        names = ", ".join(table.name for table in _ALL)
        connection.exec_driver_sql(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE")
    rows = sa.union_all(
        *(sa.select(table.c.conversation, moment(table).label("at")) for table in _ALL)
    ).subquery()
    stale = connection.scalars(
        sa.select(rows.c.conversation)
        .where(rows.c.conversation > after)
        .group_by(rows.c.conversation)
        .having(sa.func.max(rows.c.at) < before)
        .order_by(rows.c.conversation)
        .limit(_PORTION)
    ).all()
    consents = tables.consents.c
    decisions = connection.scalars(
        sa.select(sa.func.max(consents.id))
        .where(consents.conversation.in_([name for name in stale if name in keep]))
        .group_by(consents.conversation)
    ).all()
    for table in _ALL:
        doomed = sa.delete(table).where(table.c.conversation.in_(stale))
        if table is tables.consents:
            doomed = doomed.where(consents.id.not_in(decisions))
        connection.execute(doomed)
    return Portion(len(stale) - len(decisions), stale[-1] if stale else None)


def purge_receipts(connection: sa.engine.Connection, before: datetime) -> None:
    """Delete the erasures that are older."""
    connection.execute(sa.delete(tables.erasures).where(tables.erasures.c.at < before))


def moment(table: sa.Table) -> sa.Column:
    """Return the column that says when a row was last written."""
    return table.c.updated if "updated" in table.c else table.c.at


def _delete(
    connection: sa.engine.Connection, which: tuple[sa.Table, ...], conversation: str
) -> int:
    return sum(
        connection.execute(sa.delete(table).where(table.c.conversation == conversation)).rowcount
        for table in which
    )


def _unused_number(connection: sa.engine.Connection) -> str:
    taken = tables.erasures.c.receipt
    while True:
        drawn = ["".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(2)]
        number = "-".join(("BT", *drawn))
        if connection.scalar(sa.select(taken).where(taken == number)) is None:
            return number
