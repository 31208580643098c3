"""``backtalk data``: what is kept, for the person who runs this installation."""

from __future__ import annotations

import asyncio
import json
import sys
from typing import Any

from backtalk.errors import BacktalkError
from backtalk.settings import Settings


def run(command: str, conversation: str | None = None, days: int | None = None) -> int:
    """Run one of show, export, erase and purge; returns the exit code.

    Raises:
        BacktalkError: there is no such conversation, or the database cannot be opened.
    """
    from backtalk.runtime.start import prepare_rasa

    prepare_rasa()
    from backtalk.runtime import retention
    from backtalk.runtime.tracker_store import BacktalkTrackerStore
    from backtalk.storage.store import open_store

    settings = Settings.from_env()
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


def _outline(kept: dict[str, Any]) -> dict[str, Any]:
    """Return what ``show`` prints: how much there is of everything, and no words of the person."""
    return {name: value if isinstance(value, str) else len(value) for name, value in kept.items()}
