"""Hostile words and pages: nothing runs, nothing leaks, nothing is fetched from elsewhere.

Every page is watched for scripts' errors, policy reports and requests to other hosts (conftest.py).
"""

from __future__ import annotations

import json
from threading import Thread

import pytest
from browsing import Clinic, free_port
from chat import Chat
from playwright.sync_api import expect

CORPUS = [
    "<img src=x onerror=window.hit=1>",
    "<script>window.hit=1</script>",
    "<svg/onload=window.hit=1>",
    "[click](javascript:window.hit=1)",
    "[click](data:text/html,<script>window.hit=1</script>)",
    "![x](https://evil.example/x.png)",
    "<a href='javascript:window.hit=1'>x</a>",
    "{{constructor.constructor('window.hit=1')()}}",
    "${window.hit=1}",
    '"><iframe srcdoc="<script>parent.hit=1</script>">',
    "</textarea><script>window.hit=1</script>",
    "\u202e<b onmouseover=window.hit=1>bold</b>",
]


def test_what_a_person_types_is_shown_as_it_is(visit, bot):
    chat = Chat(visit(f"{bot.url}/chat")).wait_ready()
    for text in CORPUS[:6]:
        chat.say(f"back pain {text}")
        assert "hit=1" in chat.said.last.inner_text() or "evil" in chat.said.last.inner_text()
    assert chat.page.evaluate("window.hit") is None
    assert chat.page.locator("img, script:not([src])").count() == 0


def _reply(text: str, **more) -> dict:
    return {"text": text, "response": None, "kind": "answer", "buttons": [], "custom": None, **more}


@pytest.mark.parametrize("text", CORPUS)
def test_what_a_broken_server_sends_does_not_run(visit, bot, text):
    page = visit(f"{bot.url}/chat")
    replies = [
        _reply(text, buttons=[{"title": text, "payload": text}]),
        _reply(
            "x",
            custom={
                "type": "answer",
                "version": 1,
                "text": "x",
                "sources": [{"section": text, "url": "javascript:window.hit=1"}],
                "evidence": "low",
            },
        ),
    ]
    turn = {"id": "m", "number": 2, "text": text, "replies": replies}
    body = {"turns": [turn], "last": 2, "forgotten": False}
    page.route(
        "**/api/messages*",
        lambda route: route.fulfill(body=json.dumps(body), content_type="application/json"),
    )
    chat = Chat(page).wait_ready()
    chat.say("hello")
    for opener in chat.last.locator("summary").all():
        opener.click()
    for link in chat.page.locator(".turn a").all():
        assert link.get_attribute("href").split(":")[0] in {"https", "tel", "mailto"}
    assert page.evaluate("window.hit") is None


POLLUTION = [
    '{"__proto__": {"polluted": 1}, "turns": [], "last": 0, "forgotten": false}',
    '{"turns": [{"__proto__": {"polluted": 1}, "number": 1, "id": null, "text": "", "replies": []}], "last": 1}',
    '{"constructor": {"prototype": {"polluted": 1}}, "turns": [], "last": 0}',
    "[]",
    "null",
    '"x"',
    '{"turns": "x", "last": "y", "forgotten": 1}',
]


@pytest.mark.parametrize("body", POLLUTION)
def test_answers_that_are_none_change_nothing(visit, bot, body):
    page = visit(f"{bot.url}/chat")
    chat = Chat(page).wait_ready()
    page.route(
        "**/api/messages*",
        lambda route: route.fulfill(body=body, content_type="application/json"),
    )
    chat.box.fill("hello")
    chat.box.press("Enter")
    page.wait_for_timeout(300)
    assert page.evaluate("({}).polluted") is None
    expect(chat.said.last).to_contain_text("hello")


def test_a_strict_page_of_another_site_has_nothing_to_report(visit, clinic, bot):
    chat = Chat(visit(f"{clinic.url}/")).open()
    chat.say("does it hurt")
    chat.press("Keep my question")
    assert chat.page.evaluate("document.cookie") == ""


def test_nothing_is_asked_of_the_network_before_the_panel_is_opened(visit, clinic, bot):
    page = visit(f"{clinic.url}/")
    asked = page.evaluate("performance.getEntriesByType('resource').map(e => e.name)")
    chat = Chat(page)
    expect(chat.launcher).to_be_visible()
    page.wait_for_timeout(300)
    assert asked == [f"{bot.url}/widget.js"]


def test_a_site_that_is_not_on_the_list_gets_a_plain_refusal(browser, bot):
    other = Clinic(free_port())
    other.bot = bot.url
    Thread(target=other.server.serve_forever, daemon=True).start()
    try:
        page = browser.new_page()  # not watched: its console tells of the refusal
        page.goto(f"{other.url}/")
        chat = Chat(page)
        chat.launcher.click()
        expect(page.get_by_text("emergency", exact=False).first).to_be_visible()
        expect(chat.turns).to_have_count(0)
    finally:
        page.close()
        other.server.shutdown()
        other.server.server_close()


def test_in_a_frame_the_page_around_cannot_read_an_answer(visit, clinic, bot):
    page = visit(f"{clinic.url}/iframe")
    chat = Chat(page)
    chat.launcher.click()
    frame = page.frame_locator("iframe")
    inside = Chat(page, frame).wait_ready()
    inside.say("my secret is that it hurts")
    seen = page.evaluate(
        "() => { const all = []; const walk = (n) => { all.push(n.textContent ?? ''); "
        "for (const e of n.querySelectorAll('*')) if (e.shadowRoot) walk(e.shadowRoot) }; "
        "walk(document); return all.join(' ') }"
    )
    assert "my secret" not in seen
    frame.get_by_role("button", name="Close the chat").click()
    expect(chat.launcher).to_be_focused()


def test_a_browser_that_stores_nothing_still_holds_a_conversation(visit, clinic, bot, browser):
    context = browser.new_context()
    context.add_init_script(
        "for (const name of ['sessionStorage', 'localStorage']) Object.defineProperty(window, "
        "name, { get() { throw new DOMException('blocked', 'SecurityError') } })"
    )
    chat = Chat(visit(f"{clinic.url}/", context)).open()
    chat.say("does it hurt").say("yes")
    assert "kept your question" in chat.read()
    context.close()
