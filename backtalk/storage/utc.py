"""Moments in UTC, the same on every database."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

import sqlalchemy as sa


def now() -> datetime:
    """Return this moment."""
    return datetime.now(timezone.utc)


class Moment(sa.types.TypeDecorator):  # type: ignore[misc]
    """A datetime with its zone, stored in UTC; SQLite would drop the zone and compare wrongly."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Return ``value`` in UTC.

        Raises:
            ValueError: it has no zone, so that nobody knows which moment is meant.
        """
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(timezone.utc)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Return what was stored, with its zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            return value.replace(tzinfo=timezone.utc)
        return value.astimezone(timezone.utc)
