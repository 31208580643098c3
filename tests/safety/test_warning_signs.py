"""How phrases and evidence together make the decision, and every example of the rules."""

from __future__ import annotations

from dataclasses import replace

import pytest

from backtalk.content.warning_signs import load_sign_rules
from backtalk.nlu.docs import doc_of, english
from backtalk.nlu.encoder import SentenceEncoder, known_words
from backtalk.safety.sign_rules import Combination, SignRule, WarningSign
from backtalk.safety.warning_signs import Detector, Evidence
from backtalk.settings import find_home

HOME = find_home()
RULES = load_sign_rules(HOME / "content" / "safety")
ENTRIES = [*RULES.signs, *RULES.combinations]
NAMES = [entry.name for entry in ENTRIES]
LEVELS = {"urgent": 0.2, "emergency": 0.7, "crisis": 0.1}


def evidence(kind: str, alarm: float) -> Evidence:
    kinds = dict.fromkeys(RULES.levels, 0.0)
    return Evidence({**kinds, "none": 1 - alarm, kind: alarm}, LEVELS)


@pytest.fixture(scope="module")
def detector() -> Detector:
    return Detector(english(), RULES, known_words(HOME / "models" / "encoder"))


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    return SentenceEncoder(HOME / "models" / "encoder")


def hear(detector: Detector, text: str, alarm: float, kind: str = "chest", earlier=()):
    return detector.hear(doc_of(text), evidence(kind, alarm), frozenset(earlier))


@pytest.mark.parametrize("entry", ENTRIES, ids=NAMES)
def test_the_words_of_each_entry_are_found_in_its_example(detector, entry):
    assert entry.name in hear(detector, entry.fires, 0.0).rules


@pytest.mark.parametrize("entry", ENTRIES, ids=NAMES)
def test_the_words_of_each_entry_are_quiet_in_its_counterexample(detector, entry):
    assert entry.name not in hear(detector, entry.quiet, 0.0).rules


@pytest.mark.parametrize("entry", ENTRIES, ids=NAMES)
def test_each_example_raises_a_sign_of_its_level(detector, encoder, entry):
    assert isinstance(entry, SignRule | Combination)
    reading = encoder.read(entry.fires)
    sign = detector.hear(doc_of(entry.fires), Evidence(reading.signs, reading.levels)).sign
    assert sign is not None
    assert sign.level in RULES.levels[entry.kind]


@pytest.mark.parametrize("entry", ENTRIES, ids=NAMES)
def test_each_counterexample_raises_nothing(detector, encoder, entry):
    reading = encoder.read(entry.quiet)
    heard = detector.hear(doc_of(entry.quiet), Evidence(reading.signs, reading.levels))
    assert heard.sign is None


@pytest.mark.parametrize("talk", RULES.ordinary, ids=[talk.name for talk in RULES.ordinary])
def test_ordinary_talk_raises_nothing_unless_the_evidence_is_strong(detector, encoder, talk):
    reading = encoder.read(talk.quiet)
    evidence_of_it = Evidence(reading.signs, reading.levels)
    assert detector.hear(doc_of(talk.quiet), evidence_of_it).sign is None
    assert hear(detector, talk.quiet, RULES.limits.beside_ordinary + 0.01).sign is not None


def test_somebody_who_may_want_to_die_is_heard_on_less(detector):
    limits = RULES.limits

    def heard(chance):
        kinds = {"none": 1 - chance, "self_harm": chance}
        levels = {"urgent": 0.0, "emergency": 0.0, "crisis": 1.0}
        return detector.hear(doc_of("something"), Evidence(kinds, levels)).sign

    assert limits.crisis < limits.alone
    assert heard(limits.crisis + 0.01) == WarningSign("crisis", "self_harm")
    assert heard(limits.crisis - 0.01) is None


def test_evidence_alone_raises_a_sign_when_it_is_sure(detector):
    limit = RULES.limits.alone
    assert hear(detector, "something", limit + 0.01).sign == WarningSign("emergency", "chest")
    assert hear(detector, "something", limit - 0.01).sign is None


def test_of_words_that_the_encoder_does_not_know_its_evidence_counts_little(detector):
    assert detector.hear(doc_of("blorp flurb"), evidence("chest", 0.7)).sign is None
    assert detector.hear(doc_of("blorp flurb"), evidence("self_harm", 0.7)).sign is None
    assert detector.hear(doc_of("blorp flurb"), evidence("chest", 0.9)).sign is not None
    assert detector.hear(doc_of("blorp in my flurb"), evidence("chest", 0.7)).sign is not None


def test_of_words_that_the_encoder_does_not_know_a_phrase_counts_by_itself(detector):
    assert detector.hear(doc_of("sucidal"), evidence("chest", 0.0)).sign == WarningSign(
        "crisis", "self_harm"
    )


def test_a_phrase_needs_less_evidence(detector):
    limit = RULES.limits.with_words
    text = "I can't breathe"
    assert hear(detector, text, limit + 0.01).sign == WarningSign("emergency", "chest")
    assert hear(detector, text, limit - 0.01).sign is None


def test_a_level_that_a_kind_does_not_have_is_never_given(detector):
    heard = hear(detector, "something", 0.9, kind="self_harm")
    assert heard.sign == WarningSign("crisis", "self_harm")


def test_findings_of_two_messages_make_a_sign_together(detector):
    first = hear(detector, "I had an epidural on Friday", 0.0)
    assert first.sign is None
    second = hear(detector, "I have a fever", 0.3, "spinal_infection", first.findings)
    assert second.sign is not None
    assert hear(detector, "I have a fever", 0.3, "spinal_infection").sign is None


def test_earlier_findings_raise_nothing_by_themselves(detector):
    earlier = {"fever", "spine_procedure", "back_pain"}
    assert hear(detector, "what does it cost", 0.3, "spinal_infection", earlier).sign is None


def test_a_misspelt_sign_is_found(detector):
    assert "no_control" in hear(detector, "I lost control of my blader", 0.0).rules


def test_limits_are_data(detector):
    strict = replace(RULES, limits=replace(RULES.limits, alone=0.99))
    heard = Detector(english(), strict).hear(doc_of("something"), evidence("chest", 0.9))
    assert heard.sign is None


@pytest.mark.parametrize(
    "text",
    [
        "I am 71 and my back aches at night",
        "the pain is worse at night and wakes me",
        "back pain in the mornings, I'm 68",
        "my bad back keeps me up, I'm over fifty",
        "sore and stiff, worse in bed",
    ],
)
def test_weak_single_signs_never_alarm(detector, encoder, text):
    reading = encoder.read(text)
    assert detector.hear(doc_of(text), Evidence(reading.signs, reading.levels)).sign is None


CHATTER = (
    "I have had this bad back for years, it comes and goes with the weather and with the garden. "
    "My neighbour swears by her massage lady and my son says I should walk more, so I walk to the "
    "shop and back and I have a hot water bottle in the evening while I watch the quiz. The "
    "physio showed me two stretches, which I do when I remember, and she was very kind about it. "
    "I wanted to ask about dry needling, whether it is dear and whether I can take the bus home, "
    "because I don't drive any more, and whether they do it on a Thursday when my daughter can "
    "come along. We went to the sea in June and the bench there was hard, and my grandson laughed "
    "at the noise that I made when I got up. Otherwise I can't complain, I eat well and I sleep "
    "when the cat lets me. "
)


@pytest.mark.parametrize(
    "sign",
    [
        "Oh, and since yesterday I can't feel it when I wipe.",
        "Mind you, this morning I wet the bed and never felt a thing.",
        "and now I have a pain in my chest and can't get my breath",
    ],
)
def test_a_sign_in_the_last_clause_of_900_characters_is_heard(detector, encoder, sign):
    text = (CHATTER + sign)[-900:]
    assert len(text) > 800
    reading = encoder.read(text)
    assert detector.hear(doc_of(text), Evidence(reading.signs, reading.levels)).sign is not None


def test_900_harmless_characters_raise_nothing(detector, encoder):
    reading = encoder.read(CHATTER)
    assert detector.hear(doc_of(CHATTER), Evidence(reading.signs, reading.levels)).sign is None
