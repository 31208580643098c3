"""Deleting: what goes, in which order, and the receipt. All in the caller's transaction."""

from __future__ import annotations

import secrets
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


def purge_some(connection: sa.engine.Connection, before: datetime) -> int:
    """Delete some of the conversations whose latest row is older; returns how many, 0 at the end.

    A conversation that goes on meanwhile is kept whole: nobody writes until this is committed.
    """
    if connection.dialect.name == "postgresql":
        names = ", ".join(table.name for table in _ALL)
        connection.exec_driver_sql(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE")
    rows = sa.union_all(
        *(sa.select(table.c.conversation, moment(table).label("at")) for table in _ALL)
    ).subquery()
    stale = connection.scalars(
        sa.select(rows.c.conversation)
        .group_by(rows.c.conversation)
        .having(sa.func.max(rows.c.at) < before)
        .limit(_PORTION)
    ).all()
    for table in _ALL:
        connection.execute(sa.delete(table).where(table.c.conversation.in_(stale)))
    return len(stale)


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
