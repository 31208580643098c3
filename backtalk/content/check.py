"""What makes content/ whole: every rule that a schema cannot say. Pure; returns sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from backtalk.content.library import Library, Variation

NEEDS_DOCTOR_LINE = frozenset({"answer", "not_covered", "summary", "notice", "error"})
LONGEST_ANSWER = 85
"""Words. The design says "at most about 80"."""

_SENTENCE = re.compile(r"[^.!?\n]+[.!?]?")


def problems(library: Library) -> list[str]:
    """Return everything that is wrong with ``library``, a sentence each; empty when whole."""
    return [
        *_unsupported(library),
        *_unused_sections(library),
        *_missing_doctor_line(library),
        *_repeated_doctor_lines(library),
        *_lost_evidence(library),
        *_lost_safety_notes(library),
        *_dangling(library),
        *_too_long(library),
        *_equal_texts(library),
        *_points_of_the_result(library),
    ]


def _answers(library: Library) -> Iterator[tuple[str, Variation]]:
    for name, variation in library.variations():
        if variation.about.kind == "answer" and not variation.about.composed:
            yield name, variation


def _unsupported(library: Library) -> Iterator[str]:
    for name, variation in library.variations():
        for section in variation.about.sections:
            if section not in library.article.sections:
                yield f"{name} rests on section {section!r}, which source.yml does not have."
    for name, variation in _answers(library):
        if not variation.about.sections:
            yield f"{name} rests on no section of the article."


def _unused_sections(library: Library) -> Iterator[str]:
    used = {section for _, answer in _answers(library) for section in answer.about.sections}
    for section in library.article.sections:
        if section not in used:
            yield f"Section {section!r} of the article is used by no answer."


def _missing_doctor_line(library: Library) -> Iterator[str]:
    for name, variation in library.variations():
        needs = variation.about.kind in NEEDS_DOCTOR_LINE
        if needs and not library.doctor_first.is_said_in(variation.text):
            yield f"{name} does not tell people to see their doctor first."


def _repeated_doctor_lines(library: Library) -> Iterator[str]:
    lines: Counter[str] = Counter()
    for _, variation in library.variations():
        if variation.about.kind in {"answer", "not_covered"}:
            lines.update(
                sentence.strip()
                for sentence in _SENTENCE.findall(variation.text)
                if library.doctor_first.is_said_in(sentence)
            )
    for line, count in lines.items():
        if count > 1:
            yield f"{count} answers share the sentence {line!r}: say it in words that fit each."


def _lost_evidence(library: Library) -> Iterator[str]:
    for name, variation in library.variations():
        level = variation.about.evidence
        if level != "n/a":
            phrases = library.evidence_phrases.get(level, ())
            if not any(phrase in variation.text.lower() for phrase in phrases):
                yield f"{name} is marked {level!r} but holds no phrase of that level."


def _lost_safety_notes(library: Library) -> Iterator[str]:
    used = set()
    for name, variation in library.variations():
        key = variation.about.safety_note
        if key is None:
            continue
        used.add(key)
        note = library.safety_notes.get(key)
        if note is None:
            yield f"{name} names safety note {key!r}, which does not exist."
        elif note.sentence not in " ".join(variation.text.split()):
            yield f"{name} lacks the words of safety note {key!r}."
    for key in library.safety_notes:
        if key not in used:
            yield f"Safety note {key!r} is used by no response."


def _dangling(library: Library) -> Iterator[str]:
    for name, variation in library.variations():
        more = variation.about.more
        if more and more not in library.responses:
            yield f"{name} goes on with {more!r}, which does not exist."
        if more and not any(f'"{more}"' in button.payload for button in variation.buttons):
            yield f"{name} has more to say but no button for it."


def _too_long(library: Library) -> Iterator[str]:
    for name, variation in library.variations():
        words = len(variation.text.split())
        if variation.about.kind in {"answer", "not_covered"} and words > LONGEST_ANSWER:
            yield f"{name} has {words} words; {LONGEST_ANSWER} is the most."


def _equal_texts(library: Library) -> Iterator[str]:
    seen: dict[str, str] = {}
    for name, variation in library.variations():
        folded = " ".join(variation.text.lower().split())
        if folded in seen and seen[folded] != name:
            yield f"{name} says the same as {seen[folded]}."
        seen[folded] = name


def _points_of_the_result(library: Library) -> Iterator[str]:
    """A point of the summary keeps to the same rules as an answer."""
    rules = library.result_rules
    named = [*rules.areas.values(), *rules.treatments.values(), *rules.answers.values()]
    for section in [*named, *(section for point in rules.points for section in point.sections)]:
        if section not in library.article.sections:
            yield f"result.yml names section {section!r}, which source.yml does not have."
    for point in rules.points:
        phrases = library.evidence_phrases.get(point.evidence, ())
        if point.evidence != "n/a" and not any(p in point.text.lower() for p in phrases):
            yield f"A point of result.yml is marked {point.evidence!r}: {point.text!r}."
