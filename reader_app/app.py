"""Composes the window: settings, library, jobs, theme, main window; starts it, and tells what stops it from starting."""

import argparse
import contextlib
import encodings
import faulthandler
import importlib
import os
import pkgutil
import sys
import tempfile
import threading
import traceback
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import reader_app
from reader_app import APP_ID, APP_NAME, __version__
from reader_app.core.errors import LibraryDamaged, ReaderError
from reader_app.core.library import Library, copies_of, use_newest_copy
from reader_app.core.paths import DataPaths, default_data_dir, resource
from reader_app.core.settings import Settings
from reader_app.ui.wish import Wish, read_words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from reader_app.ui.main_window import MainWindow
    from reader_app.ui.palette import ThemeName

LOG_LIMIT = 1_000_000
"""Bytes beyond which the log begins anew."""
LISTEN_MS = 2000
"""After how long later starts are heard even where nothing was painted, as behind a locked screen."""

LATE_MODULES = tuple(
    f"whoosh.{name}"
    for name in (
        *("classify", "codec.whoosh3", "externalsort", "filedb.compound", "highlight", "lang.morph_en"),
        *("query", "scoring", "searching", "writing"),
    )
)
"""What Whoosh imports only when it is first needed. Where the tests find more, it belongs here."""


def qt_trouble(pyside_version: str, python_version: tuple[int, int]) -> str | None:
    """Why this PySide6 cannot carry the window, in a sentence; None where it can."""
    if pyside_version.split("+")[0].startswith("6.12.0") and python_version < (3, 12):
        return (
            "PySide6 6.12.0 crashes on Python older than 3.12. Please install another version of it "
            "(pip install 'PySide6-Essentials!=6.12.0' 'PySide6-Addons!=6.12.0') or use a newer Python."
        )
    return None


def build(data_dir: Path) -> "MainWindow":
    """The main window on the library under `data_dir`, wired, on an existing QApplication. It is not shown yet.

    An empty library gets the sample transcripts, once. Raises LibraryError where the library cannot be opened.
    """
    from PySide6.QtWidgets import QApplication

    from reader_app.ui.jobs import Jobs
    from reader_app.ui.main_window import MainWindow
    from reader_app.ui.theme import THEME_CHOICES, ReadingStyle, Theme

    settings = Settings(DataPaths(data_dir).settings)
    library = Library(data_dir, search_beside=True)
    if not settings.choices.samples_offered:
        if not library.episodes() and not library.episodes(removed=True):
            library.add_samples()
        settings.change(samples_offered=True)
    chosen = settings.choices
    style = ReadingStyle(chosen.font_size, chosen.line, chosen.width_chars, chosen.font_family)
    theme = Theme(next((choice for choice in THEME_CHOICES if choice == chosen.theme), "system"), style)
    app = QApplication.instance()
    if isinstance(app, QApplication):
        theme.apply(app)
    return MainWindow(library, settings, theme, Jobs())


def run(words: Sequence[str], *, only_window: bool = False) -> int:
    """Open the window, or find the running one, and open in it what the words name: paths and links. Gives the exit status.

    With `only_window` no word is taken for anything but a path or a link, not even "open".
    """
    for name in ("stdout", "stderr"):  # the windowed program has none on Windows, and argparse writes to them
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115
    args = _parser().parse_args(words)
    wanted = args.wanted[1:] if args.wanted[:1] == ["open"] and not only_window else args.wanted
    if args.picture is not None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    try:
        import PySide6
    except ImportError as error:
        sys.stderr.write(f"The window needs PySide6, which could not be loaded: {error}.\n")
        return 1
    trouble = qt_trouble(PySide6.__version__, sys.version_info[:2])
    if trouble is not None:
        sys.stderr.write(trouble + "\n")
        return 1
    if args.picture is not None:
        return _picture(args.picture, args.size, args.theme)
    # Qt takes the token out of the environment when it starts.
    token = os.environ.get("XDG_ACTIVATION_TOKEN") or os.environ.get("DESKTOP_STARTUP_ID") or ""
    wish = read_words(wanted, token)
    return _paint_once(args.data_dir, wish) if args.quit_when_painted else _window(args.data_dir, wish)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="transcript-reader", description="Opens the window.", allow_abbrev=False)
    parser.add_argument("--version", action="version", version=f"transcript-reader {__version__}")
    parser.add_argument("--data-dir", type=Path, default=default_data_dir(), metavar="DIR")
    parser.add_argument("--picture", type=Path, metavar="FILE", help="draw the window with the sample library, and exit")
    parser.add_argument("--size", default="1280x800", metavar="WxH", help="of the picture")
    parser.add_argument("--theme", choices=("light", "sepia", "dark"), default="light", help="of the picture")
    parser.add_argument("--quit-when-painted", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("wanted", nargs="*", metavar="PATH|URL")
    return parser


def _application() -> "QApplication":
    from PySide6.QtGui import QIcon
    from PySide6.QtWidgets import QApplication

    app = QApplication([APP_NAME])
    app.setApplicationName("transcript-reader")
    app.setApplicationDisplayName(APP_NAME)
    app.setApplicationVersion(__version__)
    app.setDesktopFileName(APP_ID)
    app.setWindowIcon(QIcon(str(resource("icons", "app.svg"))))
    return app


def _window(data_dir: Path, wish: Wish) -> int:
    """The one window of the library: a running one takes the wish, or this process becomes it."""
    from PySide6.QtCore import QTimer

    from reader_app.ui.app_events import FirstPaint, OpenEvents
    from reader_app.ui.running_window import RunningWindow

    with contextlib.closing(RunningWindow(data_dir)) as place:
        if place.hand_over(wish):
            return 0
        app = _application()
        events = OpenEvents(app) if sys.platform == "darwin" else None
        window = _open(data_dir)
        if window is None:
            return 1
        if not place.is_first:
            _write_log(DataPaths(data_dir).log, "This window is beside another one, which could not be reached.\n")

        def take(wish: Wish) -> None:
            come_to_front(window, wish.token)
            carry_out(window, wish)

        if getattr(sys, "frozen", False):
            FirstPaint(window).painted.connect(lambda: _in_idle_moments(window, load_what_is_left()))
        app.lastWindowClosed.connect(place.close)
        FirstPaint(window).painted.connect(lambda: place.listen(take))
        QTimer.singleShot(LISTEN_MS, lambda: place.listen(take))
        window.show()
        carry_out(window, wish)
        if events is not None:
            events.deliver_to(take)
        return app.exec()


def _paint_once(data_dir: Path, wish: Wish) -> int:
    """Show a window of its own, which closes as soon as it has been painted: what starting costs can be measured so.

    Nobody sits before it, so that what stops it is printed and not asked about.
    """
    from reader_app.ui.app_events import FirstPaint

    app = _application()
    try:
        window = build(data_dir)
    except ReaderError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    FirstPaint(window).painted.connect(window.close)
    window.show()
    carry_out(window, wish)
    return app.exec()


def _open(data_dir: Path) -> "MainWindow | None":
    """The window, not shown yet; None where the library cannot be opened, which the reader has been told."""
    _tell_last_resort(DataPaths(data_dir).log)
    try:
        return build(data_dir)
    except LibraryDamaged as error:
        return build(data_dir) if _offer_copy(data_dir, str(error)) else None
    except ReaderError as error:
        _show_error("Your library could not be opened", str(error))
        return None


def carry_out(window: "MainWindow", wish: Wish) -> None:
    """Import and open in the window what a start asks for."""
    window.open_paths(wish.paths)
    for link in wish.links:
        window.open_link(link)
    if wish.elsewhere:
        window.notices.tell("A file on another computer cannot be opened from here. Copy it to this one first.")


def load_what_is_left() -> Iterator[None]:
    """Import, a module at each step, what the start left for later.

    A packaged program may be upgraded while its window is open; from then on it finds none of its modules any more.
    """
    codecs = [module.name for module in pkgutil.iter_modules(encodings.__path__, "encodings.")]
    ours = [module.name for module in pkgutil.walk_packages(reader_app.__path__, "reader_app.")]
    for name in (*ours, *LATE_MODULES, *codecs):
        if not name.endswith("__main__"):
            with contextlib.suppress(ImportError):  # some codecs are of one system only
                importlib.import_module(name)
            yield


def _in_idle_moments(window: "MainWindow", steps: Iterator[None]) -> None:
    """Take one of the steps whenever the window has nothing else to do."""
    from PySide6.QtCore import QTimer

    timer = QTimer(window)
    done = object()
    timer.timeout.connect(lambda: timer.stop() if next(steps, done) is done else None)
    timer.start(0)


def come_to_front(window: "MainWindow", token: str) -> None:
    """Show the window before all others, minimised or not; `token` is what the desktop gave to the start that wants it."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QGuiApplication

    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    if token and QGuiApplication.platformName().startswith("wayland"):
        os.environ["XDG_ACTIVATION_TOKEN"] = token  # where Qt looks for it when a window is activated, and takes it away
    window.raise_()
    window.activateWindow()


def _picture(target: Path, size: str, theme: "ThemeName") -> int:
    """Draw the window with the sample library, in a folder that is gone afterwards."""
    from PySide6.QtCore import QEventLoop

    app = _application()
    width, _, height = size.partition("x")
    with tempfile.TemporaryDirectory() as folder:
        window = build(Path(folder))
        window.theme.choose(theme)
        window.resize(int(width), int(height))
        window.show()
        for _ in range(50):
            app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        drawn = window.grab().save(str(target))
        window.close()
    if not drawn:
        sys.stderr.write(f"The picture {target} could not be written.\n")
    return 0 if drawn else 1


def _tell_last_resort(log: Path) -> None:
    """Errors that nothing caught are written to the log and told once; the window goes on. A crash of Qt leaves its trace."""
    told: set[str] = set()
    with contextlib.suppress(OSError):
        log.parent.mkdir(parents=True, exist_ok=True)
        faulthandler.enable(log.with_name("crash.txt").open("a", encoding="utf-8"))

    def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        lines = "".join(traceback.format_exception(kind, error, trace))
        sys.stderr.write(lines)
        _write_log(log, lines)
        if str(error) not in told and threading.current_thread() is threading.main_thread():
            told.add(str(error))
            _show_error("Something went wrong", f"Your library is safe. Details are in {log}.")

    sys.excepthook = tell


def _write_log(log: Path, words: str) -> None:
    with contextlib.suppress(OSError):
        mode = "w" if log.exists() and log.stat().st_size > LOG_LIMIT else "a"
        with log.open(mode, encoding="utf-8") as file:
            file.write(f"{datetime.now(UTC).isoformat()} {__version__}\n{words}\n")


def _offer_copy(data_dir: Path, words: str) -> bool:
    """Ask whether the newest copy should take the place of a damaged library; says whether there is one to open now."""
    from PySide6.QtWidgets import QMessageBox

    copies = copies_of(data_dir)
    if not copies:
        _show_error("Your library could not be opened", f"{words} There is no copy of it.")
        return False
    made = datetime.fromtimestamp(copies[0].stat().st_mtime).strftime("%x %H:%M")
    box = QMessageBox(QMessageBox.Icon.Warning, APP_NAME, "Your library is damaged")
    box.setInformativeText(f"A copy was made on {made}. The damaged file will be kept beside it.")
    use = box.addButton("Use the copy", QMessageBox.ButtonRole.AcceptRole)
    box.addButton(QMessageBox.StandardButton.Close)
    box.exec()
    if box.clickedButton() is not use:
        return False
    try:
        use_newest_copy(data_dir)
    except ReaderError as error:
        _show_error("The copy could not be used", str(error))
        return False
    return True


def _show_error(title: str, words: str) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(QMessageBox.Icon.Warning, APP_NAME, title)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(words)
    box.exec()
