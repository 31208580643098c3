"""Pages to render: an empty one, an ordinary one, one with everything, and any at all."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from backtalk.assessment.answers import CHECK, STEPS
from backtalk.assessment.doctor_page import DoctorPage
from backtalk.assessment.frames import AREAS, EFFECTS, SIDES, TREATMENTS

EMPTY = DoctorPage(on=date(2026, 1, 1))

ORDINARY = DoctorPage(
    on=date(2026, 11, 24),
    areas=(("low_back", "left"), ("gluteal", None), ("thigh", "left"), ("other", None)),
    areas_denied=("groin", "tailbone"),
    severity=7,
    duration="about three months, since I moved house",
    knot="yes",
    limits="bending",
    treatments=(("physical_therapy", "helped"), ("massage", None), ("medication", "no_help")),
    treatments_denied=("acupuncture", "dry_needling"),
    seen_doctor="no",
    signs="none",
    questions=(
        "Could this come from how I sit at work?",
        "Is dry needling right for my back, with my health and my history?",
        "Should I use ice or heat after a session?",
        "Is it fine to take supplements, such as turmeric or arnica?",
    ),
    words=(
        ("areas", "low down on the left, and it goes into the back of my leg"),
        ("knot", "a lump like a marble, just above my belt"),
        ("severity", "seven or so, worse in the morning"),
        ("treatments", "physio helped, tablets did nothing"),
    ),
    unsure=("side", "helped"),
)

FULL = DoctorPage(
    on=date(2026, 12, 31),
    areas=tuple(zip(AREAS, (*SIDES, None, *SIDES), strict=False)),
    areas_denied=AREAS,
    severity=10,
    duration="since Easter " * 20,
    knot="not_sure",
    limits="both",
    treatments=tuple(zip(TREATMENTS, (*EFFECTS, None) * 5, strict=False)),
    treatments_denied=TREATMENTS,
    seen_doctor="yes",
    signs="not_sure",
    questions=tuple(f"Question {n}: what about this and that? " * n for n in range(1, 13)),
    words=tuple((step, f"what I say about {step}, at some length. " * 8) for step in STEPS[:-1]),
    unsure=STEPS[:-1],
)

HOSTILE = (
    "<script>alert(1)</script>",
    "</pre></svg><img src=http://evil.example/x onerror=alert(1)>",
    "{{7*7}} {% raw %} {0} {words} {nb} %s",
    "\" ' “ ” & &amp; &#60; ]]> -->",
    "שלום, כואב לי הגב (מאוד)",
    "ظهري يؤلمني",
    "\u202edne eht morf daer\u202c \u2066x\u2069",
    "😀👩‍⚕️ 背中が痛い \U0001fae0",
    "a\x00b\x1b[31mc\x07\ud800d\ufffe",
    "x" * 20_000,
    "word " * 4_000,
    "**bold** __under__ \\ ( ) \\( <</JS>>",
    "line\nbreak\r\n\u2028and\ttab",
    "",
    "\u200d",
)

_text = st.one_of(st.sampled_from(HOSTILE[:9]), st.text(max_size=60), st.just("x" * 300))
_answer = st.sampled_from(["yes", "no", "not_sure"])


def _some(values: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), unique=True).map(tuple)


def _told(
    values: tuple[str, ...], about: tuple[str, ...]
) -> st.SearchStrategy[tuple[tuple[str, str | None], ...]]:
    pair = st.tuples(st.sampled_from(values), st.none() | st.sampled_from(about))
    return st.lists(pair, unique_by=lambda found: found[0]).map(tuple)


_steps = tuple(step for step in STEPS if step != CHECK)

PAGES = st.builds(
    DoctorPage,
    on=st.dates(),
    areas=_told(AREAS, SIDES),
    areas_denied=_some(AREAS),
    severity=st.none() | st.integers(0, 10),
    duration=st.none() | _text,
    knot=st.none() | _answer,
    limits=st.none() | st.sampled_from(["bending", "turning", "both", "no", "not_sure"]),
    treatments=_told(TREATMENTS, EFFECTS),
    treatments_denied=_some(TREATMENTS),
    seen_doctor=st.none() | _answer,
    signs=st.none() | st.sampled_from(["none", "some", "not_sure"]),
    questions=st.lists(_text, max_size=4).map(tuple),
    words=st.lists(
        st.tuples(st.sampled_from(_steps), _text), max_size=4, unique_by=lambda pair: pair[0]
    ).map(tuple),
    unsure=_some(_steps),
)
