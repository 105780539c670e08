"""The versions of an episode: what came in when, which one is read, and what can be done with the others."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from reader_app.core.library import FORM_LABELS
from reader_app.ui.ask_dialog import MARGIN, plain_label
from reader_app.ui.import_report import count_of
from reader_app.ui.row_text import plain_tip
from reader_app.ui.source_view import date_words
from reader_app.ui.theme import Theme

if TYPE_CHECKING:
    from reader_app.core.library import Version

_NUMBER = Qt.ItemDataRole.UserRole


def file_words(path: str) -> str:
    """What a file is called, without its folder."""
    return PurePath(path.replace("\\", "/")).name or "Pasted text"


def telling_words(form: str, words: int, voices: int, *, timed: bool) -> str:
    """What a telling holds, in one line."""
    parts = [FORM_LABELS.get(form, form) or "A transcript", count_of(words, "word"), "with times" if timed else "no times"]
    if voices:
        parts.append(count_of(voices, "voice"))
    return " · ".join(parts)


def version_words(version: Version) -> str:
    """A version in two lines: its file and when it came in, and what it holds."""
    head = ["read now"] if version.current else []
    head += [file_words(version.path), f"came in on {date_words(version.added)}"]
    held = telling_words(version.form, version.words, version.voices, timed=version.timed)
    if version.made == "joined":
        head[-1] = f"joined on {date_words(version.added)}"
        held = held.replace("with times", "with the times of another file")
    return f"Version {version.number}, {' · '.join(head)}\n{held}"


class VersionsDialog(QDialog):
    """A window beside the app. Its wishes carry the number of a version."""

    read_wished = Signal(int)
    discard_wished = Signal(int)
    save_wished = Signal(int)
    part_wished = Signal()
    """What was joined last is to be an episode of its own again."""

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._versions: tuple[Version, ...] = ()
        self.setWindowTitle("Versions of this text")
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(600, 360)
        self.title = plain_label(title, "head")
        self.told = plain_label()
        self.list = QListWidget()
        self.list.setAccessibleName("Versions")
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.read, self.save, self.discard, self.part, self.close_button = (
            QPushButton("Read this one"),
            QPushButton("Save its file…"),
            QPushButton("Throw away"),
            QPushButton("Part again"),
            QPushButton("Close"),
        )
        self.part.clicked.connect(self.part_wished)
        for button, wished in ((self.read, self.read_wished), (self.save, self.save_wished), (self.discard, self.discard_wished)):
            button.clicked.connect(functools.partial(self._wish, wished))
        self.list.currentRowChanged.connect(lambda _row: self._update())
        self.list.itemActivated.connect(lambda _item: self.read.click())
        self.close_button.clicked.connect(self.reject)
        self._lay_out()
        theme.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        palette = self._theme.palette
        self.list.setStyleSheet(
            f"QListWidget {{ background: {palette.raised.name()}; border: 1px solid {palette.line2.name()}; border-radius: 8px;"
            " padding: 4px; outline: none; }"
            f"QListWidget:focus {{ border: 2px solid {palette.focus.name()}; padding: 3px; }}"
            f"QListWidget::item {{ padding: 7px 8px; border-radius: 6px; color: {palette.ink.name()}; }}"
            f"QListWidget::item:hover {{ background: {palette.hover.name()}; }}"
            f"QListWidget::item:selected {{ background: {palette.accentsoft.name()}; }}"
        )

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addWidget(self.told)
        column.addWidget(self.list, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.read, self.save, self.discard, self.part):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.close_button)
        for button in (self.read, self.save, self.discard, self.part, self.close_button):
            button.setAutoDefault(False)  # Enter in the list means the version, and never to throw one away
        column.addLayout(row)

    def show_versions(self, versions: Sequence[Version], joined: str = "") -> None:
        """Lists these, the newest first; the one that was chosen stays so. `joined` is the title of what was joined last."""
        self.part.setVisible(bool(joined))
        self.part.setToolTip(plain_tip(f"Make “{joined}” an episode of its own again"))
        chosen = self._chosen()
        self._versions = tuple(reversed(versions))
        self.told.setText(
            "Quotes, notes and the place where you are go along to the version that is read."
            if len(versions) > 1
            else "This text has one version. When a newer file of it comes in, both are listed here."
        )
        self.list.clear()
        for version in self._versions:
            item = QListWidgetItem(version_words(version))
            item.setData(_NUMBER, version.number)
            item.setToolTip(plain_tip(version.path))
            item.setFont(self._theme.ui_font(0, 600 if version.current else 400))
            self.list.addItem(item)
        numbers = [version.number for version in self._versions]
        current = next((version.number for version in self._versions if version.current), 0)
        wanted = chosen.number if chosen is not None and chosen.number in numbers else current
        self.list.setCurrentRow(numbers.index(wanted) if wanted in numbers else 0)
        self._update()

    def _chosen(self) -> Version | None:
        row = self.list.currentRow()
        return self._versions[row] if 0 <= row < len(self._versions) else None

    def _update(self) -> None:
        chosen = self._chosen()
        self.save.setEnabled(chosen is not None)
        for button in (self.read, self.discard):
            button.setEnabled(chosen is not None and not chosen.current)

    def _wish(self, wished: SignalInstance, _checked: bool = False) -> None:
        chosen = self._chosen()
        if chosen is not None:
            wished.emit(chosen.number)
