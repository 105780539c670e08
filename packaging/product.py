"""The facts that every product of a build shares: name, version, summary, releases, places, each from where it stands once."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
PACKAGING = ROOT / "packaging"
BUILD = ROOT / "build"
"""Where half-made things lie."""
DIST = ROOT / "dist"
"""Where finished products lie."""
APP = BUILD / "app" / "transcript-reader"
"""The folder with the program, its Python and its libraries, as PyInstaller makes it."""
SHIPPED = BUILD / "shipped.json"
"""What the spec put into APP: a list of {"name": place in it, "source": file it came from, "kind": PyInstaller's word}."""
NAME = "transcript-reader"
"""The name of the command, the packages and the files."""
MAINTAINER = "Transcript Reader contributors <transcript-reader@users.noreply.github.com>"
FILE_TYPES = {
    "text/plain": ("txt",),
    "text/markdown": ("md", "markdown"),
    "application/x-subrip": ("srt",),
    "text/vtt": ("vtt",),
    "application/x-sami": ("smi",),
}
"""What the app offers to open, on every system: types by the names of shared-mime-info, and the ends of their files' names.

Offered only: no product makes the app the default of a type, and no folders or web pages are among them, whose openers people
have already chosen. A form whose files have a type of their own adds it here."""

_HEADING = re.compile(r"^## \[(?P<version>[^\]]+)\](?: - (?P<date>\d{4}-\d\d-\d\d))?\s*$")


class Release(NamedTuple):
    """A section of CHANGELOG.md: version, day (ISO, empty while unreleased) and what changed, a line each."""

    version: str
    day: str
    changes: tuple[str, ...]


def _constant(name: str) -> str:
    """The value of a constant of `reader_app/__init__.py`, without importing it."""
    tree = ast.parse((ROOT / "reader_app" / "__init__.py").read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, ast.Assign) and any(isinstance(target, ast.Name) and target.id == name for target in node.targets):
            return str(ast.literal_eval(node.value))
    raise LookupError(f"reader_app/__init__.py has no {name}.")


def version() -> str:
    """As in `1.2.3`: the number that stands in reader_app/__init__.py and nowhere else."""
    return _constant("__version__")


def app_name() -> str:
    """What people call the program."""
    return _constant("APP_NAME")


def app_id() -> str:
    """The reverse-DNS name by which desktops know the program."""
    return _constant("APP_ID")


def summary() -> str:
    """One line on what it is for, without a full stop."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project["description"])


def releases(changelog: str | None = None) -> list[Release]:
    """The sections of CHANGELOG.md, newest first; lines that go on under a bullet are joined to it."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8") if changelog is None else changelog
    found: list[tuple[str, str, list[str]]] = []
    for line in text.splitlines():
        heading = _HEADING.match(line)
        if heading:
            found.append((heading["version"], heading["date"] or "", []))
        elif found and line.startswith("- "):
            found[-1][2].append(line[2:].strip())
        elif found and line.startswith("  ") and found[-1][2]:
            found[-1][2][-1] += " " + line.strip()
    return [Release(number, day, tuple(changes)) for number, day, changes in found]
