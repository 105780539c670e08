"""Writes transcripts in Markdown, in which words that look like Markdown read as what they are."""

import json
import re
from collections.abc import Sequence

from reader_app import APP_NAME
from reader_app.core.export.names import Include
from reader_app.core.export.pieces import Piece, clock, facts_of, pieces_of
from reader_app.core.links import source_link
from reader_app.core.model import Bookmark, Moment, OpenEpisode

_MARKS = re.compile(r"[\\`*\[\]<~]|&(?=#?\w{1,32};)|_(?![^\W_])|(?<![^\W_])_")
"""Signs that Markdown would take for its own; an underscore inside a word is none."""
_HEAD = re.compile(r"(?:#{1,6}(?=\s|$)|[-+](?=\s|$)|[-_=]{3,}\s*$|>|\|)|(\d{1,9})(?=[.)](?:\s|$))")
_PLAIN_LINK = re.compile(r"https?://[^\s<>\"\\]*[^\s<>\"\\.,:;!?)\]'*]")


def escaped(text: str, *, opens: bool = True) -> str:
    """`text`, one line, so that Markdown shows it as it is; `opens` where it begins a paragraph."""
    head = _HEAD.match(text) if opens else None
    if head is not None:
        number = head[1]
        rest = text[head.end(1) :] if number else text
        return f"{number or ''}\\{rest[0]}{escaped(rest[1:], opens=False)}"
    parts, begin = [], 0
    for link in _PLAIN_LINK.finditer(text):
        parts += [_MARKS.sub(r"\\\g<0>", text[begin : link.start()]), f"<{link[0]}>"]
        begin = link.end()
    parts.append(_MARKS.sub(r"\\\g<0>", text[begin:]))
    return "".join(parts)


def write_markdown(opened: OpenEpisode, include: Include) -> str:
    """The whole page, with front matter in YAML."""
    episode = opened.episode
    fields = [("title", episode.title), *facts_of(episode), ("exported_by", APP_NAME)]
    # A JSON string is a YAML string in double quotes, so no value can end its line or begin another field.
    front = [f"{name}: {json.dumps(' '.join(value.split()), ensure_ascii=False)}" for name, value in fields]
    parts = ["\n".join(("---", *front, "---")), f"# {escaped(episode.title, opens=False)}"]
    contents: list[str] = []
    for piece in pieces_of(opened, include):
        if contents and piece.kind != "contents":
            parts.append("\n".join(contents))
            contents = []
        line = _line(piece, episode.url)
        if piece.kind == "contents":
            contents.append(line)
        else:
            parts.append(line)
    if contents:
        parts.append("\n".join(contents))
    if include.bookmarks and opened.bookmarks:
        parts += ["## Quotes", *quote_paragraphs(opened.bookmarks, episode.url)]
    return "\n\n".join(parts) + "\n"


def _line(piece: Piece, url: str | None) -> str:
    when = time_mark(piece.moment, url)
    if piece.kind == "heading":
        return " ".join(part for part in ("##", escaped(piece.text, opens=False), when) if part)
    if piece.kind == "contents":
        return " ".join(part for part in ("-", when, escaped(piece.text, opens=False)) if part)
    name = f"**{escaped(piece.speaker, opens=False)}:**" if piece.speaker else ""
    words = " ".join(part for part in (name, when, escaped(piece.text, opens=not (name or when))) if part)
    return f"> {words}" if piece.kind == "pull_quote" else words


def time_mark(moment: Moment | None, url: str | None) -> str:
    """A time in brackets, as a link where the episode is on the web."""
    if moment is None:
        return ""
    link = source_link(url, moment.seconds)
    return f"[{clock(moment)}]" + (f"(<{link.translate(_IN_LINK)}>)" if link else "")


_IN_LINK = {ord("<"): "%3C", ord(">"): "%3E", ord("\\"): "%5C", ord(" "): "%20", ord("\n"): "%0A"}


def quote_paragraphs(bookmarks: Sequence[Bookmark], url: str | None) -> list[str]:
    """Kept quotes of one episode: the words, who says them and when, the note, the tags."""
    parts = []
    for kept in bookmarks:
        lines = [f"> {escaped(line)}" for line in kept.text.splitlines() if line.strip()]
        source = [escaped(kept.speaker, opens=False) if kept.speaker else "", time_mark(kept.moment, url)]
        source.append(escaped(kept.chapter, opens=False) if kept.chapter else "")
        told = ", ".join(part for part in source if part)
        parts.append("\n>\n".join([*lines, *([f"> — {told}"] if told else [])]))
        parts += ["\\\n".join(escaped(line) for line in kept.note.splitlines() if line.strip())] if kept.note.strip() else []
        parts += [" ".join(escaped(f"#{'-'.join(tag.split())}", opens=False) for tag in kept.tags)] if kept.tags else []
    return parts
