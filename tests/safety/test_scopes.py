"""Which words of a message are quiet. The cues are those of content/safety/scopes.yml."""

from __future__ import annotations

import pytest
import spacy

from backtalk.content.warning_signs import load_sign_rules
from backtalk.safety.phrases import Match, Notation
from backtalk.safety.scopes import Scopes, quieted
from backtalk.settings import find_home

NLP = spacy.blank("en")


@pytest.fixture(scope="module")
def scopes() -> Scopes:
    words = load_sign_rules(find_home() / "content" / "safety").scopes
    return Scopes(NLP, words, Notation(NLP, {}, words.ends))


def scope_of(scopes: Scopes, text: str, word: str) -> str | None:
    doc = NLP(text)
    at = [token.lower_ for token in doc].index(word)
    return quieted(Match("it", at, at + 1, frozenset({word})), scopes.find(doc))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("no fever", "fever"),
        ("I have no numbness down there", "numbness"),
        ("I don't have a fever", "fever"),
        ("no fever, no chills, no numbness", "numbness"),
        ("without any fever or numbness", "numbness"),
        ("denies fever, numbness, weakness", "weakness"),
        ("neither fever nor numbness", "numbness"),
        ("never had a fever with it", "fever"),
    ],
)
def test_what_is_denied_is_quiet(scopes, text, word):
    assert scope_of(scopes, text, word) == "negated"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("no fever but numbness since today", "numbness"),
        ("no fever. Numbness since today", "numbness"),
        ("no fever, my groin has numbness", "numbness"),
        ("not only fever", "fever"),
        ("the numbness will not go away", "numbness"),
        ("numbness, no doubt about it", "numbness"),
    ],
)
def test_a_denial_ends_with_its_clause(scopes, text, word):
    assert scope_of(scopes, text, word) is None


@pytest.mark.parametrize(
    ("text", "word", "scope"),
    [
        ("bladder fine, legs fine", "bladder", "cleared"),
        ("what if I get a fever", "fever", "hypothetical"),
        ("could the needle cause numbness", "numbness", "hypothetical"),
        ("what are the symptoms of sepsis", "sepsis", "educational"),
        ("I had a stroke ten years ago", "stroke", "past"),
        ("my gran had a stroke", "stroke", "others_before"),
        ("I nearly had a stroke laughing", "stroke", "figurative"),
    ],
)
def test_what_is_over_or_only_talked_about_is_quiet(scopes, text, word, scope):
    assert scope_of(scopes, text, word) == scope


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("I had a stroke ten years ago and now the weakness is back", "weakness"),
        ("my gran had a fall just now", "fall"),
        ("I have a fever", "fever"),
    ],
)
def test_what_happens_now_is_not_quiet(scopes, text, word):
    assert scope_of(scopes, text, word) is None


def test_a_cue_inside_the_words_themselves_quiets_nothing(scopes):
    doc = NLP("I can not feel my bottom")
    match = Match("it", 1, 4, frozenset({"can", "not", "feel"}))
    assert quieted(match, scopes.find(doc)) is None


def test_a_denial_between_the_words_of_a_phrase_quiets_it(scopes):
    doc = NLP("sore after needling, no redness and no pus")
    match = Match("it", 2, 9, frozenset({"needling", "pus"}))
    assert quieted(match, scopes.find(doc)) == "negated"
