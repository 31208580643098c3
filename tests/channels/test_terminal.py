"""The command-line face, with a bot that answers from a table."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from backtalk.channels.contract import Reply
from backtalk.channels.questions import choices_payload
from backtalk.channels.terminal import Look, chat, chat_json
from backtalk.content.library import Button
from backtalk.errors import BacktalkError

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
        self.heard, self.rated, self.restarts = [], [], 0
        self.replies = replies or (ANSWER,)

    def answer(self, text, pressed):
        self.heard.append((text, pressed))
        return "ask_effectiveness", tuple(self.replies)

    def restart(self):
        self.restarts += 1

    def save(self, folder):
        if folder == "nowhere":
            raise BacktalkError("The folder nowhere cannot be written to.", "Choose another.")
        return (Path(folder) / "page.pdf",) if folder else ()

    def rate(self, response, opinion):
        self.rated.append((response, opinion))


def talk(library, monkeypatch, capsys, typed, bot):
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    chat(library, bot, Look(rich=False))
    return capsys.readouterr()


def test_plain_output_has_words_and_no_drawing(library, monkeypatch, capsys):
    captured = talk(library, monkeypatch, capsys, "does it work\n", Bot())
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
    captured = talk(library, monkeypatch, capsys, "/help\n/restart\n\n  \n/QUIT\nnever\n", bot)
    assert bot.heard == []
    assert bot.restarts == 1
    assert "/restart starts over" in captured.out
    assert "Take care." in captured.out


def test_an_alert_is_said_in_words(library, monkeypatch, capsys):
    captured = talk(library, monkeypatch, capsys, "x\n", Bot(ALERT))
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


MAP = Reply(
    "Where?",
    "utter_ask_areas",
    "question",
    (Button("Skip", "/skip"),),
    {"type": "body_map", "version": 1, "text": "Where?", "question": "areas",
     "options": [{"value": f"v{n}", "title": f"place {n}"} for n in range(1, 11)]},
)  # fmt: skip
SCALE = Reply(
    "How bad?", "utter_ask_severity", "question", (Button("Skip", "/skip"),), {"type": "scale"}
)


def test_options_and_buttons_are_numbered_in_one_list(library, monkeypatch, capsys):
    bot = Bot(MAP)
    captured = talk(library, monkeypatch, capsys, "x\n2\n11\n", bot)
    assert "1. place 1" in captured.out
    assert "11. Skip" in captured.out
    assert bot.heard[1:] == [
        ("place 2", choices_payload("areas", ["v2"])),
        ("Skip", "/skip"),
    ]


@pytest.mark.parametrize("typed", ["1, 3 and 5", "1 3 5", "1,3,5", "1 & 3 and 5"])
def test_several_numbers_choose_several_options(library, monkeypatch, capsys, typed):
    bot = Bot(MAP)
    talk(library, monkeypatch, capsys, f"x\n{typed}\n", bot)
    assert bot.heard[1] == (
        "place 1, place 3, place 5",
        choices_payload("areas", ["v1", "v3", "v5"]),
    )


def test_a_number_is_a_rating_where_a_rating_was_asked(library, monkeypatch, capsys):
    bot = Bot(SCALE)
    captured = talk(library, monkeypatch, capsys, "x\n1\nskip\n", bot)
    assert bot.heard[1:] == [("1\n", None), ("Skip", "/skip")]
    assert "1. Skip" not in captured.out


def test_the_page_is_written_on_request(library, monkeypatch, capsys):
    captured = talk(library, monkeypatch, capsys, "/save\n/save here\n/save nowhere\n", Bot())
    assert "nothing to write yet" in captured.out
    assert "here/page.pdf" in captured.out
    assert "cannot be written to" in captured.out


def test_an_answer_can_be_rated(library, monkeypatch, capsys):
    bot = Bot()
    talk(library, monkeypatch, capsys, "/good\nx\n/good\n/bad\n", bot)
    assert bot.rated == [("utter_ask_effectiveness", "up"), ("utter_ask_effectiveness", "down")]


def test_a_summary_says_how_to_save_it(library, monkeypatch, capsys):
    summary = Reply("Here it is.", "utter_result", "summary", (), {"type": "summary"})
    captured = talk(library, monkeypatch, capsys, "x\n", Bot(summary))
    assert "Type /save" in captured.out
