"""The page that tells what an import brought in, what was repaired, and what could not be read."""

import dataclasses
from collections.abc import Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from reader_app.core.model import ImportReport
from reader_app.ui.import_report import Pair, ReportGroup, ReportLine, ReportWords, count_of, pairs_group, report_words
from reader_app.ui.panel_words import FootLine, InkLabel
from reader_app.ui.row_text import plain_tip
from reader_app.ui.theme import Theme

_WIDTH = 640
_FILE_WIDTH = 216
_NARROW = 480
"""Below this width in px a line's words stand under its file."""
_FLUSH = "QPushButton { padding: 0 1px; min-height: 22px; } QPushButton:focus { padding: 0; min-height: 20px; }"
"""Style of a link whose words begin where those above it begin."""
_AT_FIRST = 30
"""Lines of a group that are shown before "more" is asked for."""


class GroupView(QWidget):
    """One group under a hairline: sign, head, count, and its lines in two columns, or in one where the page is narrow.

    `pair_wished` comes from a line's button, with the two episodes that it is about.
    """

    pair_wished = Signal(str, str)

    def __init__(self, theme: Theme, group: ReportGroup) -> None:
        super().__init__()
        self._theme, self._group = theme, group
        self._pairs: list[tuple[QLabel, QWidget]] = []
        self._narrow = False
        self._sign = QLabel()
        self._sign.setFixedWidth(16)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 13, 0, 13)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(7)
        self._grid.setColumnMinimumWidth(1, _FILE_WIDTH)
        self._grid.setColumnStretch(2, 1)
        head = QHBoxLayout()
        head.setSpacing(9)
        words = InkLabel(theme, group.head, "ink", 0, 600)
        words.setWordWrap(False)
        head.addWidget(words)
        head.addWidget(InkLabel(theme, group.count, "ink2"), 1)
        self._grid.addWidget(self._sign, 0, 0)
        self._grid.addLayout(head, 0, 1, 1, 2)
        self._more = QPushButton(count_of(max(0, len(group.lines) - _AT_FIRST), "more line"))
        self._more.setProperty("kind", "link")
        self._more.clicked.connect(self._show_all)
        self._more.setVisible(len(group.lines) > _AT_FIRST)
        self._grid.addWidget(self._more, 2 * len(group.lines) + 1, 1, 1, 2, Qt.AlignmentFlag.AlignLeft)
        self._add(group.lines[:_AT_FIRST])
        theme.changed.connect(self._restyle)
        self._restyle()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setPen(self._theme.palette.line)
        painter.drawLine(QPointF(0, 0.5), QPointF(self.width(), 0.5))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < _NARROW
        if narrow != self._narrow:
            self._narrow = narrow
            self._grid.setColumnMinimumWidth(1, 0 if narrow else _FILE_WIDTH)
            self._grid.setVerticalSpacing(1 if narrow else 7)
            for number in range(len(self._pairs)):
                self._place(number)

    def _add(self, lines: Sequence[ReportLine]) -> None:
        for line in lines:
            file = InkLabel(self._theme, line.file, "ink", -0.5, 500)
            file.setAccessibleName(line.file)
            file.setToolTip(plain_tip(line.path))
            words = InkLabel(self._theme, line.words, "ink2", -0.5)
            for label in (file, words):
                label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._pairs.append((file, self._with_button(words, line) if line.action else words))
            self._place(len(self._pairs) - 1)

    def _with_button(self, words: InkLabel, line: ReportLine) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        button = QPushButton(line.action)
        button.setProperty("kind", "link")
        button.setAccessibleName(f"{line.action} {line.file}")
        button.clicked.connect(lambda: self.pair_wished.emit(*line.pair))
        button.setStyleSheet(_FLUSH)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(button)
        row.addStretch()
        column.addWidget(words)
        column.addLayout(row)
        return box

    def _place(self, number: int) -> None:
        file, words = self._pairs[number]
        row, top = 2 * number + 1, Qt.AlignmentFlag.AlignTop
        self._grid.removeWidget(file)
        self._grid.removeWidget(words)
        file.setContentsMargins(0, 8 if self._narrow else 0, 0, 0)
        file.setMaximumWidth(_NARROW if self._narrow else _FILE_WIDTH)
        file.setText(self._fitting(file))
        if self._narrow:
            self._grid.addWidget(file, row, 1, 1, 2, top)
            self._grid.addWidget(words, row + 1, 1, 1, 2, top)
        else:
            self._grid.addWidget(file, row, 1, top)
            self._grid.addWidget(words, row, 2, top)

    def _fitting(self, file: QLabel) -> str:
        """A file's name, shortened in its middle where a word of it is longer than a line; other names are wrapped."""
        name, metrics, room = file.accessibleName(), file.fontMetrics(), file.maximumWidth()
        if all(metrics.horizontalAdvance(word) <= room for word in name.split()):
            return name
        return metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, room)

    def _show_all(self) -> None:
        self._more.hide()
        self._add(self._group.lines[_AT_FIRST:])

    def _restyle(self) -> None:
        self._sign.setPixmap(self._theme.pixmap(self._group.icon, self._group.token, ratio=self.devicePixelRatioF()))
        self.update()


class ReportHead(QWidget):
    """The bar over the page: what it is, and what can be done with the import as a whole."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedHeight(40)
        self.take_back, self.copy, self.close_button = (
            QPushButton("Take back this import"),
            QPushButton("Copy report"),
            QToolButton(),
        )
        self.take_back.setProperty("kind", "flat")
        self.close_button.setProperty("kind", "icon")
        self.close_button.setAccessibleName("Close the report")
        self.close_button.setToolTip("Close (Esc)")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        title = QLabel("Import")
        title.setProperty("kind", "meta")
        row.addWidget(title)
        row.addStretch()
        for button in (self.take_back, self.copy, self.close_button):
            row.addWidget(button)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setPen(self._theme.palette.line)
        painter.drawLine(QPointF(0, 39.5), QPointF(self.width(), 39.5))
        painter.end()


class ImportPage(QWidget):
    """Stands in the text's place after an import.

    `read_wished` carries an episode's id, `take_back_wished` the ids of those that were added.
    """

    read_wished = Signal(str)
    show_list_wished = Signal()
    take_back_wished = Signal(list)
    pair_wished = Signal(str, str)
    """The older and the newer of two episodes of one recording are to be looked at."""
    closed = Signal()

    def __init__(self, theme: Theme, labels: Mapping[str, str], parent: QWidget | None = None) -> None:
        """`labels` give each form's name a label that readers know."""
        super().__init__(parent)
        self._theme, self._labels = theme, labels
        self._report = ImportReport()
        self._words = ReportWords("", "", ())
        self._groups: list[GroupView] = []
        self._pairs: GroupView | None = None
        self.setAccessibleName("Import report")
        self._head = ReportHead(theme)
        self._head.take_back.clicked.connect(self._take_back)
        self._head.copy.clicked.connect(self._copy)
        self._head.close_button.clicked.connect(self.closed)
        self._headline = InkLabel(theme, "", "ink", 0, 700, reading_px=24)
        self._sentence = InkLabel(theme, "", "ink2", 0.5)
        self._foot = FootLine(theme, inset=0)
        self._foot.say("Nothing was changed in your files.")
        self.read, self.show_list = QPushButton("Read the first one"), QPushButton("Show them in the list")
        self.read.setProperty("kind", "main")
        self.read.clicked.connect(self._read_first)
        self.show_list.clicked.connect(self.show_list_wished)
        self._column = QWidget()
        self._column.setMaximumWidth(_WIDTH)
        self._column.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._lines = QVBoxLayout(self._column)
        self._lay_out()
        # What is looked for first; taking the import back must not be what a stray Enter does.
        self.setFocusProxy(self.read)
        row: list[QWidget] = [self.read, self.show_list, self._head.take_back, self._head.copy, self._head.close_button]
        for before, after in pairwise(row):
            QWidget.setTabOrder(before, after)
        theme.changed.connect(self._restyle)
        self._restyle()

    def _lay_out(self) -> None:
        lines = self._lines
        lines.setContentsMargins(0, 24, 0, 24)
        lines.setSpacing(0)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.read)
        buttons.addWidget(self.show_list)
        buttons.addStretch()
        lines.addWidget(self._headline)
        lines.addSpacing(4)
        lines.addWidget(self._sentence)
        lines.addSpacing(12)
        lines.addLayout(buttons)
        lines.addSpacing(18)
        self._first_group = lines.count()
        lines.addWidget(self._foot)
        lines.addStretch()
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.setContentsMargins(24, 0, 24, 0)
        row.addStretch()
        row.addWidget(self._column, 100)
        row.addStretch()
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(middle)
        self._area.viewport().setAutoFillBackground(False)
        middle.setAutoFillBackground(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._head)
        layout.addWidget(self._area, 1)

    def show_report(self, report: ImportReport) -> None:
        """Tells of another import."""
        self._report = report
        self._words = report_words(report, self._labels)
        self._headline.setText(self._words.headline)
        self._sentence.setText(self._words.sentence)
        for view in self._groups:
            self._lines.removeWidget(view)
            view.deleteLater()
        self._groups = [GroupView(self._theme, group) for group in self._words.groups]
        for number, view in enumerate(self._groups):
            self._lines.insertWidget(self._first_group + number, view)
        self.read.setText("Read it" if len(report.episodes) == 1 else "Read the first one")
        self.show_list.setText("Show it in the list" if len(report.episodes) == 1 else "Show them in the list")
        for button in (self.read, self.show_list):
            button.setVisible(bool(report.episodes))
        self._head.take_back.setVisible(bool(self._added()))
        self.show_pairs(())
        self._area.verticalScrollBar().setValue(0)

    def show_pairs(self, pairs: Sequence[Pair]) -> None:
        """Tells which of the new episodes tell recordings that the library had."""
        if self._pairs is not None:
            self._lines.removeWidget(self._pairs)
            self._pairs.deleteLater()
            self._pairs = None
        told = report_words(self._report, self._labels)
        self._words = told
        if pairs:
            group = pairs_group(pairs)
            self._words = dataclasses.replace(told, groups=(*told.groups[:1], group, *told.groups[1:]))
            self._pairs = GroupView(self._theme, group)
            self._pairs.pair_wished.connect(self.pair_wished)
            self._lines.insertWidget(self._first_group + min(1, len(self._groups)), self._pairs)

    @property
    def words(self) -> ReportWords:
        """What the page says."""
        return self._words

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._theme.palette.paper)
        painter.end()

    def _added(self) -> list[str]:
        return [each.id for each in self._report.episodes if each.outcome == "added"]

    def _read_first(self) -> None:
        first = [*self._added(), *(each.id for each in self._report.episodes)]
        if first:
            self.read_wished.emit(first[0])

    def _take_back(self) -> None:
        self.take_back_wished.emit(self._added())

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._words.plain())

    def _restyle(self) -> None:
        self._head.close_button.setIcon(self._theme.icon("x"))
        self.update()
