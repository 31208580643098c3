"""``backtalk check``: is this installation healthy?"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable

from backtalk.errors import BacktalkError
from backtalk.settings import Settings


def run() -> int:
    """Print one line for each part; returns 0 when all are well, else 1."""
    parts: list[tuple[str, Callable[[], str]]] = [
        ("settings", _settings),
        ("Python", _python),
        ("content", _content),
        ("sentence encoder", _encoder),
        ("trained model", _model),
        ("data folder", _data),
        ("database", _database),
        ("Redis", _redis),
    ]
    failed = 0
    for name, probe in parts:
        try:
            print(f"ok      {name}: {probe()}")
        except BacktalkError as error:
            failed += 1
            print(f"FAILED  {name}: {error}")
    return 1 if failed else 0


def _settings() -> str:
    settings = Settings.from_env()
    return f"country {settings.country}, conversations kept {settings.retention_days} days"


def _python() -> str:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] != (3, 10):
        raise BacktalkError(f"this is Python {version}.", "Rasa needs 3.10: run make chat.")
    return version


def _content() -> str:
    from backtalk.content.check import problems
    from backtalk.content.library import load_library

    library = load_library(Settings.from_env().content)
    found = problems(library)
    if found:
        raise BacktalkError(f"{found[0]} ({len(found)} in all)")
    return f"{len(library.responses)} responses"


def _encoder() -> str:
    from backtalk.nlu.encoder import verify

    verify(Settings.from_env().models / "encoder")
    return "checksums match"


def _model() -> str:
    from backtalk.runtime.model import require_model

    return require_model(Settings.from_env()).name


def _data() -> str:
    settings = Settings.from_env()
    settings.prepare_data_dir()
    return str(settings.data_dir)


def _database() -> str:
    from sqlalchemy.exc import SQLAlchemyError

    from backtalk.storage.migrate import version
    from backtalk.storage.store import open_store

    try:
        store = open_store(Settings.from_env().database_url)
        return f"{store.engine.dialect.name}, tables {version(store.engine)}"
    except SQLAlchemyError as error:
        raise BacktalkError(
            f"it cannot be opened ({type(error).__name__}).", "Check BACKTALK_DATABASE_URL."
        ) from None


def _redis() -> str:
    from redis.exceptions import RedisError

    from backtalk.runtime.lock_store import make_lock_store

    url = Settings.from_env().redis_url
    if not url:
        return "not used; this process alone may serve"

    async def ask() -> None:
        locks = make_lock_store(url)
        try:
            await locks.check()
        finally:
            await locks.close()

    try:
        asyncio.run(ask())
    except RedisError as error:
        raise BacktalkError(
            f"it does not answer ({type(error).__name__}).", "Check BACKTALK_REDIS_URL."
        ) from None
    return "answers"
