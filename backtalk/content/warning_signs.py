"""Loads content/safety/warning_signs.yml and scopes.yml into the rules of the detector."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from backtalk.content import schema
from backtalk.content.files import read
from backtalk.errors import BacktalkError
from backtalk.safety.sign_rules import (
    Combination,
    Limits,
    OrdinaryTalk,
    Scope,
    ScopeWords,
    SignRule,
    SignRules,
)

_FILE = "warning_signs.yml"


def load_sign_rules(folder: Path) -> SignRules:
    """Return the rules of the folder content/safety.

    Raises:
        BacktalkError: naming the file, the key and what was expected there.
    """
    value = read(folder / _FILE, schema.WARNING_SIGNS)
    for problem in _problems(value):
        raise BacktalkError(f"{_FILE}: {problem}")
    return SignRules(
        words={name: tuple(words) for name, words in value["words"].items()},
        signs=tuple(
            SignRule(name, rule["kind"], rule["level"], tuple(rule["phrases"]), *_examples(rule))
            for name, rule in value["signs"].items()
        ),
        findings={name: tuple(phrases) for name, phrases in value["findings"].items()},
        combinations=tuple(
            Combination(name, rule["kind"], rule["level"], tuple(rule["all"]), *_examples(rule))
            for name, rule in value["combinations"].items()
        ),
        levels={kind: tuple(levels) for kind, levels in value["kinds"].items()},
        limits=Limits(**value["limits"]),
        scopes=_scopes(folder),
        ordinary=tuple(
            OrdinaryTalk(name, tuple(talk["phrases"]), talk["quiet"])
            for name, talk in value["ordinary"].items()
        ),
    )


def _scopes(folder: Path) -> ScopeWords:
    value = read(folder / "scopes.yml", schema.SCOPES)
    return ScopeWords(
        ends=frozenset(value["ends"]),
        turns=frozenset(value["turns"]),
        starters=frozenset(value["starters"]),
        scopes={
            name: Scope(
                scope["reach"],
                tuple(scope["cues"]),
                tuple(scope["except"]),
                tuple(scope["unless"]),
            )
            for name, scope in value["scopes"].items()
        },
    )


def _examples(rule: dict[str, Any]) -> tuple[str, str]:
    return rule["fires"], rule["quiet"]


def _problems(value: dict[str, Any]) -> Iterator[str]:
    """Yield what a schema cannot say."""
    kinds, findings = value["kinds"], value["findings"]
    for part in ("signs", "combinations"):
        for name, rule in value[part].items():
            key = f"key '{part}.{name}"
            if rule["kind"] not in kinds:
                yield f"{key}.kind': {rule['kind']!r} is not one of the kinds."
            elif rule["level"] not in kinds[rule["kind"]]:
                yield f"{key}.level': {rule['kind']} has no level {rule['level']!r} under kinds."
            for finding in rule.get("all", ()):
                if finding not in findings:
                    yield f"{key}.all': {finding!r} is not one of the findings."
            if part == "signs" and name in findings:
                yield f"{key}': a finding has the same name."
