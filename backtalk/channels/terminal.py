"""The command-line face: a conversation for people, for pipes, and for programs (--json)."""

from __future__ import annotations

import json
import os
import shutil
import sys
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol, TextIO

from backtalk.channels.contract import Reply, pressed_button
from backtalk.content.library import Library

_WIDTH = 78


class Turns(Protocol):
    """Answers messages of one conversation; ``BacktalkAgent.turn`` bound to a sender."""

    def __call__(self, text: str, pressed: str | None) -> tuple[str | None, tuple[Reply, ...]]:
        """Return the intent and the replies."""


@dataclass(frozen=True)
class Look:
    """How to show things: ``rich`` draws colours and boxes, plain writes words alone."""

    rich: bool

    @classmethod
    def of(cls, stream: TextIO, plain: bool) -> Look:
        """Choose plain for pipes, NO_COLOR, TERM=dumb and on request."""
        dull = plain or "NO_COLOR" in os.environ or os.environ.get("TERM") == "dumb"
        return cls(rich=not dull and stream.isatty())


def chat(library: Library, answer: Turns, look: Look, restart: Callable[[], None]) -> None:
    """Hold a conversation on standard input and output until the person leaves."""
    screen = _Screen(library, look)
    screen.show_text(_text(library, "utter_terminal_welcome"))
    last: tuple[Reply, ...] = ()
    for line in screen.lines():
        command = line.strip().lower()
        if not command:
            continue
        if command in {"/quit", "/exit", "quit", "exit"}:
            break
        if command == "/help":
            screen.show_text(_text(library, "utter_terminal_commands"))
            continue
        if command == "/restart":
            restart()
            last = ()
            screen.show_text(_text(library, "utter_restart"))
            continue
        button = pressed_button(line, last)
        _, last = answer(button.title if button else line, button.payload if button else None)
        for reply in last:
            screen.show(reply)
        screen.show_choices(last)
    screen.show_text(_text(library, "utter_terminal_goodbye"))


def chat_json(answer: Turns, source: TextIO, out: TextIO) -> None:
    """Answer each line of ``source`` with one line of JSON."""
    last: tuple[Reply, ...] = ()
    for line in source:
        user = line.rstrip("\r\n")
        button = pressed_button(user, last)
        intent, last = answer(user, button.payload if button else None)
        turn = {"user": user, "intent": intent, "replies": [reply.as_dict() for reply in last]}
        # Lone surrogates come in from bytes that are not UTF-8 and cannot be printed.
        out.write(json.dumps(turn, ensure_ascii=False).encode("utf-8", "replace").decode() + "\n")
        out.flush()


class _Screen:
    """Writes to standard output, reads lines from standard input."""

    def __init__(self, library: Library, look: Look) -> None:
        self._library = library
        self._labels = library.labels
        self._look = look
        if look.rich:
            from rich.console import Console

            self._console = Console(highlight=False, width=None)

    def lines(self) -> Iterator[str]:
        """Yield what the person types until the end of input or Ctrl-C."""
        prompt = f"{self._labels['you']}: "
        try:
            if self._look.rich or sys.stdin.isatty():
                read = _line_reader(prompt, self._look)
                while True:
                    yield read()
            for line in sys.stdin:
                print(f"{prompt}{_printable(line.rstrip())}")
                yield line
        except (EOFError, KeyboardInterrupt):
            print()

    def show(self, reply: Reply) -> None:
        """Show one reply, with its source where it is an answer."""
        alert = reply.kind == "care_card"
        self.show_text(reply.text, alert=alert, note=self._source(reply))

    def show_text(self, text: str, *, alert: bool = False, note: str = "") -> None:
        """Show one message of the bot."""
        name = self._labels["alert"] if alert else self._labels["bot"]
        if self._look.rich:
            self._show_rich(name, text, alert, note)
            return
        print(f"\n{_wrapped(f'{name}: {text}')}")
        if note:
            print(_wrapped(note))
        print(flush=True)

    def show_choices(self, replies: tuple[Reply, ...]) -> None:
        """Show the buttons of a turn as a numbered list."""
        buttons = [button for reply in replies for button in reply.buttons]
        for number, button in enumerate(buttons, start=1):
            if self._look.rich:
                self._console.print(f"  [bold cyan]{number}[/]  {_escaped(button.title)}")
            else:
                print(f"  {number}. {button.title}")
        if buttons:
            print(flush=True)

    def _show_rich(self, name: str, text: str, alert: bool, note: str) -> None:
        from rich.panel import Panel
        from rich.text import Text

        body = Text(text)
        if note:
            body.append(f"\n\n{note}", style="dim")
        style = "bold red" if alert else "cyan"
        self._console.print(
            Panel(
                body,
                title=name,
                title_align="left",
                border_style=style,
                width=min(_WIDTH + 4, self._console.width),
            )
        )

    def _source(self, reply: Reply) -> str:
        custom = reply.custom or {}
        headings = [source["section"] for source in custom.get("sources", ())]
        if not headings:
            return ""
        evidence = self._labels.get(f"evidence_{custom['evidence']}", "")
        article = self._library.article
        sources = f"{article.publisher}, {article.updated[:4]}: {'; '.join(headings)}"
        stop = "" if sources.endswith(("?", "!", ".")) else "."
        return f"{self._labels['source']} {sources}{stop} {evidence}".strip()


def _line_reader(prompt: str, look: Look) -> Callable[[], str]:
    if not look.rich:
        return lambda: input(prompt)
    from prompt_toolkit import PromptSession
    from prompt_toolkit.history import InMemoryHistory

    # History in memory only: what people type about their health is not left in a file.
    session: PromptSession[str] = PromptSession(history=InMemoryHistory())
    return lambda: session.prompt(prompt)


def _wrapped(text: str) -> str:
    width = max(20, min(_WIDTH, shutil.get_terminal_size((_WIDTH + 1, 24)).columns - 1))
    return "\n".join(
        textwrap.fill(line, width, break_long_words=False) for line in text.split("\n")
    )


def _text(library: Library, response: str) -> str:
    return library.responses[response].variations[0].text


def _escaped(text: str) -> str:
    from rich.markup import escape

    return escape(text)


def _printable(text: str) -> str:
    return "".join(character if character.isprintable() else " " for character in text)
