"""What Slack sends is read into plain values, and whatever it sends, nothing breaks."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backtalk.channels.slack_events import (
    Choice,
    Click,
    Command,
    Mention,
    Message,
    Opened,
    Person,
    Place,
    Shortcut,
    Slowed,
    read,
)

SOMEBODY = Person("T1", "U1")
PLACE = Place(SOMEBODY, "D1")
SAID = {
    "type": "message",
    "channel_type": "im",
    "channel": "D1",
    "user": "U1",
    "text": "hi",
    "ts": "1.5",
}


def event(**changes):
    inner = {key: value for key, value in {**SAID, **changes}.items() if value is not None}
    return {"type": "event_callback", "team_id": "T1", "event_id": "Ev1", "event": inner}


def click(action, **changes):
    return {
        "type": "block_actions",
        "user": {"id": "U1", "team_id": "T1"},
        "team": {"id": "T1"},
        "channel": {"id": "D1"},
        "message": {"ts": "1.0", "text": "Well?", "blocks": [{"type": "divider"}]},
        "actions": [{"action_ts": "2.0", **action}],
        **changes,
    }


BUTTON = {"action_id": "press_0", "value": "/affirm", "text": {"type": "plain_text", "text": "Yes"}}


def test_a_direct_message_is_read():
    assert read("event", event()) == Message(PLACE, "hi", "1.5")


@pytest.mark.parametrize("subtype", ["file_share", "thread_broadcast"])
def test_a_message_with_a_file_or_from_a_thread_is_a_message(subtype):
    assert isinstance(read("event", event(subtype=subtype)), Message)


@pytest.mark.parametrize(
    "subtype",
    [
        "message_changed",
        "message_deleted",
        "channel_join",
        "bot_message",
        "me_message",
        "message_replied",
        "x",
    ],
)
def test_edits_deletions_joins_and_bots_are_no_messages(subtype):
    assert read("event", event(subtype=subtype)) is None


@pytest.mark.parametrize(
    "changes",
    [
        {"bot_id": "B1"},
        {"hidden": True},
        {"user": None},
        {"user": "U 1"},
        {"channel": None},
        {"channel_type": "channel"},
        {"channel_type": "mpim"},
        {"channel_type": None, "channel": "C1"},
        {"ts": None},
        {"ts": "now"},
        {"type": "reaction_added"},
    ],
)
def test_what_is_not_said_by_a_person_in_a_direct_message_is_nothing(changes):
    assert read("event", event(**changes)) is None


def test_a_reply_in_a_thread_is_answered_there():
    message = read("event", event(thread_ts="1.0"))
    assert message.place == Place(SOMEBODY, "D1", "1.0")


def test_a_mention_in_a_channel_is_told_from_a_message():
    mention = read("event", event(type="app_mention", channel="C1", channel_type=None))
    assert mention == Mention(Place(SOMEBODY, "C1"), "Ev1")


@pytest.mark.parametrize("tab", ["home", "messages"])
def test_opening_the_app_tells_the_tab(tab):
    assert read("event", event(type="app_home_opened", tab=tab)) == Opened(PLACE, tab)


def test_slack_says_when_it_holds_events_back():
    assert read("event", {"type": "app_rate_limited"}) == Slowed()


def test_a_button_sends_its_value_and_shows_its_words():
    pressed = read("interaction", click(BUTTON))
    assert isinstance(pressed, Click)
    assert (pressed.choice, pressed.message, pressed.place) == (
        Choice("/affirm", "Yes"),
        "1.0",
        PLACE,
    )


def test_words_of_a_button_come_as_they_were_before_slack_escaped_them():
    button = {**BUTTON, "text": {"type": "plain_text", "text": "A&amp;E"}}
    assert read("interaction", click(button)).choice.title == "A&E"


def test_a_menu_sends_its_option():
    option = {"value": "7", "text": {"type": "plain_text", "text": "seven"}}
    menu = {"action_id": "scale", "type": "static_select", "selected_option": option}
    assert read("interaction", click(menu)).choice == Choice("7", "seven")


def test_ticking_alone_is_nothing_until_it_is_confirmed():
    option = {"value": "hip", "text": {"type": "plain_text", "text": "hip"}}
    boxes = {"action_id": "pick_0", "type": "checkboxes", "selected_options": [option]}
    assert read("interaction", click(boxes)) is None
    state = {"values": {"pick_0": {"pick_0": boxes}, "x": {"other": boxes}}}
    confirm = {**BUTTON, "action_id": "confirm", "value": "areas"}
    confirmed = read("interaction", click(confirm, state=state))
    assert confirmed.picked == (Choice("hip", "hip"),)


def test_a_click_in_the_home_tab_has_no_place():
    pressed = read("interaction", click(BUTTON, channel=None, message=None))
    assert (pressed.place, pressed.message) == (None, "")


def test_a_team_that_the_interaction_leaves_out_is_that_of_the_user():
    assert read("interaction", click(BUTTON, team=None)).person == SOMEBODY


@pytest.mark.parametrize("kind", ["shortcut", "message_action"])
def test_shortcuts_are_read_without_the_message_they_were_used_on(kind):
    payload = {"type": kind, "user": {"id": "U1"}, "team": {"id": "T1"}, "trigger_id": "9.1"}
    assert read("interaction", payload) == Shortcut(SOMEBODY, "9.1")


@pytest.mark.parametrize(
    "kind", ["view_submission", "view_closed", "block_suggestion", "new_thing"]
)
def test_interactions_that_we_do_not_offer_are_nothing(kind):
    assert read("interaction", {**click(BUTTON), "type": kind}) is None


def test_a_command_is_read_wherever_it_is_given():
    form = {
        "team_id": "T1",
        "user_id": "U1",
        "channel_id": "C1",
        "text": "my *back*",
        "trigger_id": "1",
    }
    assert read("command", form) == Command(SOMEBODY, "C1", "my back", "1")


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["im", "message", "D1", "U1"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(sorted({*SAID, *click(BUTTON), *BUTTON, "id", "values"})),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)


@given(
    st.sampled_from(["event", "interaction", "command"]),
    st.dictionaries(st.text(max_size=8), JSON, max_size=3),
    JSON,
)
@settings(max_examples=300, deadline=None)
def test_whatever_comes_is_read_or_is_nothing(kind, payload, inner):
    read(kind, payload)
    read(kind, {**event(), "event": inner, **payload})
    read(kind, {**click(BUTTON), "actions": [inner], "message": inner, "state": inner})
