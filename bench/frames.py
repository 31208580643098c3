"""How well symptom frames are read, on the project's own set: ``python -m bench.frames``."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from backtalk.content.library import load_library
from backtalk.nlu.encoder import known_words
from backtalk.nlu.symptom_frames import FrameReader
from backtalk.settings import find_home

FILE = Path(__file__).resolve().parents[1] / "tests" / "nlu" / "frames.jsonl"


def main() -> None:
    """Print the share of frames that are exactly right, and the fields that are not."""
    library = load_library(find_home() / "content")
    known = known_words(find_home() / "models" / "encoder")
    reader = FrameReader(library.areas, library.treatments, known)
    rows = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
    wrong: Counter[str] = Counter()
    right = 0
    for row in rows:
        read = reader.read(row["text"], row["context"]).as_dict()
        fields = [key for key, value in read.items() if value != row["symptoms"][key]]
        wrong.update(fields)
        right += not fields
    print(f"whole frame right: {right / len(rows):.1%} of {len(rows)}")
    for field, count in wrong.most_common():
        print(f"- {field} wrong in {count}")


if __name__ == "__main__":
    main()
