"""What these tests share: a bot whose events and tables lie in one file, as in a real one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from actions import wiring
from backtalk.runtime.agent import BacktalkAgent
from backtalk.runtime.tracker_store import BacktalkTrackerStore
from backtalk.storage.store import Store, open_store


@dataclass(frozen=True)
class Kept:
    """Everything that is kept on disk.

    Attributes:
        folder: of the database file and of what SQLite lays beside it.
        events: Rasa's record of the conversations.
        records: the tables of backtalk/storage.
    """

    folder: Path
    events: BacktalkTrackerStore
    records: Store

    def holds(self, *words: str) -> set[str]:
        """Return which of ``words`` stand anywhere in the files, in either case."""
        found = b"".join(path.read_bytes() for path in sorted(self.folder.iterdir())).lower()
        return {word for word in words if word.lower().encode() in found}


@pytest.fixture
def kept(agent: BacktalkAgent, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kept:
    """Return what the bot keeps, after giving it an empty database of its own."""
    url = f"sqlite:///{tmp_path / 'backtalk.db'}"
    events, records = BacktalkTrackerStore(agent.domain, url=url), open_store(url)
    monkeypatch.setattr(agent, "tracker_store", events)
    monkeypatch.setattr(agent.processor, "tracker_store", events)
    monkeypatch.setattr(wiring, "store", lambda: records)
    return Kept(tmp_path, events, records)
