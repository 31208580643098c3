"""One YAML file read and held against a schema."""

from __future__ import annotations

from pathlib import Path

import pytest

from backtalk.content.files import read
from backtalk.errors import BacktalkError

SCHEMA = {
    "type": "object",
    "properties": {
        "title": {"type": "string", "minLength": 1},
        "pages": {"type": "array", "items": {"type": "object", "required": ["text"]}},
    },
    "required": ["title"],
    "additionalProperties": False,
}


def _write(folder: Path, text: str) -> Path:
    path = folder / "book.yml"
    path.write_text(text, encoding="utf-8")
    return path


def _problem(path: Path) -> str:
    with pytest.raises(BacktalkError) as caught:
        read(path, SCHEMA)
    return str(caught.value)


def test_a_file_that_fits_is_read_as_plain_values(tmp_path):
    path = _write(tmp_path, "title: Backs\npages: [{text: one}]\n")
    assert read(path, SCHEMA) == {"title": "Backs", "pages": [{"text": "one"}]}


def test_letters_beyond_ascii_are_read(tmp_path):
    assert read(_write(tmp_path, "title: \u00e9t\u00e9"), SCHEMA) == {"title": "\u00e9t\u00e9"}


def test_a_missing_file_is_named(tmp_path):
    assert _problem(tmp_path / "book.yml") == (
        "book.yml cannot be read (No such file or directory)."
    )


def test_a_folder_in_place_of_a_file_is_named(tmp_path):
    (tmp_path / "book.yml").mkdir()
    assert _problem(tmp_path / "book.yml") == "book.yml cannot be read (Is a directory)."


def test_bytes_that_are_not_utf8_are_named(tmp_path):
    path = tmp_path / "book.yml"
    path.write_bytes(b"title: \xff\xfe")
    assert _problem(path).startswith("book.yml is not UTF-8 text: ")


@pytest.mark.parametrize(
    "text",
    ["title: [", "title: a\ntitle: b", "title: !!python/name:os.system x", "title: *nowhere", "\0"],
)
def test_broken_yaml_is_told_in_one_line(tmp_path, text):
    problem = _problem(_write(tmp_path, text))
    assert problem.startswith("book.yml is not valid YAML: ")
    assert "\n" not in problem


def test_the_place_of_a_yaml_mistake_is_told(tmp_path):
    assert "line 2" in _problem(_write(tmp_path, "title: a\ntitle: b\n"))


@pytest.mark.parametrize(
    ("text", "key", "expectation"),
    [
        ("pages: []", "(top level)", "'title' is a required property"),
        ("title: 7", "title", "7 is not of type 'string'"),
        ("title: a\nauthor: b", "(top level)", "'author' was unexpected"),
        ("title: a\npages: [{text: x}, {}]", "pages.1", "'text' is a required property"),
        ("", "(top level)", "a mapping with words as keys is expected"),
        ("- a list", "(top level)", "a mapping with words as keys is expected"),
    ],
)
def test_a_file_that_does_not_fit_names_file_key_and_expectation(tmp_path, text, key, expectation):
    problem = _problem(_write(tmp_path, text))
    assert problem.startswith(f"book.yml: key '{key}': ")
    assert expectation in problem


def test_a_long_value_is_cut_short_in_the_message(tmp_path):
    problem = _problem(_write(tmp_path, f"title: [{'word, ' * 200}word]"))
    assert len(problem) < 300


def test_a_file_of_content_is_named_with_its_folder(tmp_path):
    folder = tmp_path / "content" / "answers"
    folder.mkdir(parents=True)
    assert _problem(_write(folder, "title: 7")).startswith("content/answers/book.yml: ")
