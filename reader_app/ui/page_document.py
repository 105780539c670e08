"""Writes the rows of a page into a document, each set as what it is."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
)

from reader_app.core.model import Entity, Transcript
from reader_app.ui.page_layout import Row, RowRole
from reader_app.ui.scripts import script_of
from reader_app.ui.theme import Theme

TOP, BOTTOM = 28, 48
"""Paper above the first row and below the last, in px."""
INSET = 8
"""px between the viewport's left edge and the column, so that fills and outlines around a line are not cut off."""
QUOTE_INDENT = 20
BASELINE = 0.8
"""How far down a line of fixed height Qt puts the baseline."""
_OWN_ROLES = frozenset(("meta", "label", "attribution", "end"))
_GAPS: dict[RowRole, tuple[float, float]] = {
    "title": (0, 8),
    "meta": (0, 24),
    "description": (0, 12),
    "heading": (34, 10),
    "contents": (0, 4),
    "prose": (0, 14),
    "pull_quote": (20, 20),
    "speech": (0, 14),
    "entity": (0, 8),
    "label": (24, 3),
    "attribution": (4, 20),
    "end": (32, 0),
}
"""px above and below a row; between two rows the greater one holds."""
MARK_LINE = 20
"""px that a row's time takes where it stands above the row, for want of a gutter."""


class PageStyle:
    """The formats of the rows in the fonts and colours of one theme; each is made once.

    Where the page has no gutter, `indent` are the px that lines of a contents list leave for their times, and all other
    rows leave room above them; None where there is one.
    """

    def __init__(self, theme: Theme, indent: int | None = None) -> None:
        self._theme = theme
        self._indent = indent
        self._blocks: dict[tuple[object, ...], QTextBlockFormat] = {}
        self._characters: dict[tuple[object, ...], QTextCharFormat] = {}

    @property
    def kind_colour(self) -> QColor:
        """The colour of an entity's kind in its glossary line."""
        return self._theme.palette.ink3

    def block(self, row: Row) -> QTextBlockFormat:
        """Line height, gaps, indent and direction of the row."""
        marked = row.mark is not None and not row.mark.quiet
        key = (row.role, row.language, row.opens_turn, row.follows, row.leads, row.tight, row.section, marked)
        if key not in self._blocks:
            self._blocks[key] = self._make_block(row)
        return self._blocks[key]

    def characters(self, row: Row) -> QTextCharFormat:
        """Font and colour of the row's text."""
        key = (row.role, row.language, row.quiet, row.section)
        if key not in self._characters:
            made = QTextCharFormat()
            made.setFont(self._font(row))
            made.setForeground(self._theme.palette.token(_ink(row)))
            self._characters[key] = made
        return self._characters[key]

    def size(self, role: RowRole) -> float:
        """The font size of a role in px, before what its script adds."""
        own = self._theme.reading.size_px
        if role == "title":
            return min(34.0, max(24.0, round(own * 26 / 17)))
        if role == "heading":
            return float(round(own * 20 / 17))
        if role in ("contents", "entity"):
            return max(13.0, own - 2)
        return own

    def line_height(self, role: RowRole, language: str | None) -> int:
        """The height of one line in px."""
        if role in _OWN_ROLES:
            return round(self._theme.ui_size * 18 / 13)
        script = script_of(language)
        ratio = {"title": 1.27, "heading": 1.4, "contents": 1.45}.get(role, self._theme.reading.line)
        if script.line is not None:
            ratio = max(ratio, script.line - (0.2 if role == "title" else 0.0))  # large letters need less air between lines
        return round(self.size(role) * script.scale * ratio)

    def _make_block(self, row: Row) -> QTextBlockFormat:
        made = QTextBlockFormat()
        made.setLineHeight(self.line_height(row.role, row.language), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        above, below = _gaps(row)
        if self._indent is not None and row.mark is not None and not row.mark.quiet and row.follows != "label":
            if row.role == "contents":
                made.setLeftMargin(self._indent)
            else:
                above = max(above, _GAPS[row.follows][1] if row.follows is not None else 0) + MARK_LINE
        made.setTopMargin(above)
        made.setBottomMargin(below)
        right_to_left = script_of(row.language).right_to_left
        if right_to_left:
            made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        if row.role in ("pull_quote", "attribution"):
            (made.setRightMargin if right_to_left else made.setLeftMargin)(QUOTE_INDENT)
        if row.role == "heading":
            made.setHeadingLevel(2)
        elif row.role == "title":
            made.setHeadingLevel(1)
        return made

    def _font(self, row: Row) -> QFont:
        theme, role = self._theme, row.role
        if role == "label":
            return theme.ui_font(-0.5, 600)
        if role == "meta":
            return theme.ui_font(-0.5, tabular=True)
        if role in _OWN_ROLES:
            return theme.ui_font(-0.5, italic=role == "end")
        weight = 700 if role in ("title", "heading") else 400
        size = self.size(role) - (2 if row.section else 0)
        return theme.reading_font(size, weight, italic=role == "pull_quote", language=row.language)


class PageFiller:
    """Fills a document with rows, some at a time, so that the first page of a very long text need not wait for its end."""

    def __init__(self, document: QTextDocument, rows: Sequence[Row], text: str, transcript: Transcript, style: PageStyle) -> None:
        self._document = document
        self._rows = rows
        self._text = text
        self._style = style
        self._glossary = _glossary(transcript)
        self._cursor = QTextCursor(document)
        self.filled = 0
        """How many rows stand in the document."""

    @property
    def done(self) -> bool:
        """Whether all rows stand in the document."""
        return self.filled >= len(self._rows)

    def fill(self, until: int) -> None:
        """Writes the rows up to, not including, number `until`, in one edit."""
        until = min(until, len(self._rows))
        if until <= self.filled:
            return
        cursor, style = self._cursor, self._style
        cursor.beginEditBlock()
        for number in range(self.filled, until):
            row = self._rows[number]
            block, characters = style.block(row), style.characters(row)
            if number:
                cursor.insertBlock(block, characters)
            else:
                cursor.setBlockFormat(block)
                cursor.setBlockCharFormat(characters)
            if row.paragraph is None:
                cursor.insertText(row.text, characters)
            elif row.role == "entity":
                self._write_entity(row, characters)
            else:
                cursor.insertText(self._text[row.paragraph.span.start : row.paragraph.span.stop], characters)
        cursor.endEditBlock()
        self.filled = until

    def _write_entity(self, row: Row, characters: QTextCharFormat) -> None:
        """A line of the glossary: the name bold, the source's word for its kind lighter, the words as they stand."""
        assert row.paragraph is not None
        text = self._text[row.paragraph.span.start : row.paragraph.span.stop]
        entity = next((found for found in self._glossary.get(text[:1], ()) if text.startswith(found.name)), None)
        name, kind = len(entity.name) if entity is not None else 0, 0
        if entity is not None and entity.source_kind:
            at = text.find(entity.source_kind, name, name + len(entity.source_kind) + 4)
            kind = at + len(entity.source_kind) if at >= 0 else 0
            kind += text[kind : kind + 1] in (")", "]")
        bold, light = QTextCharFormat(characters), QTextCharFormat(characters)
        bold.setFontWeight(QFont.Weight.Bold)
        light.setForeground(self._style.kind_colour)
        for start, stop, form in ((0, name, bold), (name, kind, light), (max(name, kind), len(text), characters)):
            if stop > start:
                self._cursor.insertText(text[start:stop], form)


def new_document(column: int) -> QTextDocument:
    """An empty page `column` px wide, off any widget, that keeps no undo history."""
    document = QTextDocument()
    document.setUndoRedoEnabled(False)
    document.setDocumentMargin(0)
    frame = QTextFrameFormat()
    frame.setTopMargin(TOP)
    frame.setBottomMargin(BOTTOM)
    frame.setLeftMargin(INSET)
    document.rootFrame().setFrameFormat(frame)
    document.setTextWidth(column + INSET)
    return document


def _glossary(transcript: Transcript) -> dict[str, list[Entity]]:
    """The stated entities by the first character of their name, longest name first."""
    table: dict[str, list[Entity]] = {}
    for entity in sorted(transcript.entities, key=lambda entity: -len(entity.name)):
        if entity.origin == "stated" and entity.name:
            table.setdefault(entity.name[0], []).append(entity)
    return table


def _ink(row: Row) -> str:
    if row.quiet or row.role in ("label", "contents"):
        return "ink2"
    return "ink3" if row.role in ("meta", "attribution", "end") else "ink"


def _gaps(row: Row) -> tuple[float, float]:
    above, below = _GAPS[row.role]
    if row.role == "label" and row.follows == "heading":
        above = 20
    elif row.role == "heading" and row.follows == "heading":
        above = 18
    elif row.role == "pull_quote" and row.leads == "attribution":
        below = 0
    elif row.role == "contents" and row.follows != "contents":
        above = 14
    elif row.opens_turn or (row.follows == "contents" and row.role != "contents"):
        above = max(above, 20)
    elif row.role == "title" and row.leads != "meta":
        below = 24
    if row.tight:
        below = 4
    if row.follows is None:
        above = 0
    return above, below
