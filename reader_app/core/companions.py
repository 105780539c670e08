"""Tells which files belong to one episode: a transcript, a list of its chapters, the recording, the feed that names them."""

import hashlib
import json
import logging
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Literal

from reader_app.core.errors import UnreadableFile
from reader_app.core.feed_attachments import NOTHING, Around, Attachments, FeedItem, attachments, begins_as_feed
from reader_app.core.importers.captions import webvtt
from reader_app.core.importers.data_formats import data_format
from reader_app.core.importers.decoding import decode, is_recording, refuse_binary
from reader_app.core.importers.draft import Draft, DraftBlock, fold_space
from reader_app.core.importers.speech import speech_json
from reader_app.core.importers.speech.podcast_json import parse_chapters
from reader_app.core.timestamps import parse_clock

HEAD = 4_096
"""So many bytes tell a recording."""
LARGEST_LIST = 256 * 2**10
"""Bytes beyond which no list of chapters goes."""
_MOST_CUES = 300
_LIST_KEYS = ('"chapters"', '"title"')
"""What tells at a glance which files of captions and of JSON are no lists of chapters; most are transcripts."""
_MOST_CHOSEN = 4
"""Files chosen by hand that may be one episode whatever they are called."""

_CHAPTERS_TAIL = re.compile(r"[._ -]chapters?$", re.IGNORECASE)
_MEDIA_TAIL = re.compile(r"\.(?:mp3|mp4|m4a|m4b|m4v|aac|ogg|oga|opus|flac|wav|webm|mkv|mov)$", re.IGNORECASE)
_LANGUAGE_TAIL = re.compile(r"\.[a-z]{2,3}(?:[-_][a-z0-9]{2,8}){0,2}$", re.IGNORECASE)
_CHAPTER_LINE = re.compile(
    r"[\s*•·◦▪►▶>#-]{0,12}(?:\d{1,3}[.)]\s{1,4})?[\[(]?(\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?)[\])]?[\s–—:|.-]{0,12}(?=[^\s–—:|.-])(.+)"
)
_LONGEST_TITLE = 200
_CHAPTER_SECONDS = 30.0
_CHAPTER_WORDS_A_SECOND = 0.35
"""Speech has two to three words a second; titles of chapters have far fewer, and each of them stands for long."""

Role = Literal["transcript", "chapters", "recording", "other"]
Listed = tuple[tuple[float, str], ...]
"""Chapters as (seconds, title)."""


@dataclass(frozen=True, slots=True)
class Companions:
    """What lies beside a transcript: `chapters` that the file `list_name` states, recordings, a feed of which it tells an `item`.

    Beside a feed lie the transcripts of its items: `told` has the number of each such item, and the file.
    """

    chapters: Listed = ()
    list_name: str = ""
    recordings: tuple[str, ...] = ()
    item: FeedItem | None = None
    told: tuple[tuple[int, Path], ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Tells companions apart that make another episode of the same transcript; "" for those that add nothing to it."""
        if self.item is None and not self.chapters:
            return ""
        stated = json.dumps(self.chapters) + (self.item.key if self.item is not None else "")
        return hashlib.sha256(stated.encode()).hexdigest()

    def join(self, drafts: Sequence[Draft]) -> None:
        """Give what lies beside them to the drafts of one file. A list of chapters or an item of a feed is only one episode's."""
        for draft in drafts:
            draft.notes += [f"the recording {name} lies beside it" for name in self.recordings]
        divided = any(block.chapter for draft in drafts for block in draft.blocks)
        if drafts:
            drafts[0].notes += self.notes
            self._join_item(drafts, chapters=not divided and not self.chapters)
        if not self.chapters or not drafts:
            return
        count = "1 chapter" if len(self.chapters) == 1 else f"{len(self.chapters):,} chapters"
        if len(drafts) > 1:
            drafts[0].notes.append(f"{count} of {self.list_name} were left out: this file tells several episodes")
        elif divided:
            drafts[0].notes.append(f"{count} of {self.list_name} were left out: the transcript states its own")
        else:
            _list_chapters(drafts[0], self.chapters)
            drafts[0].notes.append(f"{count} from {self.list_name}")

    def _join_item(self, drafts: Sequence[Draft], *, chapters: bool) -> None:
        if self.item is not None and len(drafts) == 1:
            self.item.join(drafts[0], chapters=chapters)
        elif self.item is not None:
            drafts[0].notes.append("what the feed says of one episode was left out: this file tells several")


ALONE = Companions()
"""Of a file beside which nothing lies."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """One file to read, and what lies beside it."""

    file: Path
    companions: Companions = ALONE


def bundles(
    files: Sequence[Path],
    head: Callable[[Path, int], bytes],
    *,
    chosen: bool = False,
    cancelled: Callable[[], bool] = lambda: False,
    around: Around = NOTHING,
) -> list[Bundle]:
    """The files to read in their order, those that go with a transcript as its companions.

    They go together where folder and stem are the same (`ep1.en.vtt` goes with `ep1.mp3` too), or where the few that were
    `chosen` by hand are one transcript and one list of chapters; and where a feed beside them names them for one of its items:
    the feed is then read before them, and those that lie `around` it come along. `head` gives the first bytes of a file, at most
    as many as asked for, or none.
    """
    looks = _Looks(head)
    families: dict[tuple[Path, str], list[Path]] = {}
    for file in files:
        families.setdefault((file.parent, _stems(file)[1]), []).append(file)
    found: dict[Path, Companions] = {}
    taken: set[Path] = set()
    for family in families.values():
        if len(family) > 1 and not cancelled():
            _join_family(_Family(family, head, looks), found, taken)
    if chosen and not taken and 1 < len(files) <= _MOST_CHOSEN:
        few = _Family(files, head, looks)
        if len(few.of("transcript")) == len(few.of("chapters")) == 1:
            found[few.of("transcript")[0]] = few.companions(few.of("chapters") + few.of("recording"))
            taken.update(few.of("chapters") + few.of("recording"))
    of_feeds = attachments([file for file in files if file not in taken], looks.may_be_feed, head, cancelled, around)
    _join_feeds(of_feeds, head, looks, found, taken)
    # The feed comes first, because its items must be there when their transcripts come, and of these the best comes last.
    coming = set(files)
    feeds = [file for file in of_feeds.told if file in coming]
    ordered = dict.fromkeys([*feeds, *of_feeds.items, *files])
    return [Bundle(file, found.get(file, ALONE)) for file in ordered if file not in taken]


class _Looks:
    """What the first bytes of each file say that it is; each is looked at once."""

    def __init__(self, head: Callable[[Path, int], bytes]) -> None:
        self._head = head
        self._seen: dict[Path, tuple[Role, bool]] = {}

    def role(self, file: Path) -> Role:
        """What kind of file it is."""
        return self._look(file)[0]

    def may_be_feed(self, file: Path) -> bool:
        """Whether it begins as a feed does."""
        return self._look(file)[1]

    def _look(self, file: Path) -> tuple[Role, bool]:
        if file not in self._seen:
            first = self._head(file, HEAD)
            self._seen[file] = _role(first), begins_as_feed(first)
        return self._seen[file]


class _Family:
    """Files that may be one episode, and what each of them is, by its content."""

    def __init__(self, files: Iterable[Path], head: Callable[[Path, int], bytes], looks: _Looks) -> None:
        self._lists: dict[Path, Listed] = {}
        self._roles: dict[Path, Role] = {}
        files = list(dict.fromkeys(files))
        for file in files:
            self._roles[file] = looks.role(file)
        texts = self.of("transcript")
        for file in texts if len(texts) > 1 else []:
            content = head(file, LARGEST_LIST + 1)
            listed = chapters_in(content) if len(content) <= LARGEST_LIST else ()
            if listed:
                self._lists[file], self._roles[file] = listed, "chapters"

    def of(self, role: Role) -> list[Path]:
        """The files that are this."""
        return [file for file, own in self._roles.items() if own == role]

    def companions(self, files: Sequence[Path]) -> Companions:
        """These files as companions; of several lists of chapters the longest counts."""
        lists = [file for file in files if file in self._lists]
        recordings = tuple(_tellable(file) for file in files if file not in self._lists)
        if not lists:
            return Companions(recordings=recordings)
        longest = max(lists, key=lambda file: len(self._lists[file]))
        return Companions(self._lists[longest], _tellable(longest), recordings)


def _join_feeds(
    of_feeds: Attachments, head: Callable[[Path, int], bytes], looks: _Looks, found: dict[Path, Companions], taken: set[Path]
) -> None:
    for transcript, item in of_feeds.items.items():
        beside = replace(found.get(transcript, ALONE), item=item)
        listing, recording = of_feeds.lists.get(transcript), of_feeds.recordings.get(transcript)
        content = head(listing, LARGEST_LIST + 1) if listing is not None and not beside.chapters else b""
        listed = chapters_in(content) if len(content) <= LARGEST_LIST else ()
        if listing is not None and listed:
            beside = replace(beside, chapters=listed, list_name=_tellable(listing))
            taken.add(listing)
        if recording is not None and looks.role(recording) == "recording":
            beside = replace(beside, recordings=(*beside.recordings, _tellable(recording)))
            taken.add(recording)
        found[transcript] = beside
    for feed, told in of_feeds.told.items():
        found[feed] = replace(found.get(feed, ALONE), told=tuple(told))
    for file, feed in of_feeds.doubtful.items():
        words = f"{_tellable(feed)} names a file {_tellable(file)} for several episodes: it was not attached to any of them"
        found[file] = replace(found.get(file, ALONE), notes=(words,))


def _tellable(file: Path) -> str:
    return file.name.encode("utf-8", "replace").decode()


def _join_family(family: _Family, found: dict[Path, Companions], taken: set[Path]) -> None:
    beside = family.of("chapters") + family.of("recording")
    for transcript in family.of("transcript"):
        own = [file for file in beside if _stems(file)[0] in _stems(transcript)]
        if own:
            found[transcript] = family.companions(own)
            taken.update(own)


def _stems(file: Path) -> tuple[str, str]:
    """The name without its endings, and also without the language that it may end in."""
    stem = _MEDIA_TAIL.sub("", _CHAPTERS_TAIL.sub("", file.stem)) or file.name
    return stem, _LANGUAGE_TAIL.sub("", stem) or stem


def _role(head: bytes) -> Role:
    if is_recording(head):
        return "recording"
    try:
        refuse_binary(head)
    except UnreadableFile:
        return "transcript" if head.startswith(b"PK\x03\x04") else "other"  # a word processor's file
    return "transcript" if head else "other"


def chapters_in(content: bytes) -> Listed:
    """The chapters of a file that lists them and tells nothing else, by its content; none for any other file."""
    if content.count(b"-->") > _MOST_CUES:
        return ()
    try:
        text, _ = decode(content)
        if data_format(text) == "JSON":
            return () if not any(key in text for key in _LIST_KEYS) or _is_transcript(text) else tuple(parse_chapters(text))
        if webvtt.recognises(text):
            blocks = [block for draft in webvtt.parse(text, "") for block in draft.blocks]
            listed = all(block.kind == "contents" for block in blocks)
            return tuple((block.start, block.text) for block in blocks if block.start is not None) if listed else ()
    except UnreadableFile:
        return ()
    except Exception:  # a fault of ours in one file must not cost the reader the others
        logging.getLogger(__name__).exception("looking for a list of chapters")
        return ()
    return _chapter_lines(text)


def _is_transcript(text: str) -> bool:
    try:
        return bool(speech_json.parse(text, ""))
    except UnreadableFile:
        return False


def _chapter_lines(text: str) -> Listed:
    """The chapters of "0:00 Title" lines, a heading above them allowed; none where they are as dense as speech is."""
    lines = [line for line in text.split("\n") if line.strip()]
    found: list[tuple[float, str]] = []
    for number, line in enumerate(lines):
        match = _CHAPTER_LINE.fullmatch(line) if len(line) <= 2 * _LONGEST_TITLE else None
        seconds = parse_clock(match[1]) if match is not None else None
        if match is None or seconds is None:
            if number == 0 and len(line) <= _LONGEST_TITLE:
                continue
            return ()
        if len(match[2]) > _LONGEST_TITLE or (found and seconds < found[-1][0]):
            return ()
        found.append((seconds, fold_space(match[2])))
    if len(found) < 2:
        return ()
    words = sum(len(title.split()) for _, title in found[:-1])
    sparse = words <= _CHAPTER_WORDS_A_SECOND * (found[-1][0] - found[0][0])
    return tuple(found) if sparse and median(b - a for (a, _), (b, _) in pairwise(found)) >= _CHAPTER_SECONDS else ()


def _list_chapters(draft: Draft, chapters: Listed) -> None:
    """Set a list of chapters behind the description of a draft that has none; it goes to its places by the times."""
    place = next((number for number, block in enumerate(draft.blocks) if block.kind != "description"), len(draft.blocks))
    draft.blocks[place:place] = [DraftBlock("contents", title, start, chapter=True) for start, title in chapters]
