"""The server's log lines: without a word of what people said, and with the request's id."""

from __future__ import annotations

import json
import logging
import secrets
import sys
import warnings
from contextvars import ContextVar
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from backtalk.runtime.start import OWED

_OURS = "backtalk"
_request: ContextVar[str] = ContextVar("request", default="")


def begin_request() -> str:
    """Return a new id, which stands in every log line until the request ends."""
    number = secrets.token_hex(8)
    _request.set(number)
    return number


class SafeFormatter(logging.Formatter):
    """Writes our own lines as they are, and of others' lines only where they come from.

    Messages and tracebacks of libraries can hold what a person said: a value that could not be
    read, a row that was not stored. The place and the type of the error lead a developer there.
    """

    def __init__(self, *, as_json: bool) -> None:
        """Write JSON objects, or lines for people."""
        super().__init__()
        self._as_json = as_json

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        is_ours = record.name.split(".", 1)[0] == _OURS
        place = f"{record.module}:{record.lineno}"
        message = record.getMessage() if is_ours else f"see {place}"
        error = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else ""
        fields = {
            "time": datetime.fromtimestamp(record.created, timezone.utc).isoformat(),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": message,
            "request": _request.get(),
            "error": error,
        }
        if self._as_json:
            return json.dumps({key: value for key, value in fields.items() if value})
        shown = (fields["request"], f"({error})" if error else "")
        return " ".join(filter(None, (f"{record.levelname} {record.name}: {message}", *shown)))


def configure(*, as_json: bool) -> None:
    """Send every log line to standard error through ``SafeFormatter``."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(SafeFormatter(as_json=as_json))
    for name in list(logging.root.manager.loggerDict):
        logger = logging.getLogger(name)
        # A library's own handler would write past the formatter.
        logger.handlers.clear()
        logger.propagate = True
    logging.root.handlers[:] = [handler]
    warnings.showwarning = _log_warning


def _log_warning(
    message: Warning | str, category: type[Warning], filename: str, lineno: int, *_: Any, **__: Any
) -> None:
    if not issubclass(category, OWED):
        place = Path(filename).name
        logging.getLogger(_OURS).warning("%s at %s:%d.", category.__name__, place, lineno)
