"""Whatever is sent to the web face, it refuses or answers: no 500 of its own, no traceback, no hang.

BACKTALK_FUZZ says how many inputs each test tries; nightly runs set it to 20000.
"""

from __future__ import annotations

import asyncio
import json
import os
import socket

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from web_client import PARTNER, ScriptedDesk, face, served, token_of

from backtalk.channels.web_door import BODY_LIMIT, ERRORS

INPUTS = int(os.environ.get("BACKTALK_FUZZ", "500"))
TRY = settings(
    max_examples=INPUTS, deadline=None, suppress_health_check=list(HealthCheck), database=None
)
MANY = {"message": "999999/second", "address": "999999/second", "session": "999999/second"}
WELL = {200, 204, 302, 304, 400, 401, 403, 404, 405, 413, 415}

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=60),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4)
    ),
    max_leaves=12,
)
keys = st.sampled_from(
    ["id", "text", "pressed", "after", "keep", "new", "response", "opinion", "__proto__"]
)
bodies = st.dictionaries(keys | st.text(max_size=8), json_values, max_size=6)
near_messages = st.fixed_dictionaries(
    {
        "id": st.text("abcXYZ012-_", min_size=6, max_size=66) | json_values,
        "text": st.text(max_size=2000) | json_values,
    },
    optional={
        "pressed": json_values | st.text(max_size=200).map(lambda t: "/assessment_answer" + t),
        "after": st.integers(-(2**70), 2**70) | json_values,
    },
)
headers = st.dictionaries(
    st.sampled_from(
        ["Origin", "Cookie", "Authorization", "X-Forwarded-For", "Sec-Fetch-Site", "If-None-Match"]
    ),
    st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=80)
    | st.sampled_from([PARTNER, "null", "Bearer x.y.z", "backtalk=a.b.c", "https://evil.example"]),
    max_size=4,
)
paths = st.sampled_from(
    ["/api/session", "/api/messages", "/api/feedback", "/api/page/pdf", "/api/page/html"]
) | st.text("abc/%.?=&_-0", max_size=40).map(lambda text: f"/api/{text}")


class Running:
    """A server and a client on a loop of their own, for tests that are not coroutines."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.desk = ScriptedDesk()
        self._served = served(face(self.desk, limits=MANY))
        self.client = self.run(self._served.__aenter__())
        self.headers = self.run(token_of(self.client))

    def run(self, work):
        return self.loop.run_until_complete(work)

    def ask(self, method: str, path: str, **given):
        async def ask():
            async with self.client.request(
                method, path, allow_redirects=False, **given
            ) as response:
                return response.status, response.content_type, await response.read()

        return self.run(asyncio.wait_for(ask(), 10))

    def close(self) -> None:
        self.run(self._served.__aexit__(None, None, None))
        self.loop.close()


@pytest.fixture(scope="module")
def running():
    found = Running()
    yield found
    found.close()


def is_well(status: int, kind: str, body: bytes) -> None:
    assert status in WELL, (status, body[:200])
    assert b"Traceback" not in body
    if status >= 400:
        assert kind == "application/json"
        assert json.loads(body)["error"]["code"] in ERRORS


@TRY
@given(
    path=paths,
    body=bodies | near_messages | json_values,
    method=st.sampled_from(["POST", "GET", "PUT", "DELETE", "HEAD", "OPTIONS"]),
)
def test_any_json_at_any_address_is_answered_or_refused(running, path, body, method):
    status, kind, content = running.ask(method, path, json=body, headers=running.headers)
    if method != "HEAD":
        is_well(status, kind, content)


@TRY
@given(body=near_messages)
def test_what_is_nearly_a_message_is_heard_as_it_stands_or_not_at_all(running, body):
    before = len(running.desk.said)
    status, kind, content = running.ask("POST", "/api/messages", json=body, headers=running.headers)
    is_well(status, kind, content)
    heard = running.desk.said[before:]
    assert len(heard) == (status == 200)
    for _, said, _ in heard:
        assert said.text == body["text"]


@TRY
@given(extra=headers, body=bodies)
def test_any_headers_give_no_session_that_was_not_issued(running, extra, body):
    before = len(running.desk.said)
    status, kind, content = running.ask("POST", "/api/messages", json=body, headers=extra)
    is_well(status, kind, content)
    assert len(running.desk.said) == before


@TRY
@given(
    raw=st.binary(max_size=400),
    kind=st.sampled_from(
        [
            "application/json",
            "text/plain",
            "",
            "application/json; charset=utf-7",
            'application/json;x="\\',
        ]
    ),
)
def test_any_bytes_are_answered_or_refused(running, raw, kind):
    given_headers = {**running.headers, "Content-Type": kind}
    status, found, content = running.ask("POST", "/api/messages", data=raw, headers=given_headers)
    is_well(status, found, content)


def test_a_packed_body_that_unpacks_to_much_is_refused(running):
    import gzip

    bomb = gzip.compress(json.dumps({"id": "message-1", "text": "a" * 5_000_000}).encode())
    assert len(bomb) < BODY_LIMIT
    given_headers = {
        **running.headers,
        "Content-Type": "application/json",
        "Content-Encoding": "gzip",
    }
    status, _, content = running.ask("POST", "/api/messages", data=bomb, headers=given_headers)
    assert status in {400, 413, 415}
    assert b"Traceback" not in content


def test_requests_that_are_none_get_a_400_and_the_server_goes_on(running):
    async def send(raw: bytes) -> bytes:
        server = running.client.server
        reader, writer = await asyncio.open_connection(
            "127.0.0.1", server.port, family=socket.AF_INET
        )
        writer.write(raw)
        writer.write_eof()
        found = await asyncio.wait_for(reader.read(), 5)
        writer.close()
        return found

    for raw in (
        b"\x00\x01\x02\r\n\r\n",
        b"GET /api/messages HTTP/9.9\r\n\r\n",
        b"POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        b"POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"GET /api/messages HTTP/1.1\r\n" + b"X: " + b"a" * 20_000 + b"\r\n\r\n",
        b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\n\r\n",
    ):
        found = running.run(send(raw))
        assert not found or found.split()[1][:1] == b"4"
        assert b"Traceback" not in found
    status, _, _ = running.ask("GET", "/api/messages", headers=running.headers)
    assert status == 200


def test_the_limit_of_a_body_holds_without_a_length(running):
    async def drip():
        for _ in range(40):
            yield b"a" * 1000

    given_headers = {**running.headers, "Content-Type": "application/json"}
    status, _, content = running.ask("POST", "/api/messages", data=drip(), headers=given_headers)
    assert status == 413
    assert json.loads(content)["error"]["code"] == "too_large"
