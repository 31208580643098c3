"""`backtalk data` as an operator runs it, on a conversation that was held before."""

from __future__ import annotations

import json
import re
import sqlite3

import pytest

from tests.test_cli import run

TYPED = "my left hip hurts, 6 out of 10\nyes\nwill it hurt\nnone of these\n"


@pytest.fixture(scope="module")
def data(model, tmp_path_factory):
    """Return a data folder in which one conversation is kept."""
    folder = tmp_path_factory.mktemp("data")
    assert run("chat", "--plain", typed=TYPED, BACKTALK_DATA_DIR=str(folder)).returncode == 0
    return {"BACKTALK_DATA_DIR": str(folder)}


def names(data):
    return run("data", "show", **data).stdout.decode().split()


def test_show_lists_conversations_and_outlines_one_without_words(data):
    (name,) = names(data)
    outline = json.loads(run("data", "show", name, **data).stdout)
    assert outline["conversation"] == name
    assert outline["events"] > 4
    assert outline["assessments"] == 1
    assert outline["consents"] == 1
    assert "hip" not in json.dumps(outline)


def test_export_gives_everything(data):
    (name,) = names(data)
    kept = json.loads(run("data", "export", name, **data).stdout)
    assert json.loads(json.dumps(kept["assessments"][0]["data"]))
    assert any(event.get("text") == "will it hurt" for event in kept["events"])


def test_purge_says_what_it_deleted(data):
    done = run("data", "purge", **data)
    assert b"Deleted 0 events" in done.stdout
    assert names(data)


def test_it_says_which_database_it_reads_and_makes_none(data, tmp_path):
    done = run("data", "show", **data)
    assert f"Database: sqlite:///{data['BACKTALK_DATA_DIR']}/backtalk.db" in done.stderr.decode()
    done = run("data", "purge", BACKTALK_DATA_DIR=str(tmp_path / "elsewhere"))
    assert done.returncode == 2
    assert b"There is no database" in done.stderr
    assert not (tmp_path / "elsewhere").exists()


def test_the_password_of_the_database_is_not_shown(data):
    url = "postgresql+psycopg2://bot:hushhush@127.0.0.1:9/none"
    done = run("data", "show", BACKTALK_DATABASE_URL=url, **data)
    assert done.returncode == 2
    assert b"hushhush" not in done.stderr + done.stdout
    assert b"postgresql+psycopg2://bot:***@127.0.0.1:9/none" in done.stderr


@pytest.mark.parametrize("days", ["0", "-1", "x", "1.5"])
def test_a_wrong_number_of_days_is_refused(data, days):
    assert run("data", "purge", "--days", days, **data).returncode == 2


def test_an_unknown_conversation_is_named(data):
    done = run("data", "export", "nobody", **data)
    assert done.returncode == 2
    assert b"There is no conversation 'nobody'" in done.stderr


def test_erase_leaves_nothing_but_a_receipt(data, tmp_path):
    (name,) = names(data)
    done = run("data", "erase", name, **data)
    assert re.search(rb"Receipt: BT-\w{4}-\w{4}", done.stdout)
    assert names(data) == []
    with sqlite3.connect(f"{data['BACKTALK_DATA_DIR']}/backtalk.db") as database:
        assert database.execute("select count(*) from backtalk_erasures").fetchone() == (1,)


def test_the_page_for_the_doctor_is_written_from_the_chat(model, tmp_path):
    typed = f"my left hip hurts, 6 out of 10\nyes\n/save {tmp_path / 'pages'}\n"
    done = run("chat", "--plain", typed=typed, BACKTALK_DATA_DIR=str(tmp_path / "data"))
    assert done.returncode == 0
    endings = {"".join(path.suffixes) for path in (tmp_path / "pages").iterdir()}
    assert endings == {".txt", ".html", ".pdf", ".fhir.json"}
    assert "hip" in next((tmp_path / "pages").glob("*.txt")).read_text()


def test_no_opinion_is_kept_of_those_who_want_nothing_kept(model, tmp_path):
    typed = "my left hip hurts\nno, keep nothing\nis it safe\n/good\n"
    assert run("chat", "--plain", typed=typed, BACKTALK_DATA_DIR=str(tmp_path)).returncode == 0
    with sqlite3.connect(tmp_path / "backtalk.db") as database:
        assert database.execute("select count(*) from backtalk_feedback").fetchone() == (0,)
        assert database.execute("select decision from backtalk_consents").fetchall() == [
            ("refused",)
        ]
