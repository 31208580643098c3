"""Which intent a text has: logistic regression, and the limits beyond which it says so.

No Rasa here. Encodings come from ``backtalk.nlu.encoder``; character n-grams (tf-idf,
reduced by a truncated singular value decomposition) stand beside them, because the encoder
knows meanings and the n-grams know spellings.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

Array = np.ndarray[Any, np.dtype[np.float32]]

OUT_OF_SCOPE = "out_of_scope"
FAR_QUANTILE = 0.001
"""Share of in-scope training texts that may lie farther from all others than the limit."""
CONFIDENT = 0.9
"""From this probability on, a text is not held against all known ones."""
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
    """A trained classifier, kept as plain arrays.

    The n-grams' axes are folded into their weights: what was learned over a few hundred numbers
    is applied to the n-grams themselves, which takes a text's few n-grams and no large product.
    """

    def __init__(
        self,
        intents: Sequence[str],
        grams: Grams,
        encoding_weights: Array,
        gram_weights: Array,
        bias: Array,
        known: Array,
        far_below: float,
        unsure_below: float,
    ) -> None:
        """Take the parts.

        Args:
            intents: names of the n classes, in the order of the weights' columns.
            grams: what turns a text into its v n-gram weights.
            encoding_weights: shape (384, n).
            gram_weights: shape (v, n).
            bias: shape (n,).
            known: encodings of the in-scope training texts, shape (m, 384).
            far_below: cosine similarity to the nearest of ``known`` below which a text is far.
            unsure_below: probability of the best intent below which it is not worth answering.
        """
        self.intents = tuple(intents)
        self.far_below = far_below
        self.unsure_below = unsure_below
        self._grams = grams
        self._encoding_weights = encoding_weights
        self._gram_weights = gram_weights
        self._bias = bias
        self._known = known

    def judge(self, text: str, encoding: Array) -> Judgement:
        """Return what ``text`` is taken for; ``encoding`` has shape (1, 384)."""
        found = self._grams.transform([text])
        scores = (
            encoding[0] @ self._encoding_weights
            + found.data @ self._gram_weights[found.indices]
            + self._bias
        )
        probabilities = _softmax(scores)
        order = np.argsort(-probabilities)
        ranking = tuple((self.intents[i], float(probabilities[i])) for i in order)
        confidence = ranking[0][1]
        is_far = confidence < CONFIDENT and self._is_far(encoding[0])
        return Judgement(
            ranking,
            is_far=is_far,
            is_unsure=confidence < self.unsure_below,
        )

    def _is_far(self, encoding: Array) -> bool:
        return float((self._known @ encoding).max()) < self.far_below

    def stored(self) -> tuple[dict[str, np.ndarray[Any, Any]], dict[str, Any]]:
        """Return the arrays and the plain values that ``from_stored`` takes."""
        arrays: dict[str, np.ndarray[Any, Any]] = {
            "encoding_weights": self._encoding_weights,
            "gram_weights": self._gram_weights,
            "bias": self._bias,
            "known": self._known.astype(np.float16),
            "idf": self._grams.idf,
        }
        facts = {
            "intents": list(self.intents),
            "far_below": self.far_below,
            "unsure_below": self.unsure_below,
            "gram_span": list(self._grams.span),
            "vocabulary": self._grams.vocabulary,
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
                grams=Grams(tuple(facts["gram_span"]), facts["vocabulary"], arrays["idf"]),
                encoding_weights=arrays["encoding_weights"],
                gram_weights=arrays["gram_weights"],
                bias=arrays["bias"],
                known=arrays["known"].astype(np.float32),
                far_below=facts["far_below"],
                unsure_below=facts["unsure_below"],
            )
        except KeyError as error:
            raise ValueError(f"{error} is missing") from None


class Grams:
    """Character n-grams within words, as tf-idf weights of length 1."""

    def __init__(self, span: tuple[int, int], vocabulary: Mapping[str, int], idf: Array) -> None:
        """Take what was fitted: ``idf`` has shape (v,), for the v grams of ``vocabulary``."""
        self.span = span
        self.vocabulary = dict(vocabulary)
        self.idf = idf
        self._vectorizer = TfidfVectorizer(
            analyzer="char_wb", ngram_range=span, sublinear_tf=True, vocabulary=self.vocabulary
        )
        self._vectorizer.idf_ = idf

    @classmethod
    def fit(cls, texts: Sequence[str], span: tuple[int, int], limit: int) -> Grams:
        """Learn the ``limit`` most frequent grams of ``texts`` that stand in three of them."""
        vectorizer = TfidfVectorizer(
            analyzer="char_wb", ngram_range=span, sublinear_tf=True, min_df=3, max_features=limit
        )
        vectorizer.fit(texts)
        vocabulary = {gram: int(index) for gram, index in vectorizer.vocabulary_.items()}
        return cls(span, vocabulary, vectorizer.idf_.astype(np.float32))

    def transform(self, texts: Sequence[str]) -> csr_matrix:
        """Return a sparse matrix of shape (len(texts), v), float32."""
        return self._vectorizer.transform(texts).astype(np.float32)


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
    grams = Grams.fit(texts, ngrams, max_ngrams)
    counts = grams.transform(texts)
    svd = TruncatedSVD(min(components, counts.shape[1] - 1), n_iter=4, random_state=0)
    features = np.hstack([encodings, svd.fit_transform(counts).astype(np.float32)])
    labels = np.asarray(intents)
    in_scope = labels != OUT_OF_SCOPE
    known = encodings[in_scope]
    classifier = _fit(features, labels, regularization_c)
    weights = np.ascontiguousarray(classifier.coef_.astype(np.float32).T)
    axes = svd.components_.astype(np.float32).T
    return IntentModel(
        intents=[str(name) for name in classifier.classes_],
        grams=grams,
        encoding_weights=weights[: encodings.shape[1]],
        gram_weights=axes @ weights[encodings.shape[1] :],
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
    # Half way between "every intent alike" and "as often as it has examples": out_of_scope, with
    # more examples than any other, keeps some of its lead, since most of the world is out of scope.
    counts = Counter(labels.tolist())
    even = len(labels) / len(counts)
    weight = {name: (even / count) ** 0.5 for name, count in counts.items()}
    classifier = LogisticRegression(
        C=c, class_weight=weight, max_iter=300, tol=1e-3, random_state=0
    )
    return classifier.fit(features, labels)


def _softmax(scores: Array) -> Array:
    shifted = np.exp(scores - scores.max())
    return np.asarray(shifted / shifted.sum())
