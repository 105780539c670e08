"""Writes what a search found: a page to read in Markdown, tables of the hits and of the lines around the keyword in CSV."""

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby

from reader_app import APP_NAME
from reader_app.core.export.markdown import escaped, time_mark
from reader_app.core.export.names import HitFormat
from reader_app.core.export.pieces import facts_of
from reader_app.core.export.tables import decimal, guarded, table
from reader_app.core.findings import Concordance
from reader_app.core.links import deep_link, source_link
from reader_app.core.model import Episode, Hit, HitField, Moment, SearchAnswer, Span

Rows = Mapping[str, Episode]
"""The rows of the episodes that hold a hit, by id; one that has gone meanwhile may be missing."""
_PLACE = ("episode", "title", "show", "published", "start", "time_origin")
_ENDS = ("url", "link", "query", "exported")
_KINDS: dict[HitField, str] = {
    "title": "title",
    "description": "description",
    "chapter": "heading",
    "pull_quote": "pull quote",
    "entity": "glossary",
    "note": "note",
}
"""What is told of a hit that stands in another kind of text than what is said or written there."""


def write_markdown(answer: SearchAnswer, rows: Rows, date: str) -> str:
    """The hits under the titles of their episodes, the marked words in bold; `date` is that of the export."""
    parts = [f"# Search: {escaped(_line(answer.query), opens=False)}", " · ".join((_extent(answer), date, APP_NAME))]
    for ident, group in groupby(answer.hits, key=lambda hit: hit.episode):
        hits, row = list(group), rows.get(ident)
        parts.append(f"## {escaped(_line(row.title if row else hits[0].title), opens=False)}")
        facts = " · ".join(escaped(_line(value), opens=False) for _, value in facts_of(row)) if row else ""
        parts += [facts] if facts else []
        parts += [_quoted(hit, row.url if row else None) for hit in hits]
    return "\n\n".join(parts) + "\n"


def _extent(answer: SearchAnswer) -> str:
    hits, episodes = len(answer.hits), answer.episodes
    first = f"the first {hits:,} of " if hits < answer.total else ""
    return f"{first}{answer.total:,} hit{'s' * (answer.total != 1)} in {episodes:,} episode{'s' * (episodes != 1)}"


def _quoted(hit: Hit, url: str | None) -> str:
    """The words, and under them who says them, when and where, with a link to the place in this app."""
    known = (hit.speaker, time_mark(_moment(hit), url), hit.chapter if hit.field != "chapter" else None, _KINDS.get(hit.field))
    told = [part if number == 1 else escaped(_line(part), opens=False) for number, part in enumerate(known) if part]
    place = f"[in the transcript](<{deep_link(hit.episode, _start(hit.span))}>)"
    return f"> {_marked(hit.snippet, hit.marks)}\n>\n> — {', '.join([*told, place])}"


def _moment(hit: Hit) -> Moment | None:
    """Its time as the page shows it."""
    return hit.shown or hit.moment


def _line(text: str) -> str:
    return " ".join(text.split())


def _marked(snippet: str, marks: Sequence[Span]) -> str:
    """`snippet` with `marks` in bold."""
    pieces: list[str] = []  # what is not marked, what is, what is not, ...
    at = 0
    for start, stop in _apart(marks):
        pieces += [snippet[at:start], snippet[start:stop]]
        at = stop
    pieces.append(snippet[at:])
    shown = [escaped(piece, opens=number == 0) for number, piece in enumerate(pieces)]
    for number in range(1, len(shown), 2):
        shown[number] = _bold(shown[number], shown[number - 1][-1:], shown[number + 1][:1])
    return "".join(shown)


def _apart(marks: Sequence[Span]) -> Iterator[Span]:
    """`marks`, those that touch as one: Markdown has no way to end bold words and begin others right there."""
    last: Span | None = None
    for mark in marks:
        if last is not None and mark.start <= last.stop:
            last = Span(last.start, max(last.stop, mark.stop))
            continue
        if last is not None:
            yield last
        last = mark
    if last is not None:
        yield last


def _bold(words: str, before: str, after: str) -> str:
    """`words` in bold, whatever signs stand beside them.

    Two stars between a letter and a sign are text to Markdown. https://spec.commonmark.org/0.31.2/#left-flanking-delimiter-run
    """
    opens = not _is_sign(words[:1]) or not before or before.isspace() or _is_sign(before)
    closes = not _is_sign(words[-1:]) or not after or after.isspace() or _is_sign(after)
    return f"**{words}**" if opens and closes else f"<strong>{words}</strong>"


def _is_sign(character: str) -> bool:
    return bool(character) and unicodedata.category(character)[0] in "PS"


def write_csv(answer: SearchAnswer, rows: Rows, date: str) -> str:
    """A table of the hits, as RFC 4180 has it; `marked` are the words that met the query. Every row has the query and `date`."""
    cells = []
    for hit in answer.hits:
        marked = " … ".join(hit.snippet[start:stop] for start, stop in _apart(hit.marks))
        words = (hit.speaker, hit.chapter, hit.field, hit.snippet, marked)
        place = _place(hit.episode, hit.title, hit.show, _moment(hit), rows)
        link = _links(hit.episode, hit.span, _moment(hit), rows)
        cells.append([*place, *map(guarded, words), *link, guarded(answer.query), date])
    return table((*_PLACE, "speaker", "chapter", "field", "snippet", "marked", *_ENDS), cells)


def write_lines(told: Concordance, rows: Rows, date: str) -> str:
    """A table of the lines around the keyword, in their order."""
    cells = []
    for line in told.lines:
        words = (line.before, line.keyword, line.after)
        place = _place(line.episode, line.title, line.show, line.moment, rows)
        link = _links(line.episode, line.span, line.moment, rows)
        cells.append([*map(guarded, words), *place, guarded(line.speaker), *link, guarded(told.query), date])
    return table(("before", "keyword", "after", *_PLACE, "speaker", *_ENDS), cells)


def _place(ident: str, title: str, show: str | None, moment: Moment | None, rows: Rows) -> list[str]:
    """The cells that say in which episode a hit stands, and when."""
    published = rows[ident].published if ident in rows else None
    told = (decimal(moment.seconds), moment.origin) if moment is not None else ("", "")
    return [ident, *map(guarded, (title, show, published)), *told]


def _links(ident: str, span: Span, moment: Moment | None, rows: Rows) -> tuple[str, str]:
    """The moment on the web, where the episode states a page, and the place in this app."""
    url = source_link(rows[ident].url, moment.seconds if moment is not None else None) if ident in rows else None
    return url or "", deep_link(ident, _start(span))


def _start(span: Span) -> int | None:
    """Where in the text a hit begins; None for one that has no place there, as a note whose quote is lost."""
    return span.start if span.stop else None


HIT_FORMATS: dict[HitFormat, Callable[[SearchAnswer, Rows, str], str]] = {"md": write_markdown, "csv": write_csv}
