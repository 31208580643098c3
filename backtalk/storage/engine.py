"""Opens the database of a URL: one SQLite file, or PostgreSQL."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable
from typing import Any, TypeVar

import sqlalchemy as sa

T = TypeVar("T")

_SQLITE_WAIT = 15
"""Seconds that SQLite waits for another writer."""
_SERVER_WAIT = 5
"""Seconds for PostgreSQL to accept a connection, for one statement, and for a free connection."""
_PATIENCE = {
    "connect_timeout": _SERVER_WAIT,
    # A server that vanished without a word is noticed in seconds, not in the system's two hours.
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 2,
    "tcp_user_timeout": 10_000,
}
"""What libpq is told unless the URL says otherwise; seconds, the last in milliseconds."""
CONNECTIONS = 8
"""Most connections that one engine opens; half of them are kept open."""
_BREATH = 0.3
"""Seconds before a lost connection is tried again: a server that restarts needs a moment."""
_ENDS_AFTER = 15 * 60
"""Seconds after which a connection is not used again: firewalls forget idle ones in silence."""
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
        pool_size=CONNECTIONS // 2,
        max_overflow=CONNECTIONS - CONNECTIONS // 2,
        pool_timeout=_SERVER_WAIT,
        pool_recycle=_ENDS_AFTER,
        connect_args=_limits(address),
    )
    sa.event.listen(engine, "handle_error", _hide_values)
    return engine


def is_lost(error: BaseException) -> bool:
    """Return whether ``error`` says that the connection broke, or that none could be made."""
    if not isinstance(error, sa.exc.DBAPIError):
        return False
    found_none = isinstance(error, sa.exc.OperationalError) and error.statement is None
    return bool(error.connection_invalidated or found_none)


def retried(work: Callable[..., T], *given: object) -> T:
    """Return ``work(*given)``; when the connection was lost, work once more with a new one.

    ``work`` must bear that: what the first try did may be stored, though nobody heard of it.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: the database refused, or was lost twice.
    """
    try:
        return work(*given)
    except sa.exc.DBAPIError as error:
        if not is_lost(error):
            raise
    time.sleep(_BREATH)
    return work(*given)


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
    defaults = {name: value for name, value in _PATIENCE.items() if name not in given}
    return {**defaults, "options": " ".join(options)}


def _hide_values(context: Any) -> None:
    """Take out of an error what PostgreSQL itself quotes: the row, the key, the line at fault."""
    error, shown = context.original_exception, context.sqlalchemy_exception
    message = getattr(getattr(error, "diag", None), "message_primary", None)
    if message is None:
        return
    if shown is not None:
        shown.args = (shown.args[0].replace(str(error), message),)
    error.args = (message,)
