"""Training examples: enough, varied, and apart from the sets that measure them."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from ruamel.yaml import YAML

HOME = Path(__file__).resolve().parents[2]
SMALL_TALK = {"greet", "goodbye", "thank", "affirm", "deny", "bot_challenge"}
LEAST = {"report_symptoms": 150, "out_of_scope": 400}


def _examples() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted((HOME / "data" / "nlu").glob("*.yml")):
        for block in YAML(typ="safe").load(path)["nlu"]:
            found[block["intent"]] += [
                line.removeprefix("- ") for line in block["examples"].splitlines()
            ]
    return found


EXAMPLES = _examples()


def words(text: str) -> tuple[str, ...]:
    return tuple(re.sub(r"[^a-z0-9 ]", "", text.lower()).split())


def likeness(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """Return the share of words that two texts have in common, 0 to 1."""
    a, b = set(one), set(other)
    return len(a & b) / len(a | b) if a | b else 1.0


@pytest.mark.parametrize("intent", sorted(EXAMPLES))
def test_each_intent_has_enough_examples(intent):
    least = LEAST.get(intent, 40 if intent in SMALL_TALK else 70)
    assert len(EXAMPLES[intent]) >= least


def test_no_example_stands_twice():
    seen = Counter(" ".join(words(t)) or t for texts in EXAMPLES.values() for t in texts)
    assert [text for text, count in seen.items() if count > 1] == []


@pytest.mark.parametrize("intent", sorted(EXAMPLES))
def test_examples_are_not_one_sentence_with_another_noun(intent):
    """At most a tenth of an intent's longer examples may be alike but for a word."""
    longer = [words(text) for text in EXAMPLES[intent] if len(words(text)) >= 6]
    alike = sum(
        any(likeness(text, other) >= 0.8 for other in longer[:index])
        for index, text in enumerate(longer)
    )
    assert alike <= max(1, len(longer) // 10)


@pytest.mark.parametrize("name", ["development", "heldout"])
def test_what_measures_is_never_trained_on(name):
    lines = (HOME / "tests" / "nlu" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    measured = [json.loads(line)["text"] for line in lines]
    assert len(measured) >= 400
    index: dict[str, set[int]] = defaultdict(set)
    trained = [words(text) for texts in EXAMPLES.values() for text in texts]
    for number, text in enumerate(trained):
        for word in text:
            index[word].add(number)
    shared = [
        text
        for text in measured
        for number in set().union(*(index[word] for word in words(text)), set())
        if likeness(words(text), trained[number]) >= 0.75
    ]
    assert shared == []


def _sign_rows(*parts: str) -> list[dict]:
    lines = HOME.joinpath(*parts).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_sign_examples_say_which_sign_or_why_there_is_none():
    for row in _sign_rows("content", "safety", "examples.jsonl"):
        assert set(row) == {"text", "level", "kind", "type"}
        assert (row["level"] is None) == (row["kind"] is None)
        assert row["level"] in {None, "emergency", "urgent", "crisis"}


def test_what_measures_signs_is_never_among_the_examples():
    examples = {words(row["text"]) for row in _sign_rows("content", "safety", "examples.jsonl")}
    measured = {words(row["text"]) for row in _sign_rows("tests", "safety", "signs.jsonl")}
    assert len(measured) >= 600
    assert not examples & measured
