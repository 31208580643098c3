"""How quick and how small the web chat is, in a real browser against the real server.

Run: python -m bench.web [--messages 60]

Prints the size of the widget, the requests before it is opened, the time from the click to the
first paint of the panel, and the time from sending a message to its answer on the screen.
"""

from __future__ import annotations

import argparse
import gzip
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from backtalk.settings import find_home

PORT = 5099
MESSAGES = (
    "what is dry needling",
    "does it hurt",
    "how does it work",
    "can I drive afterwards",
    "is it the same as acupuncture",
    "ice or heat after it",
    "thanks",
)
OPENED = """() => new Promise(done => {
  const host = document.querySelector('backtalk-widget');
  const launcher = host.shadowRoot.querySelector('button.launcher');
  const begun = performance.now();
  const look = () => host.shadowRoot.querySelector('dialog[open] textarea')
    ? requestAnimationFrame(() => done(performance.now() - begun)) : requestAnimationFrame(look);
  launcher.click();
  look();
})"""
ANSWERED = """text => new Promise(done => {
  const root = document.querySelector('backtalk-widget').shadowRoot;
  const box = root.querySelector('textarea');
  const before = root.querySelectorAll('.turn').length;
  box.value = text;
  box.dispatchEvent(new Event('input', { bubbles: true }));
  const begun = performance.now();
  const look = () => root.querySelectorAll('.turn').length > before
    ? done(performance.now() - begun) : setTimeout(look, 1);
  root.querySelector('button.send').click();
  look();
})"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--messages", type=int, default=60)
    options = parser.parse_args()
    built = (find_home() / "widget" / "dist" / "widget.js").read_bytes()
    print(f"widget: {len(gzip.compress(built, 9)) / 1024:.1f} kB gzipped (asked 38)")
    with _served() as url, _page() as page:
        page.goto(f"{url}/demo")
        page.wait_for_selector("button.launcher")
        asked = page.evaluate("performance.getEntriesByType('resource').map(e => e.name)")
        # The rest is the demonstration page's own: its style sheet and its icon.
        scripts = [name for name in asked if not name.endswith((".css", ".svg"))]
        print(f"requests before it is opened: {len(scripts)} (asked 1): {', '.join(scripts)}")
        print(f"click to first paint of the panel: {page.evaluate(OPENED):.0f} ms (asked 100)")
        page.wait_for_selector(".turn")
        times = [
            page.evaluate(ANSWERED, MESSAGES[number % len(MESSAGES)])
            for number in range(options.messages)
        ]
        asked = page.evaluate("performance.getEntriesByType('resource').map(e => e.name)")
        others = [name for name in asked if not name.startswith(url)]
    slow = statistics.quantiles(times, n=20)[-1]
    print(
        f"message to reply: median {statistics.median(times):.0f} ms (asked 60), "
        f"95 % within {slow:.0f} ms, {len(times)} messages"
    )
    print(f"requests to third parties: {len(others)} (asked 0)")


@contextmanager
def _served() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        many = {f"BACKTALK_RATE_{kind}": "100000/minute" for kind in ("MESSAGE", "ADDRESS")}
        env = {**os.environ, "BACKTALK_DATA_DIR": folder, "BACKTALK_PORT": str(PORT), **many}
        with (Path(folder) / "log").open("wb") as log:
            server = subprocess.Popen(
                [sys.executable, "-m", "backtalk.cli", "serve"], env=env, stdout=log, stderr=log
            )
        url = f"http://127.0.0.1:{PORT}"
        try:
            for _ in range(600):
                try:
                    urllib.request.urlopen(f"{url}/chat", timeout=1).close()
                    break
                except OSError:
                    time.sleep(0.1)
            yield url
        finally:
            server.terminate()
            server.wait(30)


@contextmanager
def _page() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser.new_page()
        browser.close()


if __name__ == "__main__":
    main()
