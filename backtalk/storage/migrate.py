"""Brings the tables to this version of Backtalk. Runs at every start, so Alembic is imported late.

To change the tables: change ``tables.py``, write the next file of ``migrations/versions``
(Alembic's ``command.revision`` with ``alembic_config`` drafts it), and add its number to
``REVISIONS``.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from backtalk.errors import BacktalkError

if TYPE_CHECKING:
    from alembic.config import Config

VERSION_TABLE = "backtalk_alembic_version"
"""A name of our own: a database on a server may hold another program's version too."""
REVISIONS = ("0001",)
"""Every migration in its order, known without importing Alembic."""
_SCRIPTS = Path(__file__).resolve().parent / "migrations"
_LOCK_KEY = 0x6261636B74616C6B
"""Any number that only Backtalk takes: PostgreSQL's advisory locks have no names."""
_LOCK_WAIT = 60
"""Seconds to wait for another process that migrates."""
_in_this_process = threading.Lock()
"""Alembic's context is global, so threads take turns."""


def upgrade(engine: sa.engine.Engine) -> bool:
    """Create or change the tables where needed; one transaction, safe beside another process's.

    Returns:
        Whether anything was to be done.

    Raises:
        BacktalkError: the tables were made by a newer version of Backtalk.
        sqlalchemy.exc.SQLAlchemyError: the database refused.
    """
    if version(engine) == REVISIONS[-1]:
        return False
    from alembic import command

    _run(engine, lambda config: command.upgrade(config, "head"))
    return True


def downgrade(engine: sa.engine.Engine, to: str = "base") -> None:
    """Take the tables back to revision ``to``; what is in the tables that go is lost.

    Raises:
        BacktalkError: the tables were made by a newer version of Backtalk.
        sqlalchemy.exc.SQLAlchemyError: the database refused.
    """
    if version(engine) is None:
        return
    from alembic import command

    _run(engine, lambda config: command.downgrade(config, to))


def version(engine: sa.engine.Engine) -> str | None:
    """Return the revision of the tables, or None if there are none yet.

    Raises:
        BacktalkError: the tables were made by a newer version of Backtalk.
        sqlalchemy.exc.SQLAlchemyError: the database refused.
    """
    with engine.connect() as connection:
        if not sa.inspect(connection).has_table(VERSION_TABLE):
            return None
        column: sa.sql.ColumnElement = sa.column("version_num")
        found: str | None = connection.scalar(
            sa.select(column).select_from(sa.table(VERSION_TABLE))
        )
    if found is not None and found not in REVISIONS:
        raise BacktalkError(
            f"The database was made by a newer version of Backtalk (tables {found}).",
            "Install that version, or restore a copy of the database from before it.",
        )
    return found


def alembic_config(connection: sa.engine.Connection) -> Config:
    """Return what Alembic's commands need to work on ``connection``; there is no alembic.ini."""
    from alembic.config import Config

    config = Config()
    # Alembic reads a per cent sign as the start of a variable.
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _run(engine: sa.engine.Engine, move: Callable[[Config], None]) -> None:
    with _in_this_process, engine.begin() as connection:
        # Alembic reads the version again behind the lock, and then finds nothing left to do.
        alone(connection)
        move(alembic_config(connection))


def alone(connection: sa.engine.Connection) -> None:
    """Keep other processes from changing tables until this transaction ends."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    elif connection.dialect.name == "postgresql":
        # Changing a large table may take longer than any statement of a turn may.
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{_LOCK_WAIT}s'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK_KEY})")
