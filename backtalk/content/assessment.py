"""Loads what the self-assessment goes by: lexicon/answers.yml and assessment/result.yml."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from backtalk.assessment.meaning import AnswerWords
from backtalk.assessment.result import Point, ResultRules
from backtalk.content import schema, schema_assessment
from backtalk.content.files import read


def load_answer_words(folder: Path) -> AnswerWords:
    """Return how people answer in a few words, from the folder content/.

    Raises:
        BacktalkError: naming the file, the key and what was expected there.
    """
    value = read(folder / "lexicon" / "answers.yml", schema_assessment.ANSWERS)
    sides = read(folder / "lexicon" / "sides.yml", schema.SIDES)
    return AnswerWords(
        moves=_tuples(value["moves"]),
        steps=_tuples(value["steps"]),
        whole={step: _tuples(values) for step, values in value["whole"].items()},
        inside={step: _tuples(values) for step, values in value["inside"].items()},
        cues=_tuples(value["cues"]),
        sides=_tuples(sides),
    )


def load_result_rules(folder: Path) -> ResultRules:
    """Return what the article speaks of, from the folder content/.

    Raises:
        BacktalkError: naming the file, the key and what was expected there.
    """
    value = read(folder / "assessment" / "result.yml", schema_assessment.RESULT)
    covered = value["covered"]
    return ResultRules(
        areas=covered["areas"],
        treatments=covered["treatments"],
        answers=covered["answers"],
        points=tuple(
            Point(
                text=point["text"],
                areas=tuple(point.get("areas", ())),
                treatments=tuple(point.get("treatments", ())),
                sections=tuple(point["sections"]),
                evidence=point["evidence"],
            )
            for point in value["points"]
        ),
        questions=tuple(question["text"] for question in value["questions"]),
    )


def _tuples(phrases: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(group) for key, group in phrases.items()}
