"""Migrations go up and down, agree with tables.py, and cost nothing once they are done."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from backtalk.errors import BacktalkError
from backtalk.storage import migrate, tables
from backtalk.storage.engine import make_engine
from backtalk.storage.migrate import (
    REVISIONS,
    VERSION_TABLE,
    alembic_config,
    downgrade,
    upgrade,
    version,
)
from backtalk.storage.store import open_store


def _names(engine):
    return set(sa.inspect(engine).get_table_names())


def test_upgrading_makes_every_table_and_downgrading_drops_them(engine):
    assert version(engine) is None
    assert upgrade(engine)
    assert version(engine) == REVISIONS[-1]
    assert _names(engine) == {*tables.metadata.tables, VERSION_TABLE}
    downgrade(engine)
    assert version(engine) is None
    assert _names(engine) == {VERSION_TABLE}
    assert upgrade(engine)
    assert _names(engine) == {*tables.metadata.tables, VERSION_TABLE}


def test_upgrading_twice_is_upgrading_once(engine):
    upgrade(engine)
    assert not upgrade(engine)


def test_downgrading_an_empty_database_does_nothing(engine):
    downgrade(engine)
    assert _names(engine) == set()


def test_the_migrated_tables_are_those_of_tables_py(engine):
    upgrade(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"version_table": VERSION_TABLE, "compare_type": True}
        )
        assert compare_metadata(context, tables.metadata) == []


def test_checks_and_keys_are_those_of_tables_py_too(engine):
    """Alembic does not compare these."""
    upgrade(engine)
    migrated = _constraints(engine)
    downgrade(engine)
    tables.metadata.create_all(engine)
    assert migrated == _constraints(engine)
    assert any(checks for _, checks in migrated.values())


def _constraints(engine):
    look = sa.inspect(engine)
    return {
        name: (
            look.get_pk_constraint(name),
            sorted((check["name"], check["sqltext"]) for check in look.get_check_constraints(name)),
        )
        for name in tables.metadata.tables
    }


def test_every_migration_is_listed_in_its_order(sqlite_url):
    engine = make_engine(sqlite_url)
    with engine.connect() as connection:
        scripts = ScriptDirectory.from_config(alembic_config(connection))
        assert tuple(script.revision for script in scripts.walk_revisions())[::-1] == REVISIONS
    engine.dispose()


def test_tables_of_a_newer_version_are_refused_in_a_sentence(engine):
    upgrade(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE {VERSION_TABLE} SET version_num = '9999'")
    for move in (upgrade, downgrade):
        with pytest.raises(BacktalkError, match=r"newer version of Backtalk \(tables 9999\)"):
            move(engine)


def test_a_migration_that_fails_leaves_nothing_half_done(engine, monkeypatch):
    def fail(config, _to):
        config.attributes["connection"].exec_driver_sql("CREATE TABLE half (x INTEGER)")
        raise RuntimeError

    monkeypatch.setattr(command, "upgrade", fail)
    with pytest.raises(RuntimeError):
        upgrade(engine)
    assert _names(engine) == set()


def test_other_tables_of_the_database_are_left_alone(engine):
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE events (x INTEGER)")
        connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32))")
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES ('somebody else')")
    upgrade(engine)
    downgrade(engine)
    assert _names(engine) == {"events", "alembic_version", VERSION_TABLE}
    with engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    assert found == "somebody else"


UPGRADE = "import sys; from backtalk.storage.store import open_store; open_store(sys.argv[1])"


def test_processes_that_start_together_all_find_their_tables(url, engine):
    started = [
        subprocess.Popen([sys.executable, "-c", UPGRADE, url], stderr=subprocess.PIPE)
        for _ in range(3)
    ]
    errors = [process.communicate(timeout=60)[1].decode() for process in started]
    assert [process.returncode for process in started] == [0, 0, 0], errors
    assert version(engine) == REVISIONS[-1]


def test_a_start_with_current_tables_imports_no_alembic(url, engine):
    upgrade(engine)
    code = f"{UPGRADE}; assert 'alembic' not in sys.modules and 'rasa' not in sys.modules"
    done = subprocess.run(
        [sys.executable, "-c", code, url], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr


def test_opening_a_store_makes_its_tables(sqlite_url):
    store = open_store(sqlite_url)
    assert store.questions("nobody") == ()
    store.engine.dispose()


def test_a_folder_with_a_per_cent_sign_is_no_hindrance(sqlite_url, tmp_path, monkeypatch):
    folder = tmp_path / "100% ours"
    shutil.copytree(migrate._SCRIPTS, folder)
    monkeypatch.setattr(migrate, "_SCRIPTS", folder)
    engine = make_engine(sqlite_url)
    assert upgrade(engine)
    engine.dispose()


def test_alembic_drafts_the_next_migration_and_finds_rasas_tables_none_of_its_business(
    sqlite_url, tmp_path, monkeypatch
):
    monkeypatch.setattr(
        migrate, "_SCRIPTS", shutil.copytree(migrate._SCRIPTS, tmp_path / "migrations")
    )
    engine = make_engine(sqlite_url)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE events (x INTEGER)")
    upgrade(engine)
    with engine.connect() as connection:
        config = alembic_config(connection)
        draft = command.revision(config, "Next", autogenerate=True, rev_id="0002")
    engine.dispose()
    text = (tmp_path / "migrations" / "versions" / "0002_next.py").read_text()
    assert draft.down_revision == REVISIONS[-1]
    assert "events" not in text
    compile(text, "0002_next.py", "exec")
