"""Numbers and spans of time in a message: how bad, how long."""

from __future__ import annotations

import re

from spacy.tokens import Doc

_NUMBERS = {
    word: value
    for value, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    )
}
_NUMBER = r"(?:10|\d|" + "|".join(_NUMBERS) + r")(?:\.5)?"
_RANGE = rf"({_NUMBER})(?:\s*(?:-|to|or|\u2013|maybe)\s*({_NUMBER}))?"
_OUT_OF = re.compile(rf"\b{_RANGE}\s*(?:/|out\s+of|outta|over|of)\s*(?:a\s+)?(?:10|ten)\b")
_RATED = re.compile(
    rf"\b(?:pain|hurts?|ache|aches|severity|level|scale|score|rate|rated|bad|it's|its|it\s+is|is|at|was|about|around|call\s+it|say|maybe|roughly|like|to)\s+"
    rf"(?:like\s+|about\s+|around\s+|maybe\s+|down\s+to\s+|up\s+to\s+|a\s+solid\s+|a\s+|an\s+|roughly\s+)*{_RANGE}\b"
    rf"(?!\s*(?:/|[-\s]?(?:days?|weeks?|wks?|months?|years?|yrs?|hours?|hrs?|times?|sessions?|mins?|minutes?|o'clock|am\b|pm\b|kids|of\s+(?:them|those)|on\s+the\s+clock|lots?|visits?|rounds?|goes)))"
)
_BARE = re.compile(rf"\b{_RANGE}\b")
_NOW = re.compile(r"\b(?:now|today|currently|at the moment|tonight|this morning|this minute)\b")
_THEN = re.compile(
    r"\b(?:was|were|last night|yesterday|earlier|before|used to|last week|at its worst|at worst"
    r"|on a bad day|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b"
)
_TALKS_OF_PAIN = re.compile(
    r"\b(?:pain|hurt|hurts|ache|aches|aching|sore|severity|scale|level|bad|worse|agony)\b"
)

_UNIT = r"(?:second|minute|min|hour|hr|day|night|week|wk|fortnight|month|mth|year|yr|decade)s?"
_COUNT = (
    r"(?:\d+(?:\.\d+)?|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|fifteen|twenty|thirty|forty|fifty|(?:a\s+)?few|(?:a\s+)?couple(?:\s+of)?|several|many"
    r"|half\s+an?|some)"
)
_MONTHS = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
)
_DAYS = (
    r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tues?|wed|thurs?|fri|sat|sun)"
)
_WHEN = (
    r"(?:(?:the\s+)?(?:last|this|early|late|mid)\s+)?"
    rf"(?:{_DAYS}|{_MONTHS}|christmas|xmas|easter|new\s+year'?s?|thanksgiving|summer|winter|spring"
    rf"|autumn|fall|yesterday|last\s+{_UNIT}|this\s+morning|last\s+night|childhood|lockdown"
    r"|(?:19|20)\d\d)(?:\s+(?:19|20)\d\d|\s+last\s+year)?"
)
_DURATIONS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?:ever\s+)?since\s+(?:{_WHEN}|(?:about\s+)?{_COUNT}\s+{_UNIT}(?:\s+ago)?|(?:my|the|i|we)\s+[^,.;!?]*?(?=\s+and\s+|[,.;!?]|$))",
        rf"\b(?:(?:about|around|over|nearly|almost|roughly|going\s+on|coming\s+up\s+(?:on|to)|more\s+than|less\s+than|under|at\s+least|the\s+(?:past|last|best\s+part\s+of)|past|last|best\s+part\s+of|close\s+to|well\s+over|just\s+over)\s+)*{_COUNT}(?:\s*(?:-|to|or)\s*{_COUNT})?(?:\s+or\s+so)?(?:\s+(?:good|long|solid|whole|full))?\s+{_UNIT}(?:\s+or\s+(?:so|two|more))?(?:\s+(?:ago|back|now))?\b",
        r"\b(?:for\s+)?(?:donkey'?s\s+years|yonks|ages|forever|years\s+and\s+years|weeks\s+and\s+weeks|months\s+and\s+months|as\s+long\s+as\s+i\s+can\s+remember|a\s+long\s+time|a\s+while(?:\s+now)?|all\s+my\s+life|my\s+whole\s+life|years|months|weeks|days)\b",
        rf"\b(?:last|this)\s+(?:{_DAYS}|{_MONTHS}|week|month|year|summer|winter|spring|autumn)\b",
        r"\b(?:yesterday|this\s+morning|last\s+night|today)\b",
    )
)
_BEGAN = re.compile(
    r"\b(?:start\w*|began|begun|came\s+on|since|for|been|had|have|going|ago|back|now|past|last|hurting|aching|after|going\s+on)\b"
)


def severity(doc: Doc, asked: bool = False) -> int | None:
    """Return how bad the pain is, 0 to 10, or None.

    Of a range the higher ("7 or 8"); of several the one that is now ("2 now but 9 last
    night"). A bare number counts only when it was asked for.
    """
    text = doc.text.lower()
    found: list[tuple[int, int]] = []
    for pattern in (_OUT_OF, _RATED, _BARE) if asked else (_OUT_OF, _RATED):
        if pattern is _RATED and not asked and not _TALKS_OF_PAIN.search(text):
            continue
        for match in pattern.finditer(text):
            values = [_value(group) for group in match.groups() if group]
            found.append((match.start(), max(values)))
        if found:
            break
    if not found:
        return None
    return _current(text, found)


def duration_text(doc: Doc, asked: bool = False) -> str | None:
    """Return how long it has lasted, in the person's own words, or None."""
    text = doc.text
    lowered = text.lower()
    for pattern in _DURATIONS:
        for match in pattern.finditer(lowered):
            words = text[match.start() : match.end()].strip()
            if asked or _is_about_pain(lowered, match):
                return re.sub(r"^(?:for)\s+", "", words, flags=re.IGNORECASE)
    return None


def _is_about_pain(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 40) : match.start()]
    return bool(_BEGAN.search(match.group())) or bool(_BEGAN.search(before))


def _value(number: str) -> int:
    if number in _NUMBERS:
        return _NUMBERS[number]
    return min(10, int(float(number) + 0.5))


def _current(text: str, found: list[tuple[int, int]]) -> int:
    starts = [start for start, _ in found]
    for position, (start, value) in enumerate(found):
        left = starts[position - 1] + 1 if position else 0
        right = starts[position + 1] if position + 1 < len(found) else len(text)
        if _NOW.search(text, start, right) or _NOW.search(text, max(left, start - 25), start):
            return value
    for start, value in found:
        if not _THEN.search(text, max(0, start - 25), min(len(text), start + 25)):
            return value
    return found[-1][1]
