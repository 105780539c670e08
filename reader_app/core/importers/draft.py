"""What an importer makes of a source, before the library gives it ids and one canonical text."""

from dataclasses import dataclass, field
from typing import NamedTuple

from reader_app.core.model import BlockKind, EntityKind, TitleOrigin


@dataclass(slots=True)
class DraftEntity:
    """A stated entity: `source_kind` is the source's own word for what it is."""

    name: str
    kind: EntityKind
    source_kind: str | None
    description: str


@dataclass(slots=True)
class DraftBlock:
    """One block in the order of the source. `text` has its white space folded and no marks, times or labels of the source.

    - `start`: stated seconds at its first character, or None.
    - `speaker`: the label as the source writes it (speech and pull quotes), or None.
    - `turn`: blocks of speech that belong to one turn share a number; None gives a block a turn of its own.
    - `chapter`: whether this heading or contents line is one of the episode's stated chapters (`start` is the chapter's).
      A stated chapter that stands only in a list is a block of kind `contents`, at the list's place; the library moves it
      to its place in the text where the text's own times allow that.
    - `marks_part`: whether this heading only names a part of the page ("Transcript", "Timestamps"): it is left out where that
      part has nothing of its own to show.
    - `times`: further stated times inside, as (code point offset in `text`, seconds), ascending in offset.
    - `ends`: up to which second is said what begins at an offset (that of `start`, 0, or of one of `times`), where stated.
    - `entity`: for a block of kind `entity`.
    """

    kind: BlockKind
    text: str
    start: float | None = None
    speaker: str | None = None
    turn: int | None = None
    chapter: bool = False
    marks_part: bool = False
    times: list[tuple[int, float]] = field(default_factory=list)
    ends: dict[int, float] = field(default_factory=dict)
    language: str | None = None
    entity: DraftEntity | None = None


class NamedTranscript(NamedTuple):
    """A transcript that lies elsewhere: where, its media type and its language as stated, "" where not."""

    address: str
    kind: str = ""
    language: str = ""


@dataclass(slots=True)
class Draft:
    """One episode as its source tells it. The title is not among the blocks; the description is (kind `description`).

    `notes` say in plain words what was repaired, dropped or cut; `repaired` says whether the text itself was mended (captions
    joined, bad letters marked). `duration` is in seconds, only where stated. `transcripts` are those that a feed names for it.
    `credits` says that its entities are only those who take part, no glossary: other names are looked for in the words.
    """

    title: str
    title_origin: TitleOrigin
    blocks: list[DraftBlock]
    show: str | None = None
    language: str = "und"
    published: str | None = None
    url: str | None = None
    duration: float | None = None
    truncated: bool = False
    repaired: bool = False
    notes: list[str] = field(default_factory=list)
    transcripts: list[NamedTranscript] = field(default_factory=list)
    credits: bool = False


def fold_space(text: str) -> str:
    """`text` with every run of white space as one space, and none at the ends."""
    return " ".join(text.split())
