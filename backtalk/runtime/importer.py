"""Joins domain.yml with the sentences of content/, and refuses what Rasa merges silently.

It is the one piece of `content` that needs Rasa, so it stands here and not in
``backtalk/content``, which stays free of Rasa.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.shared.core.domain import Domain
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.utils.io import read_yaml_file

from backtalk.content.library import load_library
from backtalk.errors import BacktalkError


class ContentImporter(RasaFileImporter):
    """Rasa's file importer, with the responses taken from content/ alone."""

    def get_domain(self) -> Domain:
        """Return domain.yml with every response of content/.

        Raises:
            BacktalkError: content/ breaks its schema, or domain.yml holds sentences.
        """
        if not self._domain_path:
            return Domain.empty()
        path = Path(self._domain_path)
        specification: dict[str, Any] = dict(read_yaml_file(path))
        if specification.get("responses"):
            raise BacktalkError(
                f"{path.name}: key 'responses' is not expected.",
                "Sentences live in content/ alone: move them there.",
            )
        library = load_library(path.resolve().parent / "content")
        specification["responses"] = library.as_rasa_responses()
        return Domain.from_dict(specification)
