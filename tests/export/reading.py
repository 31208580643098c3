"""Reads rendered pages back, so that tests can say what a person would see."""

from __future__ import annotations

import re
import zlib
from html.parser import HTMLParser

_OBJECT = re.compile(rb"(\d+) 0 obj\n(.*?)\nendobj", re.S)
_SHOWN = re.compile(rb"/F(\d+) [\d.]+ Tf|\(((?:\\.|[^\\()])*)\) Tj", re.S)
_ESCAPE = re.compile(rb"\\(.)", re.S)
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def squashed(text: str) -> str:
    """Return ``text`` without blanks, so that it does not matter where lines end."""
    return "".join(text.split())


def html_text(page: str) -> str:
    """Return the text of an HTML page outside of its style, with blanks between elements."""
    reader = _Reader()
    reader.feed(page)
    return " ".join(reader.found)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside: list[str] = []

    def handle_starttag(self, tag, attrs):
        self._inside.append(tag)

    def handle_endtag(self, tag):
        if tag in self._inside:
            while self._inside.pop() != tag:
                pass

    def handle_data(self, data):
        if "style" not in self._inside and "title" not in self._inside:
            self.found.append(data)


def pdf_pages(file: bytes) -> int:
    """Return how many pages a PDF has."""
    return len(re.findall(rb"/Type /Page\n", file))


def pdf_text(file: bytes) -> str:
    """Return the text of a PDF that fpdf2 made with one of its own or an embedded font."""
    parts = {int(number): part for number, part in _OBJECT.findall(file)}
    fonts = {
        int(name): _letters_of(parts[int(number)], parts)
        for part in parts.values()
        for name, number in re.findall(rb"/F(\d+) (\d+) 0 R", part)
    }
    lines = []
    for part in parts.values():
        for number in re.findall(rb"/Contents (\d+) 0 R", part):
            font: dict[int, str] | None = None
            for name, shown in _SHOWN.findall(_stream(parts[int(number)])):
                if name:
                    font = fonts[int(name)]
                    continue
                raw = _ESCAPE.sub(lambda found: _LETTERS.get(found[1], found[1]), shown)
                lines.append(_decoded(raw, font))
    return "\n".join(lines)


def _decoded(raw: bytes, font: dict[int, str] | None) -> str:
    if font is None:
        return raw.decode("latin-1")
    codes = (int.from_bytes(raw[at : at + 2], "big") for at in range(0, len(raw), 2))
    return "".join(font[code] for code in codes)


def _letters_of(font: bytes, parts: dict[int, bytes]) -> dict[int, str] | None:
    found = re.search(rb"/ToUnicode (\d+) 0 R", font)
    if found is None:
        return None
    table = re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>", _stream(parts[int(found[1])]))
    return {int(code, 16): bytes.fromhex(to.decode()).decode("utf-16-be") for code, to in table}


def _stream(part: bytes) -> bytes:
    head, _, rest = part.partition(b"stream\n")
    body = rest.rsplit(b"\nendstream", 1)[0]
    return zlib.decompress(body) if b"FlateDecode" in head else body
