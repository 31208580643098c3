"""What one message says of the pain. Only what is clear stands here; bench/ counts the rest."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from backtalk.assessment.frames import Frame
from backtalk.content.library import load_library
from backtalk.nlu.encoder import Marks, SentenceEncoder, known_words
from backtalk.nlu.symptom_frames import FrameReader

CONTENT = Path(__file__).resolve().parents[2] / "content"


class Reader:
    """A frame reader with the encoder that it needs."""

    def __init__(self) -> None:
        library = load_library(CONTENT)
        folder = CONTENT.parent / "models" / "encoder"
        self._encoder = SentenceEncoder(folder)
        self._reader = FrameReader(
            library.areas, library.treatments, library.sides, library.effects, known_words(folder)
        )

    def read(self, text: str, context: str | None = None) -> Frame:
        return self._reader.read(text, self._encoder.read(text).marks, context)

    def read_marked(self, text: str, marks: Marks) -> Frame:
        return self._reader.read(text, marks)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.mark.parametrize(
    ("text", "present"),
    [
        ("my lower back hurts", ("low_back",)),
        ("LOWER BACK", ("low_back",)),
        ("it hurts in my groin", ("groin",)),
        ("low back and both hips", ("low_back", "hip")),
        ("thigh, groin, abdomen", ("groin", "abdomen", "thigh")),
        ("my bum is sore", ("gluteal",)),
        ("the coccyx", ("tailbone",)),
        ("my tummy", ("abdomen",)),
        ("hamstrings", ("thigh",)),
        ("my knee", ("other",)),
    ],
)
def test_an_area_is_known_by_its_many_names(reader, text, present):
    frame = reader.read(text)
    assert (frame.areas_present, frame.areas_denied) == (present, ())


@pytest.mark.parametrize(
    ("text", "had"),
    [
        ("I tried massage and physio", ("physical_therapy", "massage")),
        ("an epidural", ("spinal_injection",)),
        ("ibuprofen", ("medication",)),
        ("hot water bottle", ("heat",)),
        ("frozen peas", ("ice",)),
        ("my chiropractor", ("chiropractic",)),
        ("lidocaine injection", ("local_anesthetic_injection",)),
        ("spinal fusion", ("surgery",)),
        ("yoga", ("exercise",)),
        ("acupuncture then dry needling", ("acupuncture", "dry_needling")),
        ("a tens machine", ("other",)),
    ],
)
def test_a_treatment_is_known_by_its_many_names(reader, text, had):
    assert reader.read(text) == Frame(treatments_had=had)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("my tailbne aches", Frame(areas_present=("tailbone",))),
        ("my abdomn", Frame(areas_present=("abdomen",))),
        ("accupunctur", Frame(treatments_had=("acupuncture",))),
        ("I tried ibuprofin", Frame(treatments_had=("medication",))),
    ],
)
def test_a_small_typing_error_in_a_long_word_is_forgiven(reader, text, expected):
    assert reader.read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no groin pain", Frame(areas_denied=("groin",))),
        ("hip yes, groin no", Frame(areas_present=("hip",), areas_denied=("groin",))),
        ("no hip, groin or thigh pain", Frame(areas_denied=("hip", "groin", "thigh"))),
        ("no hip pain, back hurts", Frame(areas_present=("low_back",), areas_denied=("hip",))),
        ("no numbness but my hip aches", Frame(areas_present=("hip",))),
        (
            "it hurts in my groin, not in my thigh",
            Frame(areas_present=("groin",), areas_denied=("thigh",)),
        ),
        ("thighs are fine", Frame(areas_denied=("thigh",))),
        ("not only the hip", Frame(areas_present=("hip",))),
        (
            "no groin, thigh or belly pain, just low back",
            Frame(areas_present=("low_back",), areas_denied=("groin", "abdomen", "thigh")),
        ),
        (
            "sorry, tailbone not hip",
            Frame(areas_present=("tailbone",), areas_denied=("hip",)),
        ),
    ],
)
def test_a_denial_reaches_as_far_as_it_was_meant(reader, text, expected):
    assert reader.read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("never had surgery", Frame(treatments_denied=("surgery",))),
        ("I haven't tried heat or ice", Frame(treatments_denied=("heat", "ice"))),
        ("I haven\u2019t tried heat or ice", Frame(treatments_denied=("heat", "ice"))),
        (
            "massage but not acupuncture",
            Frame(treatments_had=("massage",), treatments_denied=("acupuncture",)),
        ),
        ("haven't tried anything except massage", Frame(treatments_had=("massage",))),
    ],
)
def test_a_treatment_that_was_not_tried_is_denied(reader, text, expected):
    assert reader.read(text) == expected


@pytest.mark.parametrize("text", ["massage didn't help", "acupuncture did nothing"])
def test_a_treatment_that_did_not_help_was_had_all_the_same(reader, text):
    assert reader.read(text).treatments_denied == ()
    assert len(reader.read(text).treatments_had) == 1


def test_the_longer_name_wins_over_the_shorter_one_inside_it(reader):
    assert reader.read("the bottom of my spine") == Frame(areas_present=("tailbone",))


def test_the_last_word_on_an_area_wins_inside_one_message(reader):
    frame = reader.read("my hip hurts. no, not my hip")
    assert frame == Frame(areas_denied=("hip",))


def test_one_message_can_say_everything(reader):
    text = "My lower back has hurt for three weeks, 6 out of 10. I tried ibuprofen. No massage."
    assert reader.read(text) == Frame(
        areas_present=("low_back",),
        treatments_had=("medication",),
        treatments_denied=("massage",),
        severity=6,
        duration_text="three weeks",
    )


@pytest.mark.parametrize(
    ("text", "context", "expected"),
    [
        ("10", "asked_severity", Frame(severity=10)),
        ("seven", "asked_severity", Frame(severity=7)),
        ("2 years", "asked_duration", Frame(duration_text="2 years")),
        ("10", None, Frame()),
        ("10", "asked_areas", Frame()),
    ],
)
def test_a_bare_answer_is_read_by_the_question_before_it(reader, text, context, expected):
    assert reader.read(text, context) == expected


@pytest.mark.parametrize("text", ["", " ", "hello there", "thank you", "?!", "\U0001f44d"])
def test_a_message_about_something_else_is_an_empty_frame(reader, text):
    assert reader.read(text).is_empty


@pytest.mark.parametrize(
    "text",
    [
        "i cant feel my groin",
        "I can't feel my groin",
        "no feeling in my groin",
        "no position helps my groin",
        "it won't go away, my groin",
        "I cannot move for my groin",
    ],
)
def test_a_loss_is_not_noted_as_a_denial(reader, text):
    frame = reader.read(text)
    assert "groin" in frame.areas_present
    assert frame.areas_denied == ()


@pytest.mark.parametrize(
    "text",
    ["waking up at night", "I had an infection", "send a message", "I lifted tables", "typing"],
)
def test_an_everyday_word_is_not_a_misspelt_treatment(reader, text):
    assert reader.read(text).treatments_had == ()


def marks(text: str, *spans: tuple[str, str, str]) -> Marks:
    """Return marks as if the encoder were sure of ``spans``: words, part, stance."""
    parts = ["none", *sorted({part for _, part, _ in spans})]
    words = [(match.start(), match.end()) for match in re.finditer(r"\S+", text)]
    chances = np.full((len(words), len(parts)), -10.0, dtype=np.float32)
    chances[:, 0] = 0.0
    stances = np.zeros((len(words), 3), dtype=np.float32)
    for said, part, stance in spans:
        begin = text.index(said)
        for i, (start, end) in enumerate(words):
            if start < begin + len(said) and end > begin:
                chances[i] = -10.0
                chances[i, parts.index(part)] = 0.0
                stances[i] = -10.0
                stances[i, ["yes", "no", "neither"].index(stance)] = 0.0
    return Marks(tuple(words), tuple(parts), chances, ("yes", "no", "neither"), stances)


@pytest.mark.parametrize(
    ("text", "another", "expected"),
    [
        ("I take codeine , refused gabapentin", "gabapentin", ("medication",)),
        ("I take codeine . Sorry , I take no tablets", "tablets", ()),
        ("I took codeine . No wait , I don't take any medication", "medication", ()),
    ],
)
def test_not_to_take_one_medicine_is_not_to_take_none(reader, text, another, expected):
    said = marks(text, ("codeine", "medication", "yes"), (another, "medication", "no"))
    frame = reader.read_marked(text, said)
    assert frame.treatments_had == expected
    assert frame.treatments_denied == (() if expected else ("medication",))


@pytest.mark.parametrize(
    ("text", "marked", "expected"),
    [
        (
            "bad since the fall in the bathtub",
            "since the fall in the",
            "since the fall in the bathtub",
        ),
        ("worse after the long flight", "the", None),
        ("half a year of back pain", "half a year of", "half a year"),
        ("it's been 2 weeks since I fell", "2 weeks since", "2 weeks since"),
    ],
)
def test_a_time_goes_on_to_its_noun_and_no_further(reader, text, marked, expected):
    frame = reader.read_marked(text, marks(text, (marked, "dur", "yes")))
    assert frame.duration_text == expected
