"""The numbers on the care cards, country by country."""

from __future__ import annotations

import re

import pytest

from backtalk.content.care import load_care
from backtalk.content.library import load_library
from backtalk.safety.care import CARDS, CARDS_AGAIN, blanks
from backtalk.safety.sign_rules import LEVELS
from backtalk.settings import COUNTRIES, find_home

CONTENT = find_home() / "content"
CARE = load_care(CONTENT / "safety")
AMBULANCE = {
    "us": {"911"},
    "uk": {"999"},
    "ie": {"112", "999"},
    "au": {"000"},
    "nz": {"111"},
    "ca": {"911"},
    "eu": {"112"},
}


def text_of(response: str, country: str, kind: str | None = None) -> str:
    template = load_library(CONTENT).responses[response].variations[0].text
    return template.format(**blanks(CARE, country, kind))


def test_every_country_that_can_be_set_has_its_numbers():
    assert set(CARE.countries) == set(COUNTRIES) == set(AMBULANCE)


@pytest.mark.parametrize("country", COUNTRIES)
def test_the_ambulance_number_is_the_countrys_own(country):
    said = set(re.findall(r"\d+", CARE.countries[country].emergency))
    assert said == AMBULANCE[country]
    dialled = CARE.countries[country].lines["emergency"][0].dial
    assert dialled in AMBULANCE[country]


@pytest.mark.parametrize("country", COUNTRIES)
def test_111_is_the_ambulance_in_new_zealand_and_the_nhs_in_the_united_kingdom_alone(country):
    texts = [text_of(CARDS[level], country) for level in LEVELS]
    for text in texts:
        for match in re.finditer(r"\b111\b", text):
            before = text[: match.start()]
            if country == "uk":
                assert before.endswith("NHS ")
            else:
                assert country == "nz"
                assert before.lower().endswith("call ")


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize("level", LEVELS)
def test_every_card_names_the_local_emergency_number_and_leaves_no_blank(country, level):
    for text in (text_of(CARDS[level], country), text_of(CARDS_AGAIN[level], country)):
        assert "your local emergency number" in text
        assert CARE.countries[country].emergency in text
        assert "{" not in text


@pytest.mark.parametrize("country", COUNTRIES)
def test_an_emergency_card_says_what_to_do_in_its_first_two_sentences(country):
    sentences = text_of("utter_care_emergency", country).split(". ")
    assert sentences[0] == "Please get help now"
    assert sentences[1].startswith(f"Call {CARE.countries[country].emergency}")


@pytest.mark.parametrize("level", LEVELS)
def test_a_card_is_short(level):
    longest = max(len(text_of(CARDS[level], c, "overdose").split()) for c in COUNTRIES)
    assert longest <= 75


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize("level", LEVELS)
def test_every_number_to_tap_is_said_in_words_too(country, level):
    text = re.sub(r"[^\dA-Za-z]", "", text_of(CARDS[level], country))
    for line in CARE.countries[country].lines[level]:
        assert line.dial in text


def test_a_sign_with_advice_of_its_own_gets_it_after_the_number():
    text = text_of("utter_care_emergency", "us", "overdose")
    assert text.index("911") < text.index("even if you feel well")


def test_every_entry_says_where_it_is_from_and_when_it_was_looked_at():
    for entry in [*CARE.countries.values(), *CARE.advice.values()]:
        assert entry.source
        assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", entry.reviewed)


@pytest.mark.parametrize("level", LEVELS)
def test_each_level_has_a_card_of_its_own(level):
    library = load_library(CONTENT)
    for name in (CARDS[level], CARDS_AGAIN[level]):
        about = library.responses[name].variations[0].about
        assert about.kind == "care_card"
        assert about.level == level
        assert about.sections == ()
