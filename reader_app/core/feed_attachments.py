"""Tells which transcripts that lie beside a saved feed belong to which of its items, and gives them what the item states.

A transcript is known by its name alone: that of an address which the item names, with this ending or another, that of its
recording, or the item's title. Nothing is fetched, and no path in a feed is followed.
"""

import hashlib
import json
import logging
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from reader_app.core.errors import UnreadableFile
from reader_app.core.importers.decoding import decode
from reader_app.core.importers.draft import Draft, NamedTranscript
from reader_app.core.importers.language_tags import language_tag
from reader_app.core.importers.pages import podcast_feed
from reader_app.core.importers.pages.podcast_feed import Feed, FeedEpisode, file_name

LARGEST_FEED = 32 * 2**20
"""Bytes beyond which no feed goes."""
_ROOT = re.compile(rb"<(?:\w{1,20}:)?(?:rss|feed|rdf|channel)[\s>]", re.IGNORECASE)
_MEDIA_TAIL = re.compile(r"\.\w{2,4}$")
_LANGUAGE_TAIL = re.compile(r"\.([a-z]{2,3})(?:[-_][a-z0-9]{2,8}){0,2}$", re.IGNORECASE)
_TRANSCRIPT_TAIL = re.compile(r"[._ -]{1,3}(?:transcripts?|transcription|captions?|subtitles?)$", re.IGNORECASE)
_SHORTEST_TITLE = 4
"""Letters and digits of a title that can tell a file."""
_KINDS = ("vtt", "srt", "subrip", "json", "ttml", "xml", "html", "pdf", "plain", "txt")
"""How a transcript's media type or name ends, the fullest first: with times and voices, with times, with neither."""
_SEVERAL = -1


@dataclass(frozen=True, slots=True)
class FeedItem:
    """The item of a feed that a transcript tells: number `place` among the episodes of `file`; `feed` is without its items.

    `alone` says that the transcript is not the item's main one (its language is another): it is an episode of its own.
    """

    feed: Feed
    episode: FeedEpisode
    file: Path = Path()
    place: int = 0
    alone: bool = False

    @property
    def key(self) -> str:
        """Tells what is stated of one item from what is stated of another, or of the same one later."""
        item, feed = self.episode, self.feed
        stated = (item.title, item.notes, item.published, item.duration, item.url, item.people or feed.people, item.chapters)
        return hashlib.sha256(json.dumps((stated, feed.show, feed.language)).encode("utf-8", "replace")).hexdigest()

    def join(self, draft: Draft, *, chapters: bool) -> None:
        """Give the draft of the item's transcript what the feed states of it, with its `chapters` or without."""
        stated = podcast_feed.draft_of(self.episode, self.feed, draft.title, chapters=chapters)
        if self.episode.title:
            draft.title, draft.title_origin = stated.title, "stated"
        draft.show, draft.published = stated.show or draft.show, stated.published or draft.published
        draft.url, draft.duration = stated.url or draft.url, stated.duration or draft.duration
        draft.language = stated.language if draft.language == "und" else draft.language
        draft.transcripts = stated.transcripts
        draft.credits = draft.credits or not any(block.entity is not None for block in draft.blocks)
        named = {block.entity.name.casefold() for block in draft.blocks if block.entity is not None}
        people = [block for block in stated.blocks if block.entity is not None]
        draft.blocks[:0] = [block for block in stated.blocks if block.entity is None]
        draft.blocks += [block for block in people if block.entity is not None and block.entity.name.casefold() not in named]
        draft.notes.append("what is said of the episode beside its transcript is from the feed")


@dataclass(slots=True)
class Attachments:
    """What lies beside the feeds of an import: to which item each transcript belongs, its list of chapters, its recording.

    `told` are the transcripts of each feed as (place of the item, file); `doubtful` are files that several items name.
    """

    items: dict[Path, FeedItem] = field(default_factory=dict)
    lists: dict[Path, Path] = field(default_factory=dict)
    recordings: dict[Path, Path] = field(default_factory=dict)
    told: dict[Path, list[tuple[int, Path]]] = field(default_factory=dict)
    doubtful: dict[Path, Path] = field(default_factory=dict)


def feed_in(content: bytes) -> Feed | None:
    """The feed that a file's bytes are; None for any other file, and for one that cannot be read."""
    try:
        text, _ = decode(content)
        return podcast_feed.read_feed(text) if podcast_feed.recognises(text) else None
    except UnreadableFile:
        return None
    except Exception:  # a fault of ours in one file must not cost the reader the others
        logging.getLogger(__name__).exception("looking for the items of a feed")
        return None


def item_at(content: bytes, place: int) -> FeedItem | None:
    """The item of a feed's bytes that is its episode number `place`."""
    feed = feed_in(content)
    told = feed.told if feed is not None else []
    return FeedItem(replace(feed, episodes=[]), told[place]) if feed is not None and place < len(told) else None


@dataclass(frozen=True, slots=True)
class Around:
    """What is round the files of an import: `beside` gives the files near a feed, `feeds` those known before, by their file."""

    beside: Callable[[Path], Iterable[Path]] = lambda _: ()
    feeds: Mapping[Path, bytes] = field(default_factory=dict)


NOTHING = Around()


def attachments(
    files: Sequence[Path],
    may_be_feed: Callable[[Path], bool],
    head: Callable[[Path, int], bytes],
    cancelled: Callable[[], bool] = lambda: False,
    around: Around = NOTHING,
) -> Attachments:
    """What belongs to the items of feeds: files in the folder of a feed, or in a folder in that.

    A feed among `files` takes what lies `around` it, too, a feed known before takes of the files only. Of several that name a
    file the first has it. `head` gives the first bytes of a file, at most as many as asked for.
    """
    found = Attachments()
    near = _Near(files)
    feeds: dict[Path, Feed] = {}
    for file in files:
        if cancelled():
            return found
        feed = feed_in(head(file, LARGEST_FEED)) if may_be_feed(file) else None
        if feed is not None:
            feeds[file] = feed
    for file, feed in feeds.items():
        new = [one for one in around.beside(file) if one not in near.files]
        _attach(file, feed, [one for one in [*near.to(file), *new] if one not in feeds], found)
    for file, content in around.feeds.items():
        others = [one for one in near.to(file) if one not in feeds and one != file] if file not in feeds else []
        feed = feed_in(content) if others else None
        if feed is not None:
            _attach(file, feed, others, found)
    return found


class _Near:
    """Files by their folders."""

    def __init__(self, files: Sequence[Path]) -> None:
        self.files = frozenset(files)
        self._folders: dict[Path, list[Path]] = {}
        self._nested: dict[Path, list[Path]] = {}
        for file in files:
            self._folders.setdefault(file.parent, []).append(file)
        for folder, inside in self._folders.items():
            self._nested.setdefault(folder.parent, []).extend(inside if folder.parent != folder else [])

    def to(self, file: Path) -> list[Path]:
        """Those in the folder of a file, then those in folders in that."""
        return [*self._folders.get(file.parent, ()), *self._nested.get(file.parent, ())]


def best_first(named: Iterable[NamedTranscript], language: str) -> list[NamedTranscript]:
    """Transcripts in the order in which one would ask for them: in the episode's language, with times and voices."""
    return sorted(named, key=lambda each: (_is_foreign(each.language, language), _rank(each.kind, file_name(each.address))))


def begins_as_feed(head: bytes) -> bool:
    """Whether a file may be a feed, by its first bytes."""
    return _ROOT.search(head.replace(b"\0", b"")) is not None


def _attach(file: Path, feed: Feed, near: list[Path], found: Attachments) -> None:
    """Find the files `near` a feed that belong to its items."""
    names = _Names(feed.told)
    named: dict[int, list[Path]] = {}
    alike: dict[int, list[Path]] = {}
    lists: dict[int, Path] = {}
    recordings: dict[int, Path] = {}
    seen: set[str] = set()
    for one in near:
        name = _folded(one.name)
        if name in seen or one in found.items:
            continue
        seen.add(name)
        place, places = names.named.get(name), named
        if place is None and name in names.lists:
            lists.setdefault(names.lists[name], one)
        elif place is None and name in names.recordings:
            recordings.setdefault(names.recordings[name], one)
        elif place is None:
            place, places = names.alike(one), alike
        if place == _SEVERAL:
            found.doubtful.setdefault(one, file)
        elif place is not None:
            places.setdefault(place, []).append(one)
    bare = replace(feed, episodes=[])
    for place in sorted({*named, *alike}):
        own = _Own(bare, names.told[place], file, place)
        for one, item in own.items(named.get(place, []), alike.get(place, [])):
            found.items[one] = item
            if not item.alone:
                found.told.setdefault(file, []).append((place, one))
            if place in lists:
                found.lists[one] = lists[place]
            if place in recordings:
                found.recordings[one] = recordings[place]


class _Names:
    """By which names the items of a feed know their transcripts, lists of chapters and recordings."""

    def __init__(self, told: list[FeedEpisode]) -> None:
        self.told = told
        self.named = _places((name, place) for place, item in enumerate(told) for name in item.files)
        self.lists = _places((item.chapter_list, place) for place, item in enumerate(told))
        self.recordings = _places((item.recording, place) for place, item in enumerate(told))
        self._stems = _places((_stem(name), place) for place, item in enumerate(told) for name in {item.recording, *item.files})
        self._titles = _places((_letters(item.title), place) for place, item in enumerate(told))

    def alike(self, file: Path) -> int | None:
        """The item whose recording, transcript or title is called like a file but for the ending; `_SEVERAL` for more items."""
        stems = _stems(file.stem)
        places = [self._stems.get(_folded(stem)) for stem in stems] + [self._titles.get(_letters(stem)) for stem in stems]
        return next((place for place in places if place is not None), None)


@dataclass(frozen=True, slots=True)
class _Own:
    """One item and the files that may be its transcripts."""

    feed: Feed
    episode: FeedEpisode
    file: Path
    place: int

    def items(self, named: list[Path], alike: list[Path]) -> list[tuple[Path, FeedItem]]:
        """Its transcripts, the best last: all that it names, else the best of those called like its recording."""
        languages = {_folded(file_name(each.address)): each for each in self.episode.transcripts}
        ranked: list[tuple[bool, int, int]] = []
        files = named or alike
        main = self.feed.language or ""
        stated = [self._language(one, languages) for one in files]
        if len(files) == 1 or (main not in stated and all(stated)):
            main = stated[0]
        for number, one in enumerate(files):
            each = languages.get(_folded(one.name), NamedTranscript(""))
            ranked.append((_is_foreign(stated[number], main), _rank(each.kind, one.name), number))
        ranked.sort(reverse=True)
        told = [
            (files[number], FeedItem(self.feed, self.episode, self.file, self.place, foreign)) for foreign, _, number in ranked
        ]
        return told if named else [each for each in told if each[1].alone] + [each for each in told if not each[1].alone][-1:]

    def _language(self, one: Path, languages: dict[str, NamedTranscript]) -> str:
        each = languages.get(_folded(one.name))
        tail = _LANGUAGE_TAIL.search(one.stem)
        return (each.language if each is not None else "") or (language_tag(tail[1]) or "" if tail is not None else "")


def _is_foreign(stated: str, main: str) -> bool:
    return bool(stated and main) and stated.partition("-")[0].casefold() != main.partition("-")[0].casefold()


def _rank(kind: str, name: str) -> int:
    """The place of a transcript among others of the same words, by its media type or by its name."""
    endings = (kind.rpartition("/")[2].removeprefix("x-"), name.rpartition(".")[2].casefold())
    return min((_KINDS.index(ending) for ending in endings if ending in _KINDS), default=len(_KINDS))


def _places(names: Iterable[tuple[str, int]]) -> dict[str, int]:
    """The item of each name; `_SEVERAL` for a name that several have."""
    places: dict[str, int] = {}
    for name, place in names:
        if name:
            folded = _folded(name)
            places[folded] = place if places.get(folded, place) == place else _SEVERAL
    return places


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _stem(name: str) -> str:
    """A name without its ending and, where it is that of a transcript, without its language."""
    return _LANGUAGE_TAIL.sub("", _MEDIA_TAIL.sub("", name)) or name


def _stems(stem: str) -> list[str]:
    """What a file may be called but for what its name says of its kind and language, the whole of it first."""
    bare = _LANGUAGE_TAIL.sub("", stem)
    return list(dict.fromkeys((stem, bare, _TRANSCRIPT_TAIL.sub("", stem), _TRANSCRIPT_TAIL.sub("", bare))))


def _letters(title: str) -> str:
    """The letters and digits of a title or name: what a file's name keeps of a title. "" for what is too short to tell it."""
    kept = "".join(letter for letter in _folded(title) if letter.isalnum())
    return kept if len(kept) >= _SHORTEST_TITLE else ""
