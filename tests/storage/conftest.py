"""Every test of the storage runs on SQLite, and on PostgreSQL where one answers on this machine."""

from __future__ import annotations

import os
import secrets
from datetime import datetime, timedelta, timezone

import pytest
import sqlalchemy as sa

from backtalk.storage.engine import make_engine
from backtalk.storage.migrate import upgrade
from backtalk.storage.store import Store

SERVERS = ("postgresql+psycopg2://postgres@localhost/postgres", "postgresql+psycopg2://localhost/postgres")  # fmt: skip
START = datetime(2024, 3, 1, 12, tzinfo=timezone.utc)


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **time: float) -> datetime:
        self.now += timedelta(**time)
        return self.now


@pytest.fixture(scope="session")
def server() -> sa.engine.URL:
    """Return the address of a PostgreSQL on which scratch schemas may be made."""
    for url in SERVERS:
        engine = make_engine(url)
        try:
            with engine.connect():
                return engine.url
        except sa.exc.OperationalError:
            continue
        finally:
            engine.dispose()
    absent = "PostgreSQL does not answer at localhost"
    if os.environ.get("CI") == "true":
        pytest.fail(absent)
    pytest.skip(absent)


@pytest.fixture
def postgres_url(server):
    """Return the URL of an empty schema, dropped after the test."""
    schema = f"backtalk_test_{secrets.token_hex(6)}"
    admin = make_engine(server.render_as_string(hide_password=False))
    with admin.begin() as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA {schema}")
    try:
        yield server.update_query_dict({"options": f"-c search_path={schema}"}).render_as_string(
            hide_password=False
        )
    finally:
        with admin.begin() as connection:
            connection.exec_driver_sql(f"DROP SCHEMA {schema} CASCADE")
        admin.dispose()


@pytest.fixture
def sqlite_url(tmp_path):
    return f"sqlite:///{tmp_path / 'records.db'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request):
    """Return the URL of an empty database."""
    name = {"sqlite": "sqlite_url", "postgresql": "postgres_url"}[request.param]
    return request.getfixturevalue(name)


@pytest.fixture
def engine(url):
    engine = make_engine(url)
    yield engine
    engine.dispose()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(engine, clock) -> Store:
    upgrade(engine)
    return Store(engine, clock)
