"""The whole of it by keyboard alone."""

from __future__ import annotations

import pytest
from chat import Chat
from playwright.sync_api import expect

FOCUSED = (
    "() => { let a = document.activeElement; while (a?.shadowRoot?.activeElement) "
    "a = a.shadowRoot.activeElement; return [a?.tagName, a?.getAttribute('aria-label') ?? "
    "a?.innerText ?? '', a?.type ?? ''] }"
)


class Keys:
    """A person without a mouse."""

    def __init__(self, chat: Chat) -> None:
        self.chat, self.page = chat, chat.page

    def focused(self):
        tag, name, kind = self.page.evaluate(FOCUSED)
        return tag, name.strip(), kind

    def tab_to(self, name: str, back: bool = True, most: int = 90) -> None:
        """Press Tab until the control with this name has the focus."""
        for _ in range(most):
            handle = self.page.evaluate_handle(
                "() => { let a = document.activeElement; while (a?.shadowRoot?.activeElement) "
                "a = a.shadowRoot.activeElement; return a }"
            ).as_element()
            if handle and self._named(handle) == name:
                return
            self.page.keyboard.press("Shift+Tab" if back else "Tab")
        raise AssertionError(f"{name!r} cannot be reached; the focus is on {self.focused()}")

    def _named(self, handle) -> str:
        words = handle.evaluate(
            "a => a.getAttribute('aria-label') ?? (a.labels?.length ? a.labels[0].innerText "
            ": a.innerText) ?? ''"
        )
        return " ".join(words.split())

    def press(self, name: str, key: str = "Enter") -> None:
        count = self.chat.turns.count()
        self.tab_to(name)
        self.page.keyboard.press(key)
        self.chat.wait_answer(count)


@pytest.fixture
def keys(visit, clinic, bot):
    chat = Chat(visit(f"{clinic.url}/"))
    expect(chat.launcher).to_be_visible()
    return Keys(chat)


def test_the_panel_opens_and_closes_and_gives_the_focus_back(keys):
    keys.page.locator("#before").focus()
    keys.tab_to("Ask about back pain", back=False)
    keys.page.keyboard.press("Enter")
    keys.chat.wait_ready()
    assert keys.focused()[0] in {"H2", "TEXTAREA"}
    keys.page.keyboard.press("Escape")
    expect(keys.chat.launcher).to_be_focused()


def test_the_whole_assessment_needs_no_mouse(keys):
    keys.page.locator("#before").focus()
    keys.tab_to("Ask about back pain", back=False)
    keys.page.keyboard.press("Enter")
    keys.chat.wait_ready()
    keys.press("Go through my pain with me")
    keys.press("Yes, that is fine")
    keys.press("None of these")
    count = keys.chat.turns.count()
    keys.tab_to("Done")
    keys.page.keyboard.press("Enter")  # nothing is chosen yet
    expect(keys.chat.last.get_by_text("Please choose at least one")).to_be_visible()
    keys.page.keyboard.press("Shift+Tab")
    keys.page.keyboard.press("Space")
    keys.tab_to("Done", back=False)
    keys.page.keyboard.press("Enter")
    keys.chat.wait_answer(count)
    for _ in range(14):
        text = keys.chat.read().lower()
        if "check your answers" in text:
            break
        if "from 0 to 10" in text:
            keys.press("7")
        else:
            keys.press("Skip")
    assert "check your answers" in keys.chat.read().lower()
    keys.press("Yes, that is right")
    assert "Your summary" in keys.chat.read()


def test_the_focus_is_never_lost_after_a_press(keys):
    keys.page.locator("#before").focus()
    keys.tab_to("Ask about back pain", back=False)
    keys.page.keyboard.press("Enter")
    keys.chat.wait_ready()
    for name in ("Does it work?",):
        keys.press(name)
        assert keys.focused()[0] != "BODY"


def test_replies_are_told_to_screen_readers_in_sentences(keys):
    keys.chat.launcher.click()
    keys.chat.wait_ready()
    keys.chat.say("does it hurt")
    polite = keys.page.locator("[aria-live=polite]")
    expect(polite).to_contain_text("The article does not say how the needles feel")
    expect(polite).to_contain_text("answers to choose from")
    keys.chat.say("I have chest pain and can't breathe since the needles")
    expect(keys.page.locator("[aria-live=assertive]")).to_contain_text("Emergency")
