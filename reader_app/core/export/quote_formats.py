"""Writes the reader's quotes in the formats of other programs, and whole in one of our own that can be taken back."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from itertools import groupby
from typing import Any

from reader_app import APP_NAME
from reader_app.core.export.markdown import escaped, quote_paragraphs
from reader_app.core.export.names import BookmarkFormat
from reader_app.core.export.pieces import facts_of
from reader_app.core.export.tables import decimal, guarded, table
from reader_app.core.export.web_page import page, quotes
from reader_app.core.links import deep_link, source_link
from reader_app.core.model import Bookmark, Episode

FORMAT = "transcript-reader bookmarks"
"""What the `format` field of our own JSON says."""


@dataclass(frozen=True, slots=True)
class KeptQuote:
    """A bookmark with its episode and the words before and after it, at most 32 code points each."""

    bookmark: Bookmark
    episode: Episode
    prefix: str = ""
    suffix: str = ""


def write_markdown(kept: Sequence[KeptQuote]) -> str:
    """Quotes under the titles of their episodes."""
    parts = ["# Quotes"]
    for episode, bookmarks in _by_episode(kept):
        parts.append(f"## {escaped(episode.title, opens=False)}")
        facts = " · ".join(escaped(value, opens=False) for _, value in facts_of(episode))
        parts += [facts] if facts else []
        parts += quote_paragraphs(bookmarks, episode.url)
    return "\n\n".join(parts) + "\n"


def write_html(kept: Sequence[KeptQuote]) -> str:
    """The same as one web page."""
    body = ["<h1>Quotes</h1>"]
    for episode, bookmarks in _by_episode(kept):
        facts = " · ".join(escape(value) for _, value in facts_of(episode))
        body += [f"<h2>{escape(episode.title)}</h2>", f'<p class="facts">{facts}</p>' if facts else ""]
        body += quotes(bookmarks, episode)
    return page("Quotes", body, "")


def _by_episode(kept: Sequence[KeptQuote]) -> Iterator[tuple[Episode, list[Bookmark]]]:
    for _, group in groupby(kept, key=lambda each: each.episode.id):
        rows = list(group)
        yield rows[0].episode, [row.bookmark for row in rows]


def write_csv(kept: Sequence[KeptQuote]) -> str:
    """A table as RFC 4180 has it. Words that a spreadsheet would run as a formula begin with an apostrophe."""
    head = ("id", "episode", "title", "show", "text", "start", "time_origin", "speaker", "chapter", "note", "tags", "colour")
    rows: list[list[str]] = []
    for each in kept:
        mark, moment = each.bookmark, each.bookmark.moment
        words = (mark.speaker, mark.chapter, mark.note, ", ".join(mark.tags))
        rows.append(
            [
                *(mark.id, mark.episode, guarded(each.episode.title), guarded(each.episode.show), guarded(mark.text)),
                *(decimal(moment.seconds) if moment else "", moment.origin if moment else ""),
                *(guarded(word) for word in words),
                *(mark.colour, mark.created, mark.modified, each.episode.url or ""),
            ]
        )
    return table((*head, "created", "modified", "url"), rows)


def write_readwise(kept: Sequence[KeptQuote]) -> str:
    """The table that Readwise takes: tags as `.tag` before the note, the second as the location.

    It is for that program and no spreadsheet, so the words stand in it as they are.
    https://docs.readwise.io/readwise/docs/importing-highlights/csv
    """
    rows = []
    for each in kept:
        mark, moment = each.bookmark, each.bookmark.moment
        tags = [f".{'_'.join(tag.split())}" for tag in mark.tags]
        link = source_link(each.episode.url, moment.seconds if moment else None)
        where = str(int(max(0.0, moment.seconds))) if moment else ""
        note = " ".join((*tags, mark.note)).strip()
        show, date = each.episode.show or "", _readwise_date(mark.created)
        rows.append([mark.text, each.episode.title, show, link or "", note, where, date])
    return table(("Highlight", "Title", "Author", "URL", "Note", "Location", "Date"), rows)


def _readwise_date(stamp: str) -> str:
    try:
        return datetime.fromisoformat(stamp).astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
    except ValueError:
        return stamp


def write_json(kept: Sequence[KeptQuote]) -> str:
    """All that is known of each quote; `bookmark import` takes it back."""
    told = {
        "format": FORMAT,
        "version": 1,
        "exported_by": APP_NAME,
        "bookmarks": [_whole(each) for each in kept],
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _whole(each: KeptQuote) -> dict[str, Any]:
    mark = each.bookmark
    return {
        "id": mark.id,
        "episode": mark.episode,
        "text": mark.text,
        "start": round(mark.moment.seconds, 3) if mark.moment else None,
        "time_origin": mark.moment.origin if mark.moment else None,
        "speaker": mark.speaker,
        "chapter": mark.chapter,
        "note": mark.note,
        "tags": list(mark.tags),
        "colour": mark.colour,
        "created": mark.created,
        "modified": mark.modified,
        "anchor": mark.anchor,
        "offset": mark.span.start if mark.span else None,
        "prefix": each.prefix,
        "suffix": each.suffix,
        "title": each.episode.title,
        "show": each.episode.show,
        "url": each.episode.url,
    }


def write_webannotation(kept: Sequence[KeptQuote]) -> str:
    """A page of W3C annotations. Positions count code points of the episode's text here, so they go with this app's link.

    https://www.w3.org/TR/annotation-model/
    """
    told = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "urn:transcript-reader:bookmarks",
        "type": "AnnotationPage",
        "items": [_annotation(each) for each in kept],
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _annotation(each: KeptQuote) -> dict[str, Any]:
    mark = each.bookmark
    quote: dict[str, Any] = {"type": "TextQuoteSelector", "exact": mark.text}
    quote |= {name: words for name, words in (("prefix", each.prefix), ("suffix", each.suffix)) if words}
    selectors = [quote]
    if mark.span is not None:
        selectors.append({"type": "TextPositionSelector", "start": mark.span.start, "end": mark.span.stop})
    if mark.moment is not None:
        media = "http://www.w3.org/TR/media-frags/"
        selectors.append({"type": "FragmentSelector", "conformsTo": media, "value": f"t={decimal(mark.moment.seconds)}"})
    body = [{"type": "TextualBody", "value": tag, "purpose": "tagging"} for tag in mark.tags]
    if mark.note:
        body.insert(0, {"type": "TextualBody", "value": mark.note, "format": "text/plain", "purpose": "commenting"})
    source = source_link(each.episode.url, None) or deep_link(mark.episode)
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": f"urn:uuid:{mark.id}",
        "type": "Annotation",
        "motivation": "commenting" if mark.note else "highlighting",
        "created": mark.created,
        "modified": mark.modified,
        **({"body": body} if body else {}),
        "target": {"source": source, "selector": selectors},
    }


QUOTE_FORMATS: dict[BookmarkFormat, Callable[[Sequence[KeptQuote]], str]] = {
    "md": write_markdown,
    "csv": write_csv,
    "json": write_json,
    "html": write_html,
    "readwise": write_readwise,
    "webannotation": write_webannotation,
}
