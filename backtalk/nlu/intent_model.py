"""Which intent a text has: logistic regression, and the limits beyond which it says so.

No Rasa here. Encodings come from ``backtalk.nlu.encoder``; character n-grams (tf-idf,
reduced by a truncated singular value decomposition) stand beside them, because the encoder
knows meanings and the n-grams know spellings.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

Array = np.ndarray[Any, np.dtype[np.float32]]

OUT_OF_SCOPE = "out_of_scope"
FAR_QUANTILE = 0.001
"""Share of in-scope training texts that may lie farther from all others than the limit."""
WORTH_ANSWERING = 0.5
"""An answer is given when, at that confidence, at least this share of answers was right."""


@dataclass(frozen=True)
class Judgement:
    """What a text was taken for.

    Attributes:
        ranking: (intent, probability) pairs, best first.
        is_far: nothing in scope lies near it.
        is_unsure: at this confidence an answer is more often wrong than right.
    """

    ranking: tuple[tuple[str, float], ...]
    is_far: bool
    is_unsure: bool


class IntentModel:
    """A trained classifier, kept as plain arrays."""

    def __init__(
        self,
        intents: Sequence[str],
        ngrams: NGrams,
        weights: Array,
        bias: Array,
        known: Array,
        far_below: float,
        unsure_below: float,
    ) -> None:
        """Take the parts.

        Args:
            intents: names of the n classes, in the order of ``weights``.
            ngrams: what turns a text into its n-gram features.
            weights: shape (n, features).
            bias: shape (n,).
            known: encodings of the in-scope training texts, shape (m, 384).
            far_below: cosine similarity to the nearest of ``known`` below which a text is far.
            unsure_below: probability of the best intent below which it is not worth answering.
        """
        self.intents = tuple(intents)
        self.far_below = far_below
        self.unsure_below = unsure_below
        self._ngrams = ngrams
        self._weights = weights
        self._bias = bias
        self._known = known

    def judge(self, text: str, encoding: Array) -> Judgement:
        """Return what ``text`` is taken for; ``encoding`` has shape (1, 384)."""
        features = np.hstack([encoding, self._ngrams.transform([text])])
        probabilities = _softmax(features @ self._weights.T + self._bias)[0]
        order = np.argsort(-probabilities)
        ranking = tuple((self.intents[i], float(probabilities[i])) for i in order)
        nearest = float((self._known @ encoding[0]).max())
        return Judgement(
            ranking,
            is_far=nearest < self.far_below,
            is_unsure=ranking[0][1] < self.unsure_below,
        )

    def stored(self) -> tuple[dict[str, np.ndarray[Any, Any]], dict[str, Any]]:
        """Return the arrays and the plain values that ``from_stored`` takes."""
        arrays: dict[str, np.ndarray[Any, Any]] = {
            "weights": self._weights,
            "bias": self._bias,
            "known": self._known.astype(np.float16),
            **self._ngrams.arrays(),
        }
        facts = {
            "intents": list(self.intents),
            "far_below": self.far_below,
            "unsure_below": self.unsure_below,
            **self._ngrams.facts(),
        }
        return arrays, facts

    @classmethod
    def from_stored(
        cls, arrays: Mapping[str, np.ndarray[Any, Any]], facts: Mapping[str, Any]
    ) -> IntentModel:
        """Read what ``stored`` returned; raises ValueError when a part is missing."""
        try:
            return cls(
                intents=facts["intents"],
                ngrams=NGrams.from_stored(arrays, facts),
                weights=arrays["weights"],
                bias=arrays["bias"],
                known=arrays["known"].astype(np.float32),
                far_below=facts["far_below"],
                unsure_below=facts["unsure_below"],
            )
        except KeyError as error:
            raise ValueError(f"{error} is missing") from None


class NGrams:
    """Character n-grams within words as ``components`` numbers, scaled to length 1 or less."""

    def __init__(
        self, span: tuple[int, int], vocabulary: Mapping[str, int], idf: Array, axes: Array
    ) -> None:
        """Take what was fitted: ``idf`` has shape (v,), ``axes`` (components, v)."""
        self._span = span
        self._vocabulary = dict(vocabulary)
        self._idf = idf
        self._axes = axes
        self._vectorizer = TfidfVectorizer(
            analyzer="char_wb", ngram_range=span, sublinear_tf=True, vocabulary=self._vocabulary
        )
        self._vectorizer.idf_ = idf

    @classmethod
    def fit(
        cls, texts: Sequence[str], span: tuple[int, int], limit: int, components: int
    ) -> NGrams:
        """Learn vocabulary and axes from ``texts``."""
        vectorizer = TfidfVectorizer(
            analyzer="char_wb", ngram_range=span, sublinear_tf=True, min_df=3, max_features=limit
        )
        counts = vectorizer.fit_transform(texts)
        svd = TruncatedSVD(min(components, counts.shape[1] - 1), n_iter=4, random_state=0)
        svd.fit(counts)
        vocabulary = {gram: int(index) for gram, index in vectorizer.vocabulary_.items()}
        return cls(
            span, vocabulary, vectorizer.idf_.astype(np.float32), svd.components_.astype(np.float32)
        )

    def transform(self, texts: Sequence[str]) -> Array:
        """Return shape (len(texts), components), float32."""
        return np.asarray(self._vectorizer.transform(texts) @ self._axes.T, dtype=np.float32)

    def arrays(self) -> dict[str, np.ndarray[Any, Any]]:
        """Return the arrays to store."""
        return {"idf": self._idf, "axes": self._axes.astype(np.float16)}

    def facts(self) -> dict[str, Any]:
        """Return the plain values to store."""
        return {"ngram_span": list(self._span), "vocabulary": self._vocabulary}

    @classmethod
    def from_stored(
        cls, arrays: Mapping[str, np.ndarray[Any, Any]], facts: Mapping[str, Any]
    ) -> NGrams:
        """Read what ``arrays`` and ``facts`` returned."""
        first, last = facts["ngram_span"]
        return cls(
            (first, last), facts["vocabulary"], arrays["idf"], arrays["axes"].astype(np.float32)
        )


def train(
    texts: Sequence[str],
    intents: Sequence[str],
    encodings: Array,
    ngrams: tuple[int, int],
    max_ngrams: int,
    components: int,
    regularization_c: float,
    folds: int,
) -> IntentModel:
    """Fit the classifier and measure its limits on its own training texts.

    Args:
        texts: n training texts.
        intents: their n intents.
        encodings: shape (n, 384), rows of length 1.
        ngrams: shortest and longest character n-gram.
        max_ngrams: the most frequent n-grams that are kept.
        components: numbers that the n-grams are reduced to.
        regularization_c: scikit-learn's C; larger trusts the examples more.
        folds: parts for the cross-validation that finds ``unsure_below``.
    """
    grams = NGrams.fit(texts, ngrams, max_ngrams, components)
    features = np.hstack([encodings, grams.transform(texts)])
    labels = np.asarray(intents)
    in_scope = labels != OUT_OF_SCOPE
    known = encodings[in_scope]
    classifier = _fit(features, labels, regularization_c)
    return IntentModel(
        intents=[str(name) for name in classifier.classes_],
        ngrams=grams,
        weights=classifier.coef_.astype(np.float32),
        bias=classifier.intercept_.astype(np.float32),
        known=known,
        far_below=far_limit(known),
        unsure_below=_unsure_limit(features, labels, regularization_c, folds),
    )


def far_limit(known: Array, quantile: float = FAR_QUANTILE) -> float:
    """Return the similarity that all but ``quantile`` of ``known`` (n, 384) have to another row."""
    nearest = np.empty(len(known), dtype=np.float32)
    for start in range(0, len(known), 1000):
        block = known[start : start + 1000] @ known.T
        rows = np.arange(len(block))
        block[rows, start + rows] = -1.0
        nearest[start : start + 1000] = block.max(axis=1)
    return float(np.quantile(nearest, quantile))


def confidence_limit(confidence: Array, is_right: np.ndarray[Any, Any], wanted: float) -> float:
    """Return the confidence below which fewer than ``wanted`` of the answers are right.

    Answers are taken in order of confidence, in windows of 2 % of them (20 at least); the
    limit is the middle of the last window that misses ``wanted``, or 0 when none does.
    """
    order = np.argsort(confidence)
    size = max(20, len(order) // 50)
    limit = 0.0
    for start in range(0, len(order) - size + 1, max(1, size // 4)):
        window = order[start : start + size]
        if is_right[window].mean() >= wanted:
            break
        limit = float(np.median(confidence[window]))
    return limit


def _unsure_limit(features: Array, labels: np.ndarray[Any, Any], c: float, folds: int) -> float:
    confidence = np.zeros(len(labels), dtype=np.float32)
    is_right = np.zeros(len(labels), dtype=bool)
    parts = StratifiedKFold(folds, shuffle=True, random_state=0)
    for seen, unseen in parts.split(features, labels):
        classifier = _fit(features[seen], labels[seen], c)
        probabilities = classifier.predict_proba(features[unseen])
        confidence[unseen] = probabilities.max(axis=1)
        is_right[unseen] = classifier.classes_[probabilities.argmax(axis=1)] == labels[unseen]
    return confidence_limit(confidence, is_right, WORTH_ANSWERING)


def _fit(features: Array, labels: np.ndarray[Any, Any], c: float) -> LogisticRegression:
    classifier = LogisticRegression(
        C=c, class_weight="balanced", max_iter=300, tol=1e-3, random_state=0
    )
    return classifier.fit(features, labels)


def _softmax(scores: Array) -> Array:
    shifted = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=1, keepdims=True))
