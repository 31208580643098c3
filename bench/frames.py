"""How well symptom frames are read, on the project's own sets: ``python -m bench.frames``.

A frame is right when every field is. Areas and treatments are compared as sets, durations
without capitals and outer full stops. ``development`` steered the work, the two others did not.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from backtalk.content.library import load_library
from backtalk.nlu.encoder import SentenceEncoder, known_words
from backtalk.nlu.symptom_frames import FrameReader
from backtalk.settings import find_home

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "nlu"
SETS = {
    "development": "frames.jsonl",
    "heldout": "frames_heldout.jsonl",
    "heldout2": "frames_heldout2.jsonl",
}
_LISTS = ("areas_present", "areas_denied", "treatments_had", "treatments_denied")


@dataclass
class Score:
    """What came of one set.

    Attributes:
        frames: how many there are, and ``right`` how many are wholly right.
        wrong: fields, with the number of frames in which each is wrong.
        counts: for each list field (found and labelled, found alone, labelled alone).
    """

    frames: int = 0
    right: int = 0
    wrong: Counter[str] = field(default_factory=Counter)
    counts: dict[str, list[int]] = field(default_factory=lambda: {key: [0, 0, 0] for key in _LISTS})

    def f1(self, key: str) -> float:
        """Return the F1 of a list field over all frames, 0 to 1."""
        both, found, labelled = self.counts[key]
        return 2 * both / max(1, 2 * both + found + labelled)


def score(name: str) -> Score:
    """Read every message of the set ``name`` and hold it against its label."""
    home = find_home()
    library = load_library(home / "content")
    folder = home / "models" / "encoder"
    encoder = SentenceEncoder(folder)
    reader = FrameReader(
        library.areas, library.treatments, library.sides, library.effects, known_words(folder)
    )
    result = Score()
    for line in (FOLDER / SETS[name]).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        marks = encoder.read(row["text"]).marks
        read = reader.read(row["text"], marks, row["context"]).as_dict()
        wrong = [key for key, value in row["symptoms"].items() if not _same(read[key], value)]
        for key in _LISTS:
            found, labelled = set(read[key]), set(row["symptoms"][key])
            parts = (found & labelled, found - labelled, labelled - found)
            result.counts[key] = [
                n + len(p) for n, p in zip(result.counts[key], parts, strict=True)
            ]
        result.frames += 1
        result.right += not wrong
        result.wrong.update(wrong)
    return result


def _same(read: Any, labelled: Any) -> bool:
    if isinstance(labelled, list):
        return set(read) == set(labelled)
    if isinstance(labelled, str) and isinstance(read, str):
        return read.lower().strip(" .") == labelled.lower().strip(" .")
    return bool(read == labelled)


def main() -> None:
    """Print the figures of both sets."""
    for name in SETS:
        result = score(name)
        print(f"{name}: whole frame right {result.right / result.frames:.1%} of {result.frames}")
        for key in _LISTS:
            print(f"- {key}: F1 {result.f1(key):.3f}, wrong in {result.wrong[key]} frames")
        for key in ("severity", "duration_text"):
            print(f"- {key}: wrong in {result.wrong[key]} frames")


if __name__ == "__main__":
    main()
