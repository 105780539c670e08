"""What stands in the place of search results while there are none: how to search, what was not found, what cannot be read."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from reader_app.ui.theme import Theme

EXAMPLES: tuple[tuple[str, str], ...] = (
    ("salt wind", "both words, close together first"),
    ('"salt wind"', "exactly these words in this order"),
    ("harbour*", "all words that begin so"),
    ("salt -wind", "without a word"),
    ('speaker:"Ada Lind"', "said by that voice"),
    ("in:quotes  in:notes", "in what you kept"),
    ("after:2026-01", "by date, show:, title:, chapter:"),
)
_BEFORE, _AROUND = 24, 48
"""Code points of a query that are shown before the place where it goes wrong, and altogether."""


class QueryMark(QWidget):
    """A query in one line with a mark under the place where it cannot be read any further."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text = ""
        self._at = 0
        self.setFixedHeight(36)

    def show_query(self, query: str, at: int) -> None:
        """Shows the part of `query` around `at`, a code point offset; its end is a place too."""
        at = min(max(at, 0), len(query))
        start = max(0, at - _BEFORE)
        part = query[start : start + _AROUND]
        before, after = "…" if start else "", "…" if start + _AROUND < len(query) else ""
        self._text, self._at = before + part + after, at - start + len(before)
        self.setAccessibleName(f"{query}, unclear from character {at + 1}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(100, 36)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self._theme.palette
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setBrush(palette.raised)
        painter.setPen(QPen(palette.line2, 1))
        painter.drawRoundedRect(frame, 6, 6)
        font = self._theme.ui_font(0)
        metrics = QFontMetricsF(font)
        start = metrics.horizontalAdvance(self._text[: self._at])
        width = max(6.0, metrics.horizontalAdvance(self._text[: self._at + 1]) - start)
        # A place far to the right is brought into the frame.
        left = 10 - max(0.0, start + width - (frame.width() - 20))
        painter.setClipRect(frame.adjusted(4, 0, -4, 0))
        painter.setFont(font)
        painter.setPen(palette.ink)
        baseline = (self.height() - metrics.height()) / 2 + metrics.ascent() - 1
        painter.drawText(QPointF(left, baseline), self._text)
        painter.setPen(QPen(palette.bad, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        y, x = baseline + metrics.descent() + 1, left + start
        middle = x + width / 2
        painter.drawPolyline([QPointF(middle - 4, y + 4), QPointF(middle, y), QPointF(middle + 4, y + 4)])
        painter.end()


class SearchWords(QWidget):
    """A short title, a sentence, and below them examples or the query with its mark."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._title, self._sentence = QLabel(), QLabel()
        for label in (self._title, self._sentence):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self._mark = QueryMark(theme)
        self._examples = self._make_examples()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 16, 12, 16)
        column.setSpacing(8)
        for part in (self._title, self._sentence, self._mark, self._examples):
            column.addWidget(part)
        column.addStretch(1)
        theme.changed.connect(self._dress)
        self._dress()

    def _make_examples(self) -> QWidget:
        table = QWidget()
        grid = self._grid = QGridLayout(table)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        for number, (example, meaning) in enumerate(EXAMPLES):
            for column, text in enumerate((example, meaning)):
                label = QLabel(text)
                label.setTextFormat(Qt.TextFormat.PlainText)
                label.setWordWrap(column == 1)
                grid.addWidget(label, number, column, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(1, 1)
        return table

    # -- what is said

    def say_how(self) -> None:
        """How one can search."""
        self._say("Search every transcript", "Type what was said. These forms are understood too:", examples=True)

    def say_nothing_found(self, query: str) -> None:
        """That nothing meets `query`, and what may help."""
        self._say(f"No hits for “{' '.join(query.split())}”", "Fewer words, or the beginning of a word with *, may find more.")

    def say_error(self, message: str, query: str, at: int | None) -> None:
        """Why `query` cannot be read; `at` is the code point offset where it goes wrong."""
        self._say("This search cannot be read", message)
        if query and at is not None:
            self._mark.show_query(query, at)
            self._mark.show()

    def say_nothing(self) -> None:
        """Nothing, while a search is going on."""
        self._say("", "")

    def _say(self, title: str, sentence: str, *, examples: bool = False) -> None:
        self._title.setText(title)
        self._sentence.setText(sentence)
        self._mark.hide()
        self._examples.setVisible(examples)

    def _dress(self) -> None:
        theme = self._theme
        self._title.setFont(theme.ui_font(0, 600))
        self._sentence.setFont(theme.ui_font(-0.5))
        self._paint_text(self._title, "ink")
        self._paint_text(self._sentence, "ink2")
        grid = self._grid
        for number in range(grid.count()):
            item = grid.itemAt(number)
            label = item.widget() if item is not None else None
            if isinstance(label, QLabel):
                label.setFont(theme.ui_font(-0.5))
                self._paint_text(label, "ink3" if number % 2 else "ink")

    def _paint_text(self, label: QLabel, token: str) -> None:
        palette = QPalette(label.palette())
        palette.setColor(QPalette.ColorRole.WindowText, self._theme.palette.token(token))
        label.setPalette(palette)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.palette.list)
        painter.end()
