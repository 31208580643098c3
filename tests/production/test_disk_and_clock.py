"""A full disk and a clock that jumps: the conversation is whole afterwards."""

from __future__ import annotations

import asyncio
import os
import subprocess
import time
from contextlib import suppress

import pytest
from rasa.shared.core.events import UserUttered

from actions import wiring
from backtalk.runtime.tracker_store import BacktalkTrackerStore
from backtalk.storage.store import open_store

DISK = 2 * 1024 * 1024
"""Bytes."""


@pytest.fixture
def small_disk(tmp_path):
    """Return a folder on a disk of its own with room for 2 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(folder)]
    made = subprocess.run(mount, capture_output=True, check=False) if os.geteuid() == 0 else None
    if made is None or made.returncode:
        pytest.skip("no small disk can be mounted here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture
def on_disk(agent, small_disk, monkeypatch):
    url = f"sqlite:///{small_disk / 'backtalk.db'}"
    events, records = BacktalkTrackerStore(agent.domain, url=url), open_store(url)
    monkeypatch.setattr(agent, "tracker_store", events)
    monkeypatch.setattr(agent.processor, "tracker_store", events)
    monkeypatch.setattr(wiring, "store", lambda: records)
    yield small_disk
    events.engine.dispose()
    records.engine.dispose()


def texts(agent, sender):
    tracker = asyncio.run(agent.tracker_store.retrieve_full_tracker(sender))
    return [event.text for event in tracker.events if isinstance(event, UserUttered)]


def fill(path):
    file = os.open(path, os.O_CREAT | os.O_WRONLY)
    with suppress(OSError):
        while True:
            os.write(file, b"x" * 512)
    os.close(file)


def test_a_full_disk_is_said_and_emptied_it_goes_on(agent, sender, on_disk):
    def say(text, number):
        return asyncio.run(agent.turn(text, sender, "web", message_id=f"message-{number}"))

    assert not say("what is dry needling", 1).failed
    ballast = on_disk / "ballast"
    fill(ballast)
    tried = []
    while not tried or not tried[-1].failed:
        tried.append(say("does it hurt", 2 + len(tried)))
        assert len(tried) < 60, "the disk does not get full"
    assert [reply.response for reply in tried[-1].replies] == ["utter_technical_problem"]
    (card,) = say("I can't feel myself wipe and I wet myself", 60).replies
    assert card.kind == "care_card"
    ballast.unlink()
    assert not say("does it hurt", 1 + len(tried)).failed  # the same message, sent again
    assert not say("is it safe", 61).failed
    kept = texts(agent, sender)
    assert kept[0] == "what is dry needling"
    assert kept.count("does it hurt") == len(tried)
    assert kept[-1] == "is it safe"


@pytest.mark.parametrize("jump", [-7200.0, -90.0, 90.0, 90_000.0])
def test_a_clock_that_jumps_loses_nothing_and_keeps_the_order(agent, sender, monkeypatch, jump):
    real, offset = time.time, [0.0]
    monkeypatch.setattr(time, "time", lambda: real() + offset[0])

    def say(text, number):
        return asyncio.run(agent.turn(text, sender, "web", message_id=f"message-{number}"))

    said = ["what is dry needling", "does it hurt", "is it safe", "thanks"]
    replies = []
    for number, text in enumerate(said):
        if number == 2:
            offset[0] = jump
        replies.append(say(text, number).replies)
    assert texts(agent, sender) == said
    # Sent again after the jump, the newest message is still known.
    assert [r.text for r in say("thanks", 3).replies] == [r.text for r in replies[3]]
    assert texts(agent, sender) == said
