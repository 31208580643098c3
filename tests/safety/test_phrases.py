"""The notation of content/safety, and the mending of typing errors."""

from __future__ import annotations

import pytest
import spacy

from backtalk.safety.phrases import Notation, Phrasebook, Speller

NLP = spacy.blank("en")
WORDS = {"NUMB": ("numb", "gone to sleep"), "BUM": ("bum", "bottom")}


def is_found(phrase: str, text: str) -> bool:
    notation = Notation(NLP, WORDS, {".", "but"})
    return bool(Phrasebook(NLP, notation, {"it": [phrase]}).find(NLP(text)))


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("NUMB ..3 BUM", "numb in my bum"),
        ("BUM ..3 NUMB", "my bottom has gone to sleep"),
        ("can not feel", "I can't feel it"),
        ("can not feel", "I cant feel it"),
        ("can not feel", "I cannot feel it"),
        ("lost (all) feeling", "lost feeling"),
        ("lost (all) feeling", "lost all feeling"),
        ("hot|warm leg", "a warm leg"),
        ("hot|warm leg", "a HOT leg"),
    ],
)
def test_a_phrase_is_found_in_its_forms(phrase, text):
    assert is_found(phrase, text)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("NUMB ..2 BUM", "numb since this morning in my bum"),
        ("NUMB ..4 BUM", "my hand is numb. My bum hurts."),
        ("NUMB ..4 BUM", "numb hand but bum fine"),
        ("can not feel", "I can feel it"),
        ("hot|warm leg", "a cold leg"),
    ],
)
def test_a_phrase_stays_within_its_gap_and_its_clause(phrase, text):
    assert not is_found(phrase, text)


def test_a_list_that_does_not_exist_is_named():
    with pytest.raises(ValueError, match="no list of words named LEGS"):
        Notation(NLP, WORDS, set()).patterns("LEGS weak")


def test_a_phrase_that_stands_for_too_much_is_refused():
    words = {"MANY": tuple(f"a{n} b" for n in range(30))}
    with pytest.raises(ValueError, match="900 patterns"):
        Notation(NLP, words, set()).patterns("MANY MANY")


@pytest.mark.parametrize(
    ("typed", "meant"), [("bladdr", "bladder"), ("numbnes", "numbness"), ("fevver", "fever")]
)
def test_a_misspelt_word_is_mended_towards_the_rules(typed, meant):
    doc = NLP(f"my {typed}")
    Speller({"bladder", "numbness", "fever"}, frozenset()).mend(doc)
    assert doc[1].norm_ == meant


@pytest.mark.parametrize("word", ["ladder", "never", "xyz", "bl"])
def test_a_word_that_is_spelt_as_meant_is_left_alone(word):
    doc = NLP(word)
    Speller({"bladder", "fever"}, frozenset({"ladder", "never"})).mend(doc)
    assert doc[0].norm_ == word
