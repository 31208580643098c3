"""A real browser against the real bot: the server runs as people run it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from browsing import Clinic, Server, Watch, chromium, free_port


@pytest.fixture(scope="session")
def clinic() -> Iterator[Clinic]:
    """Return another site, with the strictest policy that the widget promises to live under."""
    site = Clinic(free_port())
    thread = threading.Thread(target=site.server.serve_forever, daemon=True)
    thread.start()
    yield site
    site.server.shutdown()
    site.server.server_close()


@pytest.fixture(scope="session")
def bot(model: Path, clinic: Clinic, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Return the real bot behind its real server."""
    chromium()
    server = Server(tmp_path_factory.mktemp("web"), free_port(), clinic.url)
    server.start()
    clinic.bot = server.url
    yield server
    server.stop()


@pytest.fixture(scope="session")
def browser():
    """Return Chromium."""
    path = chromium()
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        found = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield found
        found.close()


@pytest.fixture
def watch(bot: Server, clinic: Clinic) -> Iterator[Watch]:
    """Return what is watched on every page, and check it at the end of the test."""
    watched = Watch({urlsplit(bot.url).netloc, urlsplit(clinic.url).netloc})
    clinic.reports.clear()
    yield watched
    assert watched.elsewhere == []
    assert watched.errors == []
    assert watched.refused == []
    assert clinic.reports == []


@pytest.fixture
def visit(browser, watch: Watch) -> Iterator[Callable]:
    """Return a function that opens a page as a new person, with the options of a context."""
    contexts = []

    def visit(url: str, context=None, **options):
        if context is None:
            options.setdefault("viewport", {"width": 1100, "height": 780})
            context = browser.new_context(**options)
            context.set_default_timeout(15_000)
            contexts.append(context)
        page = context.new_page()
        watch.follow(page)
        page.goto(url)
        return page

    yield visit
    for context in contexts:
        context.close()
