"""Runs the migrations on the connection, and in the transaction, of ``storage.migrate``."""

from __future__ import annotations

from typing import Any

from alembic import context

from backtalk.storage.migrate import VERSION_TABLE
from backtalk.storage.tables import metadata


def _is_ours(name: str | None, type_: str, _parents: Any) -> bool:
    # Rasa's events stand in the same database, and drafting a migration must not drop them.
    return type_ != "table" or name in metadata.tables


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    include_name=_is_ours,
    # SQLite changes a column only by copying its table.
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
