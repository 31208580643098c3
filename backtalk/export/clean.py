"""Makes what people typed harmless to every format, without a change of its words."""

from __future__ import annotations

import unicodedata

_KEPT = {"\u200c", "\u200d"}
"""Invisible joiners that Persian, Indian languages and emoji are spelt with."""


def clean(text: str) -> str:
    r"""Return ``text`` in one line, without control, steering and half characters.

    What turns the direction of writing goes too, so that one answer cannot turn the next.
    Example: "a\x00b\n c\u202e" -> "ab c".
    """
    shown = " ".join("".join(c for c in " ".join(text.split()) if _is_shown(c)).split())
    return shown if set(shown) - _KEPT - {" "} else ""


def _is_shown(character: str) -> bool:
    if character in _KEPT:
        return True
    code = ord(character)
    no_character = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
    return not no_character and unicodedata.category(character) not in {"Cc", "Cf", "Cs"}
