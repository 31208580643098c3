"""What the supervisor of servers hears, and that nothing it hears is a person's."""

from __future__ import annotations

import io
import json
import logging
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
import sqlalchemy as sa
from aiohttp.test_utils import TestClient, TestServer

from backtalk.runtime import logs, metrics, probes, server
from backtalk.runtime.tracker_store import BacktalkTrackerStore
from backtalk.settings import Settings
from backtalk.storage.store import open_store

MARKS = ("zebrafinch", "quokkamilk", "wombatink", "narwhalrye")


@asynccontextmanager
async def served(agent, **changes):
    settings = replace(Settings.from_env(), **changes)
    app = server.make_app(agent, open_store(settings.database_url), settings)
    async with TestClient(TestServer(app)) as client:
        yield client


async def ready(client):
    response = await client.get("/ready")
    return response.status, (await response.json())["parts"]


async def lost(*_):
    raise sa.exc.OperationalError("", {}, Exception("gone"))


async def test_a_server_that_is_well_says_so(agent):
    async with served(agent) as client:
        assert (await client.get("/live")).status == 200
        status, parts = await ready(client)
    assert status == 200
    assert parts == {"model": True, "encoder": True, "database": True, "locks": True}


@pytest.mark.parametrize("part", ["database", "locks"])
async def test_a_part_that_does_not_answer_is_named_and_the_process_lives(agent, monkeypatch, part):
    owner = {"database": agent.tracker_store, "locks": agent.lock_store}[part]
    monkeypatch.setattr(owner, "check", lost)
    async with served(agent) as client:
        status, parts = await ready(client)
        assert (await client.get("/live")).status == 200
    assert status == 503
    assert [name for name, well in parts.items() if not well] == [part]


async def test_an_encoder_that_was_altered_is_not_ready(agent):
    def altered():
        raise ValueError

    assert not (await probes.Probes(agent, altered).parts())["encoder"]


async def test_asking_often_does_not_load_the_database(agent, monkeypatch):
    asked = []

    async def check():
        asked.append(1)

    monkeypatch.setattr(agent.tracker_store, "check", check)
    async with served(agent) as client:
        for _ in range(5):
            await ready(client)
    assert len(asked) == 1


async def begin(client):
    response = await client.post("/api/session", json={"keep": "token"})
    return {"Authorization": f"Bearer {(await response.json())['token']}"}


async def say(client, headers, text, number):
    body = {"id": f"message-{number}", "text": text}
    return await client.post("/api/messages", json=body, headers=headers)


def counted():
    lines = metrics.page().decode().splitlines()
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines if not line.startswith("#"))}  # fmt: skip


async def test_turns_are_counted_by_what_came_of_them(agent):
    before = counted()
    async with served(agent) as client:
        headers = await begin(client)
        for number, text in enumerate(("what is dry needling", "qwrt zxcv", "I can't feel myself wipe and I wet myself")):  # fmt: skip
            assert (await say(client, headers, text, number)).status == 200
        assert (await client.get("/nowhere/zebrafinch")).status == 404
    after = counted()

    def more(name):
        return after.get(name, 0) - before.get(name, 0)

    for outcome in ("answered", "fallback", "warning_sign"):
        assert more(f'backtalk_turns_total{{face="web",outcome="{outcome}"}}') == 1
    assert more('backtalk_warning_signs_total{kind="cauda_equina",level="emergency"}') == 1
    for stage in ("wait", "load", "parse", "act", "save", "turn"):
        assert more(f'backtalk_turn_seconds_count{{stage="{stage}"}}') >= 3
    posts = 'backtalk_requests_total{method="POST",route="/api/messages",status="200"}'
    assert more(posts) == 3
    assert more('backtalk_requests_total{method="GET",route="other",status="404"}') == 1
    assert after["backtalk_queue_depth"] == 0


async def test_counts_are_given_to_prometheus_on_a_port_of_their_own(agent):
    async with TestClient(TestServer(probes.metrics_app())) as client:
        response = await client.get("/metrics")
        assert response.status == 200
        assert "backtalk_turns_total" in await response.text()
    async with served(agent) as client:
        assert (await client.get("/metrics")).status == 404


def test_what_comes_from_outside_is_no_label():
    metrics.send_failed("a face\nwith words")
    metrics.request("GET", "/api/x" * 30, 200)
    assert "with words" not in metrics.page().decode()


async def test_no_word_of_a_person_stands_in_logs_counts_or_error_pages(agent, monkeypatch):
    log = io.StringIO()
    handlers = [logging.StreamHandler(log), logging.StreamHandler(log)]
    for handler, as_json in zip(handlers, (True, False), strict=True):
        handler.setFormatter(logs.SafeFormatter(as_json=as_json))
        logging.root.addHandler(handler)
    pages = []

    async def broken_save(self, tracker):
        raise ValueError(f"cannot store {[e.as_dict() for e in tracker.events]}")

    async def broken_action(dispatcher, tracker, domain):
        raise RuntimeError(tracker.latest_message)

    async def broken_graph(message, *_):
        raise KeyError(message.text)

    try:
        async with served(agent) as client:
            headers = await begin(client)
            said = [f"{mark} {text}" for mark in MARKS for text in ("hurts my hip", "is it safe?", "show my summary")]  # fmt: skip
            number = 0
            for patch in (None, (BacktalkTrackerStore, "save", broken_save), (agent.processor, "_parse_message_with_graph", broken_graph)):  # fmt: skip
                with monkeypatch.context() as patched:
                    if patch:
                        patched.setattr(*patch)
                    patched.setitem(agent.action_endpoint.executor.actions, "action_summary", broken_action)  # fmt: skip
                    for text in said:
                        number += 1
                        response = await say(client, headers, text, number)
                        if response.status != 200:
                            pages.append(await response.text())
            for path in (f"/{MARKS[0]}", f"/api/{MARKS[0]}", f"/api/page/{MARKS[0]}", f"/api/messages?after={MARKS[0]}"):  # fmt: skip
                pages.append(await (await client.get(path, headers=headers)).text())
            wrong = {"id": MARKS[0] * 20, "text": {"a": MARKS[1]}}
            pages.append(await (await client.post("/api/messages", json=wrong, headers=headers)).text())  # fmt: skip
        logging.getLogger("rasa.core").error(f"could not read {MARKS[2]}")
        try:
            raise ValueError(MARKS[3])
        except ValueError:
            logging.getLogger("backtalk.x").exception("It broke.")
    finally:
        for handler in handlers:
            logging.root.removeHandler(handler)
    written = log.getvalue()
    assert len(pages) > 20
    assert "ValueError" in written
    assert "rasa.core" in written
    for place in (written, metrics.page().decode(), *pages):
        assert [mark for mark in MARKS if mark in place.lower()] == []


async def test_a_log_line_carries_the_id_of_its_request(agent, monkeypatch):
    log = io.StringIO()
    handler = logging.StreamHandler(log)
    handler.setFormatter(logs.SafeFormatter(as_json=True))
    logging.getLogger("backtalk").addHandler(handler)
    monkeypatch.setattr(BacktalkTrackerStore, "save", lost)
    try:
        async with served(agent) as client:
            response = await say(client, await begin(client), "hello", 1)
    finally:
        logging.getLogger("backtalk").removeHandler(handler)
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    assert {line["request"] for line in lines} == {response.headers["X-Request-Id"]}
    assert lines[0]["level"] == "error"
