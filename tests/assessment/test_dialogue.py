"""One turn of the self-assessment after the other."""

from __future__ import annotations

import pytest

from backtalk.assessment.answers import STEPS, Assessment
from backtalk.assessment.dialogue import ASK_RESPONSES, CANNOT_SKIP, WHY_RESPONSES, Turn, begin
from backtalk.assessment.frames import Frame

from .people import ANSWERS, LIBRARY, answer, finish, press, say, start, typed, waiting

NONSENSE = "blub blub"
LEFT_HIP = Frame(areas_present=("hip",), sides=(("hip", "left"),))
SKIPPABLE = [step for step in STEPS if step not in CANNOT_SKIP]


def _fail(state: Assessment, times: int) -> Turn:
    turn = Turn(state)
    for _ in range(times):
        turn = say(
            turn.assessment, press("check", "blub") if state.asked == "ask_doctor" else NONSENSE
        )
    return turn


@pytest.mark.parametrize("responses", [ASK_RESPONSES, WHY_RESPONSES])
def test_every_question_has_its_words(responses):
    assert list(responses) == list(STEPS)
    assert set(responses.values()) <= set(LIBRARY.responses)


def test_a_cooperative_person_comes_to_the_result():
    state, turns = finish(start().assessment)
    assert state.is_done
    assert turns <= 12


def test_the_first_turn_takes_along_what_the_opening_message_tells():
    state = start(LEFT_HIP).assessment
    assert (state.asked, state.frame) == ("consent", LEFT_HIP)


@pytest.mark.parametrize("step", STEPS)
def test_an_answer_leads_on_without_ado(step):
    turn = answer(waiting(step))
    assert turn.assessment.asked != step
    assert turn.say == ()


@pytest.mark.parametrize("step", SKIPPABLE)
@pytest.mark.parametrize(("value", "words"), [("skipped", "skip"), ("not_sure", "not sure")])
def test_skip_and_not_sure_are_answers_by_word_and_by_button(step, value, words):
    for heard in (words, press(step, value)):
        turn = say(waiting(step), heard)
        assert turn.assessment.value(step) == value
        assert turn.assessment.asked != step


@pytest.mark.parametrize("step", sorted(CANNOT_SKIP))
def test_what_cannot_be_skipped_is_explained_and_asked_again(step):
    turn = say(waiting(step), "skip")
    assert turn.assessment.asked == step
    assert turn.say == (WHY_RESPONSES[step],)


def test_one_message_answers_several_questions():
    told = Frame(areas_present=("tailbone",), severity=7, duration_text="a week")
    state = say(
        waiting("areas"), typed("my tailbone, a 7, for a week", "report_symptoms", told)
    ).assessment
    assert state.frame == told
    asked = [state.asked]
    while state.asked != "check":
        state = answer(state).assessment
        asked.append(state.asked)
    assert asked == ["knot", "limits", "treatments", "helped", "seen_doctor", "ask_doctor", "check"]


def test_what_is_told_besides_is_noted_and_the_question_comes_again():
    turn = say(waiting("knot"), typed("my left hip", "report_symptoms", Frame(severity=7)))
    assert (turn.assessment.asked, turn.say) == ("knot", ("utter_noted_too",))
    assert turn.assessment.frame.severity == 7


def test_what_was_told_before_a_second_time_is_no_progress():
    told = typed("it is a 7", "report_symptoms", Frame(severity=7))
    state = say(waiting("knot"), told).assessment
    again = say(state, told)
    assert (again.say, again.assessment.failures) == (("utter_noted_too",), 1)


# Going back, changing, asking why


@pytest.mark.parametrize("step", [s for s in STEPS if s not in {"consent", "signs"}])
def test_back_asks_the_question_before_and_an_answer_leads_forth_again(step):
    state = waiting(step)
    back = say(state, "go back").assessment
    assert back.asked == state.trail[state.trail.index(step) - 1]
    assert answer(back, {**ANSWERS, "areas": ("hip",)}).assessment.asked == step


@pytest.mark.parametrize("step", ["consent", "signs"])
def test_before_the_first_question_there_is_nothing(step):
    turn = say(waiting(step), "go back")
    assert (turn.assessment.asked, turn.say) == (step, ("utter_no_way_back",))


def test_back_goes_all_the_way_and_no_further():
    state = waiting("check")
    for _ in range(15):
        state = say(state, "go back").assessment
    assert state.asked == "signs"


def test_the_word_back_is_a_place_where_places_are_asked_for():
    state = say(waiting("areas"), "back").assessment
    assert state.frame.areas_present == ("low_back",)


def test_going_back_loses_nothing():
    state = waiting("check")
    back = say(say(state, "back").assessment, "back").assessment
    assert (back.frame, back.settled) == (state.frame, state.settled)


@pytest.mark.parametrize("words", ["skip", "next", "move on"])
@pytest.mark.parametrize("step", SKIPPABLE)
def test_skipping_what_was_answered_leaves_the_answer(step, words):
    state = waiting("check")
    if step == "side":
        state = state.hear(Frame(sides=(("low_back", "left"),)))
    if step == "helped":
        state = state.hear(Frame(effects=(("massage", "helped"),)))
    changing = say(state, press("check", "change", step)).assessment
    turn = say(changing, words)
    assert (turn.assessment.frame, turn.assessment.settled) == (state.frame, state.settled)
    assert turn.assessment.asked == "check"


@pytest.mark.parametrize(
    ("step", "gone"),
    [("severity", {"severity": None}), ("duration", {"duration_text": None}), ("areas", {"areas_present": ()})],
)  # fmt: skip
def test_what_the_person_would_rather_not_say_is_taken_back(step, gone):
    state = say(waiting("check"), press("check", "change", step)).assessment
    after = say(state, "I'd rather not say").assessment
    assert after.value(step) == "skipped"
    assert {name: getattr(after.frame, name) for name in gone} == gone


@pytest.mark.parametrize("step", [s for s in STEPS if s not in {"consent", "check"}])
def test_every_answer_can_be_changed_from_the_check_and_leads_back_there(step):
    state = say(waiting("check"), press("check", "change", step)).assessment
    assert state.asked == step
    assert answer(state).assessment.asked == "check"


@pytest.mark.parametrize("step", ["signs", "areas", "knot", "limits"])
def test_an_answer_changed_on_the_way_leads_on_where_it_was(step):
    state = say(waiting("duration"), press("check", "change", step)).assessment
    assert state.asked == step
    assert answer(state).assessment.asked == "duration"


def test_a_change_without_a_name_asks_for_one():
    turn = say(waiting("check"), "change")
    assert (turn.assessment.asked, turn.say) == ("check", ("utter_change_which",))
    assert say(turn.assessment, "how bad").assessment.asked == "severity"


def test_a_change_told_at_the_check_comes_back_to_the_check():
    turn = say(waiting("check"), typed("actually it's a 3", "report_symptoms", Frame(severity=3)))
    assert (turn.assessment.asked, turn.assessment.frame.severity) == ("check", 3)
    assert turn.say == ("utter_noted_too",)


@pytest.mark.parametrize(("step", "instead"), [("side", "areas"), ("helped", "treatments")])
def test_the_side_or_the_effect_of_nothing_leads_to_what_it_would_be_of(step, instead):
    given = {**ANSWERS, "areas": ("skipped",), "treatments": ("none",)}
    state = start().assessment
    while state.asked != "check":
        state = answer(state, given).assessment
    assert say(state, press("check", "change", step)).assessment.asked == instead


def test_consent_is_not_changed_by_naming_it():
    turn = say(waiting("check"), press("check", "change", "consent"))
    assert (turn.assessment.asked, turn.say) == ("check", ("utter_change_which",))


def test_nothing_can_be_changed_before_consent():
    turn = say(waiting("consent"), press("check", "change", "severity"))
    assert turn.assessment.asked == "consent"


def test_a_side_asked_again_counts_for_every_place():
    state = say(waiting("check"), press("check", "change", "side")).assessment
    after = say(state, "right").assessment
    assert after.frame.sides == (("low_back", "right"), ("hip", "right"))


def test_nothing_helped_after_all():
    state = say(waiting("check"), press("check", "change", "helped")).assessment
    after = say(state, press("helped", "none")).assessment
    assert dict(after.frame.effects) == {"physical_therapy": "no_help", "massage": "no_help"}


def test_no_treatment_after_all_takes_what_helped_with_it():
    state = say(waiting("check"), press("check", "change", "treatments")).assessment
    after = say(state, "nothing").assessment
    assert (after.value("treatments"), after.value("helped")) == ("none", None)
    assert (after.frame.treatments_had, after.frame.effects) == ((), ())


def test_a_correction_told_while_a_question_is_asked_again_leaves_it_waiting():
    state = say(waiting("check"), press("check", "change", "duration")).assessment
    turn = say(state, typed("actually a 3", "report_symptoms", Frame(severity=3)))
    assert (turn.assessment.asked, turn.assessment.frame.severity) == ("duration", 3)


@pytest.mark.parametrize("step", STEPS)
def test_why_explains_and_asks_again(step):
    turn = say(waiting(step), "why do you ask?")
    assert (turn.assessment, turn.say) == (waiting(step), (WHY_RESPONSES[step],))


def test_an_old_why_explains_its_own_question():
    turn = say(waiting("duration"), press("knot", "why"))
    assert turn.say == (WHY_RESPONSES["knot"],)
    assert turn.assessment.asked == "duration"


@pytest.mark.parametrize("step", STEPS)
def test_trouble_with_a_question_is_passed_on_and_changes_nothing(step):
    turn = say(waiting(step), press(step, "trouble"))
    assert (turn.assessment, turn.trouble_with) == (waiting(step), step)
    same = say(waiting(step), press("asked", "trouble"))
    assert same == turn


# Digressions and failures


@pytest.mark.parametrize("step", [s for s in STEPS if s != "ask_doctor"])
def test_a_digression_leaves_everything_as_it_was(step):
    state = waiting(step)
    turn = say(state, typed("is it safe for my hip?", "ask_safety", LEFT_HIP))
    assert turn == Turn(state, is_mine=False)


def test_a_digression_is_no_failure():
    state = _fail(waiting("knot"), 2).assessment
    after = say(state, typed("what is dry needling?", "ask_dry_needling")).assessment
    assert after.failures == 2


@pytest.mark.parametrize("step", SKIPPABLE)
def test_after_four_failures_it_goes_on(step):
    state = waiting(step)
    assert _fail(state, 1).say == ("utter_answer_again",)
    assert _fail(state, 2).say == (WHY_RESPONSES[step], "utter_answer_by_button")
    assert _fail(state, 3).say == ("utter_offer_skip",)
    turn = _fail(state, 4)
    assert turn.say == ("utter_skipped_for_now",)
    assert turn.assessment.value(step) == "skipped"
    assert turn.assessment.asked != step


def test_signs_that_could_not_be_answered_are_not_sure():
    assert _fail(waiting("signs"), 3).say == ("utter_offer_stop",)
    turn = _fail(waiting("signs"), 4)
    assert turn.say == ("utter_signs_not_sure",)
    assert turn.assessment.value("signs") == "not_sure"


def test_without_an_answer_on_consent_nothing_is_kept():
    turn = _fail(waiting("consent"), 4)
    assert turn.ends == "refused"
    assert turn.assessment == Assessment().settle("consent", "refused")


def test_a_check_that_could_not_be_answered_stops_and_keeps_everything():
    turn = _fail(waiting("check"), 4)
    assert turn.ends == "stopped"
    assert turn.assessment.frame == waiting("check").frame


@pytest.mark.parametrize("step", SKIPPABLE)
def test_giving_up_on_a_change_leaves_the_answer(step):
    state = waiting("check")
    if step in {"side", "helped"}:
        state = state.hear(Frame(sides=(("hip", "left"),), effects=(("massage", "helped"),)))
    changing = say(state, press("check", "change", step)).assessment
    after = _fail(changing, 4).assessment
    assert (after.frame, after.settled) == (state.frame, state.settled)


@pytest.mark.parametrize("step", ["consent", "knot", "check"])
def test_no_to_everything_comes_to_an_end(step):
    turn = Turn(waiting(step))
    for _ in range(60):
        if turn.ends:
            break
        turn = say(
            turn.assessment, "change something" if turn.assessment.asked != "check" else "no"
        )
    assert turn.ends


def test_an_answer_clears_the_failures():
    state = _fail(waiting("knot"), 3).assessment
    assert answer(state).assessment.failures == 0


def test_news_beside_the_question_does_not_clear_the_failures():
    state = _fail(waiting("knot"), 2).assessment
    after = say(state, typed("a 7", "report_symptoms", Frame(severity=7))).assessment
    assert (after.asked, after.failures) == ("knot", 2)


def test_an_answer_that_does_not_fit_is_explained_first():
    turn = say(waiting("areas"), typed("yes", "affirm"))
    assert (turn.say, turn.assessment.failures) == ((WHY_RESPONSES["areas"],), 1)


# Consent, signs, stopping, starting again


@pytest.mark.parametrize("step", STEPS)
def test_no_to_consent_keeps_nothing_at_all(step):
    for heard in (press("consent", "refused"), "keep nothing"):
        state = (
            waiting(step).hear(Frame(severity=7), "it is a seven")
            if step == "consent"
            else waiting(step)
        )
        turn = say(state, heard)
        assert turn.ends == "refused"
        assert turn.assessment == Assessment().settle("consent", "refused")


def test_stopping_before_consent_keeps_nothing_and_decides_nothing():
    turn = say(start(LEFT_HIP).assessment, "not now")
    assert (turn.ends, turn.assessment) == ("refused", Assessment())


def test_whoever_refused_is_asked_again_when_they_start_again():
    refused = say(waiting("consent"), "no").assessment
    state = begin(refused, typed("I changed my mind", "start_assessment")).assessment
    assert (state.asked, state.has_consent) == ("consent", False)


@pytest.mark.parametrize("step", [s for s in STEPS if s != "consent"])
def test_a_ticked_sign_ends_the_questions_and_settles_nothing(step):
    state = waiting(step)
    turn = say(state, press("signs", "some"))
    assert turn.ends == "signs"
    assert turn.assessment.value("signs") is None
    assert turn.assessment.frame == state.frame
    assert begin(turn.assessment, typed("go on", "start_assessment")).assessment.asked == "signs"


def test_a_sign_that_is_typed_is_not_taken_for_the_pain():
    told = Frame(areas_present=("other",), duration_text="ten years ago")
    turn = say(waiting("signs"), typed("yes, cancer, ten years ago", "report_symptoms", told))
    assert (turn.ends, turn.assessment.frame) == ("signs", Frame())


def test_not_sure_of_the_signs_says_whom_to_call():
    assert say(waiting("signs"), "not sure").say == ("utter_signs_not_sure",)


@pytest.mark.parametrize("step", [s for s in STEPS if s != "consent"])
def test_after_stopping_it_goes_on_there_with_everything(step):
    state = waiting(step)
    stopped = say(state, "stop")
    assert stopped.ends == "stopped"
    again = begin(stopped.assessment, typed("go on", "start_assessment"))
    assert (again.assessment.asked, again.assessment.settled) == (step, state.settled)


def test_after_the_end_it_starts_again_at_the_check():
    done, _ = finish(waiting("check"))
    again = begin(done, typed("start", "start_assessment")).assessment
    assert (again.asked, again.is_done) == ("check", False)
    assert answer(again).ends == "result"


def test_after_the_end_something_new_is_heard_and_checked():
    done, _ = finish(waiting("check"))
    again = begin(done, typed("it is a 3 now", "report_symptoms", Frame(severity=3))).assessment
    assert (again.asked, again.frame.severity) == ("check", 3)


def test_an_old_button_pressed_after_stopping_still_counts():
    stopped = say(waiting("duration"), "stop").assessment
    turn = begin(stopped, press("duration", "a few days"))
    assert (turn.assessment.frame.duration_text, turn.assessment.asked) == (
        "a few days",
        "treatments",
    )


@pytest.mark.parametrize(
    ("heard", "ends"),
    [
        (press("consent", "refused"), "refused"),
        (press("signs", "some"), "signs"),
        (press("check", "stop"), "stopped"),
        (press("check", "yes"), "result"),
    ],
)
def test_after_the_end_a_button_still_does_what_it_says(heard, ends):
    done, _ = finish(waiting("check"))
    assert begin(done, heard).ends == ends


def test_a_button_pressed_after_the_end_changes_what_it_names():
    done, _ = finish(waiting("check"))
    assert begin(done, press("check", "change", "severity")).assessment.asked == "severity"


def test_without_consent_an_old_button_gives_no_answer():
    state = begin(Assessment(), press("severity", "7")).assessment
    assert (state.asked, state.frame) == ("consent", Frame())


@pytest.mark.parametrize("step", [s for s in STEPS if s not in {"consent", "signs"}])
def test_an_old_button_changes_its_answer_and_the_question_stays(step):
    state = waiting(step)
    turn = say(state, press("signs", "not_sure"))
    assert (turn.assessment.asked, turn.assessment.value("signs")) == (step, "not_sure")


def test_a_button_pressed_twice_is_no_failure():
    state = answer(waiting("knot")).assessment
    turn = say(state, press("knot", "yes"))
    assert (turn.assessment, turn.say) == (state, ("utter_noted_too",))


def test_a_yes_to_an_old_check_confirms_when_nothing_is_open():
    state = say(waiting("check"), press("check", "change", "severity")).assessment
    assert say(state, press("check", "yes")).ends == "result"


def test_a_yes_to_a_check_that_was_not_reached_confirms_nothing():
    turn = say(waiting("severity"), press("check", "yes"))
    assert (turn.ends, turn.assessment.asked, turn.assessment.is_done) == (None, "severity", False)


def test_a_stored_assessment_that_waits_for_nothing_is_asked_the_next_question():
    state = Assessment().settle("consent", "accepted")
    assert say(state, "hello").assessment.asked == "signs"


def test_questions_for_the_doctor_are_kept_in_the_persons_words():
    state = say(waiting("ask_doctor"), typed("Is it safe with  tablets?", "ask_safety")).assessment
    assert (state.questions, state.value("ask_doctor")) == (("Is it safe with tablets?",), "yes")


def test_a_second_question_stands_beside_the_first_and_none_takes_both_back():
    state = say(waiting("ask_doctor"), "Is it safe?").assessment
    again = say(state, "add a question").assessment
    both = say(again, "Who does it?").assessment
    assert both.questions == ("Is it safe?", "Who does it?")
    none = say(say(both, "change my question").assessment, "no question").assessment
    assert none.questions == ()


def test_the_check_shows_what_it_asks_about():
    state = waiting("check")
    assert state.reviewing
    assert state.asked == "check"
