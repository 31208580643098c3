"""A model is loaded only as training left it: it names code that Rasa runs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from backtalk.errors import BacktalkError
from backtalk.runtime import model as models
from backtalk.settings import Settings


@pytest.fixture
def trained(model, tmp_path, monkeypatch):
    """Return settings whose models folder holds a copy of the real model and its checksum."""
    (tmp_path / "models").mkdir()
    for path in (model, models._checksum_of(model)):
        (tmp_path / "models" / path.name).write_bytes(path.read_bytes())
    settings = replace(Settings.from_env(), home=tmp_path)
    monkeypatch.setattr(models, "_path_for", lambda _: tmp_path / "models" / model.name)
    return settings


def test_a_model_as_it_was_trained_is_taken(trained, model):
    assert models.require_model(trained).name == model.name


def test_one_altered_byte_is_noticed(trained, model):
    path = trained.models / model.name
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))
    with pytest.raises(BacktalkError, match="damaged or was altered"):
        models.require_model(trained)


def test_a_model_without_its_checksum_counts_as_none(trained, model):
    models._checksum_of(trained.models / model.name).unlink()
    with pytest.raises(BacktalkError, match=r"backtalk train"):
        models.require_model(trained)
