"""What somebody tries who wants to read, to write or to break what is another person's."""

from __future__ import annotations

import base64
import json
from datetime import datetime, timedelta, timezone

import jwt
import pytest
from web_client import (
    PARTNER,
    Line,
    ScriptedDesk,
    app_of,
    face,
    listening,
    request,
    served,
    token_of,
)

from backtalk.channels.desk import Page
from backtalk.channels.web_sessions import WebSessions

HELLO = {"id": "message-1", "text": "hello", "pressed": None, "after": 0}
OPINION = {"response": "utter_ask_dry_needling", "opinion": "up"}
SECRET = "s" * 40
EVIL = "https://evil.example"


@pytest.fixture
def desk():
    return ScriptedDesk()


async def error_of(response):
    return response.status, (await response.json())["error"]["code"]


def key_of(secret):
    import hashlib

    return hashlib.sha256(f"backtalk-web:{secret}".encode()).digest()


def claims(**changes):
    ends = datetime.now(timezone.utc) + timedelta(hours=1)
    whole = {"sub": "web-1", "aud": "backtalk-web", "keep": "token", "exp": ends, **changes}
    return {name: value for name, value in whole.items() if value is not None}


def reads(token):
    return WebSessions(SECRET).read(token, in_cookie=False)


# Whose conversation it is


def test_a_token_that_was_altered_anywhere_is_none():
    sessions = WebSessions(SECRET)
    token = sessions.token(sessions.begin(in_cookie=False))
    assert reads(token)
    for place, letter in enumerate(token):
        # Of the last letter two bits mean nothing.
        other = "." if letter != "." else "A"
        assert reads(token[:place] + other + token[place + 1 :]) is None
        assert reads(token[:place]) is None
    for extra in (".", "A", "==", f".{token}", "\x00", " "):
        assert reads(token + extra) is None


def test_a_token_with_another_conversation_put_into_it_is_none():
    sessions = WebSessions(SECRET)
    head, _, signature = sessions.token(sessions.begin(in_cookie=False)).split(".")
    mine = base64.urlsafe_b64encode(json.dumps(claims(exp=9999999999)).encode()).rstrip(b"=")
    assert reads(f"{head}.{mine.decode()}.{signature}") is None


@pytest.mark.filterwarnings("ignore:The HMAC key is 32 bytes long")
@pytest.mark.parametrize("algorithm", ["HS384", "HS512", "none"])
def test_a_token_of_another_algorithm_is_none(algorithm):
    key = None if algorithm == "none" else key_of(SECRET)
    assert reads(jwt.encode(claims(), key_of(SECRET), algorithm="HS256"))
    assert reads(jwt.encode(claims(), key, algorithm=algorithm)) is None


@pytest.mark.parametrize("key", [SECRET.encode(), key_of("t" * 40), b"\x00" * 32])
def test_a_token_signed_with_anything_else_is_none(key):
    assert reads(jwt.encode(claims(), key, algorithm="HS256")) is None


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": "backtalk-slack"},
        {"aud": ["x"]},
        {"aud": None},
        {"keep": None},
        {"keep": "cookie"},
        {"keep": True},
        {"sub": None},
        {"exp": None},
        {"exp": 1},
        {"exp": 10**30},
        {"exp": "never"},
        {"nbf": 9999999999},
    ],
)
def test_a_token_for_something_else_is_none(changes):
    assert reads(jwt.encode(claims(**changes), key_of(SECRET), algorithm="HS256")) is None


async def test_a_conversation_that_a_client_brings_along_is_not_taken(desk):
    async with served(face(desk)) as client:
        own = {"Origin": f"http://{client.host}:{client.port}"}
        session, names = WebSessions(SECRET).begin(in_cookie=True), set()
        for cookie in ("web-mine", "a.b.c", WebSessions("t" * 40).token(session)):
            headers = {**own, "Cookie": f"backtalk={cookie}; __Host-backtalk={cookie}"}
            begun = await client.post("/api/session", json={"keep": "cookie"}, headers=headers)
            client.session.cookie_jar.clear()
            names.add((await begun.json())["conversation"])
            assert begun.cookies["backtalk"].value != cookie
    assert len(names) == 3


async def test_a_session_is_kept_in_the_way_it_was_issued_for(desk):
    async with served(face(desk)) as client:
        own = {"Origin": f"http://{client.host}:{client.port}"}
        cookie = (
            (await client.post("/api/session", json={"keep": "cookie"}, headers=own))
            .cookies["backtalk"]
            .value
        )
        client.session.cookie_jar.clear()
        token = (await token_of(client))["Authorization"].removeprefix("Bearer ")
        for headers in (
            {"Authorization": f"Bearer {cookie}"},
            {**own, "Cookie": f"backtalk={token}"},
            {**own, "Authorization": "Bearer x", "Cookie": f"backtalk={cookie}"},
        ):
            response = await client.post("/api/messages", json=HELLO, headers=headers)
            assert await error_of(response) == (401, "no_session")
    assert desk.said == []


async def test_after_a_new_conversation_neither_token_reads_the_other(desk):
    async with served(face(desk)) as client:
        old = await token_of(client)
        await client.post("/api/messages", json=HELLO, headers=old)
        wish = {"keep": "token", "new": True}
        begun = await (await client.post("/api/session", json=wish, headers=old)).json()
        new = {"Authorization": f"Bearer {begun['token']}"}
        later = {**HELLO, "id": "message-2", "text": "later"}
        await client.post("/api/messages", json=later, headers=new)
        for headers, texts in ((old, ["hello"]), (new, ["later"])):
            talk = await (await client.get("/api/messages", headers=headers)).json()
            assert [turn["text"] for turn in talk["turns"]] == texts


# Pages of others


FOREIGN = [
    {"Origin": EVIL},
    {"Origin": "null"},
    {"Origin": PARTNER},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "none"},
    {"Referer": EVIL},
    {"X-Forwarded-Host": "evil.example", "Origin": EVIL},
]


@pytest.mark.parametrize("headers", FOREIGN)
async def test_no_other_page_acts_with_the_cookie_of_a_person(desk, headers):
    async with served(face(desk)) as client:
        own = {"Origin": f"http://{client.host}:{client.port}"}
        begun = await client.post("/api/session", json={"keep": "cookie"}, headers=own)
        name = (await begun.json())["conversation"]
        with_cookie = {**headers, "Cookie": f"backtalk={begun.cookies['backtalk'].value}"}
        client.session.cookie_jar.clear()
        for path in ("/api/messages", "/api/feedback"):
            response = await client.post(path, json=HELLO, headers=with_cookie)
            assert (await error_of(response))[0] in {401, 403}
        wish = {"keep": "cookie"}
        response = await client.post("/api/session", json=wish, headers=with_cookie)
        assert await error_of(response) == (403, "origin_refused")
        response = await client.post("/api/session", json={"keep": "token"}, headers=with_cookie)
        if response.status == 200:
            assert (await response.json())["conversation"] != name
        if headers != {"Referer": EVIL}:  # an old browser; SameSite keeps the cookie from it
            for path in ("/api/messages", "/api/page/html"):
                response = await client.get(path, headers=with_cookie)
                assert (await error_of(response))[0] in {401, 403}
    assert desk.said == []


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]
)
async def test_no_form_speaks_for_a_person(desk, kind):
    """What a page can send to another site without asking first."""
    async with served(face(desk)) as client:
        own = {"Origin": f"http://{client.host}:{client.port}"}
        await client.post("/api/session", json={"keep": "cookie"}, headers=own)
        headers = {**own, "Content-Type": kind}
        for path in ("/api/messages", "/api/session", "/api/feedback"):
            response = await client.post(path, data=json.dumps(HELLO), headers=headers)
            assert await error_of(response) == (415, "not_json")
    assert desk.said == []


@pytest.mark.parametrize(
    "origin",
    ["http://[", "http://[::1", "http://", "//", "null", "", "http://bot.example.evil.example",
     "http://bot.example@evil.example", "http://evil.example/bot.example", "file://"],
)  # fmt: skip
@pytest.mark.parametrize("host", ["bot.example", ""])
async def test_an_odd_origin_is_a_page_of_others(desk, origin, host):
    async with listening(app_of(face(desk))) as port:
        line = await Line.open(port)
        line.send(
            request(b'{"keep": "cookie"}', path="/api/session", Origin=origin).replace(
                b"Host: bot.example", f"Host: {host}".encode()
            )
        )
        status, headers, body = await line.answer()
    assert (status, json.loads(body)["error"]["code"]) == (403, "origin_refused")
    assert "access-control-allow-origin" not in headers
    assert "set-cookie" not in headers


# What is nothing that a browser sends


AMBIGUOUS = [
    "Content-Length: 4\r\nTransfer-Encoding: chunked",
    "Transfer-Encoding: chunked\r\nContent-Length: 4",
    "Content-Length: 4\r\nContent-Length: 5",
    "Content-Length: 4\r\nContent-Length: 4",
    "Content-Length: 4, 4",
    "Content-Length: +4",
    "Content-Length: -4",
    "Content-Length: 0x4",
    "Content-Length: 4_0",
    "Content-Length:",
    "Content-Length : 4",
    "Transfer-Encoding: xchunked",
    "Transfer-Encoding: chunked, identity",
    "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
    "Transfer-Encoding: \x0bchunked",
    "Transfer-Encoding : chunked",
    "X: a\r\n Transfer-Encoding: chunked",
    "X: a\rTransfer-Encoding: chunked",
    "X: a\nTransfer-Encoding: chunked",
    "X: \x00",
    "Host: evil.example",
]


@pytest.mark.parametrize("framing", AMBIGUOUS)
async def test_a_request_whose_end_could_be_read_in_two_ways_ends_the_connection(desk, framing):
    async with listening(app_of(face(desk))) as port:
        line = await Line.open(port)
        line.send(
            f"POST /api/session HTTP/1.1\r\nHost: bot.example\r\n"
            f"Content-Type: application/json\r\n{framing}\r\n\r\n"
            "0\r\n\r\nGET /api/smuggled HTTP/1.1\r\nHost: bot.example\r\n\r\n".encode("latin-1")
        )
        answers = await line.rest()
    assert answers is not None
    assert answers.split()[1] == b"400"
    assert b"not_found" not in answers


@pytest.mark.parametrize("chunks", ["g\r\nx", "-1\r\n", "f" * 20 + "\r\n", "1 \r\nx", "1\nx\n0\n\n", "1\r\nxy0\r\n\r\n"])  # fmt: skip
async def test_pieces_that_are_none_are_a_bad_request_and_no_failure(desk, chunks, caplog):
    async with listening(app_of(face(desk))) as port:
        line = await Line.open(port)
        whole = request(b"x", path="/api/session", Transfer_Encoding="chunked")
        line.send(whole[:-1].replace(b"Content-Length: 1\r\n", b""))
        line.send(chunks.encode())
        answers = await line.rest()
    assert answers.split()[1] == b"400"
    assert caplog.text == ""


@pytest.mark.parametrize(
    "whole",
    [
        request(path="/api/messages?after=" + "1" * 20_000),
        request(path="/api/" + "%41" * 20_000),
        request(X="a" * 20_000),
        request(Cookie="backtalk=" + "a" * 20_000),
        request(**{f"X{number}": "a" for number in range(500)}),
    ],
)
async def test_headers_and_addresses_without_end_are_refused(desk, whole):
    async with listening(app_of(face(desk))) as port:
        line = await Line.open(port)
        line.send(whole)
        answer = await line.rest()
    assert answer.split()[1] == b"400"
    assert len(answer) < 500


@pytest.mark.parametrize(
    "body",
    [
        '{"id": "message-1", "text": ' + "[" * 4000 + "]" * 4000 + "}",
        '{"a":' * 1300 + "1" + "}" * 1300,
        '{"id": "message-1", "text": "a", "after": ' + "9" * 7000 + "}",
        '{"id": "message-1", "text": "a", "after": 1e400}',
        '{"id": "message-1", "text": "a", "after": NaN}',
        '{"id": "message-1", "text": "a", "after": -Infinity}',
        '\ufeff{"id": "message-1", "text": "a"}',
    ],
)
async def test_json_that_is_too_deep_or_too_large_is_refused(desk, body, caplog):
    async with served(face(desk)) as client:
        headers = {**await token_of(client), "Content-Type": "application/json"}
        response = await client.post("/api/messages", data=body, headers=headers)
        assert await error_of(response) == (400, "bad_request")
    assert desk.said == []
    assert caplog.text == ""


@pytest.mark.parametrize("coding", ["utf-16", "utf-32", "utf-8-sig", "latin-1"])
async def test_json_in_another_coding_than_utf_8_is_refused(desk, coding):
    body = json.dumps({**HELLO, "text": "ça va"}, ensure_ascii=False).encode(coding)
    async with served(face(desk)) as client:
        headers = {**await token_of(client), "Content-Type": "application/json"}
        response = await client.post("/api/messages", data=body, headers=headers)
        assert await error_of(response) == (400, "bad_request")


@pytest.mark.parametrize("split", ["\r\n", "\n", "\r", "%0d%0a", "%0D%0ASet-Cookie:%20", "\u010d\u010a"])  # fmt: skip
async def test_nothing_that_is_sent_along_becomes_a_header(desk, split):
    evil = f"evil12345{split}X-Evil: 1"
    async with served(face(desk)) as client:
        headers = await token_of(client)
        for response in (
            await client.post("/api/messages", json={**HELLO, "id": evil}, headers=headers),
            await client.post("/api/session", json={"keep": evil}, headers=headers),
            await client.post("/api/feedback", json={**OPINION, "response": evil}, headers=headers),
            await client.get("/api/messages", params={"after": evil}, headers=headers),
            await client.get(f"/api/page/{evil}", headers=headers),
        ):
            assert response.status in {400, 404}
            assert "evil" not in str(response.headers).lower()
    assert desk.said == []


# What could be left behind


async def test_nothing_personal_is_kept_by_a_browser_or_a_proxy(desk):
    desk.pages["html"] = Page("page.html", "text/html", b"<html>")
    async with served(face(desk, limits={"message": "2/minute"})) as client:
        headers = await token_of(client)
        own = {"Origin": f"http://{client.host}:{client.port}"}
        kept = await client.post("/api/session", json={"keep": "cookie"}, headers=own)
        client.session.cookie_jar.clear()
        json_headers = {**headers, "Content-Type": "application/json"}
        found = [
            kept,
            await client.post("/api/messages", json=HELLO, headers=headers),
            await client.get("/api/messages?after=0", headers=headers),
            await client.get("/api/page/html", headers=headers),
            await client.post("/api/feedback", json=OPINION, headers=headers),
            await client.options("/api/messages", headers={"Origin": PARTNER}),
            await client.post("/api/messages", json={}, headers=headers),
            await client.get("/api/messages"),
            await client.get("/api/messages", headers={**headers, "Origin": EVIL}),
            await client.get("/api/page/pdf", headers=headers),
            await client.delete("/api/messages", headers=headers),
            await client.post("/api/messages", data=b"x" * 9000, headers=json_headers),
            await client.post("/api/messages", data=b"x", headers=headers),
            await client.post("/api/messages", json={**HELLO, "id": "message-2"}, headers=headers),
            await client.post("/api/messages", json={**HELLO, "id": "message-3"}, headers=headers),
        ]
    statuses = [response.status for response in found]
    assert set(statuses) == {200, 204, 400, 401, 403, 404, 405, 413, 415, 429}
    for response in found:
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert "Origin" in response.headers["Vary"]
        assert "ETag" not in response.headers
