"""What finetune.py learns from, read from the project's own files."""

from __future__ import annotations

import json
import random
import re
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML

HERE = Path(__file__).resolve().parent
DATA = HERE.parents[1] / "data" / "nlu"
MARK = re.compile(r"\[([^\[\]]+)\]\(([a-z_]+)([-+?]|:\d+)?\)")
STANCES = {"+": "yes", "-": "no", "?": "neither"}
TICKS = str.maketrans(
    dict.fromkeys("\u2713\u2714\u2611\u2705", "y")
    | dict.fromkeys("\u2717\u2718\u2612\u274c\u2716", "n")
)
"""As in backtalk/nlu/encoder.py: the tokenizer knows no ticks and crosses."""
MAY_ALARM = frozenset({"human_handoff", "ask_see_doctor", "ask_safety", "not_covered_medication"})
"""Intents whose examples often hold a sign: none is taken for harmless unread."""
ALARMING = re.compile(
    r"\b(?:numb\w*|tingl\w*|pins and needles|weak\w*|blood\w*|bleed\w*|fever\w*|chills|shiver\w*"
    r"|cancer|tumou?r|ladder|roof|crash\w*|accident|snap\w*|crack\w*|kidneys?|chest|breath\w*|faint\w*"
    r"|dizzy|collapse\w*|swell\w*|swollen|swole|pus|infect\w*|pee|wee|poo|bladder|bowels?|both legs"
    r"|both thighs|legs|die|dying|suicid\w*|hopeless|tablets? and|double\w*|overdos\w*|stroke|heart"
    r"|testic\w*|balls?|hernia|vomit\w*|sick|period|pregnan\w*|twins|weeks gone|cold foot|drag\w*"
    r"|dropp\w*|giv\w* way|buckl\w*|allerg\w*|rash|throat|weight|sweats?|osteoporosis|brittle|steroids?)\b",
    re.IGNORECASE,
)
"""Words near a sign: an example with one is not taken for harmless unread."""


@dataclass(frozen=True)
class IntentExample:
    """A text and what it means."""

    text: str
    intent: str


@dataclass(frozen=True)
class SignExample:
    """A text, and the warning sign in it; ``none`` and None where there is none."""

    text: str
    kind: str
    level: str | None


@dataclass(frozen=True)
class MarkedSpan:
    """Characters ``start`` to ``end`` name ``part``; ``stance`` is yes, no, neither or None."""

    start: int
    end: int
    part: str
    stance: str | None


@dataclass(frozen=True)
class FrameExample:
    """A text with its marked spans."""

    text: str
    spans: tuple[MarkedSpan, ...]


def read_intents():
    """Return every training example of data/nlu."""
    rows = []
    for path in sorted(DATA.glob("*.yml")):
        for block in YAML(typ="safe").load(path)["nlu"]:
            for line in block["examples"].splitlines():
                rows.append(IntentExample(line.removeprefix("- "), block["intent"]))
    return rows


def read_signs():
    """Return every example of training/signs.jsonl, and then the harmless ones."""
    told = [
        SignExample(row["text"], row["kind"] or "none", row["level"])
        for row in _lines(HERE / "training" / "signs.jsonl")
    ]
    return told + read_harmless()


def read_harmless():
    """Return sign examples without a sign, taken from the other two tasks.

    They are how people talk of ordinary pain and ask ordinary things: the examples of data/nlu
    and of training/frames.jsonl, but for those that hold an alarming word.
    """
    asked = [row.text for row in read_intents() if row.intent not in MAY_ALARM]
    described = [row.text for row in read_frames()]
    return [
        SignExample(text, "none", None)
        for text in [*asked, *described]
        if not ALARMING.search(text)
    ]


def read_frames():
    """Return every example of training/frames.jsonl, its marks taken out of the text."""
    return [unmark(row["text"].translate(TICKS)) for row in _lines(HERE / "training" / "frames.jsonl")]


def unmark(marked):
    """Return the plain text of ``marked`` and where its marks were.

    A mark is ``[words](part+)``, ``(part-)``, ``(part?)``, ``(sev:7)`` or ``(dur)``.
    """
    text, spans, at = "", [], 0
    for match in MARK.finditer(marked):
        text += marked[at : match.start()]
        words, part, stance = match.groups()
        spans.append(MarkedSpan(len(text), len(text) + len(words), part, STANCES.get(stance or "")))
        text += words
        at = match.end()
    return FrameExample(text + marked[at:], tuple(spans))


def roughen(text, share, keep_length=False):
    """Return ``text``, in ``share`` of the cases with the slips of a hurried thumb.

    ``keep_length`` keeps every character in its place, so that spans stay true.
    """
    if random.random() >= share:
        return text
    if not keep_length and random.random() < 0.5:
        text = re.sub(r"[.,;:!?'’]", "", text)
    letters = list(text)
    for _ in range(1 + len(letters) // 60):
        places = [
            i
            for i in range(1, len(letters) - 1)
            if letters[i].isalpha() and letters[i - 1].isalpha()
        ]
        if not places:
            break
        i = random.choice(places)
        slip = random.random()
        if slip < 0.5 and letters[i + 1].isalpha():
            letters[i], letters[i + 1] = letters[i + 1], letters[i]
        elif slip < 0.7 or keep_length:
            letters[i] = random.choice("abcdefghijklmnopqrstuvwxyz")
        elif slip < 0.85:
            letters[i] += letters[i]
        else:
            letters[i] = ""
    return "".join(letters)


def _lines(path):
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]
