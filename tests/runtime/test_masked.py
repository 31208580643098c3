"""What names a person is masked before anything is stored."""

from __future__ import annotations

import asyncio
import re
from datetime import date
from pathlib import Path

import pytest

from backtalk.runtime.agent import load_agent
from backtalk.runtime.tracker_store import BacktalkTrackerStore
from backtalk.settings import Settings

TOLD = (
    "Hi, my name is Wilhelmina Thistlewood and my lower back hurts",
    "call me on 020 7946 0958 or mail w.thistlewood@example.org",
    "I was born on 12/03/1961 and it has hurt since Easter",
)
TRACES = ("wilhelmina", "thistlewood", "7946", "0958", "example.org", "12/03/1961", "1961")


def found_in(stored: str) -> list[str]:
    """Return the traces that stand in ``stored`` by themselves: clocks and ids are full of digits."""
    return [trace for trace in TRACES if re.search(rf"(?<![\w.]){re.escape(trace)}(?!\w)", stored)]


@pytest.fixture
def kept(model, tmp_path):
    """Return a function that says things to a bot, and all bytes that it has stored."""
    store = BacktalkTrackerStore(url=f"sqlite:///{tmp_path / 'kept.db'}")
    bot = asyncio.run(load_agent(Settings.from_env({"BACKTALK_COUNTRY": "uk"}), model, store))

    def say(*texts: str) -> str:
        for text in texts:
            asyncio.run(bot.turn(text, "one", "terminal"))
        folders = [tmp_path, Settings.from_env().data_dir]
        files = [path for folder in folders for path in folder.glob("*.db*")]
        return "".join(Path(file).read_bytes().decode("latin-1").lower() for file in files)

    return say


def test_no_file_holds_a_name_a_number_or_a_date_of_birth(kept):
    stored = kept("go through my pain with me", "yes", *TOLD)
    assert found_in(stored) == []
    assert "lower back hurts" in stored
    assert "[name]" in stored


def test_what_was_said_beside_it_is_still_understood(say, agent, sender):
    say("my name is Wilhelmina Thistlewood and my left hip hurts, 6 out of 10")
    say("yes")
    page = asyncio.run(agent.page(sender, date(2026, 11, 24)))
    assert page.areas == (("hip", "left"),)
    assert page.severity == 6
    assert "Wilhelmina" not in repr(page)


def test_there_is_no_page_without_answers_or_without_consent(say, agent, sender):
    assert asyncio.run(agent.page(sender, date(2026, 11, 24))) is None
    say("my left hip hurts")
    assert asyncio.run(agent.page(sender, date(2026, 11, 24))) is None
