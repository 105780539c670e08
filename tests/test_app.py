"""Starting: what stops it is told in a sentence, what the words name is opened, and the window can be drawn without a screen."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from reader_app.app import build, run
from reader_app.core.errors import LibraryError


def test_the_window_is_drawn_to_a_picture_where_there_is_no_screen(tmp_path: Path, project_root: Path) -> None:
    target = tmp_path / "window.png"

    done = subprocess.run(
        [sys.executable, "-m", "reader_app", "--picture", str(target), "--size", "900x600", "--theme", "dark"],
        cwd=project_root,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    picture = QImage(str(target))
    assert (picture.width(), picture.height()) == (900, 600)
    assert picture.pixelColor(5, 300).lightness() < 80


def test_a_library_that_cannot_be_opened_is_told_in_a_sentence(tmp_path: Path, qtbot: QtBot) -> None:  # noqa: ARG001
    (tmp_path / "library.sqlite3").write_bytes(b"a shopping list, not a library " * 40)

    with pytest.raises(LibraryError, match="damaged"):
        build(tmp_path)


def test_wrong_words_end_with_two(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run(["--no-such-option"])

    assert ended.value.code == 2
    assert "no-such-option" in capsys.readouterr().err


def test_the_version_is_told(project_root: Path) -> None:
    from reader_app import __version__

    done = subprocess.run(
        [sys.executable, "-m", "reader_app", "--version"], cwd=project_root, capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == f"transcript-reader {__version__}"
