"""Which trained model is current, and training one with a progress display."""

from __future__ import annotations

import contextlib
import hashlib
import io
import logging
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from backtalk.errors import BacktalkError
from backtalk.settings import Settings

_INPUTS = (
    "config.yml",
    "domain.yml",
    "data",
    "content/answers",
    "content/conversation",
    "backtalk/nlu",
    "models/encoder/MANIFEST.json",
)
_STEP = re.compile(r"(?:Starting to train component|Restored component) '(\w+)'")


def fingerprint(home: Path) -> str:
    """Return a digest of everything that a trained model is made of."""
    digest = hashlib.sha256()
    for name in _INPUTS:
        top = home / name
        files = [top] if top.is_file() else sorted(top.rglob("*"))
        for path in files:
            if path.is_file() and path.suffix in {".yml", ".py", ".json"}:
                digest.update(str(path.relative_to(home)).encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def current_model(settings: Settings) -> Path | None:
    """Return the model that was trained from the files as they are now, or None."""
    path = _path_for(settings)
    # One without a checksum was left by a training that was cut short.
    return path if path.is_file() and _checksum_of(path).is_file() else None


def require_model(settings: Settings) -> Path:
    """Return the current model, after checking that it is as training left it.

    Raises:
        BacktalkError: there is none, or its checksum is another one.
    """
    model = current_model(settings)
    if model is None:
        stale = any(settings.models.glob("backtalk-*.tar.gz"))
        raise BacktalkError(
            "The trained model is older than the files it was made of."
            if stale
            else "No model has been trained yet.",
            "Run: backtalk train.",
        )
    _verify(model)
    return model


def train(settings: Settings, *, force: bool = False) -> Path:
    """Train a model and return its path; older models of ours are removed.

    Raises:
        BacktalkError: training failed, with the reason.
    """
    from backtalk.runtime.start import prepare_rasa

    prepare_rasa()
    import rasa.model_training

    target = _path_for(settings)
    before = Path.cwd()
    os.chdir(settings.home)
    try:
        # Rasa prints where it saved the model; standard output is for conversations.
        with _progress(), contextlib.redirect_stdout(io.StringIO()):
            result = rasa.model_training.train(
                domain="domain.yml",
                config="config.yml",
                training_files=["data"],
                output="models",
                fixed_model_name=target.name.removesuffix(".tar.gz"),
                force_training=force,
            )
    except BacktalkError:
        raise
    except Exception as error:
        cause = error.__cause__
        if isinstance(cause, BacktalkError):
            raise cause from None
        raise BacktalkError(f"Training failed: {error}") from error
    finally:
        os.chdir(before)
    if result.code != 0 or not target.is_file():
        raise BacktalkError("Training made no model.", "Run: rasa data validate.")
    _checksum_of(target).write_text(f"{_sha256(target)}  {target.name}\n", encoding="ascii")
    for old in settings.models.glob("backtalk-*.tar.gz"):
        if old != target:
            old.unlink()
            _checksum_of(old).unlink(missing_ok=True)
    return target


def _verify(model: Path) -> None:
    """Check the model against the checksum beside it: a model names code that Rasa runs."""
    checksum = _checksum_of(model)
    known = checksum.read_text(encoding="ascii").split() if checksum.is_file() else []
    if known[:1] != [_sha256(model)]:
        raise BacktalkError(
            f"The model {model.name} is damaged or was altered: its checksum is not the one that "
            "training noted.",
            "Train again: backtalk train --force.",
        )


def _checksum_of(model: Path) -> Path:
    return model.with_name(f"{model.name}.sha256")


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _path_for(settings: Settings) -> Path:
    return settings.models / f"backtalk-{fingerprint(settings.home)}.tar.gz"


@contextlib.contextmanager
def _progress() -> Iterator[None]:
    """Show each component as Rasa takes it up: one moving line, or plain lines when piped."""
    from rich.console import Console

    console = Console(stderr=True)
    names = {
        "SentenceEncoderFeaturizer": "reading the examples",
        "IntentClassifier": "learning what people mean (a few minutes)",
        "RulePolicy": "learning how to answer",
    }
    logger = logging.getLogger("rasa.engine.training.hooks")
    level, propagate = logger.level, logger.propagate
    status = console.status("Training: preparing") if console.is_terminal else None

    class Handler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            match = _STEP.search(record.getMessage())
            if match and match[1] in names:
                line = f"Training: {names[match[1]]}"
                if status:
                    status.update(line)
                else:
                    print(line, file=sys.stderr, flush=True)

    handler = Handler()
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    try:
        if status:
            status.start()
        yield
    finally:
        if status:
            status.stop()
        logger.removeHandler(handler)
        logger.setLevel(level)
        logger.propagate = propagate
