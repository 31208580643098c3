"""Records of conversations: assessments, questions, consents, signs, feedback, erasures."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "backtalk_assessments",
        sa.Column("conversation", sa.String(128), nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.Column("done", sa.Boolean, nullable=False),
        sa.Column("created", _MOMENT, nullable=False),
        sa.Column("updated", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("conversation", name=op.f("pk_backtalk_assessments")),
    )
    _numbered(
        "backtalk_questions",
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
    )
    _numbered(
        "backtalk_consents",
        sa.Column("decision", sa.String(16), nullable=False),
        sa.Column("version", sa.String(32), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.CheckConstraint(
            "decision IN ('accepted', 'refused', 'withdrawn')",
            name=op.f("ck_backtalk_consents_decision"),
        ),
    )
    _numbered(
        "backtalk_sign_events",
        sa.Column("level", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
    )
    op.create_table(
        "backtalk_feedback",
        sa.Column("conversation", sa.String(128), nullable=False),
        sa.Column("about", sa.String(128), nullable=False),
        sa.Column("value", sa.String(16), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("conversation", "about", name=op.f("pk_backtalk_feedback")),
        sa.CheckConstraint(
            "value IN ('up', 'down', 'trouble')", name=op.f("ck_backtalk_feedback_value")
        ),
    )
    op.create_table(
        "backtalk_erasures",
        sa.Column("receipt", sa.String(16), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("records", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("receipt", name=op.f("pk_backtalk_erasures")),
    )


def downgrade() -> None:
    """Drop the tables and what is in them."""
    op.drop_table("backtalk_erasures")
    op.drop_table("backtalk_feedback")
    op.drop_table("backtalk_sign_events")
    op.drop_table("backtalk_consents")
    op.drop_table("backtalk_questions")
    op.drop_table("backtalk_assessments")


def _numbered(name: str, *columns: sa.sql.schema.SchemaItem) -> None:
    """Create a table with a number for each row and an index on its conversation."""
    op.create_table(
        name,
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("conversation", sa.String(128), nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )
    op.create_index(op.f(f"ix_{name}_conversation"), name, ["conversation"])
