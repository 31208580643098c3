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


TRAINING = HOME / "models" / "encoder" / "training"
MARK = re.compile(r"\[([^\[\]]+)\]\([a-z_]+(?:[-+?]|:\d+)?\)")
MEASURES = {
    "signs": ("tests/safety/signs.jsonl", "tests/safety/heldout.jsonl"),
    "frames": ("tests/nlu/frames.jsonl", "tests/nlu/frames_heldout.jsonl"),
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
    examples = [words(MARK.sub(r"\1", row["text"])) for row in _rows(TRAINING / f"{name}.jsonl")]
    index: dict[str, set[int]] = defaultdict(set)
    for number, text in enumerate(examples):
        for word in text:
            index[word].add(number)
    common = {word for word, numbers in index.items() if len(numbers) > len(examples) // 20}
    shared = []
    for path in MEASURES[name]:
        for row in _rows(HOME / path):
            text = words(row["text"])
            if len(text) < 5:  # "six" and "hip yes, groin no" are everybody's words
                continue
            near = set().union(*(index[word] for word in set(text) - common), set())
            shared += [row["text"] for number in near if likeness(text, examples[number]) >= 0.75]
    assert shared == []


def test_the_sets_that_measure_signs_and_frames_are_large_enough():
    signs = [row for path in MEASURES["signs"] for row in _rows(HOME / path)]
    assert len(signs) >= 600
    assert sum(row["level"] is None for row in signs) >= len(signs) * 0.45
    assert sum(len(_rows(HOME / path)) for path in MEASURES["frames"]) >= 300
