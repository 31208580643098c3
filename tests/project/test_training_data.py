"""Training examples: enough, varied, and apart from the sets that measure them."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import pytest
from ruamel.yaml import YAML
from scipy import sparse

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


def too_near(measured: list[str], trained: list[str], limit: float = 0.75) -> list[str]:
    """Return those of ``measured`` whose likeness to one of ``trained`` reaches ``limit``."""
    ones, others = [[set(words(text)) for text in texts] for texts in (measured, trained)]
    column = {word: i for i, word in enumerate(sorted(set().union(*ones, *others)))}

    def has(sets: list[set[str]]) -> sparse.csr_matrix:
        rows = [number for number, found in enumerate(sets) for _ in found]
        columns = [column[word] for found in sets for word in found]
        shape = (len(sets), len(column))
        return sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=shape)

    common = (has(ones) @ has(others).T).tocoo()
    sizes = [np.array([len(found) for found in sets]) for sets in (ones, others)]
    union = sizes[0][common.row] + sizes[1][common.col] - common.data
    return [measured[i] for i in sorted(set(common.row[common.data >= limit * union]))]


def test_a_text_that_is_nearly_another_is_found():
    assert too_near(["My hip hurts today.", "so is life"], ["hip hurts today my"]) == [
        "My hip hurts today."
    ]


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
    assert too_near(measured, [text for texts in EXAMPLES.values() for text in texts]) == []


TRAINING = HOME / "models" / "encoder" / "training"
MARK = re.compile(r"\[([^\[\]]+)\]\([a-z_]+(?:[-+?]|:\d+)?\)")
MEASURES = {
    "signs": ("tests/safety/signs.jsonl", "tests/safety/heldout.jsonl"),
    "frames": (
        "tests/nlu/frames.jsonl",
        "tests/nlu/frames_heldout.jsonl",
        "tests/nlu/frames_heldout2.jsonl",
    ),
}


def _rows(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_sign_examples_say_which_sign_or_why_there_is_none():
    kinds = json.loads((TRAINING.parent / "labels.json").read_text(encoding="utf-8"))["signs"]
    for row in _rows(TRAINING / "signs.jsonl"):
        assert set(row) == {"text", "level", "kind", "type"}
        assert (row["level"] is None) == (row["kind"] is None)
        assert row["level"] in {None, "emergency", "urgent", "crisis"}
        assert (row["kind"] or "none") in kinds


def test_every_mark_of_the_frame_examples_is_of_a_known_part():
    parts = json.loads((TRAINING.parent / "labels.json").read_text(encoding="utf-8"))["parts"]
    for row in _rows(TRAINING / "frames.jsonl"):
        for tag in re.findall(r"\]\(([a-z_]+)(?:[-+?]|:\d+)?\)", row["text"]):
            assert tag in parts
        assert not re.search(r"[\[\]]", MARK.sub("", row["text"]))


@pytest.mark.parametrize("name", MEASURES)
def test_what_measures_signs_and_frames_is_never_trained_on(name):
    examples = [MARK.sub(r"\1", row["text"]) for row in _rows(TRAINING / f"{name}.jsonl")]
    measured = [row["text"] for path in MEASURES[name] for row in _rows(HOME / path)]
    # "six" and "hip yes, groin no" are everybody's words
    assert too_near([text for text in measured if len(words(text)) >= 5], examples) == []


def test_the_sets_that_measure_signs_and_frames_are_large_enough():
    signs = [row for path in MEASURES["signs"] for row in _rows(HOME / path)]
    assert len(signs) >= 600
    assert sum(row["level"] is None for row in signs) >= len(signs) * 0.45
    assert sum(len(_rows(HOME / path)) for path in MEASURES["frames"]) >= 300
