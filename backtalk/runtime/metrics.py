"""What is counted, for Prometheus. No label holds words or ids: faces, stages, kinds, numbers."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

Stage = Literal["wait", "load", "parse", "act", "save", "turn"]
CONTENT_TYPE = CONTENT_TYPE_LATEST

_NOT_UNDERSTOOD = frozenset({"nlu_fallback", "out_of_scope"})
_NAME = re.compile(r"[A-Za-z0-9_/{}.-]{1,60}")
_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 1.5, 2.5, 5.0, 10.0, 20.0)
_registry = CollectorRegistry()
ProcessCollector(registry=_registry)

_turns = Counter(
    "backtalk_turns",
    "Turns by face and outcome: answered, fallback, warning_sign, failed",
    ["face", "outcome"],
    registry=_registry,
)
_seconds = Histogram(
    "backtalk_turn_seconds",
    "Seconds of a turn by stage; wait is for the turn before, turn is all of it",
    ["stage"],
    buckets=_BUCKETS,
    registry=_registry,
)
_signs = Counter(
    "backtalk_warning_signs", "Warning signs heard", ["kind", "level"], registry=_registry
)
_unsent = Counter(
    "backtalk_send_failures", "Messages that a face could not send", ["face"], registry=_registry
)
_requests = Counter(
    "backtalk_requests",
    "HTTP requests by route and status",
    ["method", "route", "status"],
    registry=_registry,
)
_queue = Gauge("backtalk_queue_depth", "Turns under way or waiting", registry=_registry)


def turn(face: str, intent: str | None, *, failed: bool, is_alarm: bool) -> None:
    """Count a turn by what came of it."""
    outcome = "fallback" if intent in _NOT_UNDERSTOOD else "answered"
    if failed or is_alarm:
        outcome = "failed" if failed else "warning_sign"
    _turns.labels(_plain(face), outcome).inc()


def sign(kind: str, level: str) -> None:
    """Count a warning sign that was heard."""
    _signs.labels(_plain(kind), _plain(level)).inc()


def send_failed(face: str) -> None:
    """Count a message that ``face`` could not send."""
    _unsent.labels(_plain(face)).inc()


def request(method: str, route: str, status: int) -> None:
    """Count an HTTP request; ``route`` is the pattern, never the path that was asked for."""
    _requests.labels(_plain(method), _plain(route), str(status)).inc()


def watch_queue(depth: Callable[[], float]) -> None:
    """Ask ``depth`` how many turns are under way or wait, whenever somebody looks."""
    _queue.set_function(depth)


@contextmanager
def timed(stage: Stage) -> Iterator[None]:
    """Count the seconds that the block takes, also when it fails."""
    begin = time.perf_counter()
    try:
        yield
    finally:
        _seconds.labels(stage).observe(time.perf_counter() - begin)


def page() -> bytes:
    """Return everything counted since the start, as Prometheus reads it."""
    return generate_latest(_registry)


def _plain(name: str) -> str:
    """Return ``name`` if it can be one of ours: what comes from outside must not become a label."""
    return name if _NAME.fullmatch(name) else "other"
