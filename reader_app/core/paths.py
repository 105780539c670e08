"""Where the app keeps what it writes, and where the resources that it ships lie."""

from dataclasses import dataclass
from pathlib import Path

import platformdirs

_PACKAGE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class DataPaths:
    """The files and folders under one data directory."""

    root: Path

    @property
    def library(self) -> Path:
        """The SQLite database: the truth."""
        return self.root / "library.sqlite3"

    @property
    def index(self) -> Path:
        """The Whoosh index: derived, can be deleted at any time."""
        return self.root / "index"

    @property
    def backups(self) -> Path:
        """Copies of the database, taken before an upgrade and once a day."""
        return self.root / "backups"

    @property
    def settings(self) -> Path:
        """The reader's choices, in YAML."""
        return self.root / "settings.yaml"

    @property
    def log(self) -> Path:
        """What went wrong, for a bug report."""
        return self.root / "log.txt"


def default_data_dir() -> Path:
    """The platform's own place for this app's data."""
    return Path(platformdirs.user_data_dir("transcript-reader", appauthor=False))


def resource(*parts: str) -> Path:
    """A shipped file: inside the package in a wheel, beside it in the source tree."""
    inside = _PACKAGE / "resources"
    top = inside if inside.is_dir() else _PACKAGE.parent / "resources"
    return top.joinpath(*parts)
