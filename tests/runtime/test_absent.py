"""Rasa runs without the packages that are left out, and nobody can use one by accident."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from backtalk.runtime.absent import LEFT_OUT, Shell


def test_the_bot_answers_with_shells_in_their_place(say):
    assert say("is it safe?").replies[0].kind == "answer"
    assert sys.modules["tensorflow"].Tensor is Shell
    assert not any(getattr(sys.modules.get(name), "__file__", None) for name in LEFT_OUT)


def test_a_component_that_needs_one_says_why_it_cannot_run():
    from rasa.utils.tensorflow.layers import DenseForSparse

    with pytest.raises(RuntimeError, match="backtalk leaves out"):
        DenseForSparse(units=1)


def test_the_pipeline_has_no_component_that_needs_one():
    config = (Path(__file__).resolve().parents[2] / "config.yml").read_text()
    for name in ("DIET", "TED", "UnexpecTED", "ResponseSelector", "LanguageModel"):
        assert name not in config
