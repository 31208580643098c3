"""The reply contract in Block Kit: everything is there, and Slack takes all of it."""

from __future__ import annotations

import json

import pytest
from fake_slack import elements_of, problem_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from slack_person import MAP, shown_text

from backtalk.channels.contract import Reply, choices_of, reply_from_message
from backtalk.channels.questions import choices_payload, is_offered
from backtalk.channels.slack_blocks import SlackLook
from backtalk.channels.slack_home import home_view
from backtalk.channels.slack_text import words_of
from backtalk.content.library import Button

HARD = "A&E <3 **bold** *star* " + "word " * 30
ANSWERS = [
    {"step": "areas", "label": "Where it hurts:", "value": "low back (left), hip"},
    {"step": "ask_doctor", "label": "To ask the doctor:", "value": '"Is 3 < 5 & safe?"'},
]
CHECK = 'Please check.\n- Where it hurts: low back (left), hip\n- To ask the doctor: "Is 3 < 5 & safe?"\nIs this right?'


@pytest.fixture(scope="module")
def look(library):
    return SlackLook(library, MAP)


def reply_of(library, name, **values):
    raw = library.raw_responses[name][0]
    message = {**raw, "utter_action": name, "number": 1, "total": 8, **values}
    us = library.care.countries["us"]
    return reply_from_message(message, library.article, us, library.words)


def every_reply(library):
    """Return a reply for each response of the content, questions with their options."""
    special = {
        "utter_ask_helped": {"choices": ["massage", "heat"]},
        "utter_ask_check": {"answers": ANSWERS, "text": CHECK},
        "utter_ask_areas": {"chosen": ["hip"]},
        "utter_result": {
            "parts": {
                k: ["a", "b"] for k in ("covered", "not_covered", "unsure", "points", "questions")
            }
        },
    }
    return [reply_of(library, name, **special.get(name, {})) for name in library.raw_responses]


def sendable(messages):
    """Check that Slack takes each message in each of its forms, and return them."""
    assert messages
    for message in messages:
        for text, blocks in message.forms():
            arguments = {"channel": "D1", "text": text, "blocks": blocks}
            assert problem_of(json.loads(json.dumps(arguments))) is None
    return messages


def seen(messages):
    """Return the words that are shown, without marks and breaks."""
    shown = " ".join(shown_text({"blocks": list(m.blocks), "text": m.text}) for m in messages)
    return " ".join(words_of(shown).replace("•", "").replace("*", "").split())


def payloads(messages):
    """Return what a person can send: buttons and options of menus that take one."""
    return {
        value
        for message in messages
        for _, element in elements_of(list(message.blocks))
        for value in [element.get("value"), *(o["value"] for o in element.get("options", []))]
        if value
    }


def test_every_response_of_the_content_can_be_sent_and_loses_nothing(library, look):
    for reply in every_reply(library):
        messages = sendable(look.messages(reply))
        shown = seen(messages)
        for line in filter(str.strip, reply.text.replace("**", "").split("\n")):
            assert " ".join(words_of(line.removeprefix("- ")).split()) in shown, reply.response
        assert {button.payload for button in reply.buttons} <= payloads(messages), reply.response
        custom = reply.custom or {}
        values = payloads(messages)
        assert {option["value"] for option in custom.get("options", ())} <= values, reply.response
        assert all(source["section"] in shown for source in custom.get("sources", ()))


def test_each_choice_has_a_press_that_the_bot_takes_for_one_it_offered(library, look):
    for reply in every_reply(library):
        for choice in choices_of([reply]):
            custom = [reply.custom] if reply.custom else []
            assert choice in reply.buttons or is_offered(choice.payload, custom)
        if (reply.custom or {}).get("type") in {"scale", "check_answers"}:
            extra = payloads(look.messages(reply)) - {b.payload for b in reply.buttons}
            assert extra
            assert all(is_offered(payload, [reply.custom]) for payload in extra)


def test_an_answer_names_its_sources_small_below(library, look):
    reply = reply_of(library, "utter_ask_effectiveness")
    blocks = look.messages(reply)[0].blocks
    notes = [block for block in blocks if block["type"] == "context"]
    text = notes[0]["elements"][0]["text"]
    assert text.startswith("Source: SpineUniverse, 2019: <https://")
    assert "The article calls the proof weak." in text


def test_a_care_card_stands_out_and_gives_the_numbers(library, look):
    [message] = look.messages(reply_of(library, "utter_care_crisis"))
    assert message.blocks[0] == {
        "type": "header",
        "text": {"type": "plain_text", "text": "ALERT", "emoji": True},
    }
    assert "*Suicide and Crisis Lifeline: 988*" in message.text
    assert message.text.startswith("ALERT")


def test_areas_are_ticked_sides_are_picked_and_a_button_confirms(library, look):
    [message] = look.messages(reply_of(library, "utter_ask_areas", chosen=["hip"]))
    elements = [element for _, element in elements_of(list(message.blocks))]
    boxes, sides, confirm = elements[:3]
    assert [option["value"] for option in boxes["options"]][:2] == ["low_back", "hip"]
    assert [option["value"] for option in boxes["initial_options"]] == ["hip"]
    assert "hip:left" in {option["value"] for option in sides["options"]}
    assert (sides["type"], confirm["action_id"], confirm["style"]) == (
        "multi_static_select",
        "confirm",
        "primary",
    )


def test_the_drawing_of_the_body_comes_with_its_words(library, look):
    [message] = look.messages(reply_of(library, "utter_ask_areas"))
    [image] = [block for block in message.blocks if block["type"] == "image"]
    assert image["image_url"] == MAP
    assert (
        "1 low back, 2 hip, 3 groin, 4 belly, 5 buttock, 6 tailbone, 7 thigh" in image["alt_text"]
    )
    [without] = SlackLook(library).messages(reply_of(library, "utter_ask_areas"))
    assert not any(block["type"] == "image" for block in without.blocks)


def test_treatments_are_ticked_in_groups_that_slack_takes(library, look):
    [message] = look.messages(reply_of(library, "utter_ask_treatments"))
    groups = [e for _, e in elements_of(list(message.blocks)) if e["type"] == "checkboxes"]
    assert [len(group["options"]) for group in groups] == [10, 3]


def test_how_bad_it_is_is_picked_from_a_menu(library, look):
    [message] = look.messages(reply_of(library, "utter_ask_severity"))
    [menu] = [e for _, e in elements_of(list(message.blocks)) if e["type"] == "static_select"]
    assert [option["text"]["text"] for option in menu["options"]] == [str(n) for n in range(11)]
    assert menu["options"][7]["value"] == choices_payload("severity", ["7"])


def test_each_answer_can_be_changed_where_all_are_checked(library, look):
    [message] = look.messages(reply_of(library, "utter_ask_check", answers=ANSWERS, text=CHECK))
    rows = [block for block in message.blocks if block.get("accessory")]
    assert [row["text"]["text"] for row in rows] == [
        "*Where it hurts:* low back (left), hip",
        '*To ask the doctor:* "Is 3 &lt; 5 &amp; safe?"',
    ]
    assert rows[0]["accessory"]["value"] == choices_payload("check", ["change", "areas"])
    assert rows[0]["accessory"]["accessibility_label"] == "Change Where it hurts"
    assert seen([message]).count("low back (left), hip") == 1


def test_a_summary_has_sections_under_headings_and_can_be_saved(library, look):
    text = "Here it is.\nYou told me:\n- pain\n- more pain\nNot sure:\n- the side\nThis is not a diagnosis."
    parts = {key: [] for key in ("covered", "not_covered", "unsure", "points", "questions")}
    [message] = look.messages(reply_of(library, "utter_result", text=text, parts=parts))
    sections = [block["text"]["text"] for block in message.blocks if block["type"] == "section"]
    assert sections == [
        "Here it is.",
        "*You told me:*\n• pain\n• more pain",
        "*Not sure:*\n• the side",
        "This is not a diagnosis.",
    ]
    assert "page" in {element["action_id"] for _, element in elements_of(list(message.blocks))}


@pytest.mark.parametrize(
    "name", ["utter_ask_consent", "utter_delete_my_data", "utter_show_my_data"]
)
def test_who_is_told_what_is_kept_is_told_that_slack_keeps_it_too(library, look, name):
    assert "Slack has a copy of it" in seen(look.messages(reply_of(library, name)))


def test_as_many_buttons_as_slack_takes_stand_in_a_row_and_more_become_a_menu(look):
    def reply(count):
        buttons = tuple(Button(f"{n}", f"/x{n}") for n in range(count))
        return Reply("Well?", None, "question", buttons)

    [row] = sendable(look.messages(reply(25)))
    assert len(list(elements_of(list(row.blocks)))) == 25
    [menu] = sendable(look.messages(reply(60)))
    assert [e["type"] for _, e in elements_of(list(menu.blocks))] == ["static_select"]
    assert payloads([menu]) == {f"/x{n}" for n in range(60)}


def test_a_choice_that_slack_has_no_room_for_is_told_in_words(look):
    reply = Reply(
        "Well?", None, "question", (Button("No", "/deny"), Button("Yes" * 40, "/" + "x" * 2_000))
    )
    messages = sendable(look.messages(reply))
    assert payloads(messages) == {"/deny"}
    assert "YesYes" in seen(messages)


def test_options_of_which_one_can_be_chosen_are_buttons(look):
    custom = {
        "type": "choice",
        "version": 1,
        "text": "Which?",
        "question": "treatments",
        "multiple": False,
        "options": [{"value": "heat", "title": "heat"}],
    }
    messages = sendable(look.messages(Reply("Which?", None, "question", (), custom)))
    assert payloads(messages) == {choices_payload("treatments", ["heat"])}


def test_a_part_of_the_contract_that_is_not_known_is_shown_as_its_text(look):
    for custom in (
        {"type": "hologram", "text": "x"},
        {"type": "care_card"},
        {"type": "scale", "minimum": 0},
    ):
        messages = sendable(look.messages(Reply("All of it.", None, "care_card", (), custom)))
        assert "All of it." in seen(messages)


def test_a_text_of_any_length_goes_out_whole_in_several_messages(look):
    text = "\n".join(f"Line {n} & more words to read." for n in range(1_500))
    messages = sendable(look.messages(Reply(text, None, "notice", (Button("Yes", "/affirm"),))))
    assert len(messages) > 3
    assert all(f"Line {n} &" in seen(messages) for n in (0, 700, 1_499))
    assert payloads(messages[-1:]) == {"/affirm"}
    assert not any(payloads([message]) for message in messages[:-1])


TITLES = st.text(min_size=1, max_size=200).filter(str.strip)
BUTTONS = st.lists(
    st.builds(Button, TITLES, TITLES.map(lambda text: f"/{text}")),
    max_size=30,
    unique_by=lambda b: b.payload,
)


@given(st.text(min_size=1, max_size=8_000) | st.just(HARD * 100), BUTTONS)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_slack_takes_whatever_the_bot_may_say(look, text, buttons):
    if text.strip() or buttons:
        sendable(look.messages(Reply(text, None, "notice", tuple(buttons))))


def test_the_page_as_text_keeps_its_lines(look):
    messages = sendable(look.as_lines("A & B\n" * 1_000))
    assert all(message.text.startswith("```A &amp; B\nA &amp; B") for message in messages)


def test_the_home_tab_says_what_this_is_and_is_not_and_whom_to_call(library):
    def reply(name):
        return reply_of(library, name)

    lines = library.care.countries["us"].lines["emergency"]
    view = home_view(
        reply("utter_slack_home"),
        reply("utter_slack_urgent"),
        reply("utter_slack_privacy"),
        lines,
        "Backtalk",
    )
    assert problem_of({"channel": "D1", "text": "x", "blocks": view["blocks"]}) is None
    text = shown_text({"blocks": view["blocks"]})
    assert "*What I am not.* I am not a doctor" in text
    assert "*Emergency: 911*" in text
    buttons = [element for _, element in elements_of(view["blocks"])]
    assert [button["value"] for button in buttons] == [
        "/start_assessment",
        "/show_my_data",
        "/delete_my_data",
    ]
    assert [button.get("style") for button in buttons] == ["primary", None, "danger"]
