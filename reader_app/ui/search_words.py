"""What stands in the place of search results while there are none: how to search, what was not found, what cannot be read."""

import re
from collections.abc import Collection, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from reader_app.core.library import filters_of, search_help, words_of_query
from reader_app.ui.panel_words import InkLabel
from reader_app.ui.theme import Theme

_FIRST_EXAMPLES = 7
"""Examples that are shown where nothing is asked for; all stand in the help of the field."""
_LINK_PAD = 9
"""Px that a link has around its words, so that they stand under the others."""
_LIKE_A_FIELD = re.compile(r"(?<!\S)([A-Za-z]{2,20}):[^\s/:]")
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


class ExampleList(QWidget):
    """Queries that show what is understood, each with its meaning; a click asks one."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, examples: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        for number, (example, meaning) in enumerate(examples):
            button = QPushButton(example.replace("&", "&&"))
            button.setProperty("kind", "link")
            button.setAccessibleName(f"Search for {example}: {meaning}")
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, example=example: self.chosen.emit(example))
            grid.addWidget(button, number, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            words = InkLabel(theme, meaning, "ink3", -0.5)
            words.setContentsMargins(0, 5, 0, 0)
            grid.addWidget(words, number, 1, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(1, 1)
        self._first = self.findChild(QPushButton)

    def focus_first(self) -> None:
        """Gives the keyboard to the first example."""
        if self._first is not None:
            self._first.setFocus(Qt.FocusReason.TabFocusReason)


class SearchWords(QWidget):
    """A short title, a sentence, and below them what may help: examples, the query with its mark, another query."""

    query_wished = Signal(str)
    """A query that is offered here is to be asked."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._title, self._sentence = InkLabel(theme, "", "ink", 0, 600), InkLabel(theme, "", "ink2", -0.5)
        self._mark = QueryMark(theme)
        self._meant, self._offer = self._make_link(), self._make_link()
        self._examples = ExampleList(theme, search_help()[:_FIRST_EXAMPLES])
        self._examples.chosen.connect(self.query_wished)
        column = QVBoxLayout(self)
        column.setContentsMargins(12 - _LINK_PAD, 16, 12, 16)
        column.setSpacing(8)
        for label in (self._title, self._sentence):
            label.setContentsMargins(_LINK_PAD, 0, 0, 0)
            column.addWidget(label)
        line = QHBoxLayout()
        line.setContentsMargins(_LINK_PAD, 0, 0, 0)
        line.addWidget(self._mark)
        column.addLayout(line)
        for link in (self._meant, self._offer):
            column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._examples)
        column.addStretch(1)
        theme.changed.connect(self.update)

    def _make_link(self) -> QPushButton:
        link = QPushButton()
        link.setProperty("kind", "link")
        link.setAccessibleName("Search for something else")  # what it is, it is told with its words
        link.clicked.connect(lambda: self.query_wished.emit(link.property("query")))
        return link

    # -- what is said

    def say_how(self) -> None:
        """How one can search."""
        self._say("Search every transcript", "Type what was said. These forms are understood too:", examples=True)

    def say_nothing_found(self, query: str, suggestion: str | None = None, why: str = "") -> None:
        """That nothing meets `query`, why, where that is known, and what may help: another query that may have been meant."""
        words = " ".join(words_of_query(query).split())
        if words and words != " ".join(query.split()):
            self._say(f"No hits for “{words}” with these filters", why or "Remove a filter to look everywhere.")
            self._offer_query(self._offer, "Search everywhere, without the filters", words)
        elif not words:
            self._say("No hits", why or "Nothing in the library meets these filters.")
        elif '"' in words:
            self._say(f"No hits for {words}", "Nobody says exactly these words in this order.")
            self._offer_query(self._offer, "Search for the words in any order", words.replace('"', " "))
        else:
            more = "Fewer words, or the beginning of a word with *, may find more."
            self._say(f"No hits for “{words}”", why or _no_such_field(words) or more)
        if suggestion:
            self._offer_query(self._meant, f"Did you mean {suggestion}?".replace("&", "&&"), suggestion)
            self._meant.setAccessibleName(f"Did you mean {suggestion}?")

    def say_error(self, message: str, query: str, at: int | None) -> None:
        """Why `query` cannot be read; `at` is the code point offset where it goes wrong."""
        self._say("This search cannot be read", message)
        if query and at is not None:
            self._mark.show_query(query, at)
            self._mark.show()

    def say_begun(self, message: str) -> None:
        """What a query that is still being typed needs before it can be asked."""
        self._say("Not a search yet", message)

    def say_failure(self, message: str) -> None:
        """Why the library gives no answer."""
        self._say("The search could not be done", message)

    def say_nothing(self) -> None:
        """Nothing, while a search is going on."""
        self._say("", "")

    def _say(self, title: str, sentence: str, *, examples: bool = False) -> None:
        self._title.setText(title)
        self._sentence.setText(sentence)
        self._mark.hide()
        self._meant.hide()
        self._offer.hide()
        self._examples.setVisible(examples)

    def _offer_query(self, link: QPushButton, words: str, query: str) -> None:
        link.setText(words)
        link.setAccessibleName(words)
        link.setProperty("query", " ".join(query.split()))
        link.show()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.palette.list)
        painter.end()


def why_none(query: str, languages: Collection[str], *, has_quotes: bool) -> str:
    """Why the filters of `query` can leave nothing in this library, which has episodes in these languages; "" where they can."""
    for one in filters_of(query):
        wanted = {value.casefold() for value in one.values}
        if one.negated:
            continue
        if one.name == "in" and wanted <= {"quotes", "notes"} and not has_quotes:
            return "No quotes kept yet. Select words in a text to keep them."
        if one.name == "lang" and not any(language.casefold().startswith(tuple(wanted)) for language in languages):
            have = ", ".join(sorted({language for language in languages if language}))
            return f"No episode is in the language {one.values[0]}." + (f" There are: {have}." if have else "")
    return ""


def _no_such_field(words: str) -> str:
    """That what looks like a field of a query (`foo:bar`) is none, and was looked for as words; "" where nothing does."""
    found = _LIKE_A_FIELD.search(words)
    return f"There is no field {found.group(1)}: so these words were looked for as they stand." if found else ""
