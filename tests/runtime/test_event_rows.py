"""A turn is stored once and never over another, on SQLite and on PostgreSQL."""

from __future__ import annotations

import asyncio
import json
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, SessionStarted, UserUttered

from backtalk.runtime import event_rows
from backtalk.runtime.event_rows import Overtaken
from backtalk.runtime.tracker_store import BacktalkTrackerStore
from backtalk.storage import engine as engines
from bench.servers import Postgres
from tests.servers import need


@pytest.fixture(scope="module")
def postgres():
    need("postgres")
    server = Postgres()
    server.start()
    yield server
    server.end()


@pytest.fixture
def server_store(postgres):
    store = BacktalkTrackerStore(Domain.empty(), url=postgres.url)
    yield store
    store.engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request, tmp_path):
    if request.param == "postgresql":
        return request.getfixturevalue("server_store")
    return BacktalkTrackerStore(Domain.empty(), url=f"sqlite:///{tmp_path / 'c.db'}")


async def begun(store, sender):
    """Return the tracker of a conversation with one stored message."""
    tracker = await store.get_or_create_tracker(sender, append_action_listen=False)
    tracker.update(ActionExecuted("action_session_start"))
    tracker.update(SessionStarted())
    await said(store, tracker, "one")
    return await store.retrieve(sender)


async def said(store, tracker, *texts):
    for text in texts:
        tracker.update(UserUttered(text))
    await store.save(tracker)


async def texts(store, sender):
    tracker = await store.retrieve_full_tracker(sender)
    return [event.text for event in tracker.events if isinstance(event, UserUttered)]


async def test_of_two_that_load_the_same_the_later_is_refused_and_nothing_is_lost(store, sender):
    first = await begun(store, sender)
    second = await store.retrieve(sender)
    await said(store, first, "two")
    with pytest.raises(Overtaken):
        await said(store, second, "three")
    assert await texts(store, sender) == ["one", "two"]
    await said(store, await store.retrieve(sender), "three")
    assert await texts(store, sender) == ["one", "two", "three"]


async def test_of_many_that_save_at_once_one_gets_through(store, sender):
    await begun(store, sender)
    trackers = [await store.retrieve(sender) for _ in range(6)]
    saves = [said(store, tracker, f"from {number}") for number, tracker in enumerate(trackers)]
    done = await asyncio.gather(*saves, return_exceptions=True)
    assert sum(result is None for result in done) == 1
    assert len(await texts(store, sender)) == 2


async def test_a_commit_whose_answer_was_lost_is_not_made_twice(store, sender, monkeypatch):
    tracker = await begun(store, sender)
    lose_once(monkeypatch, after=True)
    await said(store, tracker, "two")
    await said(store, tracker, "three")
    assert await texts(store, sender) == ["one", "two", "three"]


async def test_a_connection_lost_before_the_commit_is_tried_once_more(store, sender, monkeypatch):
    tracker = await begun(store, sender)
    lose_once(monkeypatch, after=False)
    await said(store, tracker, "two")
    assert await texts(store, sender) == ["one", "two"]


def lose_once(monkeypatch, *, after):
    """Lose the connection once, right ``after`` the commit or before it."""
    from backtalk.runtime import tracker_store

    monkeypatch.setattr(engines, "_BREATH", 0.0)
    lost = []

    def breaking(*given):
        done = event_rows.append(*given) if after or lost else None
        if not lost:
            lost.append(True)
            raise sa.exc.OperationalError("COMMIT", {}, Exception(), connection_invalidated=True)
        return done

    monkeypatch.setattr(tracker_store, "append", breaking)


async def test_connections_that_the_server_ended_are_replaced(server_store, sender):
    tracker = await begun(server_store, sender)
    await asyncio.to_thread(end_all, server_store)
    await said(server_store, tracker, "two")
    await asyncio.to_thread(end_all, server_store)
    assert await texts(server_store, sender) == ["one", "two"]


def end_all(store):
    admin = engines.make_engine(str(store.engine.url))
    with admin.begin() as connection:
        connection.exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
        )
    admin.dispose()


async def test_a_connection_that_ends_within_a_save_is_replaced(server_store, sender):
    tracker = await begun(server_store, sender)
    gate = threading.Event()

    def end_it_once(connection, *_):
        if not gate.is_set():
            gate.set()
            end_all(server_store)

    sa.event.listen(server_store.engine, "before_cursor_execute", end_it_once)
    await said(server_store, tracker, "two")
    assert gate.is_set()
    assert await texts(server_store, sender) == ["one", "two"]


async def test_a_database_that_waits_holds_nobody_else_up(server_store, sender):
    tracker = await begun(server_store, sender)
    with server_store.engine.connect() as holder, holder.begin():
        event_rows._claim(holder, sender)
        saving = asyncio.create_task(said(server_store, tracker, "two"))
        slowest = 0.0
        loop = asyncio.get_running_loop()
        for _ in range(20):
            begin = loop.time()
            await asyncio.sleep(0.01)
            slowest = max(slowest, loop.time() - begin)
        assert not saving.done()
    await saving
    assert slowest < 0.5


async def test_a_clock_that_was_set_back_hides_nothing(store, sender):
    tracker = await begun(store, sender)
    tracker.update(UserUttered("earlier by the clock", timestamp=1000.0))
    await store.save(tracker)
    again = await store.retrieve(sender)
    assert [e.text for e in again.events if isinstance(e, UserUttered)] == [
        "one", "earlier by the clock",
    ]  # fmt: skip
    await said(store, again, "two")
    assert await texts(store, sender) == ["one", "earlier by the clock", "two"]


async def test_a_session_begins_with_the_action_that_began_it(store, sender):
    tracker = await begun(store, sender)
    for text in ("two", "three"):
        tracker.update(ActionExecuted("action_session_start"))
        tracker.update(SessionStarted())
        tracker.update(UserUttered(text))
    await store.save(tracker)
    kinds = [event.type_name for event in (await store.retrieve(sender)).events]
    assert kinds == ["action", "session_started", "user"]


async def test_rows_are_written_as_rasa_writes_them(store, sender):
    from rasa.core.tracker_store import SQLTrackerStore

    tracker = await begun(store, sender)
    event = UserUttered("hello", {"name": "greet", "confidence": 0.5})
    tracker.update(event)
    await store.save(tracker)
    tracker.update(event)
    store._additional_events = lambda session, tracker: [event]
    await SQLTrackerStore.save(store, tracker)
    with store.session_scope() as session:
        query = sa.select(store.SQLEvent).where(store.SQLEvent.sender_id == sender)
        rows = session.scalars(query.order_by(store.SQLEvent.id)).all()
        names = set(store.SQLEvent.__table__.columns.keys()) - {"id"}
        ours, theirs = ({name: getattr(row, name) for name in names} for row in rows[-2:])
    assert json.loads(ours.pop("data")) == json.loads(theirs.pop("data"))
    assert ours == theirs


def test_many_processes_may_start_on_an_empty_database(postgres):
    admin = engines.make_engine(postgres.url)
    with admin.begin() as connection:
        connection.exec_driver_sql("CREATE SCHEMA empty")
    url = f"{postgres.url}?options=-c search_path=empty"
    with ThreadPoolExecutor(6) as pool:
        stores = list(pool.map(lambda _: BacktalkTrackerStore(Domain.empty(), url=url), range(6)))
    for store in stores:
        store.engine.dispose()
    admin.dispose()
