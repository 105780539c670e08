"""What every test stands on: no screen, a home of its own, and the real transcripts where they are at hand."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reader_app.core.store.database import Database

ROOT = Path(__file__).resolve().parent.parent

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def _shared_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache and runtime folder for the whole run: fonts are slow to scan, and nothing is remembered there."""
    folder = tmp_path_factory.mktemp("cache")
    folder.chmod(0o700)
    return folder


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, _shared_cache: Path) -> None:
    """No test, and no program that it starts, reads or writes what belongs to the person who runs it."""
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home))
    for name, folder in (("XDG_DATA_HOME", "data"), ("XDG_CONFIG_HOME", "config"), ("XDG_STATE_HOME", "state")):
        monkeypatch.setenv(name, str(home / folder))
    monkeypatch.setenv("XDG_CACHE_HOME", str(_shared_cache))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(_shared_cache))


@pytest.fixture(autouse=True)
def _closed_libraries(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every library that a test opened is closed when it ends: from Python 3.13 on, one that was forgotten is an error."""
    opened: list[Database] = []
    make = Database.__init__

    def open_and_remember(database: Database, *args: Any, **named: Any) -> None:
        make(database, *args, **named)
        opened.append(database)

    monkeypatch.setattr(Database, "__init__", open_and_remember)
    yield
    for database in opened:
        database.close()


@pytest.fixture(scope="session")
def project_root() -> Path:
    """The top folder of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of the sample library."""
    return ROOT / "resources" / "samples"


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real transcripts beside the checkout; skips where it is missing."""
    folder = ROOT.parent / "shared" / "corpus"
    if not folder.is_dir():
        pytest.skip("the real transcripts are not beside this checkout (../shared/corpus)")
    return folder
