"""Rasa component: logistic regression over sentence encoding and character n-grams."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier as RasaIntentClassifier
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from backtalk.assessment.several import Asked
from backtalk.errors import BacktalkError
from backtalk.nlu import intent_model
from backtalk.nlu.encoder import checksum
from backtalk.nlu.intent_model import IntentModel, train
from backtalk.nlu.question_splitter import ASKED, QUESTIONS
from backtalk.nlu.sentence_encoder import QUESTION_ROWS

FALLBACK = "nlu_fallback"
OUT_OF_SCOPE = "out_of_scope"
WORDS_MEAN = "words_mean"
"""Message key: the intent that the classifier found, which a later component may outrank."""
_FILE = "intents"


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER], is_trainable=True)
class IntentClassifier(GraphComponent, RasaIntentClassifier):
    """Sets ``intent`` and ``intent_ranking``.

    A message far from all that people are known to say becomes ``out_of_scope``; one that
    could be several things becomes ``nlu_fallback``. Both limits are measured in training.
    """

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: IntentModel | None = None,
    ) -> None:
        """Keep where the trained model goes or came from."""
        self._config = config
        self._storage = model_storage
        self._resource = resource
        self._model = model

    @classmethod
    def required_components(cls) -> list[type]:
        """Needs the sentence encoder before it."""
        return [Featurizer]

    @staticmethod
    def required_packages() -> list[str]:
        """Packages that must be importable."""
        return ["sklearn"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """See ``backtalk.nlu.intent_model.train`` for each."""
        return {
            "ngrams": [2, 5],
            "max_ngrams": 30000,
            "components": 600,
            "regularization_c": 20.0,
            "folds": 3,
            "ranking_length": 5,
        }

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """Other code may store other arrays: train again."""
        return checksum(Path(intent_model.__file__))

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> IntentClassifier:
        """Return an untrained component."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> IntentClassifier:
        """Load what ``train`` stored.

        Raises:
            BacktalkError: the stored model lacks this component's files.
        """
        try:
            with model_storage.read_from(resource) as folder:
                stored = dict(np.load(folder / f"{_FILE}.npz", allow_pickle=False))
                facts = json.loads((folder / f"{_FILE}.json").read_text(encoding="utf-8"))
        except (ValueError, OSError) as error:
            raise BacktalkError(
                f"The trained model holds no usable intent classifier ({error}).",
                "Train again: backtalk train --force.",
            ) from None
        return cls(config, model_storage, resource, IntentModel.from_stored(stored, facts))

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on all examples that have text and an intent, and store the result."""
        examples = [
            message
            for message in training_data.intent_examples
            if message.get(TEXT) and message.get(INTENT)
        ]
        self._model = train(
            texts=[message.get(TEXT) for message in examples],
            intents=[message.get(INTENT) for message in examples],
            encodings=np.vstack([_encoding(message) for message in examples]),
            ngrams=tuple(self._config["ngrams"]),
            max_ngrams=self._config["max_ngrams"],
            components=self._config["components"],
            regularization_c=self._config["regularization_c"],
            folds=self._config["folds"],
        )
        arrays, facts = self._model.stored()
        with self._storage.write_to(self._resource) as folder:
            np.savez(folder / f"{_FILE}.npz", **arrays)
            (folder / f"{_FILE}.json").write_text(json.dumps(facts), encoding="utf-8")
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Later components need no predictions in training."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Set intent and ranking on each message; an empty one gets no intent."""
        for message in messages:
            if not message.get(TEXT) or self._model is None:
                message.set(INTENT, {"name": None, "confidence": 0.0}, add_to_output=True)
                message.set("intent_ranking", [], add_to_output=True)
                continue
            judgement = self._model.judge(message.get(TEXT), _encoding(message))
            ranking = [
                {"name": name, "confidence": confidence}
                for name, confidence in judgement.ranking[: self._config["ranking_length"]]
            ]
            name, confidence = judgement.ranking[0]
            if judgement.is_far:
                name = OUT_OF_SCOPE
            elif judgement.is_unsure:
                name = FALLBACK
            message.set(INTENT, {"name": name, "confidence": confidence}, add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
            message.set(WORDS_MEAN, name, add_to_output=True)
            self._judge_questions(message)
        return messages

    def _judge_questions(self, message: Message) -> None:
        assert self._model is not None
        rows = message.get(QUESTION_ROWS)
        if rows is None:
            return
        asked = []
        for text, row in zip(message.get(QUESTIONS), rows, strict=True):
            judgement = self._model.judge(text, row[None, :])
            name, confidence = judgement.ranking[0]
            if not (judgement.is_far or judgement.is_unsure):
                asked.append(Asked(text, name, confidence))
        message.set(ASKED, asked)


def _encoding(message: Message) -> np.ndarray[Any, np.dtype[np.float32]]:
    _, sentence = message.get_dense_features(TEXT)
    if sentence is None:
        raise BacktalkError(
            "The intent classifier got a message without a sentence encoding.",
            "Put SentenceEncoderFeaturizer before it in config.yml.",
        )
    return np.asarray(sentence.features, dtype=np.float32)
