"""Brings Rasa up quietly and quickly. Import and call this before anything of Rasa."""

from __future__ import annotations

import logging
import os
import sys
import warnings
from typing import Any

from backtalk.runtime.absent import leave_out


def prepare_rasa(level: int = logging.WARNING) -> None:
    """Set the environment, silence third parties' warnings and send logs to standard error.

    Rasa's debug and info lines hold what people said, so nothing below WARNING is logged.
    """
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
    warnings.filterwarnings("ignore")
    warnings.showwarning = _show_warning

    leave_out()
    from rasa.utils.common import configure_logging_and_warnings
    from rasa.utils.log_utils import configure_structlog

    level = max(level, logging.WARNING)
    configure_logging_and_warnings(log_level=level, warn_only_once=True)
    configure_structlog(log_level=level)
    for handler in logging.getLogger().handlers:
        if isinstance(handler, logging.StreamHandler) and handler.stream is sys.stdout:
            handler.setStream(sys.stderr)
    for name in ("rasa", "apscheduler"):
        logging.getLogger(name).setLevel(level)


_show_all = warnings.showwarning
OWED = (DeprecationWarning, PendingDeprecationWarning, FutureWarning)
"""What third parties owe to their own future."""


def _show_warning(
    message: Warning | str, category: type[Warning], *place: Any, **named: Any
) -> None:
    """Leave out what is only owed; Rasa keeps resetting the filters."""
    if not issubclass(category, OWED) and "pkg_resources" not in str(message):
        _show_all(message, category, *place, **named)
