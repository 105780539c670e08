"""What a page says of its episode in one line, and what leaves it as copied text."""

from collections.abc import Sequence

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtGui import QTextCursor

from reader_app.core.model import Episode
from reader_app.core.timestamps import format_length
from reader_app.ui.page_layout import Row
from reader_app.ui.row_text import grouped


def clean_copy(selection: QTextCursor, rows: Sequence[Row]) -> str:
    """The selected words without anything of the page's: an empty line between paragraphs, a voice's name above its words."""
    parts = []
    start, stop = selection.selectionStart(), selection.selectionEnd()
    block = selection.document().findBlock(start)
    while block.isValid() and block.position() < stop:
        words = _units(block.text(), max(0, start - block.position()), min(stop - block.position(), block.length() - 1)).strip()
        if words:
            parts.append(words + ("\n" if rows[block.blockNumber()].role == "label" else "\n\n"))
        block = block.next()
    return "".join(parts).rstrip("\n")


def _units(text: str, start: int, stop: int) -> str:
    """The part of `text` between two counts of UTF-16 units."""
    return text.encode("utf-16-le", "surrogatepass")[2 * start : 2 * stop].decode("utf-16-le", "replace")


def meta_line(episode: Episode) -> str:
    """What is known of an episode in one line: show · date · length, in time where the source says so, else in words."""
    parts = (episode.show, local_date(episode.published), length_in_words(episode))
    return " · ".join(part for part in parts if part)


def length_in_words(episode: Episode) -> str:
    """How long it is: in time where the source says so, else in words; empty where there are none."""
    if episode.duration is not None and episode.duration > 0:
        return format_length(episode.duration)
    return f"{grouped(episode.words)} word{'' if episode.words == 1 else 's'}" if episode.words else ""


def local_date(published: str | None) -> str | None:
    """An ISO date as the system's language writes it; what is no full date as it stands."""
    if not published:
        return None
    date = QDate.fromString(published[:10], Qt.DateFormat.ISODate)
    return QLocale().toString(date, "d MMM yyyy") if date.isValid() else published
