"""Plays the dialogues of this folder against the trained bot."""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from backtalk.channels.contract import pressed_button

DIALOGUES = [
    dialogue
    for path in sorted(Path(__file__).parent.glob("*.yml"))
    if not path.stem.startswith("test_")  # those are for `rasa test`
    for dialogue in YAML(typ="safe").load(path)["dialogues"]
]


@pytest.mark.parametrize("dialogue", DIALOGUES, ids=[d["name"] for d in DIALOGUES])
def test_dialogue(say, dialogue):
    replies = ()
    for number, turn in enumerate(dialogue["turns"], start=1):
        if "press" in turn:
            button = pressed_button(turn["press"], replies)
            assert button, f"turn {number}: no button {turn['press']!r}"
            replies = say(button.title, pressed=button.payload).replies
        else:
            replies = say(turn["say"]).replies
        assert [reply.response for reply in replies] == turn["get"], f"turn {number}"
        assert turn.get("holds", "") in "\n".join(reply.text for reply in replies), f"turn {number}"
