"""What the tests in a browser share: the server in a process of its own, another site, a watch."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest

HOME = Path(__file__).resolve().parents[2]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SCREENS = HOME / "docs" / "screens"
PHONE = {"width": 390, "height": 760}
SMALL = {"width": 320, "height": 560}


def chromium() -> str:
    """Return the browser to test in; skip without one, unless this is CI."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail("CI must have a browser: scripts/test-tools.sh could not install one.")
        pytest.skip("No Chromium here: the tests in a browser are left out.")
    return found


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class Server:
    """``backtalk serve`` in a process of its own, which can be stopped and started again."""

    data: Path
    port: int
    allowed: str
    process: subprocess.Popen | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        env = {
            **os.environ,
            "BACKTALK_DATA_DIR": str(self.data),
            "BACKTALK_PORT": str(self.port),
            "BACKTALK_ALLOWED_ORIGINS": self.allowed,
            "BACKTALK_RATE_MESSAGE": "100000/minute",
            "BACKTALK_RATE_ADDRESS": "100000/minute",
            "BACKTALK_RATE_SESSION": "100000/minute",
        }
        command = [sys.executable, "-m", "backtalk.cli", "serve"]
        log = (self.data / "serve.log").open("ab")
        self.process = subprocess.Popen(command, env=env, cwd=HOME, stderr=log, stdout=log)
        end = time.monotonic() + 120
        while time.monotonic() < end:
            assert self.process.poll() is None, (self.data / "serve.log").read_text()
            try:
                urllib.request.urlopen(f"{self.url}/chat", timeout=1).close()
                return
            except OSError:
                time.sleep(0.1)
        raise AssertionError("the server did not start")

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(30)
            self.process = None


class Clinic:
    """A small site on another origin that embeds the widget."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.bot = ""
        self.reports: list[str] = []
        self.server = ThreadingHTTPServer(("127.0.0.1", port), self._handler())

    def page(self, attributes: str, before: str) -> bytes:
        script = f'<script src="{self.bot}/widget.js" async {attributes}></script>'
        return (
            f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Clinic</title>'
            f'<meta name="viewport" content="width=device-width, initial-scale=1">'
            f"{before}{script}</head><body><main><h1>A clinic</h1>"
            f'<p><a href="#x" id="before">A link</a></p></main></body></html>'
        ).encode()

    def _handler(site) -> type[BaseHTTPRequestHandler]:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                attributes = {
                    "/": "",
                    "/spanish": 'data-lang="es"',
                    "/iframe": 'data-mode="iframe"',
                    "/left": 'data-position="left"',
                }.get(parts.path)
                if attributes is None:
                    self.send_error(404)
                    return
                body = site.page(attributes, "")
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header(
                    "Content-Security-Policy",
                    f"default-src 'none'; script-src {site.bot}; connect-src {site.bot}; "
                    f"frame-src {site.bot}; require-trusted-types-for 'script'; "
                    f"trusted-types lit-html; report-uri /report",
                )
                self.end_headers()
                self.wfile.write(body)

            def do_POST(self) -> None:
                site.reports.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
                self.send_response(204)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        return Handler


@dataclass
class Watch:
    """What must not happen on a page."""

    hosts: set[str]
    elsewhere: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    """Violations of a content security policy."""

    def follow(self, page) -> None:
        page.on("request", lambda request: self._asked(request.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda message: self._said(message))

    def _asked(self, url: str) -> None:
        if url.startswith("http") and urlsplit(url).netloc not in self.hosts:
            self.elsewhere.append(url)

    def _said(self, message) -> None:
        if "Content Security Policy" in message.text or "TrustedHTML" in message.text:
            self.refused.append(message.text)


def violations(page) -> list[str]:
    """Return what axe finds wrong with a page, shadow roots included."""
    source = HOME / "widget" / "node_modules" / "axe-core" / "axe.min.js"
    if not source.is_file():
        pytest.skip("axe-core is not here: run scripts/test-tools.sh.")
    session = page.context.new_cdp_session(page)
    # Not as a script of the page: its policy forbids that, as it should.
    session.send("Runtime.evaluate", {"expression": source.read_text(encoding="utf-8")})
    found = session.send(
        "Runtime.evaluate",
        {
            "expression": "axe.run(document, {runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa',"
            "'wcag22aa','best-practice']}).then(r => JSON.stringify(r.violations.map("
            "v => v.id + ': ' + v.nodes.map(n => n.target.flat().join(' ')).join(', '))))",
            "awaitPromise": True,
            "returnByValue": True,
        },
    )
    session.detach()
    return json.loads(found["result"]["value"])
