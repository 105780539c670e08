"""Draws the window into PNG files, without a screen, to look at and to show.

.venv/bin/python packaging/pictures.py [FOLDER [TRANSCRIPT...]]

For each form among the transcripts (without any: the sample library) the longest episode is opened, in each theme and at
each size; FOLDER is screenshots/ unless named.
"""

import os
import sys
import tempfile
from itertools import product
from pathlib import Path

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from reader_app.app import build
from reader_app.core.library import Library
from reader_app.core.model import Episode
from reader_app.core.paths import DataPaths
from reader_app.core.settings import Settings
from reader_app.ui.palette import THEME_NAMES, ThemeName

SIZES = ((1280, 800), (900, 600))
SETTLE_ROUNDS = 30


def longest_of_each_form(library: Library) -> list[Episode]:
    """One episode per form and language."""
    chosen: dict[tuple[str, str], Episode] = {}
    for episode in sorted(library.episodes(), key=lambda episode: episode.words):
        chosen[episode.form, episode.language] = episode
    return list(chosen.values())


def draw(data_dir: Path, episode: Episode, theme: ThemeName, size: tuple[int, int], target: Path) -> None:
    """The window with `episode` open, as a person would find it after a start."""
    Settings(DataPaths(data_dir).settings).change(last_episode=episode.id, theme=theme)
    window = build(data_dir)
    window.resize(*size)
    window.show()
    for _ in range(SETTLE_ROUNDS):
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
    if not window.grab().save(str(target)):
        raise SystemExit(f"The picture {target} could not be written.")
    window.close()
    print(target)


def main(arguments: list[str]) -> None:
    """Draws all pictures into the folder of the first argument."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")  # what this platform cannot do concerns no picture
    folder = Path(arguments[0]) if arguments else Path("screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication([])
    with tempfile.TemporaryDirectory() as data:
        data_dir = Path(data)
        library = Library(data_dir)
        if arguments[1:]:
            library.import_paths([Path(name) for name in arguments[1:]])
        else:
            library.add_samples()
        episodes = longest_of_each_form(library)
        library.close()
        for episode, theme, size in product(episodes, THEME_NAMES, SIZES):
            name = f"{episode.form}-{episode.language}-{theme}-{size[0]}x{size[1]}.png"
            draw(data_dir, episode, theme, size, folder / name)
    application.quit()


if __name__ == "__main__":
    main(sys.argv[1:])
