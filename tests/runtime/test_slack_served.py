"""Slack is served as soon as its two secrets are set, and it is said what is missing."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer
from PIL import Image, ImageChops
from ruamel.yaml import YAML
from slack_sdk.signature import SignatureVerifier

from backtalk.channels.slack import EVENTS_PATH, LAST_WORDS, map_url
from backtalk.content.page import load_page_words
from backtalk.errors import BacktalkError
from backtalk.runtime import metrics, server, slack, supervisor
from backtalk.runtime.desk import AgentDesk
from backtalk.settings import Settings
from backtalk.storage.store import open_store

HOME = Path(__file__).resolve().parents[2]
SECRETS = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "hush"}
NOWHERE = {"SLACK_API_URL": "http://127.0.0.1:9/api/"}


@pytest.mark.parametrize(
    ("env", "said"),
    [
        ({}, "off, because SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET must be set"),
        ({"SLACK_BOT_TOKEN": "xoxb-1"}, "off, because SLACK_SIGNING_SECRET must be set"),
        ({"SLACK_SIGNING_SECRET": "hush"}, "off, because SLACK_BOT_TOKEN must be set"),
        (SECRETS, "http://localhost:5005/slack/events"),
        (
            {**SECRETS, "BACKTALK_PUBLIC_URL": "https://bot.example/"},
            "https://bot.example/slack/events",
        ),
        ({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}, "Socket Mode"),
        ({**SECRETS, "SLACK_APP_TOKEN": "xapp-1"}, "/slack/events and Socket Mode"),
    ],
)
def test_an_operator_is_told_where_slack_is_or_what_is_missing(env, said):
    where = slack.where(Settings.from_env(env))
    assert said in where
    assert "xoxb" not in where


def test_secrets_are_not_shown_with_the_settings():
    shown = repr(Settings.from_env({**SECRETS, "SLACK_APP_TOKEN": "xapp-1"}))
    assert not any(secret in shown for secret in ("xoxb-1", "hush", "xapp-1"))


@pytest.mark.parametrize(
    "url", ["http://bot.example", "bot.example", "https://", "https://a b", "https://a/?x=1"]
)
def test_a_public_address_is_one_that_slack_can_fetch_from(url):
    with pytest.raises(BacktalkError, match="BACKTALK_PUBLIC_URL is"):
        Settings.from_env({"BACKTALK_PUBLIC_URL": url})


@pytest.mark.parametrize("url", ["slack.com", "https://slack.com/api", "ftp://slack.com/api/"])
def test_the_address_of_the_web_api_ends_in_a_slash(url):
    if url.endswith("/api"):
        assert Settings.from_env({"SLACK_API_URL": f"{url}/"}).slack_api_url == f"{url}/"
        return
    with pytest.raises(BacktalkError, match="SLACK_API_URL is"):
        Settings.from_env({"SLACK_API_URL": url})


def settings_with(**env):
    here = Settings.from_env()
    given = Settings.from_env(env)
    return replace(given, data_dir=here.data_dir, database_url=here.database_url)


async def challenge(client, secret):
    body = json.dumps({"type": "url_verification", "challenge": "abc"})
    stamp = str(int(time.time()))
    signature = SignatureVerifier(secret).generate_signature(timestamp=stamp, body=body)
    headers = {
        "Content-Type": "application/json",
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": signature or "",
    }
    return await client.post(EVENTS_PATH, data=body, headers=headers)


async def test_the_server_answers_slack_when_both_secrets_are_set(agent):
    settings = settings_with(**SECRETS, **NOWHERE)
    app = server.make_app(agent, open_store(settings.database_url), settings)
    async with TestClient(TestServer(app)) as client:
        assert await (await challenge(client, "hush")).text() == "abc"
        assert (await challenge(client, "other")).status == 401
        large = b"x" * 100_000  # more than the chat may send
        assert (await client.post(EVENTS_PATH, data=large)).status == 401


async def test_without_them_there_is_no_such_address(agent):
    settings = settings_with()
    app = server.make_app(agent, open_store(settings.database_url), settings)
    async with TestClient(TestServer(app)) as client:
        assert (await challenge(client, "hush")).status == 404
        assert (await client.get("/slack/body-map.png")).status == 404


def test_what_slack_does_not_take_is_counted(agent):
    def lost():
        lines = metrics.page().decode().splitlines()
        counted = 'backtalk_send_failures_total{face="slack"} '
        return sum(float(line.split()[-1]) for line in lines if line.startswith(counted))

    settings = settings_with(**SECRETS, **NOWHERE)
    desk = AgentDesk(agent, open_store(settings.database_url), settings, "slack")
    face = slack.make_slack(desk, agent.library, settings)
    before = lost()
    face.turns.outbox.lost()
    assert lost() == before + 1


def test_a_supervisor_waits_longer_than_a_worker_takes_to_end():
    # aiohttp waits for a request under way, gives it up, and waits once more.
    assert supervisor.DRAIN > 2 * server._LAST_WORDS + LAST_WORDS


def test_slack_fetches_another_drawing_from_another_address():
    assert map_url("") == ""
    assert map_url("https://bot.example").startswith("https://bot.example/slack/body-map.png?v=")


def test_the_committed_drawing_is_the_one_that_the_content_gives():
    import importlib.util

    spec = importlib.util.spec_from_file_location("drawing", HOME / "scripts" / "slack_body_map.py")
    drawing = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(drawing)
    fresh = drawing.draw(load_page_words(HOME / "content")).convert("RGB")
    with Image.open(drawing.TARGET) as committed:
        assert committed.size == fresh.size
        apart = ImageChops.difference(committed.convert("L"), fresh.convert("L")).histogram()
    assert sum(apart[32:]) < 0.002 * fresh.width * fresh.height  # letters differ a little by system


MANIFEST = YAML(typ="safe").load(HOME / "deploy" / "slack-manifest.yaml")
NEEDED = {
    "chat.postMessage": "chat:write",
    "chat.postEphemeral": "chat:write",
    "chat.update": "chat:write",
    "conversations.history": "im:history",
    "conversations.open": "im:write",
    "files.getUploadURLExternal": "files:write",
}


def test_the_manifest_asks_for_what_is_used_and_no_more():
    events = {
        "app_mention": "app_mentions:read",
        "message.im": "im:history",
        "app_home_opened": None,
    }
    asked = set(MANIFEST["oauth_config"]["scopes"]["bot"])
    assert set(MANIFEST["settings"]["event_subscriptions"]["bot_events"]) == set(events)
    assert asked == {*NEEDED.values(), *filter(None, events.values()), "commands"}


def test_the_manifest_names_the_address_that_is_served():
    urls = [
        MANIFEST["settings"]["event_subscriptions"]["request_url"],
        MANIFEST["settings"]["interactivity"]["request_url"],
        MANIFEST["features"]["slash_commands"][0]["url"],
    ]
    assert {url.removeprefix("https://bot.example.org") for url in urls} == {EVENTS_PATH}


def test_the_manifest_keeps_to_the_lengths_of_slack():
    about = MANIFEST["display_information"]
    assert len(about["name"]) <= 35
    assert len(about["description"]) <= 140
    assert 174 <= len(about["long_description"]) <= 4_000
    assert len(MANIFEST["features"]["slash_commands"][0]["description"]) <= 100
    assert len(MANIFEST["features"]["shortcuts"][0]["name"]) <= 24
