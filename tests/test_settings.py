"""What an operator can set."""

from __future__ import annotations

import os
import stat
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unittest.mock import Mock

import pytest

from backtalk.errors import BacktalkError
from backtalk.settings import COUNTRIES, Settings, find_home


def test_an_empty_environment_gives_the_defaults():
    settings = Settings.from_env({})
    assert (settings.country, settings.retention_days) == ("us", 30)


def test_the_home_is_the_folder_with_the_project_in_it():
    assert (find_home() / "config.yml").is_file()


def test_content_and_models_are_in_the_home(tmp_path):
    settings = Settings(home=tmp_path, data_dir=tmp_path, database_url="sqlite://")
    assert (settings.content, settings.models) == (tmp_path / "content", tmp_path / "models")


def test_the_data_folder_is_the_one_that_was_set(tmp_path):
    assert Settings.from_env({"BACKTALK_DATA_DIR": str(tmp_path)}).data_dir == tmp_path


def test_the_data_folder_follows_the_desktop_standard(tmp_path):
    settings = Settings.from_env({"XDG_DATA_HOME": str(tmp_path)})
    assert settings.data_dir == tmp_path / "backtalk"


def test_a_tilde_in_the_data_folder_is_the_home_of_the_user(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    assert Settings.from_env({"BACKTALK_DATA_DIR": "~/bt"}).data_dir == tmp_path / "bt"


def test_a_relative_data_folder_is_made_absolute(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert Settings.from_env({"BACKTALK_DATA_DIR": "data"}).data_dir == tmp_path / "data"


def test_the_database_is_a_file_in_the_data_folder(tmp_path):
    settings = Settings.from_env({"BACKTALK_DATA_DIR": str(tmp_path)})
    assert settings.database_url == f"sqlite:///{tmp_path}/backtalk.db"


def test_a_database_url_is_taken_as_it_is():
    url = "postgresql://bot:secret@db/backtalk"
    assert Settings.from_env({"BACKTALK_DATABASE_URL": url}).database_url == url


def test_a_database_password_is_not_shown_with_the_settings():
    settings = Settings.from_env({"BACKTALK_DATABASE_URL": "postgresql://bot:secret@db/backtalk"})
    assert "secret" not in repr(settings)


@pytest.mark.parametrize("country", COUNTRIES)
def test_each_known_country_can_be_set(country):
    assert Settings.from_env({"BACKTALK_COUNTRY": country}).country == country


def test_a_country_may_be_in_capitals():
    assert Settings.from_env({"BACKTALK_COUNTRY": "UK"}).country == "uk"


def test_an_unknown_country_is_refused_with_the_list_of_known_ones():
    with pytest.raises(BacktalkError, match="BACKTALK_COUNTRY is 'atlantis'") as caught:
        Settings.from_env({"BACKTALK_COUNTRY": "Atlantis"})
    assert all(country in caught.value.remedy for country in COUNTRIES)


@pytest.mark.parametrize("days", ["1", "7", "3650"])
def test_a_number_of_days_is_read(days):
    assert Settings.from_env({"BACKTALK_RETENTION_DAYS": days}).retention_days == int(days)


@pytest.mark.parametrize("days", ["0", "-1", "1.5", "ten", " 7", "\u0663", "\u00b2"])
def test_days_that_are_no_whole_number_above_zero_are_refused(days):
    with pytest.raises(BacktalkError, match="BACKTALK_RETENTION_DAYS is") as caught:
        Settings.from_env({"BACKTALK_RETENTION_DAYS": days})
    assert caught.value.remedy == "Set it to a whole number from 1 to 999999."


@pytest.mark.parametrize(
    "name",
    [
        "BACKTALK_DATA_DIR",
        "BACKTALK_DATABASE_URL",
        "BACKTALK_COUNTRY",
        "BACKTALK_RETENTION_DAYS",
    ],
)
def test_a_setting_left_empty_counts_as_not_set(name):
    assert Settings.from_env({name: ""}) == Settings.from_env({})


def _with_data_dir(path: Path) -> Settings:
    return Settings.from_env({"BACKTALK_DATA_DIR": str(path)})


def test_a_missing_data_folder_is_made(tmp_path):
    _with_data_dir(tmp_path / "a" / "b").prepare_data_dir()
    assert (tmp_path / "a" / "b").is_dir()


def test_a_new_data_folder_is_its_owners_alone(tmp_path):
    _with_data_dir(tmp_path / "data").prepare_data_dir()
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700


def test_a_data_folder_is_left_as_it_was_found(tmp_path):
    (tmp_path / "backtalk.db").write_bytes(b"kept")
    _with_data_dir(tmp_path).prepare_data_dir()
    assert [path.name for path in tmp_path.iterdir()] == ["backtalk.db"]


def test_many_processes_may_prepare_one_data_folder(tmp_path):
    settings = _with_data_dir(tmp_path / "data")
    begin = threading.Barrier(16)

    def start(_: int) -> str:
        begin.wait()
        for _ in range(50):
            settings.prepare_data_dir()
        return settings.secret()

    with ThreadPoolExecutor(16) as processes:
        found = set(processes.map(start, range(16)))
    assert len(found) == 1
    assert [path.name for path in settings.data_dir.iterdir()] == ["secret"]


def test_a_secret_is_whole_before_it_has_its_name(tmp_path, monkeypatch):
    settings = _with_data_dir(tmp_path)

    def link(source: str, target: Path) -> None:
        assert len(Path(source).read_text()) == 64
        assert not target.exists()
        target.write_text("o" * 64)  # another process is a little faster
        raise FileExistsError

    monkeypatch.setattr(os, "link", link)
    assert settings.secret() == "o" * 64
    assert [path.name for path in tmp_path.iterdir()] == ["secret"]


def test_a_file_system_without_hard_links_keeps_a_secret_too(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "link", Mock(side_effect=PermissionError))
    secret = _with_data_dir(tmp_path).secret()
    assert len(secret) == 64
    assert _with_data_dir(tmp_path).secret() == secret
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600


@pytest.mark.parametrize("kept", [b"", b"abc", b"\xff" * 40])
def test_a_file_that_holds_no_secret_signs_nothing(tmp_path, kept):
    (tmp_path / "secret").write_bytes(kept)
    with pytest.raises(BacktalkError, match="holds no secret"):
        _with_data_dir(tmp_path).secret()


@pytest.mark.parametrize("below", ["", "data"])
def test_a_data_folder_that_cannot_be_written_says_which_setting_to_change(tmp_path, below):
    (tmp_path / "file").write_bytes(b"")
    folder = tmp_path / "file" / below
    with pytest.raises(BacktalkError) as caught:
        _with_data_dir(folder).prepare_data_dir()
    assert str(folder) in caught.value.problem
    assert "BACKTALK_DATA_DIR" in caught.value.remedy


def test_the_address_of_redis_is_not_shown_with_the_settings():
    settings = Settings.from_env({"BACKTALK_REDIS_URL": "rediss://:hush@host:6380/0"})
    assert settings.redis_url.endswith("/0")
    assert "hush" not in repr(settings)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BACKTALK_REDIS_URL", "http://:hush@host"),
        ("BACKTALK_REDIS_URL", "redis://"),
        ("BACKTALK_METRICS_PORT", "70000"),
        ("BACKTALK_LOG", "xml"),
    ],
)
def test_a_setting_of_the_server_that_cannot_be_used_is_one_sentence(name, value):
    with pytest.raises(BacktalkError, match=name) as refused:
        Settings.from_env({name: value})
    assert "hush" not in str(refused.value)


def test_logs_are_text_and_nothing_is_counted_aloud_unless_asked_for():
    settings = Settings.from_env({})
    assert (settings.json_log, settings.metrics_port, settings.redis_url) == (False, 0, "")
    assert Settings.from_env({"BACKTALK_LOG": "json"}).json_log
