"""Episodes of our own for the tests of exports, from a few blocks each."""

from reader_app.core.assemble import assemble
from reader_app.core.importers.draft import Draft, DraftBlock
from reader_app.core.model import Bookmark, Episode, Moment, OpenEpisode, Span
from reader_app.core.page import paragraphs_of


def speech(
    text: str,
    start: float | None = None,
    speaker: str | None = None,
    *,
    until: float | None = None,
    times: list[tuple[int, float]] | None = None,
    ends: dict[int, float] | None = None,
) -> DraftBlock:
    """One turn; `until` is the stated end of what begins with it."""
    known = dict(ends or {}) | ({0: until} if until is not None else {})
    return DraftBlock("speech", text, start, speaker, times=times or [], ends=known)


def opened(
    *blocks: DraftBlock,
    title: str = "Salt and Rope",
    url: str | None = None,
    language: str = "en",
    duration: float | None = None,
    show: str | None = "Quayside",
) -> OpenEpisode:
    """The episode that these blocks tell."""
    transcript = assemble(Draft(title, "stated", list(blocks), language=language), "plain-text")
    episode = Episode(
        "3f2b8c1e-0000-4000-8000-000000000001", title, "stated", show, language, "2026-03-12", url, duration,
        len(transcript.text.split()), 0, "plain-text", "rope.txt", "", timed=transcript.timed,
    )  # fmt: skip
    return OpenEpisode(episode, transcript, paragraphs_of(transcript, language), (), 0)


def kept(words: str, *, note: str = "", tags: tuple[str, ...] = (), at: float | None = None, place: int = 0) -> Bookmark:
    """A quote of these words."""
    return Bookmark(
        id="5a7e1d90-0000-4000-8000-00000000000a",
        episode="3f2b8c1e-0000-4000-8000-000000000001",
        text=words,
        span=Span(place, place + len(words)),
        moment=Moment(at, "stated") if at is not None else None,
        speaker="Ada",
        chapter="First knots",
        note=note,
        tags=tags,
        colour="green",
        created="2026-05-01T08:30:00.000+00:00",
        modified="2026-05-01T08:30:00.000+00:00",
    )
