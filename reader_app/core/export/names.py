"""What readers call each format of an export, and what may be left out of one; light, because a window needs it at start."""

from dataclasses import dataclass
from typing import Literal

ExportFormat = Literal["md", "txt", "srt", "vtt", "json", "html"]
BookmarkFormat = Literal["md", "csv", "json", "html", "readwise", "webannotation"]
HitFormat = Literal["md", "csv"]
ResultFormat = HitFormat | Literal["kwic"]
"""`kwic`: the lines around the keyword; the others are the hits as a search lists them."""

EXPORT_LABELS: dict[ExportFormat, str] = {
    "md": "Markdown",
    "txt": "Plain text",
    "html": "Web page (HTML)",
    "srt": "Subtitles (SRT)",
    "vtt": "Captions (WebVTT)",
    "json": "Podcasting 2.0 (JSON)",
}
BOOKMARK_LABELS: dict[BookmarkFormat, str] = {
    "md": "Markdown",
    "html": "Web page (HTML)",
    "csv": "Table (CSV)",
    "json": "For this app (JSON)",
    "readwise": "Readwise (CSV)",
    "webannotation": "Web Annotation (JSON-LD)",
}
BOOKMARK_SUFFIXES: dict[BookmarkFormat, str] = {
    "md": "md",
    "html": "html",
    "csv": "csv",
    "json": "json",
    "readwise": "csv",
    "webannotation": "jsonld",
}
RESULT_LABELS: dict[ResultFormat, str] = {
    "md": "Markdown",
    "csv": "Table (CSV)",
    "kwic": "Keyword in context (CSV)",
}
RESULT_SUFFIXES: dict[ResultFormat, str] = {"md": "md", "csv": "csv", "kwic": "csv"}
PAGE_FORMATS: frozenset[ExportFormat] = frozenset(("md", "txt", "html"))
"""Formats that hold a whole page; the others hold what is said, and when."""


@dataclass(frozen=True, slots=True)
class Include:
    """What an export holds beside the words. Subtitles and JSON always have times, and never a description or quotes."""

    times: bool = True
    speakers: bool = True
    description: bool = True
    bookmarks: bool = False
