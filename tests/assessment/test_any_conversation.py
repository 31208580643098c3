"""Whatever people do, in whatever order: nothing is lost, nothing is made up, nothing loops."""

from __future__ import annotations

import json
from datetime import date

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from backtalk.assessment.answers import STEPS, VALUES, Assessment
from backtalk.assessment.dialogue import ASK_RESPONSES, Turn, begin
from backtalk.assessment.doctor_page import doctor_page
from backtalk.assessment.frames import AREAS, SIDES, TREATMENTS, Frame
from backtalk.assessment.readback import answer_lines
from backtalk.assessment.result import result_of
from backtalk.assessment.steps import areas_to_ask, progress, treatments_to_ask

from .people import (
    ANSWERS,
    LIBRARY,
    RULES,
    UNHURRIED,
    WORDS,
    answer,
    finish,
    press,
    say,
    start,
    typed,
)
from .test_frames import frames

LIMIT = 12
NONSENSE = st.sampled_from(
    ["blub", "asdf", "pretty bad", "xyzzy plugh", "...", "", "42 bananas", "qwerty " * 40]
)
DIGRESSIONS = st.sampled_from(
    [
        ("what is dry needling?", "ask_dry_needling"),
        ("is it safe for me?", "ask_safety"),
        ("how much is it?", "not_covered_cost"),
        ("thank you", "thank"),
        ("who are you?", "bot_challenge"),
    ]
)
MOVES = st.sampled_from(
    ["go back", "why?", "change", "previous", "what do you mean", "change something"]
)
ODD_STEPS = st.text(max_size=12).map(lambda text: f"~{text}") | st.sampled_from(["", *STEPS])
ODD = st.text(max_size=12).map(lambda text: f"~{text}") | st.sampled_from(
    ["", "change me", "yes!", "\u00b2", "11", "-1", "7.5", "hip-left", "hip;left", "9" * 99, "NONE"]
)
"""What no button holds."""
DURATIONS = st.sampled_from(["a few days", "a few weeks", "a year or more"])
CHOICES = ("knot", "limits", "seen_doctor")


def _chosen(values: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), min_size=1, max_size=4, unique=True)


class Person(RuleBasedStateMachine):
    """Answers, changes their mind, wanders off, and remembers what they said last."""

    def __init__(self) -> None:
        super().__init__()
        self.state = Assessment()
        self.disturbances = 0
        self.forget()

    def forget(self) -> None:
        self.hurts: dict[str, bool] = {}
        self.sides: dict[str, str] = {}
        self.had: dict[str, bool] = {}
        self.effects: dict[str, str] = {}
        self.severity: int | None = None
        self.duration: str | None = None
        self.choices: dict[str, str] = {}
        self.questions: list[str] = []

    # What the person does

    @initialize(told=st.none() | frames())
    def opens(self, told: Frame | None) -> None:
        self.follow(start(told))
        self.remember(told or Frame())

    def tell(self, heard: object) -> Turn:
        turn = say(self.state, heard)  # type: ignore[arg-type]
        self.follow(turn)
        return turn

    def follow(self, turn: Turn) -> None:
        assert set(turn.say) <= set(LIBRARY.responses)
        if turn.ends == "refused":
            self.forget()
            nothing = Assessment()
            assert turn.assessment in {nothing, nothing.settle("consent", "refused")}
        self.state = turn.assessment
        if turn.ends:
            again = begin(self.state, typed("go on", "start_assessment"))
            assert again.ends is None
            self.state = again.assessment

    @rule()
    def answers(self) -> None:
        step = self.state.asked or ""
        helped = treatments_to_ask(self.state)[-1:]
        self.press(step, helped if step == "helped" else ANSWERS[step])

    @rule(step=st.sampled_from(STEPS), data=st.data())
    def presses_any_button(self, step: str, data: st.DataObject) -> None:
        self.disturbances += 1
        values = {
            "areas": _chosen((*AREAS, "hip:left", "hip:right", "thigh:left", "low_back:right")),
            "side": st.sampled_from(SIDES).map(lambda side: [side]),
            "severity": st.integers(0, 10).map(lambda number: [str(number)]),
            "duration": DURATIONS.map(lambda words: [words]),
            "treatments": _chosen(TREATMENTS),
            "helped": _chosen(TREATMENTS),
            "ask_doctor": st.just(["none"]),
            "check": st.just(["yes"]),
        }
        choice = st.sampled_from(VALUES.get(step, ("yes",))).map(lambda value: [value])
        self.press(step, tuple(data.draw(values.get(step, choice))))

    @rule(
        step=st.sampled_from([s for s in STEPS if s not in {"consent", "signs", "check"}]),
        value=st.sampled_from(["not_sure", "skipped"]),
    )
    def passes_over(self, step: str, value: str) -> None:
        self.disturbances += 1
        self.press(step, (value,))

    @rule(told=frames())
    def tells(self, told: Frame) -> None:
        asked = self.state.asked
        assume(not told.is_empty)
        assume(asked != "helped" or not (told.treatments_had or told.treatments_denied))
        assume(asked != "side" or told.sides or not told.areas_present)
        self.disturbances += 1
        text = "actually plugh"
        if self.tell(typed(text, "report_symptoms", told)).ends:
            return
        if asked == "ask_doctor" and self.state.questions != tuple(self.questions):
            self.questions.append(text)  # nothing new in it, so it was taken for the question
            return
        self.remember(told)

    @rule(text=st.sampled_from(["Is it safe?", "will it hurt", "how long does it take?"]))
    @precondition(lambda self: self.state.asked == "ask_doctor")
    def asks_for_the_doctor(self, text: str) -> None:
        self.tell(typed(text, "ask_safety"))
        if text.rstrip("?") not in [question.rstrip("?") for question in self.questions]:
            self.questions.append(text)

    @rule(text=NONSENSE)
    def talks_nonsense(self, text: str) -> None:
        assume(self.state.asked != "ask_doctor")
        self.disturbances += 1
        self.tell(typed(text))

    @rule(said=DIGRESSIONS)
    def wanders_off(self, said: tuple[str, str]) -> None:
        assume(self.state.asked != "ask_doctor")
        before = self.state
        self.disturbances += 1
        turn = self.tell(typed(*said))
        assert (turn.assessment, turn.is_mine) == (before, False)

    @rule(text=MOVES)
    def moves_about(self, text: str) -> None:
        self.disturbances += 1
        self.tell(text)

    @rule(step=st.sampled_from(STEPS))
    def changes(self, step: str) -> None:
        self.disturbances += 1
        self.tell(press("check", "change", step))

    @rule()
    def stops_and_starts_again(self) -> None:
        self.disturbances += 1
        self.tell("stop")

    @rule(step=ODD_STEPS, values=st.lists(ODD, max_size=3))
    def sends_what_no_button_sends(self, step: str, values: list[str]) -> None:
        assume(step != "duration")  # where any few words are an answer
        self.disturbances += 1
        self.tell(press(step, *values))

    @rule()
    def comes_back_in_another_session(self) -> None:
        stored = json.loads(json.dumps(self.state.as_dict()))
        assert Assessment.from_dict(stored) == self.state

    # What the person remembers

    def press(self, step: str, values: tuple[str, ...]) -> None:
        before, first = self.state, values[0]
        frame, listed = before.frame, treatments_to_ask(before)
        about = areas_to_ask(before)
        if self.tell(press(step, *values)).ends == "refused":
            return
        if first in {"skipped", "not_sure", "none"}:
            self.pass_over(step, first, listed)
        elif step == "areas":
            chosen = {value.split(":")[0] for value in values}
            self.hurts |= {area: area in chosen for area in {*chosen, *frame.areas_present}}
            for area in chosen:
                sides = {v.split(":")[1] for v in values if v.startswith(f"{area}:")}
                if sides:
                    self.sides[area] = "both" if len(sides) == 2 else sides.pop()
        elif step == "side":
            self.sides |= dict.fromkeys(about, first)
        elif step == "severity":
            self.severity = int(first)
        elif step == "duration":
            self.duration = first
        elif step == "treatments":
            self.had |= {name: name in values for name in {*values, *frame.treatments_had}}
        elif step == "helped":
            good = {name for name in frame.treatments_had if name in values}
            bad = {name for name in listed if good & {*listed}} - good
            self.effects |= dict.fromkeys(good, "helped") | dict.fromkeys(bad, "no_help")
        elif step in CHOICES:
            self.choices[step] = first
        self.tidy()

    def pass_over(self, step: str, value: str, listed: tuple[str, ...]) -> None:
        if value == "skipped":
            return  # passing over what was answered leaves it
        if step == "areas":
            self.hurts = {area: False for area, hurts in self.hurts.items() if not hurts}
        elif step == "side":
            self.sides = self.sides if not self.present() else {}
        elif step == "severity":
            self.severity = None
        elif step == "duration":
            self.duration = None
        elif step == "treatments":
            self.had = {name: False for name, had in self.had.items() if not had}
        elif step == "helped" and value == "none":
            self.effects |= dict.fromkeys(listed, "no_help")
        elif step == "helped":
            self.effects = {} if self.tried() else self.effects
        elif step == "ask_doctor":
            self.questions = []
        elif step in CHOICES and value != "none":
            self.choices[step] = value
        self.tidy()

    def remember(self, told: Frame) -> None:
        self.hurts |= dict.fromkeys(told.areas_denied, False) | dict.fromkeys(
            told.areas_present, True
        )
        self.had |= dict.fromkeys(told.treatments_denied, False)
        self.had |= dict.fromkeys(told.treatments_had, True)
        self.sides |= dict(told.sides)
        self.effects |= dict(told.effects)
        self.severity = self.severity if told.severity is None else told.severity
        self.duration = told.duration_text or self.duration
        self.tidy()

    def tidy(self) -> None:
        """Forget the side of a place that does not hurt, and what a treatment did that was not had."""
        self.sides = {area: side for area, side in self.sides.items() if self.hurts.get(area)}
        self.effects = {name: told for name, told in self.effects.items() if self.had.get(name)}

    def present(self) -> set[str]:
        return {area for area, hurts in self.hurts.items() if hurts}

    def tried(self) -> set[str]:
        return {name for name, had in self.had.items() if had}

    # What must hold

    @invariant()
    def the_last_word_counts(self) -> None:
        frame = self.state.frame
        assert set(frame.areas_present) == self.present()
        assert set(frame.areas_denied) == {*self.hurts} - self.present()
        assert dict(frame.sides) == self.sides
        assert set(frame.treatments_had) == self.tried()
        assert set(frame.treatments_denied) == {*self.had} - self.tried()
        assert dict(frame.effects) == self.effects
        assert (frame.severity, frame.duration_text) == (self.severity, self.duration)
        assert list(self.state.questions) == self.questions
        for step, value in self.choices.items():
            assert self.state.value(step) == value

    @invariant()
    def a_question_waits_that_exists(self) -> None:
        asked = self.state.asked
        assert asked in ASK_RESPONSES
        assert asked in self.state.trail
        assert len(set(self.state.trail)) == len(self.state.trail)
        place = progress(self.state, asked)
        assert place is None or 1 <= place.number <= place.total

    @invariant()
    def only_consent_is_asked_without_consent(self) -> None:
        assert self.state.has_consent or self.state.asked == "consent"

    @invariant()
    def everything_is_shown(self) -> None:
        page = doctor_page(self.state, self.state.questions, date(2026, 11, 24))
        assert (page.severity, page.duration) == (self.severity, self.duration)
        assert {area: side for area, side in page.areas if side} == self.sides
        assert {name: told for name, told in page.treatments if told} == self.effects
        result_of(self.state, (), RULES)
        shown = {}
        for line in answer_lines(self.state, WORDS):
            shown.setdefault(line.step, []).append(line.value)
        for area in self.hurts:
            assert any(WORDS.areas[area] in value for value in shown["areas"])
        for name in self.had:
            assert any(WORDS.treatments[name] in value for value in shown["treatments"])
        assert (self.severity is None) or str(self.severity) in shown["severity"][0]
        assert {*self.choices} <= {*shown}
        assert len(shown.get("ask_doctor", ())) >= len(self.questions)

    def teardown(self) -> None:
        """Answer the rest: it comes to the result, and what was said is still there."""
        if self.state.asked is None:
            return
        before = self.state
        done, turns = finish(before)
        assert turns <= LIMIT + self.disturbances
        parts = {
            "areas": ("areas_present", "areas_denied"),
            "side": ("sides",),
            "severity": ("severity",),
            "duration": ("duration_text",),
            "treatments": ("treatments_had", "treatments_denied"),
            "helped": ("effects",),
        }
        # An answer to the question that waits may change the parts that hang on it.
        free = {
            before.asked,
            *{"areas": ("side",), "treatments": ("helped",)}.get(before.asked, ()),
        }
        for step in {*parts, *CHOICES} - free:
            if before.has_answer(step):
                assert done.value(step) == before.value(step)
                for name in parts.get(step, ()):
                    assert getattr(done.frame, name) == getattr(before.frame, name)


Person.TestCase.settings = settings(
    max_examples=100,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)
TestAnyConversation = Person.TestCase


@st.composite
def reached(draw: st.DrawFn) -> Assessment:
    """Return where answers, skips and nonsense lead in a conversation that goes on."""
    state = start(draw(st.none() | frames())).assessment
    for _ in range(draw(st.integers(0, 20))):
        done = draw(st.sampled_from(["answer", "answer", "skip", "nonsense", "back", "change"]))
        heard = {
            "skip": "skip",
            "nonsense": "blub",
            "back": "go back",
            "change": press("check", "change", draw(st.sampled_from(STEPS))),
        }
        turn = answer(state) if done == "answer" else say(state, heard[done])
        if turn.ends:
            break
        state = turn.assessment
    return state


@UNHURRIED
@given(reached(), st.sampled_from(["asdf", "pretty bad", ""]))
def test_nonsense_and_nothing_else_comes_to_an_end(state, text):
    for _ in range(4 * len(STEPS)):
        turn = say(state, press("check", "blub") if state.asked == "ask_doctor" else typed(text))
        state = turn.assessment
        if turn.ends:
            return
    raise AssertionError("the questions go on and on")


@UNHURRIED
@given(st.none() | frames(), st.data())
def test_whoever_answers_each_question_is_asked_twelve_at_most(told, data):
    turn, asked = start(told), []
    while not turn.ends:
        step = turn.assessment.asked or ""
        asked.append(step)
        given_here = {
            "areas": _chosen((*AREAS, "hip:left", "thigh:right")),
            "treatments": _chosen(TREATMENTS) | st.just(["none"]),
            "side": st.sampled_from(SIDES).map(lambda side: [side]),
        }
        passed = st.sampled_from(["skipped", "not_sure"]).map(lambda value: [value])
        known = given_here.get(step, st.just(list(ANSWERS[step])))
        values = data.draw(known if step in {"consent", "signs", "check"} else known | passed)
        turn = answer(turn.assessment, {step: tuple(values)})
    assert len(asked) == len(set(asked)) <= LIMIT
    assert turn.ends == "result"


@UNHURRIED
@given(frames())
def test_what_was_told_before_is_not_asked(told):
    turn, asked = start(told), []
    while not turn.ends:
        asked.append(turn.assessment.asked)
        turn = answer(turn.assessment)
    assert not (told.areas_present and "areas" in asked)
    assert not (told.sides and "side" in asked)
    assert not (told.severity is not None and "severity" in asked)
    assert not (told.duration_text and "duration" in asked)
    assert not (told.treatments_had and "treatments" in asked)
    assert not (told.effects and "helped" in asked)
