"""Every state in every look: no axe violation, no sideways scroll.

``make screens`` keeps a picture of each in docs/screens.
"""

from __future__ import annotations

import os

import pytest
from browsing import PHONE, SCREENS, SMALL, violations
from chat import Chat, go_through, tick
from playwright.sync_api import expect

LOOKS = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "forced": {"forced_colors": "active"},
    "small": {"viewport": SMALL},
    "phone-dark": {"viewport": PHONE, "color_scheme": "dark", "has_touch": True, "is_mobile": True},
    "still": {"reduced_motion": "reduce"},
}
PICTURED = {"light", "dark", "phone-dark"}


def sound(page, name: str, look: str) -> None:
    """Check the page as it stands, and keep a picture of it."""
    page.wait_for_timeout(350)  # what moves has come to rest
    assert violations(page) == [], f"{name} in {look}"
    wide = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide[0] <= wide[1], f"{name} in {look} scrolls sideways: {wide}"
    if look in PICTURED and "BACKTALK_SCREENS" in os.environ:
        SCREENS.mkdir(exist_ok=True)
        page.screenshot(path=SCREENS / f"{name}-{look}.png")


@pytest.mark.parametrize("look", LOOKS)
def test_the_conversation_is_sound_in_every_state(visit, bot, look):
    chat = Chat(visit(f"{bot.url}/chat", **LOOKS[look])).wait_ready()
    page = chat.page
    sound(page, "welcome", look)
    chat.say("does dry needling work")
    chat.last.get_by_text("Where this comes from").click()
    sound(page, "answer", look)
    chat.say("I have chest pain and can't breathe since the needles")
    sound(page, "care-card", look)
    chat.say("that is not what I meant")
    chat.say("Go through my pain with me")
    sound(page, "consent", look)
    chat.press("Yes, that is fine")
    sound(page, "signs", look)
    chat.press("None of these")
    tick(chat.last.get_by_role("checkbox").nth(1))
    sound(page, "body-map", look)


@pytest.mark.parametrize("look", LOOKS)
def test_the_answers_and_the_summary_are_sound(visit, bot, look):
    chat = Chat(visit(f"{bot.url}/chat", **LOOKS[look])).wait_ready()
    go_through(chat)
    chat.say("can I still go swimming")
    sound(chat.page, "check-answers", look)
    chat.press("Yes, that is right")
    sound(chat.page, "summary", look)


@pytest.mark.parametrize("look", LOOKS)
def test_the_panel_on_a_clinics_page_is_sound(visit, bot, look):
    page = visit(f"{bot.url}/demo", **LOOKS[look])
    chat = Chat(page)
    expect(chat.launcher).to_be_visible()
    sound(page, "launcher", look)
    chat.open()
    sound(page, "clinic", look)


def test_text_of_twice_the_size_fits(visit, bot):
    page = visit(f"{bot.url}/chat", viewport={"width": 640, "height": 800})
    page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
    chat = Chat(page).wait_ready()
    chat.say("does it hurt")
    wide = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide[0] <= wide[1]


def test_a_window_of_256_pixels_still_shows_the_conversation(visit, bot):
    page = visit(f"{bot.url}/chat", viewport={"width": 320, "height": 256})
    chat = Chat(page).wait_ready()
    chat.say("does it hurt")
    chat.box.scroll_into_view_if_needed()
    assert violations(page) == []


def test_the_chrome_is_spanish_where_that_is_asked_for(visit, clinic, bot):
    page = visit(f"{clinic.url}/spanish")
    launcher = page.locator("button.launcher")
    expect(launcher).to_be_visible()
    assert "Preguntas sobre la espalda" in launcher.inner_text()
    launcher.click()
    expect(page.locator(".turn").first).to_be_visible()
    assert page.locator("backtalk-widget").get_attribute("lang") == "es"
    assert violations(page) == []
