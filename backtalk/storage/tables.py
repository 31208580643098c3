"""The tables. A change here needs a migration in ``migrations/versions``."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa

from backtalk.storage.utc import Moment

DECISIONS = ("accepted", "refused", "withdrawn")
OPINIONS = ("up", "down", "trouble")

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


def _number() -> sa.Column:
    return sa.Column("id", sa.Integer, primary_key=True)


def _conversation() -> sa.Column:
    return sa.Column("conversation", sa.String(128), nullable=False, index=True)


def _one_of(column: str, values: tuple[str, ...]) -> sa.CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=column)


assessments = sa.Table(
    "backtalk_assessments",
    metadata,
    sa.Column("conversation", sa.String(128), primary_key=True),
    sa.Column("data", sa.Text, nullable=False),
    sa.Column("done", sa.Boolean, nullable=False),
    sa.Column("created", Moment, nullable=False),
    sa.Column("updated", Moment, nullable=False),
)

questions = sa.Table(
    "backtalk_questions",
    metadata,
    _number(),
    _conversation(),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("at", Moment, nullable=False),
)

consents = sa.Table(
    "backtalk_consents",
    metadata,
    _number(),
    _conversation(),
    sa.Column("decision", sa.String(16), nullable=False),
    sa.Column("version", sa.String(32), nullable=False),
    sa.Column("at", Moment, nullable=False),
    _one_of("decision", DECISIONS),
)

sign_events = sa.Table(
    "backtalk_sign_events",
    metadata,
    _number(),
    _conversation(),
    sa.Column("level", sa.String(32), nullable=False),
    sa.Column("kind", sa.String(64), nullable=False),
    sa.Column("at", Moment, nullable=False),
)

feedback = sa.Table(
    "backtalk_feedback",
    metadata,
    sa.Column("conversation", sa.String(128), primary_key=True),
    sa.Column("about", sa.String(128), primary_key=True),
    sa.Column("value", sa.String(16), nullable=False),
    sa.Column("at", Moment, nullable=False),
    _one_of("value", OPINIONS),
)

erasures = sa.Table(
    "backtalk_erasures",
    metadata,
    sa.Column("receipt", sa.String(16), primary_key=True),
    sa.Column("at", Moment, nullable=False),
    sa.Column("records", sa.Integer, nullable=False),
)
"""That something was erased, never whose: no table leads from here to a conversation."""

OF_CONVERSATIONS: Mapping[str, sa.Table] = {
    "assessments": assessments,
    "questions": questions,
    "consents": consents,
    "sign_events": sign_events,
    "feedback": feedback,
}
"""Every table with a conversation in it, by the name that an export gives it. Always written to in
this order, so that no two writers wait for each other."""
