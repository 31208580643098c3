"""Text between people and Slack: what comes in as mrkdwn becomes words, and the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterator

SECTION_LIMIT = 3_000
"""Characters of one text object of Slack, as it is sent."""
_TOKEN = re.compile(r"<([@#!][^<>]+|[a-z][a-z0-9+.-]*:[^<>\s|]+(?:\|[^<>]*)?)>")
_LINK = re.compile(r"\[([^\]\n]+)\]\((https?://[^\s()]+)\)")
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_MARKS = re.compile(r"(?<![\w*_~`])[*_~`]+(?=\w)|(?<=[\w.!?,])[*_~`]+(?![\w*_~`])")
_BULLET = re.compile(r"^- ", re.MULTILINE)
_SENTENCE_END = re.compile(r"[.!?]\s+")


def words_of(text: str) -> str:
    """Return what a person typed in Slack, without Slack's marks.

    Mentions of people go altogether: they name somebody. Links and channels become their words.
    """
    plain = _MARKS.sub("", _TOKEN.sub(_without_marks, text))
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        plain = plain.replace(entity, character)
    return plain.strip()


def mrkdwn(text: str) -> str:
    """Return words as Slack's mrkdwn: escaped, and the few marks of our content as Slack's."""
    parts: list[str] = []
    end = 0
    for link in _LINK.finditer(text):
        parts.append(_as_mrkdwn(text[end : link.start()]))
        parts.append(linked(link[1], link[2]))
        end = link.end()
    parts.append(_as_mrkdwn(text[end:]))
    return _BULLET.sub("• ", "".join(parts))


def linked(words: str, url: str) -> str:
    """Return a link in mrkdwn."""
    address = url.replace("|", "%7C").replace("<", "%3C").replace(">", "%3E").replace("&", "&amp;")
    return f"<{address}|{escaped(words).replace('|', '/')}>"


def escaped(text: str) -> str:
    """Return ``text`` with the three characters escaped that mean something to Slack."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def shortened(text: str, limit: int) -> str:
    """Return ``text``, cut at ``limit`` characters with a mark that it was."""
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"


def spaced(text: str) -> str:
    """Return ``text`` with an empty line between paragraphs; the lines of a list stay together."""
    lines = [line for line in text.split("\n") if line.strip()]
    out = lines[:1]
    for line in lines[1:]:
        out.append(f"\n{line}" if line.startswith("- ") else f"\n\n{line}")
    return "".join(out)


def pieces(text: str, limit: int = SECTION_LIMIT) -> Iterator[str]:
    """Yield ``text`` in parts that have at most ``limit`` characters each when sent as mrkdwn.

    It is cut where it hurts least: between paragraphs, lines, sentences, words, in this order.
    """
    rest = text.strip()
    while rest:
        size = _fitting(rest, limit)
        if size < len(rest):
            size = _kindest_cut(rest, size)
        piece = rest[:size].strip()
        if mrkdwn(piece).strip():  # else Slack would be shown nothing, and refuses that
            yield piece
        rest = rest[size:].strip()


def _fitting(text: str, limit: int) -> int:
    """Return how many characters of ``text`` fit, found by halving: marks change its length."""
    if len(mrkdwn(text)) <= limit:
        return len(text)
    low, high = 1, min(len(text), limit)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if len(mrkdwn(text[:middle])) <= limit else (low, middle - 1)
    return low


def _kindest_cut(text: str, most: int) -> int:
    head = text[:most]
    for mark in ("\n\n", "\n"):
        if (at := head.rfind(mark)) > most // 3:
            return at
    ends = [match.end() for match in _SENTENCE_END.finditer(head)]
    if ends and ends[-1] > most // 3:
        return ends[-1]
    at = head.rfind(" ")
    return at if at > most // 3 else most


def _as_mrkdwn(text: str) -> str:
    # Two stars mean nothing to Slack and would be shown as they are.
    return _BOLD.sub(r"*\1*", escaped(text)).replace("**", "")


def _without_marks(token: re.Match[str]) -> str:
    target, _, label = token[1].partition("|")
    if target.startswith(("@", "!subteam", "!here", "!channel", "!everyone")):
        return ""
    if target.startswith("#"):
        return f"#{label}" if label else ""
    if target.startswith("!"):
        return label
    return label or target.removeprefix("mailto:").removeprefix("tel:")
