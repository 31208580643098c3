"""Leaves out packages that Rasa imports at every start and this bot never uses.

Rasa imports TensorFlow and every chat service's client even for a pipeline without them: half
of the start and 300 MB. Here their names import as empty shells instead. A shell can be named,
subclassed and used as a decorator, which is all that Rasa does with it at import; whoever tries
to run one is told why it cannot. tests/runtime/test_absent.py guards it.
"""

from __future__ import annotations

import abc
import importlib.abc
import importlib.machinery
import sys
import types
from collections.abc import Sequence
from typing import Any

LEFT_OUT = frozenset(
    {
        "aiogram",
        "jax",
        "keras",
        "matplotlib",
        "tensorflow",
        "tensorflow_addons",
        "tensorflow_hub",
        "tensorflow_text",
        "webexteamssdk",
    }
)


def leave_out() -> None:
    """Make the packages of ``LEFT_OUT`` import as shells, unless one is imported already."""
    if any(name in sys.modules for name in LEFT_OUT):
        return
    if not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())


class _ShellType(abc.ABCMeta):
    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Shell

    def __call__(cls, *arguments: Any, **named: Any) -> Any:
        if cls is Shell and len(arguments) == 1 and callable(arguments[0]):
            return arguments[0]  # used as a decorator
        if cls is Shell:
            return Shell  # a decorator with options, or a constant of a module
        raise RuntimeError(
            f"{cls.__name__} needs a package that backtalk leaves out: "
            "see backtalk/runtime/absent.py."
        )


class Shell(metaclass=_ShellType):
    """Stands for every class, function and value of a package that is left out."""


class _ShellModule(types.ModuleType):
    __path__: list[str] = []  # noqa: RUF012

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Shell


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: types.ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname.partition(".")[0] not in LEFT_OUT:
            return None
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        return _ShellModule(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        """Nothing to run."""
