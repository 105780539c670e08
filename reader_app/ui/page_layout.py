"""What stands on the page, row by row, and where each code point of the transcript lies in the document."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from reader_app.core.model import BlockKind, OpenEpisode, Paragraph, Span, Transcript
from reader_app.core.timestamps import format_clock

RowRole = BlockKind | Literal["meta", "label", "attribution", "end"]
"""The kinds of paragraphs, and our own rows: what is known of the episode, a voice, who is quoted, that the source ends."""
MarkKind = Literal["stated", "interpolated", "chapter", "number"]
BREAKS_OFF = "The source breaks off here."
_NUMBERED = frozenset(("prose", "speech", "pull_quote"))
_CHAPTER_LIKE = frozenset(("heading", "contents"))
_NOTES = frozenset(("description", "prose"))
_LONGEST_LINE = 90
"""Code points up to which a paragraph of notes without an end of a sentence is a line of a list: a link, a name."""
_SENTENCE_ENDS = tuple(".!?…।。؟")
# Characters that Qt would turn into a new paragraph, which would shift all that follows.
_BREAKERS = dict.fromkeys(map(ord, "\n\r\u2029\u2028\ufdd0\ufdd1\x00"), " ")


@dataclass(frozen=True, slots=True)
class GutterMark:
    """What the gutter shows beside a row: a time or a paragraph number; `quiet` ones only while the row is pointed at."""

    text: str
    kind: MarkKind
    quiet: bool = False

    @property
    def spoken(self) -> str:
        """The mark in words, for tooltips, menus and screen readers."""
        if self.kind == "number":
            return f"Paragraph {self.text.removeprefix('¶ ')}"
        return f"Time {self.text.removeprefix('~')}, {'estimated' if self.kind == 'interpolated' else 'from the source'}"


@dataclass(slots=True)
class Row:
    """One block of the document. `paragraph` is None for our own rows, whose `text` is not part of the transcript.

    `opens_turn`: speech of an unnamed voice where another voice may begin. `follows` and `leads` are its neighbours' roles.
    `quiet`: words about the text, before it begins. `section`: a heading beside those that are chapters. `tight`: a line of
    a list, and the next row is one too. `goes_to`: where the chapter stands that this line of the contents names.
    """

    role: RowRole
    paragraph: Paragraph | None = None
    text: str = ""
    language: str | None = None
    mark: GutterMark | None = None
    opens_turn: bool = False
    follows: RowRole | None = None
    leads: RowRole | None = None
    quiet: bool = False
    section: bool = False
    tight: bool = False
    goes_to: int | None = None


def page_rows(opened: OpenEpisode, meta: str) -> list[Row]:
    """The rows of an episode's page in reading order; `meta` is the line under the title, empty for none."""
    rows = list(_rows(opened, meta))
    for row, after in pairwise(rows):
        row.leads, after.follows = after.role, row.role
    _tell_apart(rows, opened.transcript)
    return rows


def _tell_apart(rows: Sequence[Row], transcript: Transcript) -> None:
    """Finds notes about the text, sections beside chapters, and lines of lists."""
    speech = next((number for number, row in enumerate(rows) if row.role == "speech"), None)
    lengths = Counter[RowRole]()
    for row in rows:
        if row.paragraph is not None and row.role in _NOTES:
            lengths[row.role] += row.paragraph.span.stop - row.paragraph.span.start
    # Without a word spoken, a description longer than all else is what there is to read.
    about = {"description"} if lengths["description"] <= lengths["prose"] else set()
    chapters = {chapter.offset for chapter in transcript.chapters if chapter.placed}
    chapters &= {row.paragraph.span.start for row in rows if row.paragraph is not None and row.role == "heading"}
    for number, row in enumerate(rows):
        row.quiet = row.role in _NOTES and (number < speech if speech is not None else row.role in about)
        if row.role == "heading" and row.paragraph is not None:
            row.section = bool(chapters) and row.paragraph.span.start not in chapters
    for row, after in pairwise(rows):
        row.tight = _is_line(row, transcript.text) and _is_line(after, transcript.text)


def _is_line(row: Row, text: str) -> bool:
    if row.paragraph is None or row.role not in _NOTES:
        return False
    start, stop = row.paragraph.span
    return stop - start <= _LONGEST_LINE and not text[start:stop].rstrip(" \"'”’)»").endswith(_SENTENCE_ENDS)


def _rows(opened: OpenEpisode, meta: str) -> Iterator[Row]:
    transcript = opened.transcript
    marks = _Marks(transcript)
    titled = bool(opened.paragraphs) and opened.paragraphs[0].kind == "title"
    if not titled:
        yield Row("title", text=opened.episode.title, language=opened.episode.language)
        if meta:
            yield Row("meta", text=meta)
    voice: tuple[int | None, int | None] = (None, None)
    block = 0
    for number, paragraph in enumerate(opened.paragraphs):
        while block + 1 < len(transcript.blocks) and transcript.blocks[block + 1].span.start <= paragraph.span.start:
            block += 1
        language = (transcript.blocks[block].language if transcript.blocks else None) or opened.episode.language
        row = Row(paragraph.kind, paragraph, language=language, mark=marks.of(paragraph))
        if paragraph.kind == "contents":
            row.mark, row.goes_to = marks.of_contents(paragraph)
        if paragraph.kind == "speech":
            if paragraph.speaker is None:
                row.opens_turn = (None, paragraph.turn) != voice != (None, None)
            elif paragraph.speaker != voice[0]:
                yield Row("label", text=transcript.speakers[paragraph.speaker].name, language=language)
            voice = (paragraph.speaker, paragraph.turn)
        elif paragraph.kind == "heading":
            # Under a heading the name is said again, unless the heading stands inside one turn.
            voice = (None, voice[1]) if _turn_after(opened, number) != voice[1] else voice
        yield row
        if paragraph.kind == "pull_quote" and paragraph.speaker is not None:
            yield Row("attribution", text=f"— {transcript.speakers[paragraph.speaker].name}", language=language)
        if titled and number == 0 and meta:
            yield Row("meta", text=meta)
    if transcript.truncated:
        yield Row("end", text=BREAKS_OFF)


def _turn_after(opened: OpenEpisode, number: int) -> int | None:
    for paragraph in opened.paragraphs[number + 1 : number + 6]:
        if paragraph.kind != "heading":
            return paragraph.turn
    return None


class _Marks:
    """Gives each paragraph its gutter mark, and keeps the same time from being said twice."""

    def __init__(self, transcript: Transcript) -> None:
        self._timed = transcript.timed
        self._text = transcript.text
        self._listed = {chapter.title: chapter for chapter in reversed(transcript.chapters) if chapter.origin == "stated"}
        self._said: str | None = None
        self._number = 0

    def of(self, paragraph: Paragraph) -> GutterMark | None:
        if self._timed or paragraph.moment is not None:  # a list of chapters has times though its text has none
            return self._time(paragraph)
        if paragraph.kind not in _NUMBERED:
            return None
        self._number += 1
        return GutterMark(f"¶ {self._number}", "number")

    def of_contents(self, paragraph: Paragraph) -> tuple[GutterMark | None, int | None]:
        """The mark of a line of the contents, and where its chapter stands: its time may be known only as the chapter's."""
        chapter = self._listed.get(self._text[slice(*paragraph.span)].strip())
        start = paragraph.moment.seconds if paragraph.moment is not None else chapter.start if chapter is not None else None
        mark = GutterMark(format_clock(start), "chapter") if start is not None else None
        known = chapter is not None and chapter.placed and chapter.offset != paragraph.span.start
        return mark, chapter.offset if chapter is not None and known else None

    def _time(self, paragraph: Paragraph) -> GutterMark | None:
        moment = paragraph.moment
        if moment is None or paragraph.kind == "title":
            return None
        clock = format_clock(moment.seconds)
        said, self._said = self._said, clock
        if paragraph.kind in _CHAPTER_LIKE and moment.origin == "stated":
            return GutterMark(clock, "chapter")
        repeated = said == clock and paragraph.kind != "speech"
        if moment.origin == "interpolated":
            return GutterMark(f"~{clock}", "interpolated", repeated)
        return GutterMark(clock, "stated", repeated)


def clean_text(text: str) -> str:
    """`text`, as long as before, without the characters that a document would break a paragraph at."""
    if text.isascii() and not ("\n" in text or "\r" in text or "\0" in text):
        return text
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:  # half of a surrogate pair, which no document can hold
        text = "".join("\ufffd" if "\ud800" <= character <= "\udfff" else character for character in text)
    return text.translate(_BREAKERS) if any(chr(breaker) in text for breaker in _BREAKERS) else text


class PageMap:
    """The one place that converts between code points of `Transcript.text` and positions in the document.

    The document counts UTF-16 units, ends each row with one unit, and holds rows of our own that the transcript does not know.
    """

    def __init__(self, rows: Sequence[Row], text: str) -> None:
        self._starts: list[int] = []
        self._spans: list[Span | None] = []
        self._wide: dict[int, list[int]] = {}
        self._paragraph_rows: list[int] = []
        self._paragraph_starts: list[int] = []
        self._length = len(text)
        narrow = text.isascii() or max(text, default="") <= "\uffff"
        position = 0
        for number, row in enumerate(rows):
            self._starts.append(position)
            if row.paragraph is None:
                self._spans.append(None)
                position += len(row.text.encode("utf-16-le")) // 2 + 1
                continue
            start, stop = row.paragraph.span
            self._spans.append(row.paragraph.span)
            self._paragraph_rows.append(number)
            self._paragraph_starts.append(start)
            position += stop - start + 1
            if not narrow:
                wide = [at for at, character in enumerate(text[start:stop]) if character > "\uffff"]
                if wide:
                    self._wide[number] = wide
                    position += len(wide)
        self.length = max(0, position - 1)
        """UTF-16 units of the whole document."""

    @property
    def paragraph_rows(self) -> Sequence[int]:
        """The numbers of the rows that are paragraphs of the transcript."""
        return self._paragraph_rows

    def row_of(self, offset: int) -> int:
        """The row that holds the code point `offset`, or the one before it."""
        if not self._paragraph_rows:
            return 0
        return self._paragraph_rows[max(0, bisect_right(self._paragraph_starts, offset) - 1)]

    def row_start(self, row: int) -> int:
        """Where the row begins in the document."""
        return self._starts[row]

    def position(self, offset: int) -> int:
        """Where the code point `offset` lies in the document; between two paragraphs, at the end of the first."""
        if not self._paragraph_rows:
            return 0
        row = self.row_of(offset)
        return self._starts[row] + self.within(row, offset)

    def within(self, row: int, offset: int) -> int:
        """UTF-16 units from the start of `row` to the code point `offset`, held inside the row."""
        span = self._spans[row]
        if span is None:
            return 0
        inside = max(0, min(offset, span.stop) - span.start)
        wide = self._wide.get(row)
        return inside + bisect_left(wide, inside) if wide else inside

    def offset(self, position: int) -> int:
        """The code point at that position of the document; in a row of our own, where the next paragraph begins."""
        if not self._paragraph_rows:
            return 0
        row = max(0, bisect_right(self._starts, position) - 1)
        span = self._spans[row]
        if span is None:
            after = bisect_left(self._paragraph_rows, row)
            if after < len(self._paragraph_rows):
                return self._paragraph_starts[after]
            last = self._spans[self._paragraph_rows[-1]]
            return last.stop if last is not None else self._length
        units = position - self._starts[row]
        wide = self._wide.get(row)
        if wide:
            # The n-th wide character begins n units later than its count of code points says.
            units -= bisect_left(range(len(wide)), units, key=lambda number: wide[number] + number)
        return min(span.start + units, span.stop)
