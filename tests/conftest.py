"""What tests share. Nothing here touches a person's data folder or the network."""

from __future__ import annotations

import asyncio
import json
import os
import secrets
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

os.environ["BACKTALK_DATA_DIR"] = tempfile.mkdtemp(prefix="backtalk-tests-")
for name in ("BACKTALK_DATABASE_URL", "BACKTALK_REDIS_URL", "BACKTALK_COUNTRY"):
    os.environ.pop(name, None)

from backtalk.runtime.start import prepare_rasa

prepare_rasa()

from backtalk.content.library import Library, load_library
from backtalk.runtime.agent import BacktalkAgent, Turn, load_agent
from backtalk.runtime.model import current_model, train
from backtalk.runtime.tracker_store import BacktalkTrackerStore
from backtalk.settings import Settings

HOME = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def library() -> Library:
    """Return the real content."""
    return load_library(HOME / "content")


@pytest.fixture(scope="session")
def model() -> Path:
    """Return the current trained model; trains one where `make test` has not."""
    settings = Settings.from_env()
    return current_model(settings) or train(settings)


@pytest.fixture(scope="session")
def agent(model: Path, tmp_path_factory: pytest.TempPathFactory) -> BacktalkAgent:
    """Return the bot with the trained model, on a database of its own."""
    url = f"sqlite:///{tmp_path_factory.mktemp('agent') / 'conversations.db'}"
    settings = Settings.from_env()
    return asyncio.run(load_agent(settings, model, BacktalkTrackerStore(url=url)))


@pytest.fixture
def sender() -> str:
    """Return a conversation that no other test uses."""
    return f"test-{secrets.token_hex(8)}"


@pytest.fixture
def say(agent: BacktalkAgent, sender: str) -> Callable[..., Turn]:
    """Return a function that says one thing to the bot and returns the turn."""

    def speak(text: str, pressed: str | None = None) -> Turn:
        return asyncio.run(agent.turn(text, sender, "terminal", pressed=pressed))

    return speak


@pytest.fixture
def idle(agent: BacktalkAgent, sender: str) -> Callable[[int], None]:
    """Return a function that lets minutes pass in the conversation, by making all of it older."""

    def wait(minutes: int) -> None:
        store = agent.tracker_store
        with store.session_scope() as session:
            mine = store.SQLEvent.sender_id == sender
            for row in session.scalars(sa.select(store.SQLEvent).where(mine)):
                event = json.loads(row.data)
                row.timestamp = event["timestamp"] = row.timestamp - 60 * minutes
                row.data = json.dumps(event)
            session.commit()

    return wait
