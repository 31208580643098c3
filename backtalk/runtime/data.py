"""``backtalk data``: what is kept, for the person who runs this installation."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from backtalk.errors import BacktalkError
from backtalk.settings import Settings


def run(command: str, conversation: str | None = None, days: int | None = None) -> int:
    """Run one of show, export, erase and purge; returns the exit code.

    Raises:
        BacktalkError: there is no such conversation or no database, or it cannot be opened.
    """
    from backtalk.runtime.start import prepare_rasa

    prepare_rasa()
    from backtalk.runtime import retention
    from backtalk.runtime.tracker_store import BacktalkTrackerStore
    from backtalk.storage.store import open_store

    settings = Settings.from_env()
    _say_which(settings.database_url)
    events = BacktalkTrackerStore()
    records = open_store(settings.database_url)
    if command == "purge":
        purged = retention.purge(events, records, days or settings.retention_days)
        print(f"Deleted {purged.events} events and the records of {purged.records} conversations.")
        return 0
    known = {*events.conversations(), *records.conversations()}
    if conversation is None:
        for name in sorted(known):
            print(name)
        return 0
    if conversation not in known:
        raise BacktalkError(
            f"There is no conversation {conversation!r}.", "See: backtalk data show."
        )
    if command == "erase":
        receipt = retention.forget(events, records, conversation)
        print(f"Erased. Receipt: {receipt.number}")
        return 0
    kept = asyncio.run(retention.everything(events, records, conversation))
    json.dump(kept if command == "export" else _outline(kept), sys.stdout, indent=2)
    print()
    return 0


def _say_which(url: str) -> None:
    """Say which database is read: without the server's settings it would be another, empty one."""
    from sqlalchemy.engine import make_url

    where = make_url(url)
    print(f"Database: {where.render_as_string(hide_password=True)}", file=sys.stderr)
    if where.get_backend_name() == "sqlite" and not Path(where.database or "").is_file():
        raise BacktalkError(
            f"There is no database {where.database}.",
            "Give this command the settings of the server: BACKTALK_DATABASE_URL or "
            "BACKTALK_DATA_DIR.",
        )


def _outline(kept: dict[str, Any]) -> dict[str, Any]:
    """Return what ``show`` prints: how much there is of everything, and no words of the person."""
    return {name: value if isinstance(value, str) else len(value) for name, value in kept.items()}
