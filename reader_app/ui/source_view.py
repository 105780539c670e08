"""What we read: the original file of an episode, what its import noted, and its text with the lines of a paragraph marked."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QListWidget, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from reader_app.core.library import FORM_LABELS, SourceFile
from reader_app.core.model import Span
from reader_app.ui.source_text_view import SourceTextView
from reader_app.ui.theme import Theme

if TYPE_CHECKING:
    from reader_app.core.library import SourceTrail

_MOST_NOTES = 4
"""Notes that are in view at once; the others are scrolled to."""
PACKED = "This file is a package and no text, so its lines cannot be shown. Saved, it opens in the program that made it."
CUT = "The source itself stops in the middle."
NOTHING = "Nothing had to be mended, dropped or cut."
NOT_FOUND = "The file does not say this paragraph in these words."


def size_words(size: int) -> str:
    """A number of bytes as people say it: "812 bytes", "12 KB", "3.4 MB"."""
    if size < 1_000:
        return f"{size} byte{'' if size == 1 else 's'}"
    if size < 999_500:
        return f"{size / 1_000:.0f} KB"
    return f"{size / 1_000_000:.1f} MB"


def date_words(stamp: str) -> str:
    """A time of the library (UTC, ISO 8601) as the reader's clock shows it."""
    try:
        local = datetime.fromisoformat(stamp).astimezone()
    except ValueError:
        return stamp
    return f"{local.day} {local:%B %Y, %H:%M}"


def fact_words(source: SourceFile) -> str:
    """What is known of a file, in one line."""
    facts = source.facts
    parts = [FORM_LABELS.get(facts.form, facts.form) or "A transcript", size_words(facts.size)]
    parts.append(f"came in on {date_words(facts.added)}")
    if facts.items > 1:
        parts.append(f"episode {facts.ordinal} of {facts.items} in it")
    if len(source.versions) > 1:
        current = next((version.number for version in source.versions if version.current), len(source.versions))
        parts.append(f"version {current} of {len(source.versions)}")
    return " · ".join(parts)


def note_words(source: SourceFile) -> list[str]:
    """What the import noted, each in a line of its own."""
    notes = [f"{note[:1].upper()}{note[1:]}" for note in source.facts.notes]
    if source.facts.truncated and not notes:
        notes = [CUT]
    return notes or [NOTHING]


class SourceView(QDialog):
    """A window beside the app, never in its way."""

    save_wished = Signal()
    folder_wished = Signal()
    versions_wished = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._trail: SourceTrail | None = None
        self.setWindowTitle("What we read")
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(760, 640)
        self.file, self.facts, self.place, self.told = (QLabel(), QLabel(), QLabel(), QLabel())
        for label, kind in ((self.file, "head"), (self.facts, "meta"), (self.place, "meta"), (self.told, "meta")):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setProperty("kind", kind)
            label.setWordWrap(True)
        self.notes = QListWidget()
        self.notes.setAccessibleName("What the import noted")
        self.notes.setWordWrap(True)
        self.notes.setFrameShape(QListWidget.Shape.NoFrame)
        self.notes.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self.notes.viewport().setAutoFillBackground(False)
        self.notes.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text = SourceTextView(theme)
        self.sentence = QLabel()
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.sentence.setWordWrap(True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.text)
        self._pages.addWidget(self.sentence)
        self._lay_out()
        self.show_sentence("Reading the file…")

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        for widget in (self.file, self.facts, self.notes, self.place):
            layout.addWidget(widget)
        layout.addWidget(self._pages, 1)
        self.save, self.folder, self.versions, self.close_button = (
            QPushButton("Save the original…"),
            QPushButton("Show in folder"),
            QPushButton("Versions…"),
            QPushButton("Close"),
        )
        self.versions.clicked.connect(self.versions_wished)
        self.save.clicked.connect(self.save_wished)
        self.folder.clicked.connect(self.folder_wished)
        self.close_button.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.save)
        row.addWidget(self.folder)
        row.addWidget(self.versions)
        row.addWidget(self.told, 1)
        row.addWidget(self.close_button)
        for button in (self.save, self.folder, self.versions, self.close_button):
            button.setAutoDefault(False)  # Enter in the text must not save a file
        layout.addLayout(row)

    def show_sentence(self, words: str) -> None:
        """Says something in the place of the file: that it is being read, or why it cannot be shown."""
        self._trail = None
        for label in (self.file, self.facts, self.place, self.told):
            label.clear()
        self.notes.hide()
        self.save.setEnabled(False)
        self.folder.hide()
        self.versions.hide()
        self._say(words)

    def _say(self, words: str) -> None:
        self.sentence.setText(words)
        self._pages.setCurrentWidget(self.sentence)

    def show_source(self, source: SourceFile, trail: "SourceTrail | None", *, sample: bool) -> None:
        """Shows a file; without a `trail` it has no lines."""
        self._trail = trail
        self.file.setText(source.name or ("A sample that came with the app" if sample else "Pasted text"))
        self.file.setToolTip(source.facts.path)
        self.facts.setText(fact_words(source))
        self.notes.clear()
        self.notes.addItems(note_words(source))
        self.notes.show()
        line = self.notes.fontMetrics().lineSpacing() + 6
        self.notes.setFixedHeight(line * min(_MOST_NOTES, self.notes.count() + (self.notes.count() > 1)) + 4)
        self.save.setEnabled(True)
        self.folder.setVisible(source.folder is not None)
        self.versions.setVisible(len(source.versions) > 1)
        self.place.clear()
        self.told.clear()
        self.text.show_file(trail)
        if trail is None:
            self._say(PACKED)
        else:
            self._pages.setCurrentWidget(self.text)
            self.text.setFocus()

    def show_lines_of(self, span: Span) -> None:
        """Marks the lines that a span of the transcript came from, or says that there are none."""
        if self._trail is None:
            return
        place = self._trail.place_of(span)
        if place is None:
            self.place.setText(NOT_FOUND)
            self.text.clear_place()
            return
        first, last, lines = place.first + 1, place.last + 1, self._trail.source.lines
        which = f"Line {first:,}" if first == last else f"Lines {first:,} to {last:,}"
        self.place.setText(f"{which} of {lines:,}")
        self.text.show_place(place.first, place.last, place.span)
