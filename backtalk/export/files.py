"""Writes the page into files that only their owner can read."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import Path

from backtalk.assessment.doctor_page import DoctorPage
from backtalk.content.page import PageWords
from backtalk.errors import BacktalkError
from backtalk.export.fhir import questionnaire_response
from backtalk.export.html import html_page
from backtalk.export.pdf import pdf_page
from backtalk.export.pdf_pen import Paper
from backtalk.export.text import text_page

ENDINGS = (".txt", ".html", ".pdf", ".fhir.json")


def write_page(
    page: DoctorPage, words: PageWords, folder: Path, stem: str, paper: Paper = "a4"
) -> tuple[Path, ...]:
    """Write the page in every format and return the files, in the order of ``ENDINGS``.

    All four have one name; where one of them is taken, "-2" and so on is added to it. Nothing
    is overwritten, and where one file cannot be written none is left.

    Args:
        page: what to write.
        words: from load_page_words.
        folder: where to; made if it is not there.
        stem: the name of the files without their endings, e.g. "for-my-doctor-2026-11-24".
        paper: of the PDF, a4 or letter.

    Raises:
        BacktalkError: the folder cannot be written to, or ``stem`` is no name of a file.
    """
    if stem != Path(stem).name or not stem.strip(". ") or "\0" in stem:
        raise BacktalkError(f"{stem!r} cannot be the name of a file.", "Choose a plain name.")
    formats = {
        ".txt": text_page(page, words).encode(),
        ".html": html_page(page, words).encode(),
        ".pdf": pdf_page(page, words, paper),
        ".fhir.json": _json(page, words).encode(),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for name in _names(stem):
            with contextlib.suppress(FileExistsError):
                return _write_all(folder, name, formats)
    except OSError as error:
        raise BacktalkError(
            f"The folder {folder} cannot be written to ({error.strerror}).",
            "Choose a folder that you may write to.",
        ) from None
    raise AssertionError("names never end")


def _json(page: DoctorPage, words: PageWords) -> str:
    return json.dumps(questionnaire_response(page, words), ensure_ascii=False, indent=2) + "\n"


def _names(stem: str) -> Iterator[str]:
    yield stem
    yield from (f"{stem}-{number}" for number in count(2))


def _write_all(folder: Path, name: str, formats: Mapping[str, bytes]) -> tuple[Path, ...]:
    written: list[Path] = []
    try:
        for ending, content in formats.items():
            path = folder / f"{name}{ending}"
            # O_EXCL refuses what is there, a link too, even if it came a moment ago.
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            written.append(path)
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
    except OSError:
        for path in written:
            path.unlink(missing_ok=True)
        raise
    return tuple(written)
