"""What can go wrong in a way that the person at the keyboard can mend."""

from __future__ import annotations


class BacktalkError(Exception):
    """One sentence that says what is wrong, and one that says what to do.

    Attributes:
        problem: what is wrong.
        remedy: what the operator can do about it; may be empty.
    """

    def __init__(self, problem: str, remedy: str = "") -> None:
        """Keep the two sentences; ``str()`` joins them."""
        super().__init__(f"{problem} {remedy}".strip())
        self.problem = problem
        self.remedy = remedy
