"""Starting: what stops it is told in a sentence, what the words name is opened, and the window can be drawn without a screen."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from reader_app.__main__ import main_window
from reader_app.app import build, carry_out, come_to_front, run
from reader_app.core.errors import LibraryError
from reader_app.core.library import Library
from reader_app.core.settings import Settings
from reader_app.ui.running_window import RunningWindow
from reader_app.ui.wish import Wish
from tests.own_words import CAPTIONS


@pytest.fixture
def runtime(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with a short name for the sockets of this test."""
    with tempfile.TemporaryDirectory() as folder:
        monkeypatch.setenv("XDG_RUNTIME_DIR", folder)
        yield Path(folder)


def app_at(data_dir: Path, project_root: Path, *words: str) -> "subprocess.Popen[bytes]":
    """The app as people start it, on that library, from the folder beside it."""
    return subprocess.Popen(
        [sys.executable, "-m", "reader_app", "--data-dir", data_dir, *words],
        cwd=data_dir.parent,
        env={**os.environ, "PYTHONPATH": str(project_root)},
    )


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


@pytest.mark.skipif(sys.platform == "win32", reason="reaches for the sockets of Unix")
def test_a_second_start_hands_its_file_and_link_to_the_running_window(
    tmp_path: Path, project_root: Path, runtime: Path, qtbot: QtBot
) -> None:
    data_dir = tmp_path / "library"
    library = Library(data_dir)
    chosen = library.add_samples()[-1].id
    (tmp_path / "rye.txt").write_text(CAPTIONS, encoding="utf-8")
    running = app_at(data_dir, project_root)
    try:
        qtbot.waitUntil(lambda: any(path.is_socket() for path in runtime.rglob("*")), timeout=20_000)

        assert app_at(data_dir, project_root, "rye.txt", f"transcript-reader:{chosen}").wait(20) == 0

        qtbot.waitUntil(lambda: any("Rye" in row.title for row in library.episodes()))
        qtbot.waitUntil(lambda: Settings(data_dir / "settings.yaml").choices.last_episode == chosen)
        assert running.poll() is None
    finally:
        running.kill()
        running.wait()


def test_a_window_that_only_shows_itself_talks_to_no_other(tmp_path: Path, project_root: Path, runtime: Path) -> None:
    running = RunningWindow(tmp_path / "library")
    assert not running.hand_over(Wish())

    assert app_at(tmp_path / "library", project_root, "--quit-when-painted").wait(20) == 0

    assert Settings(tmp_path / "library" / "settings.yaml").choices.samples_offered, "no window was built"
    assert not [path for path in runtime.rglob("*") if path.is_socket()]
    running.close()


def test_the_window_comes_to_the_front_as_large_as_it_was(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "")
    monkeypatch.setattr("PySide6.QtGui.QGuiApplication.platformName", lambda: "wayland")
    window = build(tmp_path)
    qtbot.addWidget(window)
    window.showMaximized()
    window.setWindowState(window.windowState() | window.windowState().WindowMinimized)

    come_to_front(window, "token")

    assert not window.isMinimized()
    assert window.isMaximized()
    assert os.environ["XDG_ACTIVATION_TOKEN"] == "token"


def test_a_file_on_another_computer_is_told_in_a_sentence(tmp_path: Path, qtbot: QtBot) -> None:
    window = build(tmp_path)
    qtbot.addWidget(window)

    carry_out(window, Wish(elsewhere=True))

    assert "another computer" in window.quiet_bar.words.text()


class TestTheProgramOfADesktop:
    """transcript-reader-gui takes no word for a command, and may have no console."""

    @pytest.mark.parametrize("program", ["/usr/bin/transcript-reader-gui", r"C:\Reader\Transcript-Reader-GUI.EXE"])
    def test_is_known_by_its_name(self, program: str, monkeypatch: pytest.MonkeyPatch) -> None:
        from reader_app import __main__, app

        calls: list[tuple[list[str], bool]] = []
        monkeypatch.setattr(sys, "argv", [program, "list", "open"])
        monkeypatch.setattr(app, "run", lambda words, *, only_window: calls.append((words, only_window)) or 0)

        assert __main__.main() == 0
        assert calls == [(["list", "open"], True)]

    @pytest.mark.parametrize(("words", "status"), [("--version", 0), ("--help", 0), ("--no-such-option", 2)])
    def test_says_nothing_where_nobody_listens(self, words: str, status: int, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "stdout", None)
        monkeypatch.setattr(sys, "stderr", None)

        with pytest.raises(SystemExit) as ended:
            main_window([words])

        assert ended.value.code == status
        sys.stdout.close()
        sys.stderr.close()

    def test_tells_its_version_where_it_can(self, capsys: pytest.CaptureFixture[str]) -> None:
        from reader_app import __version__

        with pytest.raises(SystemExit):
            main_window(["--version"])

        assert capsys.readouterr().out == f"transcript-reader {__version__}\n"


def test_a_program_that_is_upgraded_under_its_window_has_all_its_modules_by_then(tmp_path: Path, project_root: Path) -> None:
    program = """
import sys
from pathlib import Path
from reader_app.app import load_what_is_left
from reader_app.core.library import Library
for _ in load_what_is_left():
    pass
before = set(sys.modules)
library = Library(Path(sys.argv[1]))
library.import_content("[00:00:01] Nora: The mill turns at dusk.".encode("utf-16"), "mill")
library.import_content("Café, mill".encode("cp1252"), "menu")
assert library.search("mill").hits
library.check(repair=True)
library.close()
print(sorted(name for name in set(sys.modules) - before if name.startswith(("reader_app", "whoosh", "encodings"))))
"""
    done = subprocess.run(
        [sys.executable, "-c", program, tmp_path], cwd=project_root, capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("[]\n", "")


def test_a_trial_start_asks_nobody_anything(tmp_path: Path, project_root: Path) -> None:
    (tmp_path / "library.sqlite3").write_bytes(b"a shopping list, not a library " * 40)
    assert app_at(tmp_path, project_root, "--quit-when-painted").wait(20) == 1
