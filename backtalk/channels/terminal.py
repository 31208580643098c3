"""The command-line face: a conversation for people, for pipes, and for programs (--json)."""

from __future__ import annotations

import json
import os
import shutil
import sys
import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol, TextIO

from backtalk.channels.contract import Reply, choices_of, pressed_button
from backtalk.content.library import Library
from backtalk.errors import BacktalkError

_WIDTH = 78
_FEW = 8
"""Choices that stand one to a line."""


class Conversation(Protocol):
    """What a face needs of one conversation."""

    def answer(self, text: str, pressed: str | None) -> tuple[str | None, tuple[Reply, ...]]:
        """Answer one message; returns the intent and the replies."""

    def restart(self) -> None:
        """Begin another conversation."""

    def save(self, folder: str) -> tuple[Path, ...]:
        """Write the page for the doctor; returns the files, none when there is nothing yet."""

    def rate(self, response: str, opinion: Literal["up", "down"]) -> None:
        """Keep what the person thinks of an answer."""


@dataclass(frozen=True)
class Look:
    """How to show things: ``rich`` draws colours and boxes, plain writes words alone."""

    rich: bool

    @classmethod
    def of(cls, stream: TextIO, plain: bool) -> Look:
        """Choose plain for pipes, NO_COLOR, TERM=dumb and on request."""
        dull = plain or "NO_COLOR" in os.environ or os.environ.get("TERM") == "dumb"
        return cls(rich=not dull and stream.isatty())


def chat(library: Library, conversation: Conversation, look: Look) -> None:
    """Hold a conversation on standard input and output until the person leaves."""
    screen = _Screen(library, look)
    screen.show_text(_text(library, "utter_terminal_welcome"))
    last: tuple[Reply, ...] = ()
    for line in screen.lines():
        command, _, rest = line.strip().partition(" ")
        command = command.lower()
        if not command:
            continue
        if not rest and command in {"/quit", "/exit", "quit", "exit"}:
            break
        if command in _COMMANDS:
            screen.show_text(_COMMANDS[command](library, conversation, last, rest.strip()))
            last = () if command == "/restart" else last
            continue
        button = pressed_button(line, last, listed=True)
        _, last = conversation.answer(
            button.title if button else line, button.payload if button else None
        )
        for reply in last:
            screen.show(reply)
        screen.show_choices(last)
    screen.show_text(_text(library, "utter_terminal_goodbye"))


def _help(library: Library, *_: object) -> str:
    return _text(library, "utter_terminal_commands")


def _restart(library: Library, conversation: Conversation, *_: object) -> str:
    conversation.restart()
    return _text(library, "utter_restart")


def _save(library: Library, conversation: Conversation, _last: object, folder: str) -> str:
    try:
        files = conversation.save(folder)
    except BacktalkError as error:
        return str(error)
    if not files:
        return _text(library, "utter_terminal_nothing_to_save")
    return f"{_text(library, 'utter_terminal_saved')}\n" + "\n".join(f"- {file}" for file in files)


def _rate(opinion: Literal["up", "down"]) -> Callable[..., str]:
    def rate(
        library: Library, conversation: Conversation, last: tuple[Reply, ...], _rest: str
    ) -> str:
        answers = [r.response for r in last if r.kind in {"answer", "not_covered"} and r.response]
        if not answers:
            return _text(library, "utter_terminal_nothing_to_rate")
        conversation.rate(answers[-1], opinion)
        return _text(library, "utter_terminal_rated")

    return rate


_Command = Callable[[Library, Conversation, tuple[Reply, ...], str], str]
_COMMANDS: dict[str, _Command] = {
    "/help": _help,
    "/restart": _restart,
    "/save": _save,
    "/good": _rate("up"),
    "/bad": _rate("down"),
}


def chat_json(conversation: Conversation, source: TextIO, out: TextIO) -> None:
    """Answer each line of ``source`` with one line of JSON."""
    last: tuple[Reply, ...] = ()
    for line in source:
        user = line.rstrip("\r\n")
        button = pressed_button(user, last)
        intent, last = conversation.answer(user, button.payload if button else None)
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
        """Show one reply, with its source where it is an answer, and how to save a summary."""
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
        """Show what can be chosen as a numbered list; many choices stand several to a line."""
        choices = choices_of(replies)
        scale = any((reply.custom or {}).get("type") == "scale" for reply in replies)
        shown = [
            button.title if scale else f"{number}. {button.title}"
            for number, button in enumerate(choices, start=1)
        ]
        for line in _columns(shown):
            if self._look.rich:
                self._console.print(f"  {_escaped(line)}", style="cyan")
            else:
                print(f"  {line}")
        if choices:
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
        if custom.get("type") == "summary":
            return self._labels["save_hint"]
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


def _columns(items: Sequence[str]) -> Iterator[str]:
    if len(items) <= _FEW:
        yield from items
        return
    width = max(map(len, items)) + 2
    across = max(1, (min(_WIDTH, shutil.get_terminal_size((_WIDTH, 24)).columns) - 2) // width)
    for start in range(0, len(items), across):
        yield "".join(item.ljust(width) for item in items[start : start + across]).rstrip()


def _text(library: Library, response: str) -> str:
    return library.responses[response].variations[0].text


def _escaped(text: str) -> str:
    from rich.markup import escape

    return escape(text)


def _printable(text: str) -> str:
    return "".join(character if character.isprintable() else " " for character in text)
