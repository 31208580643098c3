"""The engine keeps files private, deletes for good, waits a little and never for long."""

from __future__ import annotations

import stat
import time
import traceback

import pytest
import sqlalchemy as sa

from backtalk.storage.engine import make_engine, wipe


def _ask(engine, question):
    with engine.connect() as connection:
        return connection.exec_driver_sql(question).scalar()


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 1),
        ("busy_timeout", 15000),
        ("foreign_keys", 1),
        ("secure_delete", 1),
    ],
)
def test_sqlite_is_opened_with_our_settings(sqlite_url, pragma, value):
    engine = make_engine(sqlite_url)
    assert _ask(engine, f"PRAGMA {pragma}") == value
    engine.dispose()


def test_the_files_of_sqlite_are_for_their_owner_alone(sqlite_url, tmp_path):
    engine = make_engine(sqlite_url)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE t (x)")
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    engine.dispose()
    assert set(modes) >= {"records.db", "records.db-wal"}
    assert set(modes.values()) == {0o600}


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
def test_a_database_in_memory_makes_no_file_and_is_one_for_all_threads(url, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    engine = make_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE t (x)")
    assert _ask(engine, "SELECT count(*) FROM t") == 0
    assert wipe(engine)
    engine.dispose()
    assert list(tmp_path.iterdir()) == []


def test_a_url_without_a_driver_is_an_error_of_sqlalchemy():
    with pytest.raises(sa.exc.SQLAlchemyError):
        make_engine("nonsense")


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO nowhere VALUES (:words)",
        "INSERT INTO strict VALUES (:words, 1)",
        "INSERT INTO strict VALUES (:words, NULL)",
        "INSERT INTO strict VALUES (:words, 2), (:words, 2)",
    ],
)
def test_errors_do_not_show_what_was_to_be_stored(engine, statement):
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TABLE strict (words TEXT PRIMARY KEY, x INTEGER NOT NULL CHECK (x > 1))"
        )
    with pytest.raises(sa.exc.SQLAlchemyError) as caught, engine.begin() as connection:
        connection.execute(sa.text(statement), {"words": "my hip"})
    shown = "".join(traceback.format_exception(caught.type, caught.value, None))
    assert "my hip" not in shown
    assert any(word in shown for word in ("nowhere", "strict"))


def test_a_statement_of_postgresql_is_stopped_after_five_seconds(postgres_url):
    engine = make_engine(postgres_url)
    assert _ask(engine, "SHOW statement_timeout") == "5s"
    assert _ask(engine, "SELECT current_schema()").startswith("backtalk_test_")
    engine.dispose()


def test_what_the_url_says_of_options_and_waiting_counts(server):
    address = server.update_query_dict(
        {"options": "-c statement_timeout=7s", "connect_timeout": "3"}
    )
    engine = make_engine(address.render_as_string(hide_password=False))
    assert _ask(engine, "SHOW statement_timeout") == "7s"
    engine.dispose()


def test_a_connection_that_the_server_closed_is_replaced(postgres_url):
    engine, other = make_engine(postgres_url), make_engine(postgres_url)
    with engine.connect() as connection:
        number = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar()
    _ask(other, f"SELECT pg_terminate_backend({number})")
    assert _ask(engine, "SELECT 1") == 1
    for each in (engine, other):
        each.dispose()


def test_wiping_gives_up_soon_while_somebody_reads_and_works_afterwards(sqlite_url, tmp_path):
    engine = make_engine(sqlite_url)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE t (x)")
        connection.exec_driver_sql("INSERT INTO t VALUES ('a trace')")
    with engine.connect() as reader:
        rows = reader.exec_driver_sql("SELECT x FROM t UNION ALL SELECT x FROM t")
        rows.fetchone()
        with engine.begin() as connection:
            connection.exec_driver_sql("DELETE FROM t")
        began = time.monotonic()
        assert not wipe(engine)
        assert time.monotonic() - began < 5
        rows.close()
    assert wipe(engine)
    assert _ask(engine, "PRAGMA busy_timeout") == 15000
    assert (tmp_path / "records.db-wal").stat().st_size == 0
    assert b"a trace" not in (tmp_path / "records.db").read_bytes()
    engine.dispose()


def test_wiping_is_nothing_on_postgresql(postgres_url):
    engine = make_engine(postgres_url)
    assert wipe(engine)
    engine.dispose()
