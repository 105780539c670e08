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
    """The head over an episode's hits, of which so many are `new`; `first` where nothing stands above it.

    `published` is an ISO date.
    """

    episode: str
    title: str
    show: str | None
    published: str | None
    count: int
    first: bool = False
    new: int = 0


@dataclass(frozen=True, slots=True)
class HitRow:
    """One hit; `bare` where no hit of its episode has a time or a voice, so that nothing stands before the words."""

    hit: Hit
    bare: bool = False

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
    def chapter(self) -> str:
        """The chapter in which it stands; "" for none, and where the hit is the chapter's title itself."""
        return " ".join(self.hit.chapter.split()) if self.hit.chapter and self.hit.field != "chapter" else ""

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
    bare: bool = False

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
    """The head over the episodes in which the words do not stand together; `first` where nothing stands above it.

    `count` is None while it is not known how many there are.
    """

    name: str
    count: int | None
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


def build_rows(
    answer: SearchAnswer,
    unfolded: Collection[Group],
    episodes: Mapping[str, Episode],
    new: Mapping[str, int] | None = None,
) -> list[SearchRow]:
    """The rows of an answer; all hits of the `unfolded` groups are shown. `episodes` know the dates.

    Episodes that have `new` hits, so many by id, come before the others.
    """
    found, new = group_hits(answer), new or {}
    groups = {group: found[group] for group in sorted(found, key=lambda group: (not group[1], group[0] not in new))}
    totals = dict(answer.counts)
    listed = {name for name, _ in groups}
    elsewhere = sum(count for name, count in answer.counts if name not in listed)
    rows: list[SearchRow] = []
    in_section = False
    for (name, near), hits in groups.items():
        if not near and not in_section:
            rows.append(SectionRow("Words near each other", _count_apart(groups, totals, elsewhere), first=not rows))
            in_section = True
        total = _total_of(name, near, groups, totals)
        episode = episodes.get(name)
        published = episode.published if episode is not None else None
        first = not rows or isinstance(rows[-1], SectionRow)
        rows.append(EpisodeHead(name, hits[0].title, hits[0].show, published, total, first, new.get(name, 0)))
        shown = hits if (name, near) in unfolded else hits[:FIRST_HITS]
        bare = not any(row.time or row.voice for row in map(HitRow, hits))
        rows.extend(HitRow(hit, bare) for hit in shown)
        if total > len(shown):
            rows.append(MoreRow((name, near), total - len(shown), at_hand=len(hits) > len(shown), bare=bare))
    if elsewhere:
        rows.append(MoreRow(None, elsewhere, at_hand=False))
    return rows


def _total_of(name: str, near: bool, groups: Mapping[Group, list[Hit]], totals: Mapping[str, int]) -> int:
    """How many hits a group has. Of an episode those where the words stand together come first, so that they are complete

    as soon as one of the others is at hand.
    """
    hits = len(groups[name, near])
    if near:
        return hits if (name, False) in groups else max(hits, totals.get(name, 0))
    return max(hits, totals.get(name, 0) - len(groups.get((name, True), ())))


def _count_apart(groups: Mapping[Group, list[Hit]], totals: Mapping[str, int], elsewhere: int) -> int | None:
    """The hits in which the words do not stand together; None where hits that are not at hand may be of that kind."""
    near_only = {name: len(hits) for (name, near), hits in groups.items() if near and (name, False) not in groups}
    if elsewhere or any(totals.get(name, 0) > count for name, count in near_only.items()):
        return None
    return sum(_total_of(name, near, groups, totals) for name, near in groups if not near)


def in_words(row: SearchRow) -> str:
    """The row as a screen reader says it."""
    if isinstance(row, HitRow):
        return ", ".join(part for part in (row.time.replace("~", "about "), row.voice, row.hit.snippet, row.chapter) if part)
    if isinstance(row, MoreRow):
        return row.words
    name = row.title if isinstance(row, EpisodeHead) else row.name
    count = "" if row.count is None else f", {count_in_words(row.count, 'hit')}"
    return f"{name}{count}{f', {grouped(row.new)} new' if isinstance(row, EpisodeHead) and row.new else ''}"


def count_in_words(count: int, thing: str) -> str:
    """A number with its thing: "1 hit", "1,204 hits"."""
    return f"{grouped(count)} {thing}" if count == 1 else f"{grouped(count)} {thing}s"
