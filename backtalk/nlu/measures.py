"""Numbers and spans of time, once it is known which words tell them."""

from __future__ import annotations

import re

_NUMBERS = {
    word: value
    for value, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    )
} | {"nought": 0, "none": 0, "nil": 0, "fiver": 5}
_NO_NUMBER = frozenset({"none", "nil"})
_TAKES_BACK = re.compile(
    r"\b(?:no|sorry|wait|hang\s+on|hold\s+on|actually|i\s+mean[t]?|i\s+tell\s+a\s+lie|correction"
    r"|scratch\s+that|strike\s+that|rather|make\s+(?:it|that)|down\s+to|up\s+to|from\b.*\bto)\b",
    re.IGNORECASE | re.DOTALL,
)
_SCALE = re.compile(r"(?:\s*/\s*|\s+(?:out\s+of|outta|over|of|on)\s+(?:a\s+)?)(?:10|ten)\b")
_SCALE_ALONE = re.compile(r"\s*(?:/|out\s+of|outta|of)\s*(?:a\s+)?(?:10|ten)\W*", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\w.])(\d+(?:[.,]\d+)?|" + "|".join(_NUMBERS) + r")(?:ish)?(?![a-z\d])")
_TO = re.compile(r"\bto\b", re.IGNORECASE)
_HALF = re.compile(r"(?:and|n|'n'|&)\s+a\s+half\b|\u00bd")
_WORDS = "|".join(_NUMBERS)
_ONE = rf"(?:\d{{1,2}}(?:[.,]\d)?|{_WORDS})(?:ish)?(?:\s+and\s+a\s+half)?"
_RATING = re.compile(
    rf"\b(?:{_ONE})(?:\s*(?:-|\u2013|/|to|or|and|maybe)\s*(?:{_ONE}))?"
    r"(?:\s*/\s*10|\s+(?:out\s+of|outta|over|of|on)\s+(?:a\s+)?(?:10|ten))?\b",
    re.IGNORECASE,
)
_UNIT = r"(?:second|minute|min|hour|hr|day|night|week|wk|fortnight|month|mth|year|yr|decade)s?"
_COUNT = (
    r"(?:\d+(?:[.,]\d+)?|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|thirteen|fifteen|eighteen|twenty|thirty|forty|fifty|(?:a\s+)?few|(?:a\s+)?couple(?:\s+of)?"
    r"|several|many|half\s+an?|some)"
)
_MORE = (  # "two years and three months", not "two years and some days I cannot walk"
    r"(?:\s+and|,|\s*&)?\s+(?:(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven)"
    rf"\s+{_UNIT}\b(?!\s+(?:ago|back|an?|each|every|per|in|later)\b)|{_COUNT}\s+{_UNIT}(?=\s*(?:[,.;!?]|$)))"
)
_ABOUT = (
    r"(?:(?:about|around|over|nearly|almost|roughly|going\s+on(?:\s+for)?|nigh\s+on"
    r"|coming\s+up\s+(?:on|to|for)|more\s+th[ae]n|less\s+than|under|at\s+least|just\s+over"
    r"|well\s+over|close\s+to|a\s+good|the\s+(?:past|last)|past|last"
    r"|the\s+(?:best|better)\s+part\s+of|getting\s+on\s+for)\s+)"
)
_WHEN = (
    r"(?:(?:the\s+)?(?:last|this|early|late|mid|beginning\s+of|end\s+of)\s+)*"
    r"(?:\w+day|january|february|march|april|may|june|july|august|september|october|november"
    r"|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|christmas|xmas|easter"
    r"|thanksgiving|new\s+year'?s?|summer|winter|spring|autumn|fall|last\s+night"
    r"|this\s+morning|lockdown|childhood|(?:19|20)\d\d)(?:\s+(?:19|20)\d\d|\s+last\s+year)?"
)
_DURATION = re.compile(
    rf"\b(?:ever\s+)?since\s+(?:about\s+|around\s+)?(?:{_WHEN}|{_COUNT}\s+{_UNIT}(?:\s+(?:ago|back))?)\b"
    rf"|\b{_ABOUT}*{_COUNT}(?:\s*(?:-|to|or)\s*{_COUNT})?(?:\s+(?:good|long|solid|whole|full|odd))?"
    rf"[\s-]+{_UNIT}(?:\s+or\s+(?:so|two|more)|{_MORE})?"
    r"(?:\s+(?:ago|back))?\b"
    r"|\b(?:donkey'?s\s+years|yonks|ages(?:\s+and\s+ages)?|forever|years\s+and\s+years|a\s+while"
    r"|a\s+long\s+time|as\s+long\s+as\s+i\s+can\s+remember|all\s+my\s+life|my\s+whole\s+life)\b"
    rf"|\b(?:early|late|last|this|back\s+in|in)\s+(?:{_UNIT}|\w+day|january|february|march|april|may|june"
    r"|july|august|september|october|november|december|spring|summer|autumn|winter|fall"
    r"|(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_ONE_WORD = re.compile(
    r"yesterday|today|tonight|ages|yonks|forever|always|years|months|weeks|days|hours|\w+day"
    r"|(?:19|20)\d\d|\d+\s?[dwmy]\w*|\d+/\d+|lifelong|recently|january|february|march|april|may|june"
    r"|july|august|september|october|november|december|christmas|easter|\w+-(?:day|week|month|year)s?",
    re.IGNORECASE,
)
_EDGES = re.compile(
    r"^(?:[\s,.:;(-]|for\b|from\b|like\b|maybe\b|x\b|it'?s\b|been\b|i(?:'?ve|\s+have)\s+had\s+it\b"
    r"|it\s+(?:has|is|was)\b|(?:like\s+)?this\s+(?=half\b|about\b|an?\b|\d|for\b)|(?:i\s+)?(?:think|guess|suppose|reckon)\b|u[mh]+\b|er+m?\b|o+h+\b|well\b"
    r"|hmm+\b|probably\b|on\s+and\s+off\b|off\s+and\s+on\b)+"
    r"|(?:[\s,.:;!?)-]|\bnow\b|\bof\b|\balready\b|\blah\b|\blove\b|\bmate\b|\bdear\b|\bplease\b"
    r"|\bi\s+(?:think|guess|suppose|reckon)\b|\bperiod\b|\bfull\s+stop\b|\bcomma\b"
    r"|\bon\s+and\s+off\b|\boff\s+and\s+on\b)+$",
    re.IGNORECASE,
)


def find_ratings(text: str) -> list[tuple[int, int]]:
    """Return where ``text`` has numbers that could tell how bad: character positions."""
    return [match.span() for match in _RATING.finditer(text)]


def has_scale(words: str) -> bool:
    """Return whether ``words`` say what a number counts on: "7/10", "seven out of ten"."""
    return bool(_SCALE.search(words.lower()))


def is_no_number(words: str) -> bool:
    """Return whether ``words`` are a "none" or "nil", a rating only where one was asked for."""
    return words.strip().lower() in _NO_NUMBER


def find_durations(text: str) -> list[tuple[int, int]]:
    """Return where ``text`` has words that could tell how long: character positions."""
    return [match.span() for match in _DURATION.finditer(text)]


def severity_of(words: str) -> int | None:
    """Return the number of 0 to 10 that ``words`` tell; of a range the higher; else None.

    "7/10" and "seven out of ten" are 7, "7 or 8" is 8, "six and a half" is 7. "Seven to four" is no
    range but a fall, to 4.
    """
    values = _values(words)
    if not values or _SCALE_ALONE.fullmatch(words):
        return None
    has_fallen = len(values) == 2 and values[0] > values[1] and _TO.search(words)
    return values[1] if has_fallen else max(values)


def is_range(words: str) -> bool:
    """Return whether ``words`` tell more than one number: "7 or 8", "6-7"."""
    return len(set(_values(words))) > 1


def duration_of(words: str) -> str | None:
    """Return ``words`` without the little words at their edges; None if no time is left."""
    trimmed = " ".join(_EDGES.sub("", words).split())
    is_time = len(trimmed.split()) > 1 or _ONE_WORD.fullmatch(trimmed)
    return trimmed if trimmed and is_time else None


def taken_back(between: str) -> bool:
    """Return whether the words between two tellings take the first back: "six, no, five"."""
    return bool(_TAKES_BACK.search(between))


def _values(words: str) -> list[int]:
    text = _SCALE.sub(" ", words.lower() + " ")
    found = []
    for match in _NUMBER.finditer(text):
        number = match[1].replace(",", ".")
        value = float(_NUMBERS[number]) if number in _NUMBERS else float(number)
        if _HALF.match(text[match.end() :].lstrip()):
            value += 0.5
        if value <= 10:
            found.append(int(value + 0.5))
    return found
