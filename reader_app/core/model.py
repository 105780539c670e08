"""The things that a library holds and a window shows, as plain values.

An episode is a recording and has the lasting id. A transcript is one telling of it: one canonical text, a row of typed
blocks, and everything else (turns, chapters, mentions, bookmarks, hits) as spans over that text. Offsets count Unicode
code points of `Transcript.text`; times are seconds from the start of the recording. All values are immutable.
"""

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

BlockKind = Literal["title", "description", "heading", "contents", "prose", "pull_quote", "speech", "entity"]
"""`contents` is one line of a chapter list that has no text of its own under it; `entity` one line of a stated glossary."""
TimeOrigin = Literal["stated", "interpolated"]
TitleOrigin = Literal["stated", "derived"]
ChapterOrigin = Literal["stated", "detected", "reader"]
"""`detected`: worked out by us; `reader`: set by the reader, where the source has none."""
EntityOrigin = Literal["stated", "found"]
EntityKind = Literal["person", "organisation", "product", "work", "place", "event", "concept", "other"]
AnchorState = Literal["exact", "moved", "lost"]
CorrectionKind = Literal["words", "voice", "chapter", "no_chapter"]
"""`words` were misheard; `voice`: somebody else says them; `chapter`: one begins here; `no_chapter`: none does."""
HitField = Literal["speech", "prose", "description", "pull_quote", "chapter", "title", "entity", "note"]
Colour = Literal["yellow", "green", "blue", "rose", "violet"]
Outcome = Literal["added", "updated", "unchanged"]
SearchSort = Literal["relevance", "date", "length"]
COLOURS: tuple[Colour, ...] = ("yellow", "green", "blue", "rose", "violet")
ENTITY_KINDS: tuple[EntityKind, ...] = ("person", "organisation", "product", "work", "place", "event", "concept", "other")


class Span(NamedTuple):
    """A stretch of a transcript's text: code points from `start` up to, not including, `stop`."""

    start: int
    stop: int


class Moment(NamedTuple):
    """A time and how we know it."""

    seconds: float
    origin: TimeOrigin


@dataclass(frozen=True, slots=True)
class Block:
    """One typed stretch of the text: a title, a heading, a turn's speech (or a part of it, where a heading cuts the turn), ...

    `speaker` indexes `Transcript.speakers`; `turn` numbers the turns from 0 and is None for all that nobody speaks.
    """

    kind: BlockKind
    span: Span
    speaker: int | None = None
    turn: int | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Anchor:
    """A position in the text whose time is known. All grains (words, cues, turns, chapters) stand in one row of these.

    `until`: up to which second the words that begin here are said, where the source states it.
    """

    offset: int
    seconds: float
    origin: TimeOrigin = "stated"
    until: float | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """A voice in one episode: the source's own `label` and the `name` shown, which are the same until renamed."""

    label: str
    name: str


@dataclass(frozen=True, slots=True)
class Turn:
    """One stretch as the source labels it; `spans` are its blocks (more than one where a heading stands inside)."""

    speaker: int | None
    spans: tuple[Span, ...]

    @property
    def start(self) -> int:
        """Code point offset of its first character."""
        return self.spans[0].start


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter in the order of the source; `offset` is where it stands in the text: its heading or its line of the contents.

    `placed` is False for a chapter that is only listed, because the text has no time to find its place by.
    """

    title: str
    start: float | None
    origin: ChapterOrigin
    offset: int
    placed: bool = True


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, product, place, ... of one episode, and where it is mentioned (spans in order; its glossary line is not one)."""

    name: str
    kind: EntityKind
    source_kind: str | None
    description: str
    origin: EntityOrigin
    mentions: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What the eye reads at once: at most 120 words, never across a block."""

    kind: BlockKind
    span: Span
    speaker: int | None
    moment: Moment | None
    turn: int | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """What the reader put right in one place. `span` is where it stands in the text as it is read, corrected.

    `original` is what the source has there, `replacement` what is read instead: words, a voice's label or a chapter's title; both
    may be "" (an inserted chapter has no original, a removed one no replacement). The `original` of a voice are the words that it
    says; `told_by` is the name shown of the voice that says them in the source, "" where that names none.
    """

    id: str
    kind: CorrectionKind
    span: Span
    original: str
    replacement: str
    told_by: str = ""


@dataclass(frozen=True, slots=True)
class Transcript:
    """One telling of an episode: its canonical text and the spans over it. `anchors` are sorted by offset."""

    text: str
    blocks: tuple[Block, ...]
    anchors: tuple[Anchor, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    entities: tuple[Entity, ...] = ()
    form: str = ""
    truncated: bool = False
    repaired: bool = False
    notes: tuple[str, ...] = ()
    """What was repaired, dropped or cut on the way in, in plain words."""
    corrections: tuple[Correction, ...] = ()
    """What the reader put right, in the order of the text."""

    @property
    def timed(self) -> bool:
        """Whether the source states any time at all."""
        return bool(self.anchors)

    @property
    def title(self) -> str:
        """The words of its title; "" where it has none."""
        return next((self.text[b.span.start : b.span.stop] for b in self.blocks if b.kind == "title"), "")

    @property
    def divided(self) -> bool:
        """Whether the source itself divides it, by chapters or by headings in the text; chapters of the reader's do not count."""
        own = {chapter.offset for chapter in self.chapters if chapter.origin == "reader"}
        return any(chapter.origin != "reader" for chapter in self.chapters) or any(
            block.kind == "heading" and block.span.start not in own for block in self.blocks
        )

    def block_at(self, offset: int) -> Block | None:
        """The block that holds `offset`, or None between two."""
        number = bisect_right(self.blocks, offset, key=lambda block: block.span.start) - 1
        if number < 0 or offset > self.blocks[number].span.stop:
            return None
        return self.blocks[number]

    def chapter_at(self, offset: int) -> Chapter | None:
        """The last placed chapter that begins at or before `offset`."""
        found = None
        for chapter in self.chapters:
            if chapter.placed and chapter.offset <= offset and (found is None or chapter.offset >= found.offset):
                found = chapter
        return found

    def speaker_at(self, offset: int) -> Speaker | None:
        """The voice that says the words at `offset`."""
        block = self.block_at(offset)
        return self.speakers[block.speaker] if block is not None and block.speaker is not None else None


@dataclass(frozen=True, slots=True)
class Episode:
    """A recording as a row of the list. `duration` is in seconds, `progress` from 0 to 1."""

    id: str
    title: str
    title_origin: TitleOrigin
    show: str | None
    language: str
    published: str | None
    """ISO date, as exact as the source gives it."""
    url: str | None
    duration: float | None
    words: int
    turns: int
    form: str
    path: str
    added: str
    """UTC, ISO 8601."""
    truncated: bool = False
    timed: bool = False
    repaired: bool = False
    bookmarks: int = 0
    progress: float = 0.0
    opened: str | None = None
    """When it was last read (UTC, ISO 8601); None while unread."""
    removed: bool = False
    sample: bool = False
    tags: tuple[str, ...] = ()
    same_episode_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A quote that the reader keeps. `text` is kept for good; `span` is None while its place in the text is lost."""

    id: str
    episode: str
    text: str
    span: Span | None
    moment: Moment | None
    speaker: str | None
    chapter: str | None
    note: str
    tags: tuple[str, ...]
    colour: Colour
    created: str
    modified: str
    anchor: AnchorState = "exact"
    removed: bool = False


@dataclass(frozen=True, slots=True)
class OpenEpisode:
    """Everything that a window needs to show one episode, read in one go."""

    episode: Episode
    transcript: Transcript
    paragraphs: tuple[Paragraph, ...]
    bookmarks: tuple[Bookmark, ...]
    position: int
    """Code point offset of the line last read."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a query is met. `span` runs over the marked words, `marks` are spans in `snippet`."""

    episode: str
    title: str
    show: str | None
    span: Span
    field: HitField
    moment: Moment | None
    speaker: str | None
    chapter: str | None
    snippet: str
    marks: tuple[Span, ...]
    shown: Moment | None = None
    """The time as the page shows it: worked out where the nearest one at or before, `moment`, is far away."""
    near: bool = True
    """Whether all words of the query stand together here, not only somewhere in the episode."""
    bookmark: str | None = None
    """The bookmark whose note holds the hit."""
    words: tuple[Span, ...] = ()
    """The marked words where they stand in the episode's text, those that follow one another as one; none for a note's."""


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """What a search found: `hits` best first, at most as many as asked for; `total` counts all places."""

    query: str
    hits: tuple[Hit, ...]
    total: int
    episodes: int
    suggestion: str | None = None
    milliseconds: float = 0.0
    counts: tuple[tuple[str, int], ...] = ()
    """Hits by episode id, in the order of the episodes."""
    settled: bool = True
    """Whether the numbers are exact; while a word is being typed they are of its commonest endings, until a Survey tells."""


@dataclass(frozen=True, slots=True)
class Imported:
    """One episode of an import: what came of it, and in plain words what was repaired, dropped or cut."""

    id: str
    title: str
    outcome: Outcome
    path: str
    notes: tuple[str, ...]
    form: str = ""
    truncated: bool = False
    repaired: bool = False


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that was not read, and why, in one sentence."""

    path: str
    error: str


@dataclass(frozen=True, slots=True)
class ImportProgress:
    """How far an import is: files that are done, files that there are, episodes that came of them so far."""

    done: int
    total: int
    episodes: int
    name: str
    """The file that comes next; "" when all are done."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import brought in, in the order of the files, and what it could not read."""

    episodes: tuple[Imported, ...] = ()
    failures: tuple[Failure, ...] = ()
    cancelled: bool = False
    done: int = 0
    """Files that were gone through, of `total`; both are 0 for what was no file."""
    total: int = 0


@dataclass(frozen=True, slots=True)
class CheckReport:
    """The health of the library. `library` is empty when it is well."""

    library: tuple[str, ...] = ()
    index: str = "ok"
    backups: tuple[str, ...] = field(default=())
