"""The Slack face: signed requests alone, answers in order, and nothing answered twice.

What is acknowledged when is in test_slack_acknowledged.py.
"""

from __future__ import annotations

import asyncio
import json
import time
from contextlib import asynccontextmanager

import pytest
from fake_slack import HANGS, FakeSlack, elements_of
from slack_person import (
    MAP,
    Person,
    SlackDesk,
    served,
    settled,
    shown_text,
    signature,
    slack_face,
)

from backtalk.channels.contract import Reply
from backtalk.channels.desk import Page
from backtalk.content.library import Button

FORM = "application/x-www-form-urlencoded"
YES_NO = Reply("Well?", "utter_x", "question", (Button("Yes", "/affirm"), Button("No", "/deny")))
AREAS = {
    "type": "body_map",
    "version": 1,
    "text": "Where?",
    "question": "areas",
    "options": [
        {"value": "low_back", "title": "low back"},
        {"value": "hip", "title": "hip"},
        {"value": "hip:left", "title": "hip (left)"},
    ],
}
WHERE = Reply("Where?", "utter_ask_areas", "question", (Button("Not sure", "/x"),), AREAS)
SUMMARY = Reply("That is all.", "utter_result", "summary", (), {"type": "summary"})


@pytest.fixture
def desk():
    return SlackDesk()


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    for name in ("HTTPS_PROXY", "HTTP_PROXY", "https_proxy", "http_proxy"):
        monkeypatch.delenv(name, raising=False)


@asynccontextmanager
async def talking(desk, library, **changes):
    """Yield somebody who talks to a bot on ``desk``; Slack must take all that the bot sends."""
    refusals = changes.pop("refusals", 0)
    async with FakeSlack() as slack:
        face = slack_face(slack, desk, library, **changes)
        async with served(face) as client:
            person = Person(client, slack)
            person.face = face
            yield person
            await settled(face)
        assert len(slack.refused) == refusals, slack.refused


async def texts(person):
    await settled(person.face)
    return [message["text"] for message in person.reads]


async def test_a_message_is_acknowledged_and_then_answered(desk, library):
    async with talking(desk, library) as person:
        answered = await person.say("what is it?")
        assert (answered.status, answered.text) == (200, "")
        assert await texts(person) == ["echo what is it?"]
    assert desk.said[0][0].startswith("slack-")


async def test_what_slack_brings_once_is_acknowledged_at_once_while_the_bot_thinks(desk, library):
    desk.slow = 1.0
    async with talking(desk, library) as person:
        await person.command("warm up")
        waits = [(await person.command(f"message {n}")).seconds for n in range(5)]
        waits.append((await person.interact(type="shortcut", callback_id="start")).seconds)
        # All but one: a machine that runs other tests beside may pause once.
        assert sorted(waits)[-2] < 0.1


@pytest.mark.parametrize(
    "headers",
    [
        {"X_Slack_Signature": ""},
        {"X_Slack_Signature": "v0=0"},
        {"X_Slack_Signature": "v0=é"},
        {"X_Slack_Signature": signature(b"other body", "1")},
        {"X_Slack_Request_Timestamp": "soon"},
        {"X_Slack_Request_Timestamp": ""},
        {"X_Slack_Request_Timestamp": "9" * 400},
    ],
)
async def test_what_is_not_signed_is_not_let_in(desk, library, headers):
    async with talking(desk, library) as person:
        answered = await person.event(person.message("hello"), **headers)
        assert (answered.status, answered.text) == (401, "")
    assert desk.said == []


@pytest.mark.parametrize("seconds", [-301, 301, -100_000])
async def test_a_signature_is_good_for_five_minutes(desk, library, seconds):
    async with talking(desk, library) as person:
        stamp = str(int(time.time()) + seconds)
        body = json.dumps({"type": "url_verification", "challenge": "x"})
        assert (await person.deliver(body, "application/json", stamp)).status == 401
        stamp = str(int(time.time()) - 290)
        assert (await person.deliver(body, "application/json", stamp)).status == 200


async def test_another_secret_signs_nothing(desk, library):
    async with talking(desk, library) as person:
        body = json.dumps({"type": "url_verification", "challenge": "x"})
        stamp = str(int(time.time()))
        forged = {"X_Slack_Signature": signature(body.encode(), stamp, "another secret")}
        assert (await person.deliver(body, "application/json", stamp, **forged)).status == 401


@pytest.mark.parametrize("kind", ["application/json", "application/json; charset=utf-8"])
async def test_the_challenge_comes_back_as_plain_text(desk, library, kind):
    async with talking(desk, library) as person:
        body = json.dumps({"type": "url_verification", "token": "t", "challenge": "3eZbrw1aB"})
        answered = await person.deliver(body, kind)
        assert (answered.status, answered.text) == (200, "3eZbrw1aB")


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b"[]", "application/json", 400),
        (b'"x"', "application/json", 400),
        (b"[" * 9_000, "application/json", 400),
        (b"\xff\xfe", "application/json", 401),
        (b'{"type": "url_verification", "challenge": 7}', "application/json", 400),
        (b"payload=%7B", FORM, 400),
        (b"payload=[]", FORM, 400),
        (b"a=1&" * 200, FORM, 400),
        (b"hello", "text/plain", 415),
        (b"ssl_check=1&token=x", FORM, 200),
        (b"{}", "application/json", 200),
        (b'{"type": "event_callback", "event": "x"}', "application/json", 200),
        (b"payload={}", FORM, 200),
        (b"command=%2Fbackpain", FORM, 200),
        (b"", FORM, 200),
    ],
)
async def test_no_body_breaks_the_door(desk, library, body, kind, status):
    async with talking(desk, library) as person:
        assert (await person.deliver(body, kind)).status == status
    assert desk.said == []


async def test_a_body_larger_than_slack_sends_is_refused(desk, library):
    async with talking(desk, library) as person:
        assert (await person.deliver(b"x" * (1024 * 1024 + 1), FORM)).status == 413


async def test_only_slack_may_post_there(desk, library):
    async with talking(desk, library) as person:
        assert (await person.client.get("/slack/events")).status == 405
        assert (await person.client.post("/slack/events", data=b"{}")).status == 401


async def test_an_event_that_comes_again_is_answered_once(desk, library):
    async with talking(desk, library) as person:
        message = person.message("does it hurt?")
        for number in range(4):
            headers = {"X_Slack_Retry_Num": str(number), "X_Slack_Retry_Reason": "http_error"}
            assert (await person.event(message, "Ev-same", **headers)).status == 200
        assert await texts(person) == ["echo does it hurt?"]
    assert len(desk.said) == 1


async def test_one_message_under_two_event_ids_is_answered_once(desk, library):
    async with talking(desk, library) as person:
        message = person.message("does it hurt?")
        await person.event(message, "Ev-one")
        await person.event(message, "Ev-two")
        assert await texts(person) == ["echo does it hurt?"]


async def test_the_same_words_said_twice_are_two_messages(desk, library):
    async with talking(desk, library) as person:
        await person.say("no")
        await person.say("no")
        assert await texts(person) == ["echo no", "echo no"]


async def test_a_message_has_the_same_id_whatever_happens_to_the_server(desk, library):
    message = None
    for _ in range(2):
        async with talking(desk, library) as person:
            message = message or person.message("hello")
            await person.event(message, "Ev-same")
    assert len({said.id for _, said, _ in desk.said}) == 1


async def test_messages_are_answered_in_the_order_in_which_they_were_written(desk, library):
    desk.slow = 0.3
    async with talking(desk, library) as person:
        first, second, third = (person.message(text) for text in ("one", "two", "three"))
        arriving = []
        for message in (first, third, second):
            arriving.append(asyncio.create_task(person.event(message)))
            await asyncio.sleep(0.05)
        assert {(await answered).status for answered in arriving} == {200}
        assert await texts(person) == ["echo one", "echo two", "echo three"]


async def test_people_do_not_wait_for_each_other(desk, library):
    desk.slow = 0.5
    async with talking(desk, library) as person:
        people = [Person(person.client, person.slack, f"U{n}") for n in range(20)]
        began = time.perf_counter()
        await asyncio.gather(*(somebody.say(f"I am {somebody.user}") for somebody in people))
        await settled(person.face)
        assert time.perf_counter() - began < 4
        for somebody in people:
            assert [m["text"] for m in somebody.reads] == [f"echo I am {somebody.user}"]
    assert len({conversation for conversation, _, _ in desk.said}) == 20


async def test_what_stands_in_slack_marks_is_read_as_words(desk, library):
    async with talking(desk, library) as person:
        await person.say("<@UBOT> pain &amp; *numb* legs, see <http://a.example|a.example>")
        await settled(person.face)
    assert desk.texts == ["pain & numb legs, see a.example"]


async def test_edits_deletions_joins_and_bots_are_not_answered(desk, library):
    async with talking(desk, library) as person:
        await person.say("x", subtype="message_changed", message={"text": "y"}, hidden=True)
        await person.say("x", subtype="message_deleted")
        await person.say("<@U1> has joined the channel", subtype="channel_join")
        await person.say("I am a bot", bot_id="B1")
        assert await texts(person) == []
    assert desk.said == []


async def test_a_message_in_a_thread_is_answered_in_the_thread(desk, library):
    async with talking(desk, library) as person:
        await person.say("hello", thread_ts="1700000000.000001")
        await settled(person.face)
        assert [message["thread_ts"] for message in person.reads] == ["1700000000.000001"]


async def test_who_names_the_bot_in_a_channel_is_asked_to_write_privately(desk, library):
    async with talking(desk, library) as person:
        mention = person.message("<@UBOT> my back hurts", type="app_mention", channel="C1")
        del mention["channel_type"]
        await person.event(mention)
        await person.event(person.message("psst", channel="C1", channel_type="channel"))
        await settled(person.face)
        [hint] = person.slack.hints
        assert (hint["channel"], hint["user"]) == ("C1", "U1")
        assert "words of utter_slack_talk_privately" in hint["text"]
        assert person.slack.messages == {}
    assert desk.said == []


async def test_a_press_sends_what_the_button_stands_for(desk, library):
    desk.replies = [YES_NO]
    async with talking(desk, library) as person:
        await person.say("hello")
        await settled(person.face)
        answered = await person.press("No")
        assert (answered.status, answered.text) == (200, "")
        await settled(person.face)
    assert (desk.said[1][1].text, desk.said[1][1].pressed) == ("No", "/deny")


async def test_after_a_press_the_message_shows_what_was_chosen_and_no_choices(desk, library):
    desk.replies = [YES_NO]
    async with talking(desk, library) as person:
        await person.say("hello")
        await settled(person.face)
        await person.press("No")
        await settled(person.face)
        first, second = person.reads
        assert list(elements_of(first["blocks"])) == []
        assert shown_text(first) == "Well? You chose: No"
        assert first["text"] == "Well?\nYou chose: No"
        assert len(list(elements_of(second["blocks"]))) == 2


async def test_two_clicks_on_one_button_are_one_press(desk, library):
    desk.replies = [YES_NO]
    async with talking(desk, library) as person:
        await person.say("hello")
        await settled(person.face)
        await asyncio.gather(person.press("No"), person.press("No"))
        await settled(person.face)
    assert len(desk.said) == 2


async def test_a_press_that_failed_can_be_pressed_again(desk, library):
    desk.replies = [YES_NO]
    async with talking(desk, library) as person:
        await person.say("hello")
        await settled(person.face)
        desk.failing = True
        await person.press("No")
        await settled(person.face)
        assert list(elements_of(person.reads[0]["blocks"]))
        desk.failing, desk.replies = False, [Reply("Thanks.", None, "notice")]
        message = person.reads[0]
        person.slack.messages = {(person.channel, message["ts"]): message}
        await person.press("No")
        assert await texts(person) == ["Well?\nYou chose: No", "Thanks."]
    assert len({said.id for _, said, _ in desk.said[1:]}) == 1


async def test_ticked_places_are_sent_together_when_they_are_confirmed(desk, library):
    desk.replies = [WHERE]
    async with talking(desk, library) as person:
        await person.say("hello")
        await settled(person.face)
        assert (await person.toggle("low back")).status == 200
        person.tick("hip (left)")
        await person.press("Confirm")
        await settled(person.face)
        assert shown_text(person.reads[0]).endswith("You chose: low back, hip (left)")
    said = desk.said[1][1]
    assert said.text == "low back, hip (left)"
    assert (
        said.pressed == '/assessment_answer{"question": "areas", "value": ["low_back", "hip:left"]}'
    )


async def test_confirming_nothing_gives_a_hint_and_is_no_answer(desk, library):
    desk.replies = [WHERE]
    async with talking(desk, library) as person:
        await person.say("hello")
        await settled(person.face)
        await person.press("Confirm")
        await settled(person.face)
        assert "words of utter_slack_nothing_chosen" in person.slack.hints[0]["text"]
        person.tick("hip")
        await person.press("Confirm")
        await settled(person.face)
    assert [said.pressed for _, said, _ in desk.said][1:] == [
        '/assessment_answer{"question": "areas", "value": ["hip"]}'
    ]


@pytest.mark.parametrize("kind", ["view_submission", "view_closed", "block_suggestion", "hologram"])
async def test_interactions_that_nobody_expects_are_acknowledged(desk, library, kind):
    async with talking(desk, library) as person:
        answered = await person.interact(type=kind, view={"id": "V1"})
        assert (answered.status, answered.text) == (200, "")


@pytest.mark.parametrize(
    "element", ["datepicker", "users_select", "radio_buttons", "plain_text_input"]
)
async def test_elements_that_we_never_sent_are_acknowledged(desk, library, element):
    async with talking(desk, library) as person:
        action = {
            "type": element,
            "action_id": "a",
            "action_ts": "1.0",
            "selected_date": "2026-01-01",
        }
        answered = await person.interact(
            type="block_actions", channel={"id": "DU1"}, message={"ts": "1.0"}, actions=[action]
        )
        assert answered.status == 200
    assert desk.said == []


async def test_a_command_in_a_channel_is_answered_in_the_direct_message(desk, library):
    async with talking(desk, library) as person:
        answered = await person.command("my back hurts")
        assert json.loads(answered.text) == {
            "response_type": "ephemeral",
            "text": "words of utter_slack_answered_privately",
        }
        assert await texts(person) == ["echo my back hurts"]
        assert person.slack.said("C9") == []


async def test_a_command_without_words_begins_with_a_welcome(desk, library):
    async with talking(desk, library) as person:
        await person.say("hello")
        await settled(person.face)
        answered = await person.command(channel_id=person.channel, trigger_id="7.7")
        assert answered.text == ""
        await person.command(channel_id=person.channel, trigger_id="7.7")
        assert (await texts(person))[1:] == ["words of utter_slack_welcome"]


@pytest.mark.parametrize("kind", ["shortcut", "message_action"])
async def test_a_shortcut_begins_with_a_welcome(desk, library, kind):
    async with talking(desk, library) as person:
        message = {"text": "what somebody else wrote"}
        assert (
            await person.interact(type=kind, callback_id="start", message=message)
        ).status == 200
        assert await texts(person) == ["words of utter_slack_welcome"]
    assert desk.said == []


async def test_who_opens_the_messages_for_the_first_time_is_welcomed_once(desk, library):
    async with talking(desk, library) as person:
        opened = {
            "type": "app_home_opened",
            "user": "U1",
            "channel": person.channel,
            "tab": "messages",
        }
        await person.event(opened)
        await person.event(opened)
        assert await texts(person) == ["words of utter_slack_welcome"]
        await person.event(opened)
        assert len(await texts(person)) == 1


async def test_no_welcome_is_better_than_one_for_the_wrong_person(desk, library):
    async with talking(desk, library) as person:
        person.slack.fail("conversations.history", "missing_scope")
        opened = {
            "type": "app_home_opened",
            "user": "U1",
            "channel": person.channel,
            "tab": "messages",
        }
        await person.event(opened)
        assert await texts(person) == []


class HomeDesk(SlackDesk):
    """Says the real words."""

    def reply(self, response):
        variation = self.library.responses[response].variations[0]
        return Reply(variation.text, response, "smalltalk", variation.buttons)


async def open_home(person):
    await person.event(
        {"type": "app_home_opened", "user": "U1", "channel": person.channel, "tab": "home"}
    )
    await settled(person.face)


async def test_the_home_tab_begins_a_conversation_and_says_where_it_goes_on(library):
    desk = HomeDesk()
    desk.library = library
    async with talking(desk, library) as person:
        await open_home(person)
        assert "I am not for emergencies" in shown_text(person.slack.homes["U1"])
        await person.home("Forget me")
        await person.home("What do you know about me")
        await settled(person.face)
        assert [message["text"] for message in person.reads] == [
            "echo Forget me",
            "echo What do you know about me",
        ]
        assert "I have answered you under Messages." in shown_text(person.slack.homes["U1"])
    assert [said.pressed for _, said, _ in desk.said] == ["/delete_my_data", "/show_my_data"]


async def test_the_home_tab_and_the_messages_are_one_conversation(library):
    desk = HomeDesk()
    desk.library = library
    async with talking(desk, library) as person:
        await open_home(person)
        await person.home("Go through my pain with me")
        await person.say("hello")
        await settled(person.face)
    assert len({conversation for conversation, _, _ in desk.said}) == 1


async def test_slack_is_waited_for_when_it_is_busy(desk, library):
    async with talking(desk, library) as person:
        person.slack.fail("chat.postMessage", (429, {"Retry-After": "1"}))
        began = time.perf_counter()
        await person.say("hello")
        assert await texts(person) == ["echo hello"]
        assert time.perf_counter() - began >= 1
    assert len(desk.said) == 1


@pytest.mark.parametrize(
    "failure", [500, 502, 503, 504, "internal_error", "ratelimited", "service_unavailable"]
)
async def test_a_failure_of_slack_delays_an_answer_and_loses_none(desk, library, failure):
    async with talking(desk, library) as person:
        person.slack.fail("chat.postMessage", *[failure] * 2)
        await person.say("one")
        await person.say("two")
        assert await texts(person) == ["echo one", "echo two"]
    assert len(desk.said) == 2


async def test_a_slack_that_does_not_answer_is_asked_again(desk, library):
    async with talking(desk, library, timeout=0.2) as person:
        person.slack.fail("chat.postMessage", HANGS)
        await person.say("hello")
        assert await texts(person) == ["echo hello"]


async def test_a_failure_of_slack_leaves_no_words_in_the_log(desk, library, caplog):
    desk.replies = [Reply("my secret pain", None, "notice")]
    async with talking(desk, library, later=()) as person:
        person.slack.fail("chat.postMessage", *[500] * 9)
        await person.say("my secret pain")
        await settled(person.face)
    assert "http_500" in caplog.text
    assert "secret" not in caplog.text


@pytest.mark.parametrize("code", ["invalid_blocks", "msg_blocks_too_long", "msg_too_long"])
async def test_a_message_that_slack_refuses_goes_out_in_a_simpler_form(desk, library, code):
    desk.replies = [WHERE]
    async with talking(desk, library) as person:
        person.slack.fail("chat.postMessage", code)
        await person.say("one")
        await settled(person.face)
        assert [b["type"] for b in person.reads[0]["blocks"]] == [
            "section",
            "actions",
            "section",
            "actions",
        ]
        person.slack.fail("chat.postMessage", code, code)
        await person.say("two")
        await settled(person.face)
        assert person.reads[1]["blocks"] == []
        assert "• hip (left)\n• Not sure" in person.reads[1]["text"]


async def test_a_failed_change_of_looks_does_not_hold_up_the_answer(desk, library):
    desk.replies = [YES_NO]
    async with talking(desk, library, later=(30.0,)) as person:
        await person.say("hello")
        await settled(person.face)
        person.slack.fail("chat.update", *[500] * 9)
        await person.press("Yes")
        await person.face.acts.drain(5)
        for _ in range(100):
            if len(person.reads) == 2:
                break
            await asyncio.sleep(0.02)
        assert len(person.reads) == 2
        await person.face.turns.outbox.drain(5)


async def test_a_turn_that_fails_is_tried_again_and_then_said_so(desk, library):
    desk.breaks = ValueError("my secret pain")
    async with talking(desk, library) as person:
        await person.say("hello")
        assert await texts(person) == ["words of utter_technical_problem"]
        desk.breaks = None
        await person.say("hello again")
        assert (await texts(person))[1:] == ["echo hello again"]


async def test_a_failure_of_the_bot_leaves_no_words_in_the_log(desk, library, caplog):
    desk.breaks = ValueError("my secret pain")
    async with talking(desk, library) as person:
        await person.say("hello")
        await settled(person.face)
    assert "ValueError" in caplog.text
    assert "secret" not in caplog.text


async def test_who_asks_to_be_forgotten_is_told_what_slack_keeps(desk, library):
    desk.forgets = True
    async with talking(desk, library) as person:
        await person.say("yes")
        assert await texts(person) == ["echo yes", "words of utter_slack_forgotten"]


async def test_who_is_too_fast_is_told_so_once(desk, library):
    async with talking(desk, library, rate="2/minute") as person:
        for number in range(6):
            await person.say(f"message {number}")
        assert len(await texts(person)) == 2
        assert len(person.slack.hints) in {1, 2}  # a minute may end in between
        assert "words of utter_slack_too_many" in person.slack.hints[0]["text"]
    assert len(desk.said) == 2


async def summary_shown(person):
    await person.say("summary")
    await settled(person.face)
    await person.press("Save the page for my doctor")
    await settled(person.face)


async def test_the_page_for_the_doctor_comes_as_a_file(desk, library):
    desk.replies = [SUMMARY]
    desk.pages |= {
        "pdf": Page("for-my-doctor.pdf", "application/pdf", b"%PDF-1"),
        "text": Page("for-my-doctor.txt", "text/plain", b"Where it hurts: hip\n"),
    }
    async with talking(desk, library) as person:
        await summary_shown(person)
        [file] = person.slack.files
        assert (file["name"], file["content"]) == ("for-my-doctor.pdf", b"%PDF-1")
        assert file["done"]["channel_id"] == person.channel
        assert len(person.reads) == 1
        assert len(list(elements_of(person.reads[0]["blocks"]))) == 1  # it can be saved again
    assert len(desk.said) == 1


async def test_the_page_comes_as_text_where_files_are_not_allowed(desk, library):
    desk.replies = [SUMMARY]
    desk.pages |= {
        "pdf": Page("for-my-doctor.pdf", "application/pdf", b"%PDF-1"),
        "text": Page("for-my-doctor.txt", "text/plain", b"Where it hurts: hip\nHow bad: 6\n"),
    }
    async with talking(desk, library) as person:
        person.slack.fail("files.getUploadURLExternal", "missing_scope")
        await summary_shown(person)
        assert [message["text"] for message in person.reads][1:] == [
            "words of utter_slack_page",
            "```Where it hurts: hip\nHow bad: 6```",
        ]


async def test_there_is_no_page_before_there_is_something_on_it(desk, library):
    desk.replies = [SUMMARY]
    async with talking(desk, library) as person:
        await summary_shown(person)
        assert person.reads[1]["text"] == "words of utter_slack_no_page"


async def test_the_drawing_of_the_body_can_be_fetched(desk, library):
    async with talking(desk, library) as person:
        response = await person.client.get("/slack/body-map.png?v=1")
        assert response.content_type == "image/png"
        assert (await response.read()).startswith(b"\x89PNG")


async def test_a_message_without_the_drawing_goes_out_when_slack_cannot_fetch_it(desk, library):
    desk.replies = [WHERE]
    async with talking(desk, library, map_url=MAP.replace("https", "http"), refusals=1) as person:
        await person.say("hello")
        await settled(person.face)
        assert "image" not in {block["type"] for block in person.reads[0]["blocks"]}
        assert len(list(elements_of(person.reads[0]["blocks"]))) == 4


async def test_an_operator_hears_at_the_start_that_the_token_does_not_work(desk, library, caplog):
    async with FakeSlack() as slack:
        face = slack_face(slack, desk, library)
        face.turns.sender.client.token = "xoxb-wrong"
        async with served(face):
            await asyncio.sleep(0.3)
    assert "SLACK_BOT_TOKEN: invalid_auth" in caplog.text


async def test_what_was_begun_is_finished_when_the_server_stops(desk, library):
    desk.slow = 0.4
    async with FakeSlack() as slack:
        async with served(slack_face(slack, desk, library)) as client:
            await Person(client, slack).say("hello")
        assert [message["text"] for message in slack.said("DU1")] == ["echo hello"]
