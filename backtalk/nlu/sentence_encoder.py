"""Rasa component: one reading of a message, for the intent, warning signs and symptoms."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from backtalk.nlu.encoder import Array, SentenceEncoder, checksum
from backtalk.nlu.question_splitter import QUESTIONS
from backtalk.settings import find_home

READING = "reading"
QUESTION_ROWS = "question_rows"
"""Message key: embeddings of the questions of a message that asks several, shape (n, 384)."""


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER], is_trainable=False)
class SentenceEncoderFeaturizer(DenseFeaturizer, GraphComponent):
    """Adds one sentence feature of shape (1, 384) to each message that has text.

    In a conversation each message also gets its ``Reading``, from the same pass.
    """

    def __init__(self, name: str, encoder: SentenceEncoder) -> None:
        """Take the node's name, which Rasa wants on features, and a loaded encoder."""
        self._name = name
        self._encoder = encoder

    @classmethod
    def required_components(cls) -> list[type]:
        """Rasa asks for tokens of every featurizer."""
        return [Tokenizer]

    @staticmethod
    def required_packages() -> list[str]:
        """Packages that must be importable."""
        return ["onnxruntime", "tokenizers"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """``folder``: where the encoder's files are, relative to the project."""
        return {"folder": "models/encoder"}

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Accept any: a folder that is not there is reported when it is opened."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceEncoderFeaturizer:
        """Load the encoder; raises BacktalkError when its files are missing or altered."""
        return cls(execution_context.node_name, SentenceEncoder(_folder(config)))

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """Another encoder file means other features: train again."""
        return checksum(_folder(config) / "MANIFEST.json")

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add features to every training example."""
        for message in training_data.training_examples:
            if message.get(TEXT):
                self._add(message, self._encoder.encode([message.get(TEXT)]))
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Read every message that has text."""
        for message in messages:
            if message.get(TEXT):
                reading = self._encoder.read(message.get(TEXT))
                message.set(READING, reading)
                self._add(message, reading.embedding[None, :])
            questions = message.get(QUESTIONS)
            if questions:
                message.set(QUESTION_ROWS, self._encoder.encode(questions))
        return messages

    def _add(self, message: Message, rows: Array) -> None:
        message.add_features(Features(rows, FEATURE_TYPE_SENTENCE, TEXT, self._name))


def _folder(config: dict[str, Any]) -> Path:
    return find_home() / str(config["folder"])
