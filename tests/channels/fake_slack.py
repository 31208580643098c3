"""Slack's Web API, as far as the Slack face uses it, with Slack's limits. It sends nothing by itself."""

from __future__ import annotations

import asyncio
import copy
import json
import re
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from aiohttp import WSMsgType, web
from aiohttp.test_utils import TestServer
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

TOKEN = "xoxb-test"
APP_TOKEN = "xapp-test"
HANGS = "hangs"
_IMAGE_KEYS = {"type", "block_id", "image_url", "alt_text", "title"}
_LINK = re.compile(r"<https?://[^|<>\s]+(\|[^|<>]+)?>|<mailto:[^<>]+>")
_ENTITY = re.compile(r"&(?!amp;|lt;|gt;)")
_STATEFUL = {"checkboxes", "static_select", "multi_static_select"}
_IN_ACTIONS = {"button", "static_select", "checkboxes", "radio_buttons", "overflow"}


@dataclass
class FakeSlack:
    """Keeps what it is sent, refuses what Slack would refuse, and can be told to fail."""

    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    messages: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    hints: list[dict[str, Any]] = field(default_factory=list)
    homes: dict[str, dict[str, Any]] = field(default_factory=dict)
    files: list[dict[str, Any]] = field(default_factory=list)
    failures: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))
    sockets: list[web.WebSocketResponse] = field(default_factory=list)
    acknowledged: list[dict[str, Any]] = field(default_factory=list)

    async def __aenter__(self) -> FakeSlack:
        app = web.Application(client_max_size=10**7)
        app.router.add_post("/api/{method}", self._api)
        app.router.add_get("/api/{method}", self._api)
        app.router.add_post("/upload/{id}", self._upload)
        app.router.add_get("/socket", self._socket)
        self._count = count(1)
        self._began = time.time()
        self._server = TestServer(app)
        await self._server.start_server()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._server.close()

    @property
    def url(self) -> str:
        return str(self._server.make_url("/api/"))

    def fail(self, method: str, *answers: Any) -> None:
        """Let the next calls of ``method`` fail: with a status, (status, headers), a code or HANGS."""
        self.failures[method] += answers

    def called(self, method: str) -> list[dict[str, Any]]:
        return [arguments for name, arguments in self.calls if name == method]

    def said(self, channel: str) -> list[dict[str, Any]]:
        """Return the messages of the bot in ``channel``, in order."""
        return [message for (where, _), message in self.messages.items() if where == channel]

    def now(self) -> str:
        """Return a time of Slack that nothing else has."""
        return f"{self._began:.0f}.{next(self._count):06d}"

    async def send(self, envelope: dict[str, Any]) -> None:
        """Send something over the newest connection of Socket Mode."""
        await self.sockets[-1].send_str(json.dumps(envelope))

    async def _api(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        arguments = await _arguments(request)
        self.calls.append((method, arguments))
        if self.failures[method]:
            failing = self.failures[method].pop(0)
            if failing == HANGS:
                await asyncio.sleep(60)
            if isinstance(failing, str):
                return web.json_response({"ok": False, "error": failing})
            status, headers = failing if isinstance(failing, tuple) else (failing, {})
            return web.Response(status=status, headers=headers, text="<html>sorry</html>")
        wanted = APP_TOKEN if method == "apps.connections.open" else TOKEN
        if request.headers.get("Authorization") != f"Bearer {wanted}":
            return web.json_response({"ok": False, "error": "invalid_auth"})
        handler = getattr(self, f"_{method.replace('.', '_')}", None)
        answer = handler(arguments) if handler else {"error": "unknown_method"}
        if "error" in answer:
            self.refused.append(f"{method}: {answer['error']} {answer.get('why', '')}")
        return web.json_response({"ok": "error" not in answer, **answer})

    def _auth_test(self, _arguments: dict[str, Any]) -> dict[str, Any]:
        return {"user_id": "UBOT", "team_id": "T1"}

    def _chat_postMessage(self, arguments: dict[str, Any]) -> dict[str, Any]:
        if error := problem_of(arguments):
            return error
        ts = self.now()
        self.messages[arguments["channel"], ts] = self._stored(arguments, ts)
        return {"ts": ts, "channel": arguments["channel"]}

    def _chat_update(self, arguments: dict[str, Any]) -> dict[str, Any]:
        key = arguments["channel"], arguments["ts"]
        if key not in self.messages:
            return {"error": "message_not_found"}
        if error := problem_of(arguments):
            return error
        self.messages[key] = self._stored(arguments, arguments["ts"])
        return {"ts": arguments["ts"]}

    def _chat_postEphemeral(self, arguments: dict[str, Any]) -> dict[str, Any]:
        if error := problem_of(arguments):
            return error
        self.hints.append(arguments)
        return {"message_ts": self.now()}

    def _views_publish(self, arguments: dict[str, Any]) -> dict[str, Any]:
        view = arguments["view"]
        view = json.loads(view) if isinstance(view, str) else view
        try:
            View(**view).validate_json()
        except SlackObjectFormationError as error:
            return {"error": "invalid_arguments", "why": str(error)}
        if why := next(_problems(view["blocks"], most=100), None):
            return {"error": "invalid_blocks", "why": why}
        self.homes[arguments["user_id"]] = view
        return {"view": view}

    def _conversations_open(self, arguments: dict[str, Any]) -> dict[str, Any]:
        return {"channel": {"id": f"D{arguments['users']}"}}

    def _conversations_history(self, arguments: dict[str, Any]) -> dict[str, Any]:
        return {"messages": self.said(arguments["channel"])[-int(arguments["limit"]) :]}

    def _files_getUploadURLExternal(self, arguments: dict[str, Any]) -> dict[str, Any]:
        name = f"F{next(self._count)}"
        self.files.append({"id": name, "name": arguments["filename"], "done": None})
        return {"file_id": name, "upload_url": str(self._server.make_url(f"/upload/{name}"))}

    def _files_completeUploadExternal(self, arguments: dict[str, Any]) -> dict[str, Any]:
        given = arguments["files"]
        for file in json.loads(given) if isinstance(given, str) else given:
            stored = next(known for known in self.files if known["id"] == file["id"])
            stored["done"] = arguments
        return {"files": [{"id": "F"}]}

    def _apps_connections_open(self, _arguments: dict[str, Any]) -> dict[str, Any]:
        return {"url": str(self._server.make_url("/socket")).replace("http", "ws", 1)}

    async def _upload(self, request: web.Request) -> web.Response:
        stored = next(file for file in self.files if file["id"] == request.match_info["id"])
        stored["content"] = await request.read()
        return web.Response(text="OK")

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.sockets.append(socket)
        async for message in socket:
            if message.type == WSMsgType.TEXT:
                self.acknowledged.append(json.loads(message.data))
        return socket

    def _stored(self, arguments: dict[str, Any], ts: str) -> dict[str, Any]:
        """Return a message as Slack gives it back: with keys that it does not take."""
        blocks = copy.deepcopy(arguments.get("blocks") or [])
        for block in blocks:
            block.setdefault("block_id", f"b{next(self._count)}")
            if block["type"] == "image":
                block |= {"image_width": 1200, "image_bytes": 60_000, "fallback": "1200px image"}
        kept = {key: arguments.get(key) for key in ("channel", "text", "thread_ts")}
        return {"type": "message", "bot_id": "B1", "ts": ts, "blocks": blocks, **kept}


def elements_of(blocks: list[dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each element that can be used, with the id of its block."""
    for block in blocks:
        inside = block["elements"] if block["type"] == "actions" else [block.get("accessory")]
        for element in inside:
            if element:
                yield block.get("block_id", ""), element


def state_of(blocks: list[dict[str, Any]]) -> dict[str, Any]:
    """Return what stands in the elements of a message before anybody touches them."""
    values: dict[str, Any] = defaultdict(dict)
    for block_id, element in elements_of(blocks):
        if element["type"] in _STATEFUL:
            values[block_id][element["action_id"]] = {
                "type": element["type"],
                **(
                    {"selected_option": element.get("initial_option")}
                    if element["type"] == "static_select"
                    else {"selected_options": list(element.get("initial_options", []))}
                ),
            }
    return values


def problem_of(arguments: dict[str, Any]) -> dict[str, Any] | None:
    """Return how Slack would refuse a message, None if it would take it."""
    text, blocks = arguments.get("text"), arguments.get("blocks") or []
    if not arguments.get("channel"):
        return {"error": "channel_not_found"}
    if not isinstance(text, str) or not text.strip():
        return {"error": "no_text", "why": "the text that screen readers take"}
    if len(text) > 40_000:
        return {"error": "msg_too_long"}
    if why := next(_wrong_mrkdwn(text), None):
        return {"error": "invalid_arguments", "why": why}
    if len(json.dumps(blocks)) > 40_000 or sum(map(len, _texts(blocks))) > 13_000:
        return {"error": "msg_blocks_too_long"}
    if why := next(_problems(blocks, most=50), None):
        return {"error": "invalid_blocks", "why": why}
    return None


def _problems(blocks: list[dict[str, Any]], most: int) -> Iterator[str]:
    if len(blocks) > most:
        yield "too many blocks"
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    if len(ids) != len(set(ids)):
        yield "one block_id twice"
    for raw in blocks:
        block = Block.parse(raw)
        if block is None:
            yield f"unknown block {raw.get('type')}"
            continue
        try:
            block.to_dict()
        except SlackObjectFormationError as error:
            yield str(error)
        yield from _block_problems(raw)


def _block_problems(block: dict[str, Any]) -> Iterator[str]:
    if block["type"] == "image" and not block.get("alt_text"):
        yield "image without alt_text"
    if block["type"] == "image" and set(block) - _IMAGE_KEYS:
        yield f"image with unknown keys {set(block) - _IMAGE_KEYS}"
    if block["type"] == "image" and not block["image_url"].startswith("https://"):
        yield "image that cannot be fetched"
    if block["type"] == "section" and not (block.get("text") or block.get("fields")):
        yield "section without text"
    if block["type"] == "context" and not 1 <= len(block["elements"]) <= 10:
        yield "context elements"
    for text in _text_objects(block):
        if not text["text"].strip() or len(text["text"]) > 3_000:
            yield "empty or too long text"
        if text["type"] == "mrkdwn":
            yield from _wrong_mrkdwn(text["text"])
    elements = [element for _, element in elements_of([block])]
    names = [element["action_id"] for element in elements]
    if len(names) != len(set(names)):
        yield "one action_id twice"
    for element in elements:
        yield from _element_problems(block, element)


def _element_problems(block: dict[str, Any], element: dict[str, Any]) -> Iterator[str]:
    kind = element["type"]
    if block["type"] == "actions" and kind not in _IN_ACTIONS:
        yield f"{kind} in an actions block"
    options = element.get("options", [])
    if kind == "checkboxes" and not 1 <= len(options) <= 10:
        yield "checkboxes take 1 to 10 options"
    if kind in {"static_select", "multi_static_select"} and not 1 <= len(options) <= 100:
        yield "selects take 1 to 100 options"
    if kind in {"static_select", "multi_static_select"} and not element.get("placeholder"):
        yield "select without placeholder"
    if kind == "button" and not 1 <= len(element.get("value", "x")) <= 2_000:
        yield "value of a button"
    values = [option["value"] for option in options]
    if len(values) != len(set(values)) or any(not 1 <= len(value) <= 150 for value in values):
        yield "value of an option"
    if any(option not in options for option in element.get("initial_options", [])):
        yield "initial_options that are no options"
    if "initial_options" in element and not element["initial_options"]:
        yield "empty initial_options"
    for label in [element.get("text"), *(option["text"] for option in options)]:
        if label and not 1 <= len(label["text"]) <= 75:
            yield "label of 1 to 75 characters"


def _wrong_mrkdwn(text: str) -> Iterator[str]:
    if "**" in text:
        yield f"literal ** in {text!r}"
    rest = _LINK.sub("", text)
    if "<" in rest or ">" in rest or _ENTITY.search(rest):
        yield f"not escaped: {text!r}"


def _text_objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if value.get("type") in {"mrkdwn", "plain_text"}:
            yield value
        for inner in value.values():
            yield from _text_objects(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _text_objects(inner)


def _texts(blocks: list[dict[str, Any]]) -> Iterator[str]:
    return (text["text"] for text in _text_objects(blocks))


async def _arguments(request: web.Request) -> dict[str, Any]:
    if request.method == "GET":
        return dict(request.query)
    if "json" in request.content_type:
        return dict(await request.json())
    arguments: dict[str, Any] = {**request.query, **(await request.post())}
    for key in ("blocks", "files"):
        with suppress(KeyError, TypeError, ValueError):
            arguments[key] = json.loads(arguments[key])
    return arguments
