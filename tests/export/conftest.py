"""The words of the page, and a copy of content/ to change."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from backtalk.content.page import PageWords, load_page_words

CONTENT = Path(__file__).resolve().parents[2] / "content"


@pytest.fixture(scope="session")
def words() -> PageWords:
    return load_page_words(CONTENT)


@pytest.fixture
def edited(tmp_path: Path) -> Callable[[str, str, str], Path]:
    """Return a function that replaces one passage of one file of content/page/."""
    folder = tmp_path / "content"
    (folder / "page").mkdir(parents=True)
    shutil.copy(CONTENT / "source.yml", folder)
    shutil.copytree(CONTENT / "page", folder / "page", dirs_exist_ok=True)

    def edit(file: str, old: str, new: str) -> Path:
        path = folder / "page" / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{file} no longer holds {old!r}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return folder

    return edit
