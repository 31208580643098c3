"""Everything that an operator can set, read once from the environment."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from backtalk.errors import BacktalkError

COUNTRIES = ("us", "uk", "ie", "au", "nz", "ca", "eu")
_ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:[0-9]{1,5})?")
_PUBLIC_URL = re.compile(r"https://[a-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~-]+)*")
_API_URL = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?/[A-Za-z0-9/]*")
_REDIS = re.compile(r"rediss?://[^/]")
_RATE = re.compile(r"[1-9][0-9]{0,5}/(second|minute|hour|day)")
_SHORTEST_SECRET = 32
MAX_TEXT = 1000
"""Characters of one message that are read; a longer one gets a plain request to be brief."""


@dataclass(frozen=True)
class Settings:
    """The settings of one installation; docs/operating.md lists them for operators.

    Attributes:
        home: folder with config.yml, content/ and models/.
        data_dir: BACKTALK_DATA_DIR, where the SQLite file and exports live.
        database_url: BACKTALK_DATABASE_URL, an SQLAlchemy URL; SQLite in data_dir if unset.
        country: BACKTALK_COUNTRY, whose emergency numbers are shown.
        retention_days: BACKTALK_RETENTION_DAYS, how long a conversation is kept.
        host: BACKTALK_HOST, the address that the server listens on.
        port: BACKTALK_PORT, likewise.
        allowed_origins: BACKTALK_ALLOWED_ORIGINS, the sites that may embed the widget.
        proxies: BACKTALK_PROXIES, how many proxies of yours stand before the server.
        rate_message: BACKTALK_RATE_MESSAGE, how much one conversation may say.
        rate_address: BACKTALK_RATE_ADDRESS, how much may be said from one network address.
        rate_session: BACKTALK_RATE_SESSION, how many conversations may begin from one address.
        given_secret: BACKTALK_SECRET, what sessions are signed with.
        redis_url: BACKTALK_REDIS_URL, for locks and rates of several processes; none if empty.
        metrics_port: BACKTALK_METRICS_PORT, where Prometheus may ask; 0 for nowhere.
        json_log: BACKTALK_LOG=json, log lines of the server as JSON.
        public_url: BACKTALK_PUBLIC_URL, where the world reaches the server; unknown if empty.
        slack_bot_token: SLACK_BOT_TOKEN, what the Slack face speaks with.
        slack_signing_secret: SLACK_SIGNING_SECRET, what Slack signs its requests with.
        slack_app_token: SLACK_APP_TOKEN, for Socket Mode.
        slack_api_url: SLACK_API_URL, Slack's Web API; GovSlack and tests have another.
    """

    home: Path
    data_dir: Path
    database_url: str = field(repr=False)
    country: str = "us"
    retention_days: int = 30
    host: str = "127.0.0.1"
    port: int = 5005
    allowed_origins: frozenset[str] = frozenset()
    proxies: int = 0
    rate_message: str = "40/minute"
    rate_address: str = "600/minute"
    rate_session: str = "60/minute"
    given_secret: str = field(default="", repr=False)
    redis_url: str = field(default="", repr=False)
    metrics_port: int = 0
    json_log: bool = False
    public_url: str = ""
    slack_bot_token: str = field(default="", repr=False)
    slack_signing_secret: str = field(default="", repr=False)
    slack_app_token: str = field(default="", repr=False)
    slack_api_url: str = "https://slack.com/api/"

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None) -> Settings:
        """Read the settings from ``env`` (default: the process's, with .env under it).

        Raises:
            BacktalkError: a value cannot be used.
        """
        home = find_home()
        if env is None:
            env = {**_dotenv(home / ".env"), **os.environ}
        data_dir = _folder(env.get("BACKTALK_DATA_DIR") or _default_data_dir(env))
        url = env.get("BACKTALK_DATABASE_URL") or f"sqlite:///{data_dir / 'backtalk.db'}"
        country = (env.get("BACKTALK_COUNTRY") or "us").lower()
        if country not in COUNTRIES:
            raise BacktalkError(
                f"BACKTALK_COUNTRY is {country!r}, which is not known.",
                f"Set it to one of: {', '.join(COUNTRIES)}.",
            )
        return cls(
            home=home,
            data_dir=data_dir,
            database_url=url,
            country=country,
            retention_days=_positive(env, "BACKTALK_RETENTION_DAYS", 30),
            host=env.get("BACKTALK_HOST") or "127.0.0.1",
            port=_positive(env, "BACKTALK_PORT", 5005, most=65_535),
            allowed_origins=_origins(env.get("BACKTALK_ALLOWED_ORIGINS") or ""),
            proxies=_positive(env, "BACKTALK_PROXIES", 0, least=0, most=9),
            rate_message=_rate(env, "BACKTALK_RATE_MESSAGE", "40/minute"),
            rate_address=_rate(env, "BACKTALK_RATE_ADDRESS", "600/minute"),
            rate_session=_rate(env, "BACKTALK_RATE_SESSION", "60/minute"),
            given_secret=_secret(env),
            redis_url=_redis(env),
            metrics_port=_positive(env, "BACKTALK_METRICS_PORT", 0, least=0, most=65_535),
            json_log=_is_json(env),
            public_url=_url(env, "BACKTALK_PUBLIC_URL", _PUBLIC_URL, "https://chat.example.org"),
            slack_bot_token=(env.get("SLACK_BOT_TOKEN") or "").strip(),
            slack_signing_secret=(env.get("SLACK_SIGNING_SECRET") or "").strip(),
            slack_app_token=(env.get("SLACK_APP_TOKEN") or "").strip(),
            slack_api_url=_url(env, "SLACK_API_URL", _API_URL, "https://slack.com/api/")
            or "https://slack.com/api/",
        )

    @property
    def models(self) -> Path:
        """Folder of trained models."""
        return self.home / "models"

    @property
    def content(self) -> Path:
        """Folder of everything the bot says."""
        return self.home / "content"

    def secret(self) -> str:
        """Return what sessions are signed with: the one given, or one made once and kept.

        Several processes on several machines need the same one: set BACKTALK_SECRET there.

        Raises:
            BacktalkError: the data folder cannot be written to, or the file in it is no secret.
        """
        if self.given_secret:
            return self.given_secret
        self.prepare_data_dir()
        path = self.data_dir / "secret"
        try:
            if not path.exists():
                _write_secret(path)
            found = path.read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            found = ""
        if len(found) < _SHORTEST_SECRET:
            raise BacktalkError(
                f"{path} holds no secret to sign sessions with.",
                "Delete that file, or set BACKTALK_SECRET.",
            )
        return found

    def prepare_data_dir(self) -> None:
        """Create the data folder, readable by its owner alone.

        Raises:
            BacktalkError: it cannot be made or written to.
        """
        try:
            self.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
            # A name of its own: workers and replicas may ask in the same moment.
            tempfile.TemporaryFile(dir=self.data_dir).close()
        except OSError as error:
            raise BacktalkError(
                f"The data folder {self.data_dir} cannot be written to ({error.strerror}).",
                "Set BACKTALK_DATA_DIR to a folder that you may write to.",
            ) from None


def _write_secret(path: Path) -> None:
    """Write a new secret, unless another process has; no process ever reads a half of one."""
    descriptor, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(name, path)
        except FileExistsError:
            return
        except OSError:  # a file system without hard links: there one process has to be the first
            os.rename(name, path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(name)


def find_home() -> Path:
    """Return the project's folder: around this package if config.yml is there, else the current."""
    around = Path(__file__).resolve().parents[1]
    return around if (around / "config.yml").is_file() else Path.cwd()


def _default_data_dir(env: Mapping[str, str]) -> str:
    base = env.get("XDG_DATA_HOME") or "~/.local/share"
    return f"{base}/backtalk"


def _folder(raw: str) -> Path:
    try:
        return Path(raw).expanduser().absolute()
    except RuntimeError:
        raise BacktalkError(
            f"BACKTALK_DATA_DIR is {raw!r}, and there is no such user.",
            "Set it to a folder that you may write to.",
        ) from None


def _positive(
    env: Mapping[str, str], name: str, default: int, least: int = 1, most: int = 999_999
) -> int:
    raw = env.get(name) or str(default)
    digits = raw.isascii() and raw.isdigit() and len(raw) <= 6
    if not digits or not least <= int(raw) <= most:
        raise BacktalkError(
            f"{name} is {raw!r}.", f"Set it to a whole number from {least} to {most}."
        )
    return int(raw)


def _origins(raw: str) -> frozenset[str]:
    found = frozenset(part.rstrip("/") for part in raw.replace(",", " ").split())
    for origin in found:
        if not _ORIGIN.fullmatch(origin):
            raise BacktalkError(
                f"BACKTALK_ALLOWED_ORIGINS holds {origin!r}.",
                "Name sites with their scheme and nothing behind: https://www.example.org.",
            )
    return found


def _rate(env: Mapping[str, str], name: str, default: str) -> str:
    raw = env.get(name) or default
    if not _RATE.fullmatch(raw):
        raise BacktalkError(f"{name} is {raw!r}.", f"Set it to a number a time, as {default}.")
    return raw


def _secret(env: Mapping[str, str]) -> str:
    raw = env.get("BACKTALK_SECRET") or ""
    if raw and len(raw) < _SHORTEST_SECRET:
        raise BacktalkError(
            f"BACKTALK_SECRET has {len(raw)} characters.",
            f"Set it to at least {_SHORTEST_SECRET} random ones: openssl rand -base64 48.",
        )
    return raw


def _redis(env: Mapping[str, str]) -> str:
    raw = env.get("BACKTALK_REDIS_URL") or ""
    if raw and not _REDIS.match(raw):
        # It may hold a password, so it is not shown.
        raise BacktalkError(
            "BACKTALK_REDIS_URL is not an address of Redis.",
            "Set it to redis://host:6379/0, or rediss:// for TLS.",
        )
    return raw


def _url(env: Mapping[str, str], name: str, shape: re.Pattern[str], example: str) -> str:
    raw = env.get(name) or ""
    tidy = raw if example.endswith("/") else raw.rstrip("/")
    if raw and not shape.fullmatch(tidy):
        raise BacktalkError(f"{name} is {raw!r}.", f"Set it to an address such as {example}.")
    return tidy


def _is_json(env: Mapping[str, str]) -> bool:
    raw = env.get("BACKTALK_LOG") or "text"
    if raw not in {"text", "json"}:
        raise BacktalkError(f"BACKTALK_LOG is {raw!r}.", "Set it to text or json.")
    return raw == "json"


def _dotenv(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    from dotenv import dotenv_values

    return {key: value for key, value in dotenv_values(path).items() if value is not None}
