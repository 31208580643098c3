"""What a typed message becomes before anything reads it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backtalk.safety.inbound import Inbound, Verdict, clean, pieces

LIMIT = 60
ANY_TEXT = st.text(st.characters(exclude_categories=[]), max_size=LIMIT + 5)
AWKWARD = st.text(
    st.sampled_from(
        "/@ \t\n\r\0\x1f\x7f\x85\u00a0\u200b\u200c\u200d\u2028\u202e\ufeff\ud800\udfffa1_"
    ),
    max_size=LIMIT + 5,
)


def _read(text: str) -> Inbound:
    return Inbound(Verdict.READ, text)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("my hip hurts", "my hip hurts"),
        ("  my \n\n hip\thurts ", "my hip hurts"),
        ("7", "7"),
        ("\u00e7a fait mal", "\u00e7a fait mal"),
        ("it hurts \U0001f622", "it hurts \U0001f622"),
    ],
)
def test_ordinary_words_are_read_with_single_spaces(typed, read):
    assert clean(typed, LIMIT) == _read(read)


@pytest.mark.parametrize(
    "typed",
    ["/restart", "//restart", " / restart", "/@/ restart", "\u200b/restart", "\x00/restart"],
)
def test_a_typed_command_becomes_plain_words(typed):
    assert clean(typed, LIMIT) == _read("restart")


def test_a_slash_inside_a_message_stays():
    assert clean("7/10", LIMIT) == _read("7/10")


@pytest.mark.parametrize("hidden", ["\x00", "\x1b", "\u200b", "\u202e", "\ufeff", "\ud800"])
def test_an_invisible_character_becomes_a_gap(hidden):
    assert clean(f"my{hidden}hip", LIMIT) == _read("my hip")


@pytest.mark.parametrize("joiner", ["\u200c", "\u200d"])
def test_the_joiners_that_scripts_and_emoji_need_are_kept(joiner):
    assert clean(f"a{joiner}b", LIMIT) == _read(f"a{joiner}b")


@pytest.mark.parametrize(
    "typed", ["", "   ", "/", "///", "?!", "\U0001f44d", "___", "\ud800", "\u200d", "\x00\x01"]
)
def test_a_message_without_a_letter_or_digit_has_no_words(typed):
    assert clean(typed, LIMIT) == Inbound(Verdict.NO_WORDS)


@pytest.mark.parametrize("value", [None, 7, b"hip", ["hip"], {"text": "hip"}])
def test_a_value_that_is_not_text_has_no_words(value):
    assert clean(value, LIMIT) == Inbound(Verdict.NO_WORDS)


def test_a_message_at_the_limit_is_read():
    assert clean("a" * LIMIT, LIMIT) == _read("a" * LIMIT)


def test_a_message_over_the_limit_is_not_read_at_all():
    assert clean("a" * (LIMIT + 1), LIMIT) == Inbound(Verdict.TOO_LONG)


@given(ANY_TEXT | AWKWARD)
@example("/ \u200b/ /x")
def test_what_is_read_never_starts_like_a_command(typed):
    assert not clean(typed, LIMIT).text.startswith(("/", "@", " "))


@given(ANY_TEXT | AWKWARD)
def test_what_is_read_holds_no_control_character_and_no_surrogate(typed):
    kinds = {unicodedata.category(character) for character in clean(typed, LIMIT).text}
    assert kinds.isdisjoint({"Cc", "Cs", "Co", "Cn"})


@given(ANY_TEXT | AWKWARD)
def test_what_is_read_can_be_stored_as_utf8(typed):
    text = clean(typed, LIMIT).text
    assert text.encode("utf-8").decode("utf-8") == text


@given(ANY_TEXT | AWKWARD)
def test_cleaning_twice_is_the_same_as_cleaning_once(typed):
    once = clean(typed, LIMIT)
    if once.verdict is Verdict.READ:
        assert clean(once.text, LIMIT) == once


@given(ANY_TEXT | AWKWARD)
def test_words_are_given_only_with_the_verdict_that_they_can_be_read(typed):
    result = clean(typed, LIMIT)
    assert bool(result.text) == (result.verdict is Verdict.READ)


@given(ANY_TEXT | AWKWARD)
def test_cleaning_never_makes_a_message_longer(typed):
    assert len(clean(typed, LIMIT).text) <= len(typed)


def test_terminal_escape_sequences_leave_nothing_behind():
    assert clean("\x1b[31mred\x1b[0m \x1b]0;title\x07is it safe", 100).text == "red is it safe"


def test_the_pieces_of_a_long_text_cover_it_and_overlap():
    words = [f"w{number}" for number in range(600)]
    found = pieces(" ".join(words), 1000)
    assert all(len(piece) <= 1000 for piece in found)
    together = " ".join(found)
    assert all(word in together for word in words)


def test_all_of_the_longest_message_of_slack_is_heard():
    words = [f"w{number}" for number in range(6_500)]
    text = " ".join(words)
    assert 35_000 < len(text) < 40_000
    together = " ".join(pieces(text, 1000))
    assert all(word in together for word in words)


def test_of_a_very_long_text_beginning_and_end_are_heard():
    text = "first " + "x" * 100_000 + " last"
    found = pieces(text, 1000)
    assert len(found) <= 48
    assert found[0].startswith("first")
    assert found[-1].endswith("last")
