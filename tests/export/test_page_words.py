"""The words and the body of the page, as content/page/ has them."""

from __future__ import annotations

import dataclasses
import re

import pytest
from ruamel.yaml import YAML

from backtalk.content.page import load_page_words
from backtalk.errors import BacktalkError
from tests.export.conftest import CONTENT

PROMISES = re.compile(
    r"\b(you have|you are|probab\w+|likely|risk of|diagnos\w+|safe|normal|should)\b", re.I
)


def _problem(folder):
    with pytest.raises(BacktalkError) as caught:
        load_page_words(folder)
    return str(caught.value)


def _sentences(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _sentences(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _sentences(inner)


def test_the_words_are_loaded_once_and_cannot_be_changed(words):
    assert load_page_words(CONTENT) is words
    with pytest.raises(dataclasses.FrozenInstanceError):
        words.title = "Other"


def test_the_signs_on_the_page_are_those_that_the_question_names(words):
    form = YAML(typ="safe").load(CONTENT / "conversation" / "assessment_form.yml")
    [question] = form["responses"]["utter_ask_signs"]
    named = re.findall(r"^- (.+)$", question["text"], re.M)
    assert list(words.asked_signs) == named


def test_the_page_claims_nothing_that_the_person_did_not_say(words):
    own = dataclasses.asdict(dataclasses.replace(words, article={}, template="", body=None))
    found = [text for text in _sentences(own) if PROMISES.search(text)]
    assert found == [words.notice, words.notes["what_it_is_not"]]
    assert "not a diagnosis" in words.notice
    assert "no diagnosis, no score of its own" in words.notes["what_it_is_not"]


@pytest.mark.parametrize(
    ("file", "old", "new", "key", "expectation"),
    [
        ("words.yml", "title: Low", "titel: Low", "(top level)", "'title' is a required property"),
        ("words.yml", "  hip: hip\n", "", "areas", "'hip' is a required property"),
        ("words.yml", '"{number} of 10"', "seven of 10", "patterns.severity", "does not match"),
        ("words.yml", '"{number} of 10"', '"{number} of {x}"', "patterns.severity", "match"),
        ("words.yml", "front: Front", 'front: "{x}"', "map.front", "does not match"),
        ("words.yml", "[January, ", "[", "months", "is too short"),
        ("body_map.yml", "skin: M 0,6 L", "skin: M 0 6 L", "skin", "M 0 6 L"),
        ("body_map.yml", "  tailbone:", "  tail:", "regions", "'tailbone' is a required property"),
        ("body_map.yml", "width: 152", "width: wide", "size.width", "is not of type 'number'"),
    ],
)
def test_a_broken_file_names_file_key_and_expectation(edited, file, old, new, key, expectation):
    problem = _problem(edited(file, old, new))
    assert f"content/page/{file}: key '{key}" in problem
    assert expectation in problem


@pytest.mark.parametrize("file", ["words.yml", "body_map.yml", "doctor_page.html.j2"])
def test_a_missing_file_is_named(edited, file):
    folder = edited("words.yml", "en", "en")
    (folder / "page" / file).unlink()
    assert f"content/page/{file} cannot be read" in _problem(folder)


def test_a_template_that_is_no_text_is_named(edited):
    folder = edited("words.yml", "en", "en")
    (folder / "page" / "doctor_page.html.j2").write_bytes(b"\xff\xfe\xff")
    assert "doctor_page.html.j2 is not UTF-8 text" in _problem(folder)
