"""How one row of the episode list is painted: title, meta line, signs, and progress as the line under the row."""

from dataclasses import dataclass
from pathlib import PurePath

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from reader_app.ui.episode_lines import Line, ShowHead
from reader_app.ui.page_words import length_in_words
from reader_app.ui.row_text import FittedText, draw_line, grouped, short_date
from reader_app.ui.row_view import Index, RowDelegate, RowView, has_ring, is_hovered, is_selected, paint_ground
from reader_app.ui.theme import Theme

ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""The role under which the model answers the Line or ShowHead itself."""
SEPARATOR = " · "
_ROW_HEIGHT, _HEAD_HEIGHT = 76, 32
_LINE_HEIGHT, _META_HEIGHT, _META_GAP = 18, 17, 3
_TEXT_LEFT, _TEXT_RIGHT, _SIDE = 24, 16, 6
_DOT, _DOT_LEFT = 6, 12
_SIGN, _SIGN_GAP, _SIGN_COUNT_GAP, _BADGE_PAD, _BADGE_GAP = 12, 6, 3, 4, 4
_LEAST_SHOW = 28
"""Px of the show's name that are worth painting at all."""


def facts(line: Line) -> list[str]:
    """What the meta line never gives up: date, length, number of files that tell it, as far as known."""
    files = f"{len(line.tellings)} files" if len(line.tellings) > 1 else ""
    return [fact for fact in (short_date(line.shown.published), length_in_words(line.shown), files) if fact]


def comes_from(line: Line) -> str:
    """The show; without one, the file's name where the title is none of the source's, which tells such titles apart."""
    episode = line.shown
    if episode.show or episode.title_origin == "stated":
        return episode.show or ""
    return PurePath(episode.path.replace("\\", "/")).name


def badges(line: Line) -> list[str]:
    """What is special about the text, in words, the weightiest first."""
    episode = line.shown
    known = (
        ("cut off", episode.truncated),
        ("no times", not episode.timed),
        ("sample", episode.sample),
        ("repaired", episode.repaired),
    )
    return [word for word, holds in known if holds]


def line_in_words(line: Line) -> str:
    """Everything that the row shows, as a screen reader says it."""
    parts = [line.shown.title, comes_from(line), *facts(line)]
    if not line.opened:
        parts.append("unread")
    elif line.finished:
        parts.append("finished")
    elif line.progress > 0:
        parts.append(f"{round(line.progress * 100)} % read")
    if line.bookmarks:
        parts.append(f"{line.bookmarks} quotes" if line.bookmarks > 1 else "1 quote")
    return ", ".join(part for part in (*parts, *badges(line)) if part)


@dataclass(frozen=True, slots=True)
class MetaPlan:
    """What of a meta line fits: the show in that many px (0: not at all), and how many badges."""

    show_width: float
    badge_count: int


def plan_meta(width: float, fixed: float, show: float, signs: float, badge_widths: list[float]) -> MetaPlan:
    """Shares `width` px among the parts of a meta line, whose natural widths are given, gaps included.

    Date, length and signs always stay; the show gives way first, but for its first letters; then badges, the last first.
    """
    room = width - fixed - signs
    least = min(show, _LEAST_SHOW)
    count = len(badge_widths)
    while count and sum(badge_widths[:count]) + (least if count > 1 else 0) > room:
        count -= 1
    show_width = min(show, room - sum(badge_widths[:count]))
    return MetaPlan(show_width if show_width >= least else 0, count)


class EpisodeDelegate(RowDelegate):
    """Paints lines and heads of shows. `names_show` says whether the meta line begins with the show."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self.names_show = True
        super().__init__(theme, parent)

    def refresh(self) -> None:
        theme = self.theme
        self._title_fonts = {False: theme.ui_font(0, 500), True: theme.ui_font(0, 600)}
        self._meta_font = theme.ui_font(-1.5)
        self._badge_font = theme.ui_font(-2.5)
        self._head_font = theme.ui_font(-2, 600)
        self._meta_metrics = QFontMetricsF(self._meta_font)
        self._badge_metrics = QFontMetricsF(self._badge_font)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = index.data(ROW_ROLE)
        return QSize(option.rect.width(), self.scaled(_HEAD_HEIGHT if isinstance(row, ShowHead) else _ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, Line):
            self._paint_line(painter, option, index, row)
        elif isinstance(row, ShowHead):
            self._paint_head(painter, option.rect, row)
        painter.restore()

    def _paint_head(self, painter: QPainter, rect: QRect, head: ShowHead) -> None:
        box = QRectF(rect).adjusted(_DOT_LEFT, self.scaled(6), -_TEXT_RIGHT, 0)
        palette = self.theme.palette
        painter.setPen(palette.ink3)
        width = draw_line(painter, box, grouped(head.count), self._meta_font, right=True)
        box.setRight(box.right() - width - _SIGN_GAP)
        painter.setPen(palette.ink2)
        draw_line(painter, box, head.show or "No show named", self._head_font)

    def _paint_line(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, line: Line) -> None:
        rect, palette = option.rect, self.theme.palette
        paint_ground(painter, rect.adjusted(_SIDE, 0, -_SIDE, 0), option, self.theme)
        box = QRectF(rect).adjusted(_TEXT_LEFT, 0, -_TEXT_RIGHT, 0)
        title = FittedText(line.shown.title, self._title_fonts[not line.opened], box.width(), 2)
        step, meta_height = self.scaled(_LINE_HEIGHT), self.scaled(_META_HEIGHT)
        height = title.line_count * step + _META_GAP + meta_height
        top = box.top() + (box.height() - height) // 2
        title.draw(painter, QPointF(box.left(), top), step, palette.ink)
        if not line.opened:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.accent)
            painter.drawEllipse(QRectF(rect.left() + _DOT_LEFT, top + (step - _DOT) / 2, _DOT, _DOT))
        meta = QRectF(box.left(), top + title.line_count * step + _META_GAP, box.width(), meta_height)
        self._paint_meta(painter, meta, line, palette.ink2 if is_selected(option) else palette.ink3)
        raised = is_selected(option) or is_hovered(option) or has_ring(option)
        bare = raised or _is_above_selected(option, index)
        self._paint_divider(painter, box.adjusted(0, 0, 0, -5 if raised else 0), line, bare=bare)

    def _paint_divider(self, painter: QPainter, box: QRectF, line: Line, *, bare: bool) -> None:
        """The row's lower hairline, unless `bare`; once reading has begun, a track that shows how far."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        bottom, palette = box.bottom(), self.theme.palette
        if line.opened and line.progress > 0 and not line.finished:
            rest = 1 if self.theme.high_contrast else 2  # without a second tone the part ahead is thinner
            painter.fillRect(QRectF(box.left(), bottom - rest, box.width(), rest), palette.line2)
            painter.fillRect(QRectF(box.left(), bottom - 2, max(2.0, box.width() * line.progress), 2), palette.accent)
        elif not bare:
            painter.fillRect(QRectF(box.left(), bottom - 1, box.width(), 1), palette.line)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def _paint_meta(self, painter: QPainter, box: QRectF, line: Line, ink: QColor) -> None:
        """`show · date · length` from the left; tick, quotes and badges from the right."""
        advance = self._meta_metrics.horizontalAdvance
        fixed = SEPARATOR.join(facts(line))
        show = comes_from(line) if self.names_show or not line.shown.show else ""
        gap = SEPARATOR if show and fixed else ""
        words = badges(line)
        widths = [self._badge_metrics.horizontalAdvance(word) + 2 * _BADGE_PAD + _BADGE_GAP for word in words]
        plan = plan_meta(box.width(), advance(gap + fixed), advance(show), self._signs_width(line), widths)
        right = self._paint_signs(painter, box, box.right(), line, ink)
        for word, width in zip(words[: plan.badge_count], widths, strict=False):
            right = self._paint_badge(painter, box, right, word, width - _BADGE_GAP)
        left = box.left()
        if plan.show_width:
            shortened = self._elided(show, plan.show_width)
            self._draw(painter, box, shortened, ink)
            left += advance(shortened)
            fixed = gap + fixed
        rest = QRectF(left, box.top(), right - left + 1, box.height())
        self._draw(painter, rest, self._elided(fixed, rest.width()), ink)

    def _elided(self, text: str, width: float) -> str:
        return self._meta_metrics.elidedText(text, Qt.TextElideMode.ElideRight, width + 0.5)

    def _signs_width(self, line: Line) -> float:
        width = float(_SIGN + _SIGN_GAP) if line.finished else 0.0
        if line.bookmarks:
            width += _SIGN + _SIGN_COUNT_GAP + self._meta_metrics.horizontalAdvance(str(line.bookmarks)) + _SIGN_GAP
        return width

    def _paint_signs(self, painter: QPainter, box: QRectF, right: float, line: Line, ink: QColor) -> float:
        """The number of quotes kept and the tick of a finished episode; answers where the free room ends."""
        token = "ink2" if ink == self.theme.palette.ink2 else "ink3"
        if line.bookmarks:
            count = str(line.bookmarks)
            width = self._meta_metrics.horizontalAdvance(count)
            self._draw(painter, QRectF(right - width, box.top(), width + 1, box.height()), count, ink)
            right -= width + _SIGN_COUNT_GAP + _SIGN
            self._paint_icon(painter, "quotes", token, right, box)
            right -= _SIGN_GAP
        if line.finished:
            right -= _SIGN
            self._paint_icon(painter, "check", token, right, box)
            right -= _SIGN_GAP
        return right

    def _paint_icon(self, painter: QPainter, name: str, token: str, left: float, box: QRectF) -> None:
        place = QRect(round(left), round(box.center().y() - _SIGN / 2), _SIGN, _SIGN)
        self.theme.icon(name, token).paint(painter, place)

    def _paint_badge(self, painter: QPainter, box: QRectF, right: float, word: str, width: float) -> float:
        palette = self.theme.palette
        height = self.scaled(15)
        frame = QRectF(right - width + 0.5, round(box.center().y() - height / 2) + 0.5, width - 1, height - 1)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(palette.line2, 1))
        painter.drawRoundedRect(frame, 4, 4)
        painter.setFont(self._badge_font)
        painter.setPen(palette.ink2)
        painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, word)
        return right - width - _BADGE_GAP

    def _draw(self, painter: QPainter, box: QRectF, text: str, ink: QColor) -> None:
        painter.setPen(ink)
        draw_line(painter, box, text, self._meta_font)


def _is_above_selected(option: QStyleOptionViewItem, index: Index) -> bool:
    view = option.widget
    return isinstance(view, RowView) and view.selectionModel().isSelected(index.model().index(index.row() + 1, 0))
