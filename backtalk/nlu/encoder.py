"""The sentence encoder: text in, one unit-length vector out. No Rasa here."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from backtalk.errors import BacktalkError

DIMENSIONS = 384
MAX_TOKENS = 128
_REMEDY = "Restore the folder models/encoder from the project's repository."


class SentenceEncoder:
    """A MiniLM sentence encoder run by onnxruntime on the CPU.

    Source: all-MiniLM-L6-v2 (Apache-2.0), fine-tuned, mean-pooled and quantised to int8; how
    the file was made stands in models/encoder/finetune.py.
    """

    def __init__(self, folder: Path) -> None:
        """Load tokenizer and graph from ``folder`` after checking their checksums.

        Raises:
            BacktalkError: a file is missing or is not the one that MANIFEST.json lists.
        """
        import onnxruntime
        from tokenizers import Tokenizer

        verify(folder)
        manifest = _manifest(folder)
        self._tokenizer = Tokenizer.from_file(str(folder / manifest["tokenizer"]))
        self._tokenizer.enable_truncation(max_length=MAX_TOKENS)
        self._tokenizer.enable_padding()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(folder / manifest["graph"]), options, providers=["CPUExecutionProvider"]
        )

    def encode(self, texts: Sequence[str]) -> np.ndarray[Any, np.dtype[np.float32]]:
        """Return the embeddings of ``texts``.

        Each text is encoded by itself: the int8 graph scales its activations over the
        whole batch, so a text encoded beside others would get other numbers in
        training than in a conversation.

        Returns:
            Array of shape (len(texts), 384), float32; each row has length 1.
        """
        rows = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        for row, text in enumerate(texts):
            encoding = self._tokenizer.encode(text)
            feed = {
                "input_ids": np.array([encoding.ids], dtype=np.int64),
                "attention_mask": np.array([encoding.attention_mask], dtype=np.int64),
            }
            rows[row] = self._session.run(["embedding"], feed)[0][0]
        return rows


def known_words(folder: Path) -> frozenset[str]:
    """Return the whole words that the tokenizer knows, in lower case: none of them is a typo.

    Raises:
        BacktalkError: the tokenizer's file is missing or is not one.
    """
    path = folder / str(_manifest(folder)["tokenizer"])
    try:
        vocabulary = json.loads(path.read_text(encoding="utf-8"))["model"]["vocab"]
    except (OSError, ValueError, KeyError, TypeError):
        raise BacktalkError(
            f"The sentence encoder's file {path.name} cannot be read.", _REMEDY
        ) from None
    return frozenset(word for word in vocabulary if word.isalpha())


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file as 64 hexadecimal digits."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        for block in iter(lambda: file.read(1 << 20), b""):
            digest.update(block)
    return digest.hexdigest()


def verify(folder: Path) -> None:
    """Check every file that ``folder``/MANIFEST.json lists against its checksum.

    Raises:
        BacktalkError: naming the first file that is missing or altered.
    """
    for name, expected in _manifest(folder)["sha256"].items():
        path = folder / name
        if not path.is_file():
            raise BacktalkError(f"The sentence encoder's file {name} is missing.", _REMEDY)
        if checksum(path) != expected:
            raise BacktalkError(
                f"The sentence encoder's file {name} is damaged or was altered: "
                "its checksum differs from MANIFEST.json.",
                _REMEDY,
            )


def _manifest(folder: Path) -> dict[str, Any]:
    path = folder / "MANIFEST.json"
    try:
        manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BacktalkError(
            "The sentence encoder is missing: there is no MANIFEST.json in its folder.",
            _REMEDY,
        ) from None
    except ValueError as error:
        raise BacktalkError(
            f"The sentence encoder's MANIFEST.json is not valid JSON: {error}.", _REMEDY
        ) from None
    if not isinstance(manifest, dict):
        raise BacktalkError("The sentence encoder's MANIFEST.json is not an object.", _REMEDY)
    sums = manifest.get("sha256")
    listed = sums if isinstance(sums, dict) else {}
    for key in ("graph", "tokenizer"):
        if manifest.get(key) not in listed:
            raise BacktalkError(
                f"The sentence encoder's MANIFEST.json lacks {key}, or its sha256.", _REMEDY
            )
    return manifest
