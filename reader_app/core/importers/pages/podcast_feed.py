"""Reads the feeds of podcasts, RSS or Atom, as saved: each item with its title, date, address, notes, chapters and people.

The forms are those of https://www.rssboard.org/rss-specification, RFC 4287, https://podcasters.apple.com/support/823 and
https://podcasting2.org/docs/podcast-namespace; chapters in the feed itself those of https://podlove.org/simple-chapters.
Nothing that a feed names is fetched, and no path in it is followed.
"""

import html
import re
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import unquote, urlsplit

from reader_app.core.errors import UnreadableFile
from reader_app.core.importers.chapter_lists import find_chapter_list
from reader_app.core.importers.character_references import unescape
from reader_app.core.importers.derived_titles import title_from_prose
from reader_app.core.importers.draft import Draft, DraftBlock, DraftEntity, NamedTranscript, fold_space
from reader_app.core.importers.glued.show_notes import NotesReader
from reader_app.core.importers.language import detect_language
from reader_app.core.importers.language_tags import language_tag
from reader_app.core.importers.markup import Markup, Tag, root_name
from reader_app.core.importers.pages.page_markup import read_web_page
from reader_app.core.timestamps import parse_clock

_ROOTS = frozenset(("rss", "rdf", "feed", "channel"))
_ITEM = re.compile(r"<(?:item|entry)[\s>]")
_ITEMS = frozenset(("item", "entry"))
_NOTES = ("encoded", "content", "description", "summary")
_DATES = ("pubdate", "published", "issued", "date", "updated")
_BARE = frozenset((*_DATES, "duration", "guid", "language", "link"))
"""Fields that hold no tags: one that begins in them says that their own end is missing."""
_ISO_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?!\d)")
_SECONDS = re.compile(r"\d{1,7}(?:\.\d{1,6})?")
_ADDRESS = re.compile(r"https?://[^\s<>\"]{4,2000}")
_HTML = re.compile(r"</?[a-zA-Z][^<>]{0,1000}>")
_LONGEST_NAME = 255
_MOST_TRANSCRIPTS = 20
"""More of one item are not looked at."""


@dataclass(slots=True)
class FeedEpisode:
    """One item of a feed, as far as it states it: `published` an ISO date, `duration` in seconds, `notes` text or HTML.

    `transcripts` are where it says that they lie; `recording` and `chapter_list` are what its recording and the list of its
    chapters are called at the end of their addresses.
    """

    fields: dict[str, str] = field(default_factory=dict)
    url: str | None = None
    transcripts: list[NamedTranscript] = field(default_factory=list)
    recording: str = ""
    chapter_list: str = ""
    people: list[tuple[str, str]] = field(default_factory=list)
    """Names, and what each of them does in the episode ("host")."""
    chapters: list[tuple[float, str]] = field(default_factory=list)
    chapters_elsewhere: bool = False

    @property
    def title(self) -> str:
        """The title, on one line."""
        return fold_space(self.fields.get("title", ""))

    @property
    def files(self) -> list[str]:
        """What its transcripts are called at the end of their addresses."""
        return [name for each in self.transcripts if (name := file_name(each.address))]

    @property
    def notes(self) -> str:
        """The fullest of its notes, as text or HTML."""
        return next((text for name in _NOTES if (text := self.fields.get(name, "")).strip()), "")

    @property
    def published(self) -> str | None:
        """The day of publication, as the feed writes it in its own zone."""
        return next((day for name in _DATES if (day := _day(self.fields.get(name, ""))) is not None), None)

    @property
    def duration(self) -> float | None:
        """The length in seconds, written as such or as a clock."""
        return _seconds(self.fields.get("duration", "")) or None


@dataclass(slots=True)
class Feed:
    """What a feed states of itself, and its items in their order. `cut` says that it breaks off."""

    fields: dict[str, str] = field(default_factory=dict)
    episodes: list[FeedEpisode] = field(default_factory=list)
    people: list[tuple[str, str]] = field(default_factory=list)
    language: str | None = None
    cut: bool = False

    @property
    def show(self) -> str | None:
        """The name of the show."""
        return fold_space(self.fields.get("title", "")) or None

    @property
    def told(self) -> list[FeedEpisode]:
        """The items that say anything: each is an episode."""
        return [episode for episode in self.episodes if episode.title or episode.notes]


def recognises(text: str) -> bool:
    """Whether `text` is a feed: RSS or Atom by its first element, with at least one item."""
    return root_name(text) in _ROOTS and _ITEM.search(text) is not None


def parse(text: str, name: str) -> list[Draft]:
    """The items as episodes: their notes are what can be read of them. Raises UnreadableFile where none has words."""
    feed = read_feed(text)
    drafts = [draft_of(episode, feed, name) for episode in feed.told]
    if not drafts:
        raise UnreadableFile("This podcast feed has no episodes with a title or notes.")
    if feed.cut:
        drafts[-1].truncated = True
        drafts[-1].notes.append("the feed breaks off before its end")
    return drafts


def read_feed(text: str) -> Feed:
    """What a feed and its items state. Raises UnreadableFile where it declares entities of its own."""
    reader = _FeedReader()
    markup = Markup(text, html=False)
    for part in markup:
        reader.take(part)
    reader.end()
    reader.feed.cut = markup.cut or not reader.ended
    return reader.feed


def draft_of(episode: FeedEpisode, feed: Feed, name: str, *, chapters: bool = True) -> Draft:
    """One item as an episode of which there is no transcript. `name`, the feed's file, is a title's last resort."""
    blocks = notes_of(episode, chapters=chapters)
    people = [
        DraftBlock("entity", _person(*each), entity=DraftEntity(each[0], "person", each[1] or None, ""))
        for each in _people(episode, feed)
    ]
    words = " ".join(block.text for block in blocks)
    title = episode.title
    draft = Draft(title or title_from_prose(words) or name, "stated" if title else "derived", [*blocks, *people])
    language = detect_language(words)
    draft.language = language if language != "und" else feed.language or "und"
    draft.show, draft.published, draft.url, draft.duration = feed.show, episode.published, episode.url, episode.duration
    draft.credits = True
    draft.transcripts = [each for each in episode.transcripts if _ADDRESS.fullmatch(each.address) is not None]
    if episode.files:
        draft.notes.append("the feed names a transcript of this episode, which is not in it")
    if episode.chapters_elsewhere and not any(block.chapter for block in blocks):
        draft.notes.append("the feed names a list of chapters of this episode, which is not in it")
    return draft


def notes_of(episode: FeedEpisode, *, chapters: bool = True) -> list[DraftBlock]:
    """The notes of an item as blocks, with the `chapters` that they or the feed state; without, a list in the notes is text."""
    text = _plain(episode.notes)
    reader = NotesReader()
    if not chapters:
        return reader.read(text)
    listed = find_chapter_list(text) if not episode.chapters else None
    if listed is not None:
        return [*reader.read(text[: listed.start]), *reader.chapters(listed), *reader.closing(text[listed.stop :])]
    return [*reader.read(text), *(DraftBlock("contents", title, start, chapter=True) for start, title in episode.chapters)]


def _people(episode: FeedEpisode, feed: Feed) -> list[tuple[str, str]]:
    """Those of the item, else those of the feed: they are people of every episode that names none."""
    return list(dict(episode.people or feed.people).items())


def _person(name: str, role: str) -> str:
    return f"{name} ({role})" if role else name


def _plain(notes: str) -> str:
    """The words of notes, one paragraph a line."""
    if _HTML.search(notes) is None:
        return unescape(notes)
    return "\n".join(line.text for line in read_web_page(notes).lines)


def _day(stated: str) -> str | None:
    """The ISO date of a time as RFC 822 or RFC 3339 write it."""
    iso = _ISO_DATE.match(stated.strip())
    try:
        if iso is not None:
            return datetime.fromisoformat(iso[1]).date().isoformat()
        return parsedate_to_datetime(stated.strip()).date().isoformat() if stated.strip() else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _seconds(stated: str) -> float | None:
    """A time that is written as seconds or as a clock."""
    stated = stated.strip()
    return float(stated) if _SECONDS.fullmatch(stated) is not None else parse_clock(stated)


def file_name(address: str) -> str:
    """What a file is called at the end of an address; a name only, never a path."""
    try:
        name = unquote(urlsplit(address.strip()).path).rpartition("/")[2]
    except ValueError:
        return ""
    if len(name) > _LONGEST_NAME:
        return ""
    return "" if "/" in name or "\\" in name or "\0" in name or name in (".", "..") else name


class _FeedReader:
    """Takes the parts of a feed: what stands directly in it or in an item is a field, whatever it holds itself."""

    def __init__(self) -> None:
        self.feed = Feed()
        self.ended = False
        self._root = ""
        self._item: FeedEpisode | None = None
        self._field = ""
        self._depth = 0
        self._raw = False
        self._tag = Tag("")
        self._words: list[str] = []

    def take(self, part: Tag | str) -> None:
        """Take the next tag or stretch of text."""
        if isinstance(part, str):
            if self._field:
                self._words.append(html.escape(part, quote=False) if self._raw else part)
        elif not self._root:
            self._root = part.name
            self.feed.language = language_tag(part.attributes.get("lang"))
        elif part.closes:
            self._close(part)
        elif part.name in _ITEMS:
            self.end()
            self._item = FeedEpisode()
            self.feed.episodes.append(self._item)
        elif self._field and part.name != self._field and (self._field in _BARE or self._never_holds(part)):
            self.end()
            self._open(part)
        elif self._field:
            self._inside(part)
        elif part.name not in _ROOTS:
            self._open(part)

    def _never_holds(self, part: Tag) -> bool:
        """Whether the field that is open is none of the notes, and notes begin in it: then its own end is missing."""
        return self._item is not None and self._field not in _NOTES and part.name in _NOTES

    def end(self) -> None:
        """Take what a field holds whose end is missing: the words of notes that break off are told as far as they go."""
        if self._field:
            self._end_field()

    def _open(self, tag: Tag) -> None:
        self._field, self._depth, self._tag, self._words = tag.name, 1, tag, []
        self._raw = tag.attributes.get("type") == "xhtml"
        if tag.empty:
            self._end_field()

    def _inside(self, tag: Tag) -> None:
        """A tag inside a field: text that is marked up, chapters, or more than is read here."""
        if self._field == "chapters" and tag.name == "chapter" and self._item is not None:
            start, title = _seconds(tag.attributes.get("start", "")), fold_space(tag.attributes.get("title", ""))
            if start is not None and title:
                self._item.chapters.append((start, title))
        if tag.name == self._field and not tag.empty:
            self._depth += 1
        if self._raw:
            self._words.append(f"<{tag.name}>")

    def _close(self, tag: Tag) -> None:
        if tag.name in _ITEMS:
            self.end()
            self._item = None
        elif tag.name == self._root:
            self.ended = True
        elif self._field and tag.name == self._field:
            self._depth -= 1
            if self._depth == 0:
                self._end_field()
        elif self._field and self._raw:
            self._words.append(f"</{tag.name}>")

    def _end_field(self) -> None:
        name, text, tag, item = self._field, "".join(self._words), self._tag, self._item
        self._field = ""
        if name == "person":
            person = (fold_space(text), fold_space(tag.attributes.get("role", "")).casefold())
            if person[0]:
                (item.people if item is not None else self.feed.people).append(person)
        elif item is None:
            self._take_of_feed(name, text)
        elif name == "transcript":
            self._take_transcript(item, tag)
        elif name == "chapters" and tag.attributes.get("url"):
            item.chapters_elsewhere = True
            item.chapter_list = item.chapter_list or file_name(tag.attributes["url"])
        elif name == "enclosure":
            item.recording = item.recording or file_name(tag.attributes.get("url", ""))
        elif name == "link":
            self._take_link(item, text, tag)
        elif text.strip():
            item.fields.setdefault(name, text)

    def _take_of_feed(self, name: str, text: str) -> None:
        if text.strip():
            self.feed.fields.setdefault(name, text)
        if name == "language":
            self.feed.language = language_tag(text) or self.feed.language

    def _take_transcript(self, item: FeedEpisode, tag: Tag) -> None:
        address = tag.attributes.get("url", "").strip()
        if address and len(item.transcripts) < _MOST_TRANSCRIPTS:
            kind = tag.attributes.get("type", "").partition(";")[0].strip().casefold()[:_LONGEST_NAME]
            item.transcripts.append(NamedTranscript(address, kind, language_tag(tag.attributes.get("language")) or ""))

    def _take_link(self, item: FeedEpisode, text: str, tag: Tag) -> None:
        address, kind = tag.attributes.get("href", text).strip(), tag.attributes.get("rel", "alternate")
        if kind == "enclosure":
            item.recording = item.recording or file_name(address)
        elif kind == "alternate" and item.url is None and _ADDRESS.fullmatch(address) is not None:
            item.url = address
