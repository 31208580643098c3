"""Everything that the bot may say, loaded once from content/ into frozen dataclasses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from backtalk.assessment.meaning import AnswerWords
from backtalk.assessment.readback import Words
from backtalk.assessment.result import ResultRules
from backtalk.assessment.several import QuestionWords
from backtalk.content import schema
from backtalk.content.assessment import load_answer_words, load_result_rules
from backtalk.content.care import load_care
from backtalk.content.files import read
from backtalk.content.warning_signs import load_sign_rules
from backtalk.errors import BacktalkError
from backtalk.safety.care import Care
from backtalk.safety.doctor_first import DoctorFirst
from backtalk.safety.sign_rules import SignRules


@dataclass(frozen=True)
class Button:
    """A choice under a message: what it shows and what it sends."""

    title: str
    payload: str


@dataclass(frozen=True)
class About:
    """What stands behind a response.

    Attributes:
        kind: one of ``schema.KINDS``.
        sections: ids of the article's sections that it rests on.
        evidence: how strong the article says the evidence is; ``n/a`` where no benefit is claimed.
        topic: for not_covered, the topic in words.
        offer: what a "yes" to it means (``keep_question``, ``delete_my_data``, ``restart``).
        asks: the question that it puts, so that a bare "7" is understood.
        more: the response that goes on from here.
        safety_note: the safety note that its text carries.
        level: for care_card, how pressing it is.
        composed: an answer that is put together from others, sources and all.
        step: the question of the self-assessment that it puts.
    """

    kind: str
    sections: tuple[str, ...] = ()
    evidence: str = "n/a"
    topic: str | None = None
    offer: str | None = None
    asks: str | None = None
    more: str | None = None
    safety_note: str | None = None
    level: str | None = None
    composed: bool = False
    step: str | None = None


@dataclass(frozen=True)
class Variation:
    """One wording of a response."""

    text: str
    about: About
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True)
class Response:
    """A named response with its wordings and the file that it stands in."""

    name: str
    file: str
    variations: tuple[Variation, ...]


@dataclass(frozen=True)
class Section:
    """A passage of the article: its heading there, and our short reading of it."""

    heading: str
    says: str


@dataclass(frozen=True)
class Article:
    """The one source of all answers."""

    title: str
    publisher: str
    updated: str
    url: str
    sections: Mapping[str, Section]


@dataclass(frozen=True)
class SafetyNote:
    """A sentence that is not from the article, with its source and the date of its review."""

    sentence: str
    says: str
    source: str
    reviewed: str


@dataclass(frozen=True)
class Term:
    """A thing that people name in many ways: what to call it, and the ways."""

    label: str
    phrases: tuple[str, ...]


@dataclass(frozen=True)
class Library:
    """All of content/; ``raw_responses`` keeps Rasa's own shape for the domain."""

    responses: Mapping[str, Response]
    article: Article
    evidence_phrases: Mapping[str, tuple[str, ...]]
    doctor_first: DoctorFirst
    safety_notes: Mapping[str, SafetyNote]
    areas: Mapping[str, Term]
    treatments: Mapping[str, Term]
    sides: Mapping[str, tuple[str, ...]]
    effects: Mapping[str, tuple[str, ...]]
    commands: Mapping[str, tuple[str, ...]]
    quiet_answers: Mapping[str, tuple[str, ...]]
    answer_words: AnswerWords
    result_rules: ResultRules
    question_words: QuestionWords
    labels: Mapping[str, str]
    care: Care
    sign_rules: SignRules
    raw_responses: Mapping[str, list[dict[str, Any]]] = field(repr=False)

    @cached_property
    def words(self) -> Words:
        """Return the labels under which answers are shown back."""
        return Words(
            areas={key: term.label for key, term in self.areas.items()},
            treatments={key: term.label for key, term in self.treatments.items()},
            labels=self.labels,
            sections={key: section.heading for key, section in self.article.sections.items()},
        )

    @cached_property
    def titles(self) -> dict[str, str]:
        """Return the words on each button, by its payload."""
        found = (button for _, variation in self.variations() for button in variation.buttons)
        return {button.payload: button.title for button in found}

    def as_rasa_responses(self) -> dict[str, list[dict[str, Any]]]:
        """Return the responses in the shape that Rasa's domain takes."""
        return {name: list(value) for name, value in self.raw_responses.items()}

    def answer_to(self, intent: str | None) -> Response | None:
        """Return the response that answers ``intent`` by itself, or None.

        It is named after the intent; the one place that relies on that rule.
        """
        response = self.responses.get(f"utter_{intent}")
        about = response.variations[0].about if response else None
        if about and about.kind in {"answer", "not_covered"} and not about.composed:
            return response
        return None

    def variations(self) -> Iterator[tuple[str, Variation]]:
        """Yield every wording with the name of its response."""
        for name, response in self.responses.items():
            for variation in response.variations:
                yield name, variation


@lru_cache(maxsize=4)
def load_library(folder: Path) -> Library:
    """Load and check every file of ``folder``; a folder is read once in a process.

    Raises:
        BacktalkError: a file is missing or breaks its schema, or two files name one response.
    """
    responses: dict[str, Response] = {}
    raw: dict[str, list[dict[str, Any]]] = {}
    files = sorted([*folder.glob("answers/*.yml"), *folder.glob("conversation/*.yml")])
    if not files:
        raise BacktalkError(f"No content was found in {folder}.", "Restore the folder content/.")
    for path in files:
        for name, variations in read(path, schema.RESPONSES)["responses"].items():
            if name in responses:
                raise BacktalkError(
                    f"{path.name}: key 'responses.{name}' stands in {responses[name].file} too."
                )
            raw[name] = variations
            responses[name] = Response(
                name, path.name, tuple(_variation(value) for value in variations)
            )
    source = read(folder / "source.yml", schema.SOURCE)
    levels = read(folder / "evidence.yml", schema.EVIDENCE_LEVELS)["levels"]
    rules = read(folder / "safety" / "doctor_first.yml", schema.DOCTOR_FIRST)["doctor_first"]
    notes = read(folder / "safety" / "notes.yml", schema.SAFETY_NOTES)["notes"]
    return Library(
        responses=responses,
        article=Article(
            **source["article"],
            sections={key: Section(**value) for key, value in source["sections"].items()},
        ),
        evidence_phrases={key: tuple(value["phrases"]) for key, value in levels.items()},
        doctor_first=DoctorFirst(
            line=rules["line"],
            who=tuple(rules["who"]),
            order=tuple(rules["order"]),
            refuse=tuple(rules["refuse"]),
            verbs=tuple(rules["verbs"]),
        ),
        safety_notes={key: SafetyNote(**value) for key, value in notes.items()},
        areas=_terms(folder / "lexicon" / "areas.yml", schema.AREAS),
        treatments=_terms(folder / "lexicon" / "treatments.yml", schema.TREATMENTS),
        question_words=QuestionWords(
            **{
                key: frozenset(words)
                for key, words in read(
                    folder / "lexicon" / "questions.yml", schema.QUESTION_WORDS
                ).items()
            }
        ),
        sides=_phrases(folder / "lexicon" / "sides.yml", schema.SIDES),
        effects=_phrases(folder / "lexicon" / "effects.yml", schema.EFFECTS),
        commands=_phrases(folder / "lexicon" / "commands.yml", schema.COMMANDS),
        quiet_answers=_phrases(folder / "safety" / "quiet_answers.yml", schema.QUIET_ANSWERS),
        answer_words=load_answer_words(folder),
        result_rules=load_result_rules(folder),
        labels=read(folder / "lexicon" / "labels.yml", schema.LABELS)["labels"],
        care=load_care(folder / "safety"),
        sign_rules=load_sign_rules(folder / "safety"),
        raw_responses=raw,
    )


def _variation(value: Mapping[str, Any]) -> Variation:
    metadata = dict(value["metadata"])
    metadata["sections"] = tuple(metadata.get("sections", ()))
    buttons = tuple(
        Button(button["title"], button["payload"].replace("{{", "{").replace("}}", "}"))
        for button in value.get("buttons", ())
    )
    return Variation(value["text"], About(**metadata), buttons)


def _phrases(path: Path, shape: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(words) for key, words in read(path, shape).items()}


def _terms(path: Path, shape: dict[str, Any]) -> dict[str, Term]:
    return {
        key: Term(value["label"], tuple(value["phrases"]))
        for key, value in read(path, shape).items()
    }
