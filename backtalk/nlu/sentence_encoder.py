"""Rasa component: the sentence encoder as dense features of a whole message."""

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

from backtalk.nlu.encoder import SentenceEncoder, checksum
from backtalk.settings import find_home


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER], is_trainable=False)
class SentenceEncoderFeaturizer(DenseFeaturizer, GraphComponent):
    """Adds one sentence feature of shape (1, 384) to each message that has text."""

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
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Add features to every message that has text."""
        for message in messages:
            text = message.get(TEXT)
            if text:
                rows = self._encoder.encode([text])
                message.add_features(Features(rows, FEATURE_TYPE_SENTENCE, TEXT, self._name))
        return messages


def _folder(config: dict[str, Any]) -> Path:
    return find_home() / str(config["folder"])
