"""Plays the dialogues of this folder against the trained bot.

A turn is one of: ``say`` (typed), ``press`` (a choice of the last turn, by its words or as the
terminal numbers them), ``press_old`` (a choice of an earlier turn), ``again`` (the same once more).
``idle`` lets that many minutes pass before it. What is checked, each where it is named:

- ``get``: the names of the responses, all of them, in their order
- ``asks``: the step of the self-assessment that waits for an answer; ``nothing`` if none does
- ``holds``, ``lacks``: pieces of the text
- ``events``: what the bot keeps after the turn; ``null`` for what it must not know
"""

from __future__ import annotations

import asyncio
import itertools
import re
from collections.abc import Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from ruamel.yaml import YAML

from backtalk.assessment.answers import Assessment
from backtalk.assessment.dialogue import ASK_RESPONSES
from backtalk.assessment.steps import MOST_TURNS
from backtalk.channels.contract import choices_of, pressed_button, reply_schema

FORM = "assessment_form"
ACTS = {"say", "press", "press_old", "again"}
CHECKS = {"get", "asks", "holds", "lacks", "events"}
PATIENCE = 3
"""Times that the same may be said to a person, one right after the other."""
CLAIMS = re.compile(
    r"\byou (?:probably |likely |may |might )?have (?:a|an|the)\b|\byour score\b", re.I
)
"""What a summary never says."""
DIALOGUES = [
    dialogue
    for path in sorted(Path(__file__).parent.glob("*.yml"))
    if not path.stem.startswith("test_")  # those are for `rasa test`
    for dialogue in YAML(typ="safe").load(path)["dialogues"]
]


@pytest.fixture
def known(agent, sender):
    """Return a function that tells what the bot keeps of the conversation."""

    def look() -> dict[str, Any]:
        tracker = asyncio.run(agent.tracker_store.retrieve(sender))
        if tracker is None:  # forgotten
            return {**Assessment().as_dict(), "active_loop": None, "doctor_questions": None}
        return {
            **Assessment.from_dict(tracker.get_slot("assessment")).as_dict(),
            "active_loop": tracker.active_loop_name,
            "doctor_questions": tracker.get_slot("doctor_questions"),
        }

    return look


@pytest.mark.parametrize("dialogue", DIALOGUES, ids=[d["name"] for d in DIALOGUES])
def test_dialogue(say, idle, known, dialogue):
    turns, last = [()], {}
    for number, turn in enumerate(dialogue["turns"], start=1):
        if "idle" in turn:
            idle(turn["idle"])
        last = last if "again" in turn else _act(turn, turns)
        replies = say(**last).replies
        turns.append(replies)
        with _telling(f"turn {number}, {last['text']!r}"):
            _check(turn, replies, known())
            _check_always(replies, known())
    longest = max(len(list(same)) for _, same in itertools.groupby(turns, key=_texts))
    assert longest <= PATIENCE, "the bot says the same again and again"


def test_dialogues_are_written_as_they_are_meant():
    names = [dialogue["name"] for dialogue in DIALOGUES]
    assert len(names) == len(set(names))
    for dialogue in DIALOGUES:
        for turn in dialogue["turns"]:
            assert len(ACTS & set(turn)) == 1, (dialogue["name"], turn)
            assert set(turn) <= ACTS | CHECKS | {"idle"}, (dialogue["name"], turn)
            assert CHECKS & set(turn), (dialogue["name"], turn)


def _act(turn, turns):
    """Return what is said: the text, and the payload where a choice is pressed."""
    if "say" in turn:
        return {"text": turn["say"]}
    offered = turns[-1:] if "press" in turn else reversed(turns[:-1])
    wanted = str(turn.get("press", turn.get("press_old")))
    button = next(filter(None, (_choice(wanted, replies) for replies in offered)), None)
    assert button, f"no choice {wanted!r}"
    return {"text": button.title, "pressed": button.payload}


def _choice(wanted, replies):
    named = (choice for choice in choices_of(replies) if choice.title == wanted)
    return next(named, None) or pressed_button(wanted, replies, listed=True)


def _check(turn, replies, state):
    text = "\n".join(reply.text for reply in replies)
    if "get" in turn:
        assert [reply.response for reply in replies] == turn["get"]
    if turn.get("asks") == "nothing":
        assert state["active_loop"] is None
    elif "asks" in turn:
        assert (state["active_loop"], state["asked"]) == (FORM, turn["asks"])
        assert replies[-1].response == ASK_RESPONSES[turn["asks"]]
    for piece in _listed(turn.get("holds")):
        assert piece in text
    for piece in _listed(turn.get("lacks")):
        assert piece not in text
    for key, wanted in turn.get("events", {}).items():
        if isinstance(wanted, Mapping):
            assert {name: state[key].get(name) or None for name in wanted} == wanted
        else:
            assert (state[key] or None) == wanted


def _check_always(replies, state):
    """Check what holds at every turn, whatever is said."""
    assert replies
    assert len({reply.response for reply in replies}) == len(replies), "something is said twice"
    assert len(state["trail"]) <= MOST_TURNS
    for reply in replies:
        jsonschema.validate(reply.as_dict(), reply_schema())
        assert reply.kind != "error"
        assert not re.search(r"[{}]", reply.text), "a blank was not filled"
        assert reply.kind != "summary" or not CLAIMS.search(reply.text)


@contextmanager
def _telling(place):
    """Put the place in the dialogue before whatever fails."""
    try:
        yield
    except AssertionError as error:
        raise AssertionError(f"{place}: {error}") from error


def _texts(replies):
    return tuple(reply.text for reply in replies)


def _listed(value: str | list[str] | None) -> list[str]:
    return [value] if isinstance(value, str) else list(value or ())
