"""What a search tells beside its hits: counts by facet and over time, hits in lines, what a query may mean, searches kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from reader_app.core.model import Moment, Span

FacetName = Literal["show", "speaker", "year", "language", "kind"]
CompletionKind = Literal["field", "speaker", "show", "entity", "tag", "chapter", "language", "place", "word"]
ConcordanceOrder = Literal["before", "after", "text"]
"""Lines by the words before the keyword, nearest first; by those after it; or as they stand in the episodes, oldest first."""


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value by which hits can be narrowed: `condition` is what it adds to the query, `label` what a reader sees of it.

    The label of a language is its BCP 47 tag, that of a kind of text what `in:` takes; who shows them names them. Values may
    overlap: hits in a bookmark's words count as quotes and as speech, and a name also means longer ones that hold it.
    """

    condition: str
    label: str
    hits: int
    episodes: int


@dataclass(frozen=True, slots=True)
class Period:
    """How often a query is met in the episodes of a month or a year: `first` is its first day, `stop` the first day after it.

    `episodes` have the `hits`; `words` are those of all episodes of that time in which the query looks, also where it is not met,
    so that a month of much talk does not look like one of much interest. `after:FIRST before:STOP` leads to the hits.
    """

    first: str
    stop: str
    hits: int
    episodes: int
    words: int


@dataclass(frozen=True, slots=True)
class Survey:
    """All places where a query is met, counted: exactly, by `facets` (show, speaker, year, language, kind) and over time.

    `counts` are hits by episode id; `periods` are in order, without gaps, all months or all years; `undated` are the hits in
    episodes that do not say when they appeared, or only the year where the periods are months.
    """

    query: str
    total: int
    episodes: int
    counts: tuple[tuple[str, int], ...] = ()
    facets: Mapping[FacetName, tuple[FacetValue, ...]] = field(default_factory=dict)
    periods: tuple[Period, ...] = ()
    undated: int = 0


@dataclass(frozen=True, slots=True)
class ConcordanceLine:
    """One hit in a row with all others: the words that met the query, and what stands before and after them in the same block.

    White space is folded; there is none at the ends. `span` is where the keyword stands in the episode's text; of a note, where
    the quote does that it was made on. `words` are as in a Hit: where they stand apart, the first ones are the keyword. `moment`
    is the time as the page shows it.
    """

    episode: str
    title: str
    show: str | None
    span: Span
    moment: Moment | None
    speaker: str | None
    before: str
    keyword: str
    after: str
    bookmark: str | None = None
    words: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Concordance:
    """The hits of a query as lines, at most as many as asked for; `total` counts all."""

    query: str
    lines: tuple[ConcordanceLine, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Completion:
    """What may be meant by what stands at the cursor of a query: `text` goes in the place of code points `start` to `stop`."""

    text: str
    label: str
    kind: CompletionKind
    start: int
    stop: int
    hint: str = ""
    """What else helps to choose: how often it occurs, or what a field is for."""


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A query that the reader keeps; `new` are the hits that were not there when its results were last looked at.

    None where they have not been counted yet, or where the query cannot be read any more.
    """

    id: str
    query: str
    name: str
    created: str
    new: int | None = None
