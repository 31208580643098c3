"""Opens the database of a URL: one SQLite file, or PostgreSQL."""

from __future__ import annotations

import contextlib
import os
from typing import Any

import sqlalchemy as sa

_SQLITE_WAIT = 15
"""Seconds that SQLite waits for another writer."""
_SERVER_WAIT = 5
"""Seconds for PostgreSQL to accept a connection, and for one statement."""
_WIPE_WAIT = 1
"""Seconds that wiping waits for others; a person waits for the answer meanwhile."""
_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=NORMAL",
    "foreign_keys=ON",
    # What is deleted is overwritten at once, even where nobody wipes.
    "secure_delete=ON",
)


def make_engine(url: str) -> sa.engine.Engine:
    """Return an engine for ``url``; nothing is connected yet.

    A new SQLite file is readable by its owner alone. Errors never show the values of a statement.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: the URL cannot be used.
    """
    address = sa.engine.make_url(url)
    if address.get_backend_name() == "sqlite":
        return _sqlite(address)
    engine = sa.create_engine(
        address,
        future=True,
        hide_parameters=True,
        pool_pre_ping=True,
        pool_size=5,
        max_overflow=5,
        connect_args=_limits(address),
    )
    sa.event.listen(engine, "handle_error", _hide_values)
    return engine


def wipe(engine: sa.engine.Engine) -> bool:
    """Write SQLite's file anew without what was deleted, and empty its write-ahead log.

    ``secure_delete`` is not enough: a page that was rearranged can hold a second copy of a row, and
    the log holds pages as they were. Takes about a second for each 100 MB.

    Returns:
        False if somebody else is busy with the file: the rest goes with the next wiping. True if
        nothing is left, or if the database is not SQLite.
    """
    if engine.dialect.name != "sqlite":
        return True
    with engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA busy_timeout={_WIPE_WAIT * 1000}")
        try:
            connection.exec_driver_sql("VACUUM")
            busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").all()[0][0]
        except sa.exc.OperationalError:
            # Locked, or no room for the copy. What was deleted stays deleted all the same.
            return False
        finally:
            connection.exec_driver_sql(f"PRAGMA busy_timeout={_SQLITE_WAIT * 1000}")
    return not busy


def _sqlite(address: sa.engine.URL) -> sa.engine.Engine:
    in_memory = address.database in (None, "", ":memory:")
    # SQLAlchemy opens a file anew for each session; kept open, a turn is some milliseconds shorter.
    engine = sa.create_engine(
        address,
        future=True,
        hide_parameters=True,
        connect_args={"timeout": _SQLITE_WAIT, "check_same_thread": False},
        poolclass=sa.pool.StaticPool if in_memory else sa.pool.QueuePool,
    )
    if not in_memory and not address.database.startswith("file:"):
        # Conversations are for their owner's eyes, whatever the folder allows.
        with contextlib.suppress(OSError):
            os.close(os.open(address.database, os.O_CREAT | os.O_RDWR, 0o600))

    sa.event.listen(engine, "connect", _set_pragmas)
    return engine


def _set_pragmas(connection: Any, _record: Any) -> None:
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}").fetchall()


def _limits(address: sa.engine.URL) -> dict[str, Any]:
    if address.get_driver_name() != "psycopg2":
        return {}
    given = address.normalized_query
    # What the URL says comes later, and the later counts.
    options = (f"-c statement_timeout={_SERVER_WAIT}s", *given.get("options", ()))
    limits: dict[str, Any] = {"options": " ".join(options)}
    return limits if "connect_timeout" in given else {**limits, "connect_timeout": _SERVER_WAIT}


def _hide_values(context: Any) -> None:
    """Take out of an error what PostgreSQL itself quotes: the row, the key, the line at fault."""
    error, shown = context.original_exception, context.sqlalchemy_exception
    message = getattr(getattr(error, "diag", None), "message_primary", None)
    if message is None:
        return
    if shown is not None:
        shown.args = (shown.args[0].replace(str(error), message),)
    error.args = (message,)
