"""The classifier and its limits, on small made-up data."""

from __future__ import annotations

import io
import json

import numpy as np
import pytest

from backtalk.nlu.intent_model import (
    OUT_OF_SCOPE,
    Grams,
    IntentModel,
    confidence_limit,
    far_limit,
    train,
)

WIDTH = 8
PHRASES = {
    "greet": ["hello there", "good morning", "hello my friend", "hi and hello"],
    "ask_safety": ["is it safe", "how safe is this", "is needling safe", "safety and risks"],
    OUT_OF_SCOPE: ["tell me a joke", "who won the match", "write a joke for me", "joke please"],
}
AXES = dict(zip(PHRASES, np.eye(3, WIDTH, dtype=np.float32), strict=True))


def _near(axis: np.ndarray, random: np.random.Generator) -> np.ndarray:
    row = axis + random.normal(0, 0.05, WIDTH).astype(np.float32)
    return row / np.linalg.norm(row)


@pytest.fixture(scope="module")
def model() -> IntentModel:
    random = np.random.default_rng(0)
    examples = [(text, name) for name, texts in PHRASES.items() for text in texts * 5]
    return train(
        texts=[text for text, _ in examples],
        intents=[name for _, name in examples],
        encodings=np.stack([_near(AXES[name], random) for _, name in examples]),
        ngrams=(2, 4),
        max_ngrams=500,
        components=6,
        regularization_c=10.0,
        folds=3,
    )


def _reloaded(model: IntentModel) -> IntentModel:
    """Send the model through the file formats that hold it on disk."""
    arrays, facts = model.stored()
    file = io.BytesIO()
    np.savez(file, **arrays)
    file.seek(0)
    return IntentModel.from_stored(np.load(file), json.loads(json.dumps(facts)))


@pytest.mark.parametrize("name", PHRASES)
def test_a_text_like_the_examples_gets_their_intent(model, name):
    judgement = model.judge(PHRASES[name][0], AXES[name][None])
    assert judgement.ranking[0][0] == name


def test_every_intent_is_ranked_with_the_best_first(model):
    ranking = model.judge("hello there", AXES["greet"][None]).ranking
    probabilities = [probability for _, probability in ranking]
    assert {name for name, _ in ranking} == set(PHRASES)
    assert probabilities == sorted(probabilities, reverse=True)
    assert sum(probabilities) == pytest.approx(1.0, abs=1e-5)


def test_a_text_among_the_examples_is_not_far(model):
    assert not model.judge("hello there", AXES["greet"][None]).is_far


def test_a_text_that_points_elsewhere_is_far(model):
    elsewhere = np.eye(1, WIDTH, WIDTH - 1, dtype=np.float32)
    assert model.judge("hello there", elsewhere).is_far


def test_a_text_far_from_all_that_is_known_is_far(model):
    elsewhere = np.eye(1, WIDTH, WIDTH - 1, dtype=np.float32)
    assert model.judge("\u4f60\u597d", elsewhere).is_far


@pytest.mark.parametrize(("limit", "is_unsure"), [(0.0, False), (1.1, True)])
def test_a_text_is_unsure_below_the_limit(model, limit, is_unsure):
    arrays, facts = model.stored()
    moved = IntentModel.from_stored(arrays, {**facts, "unsure_below": limit})
    assert moved.judge("hello there", AXES["greet"][None]).is_unsure is is_unsure


@pytest.mark.parametrize("name", PHRASES)
def test_a_stored_model_judges_as_before(model, name):
    text, encoding = PHRASES[name][1], AXES[name][None]
    before, after = model.judge(text, encoding), _reloaded(model).judge(text, encoding)
    assert (after.is_far, after.is_unsure) == (before.is_far, before.is_unsure)
    assert [intent for intent, _ in after.ranking] == [intent for intent, _ in before.ranking]
    assert [chance for _, chance in after.ranking] == pytest.approx(
        [chance for _, chance in before.ranking], abs=0.01
    )


def test_a_model_stored_twice_is_the_same(model):
    once = _reloaded(model)
    encoding = AXES["greet"][None]
    assert _reloaded(once).judge("hello", encoding) == once.judge("hello", encoding)


@pytest.mark.parametrize("part", ["encoding_weights", "gram_weights", "bias", "known", "idf"])
def test_a_stored_model_without_an_array_names_it(model, part):
    arrays, facts = model.stored()
    del arrays[part]
    with pytest.raises(ValueError, match=f"'{part}' is missing"):
        IntentModel.from_stored(arrays, facts)


@pytest.mark.parametrize(
    "part", ["intents", "far_below", "unsure_below", "gram_span", "vocabulary"]
)
def test_a_stored_model_without_a_fact_names_it(model, part):
    arrays, facts = model.stored()
    del facts[part]
    with pytest.raises(ValueError, match=f"'{part}' is missing"):
        IntentModel.from_stored(arrays, facts)


def test_a_misspelt_word_has_ngrams_near_those_of_the_right_one():
    texts = ["acupuncture", "massage", "injection", "exercise"] * 3
    grams = Grams.fit(texts, (2, 4), limit=500)
    right, wrong, other = grams.transform(["acupuncture", "acupunture", "massage"]).toarray()
    assert right @ wrong > 0.5
    assert abs(right @ other) < 0.1


def test_a_text_without_known_ngrams_is_all_zeros():
    grams = Grams.fit(["hello there"] * 3 + ["good morning"] * 3, (2, 4), 500)
    assert grams.transform(["\u4f60\u597d"]).nnz == 0


def test_the_far_limit_is_the_similarity_to_the_nearest_other_row():
    angle = np.deg2rad(60)
    known = np.array([[1, 0], [np.cos(angle), np.sin(angle)]], dtype=np.float32)
    assert far_limit(known) == pytest.approx(0.5, abs=1e-6)


def test_the_far_limit_does_not_take_a_row_for_its_own_neighbour():
    assert far_limit(np.eye(3, dtype=np.float32)) == pytest.approx(0.0)


def test_the_far_limit_lets_a_small_share_of_rows_lie_beyond_it():
    close = np.tile(np.array([[1, 0]], dtype=np.float32), (99, 1))
    known = np.vstack([close, np.array([[0, 1]], dtype=np.float32)])
    assert far_limit(known, quantile=0.0) == pytest.approx(0.0)
    assert far_limit(known, quantile=0.05) == pytest.approx(1.0)


def test_the_far_limit_is_the_same_over_more_rows_than_one_block():
    random = np.random.default_rng(0)
    known = random.normal(size=(1200, WIDTH)).astype(np.float32)
    known /= np.linalg.norm(known, axis=1, keepdims=True)
    similar = known @ known.T
    np.fill_diagonal(similar, -1.0)
    expected = float(np.quantile(similar.max(axis=1), 0.1))
    assert far_limit(known, 0.1) == pytest.approx(expected, abs=1e-5)


def test_the_confidence_limit_lies_where_answers_begin_to_be_right():
    confidence = np.linspace(0, 1, 400, dtype=np.float32)
    assert confidence_limit(confidence, confidence > 0.6, 0.5) == pytest.approx(0.6, abs=0.05)


def test_the_confidence_limit_does_not_depend_on_the_order_of_the_answers():
    confidence = np.linspace(0, 1, 400, dtype=np.float32)
    shuffled = np.random.default_rng(0).permutation(confidence)
    assert confidence_limit(shuffled, shuffled > 0.6, 0.5) == confidence_limit(
        confidence, confidence > 0.6, 0.5
    )


def test_there_is_no_confidence_limit_when_all_answers_are_right():
    confidence = np.linspace(0, 1, 100, dtype=np.float32)
    assert confidence_limit(confidence, np.ones(100, dtype=bool), 0.5) == 0.0


def test_a_higher_demand_sets_a_higher_confidence_limit():
    confidence = np.linspace(0, 1, 2000, dtype=np.float32)
    is_right = np.random.default_rng(0).random(2000) < confidence
    assert confidence_limit(confidence, is_right, 0.3) < confidence_limit(confidence, is_right, 0.7)
