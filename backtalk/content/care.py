"""Loads content/safety/countries.yml."""

from __future__ import annotations

from pathlib import Path

from backtalk.content import schema
from backtalk.content.files import read
from backtalk.safety.care import Advice, Care, Country, Line


def load_care(folder: Path) -> Care:
    """Return the numbers to call, from the folder content/safety.

    Raises:
        BacktalkError: naming the file, the key and what was expected there.
    """
    value = read(folder / "countries.yml", schema.COUNTRIES)
    return Care(
        countries={
            code: Country(
                **{
                    **country,
                    "lines": {
                        level: tuple(Line(line["label"], line["dial"]) for line in lines)
                        for level, lines in country["lines"].items()
                    },
                }
            )
            for code, country in value["countries"].items()
        },
        advice={kind: Advice(**advice) for kind, advice in value["advice"].items()},
    )
