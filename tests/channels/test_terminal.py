"""The command-line face, with a bot that answers from a table."""

from __future__ import annotations

import io
import json

import pytest

from backtalk.channels.contract import Reply
from backtalk.channels.terminal import Look, chat, chat_json
from backtalk.content.library import Button

ANSWER = Reply(
    "It may help.\nAsk your doctor first.",
    "utter_ask_effectiveness",
    "answer",
    (Button("Tell me more", '/affirm{"offer": "x"}'),),
    {"type": "answer", "version": 1, "text": "It may help.", "evidence": "low",
     "sources": [{"section": "Research", "url": "https://example.org"}]},
)  # fmt: skip
ALERT = Reply("Call 911 now.", "utter_emergency", "care_card")


class Bot:
    def __init__(self, *replies):
        self.heard = []
        self.replies = replies or (ANSWER,)

    def __call__(self, text, pressed):
        self.heard.append((text, pressed))
        return "ask_effectiveness", tuple(self.replies)


def talk(library, monkeypatch, capsys, typed, bot):
    restarts = []
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    chat(library, bot, Look(rich=False), lambda: restarts.append(True))
    return capsys.readouterr(), restarts


def test_plain_output_has_words_and_no_drawing(library, monkeypatch, capsys):
    captured, _ = talk(library, monkeypatch, capsys, "does it work\n", Bot())
    assert "Ask your doctor first." in captured.out
    assert (
        "Source: SpineUniverse, 2019: Research. The article calls the proof weak." in captured.out
    )
    assert "1. Tell me more" in captured.out
    assert "\x1b" not in captured.out
    assert not set(captured.out) & set("╭╮╰╯│─")
    assert captured.err == ""


def test_a_number_presses_the_button(library, monkeypatch, capsys):
    bot = Bot()
    talk(library, monkeypatch, capsys, "does it work\n1\n", bot)
    assert bot.heard[1] == ("Tell me more", '/affirm{"offer": "x"}')


def test_commands_do_not_reach_the_bot(library, monkeypatch, capsys):
    bot = Bot()
    captured, restarts = talk(
        library, monkeypatch, capsys, "/help\n/restart\n\n  \n/QUIT\nnever\n", bot
    )
    assert bot.heard == []
    assert restarts == [True]
    assert "/restart starts over" in captured.out
    assert "Take care." in captured.out


def test_an_alert_is_said_in_words(library, monkeypatch, capsys):
    captured, _ = talk(library, monkeypatch, capsys, "x\n", Bot(ALERT))
    assert "ALERT: Call 911 now." in captured.out


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_a_dull_terminal_gets_plain_words(monkeypatch, name, value):
    class Tty(io.StringIO):
        def isatty(self):
            return True

    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert Look.of(Tty(), plain=False).rich
    assert not Look.of(Tty(), plain=True).rich
    assert not Look.of(io.StringIO(), plain=False).rich
    monkeypatch.setenv(name, value)
    assert not Look.of(Tty(), plain=False).rich


def test_json_is_one_line_for_each_message(capsys):
    out = io.StringIO()
    chat_json(Bot(), io.StringIO("hello\n\n1\n\udce9\n"), out)
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [line["user"] for line in lines] == ["hello", "", "1", "?"]
    assert lines[0]["intent"] == "ask_effectiveness"
    assert lines[0]["replies"][0]["kind"] == "answer"
    assert set(lines[0]["replies"][0]) == {"text", "response", "kind", "buttons", "custom"}
