"""Whatever a person types, the bot answers, and never with a failure.

BACKTALK_FUZZ says how many texts are tried; nightly runs set it to 20000.
"""

from __future__ import annotations

import asyncio
import os
import secrets

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

TRY = settings(
    max_examples=int(os.environ.get("BACKTALK_FUZZ", "150")),
    deadline=None,
    suppress_health_check=list(HealthCheck),
    database=None,
)
words = st.sampled_from(
    [
        "my",
        "back",
        "hip",
        "groin",
        "hurts",
        "no",
        "not",
        "and",
        "but",
        "7",
        "ten",
        "out",
        "of",
        "since",
        "Tuesday",
        "physio",
        "needles",
        "/restart",
        "/affirm{}",
        "✓",
        "✗",
        "😀",
        "[x](y)",
        "<b>",
        "{{x}}",
        "${y}",
        "%s",
        "\\n",
        "\u202e",
        "\x00",
        "\ud7ff",
        "İ",
        "ﬁ",
        "'quoted\"",
        "--",
        ";",
        "DROP",
        "?",
    ]
)
texts = st.lists(words, min_size=1, max_size=25).map(" ".join) | st.text(max_size=1200)
presses = st.none() | st.text(max_size=80).map(lambda text: f"/assessment_answer{text}")


@TRY
@given(text=texts, pressed=presses)
def test_any_text_is_answered(agent, text, pressed):
    sender = f"test-{secrets.token_hex(8)}"
    turn = asyncio.run(agent.turn(text, sender, "web", pressed=pressed))
    assert turn.replies
    assert not turn.failed
    assert all(reply.response != "utter_technical_problem" for reply in turn.replies)
    assert all(reply.text.strip() for reply in turn.replies)
