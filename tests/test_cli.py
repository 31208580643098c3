"""The `backtalk` program as a person or a script runs it."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parents[1]
PROGRAM = [sys.executable, "-m", "backtalk.cli"]


def run(*arguments, typed="", **env):
    return subprocess.run(
        [*PROGRAM, *arguments],
        input=typed if isinstance(typed, bytes) else typed.encode(),
        capture_output=True,
        env={**os.environ, **env},
        cwd=HOME,
        timeout=120,
        check=False,
    )


def test_help_is_quick():
    times = []
    for _ in range(3):
        start = time.perf_counter()
        assert run("--help").returncode == 0
        times.append(time.perf_counter() - start)
    assert min(times) < 0.5


@pytest.fixture(scope="module")
def parsed(model):
    good = [
        {"text": "is it safe?", "context": None},
        {"text": "left hip, 7/10, three weeks"},
        {"text": "10", "context": "asked_severity"},
        {"text": ""},
    ]
    bad = '{"text": 5}'
    typed = "\n".join([*(json.dumps(line) for line in good), "", bad, json.dumps(good[0])])
    return run("parse", typed=typed)


def test_parse_answers_the_good_lines_before_a_bad_one(parsed):
    lines = [json.loads(line) for line in parsed.stdout.splitlines()]
    assert [line["intent"] for line in lines][:2] == ["ask_safety", "report_symptoms"]
    assert len(lines) == 4
    assert set(lines[0]) == {"intent", "confidence", "red_flag", "symptoms"}
    assert lines[1]["symptoms"]["areas_present"] == ["hip"]
    assert lines[1]["symptoms"]["severity"] == 7
    assert lines[2]["symptoms"]["severity"] == 10


def test_parse_names_the_bad_line_and_ends_with_two(parsed):
    assert parsed.returncode == 2
    assert b'Line 6: "text" must be a string.' in parsed.stderr
    assert b"Traceback" not in parsed.stderr


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{oops", "Line 1 is not valid JSON"),
        ("[1]", "Line 1 is not a JSON object"),
        ('{"context": null}', '"text" must be a string'),
        ('{"text": "x", "context": "asked_age"}', '"context" must be one of'),
        ('{"text": "x", "context": ["asked_areas"]}', '"context" must be one of'),
    ],
)
def test_each_fault_of_a_line_is_named(line, said):
    from backtalk.errors import BacktalkError
    from backtalk.runtime.parsing import read_requests

    with pytest.raises(BacktalkError) as error:
        list(read_requests([line]))
    assert said in str(error.value)


def test_chat_json_prints_the_conversation_and_nothing_else(model, tmp_path):
    result = run(
        "chat", "--json", typed=b"hello\n\xff\xfe\nis it safe?\n", BACKTALK_DATA_DIR=str(tmp_path)
    )
    assert result.returncode == 0
    turns = [json.loads(line) for line in result.stdout.splitlines()]
    assert [turn["intent"] for turn in turns] == ["greet", None, "ask_safety"]
    assert result.stderr == b""
    assert (tmp_path / "backtalk.db").is_file()


def test_a_piped_chat_is_plain(model, tmp_path):
    result = run("chat", typed="is it safe?\n/quit\n", BACKTALK_DATA_DIR=str(tmp_path))
    assert result.returncode == 0
    assert b"talk to your doctor first" in result.stdout
    assert b"\x1b" not in result.stdout


def test_an_unwritable_data_folder_is_one_sentence(model, tmp_path):
    (tmp_path / "file").write_text("")
    result = run("chat", BACKTALK_DATA_DIR=str(tmp_path / "file" / "below"))
    assert result.returncode == 2
    assert b"Set BACKTALK_DATA_DIR to a folder that you may write to." in result.stderr
    assert len(result.stderr.splitlines()) == 1


def _copy_of_the_project(tmp_path, *leave_out):
    home = tmp_path / "home"
    home.mkdir()
    for name in ("config.yml", "domain.yml", "data", "content", "backtalk", "actions", "models"):
        source = HOME / name
        if source.is_dir():
            shutil.copytree(
                source, home / name, ignore=shutil.ignore_patterns("__pycache__", *leave_out)
            )
        else:
            shutil.copy(source, home / name)
    return home


def _run_in(home, *arguments):
    return subprocess.run(
        [*PROGRAM, *arguments],
        capture_output=True,
        input=b"hello\n",
        env={**os.environ, "PYTHONPATH": str(home)},
        cwd=home,
        timeout=120,
        check=False,
    )


def test_a_missing_encoder_is_one_sentence_and_the_remedy(model, tmp_path):
    home = _copy_of_the_project(tmp_path, "*.onnx")
    result = _run_in(home, "chat", "--json")
    assert result.returncode == 2
    assert result.stdout == b""
    assert b"is missing. Restore the folder models/encoder" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_an_altered_encoder_is_one_sentence_and_the_remedy(model, tmp_path):
    home = _copy_of_the_project(tmp_path)
    with next((home / "models" / "encoder").glob("*.onnx")).open("ab") as file:
        file.write(b"x")
    result = _run_in(home, "chat", "--json")
    assert result.returncode == 2
    assert b"its checksum differs from MANIFEST.json" in result.stderr


def test_a_model_of_another_version_is_one_sentence_and_the_remedy(model, tmp_path):
    import tarfile

    home = _copy_of_the_project(tmp_path)
    unpacked = tmp_path / "unpacked"
    with tarfile.open(model) as archive:
        archive.extractall(unpacked)
    metadata = unpacked / "metadata.json"
    facts = json.loads(metadata.read_text())
    facts["rasa_open_source_version"] = "2.8.0"
    metadata.write_text(json.dumps(facts))
    with tarfile.open(home / "models" / model.name, "w:gz") as archive:
        for path in unpacked.iterdir():
            archive.add(path, arcname=path.name)
    packed = home / "models" / model.name
    digest = hashlib.sha256(packed.read_bytes()).hexdigest()
    packed.with_name(f"{packed.name}.sha256").write_text(digest)
    result = _run_in(home, "chat", "--json")
    assert result.returncode == 2
    assert b"another version of Rasa (2.8.0). Train again" in result.stderr


def test_an_old_model_asks_for_training(tmp_path):
    home = _copy_of_the_project(tmp_path, "*.tar.gz")
    (home / "models" / "backtalk-0000.tar.gz").write_bytes(b"")
    result = _run_in(home, "chat")
    assert result.returncode == 2
    assert b"Run: backtalk train." in result.stderr


def test_check_says_what_is_well_and_what_is_not(model):
    result = run("check")
    assert result.returncode == 0, result.stdout
    assert result.stdout.count(b"ok ") == 8
