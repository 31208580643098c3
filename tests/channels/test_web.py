"""The web face: sessions that the server makes, messages that arrive once, refusals in JSON."""

from __future__ import annotations

import asyncio
import json
from datetime import datetime, timedelta, timezone

import pytest
from web_client import PARTNER, ScriptedDesk, face, served, token_of

from backtalk.channels.desk import Page
from backtalk.channels.web_door import ERRORS
from backtalk.channels.web_sessions import LIFETIME, WebSessions

HELLO = {"id": "message-1", "text": "hello", "pressed": None, "after": 0}


@pytest.fixture
def desk():
    return ScriptedDesk()


async def refusal(response, status, code):
    body = await response.json()
    assert (response.status, body["error"]["code"]) == (status, code)
    assert body["error"]["message"] == f"words of utter_web_{code}"
    return response


async def test_a_message_is_answered_in_the_conversation_of_its_token(desk):
    async with served(face(desk)) as client:
        headers = await token_of(client)
        response = await client.post("/api/messages", json=HELLO, headers=headers)
        talk = await response.json()
    assert [turn["replies"][0]["text"] for turn in talk["turns"]] == ["echo hello"]
    assert talk["last"] == 2
    assert desk.said[0][0].startswith("web-")


async def test_a_session_that_is_sent_along_is_gone_on_with(desk):
    async with served(face(desk)) as client:
        headers = await token_of(client)
        await client.post("/api/messages", json=HELLO, headers=headers)
        again = await client.post("/api/session", json={"keep": "token"}, headers=headers)
        session = await again.json()
    assert [turn["text"] for turn in session["turns"]] == ["hello"]
    assert session["welcome"]["response"] == "utter_web_welcome"


async def test_a_new_conversation_can_be_asked_for(desk):
    async with served(face(desk)) as client:
        headers = await token_of(client)
        await client.post("/api/messages", json=HELLO, headers=headers)
        wish = {"keep": "token", "new": True}
        session = await (await client.post("/api/session", json=wish, headers=headers)).json()
    assert session["turns"] == []


async def test_no_client_chooses_its_conversation(desk):
    async with served(face(desk)) as client:
        names = set()
        for wish in (
            {"keep": "token", "conversation": "mine", "sender": "mine"},
            {"keep": "token"},
        ):
            names.add((await (await client.post("/api/session", json=wish)).json())["conversation"])
    assert len(names) == 2
    assert "mine" not in names


@pytest.mark.parametrize(
    "header",
    [None, "Bearer ", "Bearer nonsense", "Basic dXNlcg==", "Bearer a.b.c", "nonsense"],
)
async def test_without_a_session_nothing_is_heard(desk, header):
    async with served(face(desk)) as client:
        headers = {"Authorization": header} if header else {}
        for call in (
            client.post("/api/messages", json=HELLO, headers=headers),
            client.get("/api/messages", headers=headers),
            client.post("/api/feedback", json={}, headers=headers),
            client.get("/api/page/pdf", headers=headers),
        ):
            await refusal(await call, 401, "no_session")
    assert desk.said == []


def test_a_session_ends_and_cannot_be_made_by_others():
    now = datetime(2026, 1, 1, tzinfo=timezone.utc)
    ours = WebSessions("a" * 40, lambda: now)
    session = ours.begin(in_cookie=False)
    token = ours.token(session)
    assert ours.read(token, in_cookie=False) == session
    assert WebSessions("b" * 40, lambda: now).read(token, in_cookie=False) is None
    later = now + LIFETIME + timedelta(seconds=1)
    assert WebSessions("a" * 40, lambda: later).read(token, in_cookie=False) is None


def test_a_token_is_no_cookie_and_a_cookie_no_token():
    sessions = WebSessions("a" * 40)
    for in_cookie in (True, False):
        token = sessions.token(sessions.begin(in_cookie=in_cookie))
        assert sessions.read(token, in_cookie=not in_cookie) is None


def test_an_unsigned_token_is_nothing():
    import jwt

    claims = {"sub": "web-1", "aud": "backtalk-web", "keep": "token", "exp": 9999999999}
    forged = jwt.encode(claims, None, algorithm="none")
    assert WebSessions("a" * 40).read(forged, in_cookie=False) is None


def test_the_name_of_a_conversation_gives_no_access():
    session = WebSessions("a" * 40).begin(in_cookie=True)
    assert session.name not in session.conversation
    assert len(session.name) == 16


async def begin_with_cookie(client):
    own = {"Origin": f"http://{client.host}:{client.port}"}
    response = await client.post("/api/session", json={"keep": "cookie"}, headers=own)
    assert response.status == 200
    assert (await response.json())["token"] is None
    cookie = response.cookies["backtalk"]
    return own, cookie


async def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(desk):
    async with served(face(desk)) as client:
        _, cookie = await begin_with_cookie(client)
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    assert cookie["path"] == "/"
    assert cookie["domain"] == ""


async def test_a_page_of_the_server_uses_the_cookie(desk):
    async with served(face(desk)) as client:
        own, cookie = await begin_with_cookie(client)
        headers = {**own, "Cookie": f"backtalk={cookie.value}"}
        assert (await client.post("/api/messages", json=HELLO, headers=headers)).status == 200
        plain = {"Cookie": f"backtalk={cookie.value}", "Sec-Fetch-Site": "same-origin"}
        assert (await client.get("/api/messages", headers=plain)).status == 200


@pytest.mark.parametrize("origin", [PARTNER, None])
async def test_no_other_page_can_use_the_cookie(desk, origin):
    async with served(face(desk)) as client:
        _, cookie = await begin_with_cookie(client)
        client.session.cookie_jar.clear()
        headers = {"Cookie": f"backtalk={cookie.value}", "Sec-Fetch-Site": "cross-site"}
        headers |= {"Origin": origin} if origin else {}
        for call in (
            client.post("/api/messages", json=HELLO, headers=headers),
            client.get("/api/messages", headers=headers),
        ):
            await refusal(await call, 401, "no_session")


async def test_the_cookie_is_for_tls_alone_behind_a_proxy_with_tls(desk):
    async with served(face(desk, proxies=1)) as client:
        own = {"Origin": f"https://{client.host}:{client.port}", "X-Forwarded-Proto": "https"}
        response = await client.post("/api/session", json={"keep": "cookie"}, headers=own)
        cookie = response.cookies["__Host-backtalk"]
        assert cookie["secure"]
        own["Cookie"] = f"__Host-backtalk={cookie.value}"
        assert (await client.post("/api/messages", json=HELLO, headers=own)).status == 200
        # A cookie of this name is from this very host; a neighbour can set one of the other.
        own["Cookie"] = f"backtalk={cookie.value}"
        await refusal(
            await client.post("/api/messages", json=HELLO, headers=own), 401, "no_session"
        )


async def test_a_page_that_is_not_on_the_list_is_refused_and_cannot_read_why(desk):
    async with served(face(desk)) as client:
        for origin in ("https://evil.example", "null", f"{PARTNER}.evil.example"):
            response = await client.post(
                "/api/session", json={"keep": "token"}, headers={"Origin": origin}
            )
            await refusal(response, 403, "origin_refused")
            assert "Access-Control-Allow-Origin" not in response.headers


async def test_a_page_on_the_list_may_ask_and_read(desk):
    async with served(face(desk)) as client:
        asks = await client.options("/api/messages", headers={"Origin": PARTNER})
        assert asks.status == 204
        assert asks.headers["Access-Control-Allow-Origin"] == PARTNER
        assert "authorization" in asks.headers["Access-Control-Allow-Headers"]
        response = await client.post(
            "/api/session", json={"keep": "token"}, headers={"Origin": PARTNER}
        )
        assert response.status == 200
        assert response.headers["Access-Control-Allow-Origin"] == PARTNER
        assert response.headers["Access-Control-Expose-Headers"] == "Retry-After"
        assert "Access-Control-Allow-Credentials" not in response.headers
        denied = await client.post(
            "/api/session", json={"keep": "cookie"}, headers={"Origin": PARTNER}
        )
        await refusal(denied, 403, "origin_refused")


@pytest.mark.parametrize(
    "body",
    [
        {"text": "hello"},
        {"id": "short", "text": "hello"},
        {"id": "x" * 65, "text": "hello"},
        {"id": "has space", "text": "hello"},
        {"id": 12345678, "text": "hello"},
        {"id": "message-1", "text": None},
        {"id": "message-1", "text": ["hello"]},
        {"id": "message-1", "text": "hello", "pressed": {"a": 1}},
        {"id": "message-1", "text": "hello", "pressed": "x" * 2001},
        {"id": "message-1", "text": "hello", "after": -1},
        {"id": "message-1", "text": "hello", "after": 1.5},
        {"id": "message-1", "text": "hello", "after": True},
        {"id": "message-1", "text": "hello", "after": 2**60},
        {"id": "message-1", "text": "hello", "after": "x"},
    ],
)
async def test_a_message_that_is_not_as_agreed_is_refused(desk, body):
    async with served(face(desk)) as client:
        headers = await token_of(client)
        await refusal(
            await client.post("/api/messages", json=body, headers=headers), 400, "bad_request"
        )
    assert desk.said == []


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b'"x"', b"\xff\xfe", b"[" * 5000, b"1e999"])
async def test_what_is_no_json_object_is_refused(desk, raw):
    async with served(face(desk)) as client:
        headers = {**await token_of(client), "Content-Type": "application/json"}
        await refusal(
            await client.post("/api/messages", data=raw, headers=headers), 400, "bad_request"
        )


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "text/json"])
async def test_only_json_is_read(desk, kind):
    async with served(face(desk)) as client:
        headers = {**await token_of(client), "Content-Type": kind}
        response = await client.post("/api/messages", data=json.dumps(HELLO), headers=headers)
        await refusal(response, 415, "not_json")


async def test_a_body_over_8_kb_is_refused_whole(desk):
    async with served(face(desk)) as client:
        headers = await token_of(client)
        body = {**HELLO, "text": "a" * 9000}
        await refusal(
            await client.post("/api/messages", json=body, headers=headers), 413, "too_large"
        )
    assert desk.said == []


async def test_who_is_too_fast_is_told_how_long_to_wait(desk):
    async with served(face(desk, limits={"message": "2/minute"})) as client:
        headers, other = await token_of(client), await token_of(client)
        for number in (1, 2):
            body = {**HELLO, "id": f"message-{number}"}
            assert (await client.post("/api/messages", json=body, headers=headers)).status == 200
        response = await client.post("/api/messages", json=HELLO, headers=headers)
        await refusal(response, 429, "too_many")
        assert 1 <= int(response.headers["Retry-After"]) <= 61
        assert (await client.post("/api/messages", json=HELLO, headers=other)).status == 200


async def test_conversations_are_begun_at_a_rate(desk):
    async with served(face(desk, limits={"session": "2/minute"})) as client:
        for _ in range(2):
            await token_of(client)
        await refusal(await client.post("/api/session", json={"keep": "token"}), 429, "too_many")


async def test_a_client_behind_a_proxy_cannot_invent_its_address(desk):
    async with served(face(desk, proxies=1, limits={"address": "2/minute"})) as client:
        for number in range(2):
            forged = {"X-Forwarded-For": f"10.0.0.{number}, 192.0.2.7"}
            assert (await client.get("/api/messages", headers=forged)).status == 401
        third = {"X-Forwarded-For": "10.9.9.9, 192.0.2.7"}
        await refusal(await client.get("/api/messages", headers=third), 429, "too_many")
        other = {"X-Forwarded-For": "192.0.2.8"}
        assert (await client.get("/api/messages", headers=other)).status == 401


async def test_of_ipv6_a_whole_network_counts_as_one_address(desk):
    async with served(face(desk, proxies=1, limits={"address": "2/minute"})) as client:
        for seen in ("2001:db8:1:2::1", "2001:db8:1:2:aaaa:bbbb:cccc:dddd"):
            assert (await client.get("/api/messages", headers={"X-Forwarded-For": seen})).status == 401  # fmt: skip
        same = {"X-Forwarded-For": "2001:0DB8:1:2:9::9"}
        await refusal(await client.get("/api/messages", headers=same), 429, "too_many")
        for seen in ("2001:db8:1:3::1", "::ffff:192.0.2.7", "192.0.2.8", "unknown"):
            assert (await client.get("/api/messages", headers={"X-Forwarded-For": seen})).status == 401  # fmt: skip


async def test_an_ipv4_address_is_the_same_one_in_the_dress_of_ipv6(desk):
    async with served(face(desk, proxies=1, limits={"address": "1/minute"})) as client:
        await client.get("/api/messages", headers={"X-Forwarded-For": "192.0.2.7"})
        second = await client.get("/api/messages", headers={"X-Forwarded-For": "::ffff:192.0.2.7"})
        await refusal(second, 429, "too_many")


async def test_without_a_proxy_a_forwarded_address_counts_for_nothing(desk):
    async with served(face(desk, limits={"address": "1/minute"})) as client:
        await client.get("/api/messages", headers={"X-Forwarded-For": "192.0.2.7"})
        second = await client.get("/api/messages", headers={"X-Forwarded-For": "192.0.2.8"})
        await refusal(second, 429, "too_many")


async def test_a_turn_goes_on_when_the_client_leaves(desk):
    desk.slow = 0.3
    async with served(face(desk)) as client:
        headers = await token_of(client)
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(client.post("/api/messages", json=HELLO, headers=headers), 0.1)
        await asyncio.sleep(0.5)
    assert desk.done == ["message-1"]


@pytest.mark.parametrize(
    "state", [{"failing": True}, {"ready": False}, {"breaks": ValueError("words")}]
)
async def test_a_failure_is_a_plain_sentence_and_shows_nothing_within(state):
    desk = ScriptedDesk(**state)
    async with served(face(desk)) as client:
        response = await client.post("/api/messages", json=HELLO, headers=await token_of(client))
        await refusal(response, 500, "trouble")
        assert "ValueError" not in await response.text()


async def test_a_failure_leaves_no_words_in_the_log(caplog):
    desk = ScriptedDesk(breaks=ValueError("my secret pain"))
    async with served(face(desk)) as client:
        await client.post("/api/messages", json=HELLO, headers=await token_of(client))
    assert "ValueError" in caplog.text
    assert "secret" not in caplog.text


async def test_other_addresses_and_methods_are_refused_in_json(desk):
    async with served(face(desk)) as client:
        await refusal(await client.get("/api/nothing"), 404, "not_found")
        await refusal(await client.get("/api/session"), 405, "method_not_allowed")
        await refusal(
            await client.get("/api/page/exe", headers=await token_of(client)), 404, "not_found"
        )


async def test_nothing_under_api_is_kept_or_framed_or_guessed_at(desk):
    async with served(face(desk)) as client:
        for response in (
            await client.post("/api/session", json={"keep": "token"}),
            await client.get("/api/x"),
        ):
            assert response.headers["Cache-Control"] == "no-store"
            assert response.headers["X-Content-Type-Options"] == "nosniff"
            assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")


async def test_an_opinion_is_kept_for_an_answer_alone(desk):
    async with served(face(desk)) as client:
        headers = await token_of(client)
        good = {"response": "utter_ask_dry_needling", "opinion": "up"}
        assert (await client.post("/api/feedback", json=good, headers=headers)).status == 200
        other = {**good, "response": "utter_greet"}
        await refusal(
            await client.post("/api/feedback", json=other, headers=headers), 404, "not_found"
        )
        for wrong in ({**good, "opinion": "meh"}, {**good, "response": "x' OR 1"}, {}):
            await refusal(
                await client.post("/api/feedback", json=wrong, headers=headers), 400, "bad_request"
            )


async def test_the_page_comes_as_a_file_when_there_is_one(desk):
    desk.pages["pdf"] = Page("for-my-doctor.pdf", "application/pdf", b"%PDF-1")
    async with served(face(desk)) as client:
        headers = await token_of(client)
        response = await client.get("/api/page/pdf", headers=headers)
        assert await response.read() == b"%PDF-1"
        assert response.headers["Content-Disposition"] == 'attachment; filename="for-my-doctor.pdf"'
        await refusal(await client.get("/api/page/html", headers=headers), 404, "not_found")


def test_every_error_has_its_sentence(library):
    for code in ERRORS:
        assert library.responses[f"utter_web_{code}"]
