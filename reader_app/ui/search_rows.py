"""Which rows a search answer becomes: episodes with their first hits, what more there is, and the words that only stand near."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from reader_app.core.model import Episode, Hit, HitField, SearchAnswer
from reader_app.core.timestamps import format_clock
from reader_app.ui.row_text import grouped

FIRST_HITS = 3
"""How many hits of an episode are shown before the reader asks for the others."""
Group = tuple[str, bool]
"""An episode's id, and whether the words stand together (`Hit.near`)."""
_FIELD_WORDS: dict[HitField, str] = {
    "speech": "",
    "prose": "",
    "description": "description",
    "pull_quote": "pull quote",
    "chapter": "chapter",
    "title": "title",
    "entity": "entity",
    "note": "note",
}


@dataclass(frozen=True, slots=True)
class EpisodeHead:
    """The head over an episode's hits; `first` where nothing stands above it. `published` is an ISO date."""

    episode: str
    title: str
    show: str | None
    published: str | None
    count: int
    first: bool = False


@dataclass(frozen=True, slots=True)
class HitRow:
    """One hit."""

    hit: Hit

    @property
    def time(self) -> str:
        """Its time as written before it, with ~ where it was worked out; "" for none."""
        moment = self.hit.shown or self.hit.moment
        if moment is None:
            return ""
        return ("~" if moment.origin == "interpolated" else "") + format_clock(moment.seconds)

    @property
    def voice(self) -> str:
        """Who says the words, or in a word where they stand; "" for plain prose."""
        if self.hit.field in ("speech", "prose", "pull_quote") and self.hit.speaker:
            return self.hit.speaker
        return _FIELD_WORDS[self.hit.field]

    @property
    def spoken(self) -> bool:
        """Whether `voice` is a speaker's name."""
        return self.hit.field in ("speech", "prose", "pull_quote") and bool(self.hit.speaker)


@dataclass(frozen=True, slots=True)
class MoreRow:
    """What is not shown of an episode, or of all others together (`group` is None). `at_hand`: showing it needs no new search."""

    group: Group | None
    count: int
    at_hand: bool

    @property
    def words(self) -> str:
        """What the row says."""
        return (
            f"{grouped(self.count)} more in this episode"
            if self.group is not None
            else f"{grouped(self.count)} more in other episodes"
        )


@dataclass(frozen=True, slots=True)
class SectionRow:
    """The head over the episodes in which the words do not stand together; `first` where nothing stands above it."""

    name: str
    count: int
    first: bool = False


SearchRow = EpisodeHead | HitRow | MoreRow | SectionRow


def group_hits(answer: SearchAnswer) -> dict[Group, list[Hit]]:
    """The hits by episode, in the order of the answer; episodes where the words stand together come first."""
    groups: dict[Group, list[Hit]] = {}
    for near in (True, False):
        for hit in answer.hits:
            if hit.near == near:
                groups.setdefault((hit.episode, near), []).append(hit)
    return groups


def build_rows(answer: SearchAnswer, unfolded: Collection[Group], episodes: Mapping[str, Episode]) -> list[SearchRow]:
    """The rows of an answer; all hits of the `unfolded` groups are shown. `episodes` know the dates."""
    groups = group_hits(answer)
    totals = dict(answer.counts)
    rows: list[SearchRow] = []
    for (name, near), hits in groups.items():
        if not near and not any(isinstance(row, SectionRow) for row in rows):
            apart = sum(len(each) for (_, together), each in groups.items() if not together)
            rows.append(SectionRow("Words near each other", apart, first=not rows))
        # An episode in both sections has one total; only the hits at hand can be told apart.
        total = len(hits) if (name, not near) in groups else max(len(hits), totals.get(name, 0))
        episode = episodes.get(name)
        published = episode.published if episode is not None else None
        first = not rows or isinstance(rows[-1], SectionRow)
        rows.append(EpisodeHead(name, hits[0].title, hits[0].show, published, total, first))
        shown = hits if (name, near) in unfolded else hits[:FIRST_HITS]
        rows.extend(HitRow(hit) for hit in shown)
        if total > len(shown):
            rows.append(MoreRow((name, near), total - len(shown), at_hand=len(hits) > len(shown)))
    listed = {name for name, _ in groups}
    elsewhere = sum(count for name, count in answer.counts if name not in listed)
    if elsewhere:
        rows.append(MoreRow(None, elsewhere, at_hand=False))
    return rows


def in_words(row: SearchRow) -> str:
    """The row as a screen reader says it."""
    if isinstance(row, HitRow):
        return ", ".join(part for part in (row.time.replace("~", "about "), row.voice, row.hit.snippet) if part)
    if isinstance(row, MoreRow):
        return row.words
    name = row.title if isinstance(row, EpisodeHead) else row.name
    return f"{name}, {count_in_words(row.count, 'hit')}"


def count_in_words(count: int, thing: str) -> str:
    """A number with its thing: "1 hit", "1,204 hits"."""
    return f"{grouped(count)} {thing}" if count == 1 else f"{grouped(count)} {thing}s"


Scope = str
SCOPES: tuple[tuple[Scope, str, tuple[HitField, ...]], ...] = (
    ("everywhere", "Everywhere", ()),
    ("text", "Text", ("speech", "prose", "description", "pull_quote", "title", "entity")),
    ("chapters", "Chapters", ("chapter",)),
    ("quotes", "Quotes", ()),
    ("notes", "Notes", ("note",)),
)
"""Where can be searched: the scope's name, its word, and the fields of the hits that belong to it, where hits can tell."""


def count_scopes(answer: SearchAnswer) -> dict[Scope, int]:
    """How many hits of a search everywhere belong to each scope, as far as the answer can tell."""
    counts = {"everywhere": answer.total}
    if len(answer.hits) == answer.total:
        for scope, _, fields in SCOPES:
            if fields:
                counts[scope] = sum(hit.field in fields for hit in answer.hits)
    return counts
