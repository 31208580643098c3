"""How a message's frame changes the frame of the conversation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backtalk.assessment.frames import (
    AREAS,
    EFFECTS,
    SIDES,
    TREATMENTS,
    Frame,
    in_order,
    merge,
)


def _split(order: tuple[str, ...]) -> st.SearchStrategy[tuple[tuple[str, ...], tuple[str, ...]]]:
    names = st.sets(st.sampled_from(order))
    return st.tuples(names, names).map(
        lambda drawn: (
            tuple(name for name in order if name in drawn[0]),
            tuple(name for name in order if name in drawn[1] - drawn[0]),
        )
    )


def _pairs(
    things: tuple[str, ...], values: tuple[str, ...]
) -> st.SearchStrategy[tuple[tuple[str, str], ...]]:
    told = (
        st.dictionaries(st.sampled_from(things), st.sampled_from(values)) if things else st.just({})
    )
    return told.map(lambda drawn: tuple((name, drawn[name]) for name in things if name in drawn))


@st.composite
def frames(draw: st.DrawFn) -> Frame:
    present, denied = draw(_split(AREAS))
    had, not_had = draw(_split(TREATMENTS))
    return Frame(
        sides=draw(_pairs(present, SIDES)),
        effects=draw(_pairs(had, EFFECTS)),
        areas_present=present,
        areas_denied=denied,
        treatments_had=had,
        treatments_denied=not_had,
        severity=draw(st.none() | st.integers(0, 10)),
        duration_text=draw(st.none() | st.text(min_size=1, max_size=20)),
    )


TOLD_OF = (("areas_present", "sides"), ("treatments_had", "effects"))
PAIRS = (("areas_present", "areas_denied"), ("treatments_had", "treatments_denied"))


def test_a_frame_of_nothing_is_empty():
    assert Frame().is_empty


@pytest.mark.parametrize(
    "frame",
    [
        Frame(areas_present=("hip",)),
        Frame(areas_denied=("hip",)),
        Frame(treatments_had=("ice",)),
        Frame(treatments_denied=("ice",)),
        Frame(severity=0),
        Frame(duration_text="a week"),
        Frame(sides=(("hip", "left"),)),
        Frame(effects=(("ice", "helped"),)),
    ],
)
def test_a_frame_with_any_one_thing_is_not_empty(frame):
    assert not frame.is_empty


def test_a_new_area_stands_beside_the_old_ones():
    after = merge(Frame(areas_present=("hip",)), Frame(areas_present=("thigh",)))
    assert after.areas_present == ("hip", "thigh")


def test_a_denied_area_leaves_the_present_ones():
    after = merge(Frame(areas_present=("hip", "thigh")), Frame(areas_denied=("hip",)))
    assert after == Frame(areas_present=("thigh",), areas_denied=("hip",))


def test_an_area_that_hurts_after_all_leaves_the_denied_ones():
    after = merge(Frame(areas_denied=("groin", "hip")), Frame(areas_present=("groin",)))
    assert after == Frame(areas_present=("groin",), areas_denied=("hip",))


def test_a_correction_moves_both_areas_at_once():
    before = Frame(areas_present=("low_back", "hip"))
    after = merge(before, Frame(areas_present=("tailbone",), areas_denied=("hip",)))
    assert after == Frame(areas_present=("low_back", "tailbone"), areas_denied=("hip",))


def test_a_denied_treatment_leaves_those_that_were_had():
    after = merge(Frame(treatments_had=("heat", "ice")), Frame(treatments_denied=("ice",)))
    assert after == Frame(treatments_had=("heat",), treatments_denied=("ice",))


def test_a_new_severity_replaces_the_old_one():
    assert merge(Frame(severity=7), Frame(severity=4)).severity == 4


def test_a_severity_of_zero_counts_as_said():
    assert merge(Frame(severity=7), Frame(severity=0)).severity == 0


def test_a_new_duration_replaces_the_old_one():
    after = merge(Frame(duration_text="a week"), Frame(duration_text="two years"))
    assert after.duration_text == "two years"


def test_a_message_on_areas_keeps_severity_and_duration():
    after = merge(Frame(severity=7, duration_text="a week"), Frame(areas_present=("hip",)))
    assert (after.severity, after.duration_text) == (7, "a week")


def test_an_area_said_both_ways_in_one_message_counts_as_present():
    after = merge(Frame(), Frame(areas_present=("hip",), areas_denied=("hip",)))
    assert after == Frame(areas_present=("hip",))


@given(frames(), frames())
def test_the_last_word_on_each_thing_wins(before, said):
    after = merge(before, said)
    for yes, no in PAIRS:
        assert set(getattr(said, yes)) <= set(getattr(after, yes))
        assert set(getattr(said, no)) <= set(getattr(after, no))
    if said.severity is not None:
        assert after.severity == said.severity
    if said.duration_text is not None:
        assert after.duration_text == said.duration_text


@given(frames(), frames())
def test_nothing_that_was_said_is_lost_or_made_up(before, said):
    after = merge(before, said)
    for yes, no in PAIRS:
        known = {*getattr(before, yes), *getattr(before, no), *getattr(said, yes)}
        assert {*getattr(after, yes), *getattr(after, no)} == known | {*getattr(said, no)}
    if said.severity is None:
        assert after.severity == before.severity
    if said.duration_text is None:
        assert after.duration_text == before.duration_text


@given(frames(), frames())
def test_what_a_message_does_not_mention_stays_where_it_was(before, said):
    after = merge(before, said)
    for yes, no in PAIRS:
        mentioned = {*getattr(said, yes), *getattr(said, no)}
        for side in (yes, no):
            assert set(getattr(before, side)) - mentioned <= set(getattr(after, side))


@given(frames(), frames())
def test_the_last_word_on_each_side_and_effect_wins(before, said):
    after = merge(before, said)
    for _, pairs in TOLD_OF:
        assert dict(getattr(after, pairs)).items() >= dict(getattr(said, pairs)).items()


@given(frames(), frames())
def test_a_side_or_effect_stays_as_long_as_what_it_is_of(before, said):
    after = merge(before, said)
    for things, pairs in TOLD_OF:
        told = {**dict(getattr(before, pairs)), **dict(getattr(said, pairs))}
        kept = {name: told[name] for name in getattr(after, things) if name in told}
        assert dict(getattr(after, pairs)) == kept


def test_a_place_that_hurts_again_has_no_old_side():
    told = Frame(areas_present=("hip",), sides=(("hip", "left"),))
    gone = merge(told, Frame(areas_denied=("hip",)))
    assert merge(gone, Frame(areas_present=("hip",))).sides == ()


def test_a_side_can_be_told_later_than_its_place():
    after = merge(Frame(areas_present=("hip",)), Frame(sides=(("hip", "left"),)))
    assert after.sides == (("hip", "left"),)


@given(frames(), frames())
def test_nothing_is_both_present_and_denied_after_a_merge(before, said):
    after = merge(before, said)
    for yes, no in PAIRS:
        assert set(getattr(after, yes)).isdisjoint(getattr(after, no))


@given(frames(), frames())
def test_a_merge_keeps_the_fixed_order(before, said):
    after = merge(before, said)
    for names, order in (
        (after.areas_present, AREAS),
        (after.areas_denied, AREAS),
        (after.treatments_had, TREATMENTS),
        (after.treatments_denied, TREATMENTS),
    ):
        assert list(names) == sorted(names, key=order.index)


@given(frames(), frames())
def test_a_message_said_twice_changes_nothing_the_second_time(before, said):
    once = merge(before, said)
    assert merge(once, said) == once


@given(frames())
def test_an_empty_message_changes_nothing(before):
    assert merge(before, Frame()) == before


@given(frames())
def test_a_frame_survives_its_own_dict(frame):
    assert Frame.from_dict(frame.as_dict()) == frame


def test_a_frame_prints_every_key_even_when_nothing_was_said():
    assert Frame().as_dict() == {
        "areas_present": [],
        "areas_denied": [],
        "treatments_had": [],
        "treatments_denied": [],
        "severity": None,
        "duration_text": None,
        "severity_said": None,
        "sides": {},
        "effects": {},
    }


@pytest.mark.parametrize("value", [None, {}])
def test_an_unset_slot_reads_as_an_empty_frame(value):
    assert Frame.from_dict(value) == Frame()


@pytest.mark.parametrize(
    "value",
    [
        {"areas_present": ["elsewhere"]},
        {"areas_present": "hip"},
        {"areas_denied": None},
        {"treatments_had": [["ice"]]},
        {"treatments_denied": [7]},
        {"severity": 11},
        {"severity": -1},
        {"severity": "7"},
        {"duration_text": 3},
        {"sides": {"hip": "left"}},
        {"sides": [["hip", "left"]]},
        {"effects": {"ice": "helped"}},
        {"severity_said": ["7"]},
        {"a_key_of_an_older_version": "hip"},
    ],
)
def test_a_value_that_no_frame_may_hold_is_dropped(value):
    assert Frame.from_dict(value) == Frame()


def test_a_known_value_beside_an_unknown_one_is_kept():
    assert Frame.from_dict({"areas_present": ["nose", "hip"]}) == Frame(areas_present=("hip",))


@pytest.mark.parametrize(
    ("stored", "kept"),
    [
        ({"hip": "left", "nose": "left"}, (("hip", "left"),)),
        ({"hip": "upper"}, ()),
        ({"hip": ["left"]}, ()),
        ({"thigh": "left"}, ()),
    ],
)
def test_a_stored_side_is_kept_for_a_place_that_hurts(stored, kept):
    assert Frame.from_dict({"areas_present": ["hip"], "sides": stored}).sides == kept


@pytest.mark.parametrize(
    ("stored", "kept"),
    [({"ice": "no_help", "heat": "helped"}, (("ice", "no_help"),)), ({"ice": "a bit"}, ())],
)
def test_a_stored_effect_is_kept_for_a_treatment_that_was_had(stored, kept):
    assert Frame.from_dict({"treatments_had": ["ice"], "effects": stored}).effects == kept


def test_a_stored_list_is_put_in_the_fixed_order():
    stored = {"areas_present": ["thigh", "low_back"]}
    assert Frame.from_dict(stored).areas_present == ("low_back", "thigh")


def test_in_order_follows_the_order_and_drops_what_it_does_not_name():
    assert in_order({"c", "a", "x"}, ("a", "b", "c")) == ("a", "c")
