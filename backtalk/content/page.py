"""Loads content/page/: the words, the body and the template of the page for the doctor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from backtalk.content import schema, schema_page
from backtalk.content.files import read
from backtalk.errors import BacktalkError


@dataclass(frozen=True)
class Shape:
    """An outline, and where its number stands; both as body_map.yml says."""

    path: str
    number: tuple[float, float]


@dataclass(frozen=True)
class Body:
    """The figure of the body map; paths are of the half at the viewer's right.

    Attributes:
        width: of one figure with its margin; x runs from minus to plus half of it.
        height: of one figure.
        skin: what is filled.
        outline: what is drawn round it.
        details: lines within, by view (front, back).
        regions: by area, by view, by part (half, middle).
    """

    width: float
    height: float
    skin: str
    outline: tuple[str, ...]
    details: Mapping[str, tuple[str, ...]]
    regions: Mapping[str, Mapping[str, Mapping[str, Shape]]]


@dataclass(frozen=True)
class PageWords:
    """Every word of the page, by the keys of words.yml, and what it is drawn with.

    Attributes:
        steps: a short name for each question.
        patterns: words with something to fill in.
        article: title, publisher, updated and url of the one source.
        template: the HTML page as a Jinja template.
    """

    lang: str
    title: str
    made_on: str
    date: str
    months: tuple[str, ...]
    notice: str
    headings: Mapping[str, str]
    steps: Mapping[str, str]
    labels: Mapping[str, str]
    areas: Mapping[str, str]
    treatments: Mapping[str, str]
    sides: Mapping[str, str]
    effects: Mapping[str, str]
    knot: Mapping[str, str]
    limits: Mapping[str, str]
    seen_doctor: Mapping[str, str]
    signs: Mapping[str, str]
    asked_signs: tuple[str, ...]
    patterns: Mapping[str, str]
    notes: Mapping[str, str]
    map: Mapping[str, str]
    article: Mapping[str, str]
    body: Body = field(repr=False)
    template: str = field(repr=False)


@lru_cache(maxsize=4)
def load_page_words(folder: Path) -> PageWords:
    """Return what the page is made of, from the folder content/; it is read once in a process.

    Raises:
        BacktalkError: naming the file, the key and what was expected there.
    """
    words = read(folder / "page" / "words.yml", schema_page.PAGE)
    return PageWords(
        **{
            **words,
            "months": tuple(words["months"]),
            "asked_signs": tuple(words["asked_signs"]),
        },
        article=read(folder / "source.yml", schema.SOURCE)["article"],
        body=_body(read(folder / "page" / "body_map.yml", schema_page.BODY_MAP)),
        template=_template(folder / "page" / "doctor_page.html.j2"),
    )


def _body(value: Mapping[str, Any]) -> Body:
    return Body(
        width=value["size"]["width"],
        height=value["size"]["height"],
        skin=value["skin"],
        outline=tuple(value["outline"]),
        details={view: tuple(paths) for view, paths in value["details"].items()},
        regions={
            area: {
                view: {
                    part: Shape(shape["path"], (shape["number"][0], shape["number"][1]))
                    for part, shape in parts.items()
                }
                for view, parts in views.items()
            }
            for area, views in value["regions"].items()
        },
    )


def _template(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise BacktalkError(
            f"content/page/{path.name} cannot be read ({error.strerror})."
        ) from None
    except UnicodeDecodeError as error:
        raise BacktalkError(
            f"content/page/{path.name} is not UTF-8 text: {error.reason}."
        ) from None
