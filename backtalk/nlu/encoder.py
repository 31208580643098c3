"""The encoder: one reading of a text serves intents, warning signs and frames. No Rasa here."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from backtalk.errors import BacktalkError

DIMENSIONS = 384
MAX_TOKENS = 512
_YES = "\u2713\u2714\u2611\u2705"
_TICK = re.compile(rf"(?<!\w)[{_YES}\u2717\u2718\u2612\u274c\u2716](?!\w)")
"""The base model's tokenizer knows no ticks and crosses; a letter keeps every character's place."""
_REMEDY = "Restore the folder models/encoder from the project's repository."


Array = np.ndarray[Any, np.dtype[np.float32]]


@dataclass(frozen=True)
class Marks:
    """What each word piece of a text names, n pieces in all.

    Attributes:
        offsets: n pairs of character positions (start, end).
        part_names: the p things that a piece may name; the first is "none".
        parts: shape (n, p), the natural logarithms of their probabilities.
        stance_names: "yes", "no", "neither".
        stances: shape (n, 3), logarithms too: is what is named said to be so?
    """

    offsets: tuple[tuple[int, int], ...]
    part_names: tuple[str, ...]
    parts: Array
    stance_names: tuple[str, ...]
    stances: Array


_NONE = "none"
_LONG, _PART = 400, 220
"""Characters: from when on a text is read in parts too, and how long these are."""
_SENTENCE = re.compile(r"[^.!?\n]+[.!?\n]*\s*|[.!?\n]+\s*")


@dataclass(frozen=True)
class Reading:
    """All that one pass over a text gives.

    Attributes:
        embedding: shape (384,), length 1.
        signs: probability of each kind of warning sign, and of "none"; they add up to 1.
        levels: probability of each level, should there be a sign; they add up to 1.
        marks: what each word piece names.
    """

    embedding: Array
    signs: dict[str, float]
    levels: dict[str, float]
    marks: Marks


class SentenceEncoder:
    """A MiniLM sentence encoder with heads for warning signs and frames, run by onnxruntime.

    Source: all-MiniLM-L6-v2 (Apache-2.0), fine-tuned, mean-pooled, its matrices kept as int8; how
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
        self._labels: dict[str, list[str]] = json.loads(
            (folder / manifest["labels"]).read_text(encoding="utf-8")
        )
        self._tokenizer = Tokenizer.from_file(str(folder / manifest["tokenizer"]))
        self._tokenizer.enable_truncation(max_length=MAX_TOKENS)
        self._tokenizer.enable_padding()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        # The matrices are whole numbers, the sums are not: they would differ between processors.
        options.add_session_config_entry("session.disable_quant_qdq", "1")
        self._session = onnxruntime.InferenceSession(
            str(folder / manifest["graph"]), options, providers=["CPUExecutionProvider"]
        )

    def encode(self, texts: Sequence[str]) -> Array:
        """Return the embeddings of ``texts``.

        Each text is encoded by itself, as in a conversation: so nothing that stands beside it,
        and no filling up to its length, changes a number.

        Returns:
            Array of shape (len(texts), 384), float32; each row has length 1.
        """
        rows = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        for row, text in enumerate(texts):
            _, (embedding,) = self._run(text, ["embedding"])
            rows[row] = embedding
        return rows

    def read(self, text: str) -> Reading:
        """Return everything that one pass over ``text`` gives.

        Of a long text each part is read for warning signs by itself too, and the part that is most
        alarming counts: in nine hundred characters of chat one clause weighs little.
        """
        offsets, found = self._run(text, ["embedding", "signs", "levels", "parts", "stances"])
        embedding, signs, levels, parts, stances = found
        heard = [(signs, levels), *(self._signs(part) for part in parts_of(text))]
        calm = self._labels["signs"].index(_NONE)
        signs, levels = min(heard, key=lambda each: float(_log_softmax(each[0])[calm]))
        return Reading(
            embedding=embedding,
            signs=_named(self._labels["signs"], signs),
            levels=_named(self._labels["levels"], levels),
            marks=Marks(
                offsets=tuple(offsets),
                part_names=tuple(self._labels["parts"]),
                parts=_log_softmax(parts),
                stance_names=tuple(self._labels["stances"]),
                stances=_log_softmax(stances),
            ),
        )

    def _signs(self, text: str) -> tuple[Array, Array]:
        _, (signs, levels) = self._run(text, ["signs", "levels"])
        return signs, levels

    def _run(self, text: str, names: list[str]) -> tuple[list[tuple[int, int]], list[Array]]:
        encoding = self._tokenizer.encode(_TICK.sub(_as_letter, text))
        feed = {
            "input_ids": np.array([encoding.ids], dtype=np.int64),
            "attention_mask": np.array([encoding.attention_mask], dtype=np.int64),
        }
        return encoding.offsets, [value[0] for value in self._session.run(names, feed)]


def parts_of(text: str) -> list[str]:
    """Return a long text in parts of whole sentences, each of about ``_PART`` characters.

    A text of at most ``_LONG`` characters has none: it is heard as a whole.
    """
    if len(text) <= _LONG:
        return []
    parts, part = [], ""
    for sentence in _SENTENCE.findall(text):
        if len(part) + len(sentence) > _PART and part:
            parts.append(part)
            part = ""
        part += sentence
    return [*parts, part] if part else parts


def _as_letter(match: re.Match[str]) -> str:
    return "y" if match[0] in _YES else "n"


def _named(names: Sequence[str], scores: Array) -> dict[str, float]:
    chances = np.exp(_log_softmax(scores))
    return {name: float(chance) for name, chance in zip(names, chances, strict=True)}


def _log_softmax(scores: Array) -> Array:
    shifted = scores - scores.max(axis=-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True)))


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
    for key in ("graph", "tokenizer", "labels"):
        if manifest.get(key) not in listed:
            raise BacktalkError(
                f"The sentence encoder's MANIFEST.json lacks {key}, or its sha256.", _REMEDY
            )
    return manifest
