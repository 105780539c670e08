"""Asks what to export as, what to include and where to; it stands beside the window, never in its way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from reader_app.core.library import (
    BOOKMARK_LABELS,
    BOOKMARK_SUFFIXES,
    EXPORT_LABELS,
    PAGE_FORMATS,
    RESULT_LABELS,
    RESULT_SUFFIXES,
    Include,
)
from reader_app.ui.theme import Theme

_A_ROW = 3
"""Formats that stand side by side."""
_HINTS = {
    "md": "For notes and editors, with chapters, names and times.",
    "txt": "Words, names and times, without any marks.",
    "html": "One page for the browser that needs nothing else.",
    "srt": "For players. Times of single words are not kept.",
    "vtt": "For players on the web, with voices and chapters.",
    "json": "For podcast apps: who says what, and when.",
}
_QUOTE_HINTS = {
    "md": "For notes: words, sources, your notes and tags.",
    "html": "One page for the browser that needs nothing else.",
    "csv": "A table for spreadsheets.",
    "json": "Everything about your quotes; this app can take it back.",
    "readwise": "To be uploaded to Readwise.",
    "webannotation": "The standard form of the web, for annotation tools.",
}
_RESULT_HINTS = {
    "md": "For notes: every hit under its episode, with time, speaker and a link.",
    "csv": "A table for spreadsheets, one row a hit.",
    "kwic": "A table of lines: what stands before the words, the words, what follows.",
}
_PARTS = {"times": "Times", "speakers": "Names", "description": "Description", "bookmarks": "My quotes"}


@dataclass(frozen=True, slots=True)
class Subject:
    """What is to be exported: its `title`, and the name of its file without an ending; "" where several go into a folder."""

    title: str
    stem: str
    formats: Mapping[str, str]
    hints: Mapping[str, str]
    suffixes: Mapping[str, str]
    parts: tuple[str, ...] = ()
    count: int = 1
    without_times: int = 0
    """How many of the transcripts can become no subtitles."""


@dataclass(frozen=True, slots=True)
class ExportWish:
    """What the reader chose: the format's name, the file or folder, and what it holds beside the words."""

    to: str
    path: Path
    include: Include


def of_transcripts(title: str, stem: str, count: int, without_times: int) -> Subject:
    """One transcript, or several."""
    labels = {str(name): words for name, words in EXPORT_LABELS.items()}
    suffixes = {name: name for name in labels}
    return Subject(title, stem, labels, _HINTS, suffixes, tuple(_PARTS), count, without_times)


def of_quotes(title: str, stem: str) -> Subject:
    """The reader's quotes."""
    labels = {str(name): words for name, words in BOOKMARK_LABELS.items()}
    suffixes = {str(name): suffix for name, suffix in BOOKMARK_SUFFIXES.items()}
    return Subject(title, stem, labels, _QUOTE_HINTS, suffixes)


def of_results(title: str, stem: str) -> Subject:
    """The hits of a search."""
    labels = {str(name): words for name, words in RESULT_LABELS.items()}
    suffixes = {str(name): suffix for name, suffix in RESULT_SUFFIXES.items()}
    return Subject(title, stem, labels, _RESULT_HINTS, suffixes)


class ExportDialog(QDialog):
    """A window beside the app. `wished` carries an ExportWish when the reader presses Export."""

    wished = Signal(object)

    def __init__(self, theme: Theme, subject: Subject, folder: str, to: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._subject = theme, subject
        self.setWindowTitle("Export")
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(440)
        self.formats = QButtonGroup(self)
        self.parts: dict[str, QToolButton] = {}
        self.hint = self._label("meta")
        self.place = QLineEdit()
        self.warning = self._label("meta")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        title = self._label("head", subject.title)
        layout.addWidget(title)
        layout.addSpacing(4)
        layout.addLayout(self._build_formats())
        layout.addWidget(self.hint)
        if subject.parts:
            layout.addSpacing(4)
            layout.addLayout(self._build_parts())
        layout.addSpacing(4)
        layout.addLayout(self._build_place())
        layout.addWidget(self.warning)
        layout.addStretch(1)
        self._add_buttons(layout)
        self.place.setText(str(Path(folder) / f"{subject.stem}.md" if subject.stem else Path(folder)))
        chosen = to if to in subject.formats else next(iter(subject.formats))
        button = self.formats.button(list(subject.formats).index(chosen))
        button.setChecked(True)
        button.setFocus()
        self._take_format()
        self.formats.idClicked.connect(lambda _number: self._take_format())
        self.place.textChanged.connect(lambda _text: self._check())

    @staticmethod
    def _label(kind: str, words: str = "") -> QLabel:
        label = QLabel(words)
        label.setProperty("kind", kind)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        return label

    def _chip(self, words: str, name: str) -> QToolButton:
        chip = QToolButton()
        chip.setProperty("kind", "chip")
        chip.setText(words)
        chip.setAccessibleName(name)
        chip.setCheckable(True)
        # Room for the bold words of the chosen chip, so that nothing moves.
        chip.setMinimumWidth(round(QFontMetricsF(self._theme.ui_font(0, 600)).horizontalAdvance(words)) + 24)
        return chip

    def _build_formats(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(6)
        grid.setColumnStretch(_A_ROW, 1)
        for number, words in enumerate(self._subject.formats.values()):
            chip = self._chip(words, f"Format: {words}")
            chip.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            self.formats.addButton(chip, number)
            grid.addWidget(chip, number // _A_ROW, number % _A_ROW)
        return grid

    def _build_parts(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(QLabel("With"))
        usual = Include()
        for part in self._subject.parts:
            chip = self._chip(_PARTS[part], f"With: {_PARTS[part].lower()}")
            chip.setChecked(getattr(usual, part))
            self.parts[part] = chip
            row.addWidget(chip)
        row.addStretch()
        return row

    def _build_place(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        self.place.setAccessibleName("File" if self._subject.stem else "Folder")
        row.addWidget(QLabel("To"))
        row.addWidget(self.place, 1)
        choose = QPushButton("Choose…")
        choose.setAccessibleName("Choose where to")
        choose.setAutoDefault(False)
        choose.clicked.connect(self._choose)
        row.addWidget(choose)
        return row

    def _add_buttons(self, layout: QVBoxLayout) -> None:
        buttons = QDialogButtonBox()
        self.export_button = QPushButton("Export")
        self.export_button.setProperty("kind", "main")
        self.export_button.setDefault(True)
        buttons.addButton(self.export_button, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(QPushButton("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)

    @property
    def chosen_format(self) -> str:
        """The name of the format."""
        return list(self._subject.formats)[max(0, self.formats.checkedId())]

    def _endings(self) -> Sequence[str]:
        return [f".{suffix}" for suffix in self._subject.suffixes.values()]

    def _take_format(self) -> None:
        """The ending of the file follows the format, and what the format cannot hold is not offered."""
        to = self.chosen_format
        self.hint.setText(self._subject.hints[to])
        for part, chip in self.parts.items():
            chip.setVisible(to in PAGE_FORMATS or part == "speakers")
        path = Path(self.place.text())
        if self._subject.stem and path.suffix in self._endings():
            self.place.setText(str(path.with_suffix(f".{self._subject.suffixes[to]}")))
        self._check()

    def _check(self) -> None:
        """Say what stands in the way, and what would be replaced, before anything is done."""
        words, possible = "", bool(self.place.text().strip())
        subject, path = self._subject, Path(self.place.text().strip() or ".")
        if subject.without_times and self.chosen_format in ("srt", "vtt"):
            possible = possible and subject.without_times < subject.count
            words = (
                f"{subject.without_times} of {subject.count} have no times and will be left out."
                if subject.without_times < subject.count
                else "Without times there can be no subtitles; choose another format."
            )
        replaces = bool(subject.stem) and possible and path.is_file()
        if not words and replaces:
            words = f"{path.name} is there already. It will be replaced."
        elif not words and possible and subject.stem and path.is_dir():
            words, possible = "This is a folder; name a file in it.", False
        self.warning.setText(words)
        self.warning.setVisible(bool(words))
        self.setAccessibleDescription(words)
        self.export_button.setText("Replace" if replaces else "Export")
        self.export_button.setEnabled(possible)

    def _choose(self) -> None:
        dialog = QFileDialog(self, "Export to", self.place.text())
        if self._subject.stem:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # this window says so itself
            dialog.selectFile(self.place.text())
        else:
            dialog.setFileMode(QFileDialog.FileMode.Directory)
            dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.place.setText)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def accept(self) -> None:
        """Hand over what was chosen, and close."""
        if not self.export_button.isEnabled():
            return
        chosen = {part: chip.isChecked() for part, chip in self.parts.items()}
        path = Path(self.place.text().strip()).expanduser()
        self.wished.emit(ExportWish(self.chosen_format, path, Include(**chosen)))
        super().accept()
