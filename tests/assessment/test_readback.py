"""A frame shown back in words."""

from __future__ import annotations

import pytest

from backtalk.assessment.frames import Frame
from backtalk.assessment.readback import Words, as_list, frame_lines

WORDS = Words(
    areas={"low_back": "low back", "hip": "hip", "abdomen": "belly"},
    treatments={"ice": "ice", "medication": "medicine"},
    labels={
        "areas_present": "Where it hurts:",
        "areas_denied": "Not in:",
        "treatments_had": "Tried:",
        "treatments_denied": "Not tried:",
        "severity": "How bad:",
        "severity_of": "out of 10",
        "duration": "How long:",
    },
)


def test_an_empty_frame_has_no_lines():
    assert frame_lines(Frame(), WORDS) == []


@pytest.mark.parametrize(
    ("frame", "line"),
    [
        (Frame(areas_present=("low_back", "abdomen")), "Where it hurts: low back, belly"),
        (Frame(areas_denied=("hip",)), "Not in: hip"),
        (Frame(treatments_had=("medication", "ice")), "Tried: medicine, ice"),
        (Frame(treatments_denied=("ice",)), "Not tried: ice"),
        (Frame(severity=7), "How bad: 7 out of 10"),
        (Frame(severity=0), "How bad: 0 out of 10"),
        (Frame(duration_text="since Easter"), "How long: since Easter"),
    ],
)
def test_each_thing_said_has_a_line_in_the_words_of_the_content(frame, line):
    assert frame_lines(frame, WORDS) == [line]


def test_the_lines_go_from_pain_to_treatments():
    frame = Frame(
        areas_present=("low_back",),
        areas_denied=("hip",),
        treatments_had=("ice",),
        treatments_denied=("medication",),
        severity=6,
        duration_text="a week",
    )
    assert [line.split(":")[0] for line in frame_lines(frame, WORDS)] == [
        "Where it hurts",
        "Not in",
        "How bad",
        "How long",
        "Tried",
        "Not tried",
    ]


def test_a_list_has_a_dash_for_each_item():
    assert as_list(["one", "two"], "(none yet)") == "- one\n- two"


def test_an_empty_list_shows_the_words_for_nothing():
    assert as_list([], "(none yet)") == "(none yet)"
