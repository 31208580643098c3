"""Runs the commands that need a loaded model: chat and parse."""

from __future__ import annotations

import asyncio
import json
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TextIO

from backtalk.assessment.answers import REFUSED
from backtalk.channels.contract import Reply
from backtalk.channels.terminal import Look, chat, chat_json
from backtalk.errors import BacktalkError
from backtalk.runtime.model import require_model
from backtalk.settings import Settings

if TYPE_CHECKING:
    from backtalk.runtime.agent import BacktalkAgent

_CHANNEL = "terminal"
_LAST = "terminal-conversation"
"""File in the data folder: the id of the last conversation, so that it can be gone on with."""


def run_chat(*, plain: bool, as_json: bool) -> int:
    """Hold one conversation on standard input and output."""
    settings = Settings.from_env()
    model = require_model(settings)
    settings.prepare_data_dir()
    look = Look.of(sys.stdout, plain)
    with _loading(look.rich and not as_json):
        agent = _agent(settings, model)
    conversation = _Conversation(agent, settings, remember=sys.stdin.isatty() and not as_json)
    source = _tolerant(sys.stdin)
    if as_json:
        chat_json(conversation, source, sys.stdout)
    else:
        chat(agent.library, conversation, look)
    return 0


def run_parse(file: str | None) -> int:
    """Answer each JSON line with one; stops with exit code 2 at the first line that is wrong."""
    settings = Settings.from_env()
    model = require_model(settings)
    source = _open(file)
    agent = _agent(settings, model, in_memory=True)
    from backtalk.runtime.parsing import parse, read_requests

    loop = asyncio.new_event_loop()
    for text, context in read_requests(source):
        result = loop.run_until_complete(parse(agent, text, context))
        sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")
        sys.stdout.flush()
    return 0


class _Conversation:
    """One conversation of the terminal, on an event loop of its own."""

    def __init__(self, agent: BacktalkAgent, settings: Settings, *, remember: bool) -> None:
        from backtalk.runtime.retention import purge
        from backtalk.storage.store import open_store

        self._agent = agent
        self._home = settings.content
        self._loop = asyncio.new_event_loop()
        self._records = open_store(settings.database_url)
        purge(agent.tracker_store, self._records, settings.retention_days)
        self._note = settings.data_dir / _LAST if remember else None
        self._sender = self._unfinished() or self._begin()

    def restart(self) -> None:
        """Begin a new conversation; the old one stays stored until it is purged."""
        self._sender = self._begin()

    def _begin(self) -> str:
        sender = f"{_CHANNEL}-{secrets.token_urlsafe(16)}"
        if self._note:
            self._note.write_text(sender, encoding="utf-8")
            self._note.chmod(0o600)
        return sender

    def _unfinished(self) -> str | None:
        """Return the last conversation of this terminal if its questions were not finished."""
        if self._note is None or not self._note.is_file():
            return None
        sender = self._note.read_text(encoding="utf-8").strip()
        saved = self._records.assessment(sender)
        return sender if saved and not saved.done else None

    def answer(self, text: str, pressed: str | None) -> tuple[str | None, tuple[Reply, ...]]:
        """Answer one message."""
        turn = self._loop.run_until_complete(
            self._agent.turn(text, self._sender, _CHANNEL, pressed=pressed)
        )
        return turn.intent, turn.replies

    def save(self, folder: str) -> tuple[Path, ...]:
        """Write the page for the doctor; returns the files, none when there is nothing yet."""
        from backtalk.content.page import load_page_words
        from backtalk.export.files import write_page

        today = datetime.now().astimezone().date()
        page = self._loop.run_until_complete(self._agent.page(self._sender, today))
        if page is None:
            return ()
        target = Path(folder or ".").expanduser()
        return write_page(page, load_page_words(self._home), target, f"for-my-doctor-{today}")

    def rate(self, response: str, opinion: Literal["up", "down"]) -> None:
        """Keep what the person thinks of an answer; nothing of those who want nothing kept."""
        if self._records.consent(self._sender) != REFUSED:
            self._records.give_feedback(self._sender, response, opinion)


def _agent(settings: Settings, model: Path, *, in_memory: bool = False) -> BacktalkAgent:
    from backtalk.runtime.start import prepare_rasa

    prepare_rasa()
    from backtalk.runtime.agent import load_agent
    from backtalk.runtime.tracker_store import BacktalkTrackerStore

    url = "sqlite://" if in_memory else settings.database_url
    store = BacktalkTrackerStore(url=url)
    return asyncio.new_event_loop().run_until_complete(load_agent(settings, model, store))


@contextmanager
def _loading(visible: bool) -> Iterator[None]:
    if not visible:
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status("Backtalk is getting ready"):
        yield


def _open(file: str | None) -> TextIO:
    if file is None or file == "-":
        return _tolerant(sys.stdin)
    try:
        return open(file, encoding="utf-8-sig", errors="replace")
    except OSError as error:
        raise BacktalkError(f"{file} cannot be read ({error.strerror}).") from None


def _tolerant(stream: TextIO) -> TextIO:
    """Let bytes that are not UTF-8 become replacement marks: they are words to us, not an error."""
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(encoding="utf-8-sig", errors="replace")
    return stream
