"""Words on their way into Slack and out of it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backtalk.channels.slack_text import SECTION_LIMIT, mrkdwn, pieces, shortened, spaced, words_of

MARKED = st.text(alphabet="ab &<>*-\n.![](:/ht|_", max_size=400)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("pain &amp; stiffness, 3 &lt; 5 &gt; 2", "pain & stiffness, 3 < 5 > 2"),
        ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
        ("write to <mailto:a@b.org|a@b.org>", "write to a@b.org"),
        ("write to <mailto:a@b.org>", "write to a@b.org"),
        ("call <tel:911|911>", "call 911"),
        ("I read <http://spine.example/a?b=1&amp;c=2|spine.example/a>", "I read spine.example/a"),
        ("I read <https://spine.example>", "I read https://spine.example"),
        ("<@U012AB3CD> my hip hurts", "my hip hurts"),
        ("my wife <@U012AB3CD|jane> says so", "my wife  says so"),
        ("see <#C123|general> or <#C456>", "see #general or"),
        ("<!here> <!subteam^S1|@doctors> help", "help"),
        ("since <!date^1392734382^{date}|18 Feb 2014>", "since 18 Feb 2014"),
        ("*numb* between my legs", "numb between my legs"),
        ("_both_ hips, ~knee~ and `back`", "both hips, knee and back"),
        ("*I can't feel my legs.*", "I can't feel my legs."),
        ("snake_case, 2*3*4 and 5 * 6", "snake_case, 2*3*4 and 5 * 6"),
        ("", ""),
        ("<", "<"),
        ("< 5 and > 3", "< 5 and > 3"),
    ],
)
def test_what_a_person_typed_comes_without_the_marks_of_slack(typed, words):
    assert words_of(typed) == words


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("A&E <now>", "A&amp;E &lt;now&gt;"),
        ("**What I am.** A program", "*What I am.* A program"),
        ("2 ** 3 and a **lonely", "2  3 and a lonely"),
        (
            "read [the article](https://a.example/x?a=1&b=2)",
            "read <https://a.example/x?a=1&amp;b=2|the article>",
        ),
        ("[a|b](https://a.example/c|d)", "<https://a.example/c%7Cd|a/b>"),
        ("[no](javascript:x)", "[no](javascript:x)"),
        ("- one\n- two", "• one\n• two"),
        ("<!channel> <@U1>", "&lt;!channel&gt; &lt;@U1&gt;"),
    ],
)
def test_what_the_bot_says_is_escaped_and_marked_as_slack_wants_it(text, sent):
    assert mrkdwn(text) == sent


def letters(text):
    return "".join(character for character in text if not character.isspace() and character != "*")


@given(MARKED)
@settings(max_examples=300, deadline=None)
def test_two_stars_are_never_shown(text):
    assert "**" not in mrkdwn(text)


@given(MARKED, st.integers(min_value=12, max_value=90))
@settings(max_examples=300, deadline=None)
def test_a_long_text_is_cut_into_parts_that_fit_and_no_letter_is_lost(text, limit):
    parts = list(pieces(text, limit))
    assert all(mrkdwn(part).strip() and len(mrkdwn(part)) <= limit for part in parts)
    assert letters("".join(parts)) == letters(text)


def test_a_long_text_is_cut_between_sentences():
    sentence = "This is a sentence of some words. "
    parts = list(pieces(sentence * 300))
    assert all(len(part) <= SECTION_LIMIT and part.endswith(".") for part in parts)


def test_paragraphs_stand_apart_and_lists_together():
    assert spaced("One.\nTwo:\n- a\n- b\n\nThree.") == "One.\n\nTwo:\n- a\n- b\n\nThree."


def test_what_is_shortened_says_so():
    assert shortened("abcdef", 4) == "abc…"
    assert shortened("abcd", 4) == "abcd"
