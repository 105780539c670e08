"""Holds drafts against golden files: an input and, beside it, the drafts expected of it as JSON without empty fields."""

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reader_app.core.importers.draft import Draft

DATA = Path(__file__).parents[2] / "data"


def _lean(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        fields = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
        return {
            name: _lean(content)
            for name, content in fields.items()
            if content is not None and content is not False and content not in ([], {})
        }
    if isinstance(value, dict):
        return {str(key): content for key, content in value.items()}
    if isinstance(value, list | tuple):
        return [_lean(item) for item in value]
    return value


@pytest.fixture
def holds_golden() -> Callable[[str, Callable[[str, str], list[Draft]]], None]:
    """A check that an importer makes of `tests/data/<form>/<file>` just what the JSON beside it says."""

    def check(file: str, parse: Callable[[str, str], list[Draft]]) -> None:
        path = DATA / file
        expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        assert _lean(parse(path.read_text(encoding="utf-8"), path.name)) == expected

    return check
