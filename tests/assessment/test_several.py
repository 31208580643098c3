"""Which of several questions are answered, and how the answers are joined."""

from __future__ import annotations

from backtalk.assessment.several import (
    LIMIT,
    Answer,
    Asked,
    join_answers,
    weakest,
    worth_answering,
)


def ask(intent: str, confidence: float = 0.9) -> Asked:
    return Asked(f"about {intent}", intent, confidence)


def test_questions_are_answered_in_the_order_in_which_they_were_asked():
    asked = [ask("b"), ask("a")]
    assert worth_answering(asked, lambda intent: True, 0.6) == tuple(asked)


def test_a_question_asked_twice_is_answered_once():
    asked = [ask("a"), ask("a"), ask("b")]
    assert [q.intent for q in worth_answering(asked, lambda intent: True, 0.6)] == ["a", "b"]


def test_an_unclear_question_and_one_without_an_answer_are_left_alone():
    asked = [ask("a", 0.3), ask("greet"), ask("b")]
    chosen = worth_answering(asked, lambda intent: intent != "greet", 0.6)
    assert [q.intent for q in chosen] == ["b"]


def test_no_more_than_three_are_answered():
    asked = [ask(name) for name in "abcde"]
    assert len(worth_answering(asked, lambda intent: True, 0.6)) == LIMIT


def test_answers_stand_under_their_questions_without_doctor_lines_and_offers():
    text = join_answers(
        [Asked("does it hurt", "a", 0.9), Asked("Is it safe?", "b", 0.9)],
        [
            Answer("Sore at times.\nSee your doctor first.\nShall I keep it?", (), "n/a", True),
            Answer("Mostly.\nDo not rush.\nAsk your doctor first.", (), "n/a"),
        ],
        lambda sentence: "doctor first" in sentence,
    )
    assert text == "Does it hurt?\nSore at times.\n\nIs it safe?\nMostly.\nDo not rush."


def test_the_weakest_evidence_stands_for_all():
    assert weakest(["strong", "n/a", "low"]) == "low"
    assert weakest(["n/a", "n/a"]) == "n/a"


def test_an_answer_about_seeing_the_doctor_loses_only_the_line():
    text = join_answers(
        [Asked("need I ask?", "a", 0.9)],
        [Answer("See your doctor first. They know your health. Ask what suits you.", (), "n/a")],
        lambda sentence: "doctor first" in sentence,
    )
    assert text == "Need I ask?\nThey know your health. Ask what suits you."


def test_every_pair_of_answers_keeps_something_and_loses_the_doctor_line(library):
    names = [name for name in library.responses if library.answer_to(name[len("utter_") :])]
    for name in names:
        [variation, *_] = library.responses[name].variations
        answer = Answer(variation.text, (), "n/a", offers=variation.about.offer is not None)
        text = join_answers([Asked("so", "x", 1.0)], [answer], library.doctor_first.is_said_in)
        assert len(text.split()) > 6, name
        assert not library.doctor_first.is_said_in(text), name
