"""How well intents are understood, on the project's own sets: ``python -m bench.intents``.

Two sets, neither seen in training: ``development`` steered the work, ``heldout`` did not.
A prediction is right when it is the labelled intent or one that the label accepts beside it.
"""

from __future__ import annotations

import argparse
import asyncio
import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "nlu"
MEDICAL_PREFIXES = ("ask_", "not_covered_", "report_", "inform_", "start_")


@dataclass(frozen=True)
class Labelled:
    """One utterance with the intents that count as right for it."""

    text: str
    intent: str
    also: tuple[str, ...]
    voice: str

    def accepts(self, predicted: str) -> bool:
        """Return whether ``predicted`` counts as right."""
        return predicted == self.intent or predicted in self.also


@dataclass(frozen=True)
class Score:
    """What came of one set.

    Attributes:
        right: share of utterances understood, 0 to 1.
        out_of_scope_as_medical: share of out-of-scope utterances answered as if medical.
        by_intent: (right, all) for each labelled intent.
        by_voice: (right, all) for each voice.
        wrong: (text, labelled, predicted) of each miss.
    """

    right: float
    out_of_scope_as_medical: float
    by_intent: dict[str, tuple[int, int]]
    by_voice: dict[str, tuple[int, int]]
    wrong: list[tuple[str, str, str]]


def load(name: str) -> list[Labelled]:
    """Return the set ``name`` (development or heldout)."""
    lines = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line.strip()]
    return [Labelled(row["text"], row["intent"], tuple(row["also"]), row["voice"]) for row in rows]


def score(examples: list[Labelled], predicted: list[str]) -> Score:
    """Compare predictions with labels."""
    by_intent: dict[str, list[bool]] = defaultdict(list)
    by_voice: dict[str, list[bool]] = defaultdict(list)
    wrong = []
    outside = [
        name for row, name in zip(examples, predicted, strict=True) if row.intent == "out_of_scope"
    ]
    for row, name in zip(examples, predicted, strict=True):
        hit = row.accepts(name)
        by_intent[row.intent].append(hit)
        by_voice[row.voice].append(hit)
        if not hit:
            wrong.append((row.text, row.intent, name))
    return Score(
        right=1 - len(wrong) / len(examples),
        out_of_scope_as_medical=sum(name.startswith(MEDICAL_PREFIXES) for name in outside)
        / max(1, len(outside)),
        by_intent={key: (sum(hits), len(hits)) for key, hits in sorted(by_intent.items())},
        by_voice={key: (sum(hits), len(hits)) for key, hits in sorted(by_voice.items())},
        wrong=wrong,
    )


def predict(texts: list[str]) -> list[str]:
    """Return the trained model's intent for each text."""
    from backtalk.runtime.start import prepare_rasa

    prepare_rasa()
    from backtalk.runtime.agent import load_agent
    from backtalk.runtime.model import require_model
    from backtalk.runtime.parsing import parse
    from backtalk.runtime.tracker_store import BacktalkTrackerStore
    from backtalk.settings import Settings

    settings = Settings.from_env()

    async def run() -> list[str]:
        store = BacktalkTrackerStore(url="sqlite://")
        agent = await load_agent(settings, require_model(settings), store)
        return [str((await parse(agent, text, None))["intent"]) for text in texts]

    return asyncio.run(run())


def main() -> None:
    """Print a report of both sets as Markdown."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--wrong", action="store_true", help="list the misses as well")
    options = parser.parse_args()
    for name in ("development", "heldout"):
        examples = load(name)
        result = score(examples, predict([row.text for row in examples]))
        print(f"\n## {name}: {len(examples)} utterances\n")
        print(f"- understood: {result.right:.1%}")
        print(f"- out-of-scope answered as if medical: {result.out_of_scope_as_medical:.1%}\n")
        print("| intent | right | of |\n| --- | --- | --- |")
        for intent, (right, total) in result.by_intent.items():
            print(f"| {intent} | {right} | {total} |")
        print("\n| voice | right | of |\n| --- | --- | --- |")
        for voice, (right, total) in result.by_voice.items():
            print(f"| {voice} | {right} | {total} |")
        pairs = Counter((labelled, got) for _, labelled, got in result.wrong)
        print(
            "\nMost frequent mistakes: "
            + "; ".join(
                f"{labelled} taken for {got} ({count})"
                for (labelled, got), count in pairs.most_common(8)
            )
        )
        if options.wrong:
            for text, labelled, got in result.wrong:
                print(f"- {labelled} -> {got}: {text}")


if __name__ == "__main__":
    main()
