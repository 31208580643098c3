"""Everything that an operator can set, read once from the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from backtalk.errors import BacktalkError

COUNTRIES = ("us", "uk", "ie", "au", "nz", "ca", "eu")
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
    """

    home: Path
    data_dir: Path
    database_url: str = field(repr=False)
    country: str = "us"
    retention_days: int = 30

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
        )

    @property
    def models(self) -> Path:
        """Folder of trained models."""
        return self.home / "models"

    @property
    def content(self) -> Path:
        """Folder of everything the bot says."""
        return self.home / "content"

    def prepare_data_dir(self) -> None:
        """Create the data folder, readable by its owner alone.

        Raises:
            BacktalkError: it cannot be made or written to.
        """
        try:
            self.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
            probe = self.data_dir / ".write-test"
            probe.write_bytes(b"")
            probe.unlink()
        except OSError as error:
            raise BacktalkError(
                f"The data folder {self.data_dir} cannot be written to ({error.strerror}).",
                "Set BACKTALK_DATA_DIR to a folder that you may write to.",
            ) from None


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


def _positive(env: Mapping[str, str], name: str, default: int) -> int:
    raw = env.get(name) or str(default)
    if not raw.isascii() or not raw.isdigit() or len(raw) > 6 or int(raw) < 1:
        raise BacktalkError(f"{name} is {raw!r}.", "Set it to a whole number from 1 to 999999.")
    return int(raw)


def _dotenv(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    from dotenv import dotenv_values

    return {key: value for key, value in dotenv_values(path).items() if value is not None}
