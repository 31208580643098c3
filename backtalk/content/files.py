"""Read one YAML file of content/ and hold it against its schema."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from backtalk.errors import BacktalkError


def read(path: Path, schema: dict[str, Any]) -> dict[str, Any]:
    """Return the file's content as plain Python values.

    Raises:
        BacktalkError: naming the file, the key and what was expected there.
    """
    shown = "/".join(path.parts[-3:]) if "content" in path.parts else path.name
    try:
        value = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BacktalkError(f"{shown} cannot be read ({error.strerror}).") from None
    except UnicodeDecodeError as error:
        raise BacktalkError(f"{shown} is not UTF-8 text: {error.reason}.") from None
    except (YAMLError, ValueError) as error:
        raise BacktalkError(f"{shown} is not valid YAML: {_one_line(error)}") from None
    if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
        raise BacktalkError(
            f"{shown}: key '(top level)': a mapping with words as keys is expected."
        )
    problem = jsonschema.exceptions.best_match(
        jsonschema.Draft7Validator(schema).iter_errors(value)
    )
    if problem is not None:
        key = ".".join(str(part) for part in problem.absolute_path) or "(top level)"
        raise BacktalkError(f"{shown}: key '{key}': {_shorten(problem.message)}.")
    return value


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())


def _shorten(message: str, limit: int = 200) -> str:
    return message if len(message) <= limit else f"{message[:limit]}..."
