"""How well warning signs are heard, on the project's own sets: ``python -m bench.signs``.

``development`` steered the work, ``heldout`` did not. A level is right when it is the labelled
one or one that the label accepts beside it, because public sources differ. ``--ordinary`` counts
the alarms that the training examples of the intents raise: most of them are ordinary talk.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML

from backtalk.content.library import load_library
from backtalk.nlu.docs import doc_of, english
from backtalk.nlu.encoder import SentenceEncoder, known_words
from backtalk.nlu.symptom_frames import FrameReader
from backtalk.safety.sign_rules import WarningSign
from backtalk.safety.warning_signs import Detector, Evidence
from backtalk.settings import find_home

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "safety"
SETS = {"development": "signs.jsonl", "heldout": "heldout.jsonl"}
HUNDRED = (
    "My lower back and left hip have hurt since Tuesday, about a 6, "
    "physio helped, no fever or numb legs."
)


@dataclass(frozen=True)
class Judged:
    """One message with its label and what was heard.

    Attributes:
        text: the message.
        kind: of the labelled sign, or the type of the harmless message.
        levels: the levels that count as right; empty for a harmless message.
        heard: the sign, or None.
    """

    text: str
    kind: str
    levels: tuple[str, ...]
    heard: WarningSign | None


def judge(name: str) -> list[Judged]:
    """Listen to every message of the set ``name``."""
    home = find_home()
    encoder = SentenceEncoder(home / "models" / "encoder")
    detector = _detector()
    judged = []
    for line in (FOLDER / SETS[name]).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        reading = encoder.read(row["text"])
        heard = detector.hear(doc_of(row["text"]), Evidence(reading.signs, reading.levels))
        levels = (row["level"], *row["also"]) if row["level"] else ()
        judged.append(Judged(row["text"], row["kind"] or row["type"], levels, heard.sign))
    return judged


def report(name: str, judged: list[Judged], *, verbose: bool) -> None:
    """Print the figures of one set."""
    signs = [message for message in judged if message.levels]
    harmless = [message for message in judged if not message.levels]
    missed = [message for message in signs if not message.heard]
    emergencies = [message for message in signs if message.levels[0] == "emergency"]
    silent = [message for message in emergencies if not message.heard]
    false = [message for message in harmless if message.heard]
    right = [
        message for message in signs if message.heard and message.heard.level in message.levels
    ]
    print(f"{name}: {len(signs)} signs, {len(harmless)} harmless")
    print(f"- raised: {1 - len(missed) / len(signs):.1%}")
    print(f"- emergencies without any warning: {_share(silent, emergencies)}")
    print(f"- false alarms: {_share(false, harmless)}")
    print(f"- level right: {_share(right, signs)}")
    print(f"- missed, by kind: {_by_kind(missed, signs)}")
    print(f"- false alarms, by type: {_by_kind(false, harmless)}")
    if verbose:
        for message in [*missed, *false]:
            print(f"{'FALSE' if message.heard else 'MISSED'} {message.kind}: {message.text}")


def ordinary(*, verbose: bool) -> None:
    """Print how many examples of data/nlu raise an alarm, by intent.

    Most were learned from as harmless messages; those with an alarming word were not.
    """
    home = find_home()
    encoder, detector = SentenceEncoder(home / "models" / "encoder"), _detector()
    counts: Counter[str] = Counter()
    total = 0
    for path in sorted((home / "data" / "nlu").glob("*.yml")):
        for block in YAML(typ="safe").load(path.read_text(encoding="utf-8"))["nlu"]:
            for line in block["examples"].splitlines():
                text = line.removeprefix("- ")
                reading = encoder.read(text)
                sign = detector.hear(doc_of(text), Evidence(reading.signs, reading.levels)).sign
                total += 1
                if sign:
                    counts[block["intent"]] += 1
                    if verbose:
                        print(f"{block['intent']} as {sign.kind}: {text}")
    shown = ", ".join(f"{name} {count}" for name, count in counts.most_common())
    print(f"examples of data/nlu with an alarm: {sum(counts.values())} of {total} ({shown})")


def milliseconds(repeats: int = 300) -> tuple[float, float, float]:
    """Return the median times of encoder, detector and extractor on a message of 100 characters."""
    home = find_home()
    library = load_library(home / "content")
    folder = home / "models" / "encoder"
    encoder = SentenceEncoder(folder)
    reading = encoder.read(HUNDRED)
    evidence = Evidence(reading.signs, reading.levels)
    detector = _detector()
    reader = FrameReader(
        library.areas, library.treatments, library.sides, library.effects, known_words(folder)
    )
    work: tuple[Callable[[], object], ...] = (
        lambda: encoder.read(HUNDRED),
        lambda: detector.hear(doc_of(HUNDRED), evidence),
        lambda: reader.read(HUNDRED, reading.marks),
    )
    times: list[list[float]] = [[] for _ in work]
    for _ in range(repeats):
        for each, found in zip(work, times, strict=True):
            begin = time.perf_counter()
            each()
            found.append((time.perf_counter() - begin) * 1000)
    encoding, hearing, reading_it = (statistics.median(found) for found in times)
    return encoding, hearing, reading_it


def _detector() -> Detector:
    home = find_home()
    known = known_words(home / "models" / "encoder")
    return Detector(english(), load_library(home / "content").sign_rules, known)


def _share(part: list[Judged], whole: list[Judged]) -> str:
    """Return a share; where nothing was seen, the bound that n messages still allow (3/n)."""
    shown = f"{len(part)} of {len(whole)} ({len(part) / len(whole):.1%})"
    return shown if part else f"{shown}; {len(whole)} messages still allow {3 / len(whole):.1%}"


def _by_kind(part: list[Judged], whole: list[Judged]) -> str:
    totals = Counter(message.kind for message in whole)
    found = Counter(message.kind for message in part)
    return (
        ", ".join(f"{kind} {count}/{totals[kind]}" for kind, count in found.most_common()) or "none"
    )


def main() -> None:
    """Print the figures of both sets, and the time that it takes."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--verbose", action="store_true", help="show what went wrong")
    parser.add_argument("--ordinary", action="store_true", help="listen to data/nlu instead")
    options = parser.parse_args()
    if options.ordinary:
        ordinary(verbose=options.verbose)
        return
    for name in SETS:
        report(name, judge(name), verbose=options.verbose and name == "development")
    encoder, detector, extractor = milliseconds()
    print(
        f"a message of {len(HUNDRED)} characters: "
        f"detector {detector:.2f} ms, extractor {extractor:.2f} ms, "
        f"and before both the encoder {encoder:.1f} ms"
    )


if __name__ == "__main__":
    main()
