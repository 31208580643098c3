"""The files of the web face: what may be kept, framed and run."""

from __future__ import annotations

from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from web_client import Line, listening, request

from backtalk.channels.web_pages import WebPages
from backtalk.errors import BacktalkError

HOME = Path(__file__).resolve().parents[2]
CLINIC = "https://clinic.example"


@asynccontextmanager
async def served(folder=HOME / "widget"):
    app = web.Application()
    app.add_routes(WebPages(folder, [CLINIC]).routes())
    async with TestClient(TestServer(app)) as client:
        yield client


async def test_the_widget_may_be_used_by_any_page_and_kept_a_short_time():
    async with served() as client:
        response = await client.get("/widget.js")
    assert response.content_type == "text/javascript"
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response.headers["Cache-Control"] == "public, max-age=300"
    assert response.headers["Content-Encoding"] == "gzip"


async def test_a_widget_that_did_not_change_is_not_sent_again():
    async with served() as client:
        tag = (await client.get("/widget.js")).headers["ETag"]
        again = await client.get("/widget.js", headers={"If-None-Match": tag})
    assert again.status == 304
    assert await again.read() == b""


async def test_a_widget_with_its_digest_in_its_name_is_kept_for_good():
    async with served() as client:
        digest = (await client.get("/widget.js")).headers["ETag"].strip('"')
        response = await client.get(f"/widget-{digest}.js")
        other = await client.get("/widget-0000000000000000.js")
    assert "immutable" in response.headers["Cache-Control"]
    assert other.status == 404


async def test_the_chat_page_runs_our_file_alone_and_talks_to_us_alone():
    async with served() as client:
        policy = (await client.get("/chat")).headers["Content-Security-Policy"]
    directives = dict(part.split(" ", 1) for part in policy.split("; "))
    assert directives["default-src"] == "'none'"
    assert directives["script-src"] == directives["style-src"] == "'self'"
    assert directives["connect-src"] == "'self'"
    assert directives["require-trusted-types-for"] == "'script'"
    assert "unsafe" not in policy


async def test_only_sites_on_the_list_may_frame_the_chat_page():
    async with served() as client:
        chat = (await client.get("/chat")).headers["Content-Security-Policy"]
        demo = (await client.get("/demo")).headers["Content-Security-Policy"]
    assert f"frame-ancestors 'self' {CLINIC};" in chat
    assert "frame-ancestors 'none';" in demo


@pytest.mark.parametrize("address", ["/chat", "/demo"])
async def test_pages_hold_no_script_and_no_style_of_their_own(address):
    async with served() as client:
        text = await (await client.get(address)).text()
    assert 'lang="en"' in text
    assert "<style" not in text
    assert " style=" not in text
    assert "http://" not in text
    assert "//cdn" not in text
    assert text.count("<script") == text.count('src="/widget.js"') == 1


async def test_the_way_in_leads_to_the_chat():
    async with served() as client:
        response = await client.get("/", allow_redirects=False)
    assert response.headers["Location"] == "/chat"


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(BacktalkError, match=r"widget\.js .* cannot be read"):
        WebPages(tmp_path, [])


@pytest.mark.parametrize(
    "path",
    [
        "/widget/..%2f..%2fpyproject.toml",
        "/../pyproject.toml",
        "/..%2fpyproject.toml",
        "/%2e%2e/%2e%2e/etc/passwd",
        "//etc/passwd",
        "/pages/chat.html",
        "/dist/widget.js",
        "/widget.js/..%2fchat",
        "/widget.js%00.html",
        "/chat/../../pyproject.toml",
        "/..\\pyproject.toml",
        "/widget-../chat.js",
        "/icon.svg%2f..%2f..%2f..%2fREADME.md",
    ],
)
async def test_nothing_but_the_few_files_can_be_fetched(path):
    app = web.Application()
    app.add_routes(WebPages(HOME / "widget", [CLINIC]).routes())
    async with listening(app) as port:
        line = await Line.open(port)
        line.send(request(path=path))
        status, _, body = await line.answer()
    assert status == 404
    assert body == b"404: Not Found"


@pytest.mark.parametrize("address", ["/chat", "/demo", "/pages.css", "/icon.svg", "/widget.js"])
async def test_files_are_the_same_for_everybody(address):
    async with served() as client:
        plain = await client.get(address)
        other = await client.get(f"{address}?x=<script>&frame", headers={"Cookie": "backtalk=x"})
        assert await plain.read() == await other.read()
    for response in (plain, other):
        assert "Set-Cookie" not in response.headers
        assert response.headers["X-Content-Type-Options"] == "nosniff"
