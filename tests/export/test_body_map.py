"""Where it hurts, drawn."""

from __future__ import annotations

import re
from datetime import date
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings

from backtalk.assessment.doctor_page import DoctorPage
from backtalk.assessment.frames import AREAS
from backtalk.export.body_map import body_map, marks
from tests.export.pages import EMPTY, FULL, HOSTILE, PAGES

SVG = "{http://www.w3.org/2000/svg}"
POINT = re.compile(r"(-?[\d.]+),(-?[\d.]+)")
DRAWN = [area for area in AREAS if area != "other"]
SIDED = ["low_back", "hip", "groin", "gluteal", "thigh"]


def hurts(*areas):
    return DoctorPage(on=date(2026, 11, 24), areas=areas)


def of_view(page, words, view):
    return [mark for mark in marks(page, words.body) if mark.view == view]


def middle_of(path):
    """Return the mean of all x in a path."""
    xs = [float(x) for x, _ in POINT.findall(path)]
    return sum(xs) / len(xs)


@pytest.mark.parametrize("area", ["hip", "groin", "thigh"])
def test_the_persons_left_is_at_the_viewers_right_of_the_front(words, area):
    [mark] = of_view(hurts((area, "left")), words, "front")
    assert middle_of(mark.path) > 0
    assert mark.at[0] > 0


@pytest.mark.parametrize("area", ["low_back", "hip", "gluteal", "thigh"])
def test_the_persons_left_is_at_the_viewers_left_of_the_back(words, area):
    [mark] = of_view(hurts((area, "left")), words, "back")
    assert middle_of(mark.path) < 0
    assert mark.at[0] < 0


@pytest.mark.parametrize("area", SIDED)
def test_right_is_the_mirror_image_of_left(words, area):
    left, right = (marks(hurts((area, side)), words.body) for side in ("left", "right"))
    assert [(-mark.half, -mark.at[0], mark.at[1]) for mark in right] == [
        (mark.half, mark.at[0], mark.at[1]) for mark in left
    ]
    assert [round(middle_of(mark.path), 6) for mark in left] == [
        -round(middle_of(mark.path), 6) for mark in right
    ]


@pytest.mark.parametrize("area", SIDED)
def test_both_sides_are_marked_for_certain(words, area):
    found = marks(hurts((area, "both")), words.body)
    assert {mark.half for mark in found} == {-1, 1}
    assert all(mark.is_sure for mark in found)


@pytest.mark.parametrize("area", [*SIDED, "abdomen"])
def test_a_side_that_was_not_said_is_marked_lightly_on_both(words, area):
    found = marks(hurts((area, None)), words.body)
    assert {mark.half for mark in found} == {-1, 1}
    assert not any(mark.is_sure for mark in found)
    drawing = body_map(hurts((area, None)), words, "x")
    assert drawing.count("stroke-dasharray") == len(found)


@pytest.mark.parametrize("area", ["low_back", "abdomen"])
def test_the_middle_is_marked_in_the_middle(words, area):
    [mark] = marks(hurts((area, "middle")), words.body)
    assert (mark.half, mark.is_sure, mark.at[0]) == (0, True, 0)
    xs = [float(x) for x, _ in POINT.findall(mark.path)]
    assert min(xs) == -max(xs)


@pytest.mark.parametrize("side", [None, "left", "middle"])
def test_the_tailbone_has_one_place(words, side):
    [mark] = marks(hurts(("tailbone", side)), words.body)
    assert (mark.half, mark.is_sure) == (0, True)


def test_a_middle_that_an_area_has_not_is_marked_lightly_on_both_sides(words):
    found = marks(hurts(("hip", "middle")), words.body)
    assert {mark.half for mark in found} == {-1, 1}
    assert not any(mark.is_sure for mark in found)


def test_a_mark_has_colour_a_thick_outline_and_the_number_of_its_place(words):
    drawing = body_map(hurts(("other", None), ("groin", "left")), words, "x")
    [region] = re.findall(r'<path [^>]*stroke-width="2.4"[^>]*>', drawing)
    assert re.search(r'fill="#(?!fff)\w{6}"', region)
    assert re.findall(r"<text[^>]*>(\d+)</text>", drawing) == ["2"]


@pytest.mark.parametrize("area", DRAWN)
def test_every_area_is_on_the_map(words, area):
    assert marks(hurts((area, "left")), words.body)


def test_another_part_of_the_body_is_not_on_the_map(words):
    assert marks(hurts(("other", "left")), words.body) == ()


def test_an_empty_map_is_a_body_without_marks(words):
    drawing = body_map(EMPTY, words, "nothing")
    assert "<circle" not in drawing
    assert drawing.count(words.map["left"] + "</text>") == 2


def test_the_map_says_what_it_is_and_shows(words):
    root = ElementTree.fromstring(body_map(FULL, words, "1: low back"))
    assert root.get("role") == "img"
    named = [root.find(f"{SVG}{name}") for name in ("title", "desc")]
    assert [element.text for element in named] == [words.map["title"], "1: low back"]
    assert root.get("aria-labelledby").split() == [element.get("id") for element in named]


@pytest.mark.parametrize("text", [text for text in HOSTILE if text.isprintable()])
def test_its_words_cannot_break_out(words, text):
    root = ElementTree.fromstring(body_map(FULL, words, text, font=text))
    assert (root.find(f"{SVG}desc").text or "") == text
    assert root.get("font-family") == text


def test_every_mark_and_number_lies_within_its_figure(words):
    width, height = words.body.width / 2, words.body.height
    page = hurts(*((area, "both") for area in DRAWN))
    for mark in (*marks(page, words.body), *marks(hurts(("low_back", "middle")), words.body)):
        for x, y in POINT.findall(mark.path):
            assert abs(float(x)) < width
            assert 0 < float(y) < height


@given(page=PAGES)
@settings(deadline=None)
def test_any_map_is_well_formed_and_draws_every_place_that_it_knows(words, page):
    ElementTree.fromstring(body_map(page, words, "x"))
    assert {mark.area for mark in marks(page, words.body)} == {
        area for area, _ in page.areas if area != "other"
    }
