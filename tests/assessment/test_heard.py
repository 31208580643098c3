"""What people type and press at each question, and what it means there."""

from __future__ import annotations

import pytest

from backtalk.assessment.answers import STEPS, Assessment
from backtalk.assessment.frames import Frame
from backtalk.assessment.heard import understand
from backtalk.assessment.meaning import Heard, Meaning
from backtalk.assessment.phrases import folded

from .people import ANSWER_WORDS, LIBRARY, press, typed, waiting

HIP = Frame(areas_present=("hip",))
LEFT_HIP = Frame(areas_present=("hip",), sides=(("hip", "left"),))
MASSAGE = Frame(treatments_had=("massage",))
NO_MASSAGE = Frame(treatments_denied=("massage",))
BACK_AGAIN = Frame(areas_present=("low_back",))
WEEKS_AGO = Frame(duration_text="3 weeks ago")


def mean(
    step: str, text: str, intent: str | None = "nlu_fallback", frame: Frame | None = None
) -> Meaning:
    return understand(typed(text, intent, frame), waiting(step), ANSWER_WORDS)


# Each row: the question that waits, and what people type that means the value beside it.
SAID = {
    ("consent", "accepted"): "yes | Yes please | ok | okay then | sure | that's fine | go ahead | I agree | y | yep, fine by me | sounds good, do it | hmm ok | no problem | no problem with that | I don't mind | yes you can keep it | I guess so | of course | alright | agreed | fire away | I would, yes | no problem, we can go on",
    ("consent", "refused"): "no | nope | no thanks | I'd rather not | keep nothing | please keep nothing | no, don't save it | I don't consent | no you can't | you may not | please don't | absolutely not | I'm good | I'd prefer not to | rather not | not interested",
    ("consent", "more"): "tell me more | what do you keep | who sees it? | for how long? | not sure | maybe | yes but who reads it? | is it private? | what happens if I say yes",
    ("signs", "none"): "no | none | none of these | None of them, thanks | nope | nah | no to all | not that I know of | I don't have any of these | nothing like that | none of the above | no, none apply | no I'm fine | none, just pain | thankfully not | zero",
    ("signs", "some"): "yes | yes, the second one | one of them | the last one | fever | a bit numb | I had cancer ten years ago | my bladder is odd | my leg is a bit weak | I fell off a ladder | all of them | some of these | weight loss | yeah",
    ("signs", "not_sure"): "not sure | maybe | don't know | I'm not sure about the second | hard to say | can't tell | possibly",
    ("areas", "not_sure"): "not sure | no idea | I don't know | hard to say | dunno",
    ("areas", "none"): "none | nowhere | no",
    ("side", "not_sure"): "not sure | depends | can't tell | no idea",
    ("knot", "yes"): "yes | yeah | I think so | there's a lump | yes there is a hard spot | I can feel one | a few | feels tight | it's tender | ouch, yes | sort of | a bit | something is there | my wife says yes | loads | definitely | like a marble | probably | two | I feel a small one",
    ("knot", "no"): "no | nope | not really | can't feel anything | nothing there | I can't find one | no lump | not that I can feel | I don't think so | nah, feels normal | none | never | I don't feel a knot | probably not | no, it's all soft",
    ("knot", "not_sure"): "not sure | maybe | hard to tell | I can't reach | it hurts too much to press | I didn't press | not sure what a knot feels like | might be | could be | yes and no",
    ("limits", "bending"): "bending | yes, bending | I can't bend | bending over | it hurts when I bend | tying my shoes | can't put my socks on | leaning forward | only when I bend | mostly bending | picking things up | not turning, bending | turning is fine but bending hurts | no, only bending | stooping | it isn't the turning, it's the bending | I have trouble bending",
    ("limits", "turning"): "turning | yes, turning | twisting | I can bend but not twist | rolling over in bed | looking over my shoulder | bending is fine, turning hurts | I can bend and can't turn | not bending, but twisting | hard to turn | it's not the bending it's the turning | turning isn't easy",
    ("limits", "both"): "both | yes | yes both | everything | bending and turning | all movement | I can't bend or turn | a bit | sometimes | yes it does | I can't move | twisting and bending",
    ("limits", "no"): "no | neither | not really | not at all | no, I move fine | bending and turning are fine | I can bend and turn | no problem bending | no trouble bending or turning | both are fine | neither bending nor turning | nope",
    ("limits", "not_sure"): "not sure | don't know | hard to say | maybe",
    ("severity", "not_sure"): "not sure | don't know | I can't say | it depends",
    ("duration", "not_sure"): "not sure | can't remember | no idea | I forget",
    ("treatments", "none"): "nothing | nothing yet | none | no | I haven't tried anything | not tried anything | nothing so far | no, nothing at all | not much | haven't done anything | just put up with it | no treatment yet | zero",
    ("treatments", "not_sure"): "not sure | can't remember | don't know",
    ("helped", "not_sure"): "not sure | hard to say | can't tell | don't know yet",
    ("seen_doctor", "yes"): "yes | yes I have | yep, last year | my GP | I saw my doctor | went to the hospital | twice | years ago | a specialist | yes, he said it's nothing | been to the ER | yes, for my hip | the doctor said it's muscular | a few times | had an MRI | yes, I'm going again next week | I saw her, seeing her again on Monday | my doctor wants to see me next week",
    ("seen_doctor", "no"): "no | not yet | nope | never | I haven't | I have an appointment on Monday | going next week | booked in | waiting for an appointment | no but I will | I don't have a doctor | I should see one | no doctor | not for this | didn't see one | yes, I have an appointment tomorrow",
    ("seen_doctor", "not_sure"): "not sure | can't remember | I don't remember",
    ("ask_doctor", "none"): "no | nope | nothing | no question | no more questions | that's all | I'm good | nothing to ask | no thanks | none | done | continue | can't think of anything | nothing else | not at the moment",
    ("check", "yes"): "yes | ok | that's right | looks right | correct | all good | yes, all correct | perfect | nothing to change | no changes | no, it's fine | nothing | go on | done | leave it as it is | right | great, thanks | exactly",
}  # fmt: skip


@pytest.mark.parametrize(
    ("step", "text", "value"),
    [(step, text, value) for (step, value), said in SAID.items() for text in said.split(" | ")],
)
def test_words_mean_a_value_at_their_question(step, text, value):
    meaning = mean(step, text)
    assert (meaning.move, meaning.step) == (value, step)


# What needs more than the words: the frame that was read from them, or the intent.
@pytest.mark.parametrize(
    ("step", "text", "frame", "told"),
    [
        ("areas", "back", BACK_AGAIN, BACK_AGAIN),
        ("areas", "back", Frame(), BACK_AGAIN),
        ("areas", "my back", Frame(), BACK_AGAIN),
        ("areas", "lower", Frame(), BACK_AGAIN),
        ("areas", "my left hip", LEFT_HIP, LEFT_HIP),
        ("areas", "not sure, my hip maybe", HIP, HIP),
        ("areas", "not the hip", Frame(areas_denied=("hip",)), Frame(areas_denied=("hip",))),
        ("side", "left", Frame(), Frame(sides=(("hip", "left"),))),
        ("side", "on the right", Frame(), Frame(sides=(("hip", "right"),))),
        ("side", "both", Frame(), Frame(sides=(("hip", "both"),))),
        ("side", "left and right", Frame(), Frame(sides=(("hip", "both"),))),
        ("side", "left but sometimes right", Frame(), Frame(sides=(("hip", "both"),))),
        ("side", "right in the middle", Frame(), Frame(sides=(("hip", "middle"),))),
        ("side", "right, I think", Frame(), Frame(sides=(("hip", "right"),))),
        ("side", "not the left, the right", Frame(), Frame(sides=(("hip", "right"),))),
        ("side", "not left right", Frame(), Frame(sides=(("hip", "right"),))),
        ("side", "more on the left", Frame(), Frame(sides=(("hip", "left"),))),
        ("side", "neither", Frame(), Frame(sides=(("hip", "middle"),))),
        ("side", "it switches", Frame(), Frame(sides=(("hip", "both"),))),
        ("side", "all across", Frame(), Frame(sides=(("hip", "both"),))),
        ("side", "l", Frame(), Frame(sides=(("hip", "left"),))),
        ("side", "the left hip", LEFT_HIP, LEFT_HIP),
        ("side", "left hand side", Frame(areas_present=("other",)), Frame(sides=(("hip", "left"),))),
        ("severity", "3", Frame(severity=3), Frame(severity=3)),
        ("severity", "3", Frame(), Frame(severity=3)),
        ("severity", "a 10", Frame(severity=10), Frame(severity=10)),
        ("severity", "no pain", Frame(), Frame(severity=0)),
        ("severity", "none", Frame(severity=0), Frame(severity=0)),
        ("severity", "the worst I can think of", Frame(), Frame(severity=10)),
        ("severity", "not sure, maybe a 6", Frame(severity=6), Frame(severity=6)),
        ("duration", "3 weeks", Frame(duration_text="3 weeks"), Frame(duration_text="3 weeks")),
        ("duration", "after the accident", Frame(), Frame(duration_text="after the accident")),
        ("duration", "on and off", Frame(), Frame(duration_text="on and off")),
        ("duration", "2019", Frame(), Frame(duration_text="2019")),
        ("duration", "comes and goes", Frame(), Frame(duration_text="comes and goes")),
        ("duration", "since my kid was born", Frame(), Frame(duration_text="since my kid was born")),
        ("treatments", "massage", MASSAGE, MASSAGE),
        ("treatments", "no massage, only ice", Frame(("hip",), (), ("ice",), ("massage",)), Frame(("hip",), (), ("ice",), ("massage",))),
        ("treatments", "just rest", Frame(), Frame(treatments_had=("other",))),
        ("treatments", "massage for six weeks", Frame(treatments_had=("massage",), duration_text="six weeks"), MASSAGE),
    ],
)  # fmt: skip
def test_words_tell_something_of_the_pain(step, text, frame, told):
    meaning = mean(step, text, "report_symptoms", frame)
    assert (meaning.move, meaning.step, meaning.frame) == ("yes", step, told)


# At "which of these helped?" physical therapy and massage were listed.
@pytest.mark.parametrize(
    ("text", "frame", "physical_therapy", "massage"),
    [
        ("massage", MASSAGE, "no_help", "helped"),
        ("only the massage", MASSAGE, "no_help", "helped"),
        ("yes, massage", MASSAGE, "no_help", "helped"),
        ("massage a bit", MASSAGE, "no_help", "helped"),
        ("not the massage", NO_MASSAGE, None, "no_help"),
        ("massage no", MASSAGE, None, "no_help"),
        ("nothing but massage", MASSAGE, "no_help", "helped"),
        ("all but massage", NO_MASSAGE, "helped", "no_help"),
        ("everything except massage", MASSAGE, "helped", "no_help"),
        ("the first one", Frame(), "helped", "no_help"),
        ("the second", Frame(), "no_help", "helped"),
        ("the last one", Frame(), "no_help", "helped"),
        ("none", Frame(), "no_help", "no_help"),
        ("no", Frame(), "no_help", "no_help"),
        ("neither", Frame(), "no_help", "no_help"),
        ("not really", Frame(), "no_help", "no_help"),
        ("not much", Frame(), "no_help", "no_help"),
        ("nothing helped", Frame(), "no_help", "no_help"),
        ("it made it worse", Frame(), "no_help", "no_help"),
        ("no difference", Frame(), "no_help", "no_help"),
        ("yes", Frame(), "helped", "helped"),
        ("both", Frame(), "helped", "helped"),
        ("all of them", Frame(), "helped", "helped"),
        ("a bit", Frame(), "helped", "helped"),
        ("a little", Frame(), "helped", "helped"),
        ("for a while", Frame(duration_text="a while"), "helped", "helped"),
        ("they all helped a bit", Frame(), "helped", "helped"),
        ("massage helped", Frame(treatments_had=("massage",), effects=(("massage", "helped"),)), None, "helped"),
        ("massage yes, physio no", Frame(treatments_had=("massage",), treatments_denied=("physical_therapy",)), "no_help", "helped"),
        ("physio, from 8 to 4", Frame(treatments_had=("physical_therapy",), severity=8), "helped", "no_help"),
    ],
)  # fmt: skip
def test_words_tell_what_helped(text, frame, physical_therapy, massage):
    meaning = mean("helped", text, "inform_prior_treatments", frame)
    assert (meaning.move, meaning.step) == ("yes", "helped")
    told = {"physical_therapy": physical_therapy, "massage": massage}
    assert dict(meaning.frame.effects) == {name: value for name, value in told.items() if value}
    assert meaning.frame.treatments_denied == ()
    assert (meaning.frame.severity, meaning.frame.duration_text) == (None, None)


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        (
            "massage and physio, one of them no",
            Frame(treatments_had=("massage", "physical_therapy")),
        ),
        ("some", Frame()),
        ("that thing I had in spring was better than the rest of it", Frame()),
    ],
)
def test_of_two_treatments_none_is_guessed_at(text, frame):
    assert mean("helped", text, "nlu_fallback", frame).frame.effects == ()


@pytest.mark.parametrize(
    ("step", "text", "frame", "value"),
    [
        ("knot", "yes, and my left hip hurts too", LEFT_HIP, "yes"),
        ("knot", "no, but my hip hurts", HIP, "no"),
        ("knot", "not sure, but it is a 7", Frame(severity=7), "not_sure"),
        ("limits", "bending, and my left hip hurts", LEFT_HIP, "bending"),
        ("seen_doctor", "yes, and I had massage", MASSAGE, "yes"),
        ("seen_doctor", "only a physio", Frame(treatments_had=("physical_therapy",)), "no"),
        ("consent", "yes, my hip hurts", HIP, "accepted"),
    ],
)
def test_one_message_answers_the_question_and_tells_more(step, text, frame, value):
    meaning = mean(step, text, "report_symptoms", frame)
    assert (meaning.move, meaning.step, meaning.frame) == (value, step, frame)


# What is told beside an answer, but not of the pain.
@pytest.mark.parametrize(
    ("step", "text", "frame"),
    [
        ("seen_doctor", "yes, 3 weeks ago", WEEKS_AGO),
        ("seen_doctor", "I saw my GP 3 weeks ago", WEEKS_AGO),
        ("knot", "no lump in my back", Frame(areas_denied=("low_back",))),
        ("knot", "I feel one", Frame(severity=1)),
        ("limits", "no, my back is fine", Frame(areas_denied=("low_back",))),
        ("signs", "cancer, ten years ago", Frame(duration_text="ten years ago")),
    ],
)
def test_times_and_places_that_are_not_of_the_pain_are_not_taken_for_it(step, text, frame):
    assert mean(step, text, "report_symptoms", frame).frame.is_empty


def test_a_correction_beside_an_answer_is_taken_for_one():
    meaning = mean("seen_doctor", "yes, and actually it began 3 weeks ago", None, WEEKS_AGO)
    assert meaning.frame == WEEKS_AGO


@pytest.mark.parametrize("step", ["knot", "limits", "seen_doctor"])
def test_the_no_of_something_else_is_no_answer(step):
    told = Frame(treatments_had=("ice",), treatments_denied=("physical_therapy",))
    meaning = mean(step, "no physio, only ice", "inform_prior_treatments", told)
    assert (meaning.move, meaning.frame) == (None, told)
    assert mean(step, "no, physio", "inform_prior_treatments", told).move == "no"


def test_no_knot_does_not_answer_whether_a_doctor_was_seen():
    assert mean("seen_doctor", "no knot").move is None
    assert mean("knot", "no knot").move == "no"


@pytest.mark.parametrize("step", ["knot", "limits", "severity", "seen_doctor", "check"])
def test_the_side_can_be_put_right_at_any_question(step):
    meaning = mean(step, "actually it's on the right")
    assert dict(meaning.frame.sides) == {"low_back": "right", "hip": "right"}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize(
    ("text", "move"),
    [
        ("go back", "back"),
        ("previous question please", "back"),
        ("can I go back?", "back"),
        ("stop", "stop"),
        ("I want to stop", "stop"),
        ("stop please", "stop"),
        ("why", "why"),
        ("why do you ask?", "why"),
        ("why do you need to know that", "why"),
        ("what do you mean?", "why"),
        ("skip", "skipped"),
        ("skip this one please", "skipped"),
        ("I'd rather not say", "taken_back"),
        ("take that back", "taken_back"),
    ],
)
def test_these_words_move_about_at_every_question(step, text, move):
    meaning = mean(step, text, "affirm", BACK_AGAIN if "back" in text else None)
    # To rather not say whether answers may be kept is to say no.
    expected = "refused" if (step, move) == ("consent", "taken_back") else move
    assert (meaning.move, meaning.step) == (expected, step)


@pytest.mark.parametrize("step", [s for s in STEPS if s != "consent"])
@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("change how bad", "severity"),
        ("I want to change the number", "severity"),
        ("can I change how long", "duration"),
        ("change where it hurts", "areas"),
        ("change my answer to the knot question", "knot"),
        ("change the treatments please", "treatments"),
        ("I made a mistake with the side", "side"),
        ("let me change what helped", "helped"),
        ("correct my doctor answer", "seen_doctor"),
        ("change my question", "ask_doctor"),
        ("change warning signs", "signs"),
        ("go back to bending", "limits"),
        ("change", None),
        ("I want to change something", None),
    ],
)
def test_an_answer_to_change_is_named(step, text, named):
    meaning = mean(step, text, "human_handoff")
    assert (meaning.move, meaning.step) == ("change", named)


@pytest.mark.parametrize("step", ["signs", "knot", "severity", "duration", "treatments", "check"])
@pytest.mark.parametrize(
    ("text", "named"),
    [("places", "areas"), ("which side", "side"), ("what helped", "helped"), ("the questions", "ask_doctor")],
)  # fmt: skip
def test_the_bare_name_of_another_question_is_enough(step, text, named):
    meaning = mean(step, text, "not_covered_find_clinician")
    assert (meaning.move, meaning.step) == ("change", named)


CHANGES = LIBRARY.responses["utter_change_which"].variations[0].buttons


@pytest.mark.parametrize("button", CHANGES, ids=lambda button: button.title)
def test_every_name_that_is_offered_for_a_change_is_understood_when_it_is_typed(button):
    meaning = mean("check", button.title, "not_covered_pain")
    assert meaning.move == "change"
    assert f'["change", "{meaning.step}"]' in button.payload


@pytest.mark.parametrize(
    ("text", "frame", "told"),
    [
        ("actually it's the left hip", LEFT_HIP, LEFT_HIP),
        ("no, it's 5", Frame(severity=5), Frame(severity=5)),
        ("change it to 5", Frame(severity=5), Frame(severity=5)),
        ("not the hip", Frame(areas_denied=("hip",)), Frame(areas_denied=("hip",))),
        ("I never had massage", NO_MASSAGE, NO_MASSAGE),
        ("it's the right side", Frame(), Frame(sides=(("low_back", "right"), ("hip", "right")))),
        ("left", Frame(), Frame(sides=(("low_back", "left"), ("hip", "left")))),
    ],
)
def test_at_the_check_a_change_can_simply_be_told(text, frame, told):
    state = waiting("check").hear(Frame(areas_denied=("groin",)))
    meaning = understand(typed(text, "deny", frame), state, ANSWER_WORDS)
    if frame == LEFT_HIP:
        state = state.hear(Frame(sides=(("hip", "right"),)))
        meaning = understand(typed(text, "report_symptoms", frame), state, ANSWER_WORDS)
    assert (meaning.move, meaning.step, meaning.frame) == (None, None, told)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("I can feel a knot now", "knot"),
        ("no knot", "knot"),
        ("I have seen a doctor", "seen_doctor"),
        ("bending is fine", "limits"),
        ("the duration is wrong", "duration"),
        ("yes but change the number", "severity"),
        ("no", None),
        ("that's wrong", None),
        ("no that is not it", None),
    ],
)
def test_at_the_check_what_is_named_is_asked_again(text, named):
    meaning = mean("check", text, "ask_see_doctor")
    assert (meaning.move, meaning.step) == ("change", named)


def test_at_the_check_what_stands_there_already_is_asked_again():
    meaning = mean("check", "remove the massage", "not_covered_aftercare", MASSAGE)
    assert (meaning.move, meaning.step) == ("change", "treatments")


def test_at_the_check_a_place_that_stands_there_with_its_side_gives_no_side_to_others():
    meaning = mean("check", "actually the left hip", "report_symptoms", LEFT_HIP)
    assert (meaning.move, meaning.frame) == (None, LEFT_HIP)


def test_a_yes_that_repeats_an_answer_confirms_it():
    assert mean("check", "yes, the left hip", "affirm", LEFT_HIP).move == "yes"


def test_a_yes_that_brings_news_does_not_confirm():
    meaning = mean("check", "yes, and my thigh", "affirm", Frame(areas_present=("thigh",)))
    assert (meaning.move, meaning.frame) == (None, Frame(areas_present=("thigh",)))


DIGRESSIONS = [
    ("what is dry needling?", "ask_dry_needling", Frame()),
    ("is it safe for my hip?", "ask_safety", HIP),
    ("can massage help?", "ask_combine_treatments", MASSAGE),
    ("how much does it cost", "not_covered_cost", Frame()),
    ("what is a knot?", "ask_trigger_points", Frame()),
]


@pytest.mark.parametrize("step", [s for s in STEPS if s != "ask_doctor"])
@pytest.mark.parametrize(("text", "intent", "frame"), DIGRESSIONS)
def test_a_question_on_something_else_is_for_its_own_rule(step, text, intent, frame):
    meaning = mean(step, text, intent, frame)
    assert (meaning.move, meaning.is_elsewhere, meaning.frame) == (None, True, Frame())


@pytest.mark.parametrize("intent", ["greet", "thank", "goodbye", "restart", "show_my_data"])
def test_what_has_a_rule_of_its_own_is_left_to_it(intent):
    for step in STEPS:
        assert mean(step, "blub blub", intent).is_elsewhere


def test_a_statement_that_was_taken_for_a_question_still_answers():
    assert mean("knot", "there is a lump", "ask_trigger_points").move == "yes"
    assert mean("seen_doctor", "my doctor", "ask_see_doctor").move == "yes"


def test_something_told_beside_a_greeting_is_heard():
    assert mean("knot", "hi, my hip hurts", "greet", HIP).frame == HIP


NONSENSE = [
    "asdf",
    "qwerty zxcv blah",
    "pretty bad",
    "7 bananas",
    "...",
    "\U0001f44d",
    "",
    "   ",
    "x" * 999,
]


@pytest.mark.parametrize("step", [s for s in STEPS if s != "ask_doctor"])
@pytest.mark.parametrize("text", NONSENSE)
@pytest.mark.parametrize("intent", ["affirm", "deny", "nlu_fallback", "out_of_scope", None])
def test_nonsense_is_no_answer_whatever_it_was_taken_for(step, text, intent):
    meaning = mean(step, text, intent)
    assert (meaning.move, meaning.is_elsewhere, meaning.frame) == (None, False, Frame())


@pytest.mark.parametrize(
    ("step", "text"),
    [
        ("areas", "yes"),
        ("side", "no"),
        ("severity", "yes"),
        ("duration", "no"),
        ("treatments", "yes"),
        ("knot", "ok"),
        ("signs", "fine"),
        ("ask_doctor", "yes"),
        ("ask_doctor", "ok"),
        ("check", "not sure"),
        ("consent", "continue"),
    ],
)
def test_an_answer_that_does_not_fit_the_question_gets_an_explanation(step, text):
    assert mean(step, text, "affirm").move == "explain"


@pytest.mark.parametrize(
    "text",
    ["no fever, no cancer", "no, but my bladder is odd now", "none really apart from the numb bit", "nothing, just weak legs", "no cancer"],
)  # fmt: skip
def test_a_no_with_something_beside_it_is_not_taken_for_no_sign(text):
    assert mean("signs", text, "deny").move != "none"


@pytest.mark.parametrize(
    "text", ["yes but not my name", "asdf", "yes if it is safe", "ok? why not", "pretty bad"]
)
def test_only_a_plain_yes_is_consent(text):
    assert mean("consent", text, "affirm").move != "accepted"


def test_a_correction_at_the_consent_is_no_refusal():
    meaning = mean("consent", "no, it's the left hip", "deny", LEFT_HIP)
    assert (meaning.move, meaning.frame) == (None, LEFT_HIP)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize(
    "text", ["keep nothing", "please don't keep anything", "I withdraw my consent"]
)
def test_consent_can_be_taken_back_at_any_question(step, text):
    meaning = mean(step, text)
    assert (meaning.move, meaning.step) == ("refused", "consent")


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("Is it safe with blood thinners?", "not_covered_precautions"),
        ("will it hurt", "not_covered_pain"),
        ("side effects", "ask_safety"),
        ("about surgery", "not_covered_surgery"),
        ("how long?", "ask_relief_duration"),
        ("what is dry needling?", "ask_dry_needling"),
        ("can massage help my hip", "report_symptoms"),
        ("no idea if I can run again, can I?", "deny"),
        ("is it ok? and can I drive?", "several_questions"),
        ("whether I may lift my grandson again after this", "affirm"),
    ],
)
def test_what_is_typed_for_the_doctor_is_kept_as_it_is(text, intent):
    meaning = mean("ask_doctor", text, intent, HIP)
    assert (meaning.move, meaning.question, meaning.frame) == ("yes", text, Frame())


def test_something_told_of_the_pain_is_no_question_for_the_doctor():
    meaning = mean(
        "ask_doctor", "my thigh hurts too", "report_symptoms", Frame(areas_present=("thigh",))
    )
    assert (meaning.move, meaning.question) == (None, None)


@pytest.mark.parametrize("text", ["?", "...", "42"])
def test_a_question_for_the_doctor_has_words(text):
    assert mean("ask_doctor", text).question is None


def test_words_are_kept_only_where_they_say_more_than_the_answer():
    assert mean("knot", "yes").words is None
    assert mean("knot", "I don't think so").words is None
    assert mean("knot", "yes, like a small pea").words == "yes, like a small pea"
    assert mean("severity", "7", None, Frame(severity=7)).words is None


def test_folding_leaves_the_words_alone():
    assert folded("  Don\u2019t  KNOW, sorry! ") == "dont know sorry"


@pytest.mark.parametrize(
    ("step", "values", "move", "frame"),
    [
        ("consent", ("accepted",), "accepted", Frame()),
        ("signs", ("some",), "some", Frame()),
        ("areas", ("hip:left", "hip:right"), "yes", Frame(areas_present=("hip",), sides=(("hip", "both"),))),
        ("areas", ("hip:left", "tailbone"), "yes", Frame(areas_present=("hip", "tailbone"), sides=(("hip", "left"),))),
        ("side", ("middle",), "yes", Frame(sides=(("hip", "middle"),))),
        ("limits", ("both",), "both", Frame()),
        ("severity", ("0",), "yes", Frame(severity=0)),
        ("duration", ("a year or more",), "yes", Frame(duration_text="a year or more")),
        ("treatments", ("ice", "heat"), "yes", Frame(treatments_had=("heat", "ice"))),
        ("treatments", ("none",), "none", Frame()),
        ("helped", ("massage",), "yes", Frame(effects=(("physical_therapy", "no_help"), ("massage", "helped")))),
        ("helped", ("none",), "none", Frame(effects=(("physical_therapy", "no_help"), ("massage", "no_help")))),
        ("ask_doctor", ("none",), "none", Frame()),
        ("check", ("yes",), "yes", Frame()),
        ("knot", ("why",), "why", Frame()),
        ("knot", ("trouble",), "trouble", Frame()),
        ("knot", ("back",), "back", Frame()),
        ("check", ("stop",), "stop", Frame()),
    ],
)  # fmt: skip
def test_a_press_means_what_its_button_says(step, values, move, frame):
    meaning = understand(press(step, *values), waiting(step), ANSWER_WORDS)
    assert (meaning.move, meaning.step, meaning.frame) == (move, step, frame)


def test_what_was_told_before_and_is_not_chosen_does_not_hurt():
    state = waiting("knot")
    meaning = understand(press("areas", "thigh", "hip"), state, ANSWER_WORDS)
    assert meaning.frame == Frame(areas_present=("hip", "thigh"), areas_denied=("low_back",))


@pytest.mark.parametrize(
    ("values", "step"),
    [(("change", "severity"), "severity"), (("change",), None), (("change", "nose"), None)],
)
def test_a_press_names_what_to_change(values, step):
    meaning = understand(press("check", *values), waiting("check"), ANSWER_WORDS)
    assert (meaning.move, meaning.step) == ("change", step)


@pytest.mark.parametrize(
    ("step", "values"),
    [
        ("nose", ("yes",)),
        ("knot", ()),
        ("knot", ("",)),
        ("knot", ("maybe",)),
        ("knot", ("none",)),
        ("severity", ("11",)),
        ("severity", ("-1",)),
        ("severity", ("\u00b2",)),
        ("severity", ("9" * 5000,)),
        ("severity", ("none",)),
        ("duration", ("  ",)),
        ("duration", ("x" * 61,)),
        ("areas", ("nose",)),
        ("areas", ("nose:left",)),
        ("side", ("up",)),
        ("treatments", ("magic",)),
        ("ask_doctor", ("Is it safe?",)),
        ("check", ("no",)),
        ("helped", ("surgery",)),
    ],
)
def test_a_press_that_no_button_makes_means_nothing(step, values):
    meaning = understand(press(step, *values), waiting("seen_doctor"), ANSWER_WORDS)
    assert (meaning.move, meaning.frame) == (None, Frame())


@pytest.mark.parametrize(
    ("step", "value"), [("side", "left"), ("helped", "none"), ("helped", "massage")]
)
def test_a_press_on_the_side_or_the_effect_of_nothing_means_nothing(step, value):
    meaning = understand(press(step, value), Assessment(asked="knot"), ANSWER_WORDS)
    assert (meaning.move, meaning.frame) == (None, Frame())


def test_a_press_has_no_words():
    assert Heard("Yes", question="knot", values=("yes",)).is_press
    assert not typed("yes").is_press
