"""The reader's choices, kept in a YAML file that people can read; a broken file gives the defaults, never an error."""

import contextlib
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Choices:
    """Every choice with its default. Sizes are in pixels, widths of the window in pixels, `line` is a ratio."""

    theme: str = "system"
    font_family: str = ""
    font_size: float = 17.0
    line: float = 1.53
    width_chars: int = 66
    window: str = ""
    """The window's geometry, as Qt writes it, in base 64."""
    columns: str = ""
    """The widths of the columns, comma separated."""
    side_panel: bool = True
    sort: str = "newest"
    by_show: bool = False
    last_episode: str = ""
    samples_offered: bool = False
    """Whether the sample library was put in once; it never comes back by itself."""
    last_folder: str = ""
    sections: bool = True
    """Whether automatic sections are shown where no chapters are stated."""
    kept_apart: str = ""
    """Marks of pairs of episodes that tell one recording and are not to be offered again, separated by spaces."""


LIMITS: dict[str, tuple[float, float]] = {"font_size": (13, 28), "line": (1.3, 2.0), "width_chars": (50, 90)}
"""The least and the most that a number may be."""


class Settings:
    """Owns the settings file. A write replaces the file whole, so that a crash leaves the old one."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.choices = self._read()

    def change(self, **values: Any) -> None:
        """Take over new values and write them. A disk that refuses costs the choice, not the session."""
        if replace(self.choices, **values) == self.choices:
            return
        # Another window may have written meanwhile; only what is chosen here and now may differ from that.
        self.choices = changed = replace(self._read(), **values)
        import yaml  # costs 12 ms at start, and most starts change nothing

        fresh = self._path.with_suffix(".new")
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_text(yaml.safe_dump(asdict(changed), allow_unicode=True, sort_keys=False), encoding="utf-8")
            fresh.replace(self._path)

    def _read(self) -> Choices:
        try:
            written = self._path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return Choices()
        import yaml

        try:
            values = yaml.safe_load(written)
        except (yaml.YAMLError, ValueError, OverflowError, RecursionError):
            return Choices()
        if not isinstance(values, dict):
            return Choices()
        known = {name: value for name, value in values.items() if _fits(name, value)}
        numbers = {name: float(value) for name, value in known.items() if name in LIMITS and name != "width_chars"}
        return replace(Choices(), **{**known, **numbers})


def _fits(name: Any, value: Any) -> bool:
    """Whether a value from the file is one that its choice can have."""
    kind = next((type(getattr(Choices(), f.name)) for f in fields(Choices) if f.name == name), None)
    if kind is None or (isinstance(value, bool) and kind is not bool):
        return False
    if name in LIMITS:
        least, most = LIMITS[name]
        return isinstance(value, int if kind is int else (int, float)) and least <= value <= most
    return isinstance(value, kind)
