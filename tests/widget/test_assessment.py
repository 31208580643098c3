"""The whole self-assessment in the browser, against the real bot."""

from __future__ import annotations

import re

import pytest
from browsing import PHONE
from chat import Chat, go_through
from playwright.sync_api import expect


@pytest.fixture
def finished(visit, bot):
    """Return a chat page on which all questions were answered."""

    def finish(**options):
        chat = Chat(visit(f"{bot.url}/chat", **options)).wait_ready()
        go_through(chat)
        chat.say("can I still go swimming")
        assert "check your answers" in chat.read().lower()
        return chat

    return finish


def test_all_answers_are_shown_back_and_lead_to_a_summary(finished):
    chat = finished()
    text = chat.read()
    for answer in ("hip", "left", "low back", "7", "a few weeks", "massage", "heat"):
        assert answer in text
    chat.press("Yes, that is right")
    summary = chat.read()
    assert "Your summary" in summary
    assert "Questions for your doctor" in summary
    assert "can i still go swimming" in summary.lower()


def test_each_line_of_the_check_can_be_changed(finished):
    chat = finished()
    count = chat.turns.count()
    chat.last.get_by_role("button", name=re.compile("Change.*How bad", re.S)).click()
    chat.wait_answer(count)
    assert "How bad" in chat.read()
    chat.last.get_by_role("button", name="3", exact=True).click()
    chat.wait_answer(count + 1)
    assert re.search(r"\b3\b", chat.read())


def test_the_page_for_the_doctor_is_saved_as_a_file(finished):
    chat = finished()
    chat.press("Yes, that is right")
    with chat.page.expect_download() as saved:
        chat.button("Save as PDF").click()
    path = saved.value.path()
    assert path.read_bytes().startswith(b"%PDF")
    assert saved.value.suggested_filename.endswith(".pdf")


def test_after_forget_me_nothing_is_left_on_the_screen_or_after_a_reload(finished):
    chat = finished()
    chat.press("Yes, that is right")
    count = chat.turns.count()
    chat.button("Forget me").click()
    chat.wait_answer(count)
    chat.last.get_by_role("button", name=re.compile("^Yes")).click()
    expect(chat.turns).to_have_count(1)
    assert "deleted" in chat.read().lower()
    chat.page.reload()
    chat.wait_ready()
    expect(chat.said).to_have_count(0)


def test_a_reload_in_mid_question_shows_all_and_goes_on(visit, bot):
    chat = Chat(visit(f"{bot.url}/chat")).wait_ready()
    chat.say("Go through my pain with me").press("Yes, that is fine")
    chat.page.reload()
    chat.wait_ready()
    expect(chat.said).to_have_count(2)
    assert chat.said.last.inner_text().endswith("Yes, that is fine")
    chat.press("None of these")
    assert chat.last.get_by_role("checkbox").count() > 10


def test_a_warning_sign_shows_a_card_with_numbers_to_call(visit, bot):
    chat = Chat(visit(f"{bot.url}/chat")).wait_ready()
    chat.say("my back hurts and I can't feel myself wipe, and I wet myself")
    card = chat.last
    assert "Please get help now" in card.inner_text()
    assert (
        card.get_by_role("link", name=re.compile("Call")).first.get_attribute("href") == "tel:911"
    )


def test_the_source_of_an_answer_opens_on_demand(visit, bot):
    chat = Chat(visit(f"{bot.url}/chat")).wait_ready()
    chat.say("does dry needling work")
    link = chat.last.get_by_role("link")
    assert not link.first.is_visible()
    chat.last.get_by_text("Where this comes from").click()
    expect(link.first).to_be_visible()
    assert link.first.get_attribute("href").startswith("https://")
    assert "proof" in chat.read()


def test_a_thumb_is_kept(visit, bot):
    chat = Chat(visit(f"{bot.url}/chat")).wait_ready()
    chat.say("what is dry needling")
    with chat.page.expect_response("**/api/feedback") as kept:
        chat.button("Yes, this helped").click()
    assert kept.value.status == 200
    expect(chat.button("Yes, this helped")).to_have_attribute("aria-pressed", "true")


def test_on_a_phone_no_keyboard_pops_up(visit, bot, clinic):
    page = visit(f"{clinic.url}/", viewport=PHONE, has_touch=True, is_mobile=True)
    chat = Chat(page)
    chat.launcher.tap()
    chat.wait_ready()
    expect(chat.box).not_to_be_focused()
    count = chat.turns.count()
    chat.button("What is dry needling?").tap()
    chat.wait_answer(count)
    page.wait_for_timeout(200)
    expect(chat.box).not_to_be_focused()
    where = page.evaluate(
        "() => { let a = document.activeElement; while (a?.shadowRoot?.activeElement) "
        "a = a.shadowRoot.activeElement; return a?.tagName }"
    )
    assert where != "BODY"
