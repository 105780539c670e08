"""How the rows of search results are painted; what costs time is kept per width."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from reader_app.core.model import Hit
from reader_app.ui.episode_row import SEPARATOR
from reader_app.ui.row_text import SURELY_FITS, FittedText, around_first_mark, draw_line, grouped, short_date
from reader_app.ui.row_view import Index, RowDelegate, RowView, is_selected, paint_ground
from reader_app.ui.search_rows import EpisodeHead, HitRow, MoreRow, SearchRow, SectionRow
from reader_app.ui.theme import Theme
from reader_app.ui.wrapped_text import elided

ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""The role under which the model answers the row itself."""
_HEAD_HEIGHT, _HEAD_GAP, _TOP_GAP, _MORE_HEIGHT, _SECTION_HEIGHT = 26, 12, 8, 26, 34
_LINE_HEIGHT, _CHAPTER_HEIGHT, _HIT_PAD, _LINES = 18, 16, 11, 2
_SIDE, _LEFT, _RIGHT, _GAP = 6, 12, 15, 10
_TIMES = ("~00:00", "~0:00:00", "~00:00:00")
_VOICES = (34.0, 62.0, 92.0)
"""Widths in px that the columns of times and voices have, so that snippets begin at the same place in most lists."""
_LEAST_SHOW = 36
"""Px that a show must have left to be worth naming in a head."""
_NARROW = 0.6
"""How wide the letters of a text are at the least, in the average letters of its font."""
_KEPT = 2_000
"""Snippets that are kept laid out; a list may have a hundred thousand."""


def fitted_remark(show: str, date: str, font: QFont, room: float, title: float) -> str:
    """Show and date beside a title that is `title` px wide, in `room` px together with it.

    The date is never cut; where the title needs the room the show keeps no more than a quarter of it, or is left out.
    """
    metrics = QFontMetricsF(font)
    beside = metrics.horizontalAdvance(f"{SEPARATOR}{date}") if date else 0.0
    left = max(room - title - _GAP - beside, room / 4 - beside / 2)
    if metrics.horizontalAdvance(show) > left:
        show = elided(show, font, left) if left >= _LEAST_SHOW else ""
    return SEPARATOR.join(part for part in (show, date) if part)


class SearchDelegate(RowDelegate):
    """Paints heads, hits, "more" lines and sections. `measure` tells it the hits, so that their columns stand in line."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._hits: list[HitRow] = []
        self._time_right = self._voice_left = self._voice_width = 0.0
        super().__init__(theme, parent)

    def refresh(self) -> None:
        theme = self.theme
        self._title_font = theme.ui_font(0, 600)
        self._meta_font = theme.ui_font(-1.5)
        self._new_font = theme.ui_font(-1.5, 600)
        self._time_fonts = {False: theme.ui_font(-1.5, tabular=True), True: theme.ui_font(-1.5, 600, tabular=True)}
        self._voice_fonts = {True: theme.ui_font(-1, 600), False: theme.ui_font(-1.5)}
        self._text_font = theme.ui_font(-0.5)
        self._section_font = theme.ui_font(-2, 600)
        self._chapter_font = theme.ui_font(-2)
        self._text_metrics = QFontMetricsF(self._text_font)
        self._narrow = self._text_metrics.averageCharWidth() * _NARROW
        self._head_height, self._more_height = self.scaled(_HEAD_HEIGHT), self.scaled(_MORE_HEIGHT)
        line, below = self.scaled(_LINE_HEIGHT), self.scaled(_CHAPTER_HEIGHT)
        self._hit_sizes = {
            (lines, chapter): QSize(0, lines * line + chapter * below + _HIT_PAD)
            for lines in range(1, _LINES + 2)
            for chapter in (False, True)
        }
        self.measure(self._hits)

    def measure(self, hits: list[HitRow], *, more: bool = False) -> None:
        """Makes the columns of times and voices as wide as these hits need.

        With `more` they come to others that are shown already: the columns do not become narrower.
        """
        self._hits = hits
        times, voices = QFontMetricsF(self._time_fonts[True]), QFontMetricsF(self._voice_fonts[True])
        longest_time = max((len(row.time) for row in hits), default=0)
        shape = next((shape for shape in _TIMES if len(shape) >= longest_time), _TIMES[-1])
        time_right = _LEFT + times.horizontalAdvance(shape) if longest_time else _LEFT - _GAP
        widest_voice = max((voices.horizontalAdvance(text) for text in {row.voice for row in hits}), default=0.0)
        voice_width: float = next((width for width in _VOICES if width >= widest_voice), _VOICES[-1]) if widest_voice else -_GAP
        if more:
            time_right, voice_width = max(time_right, self._time_right), max(voice_width, self._voice_width)
        else:
            self._forget()
        self._time_right, self._voice_width = time_right, voice_width
        self._voice_left = self._time_right + _GAP

    def _forget(self) -> None:
        self._fitted: dict[tuple[Hit, int], FittedText] = {}

    def text_left(self, row: HitRow) -> float:
        """Px from the left edge at which the words of a hit begin."""
        return _LEFT if row.bare else self._voice_left + self._voice_width + _GAP

    # -- sizes

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = index.data(ROW_ROLE)
        if isinstance(row, HitRow):
            view = option.widget
            width = view.viewport().width() if isinstance(view, RowView) else option.rect.width()
            return self._hit_size(row, round(width - _RIGHT - self.text_left(row)))
        return QSize(0, self._height(row, index.row()))

    def _height(self, row: SearchRow, number: int) -> int:
        if isinstance(row, EpisodeHead):
            gap = _HEAD_GAP if not row.first else _TOP_GAP if number == 0 else 0
            return self._head_height + gap
        if isinstance(row, MoreRow):
            return self._more_height + (0 if row.group is not None else _HEAD_GAP)
        return self.scaled(_SECTION_HEIGHT) + (0 if isinstance(row, SectionRow) and row.first else _HEAD_GAP)

    def _hit_size(self, row: HitRow, room: int) -> QSize:
        return self._hit_sizes[self._line_count(row.hit, room), bool(row.hit.chapter and row.chapter)]

    def _line_count(self, hit: Hit, room: int) -> int:
        """One line where the snippet fits into it, else two; three where the last marked word would be cut off.

        A list may have very many: what certainly takes two lines, and shows its marks in them, is not measured.
        """
        snippet, end = hit.snippet[:400], hit.marks[-1].stop if len(hit.marks) > 1 else 0
        letters = room / self._narrow
        if len(snippet) <= letters and self._text_metrics.horizontalAdvance(snippet) <= room:
            return 1
        hidden = end > letters * _NARROW and self._text_metrics.horizontalAdvance(snippet[:end]) > SURELY_FITS * room
        return _LINES + hidden

    def _snippet(self, row: HitRow, width: float) -> FittedText:
        width = max(1.0, width)
        key = (row.hit, round(width))
        if key not in self._fitted:
            if len(self._fitted) >= _KEPT:
                self._fitted.clear()
            text, marks = row.hit.snippet, row.hit.marks
            lines = self._text_metrics.horizontalAdvance(text) / width
            if lines > SURELY_FITS:
                text, marks = around_first_mark(text, marks, int(len(text) / lines))
            most = max(_LINES, self._line_count(row.hit, key[1]))
            self._fitted[key] = FittedText(text, self._text_font, width, most, marks)
        return self._fitted[key]

    # -- painting

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect)
        if isinstance(row, EpisodeHead):
            self._paint_head(painter, box, row)
        elif isinstance(row, SectionRow):
            self._paint_section(painter, box, row)
        elif isinstance(row, HitRow):
            self._paint_hit(painter, option, row)
        elif isinstance(row, MoreRow):
            gap = 0 if row.group is not None else _HEAD_GAP
            box.setTop(box.top() + gap)
            paint_ground(painter, option.rect.adjusted(_SIDE, gap, -_SIDE, 0), option, self.theme)
            left = self._voice_left if row.group is not None and not row.bare else _LEFT
            self._write(painter, box.adjusted(left, 0, -_RIGHT, 0), row.words, self._meta_font, self.theme.palette.accent)
        painter.restore()

    def _write(self, painter: QPainter, box: QRectF, text: str, font: QFont, ink: QColor, *, right: bool = False) -> float:
        """One line of `text` in the middle of `box`, elided where it must be; answers its width."""
        painter.setPen(ink)
        return draw_line(painter, box, text, font, right=right)

    def _paint_head(self, painter: QPainter, rect: QRectF, head: EpisodeHead) -> None:
        palette = self.theme.palette
        box = QRectF(rect.left() + _LEFT, rect.bottom() - self.scaled(_HEAD_HEIGHT), 0, self.scaled(_HEAD_HEIGHT))
        box.setRight(rect.right() - _RIGHT)
        count = self._write(painter, box, grouped(head.count), self._meta_font, palette.ink3, right=True)
        if head.new:
            new = box.adjusted(0, 0, -count - _GAP, 0)
            count += _GAP + self._write(painter, new, f"{grouped(head.new)} new", self._new_font, palette.accent, right=True)
        box.setRight(box.right() - count - _GAP)
        title = " ".join(head.title.split())
        title_width = QFontMetricsF(self._title_font).horizontalAdvance(title)
        remark = fitted_remark(head.show or "", short_date(head.published), self._meta_font, box.width(), title_width)
        kept = QFontMetricsF(self._meta_font).horizontalAdvance(remark) + _GAP if remark else 0.0
        width = self._write(painter, box.adjusted(0, 0, -kept, 0), title, self._title_font, palette.ink)
        self._write(painter, box.adjusted(width + _GAP, 0, 0, 0), remark, self._meta_font, palette.ink3)

    def _paint_section(self, painter: QPainter, rect: QRectF, section: SectionRow) -> None:
        palette = self.theme.palette
        if not section.first:
            painter.fillRect(QRectF(rect.left(), rect.top() + 8, rect.width(), 1), palette.line)
        box = rect.adjusted(_LEFT, 0 if section.first else _HEAD_GAP, -_RIGHT, 0)
        if section.count is not None:
            self._write(painter, box, grouped(section.count), self._meta_font, palette.ink3, right=True)
        self._write(painter, box, section.name, self._section_font, palette.ink3)

    def _paint_hit(self, painter: QPainter, option: QStyleOptionViewItem, row: HitRow) -> None:
        palette, chosen = self.theme.palette, is_selected(option)
        paint_ground(painter, option.rect.adjusted(_SIDE, 0, -_SIDE, 0), option, self.theme)
        rect = QRectF(option.rect)
        step = self.scaled(_LINE_HEIGHT)
        line = QRectF(rect.left(), rect.top() + _HIT_PAD / 2, self._time_right, step)
        self._write(painter, line, row.time, self._time_fonts[chosen], palette.accent if chosen else palette.ink3, right=True)
        voice = QRectF(rect.left() + self._voice_left, line.top(), max(0.0, self._voice_width), step)
        quiet = palette.ink2 if row.spoken or chosen else palette.ink3
        self._write(painter, voice, row.voice, self._voice_fonts[row.spoken], quiet)
        left = rect.left() + self.text_left(row)
        snippet = self._snippet(row, rect.right() - _RIGHT - left)
        snippet.draw(painter, QPointF(left, line.top()), step, palette.ink, palette.hit)
        if row.chapter:
            below = QRectF(left, rect.bottom() - _HIT_PAD / 2 - self.scaled(_CHAPTER_HEIGHT), 0, self.scaled(_CHAPTER_HEIGHT))
            below.setRight(rect.right() - _RIGHT)
            self._write(painter, below, row.chapter, self._chapter_font, palette.ink2 if chosen else palette.ink3)
