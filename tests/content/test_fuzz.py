"""Whatever an editor's slip makes of a file of content/, it is loaded, or refused in one sentence.

BACKTALK_FUZZ says how many slips each test tries; nightly runs set it to 20000.
"""

from __future__ import annotations

import copy
import os
import shutil
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from backtalk.assessment.phrases import known_answers
from backtalk.content.check import problems
from backtalk.content.library import load_library
from backtalk.content.masking import load_mask_rules
from backtalk.content.page import load_page_words
from backtalk.errors import BacktalkError
from backtalk.nlu.symptom_frames import FrameReader
from backtalk.nlu.warning_sign_detector import make_detector
from backtalk.runtime.outgoing import OutgoingGuard
from backtalk.safety.masking import mask

CONTENT = Path(__file__).resolve().parents[2] / "content"
TRY = settings(
    max_examples=int(os.environ.get("BACKTALK_FUZZ", "60")),
    deadline=None,
    suppress_health_check=list(HealthCheck),
    database=None,
)
FILES = sorted(path.relative_to(CONTENT) for path in CONTENT.rglob("*.yml"))
TREES = {
    name: YAML(typ="safe").load((CONTENT / name).read_text(encoding="utf-8")) for name in FILES
}

junk = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=20)
    | st.sampled_from(
        ["", " ", "(", ")", "[", "{", "{x}", "{{", "|", "*", "?", "a|b", "~", "no", "…"]
    ),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3)
    ),
    max_leaves=5,
)


def _places(tree: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    items: Any = ()
    if isinstance(tree, dict):
        items = tree.items()
    elif isinstance(tree, list):
        items = enumerate(tree)
    for key, value in items:
        yield (*path, key)
        yield from _places(value, (*path, key))


PLACES = {name: list(_places(tree)) for name, tree in TREES.items()}


@st.composite
def slips(draw: Callable[..., Any]) -> tuple[Path, str]:
    """Draw a file's name and what it holds after something in it was lost or replaced."""
    name = draw(st.sampled_from(FILES))
    path = draw(st.sampled_from(PLACES[name]))
    tree = copy.deepcopy(TREES[name])
    at = tree
    for key in path[:-1]:
        at = at[key]
    match draw(st.sampled_from(["drop", "replace", "add"])):
        case "drop":
            del at[path[-1]]
        case "replace":
            at[path[-1]] = draw(junk)
        case _ if isinstance(at, list):
            at.insert(path[-1], draw(junk))
        case _:
            at[draw(st.text(max_size=8))] = draw(junk)
    text = StringIO()
    YAML(typ="safe").dump(tree, text)
    return name, text.getvalue()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of content/ that may be spoilt."""
    copied = tmp_path_factory.mktemp("spoilt") / "content"
    shutil.copytree(CONTENT, copied)
    return copied


def _use(name: Path, folder: Path) -> None:
    """Load what ``name`` is part of, and make of it what a start and a message make of it."""
    for load in (load_library, load_page_words):
        load.cache_clear()
    if name.parts[0] == "page":
        load_page_words(folder)
    elif name.stem.startswith("masking"):
        mask("I am Ann Lee, 12 High Street, ann@example.org", load_mask_rules(folder), "uk")
    else:
        library = load_library(folder)
        assert all(isinstance(problem, str) for problem in problems(library))
        OutgoingGuard(library)
        known_answers(library.answer_words)
        FrameReader(library.areas, library.treatments, library.sides, library.effects)
        if name.parts[0] == "safety":
            make_detector(library.sign_rules)


def _is_used_or_refused(name: Path, folder: Path, content: bytes) -> None:
    (folder / name).write_bytes(content)
    try:
        refusal = _refusal(name, folder)
    finally:
        shutil.copy(CONTENT / name, folder / name)
    if refusal is not None:
        assert name.stem in refusal, "the sentence names the file"
        assert "\n" not in refusal


def _refusal(name: Path, folder: Path) -> str | None:
    try:
        _use(name, folder)
    except BacktalkError as error:
        return str(error)
    return None


@TRY
@given(slip=slips())
def test_a_value_that_is_lost_or_wrong_is_refused_in_one_sentence(folder, slip):
    name, text = slip
    _is_used_or_refused(name, folder, text.encode())


@TRY
@given(
    name=st.sampled_from(FILES),
    at=st.floats(0, 1),
    length=st.integers(0, 30),
    put=st.binary(max_size=12) | st.text(":-#[]{}|>&*!%@`\"'\t \n", max_size=6).map(str.encode),
)
def test_characters_that_are_lost_or_wrong_are_refused_in_one_sentence(
    folder, name, at, length, put
):
    content = (CONTENT / name).read_bytes()
    start = int(at * len(content))
    _is_used_or_refused(name, folder, content[:start] + put + content[start + length :])
