"""Lost connections, restarts, second tabs, long conversations: nothing missing, nothing doubled."""

from __future__ import annotations

from chat import Chat
from playwright.sync_api import expect


def texts(locator):
    return [" ".join(text.split()) for text in locator.all_inner_texts()]


def test_what_is_written_offline_is_sent_when_the_line_is_back(visit, bot):
    chat = Chat(visit(f"{bot.url}/chat")).wait_ready()
    context = chat.page.context
    context.set_offline(True)
    count = chat.turns.count()
    chat.box.fill("does it hurt")
    chat.box.press("Enter")
    expect(chat.page.get_by_text("You are offline").first).to_be_visible()
    context.set_offline(False)
    chat.wait_answer(count)
    expect(chat.said).to_have_count(1)


def test_a_lost_answer_is_asked_for_again_and_the_turn_runs_once(visit, bot):
    page = visit(f"{bot.url}/chat")
    chat = Chat(page).wait_ready()
    lost = []

    def lose_first(route):
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch().status)  # the server has answered, and nobody hears it
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/api/messages*", lose_first)
    chat.say("does it hurt")
    assert lost == [200]
    expect(chat.said).to_have_count(1)
    page.reload()
    chat.wait_ready()
    expect(chat.said).to_have_count(1)
    expect(chat.turns).to_have_count(1)


def test_a_failing_server_is_tried_again_until_it_answers(visit, bot):
    page = visit(f"{bot.url}/chat")
    chat = Chat(page).wait_ready()
    failures = iter([500, 503, 502])

    def fail(route):
        status = next(failures, None) if route.request.method == "POST" else None
        if status:
            route.fulfill(status=status, body="<html>gateway</html>", content_type="text/html")
        else:
            route.continue_()

    page.route("**/api/messages*", fail)
    chat.say("thanks")
    expect(chat.said).to_have_count(1)


def test_a_server_that_restarts_in_mid_conversation_loses_nothing(visit, bot):
    chat = Chat(visit(f"{bot.url}/chat")).wait_ready()
    chat.say("Go through my pain with me").press("Yes, that is fine")
    bot.stop()
    try:
        count = chat.turns.count()
        chat.button("None of these").click()
        chat.page.wait_for_timeout(300)
    finally:
        bot.start()
    expect(chat.turns).to_have_count(count + 1, timeout=30_000)
    assert "Where does it hurt" in chat.read()
    expect(chat.said).to_have_count(3)


def test_two_tabs_show_the_same_conversation(visit, bot):
    first = Chat(visit(f"{bot.url}/chat")).wait_ready()
    first.say("does it hurt")
    second = Chat(visit(f"{bot.url}/chat", first.page.context)).wait_ready()
    expect(second.said).to_have_count(1)
    second.say("yes")
    expect(first.said).to_have_count(2)
    assert texts(first.said) == texts(second.said)
    first.say("thanks")
    expect(second.said).to_have_count(3)
    assert texts(first.turns)[-1] == texts(second.turns)[-1]


def test_presses_in_quick_succession_are_answered_in_order(visit, bot):
    chat = Chat(visit(f"{bot.url}/chat")).wait_ready()
    count = chat.turns.count()
    for text in ("does it hurt", "what does it cost", "thanks"):
        chat.box.fill(text)
        chat.box.press("Enter")
    expect(chat.turns).to_have_count(count + 3)
    said = " | ".join(texts(chat.said))
    assert said.index("does it hurt") < said.index("what does it cost") < said.index("thanks")


def test_two_hundred_messages_stay_quick_and_in_order(visit, bot):
    chat = Chat(visit(f"{bot.url}/chat")).wait_ready()
    page = chat.page
    for number in range(200):
        text = f"thanks {number}" if number % 2 else f"does it hurt {number}"
        chat.box.fill(text)
        chat.box.press("Enter")
        if number % 20 == 19:
            expect(chat.said.last).to_contain_text(str(number))
            expect(page.locator(".typing")).to_have_count(0)
    expect(chat.turns.last).to_be_visible()
    said = texts(chat.said)
    numbers = [int(text.split()[-1]) for text in said]
    assert numbers == sorted(set(numbers))
    assert numbers[-1] == 199


def test_a_session_that_ended_is_replaced_and_the_message_is_not_lost(visit, bot):
    chat = Chat(visit(f"{bot.url}/chat")).wait_ready()
    chat.say("does it hurt")
    chat.page.context.clear_cookies()
    chat.box.fill("what is dry needling")
    chat.box.press("Enter")
    expect(chat.page.get_by_text("this is a new one").first).to_be_visible()
    expect(chat.last).to_contain_text("needles")
