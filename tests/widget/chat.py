"""The chat as a person sees it: what can be read, pressed and typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page, expect

LAUNCHER = "Ask about back pain"
BOX = "Your message"


@dataclass
class Chat:
    """The chat on a page, or in a frame of it."""

    page: Page
    root: Any = None

    def __post_init__(self) -> None:
        self.root = self.root or self.page

    def open(self) -> Chat:
        """Open the panel and wait for the bot's welcome."""
        self.launcher.click()
        return self.wait_ready()

    def wait_ready(self) -> Chat:
        """Wait for the first message of the bot."""
        expect(self.turns.first).to_be_visible()
        return self

    @property
    def launcher(self) -> Locator:
        return self.page.get_by_role("button", name=LAUNCHER)

    @property
    def box(self) -> Locator:
        return self.root.get_by_role("textbox", name=BOX)

    @property
    def turns(self) -> Locator:
        """What the bot said, a turn each."""
        return self.root.locator(".turn")

    @property
    def said(self) -> Locator:
        """What the person said, a message each."""
        return self.root.locator(".said")

    @property
    def last(self) -> Locator:
        """The bot's last turn."""
        return self.turns.last

    def button(self, name: str) -> Locator:
        """Return a button of the bot's last turn."""
        return self.last.get_by_role("button", name=name, exact=True)

    def say(self, text: str) -> Chat:
        """Type a message, send it, and wait for the answer."""
        count = self.turns.count()
        self.box.fill(text)
        self.box.press("Enter")
        return self.wait_answer(count)

    def press(self, name: str) -> Chat:
        """Press a button of the last turn and wait for the answer."""
        count = self.turns.count()
        self.button(name).click()
        return self.wait_answer(count)

    def choose(self, *names: str) -> Chat:
        """Choose several options of the last turn, confirm, and wait for the answer."""
        count = self.turns.count()
        for name in names:
            tick(self.last.get_by_role("checkbox", name=name).first)
        self.button("Done").click()
        return self.wait_answer(count)

    def wait_answer(self, count: int) -> Chat:
        """Wait until the bot has said more than ``count`` turns."""
        expect(self.turns).to_have_count(count + 1)
        return self

    def read(self) -> str:
        """Return the words of the bot's last turn."""
        return self.last.inner_text()


def tick(box: Locator) -> None:
    """Tick a checkbox by its key: what scrolls smoothly moves away from a mouse."""
    box.press("Space")
    expect(box).to_be_checked()


def go_through(chat: Chat) -> Chat:
    """Answer the whole self-assessment by its buttons, up to the check of the answers."""
    chat.say("Go through my pain with me")
    chat.press("Yes, that is fine")
    chat.press("None of these")
    count = chat.turns.count()
    hip = chat.last.get_by_role("group", name="hip")
    tick(hip.get_by_role("checkbox", name="Left"))
    back = chat.last.get_by_role("group", name="low back")
    tick(back.get_by_role("checkbox", name="Right"))
    chat.button("Done").click()
    chat.wait_answer(count)
    chat.press("Yes")  # a knot
    chat.press("Both")  # bending and turning
    chat.last.get_by_role("button", name="7", exact=True).click()
    chat.wait_answer(count + 3)
    chat.press("A few weeks")
    chat.choose("massage", "heat")
    chat.choose("heat")
    chat.press("No")  # no doctor yet
    return chat
