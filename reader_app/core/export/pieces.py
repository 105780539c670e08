"""A transcript as a row of pieces to be written down, the same for every format that holds a whole page."""

from collections.abc import Iterator
from dataclasses import dataclass

from reader_app.core.export.names import Include
from reader_app.core.model import BlockKind, Episode, Moment, OpenEpisode
from reader_app.core.timestamps import format_clock


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph: `speaker` is the voice's name where a turn or a voice begins, else None; `chapter` marks its heading."""

    kind: BlockKind
    text: str
    moment: Moment | None
    speaker: str | None
    language: str | None
    chapter: bool = False


def pieces_of(opened: OpenEpisode, include: Include) -> Iterator[Piece]:
    """All that can be read, in order, without the title."""
    transcript = opened.transcript
    chapters = {chapter.offset for chapter in transcript.chapters}
    last: tuple[int | None, int | None] = (None, None)
    for paragraph in opened.paragraphs:
        if paragraph.kind == "title" or (paragraph.kind == "description" and not include.description):
            continue
        text = transcript.text[paragraph.span.start : paragraph.span.stop]
        block = transcript.block_at(paragraph.span.start)
        voice = (paragraph.speaker, paragraph.turn)
        named = include.speakers and paragraph.speaker is not None and (voice != last or paragraph.kind == "pull_quote")
        last = voice if paragraph.kind == "speech" else (None, None)
        yield Piece(
            paragraph.kind,
            text,
            paragraph.moment if include.times else None,
            transcript.speakers[paragraph.speaker].name if named and paragraph.speaker is not None else None,
            block.language if block is not None else None,
            paragraph.span.start in chapters,
        )


def clock(moment: Moment) -> str:
    """A time as people read it; `~` marks one that was worked out."""
    return ("~" if moment.origin == "interpolated" else "") + format_clock(moment.seconds)


def facts_of(episode: Episode) -> list[tuple[str, str]]:
    """What is known of an episode beside its title, as names and values; only what the source states."""
    known = (
        ("show", episode.show),
        ("date", episode.published),
        ("language", episode.language if episode.language != "und" else None),
        ("length", format_clock(episode.duration) if episode.duration else None),
        ("url", episode.url),
    )
    return [(name, value) for name, value in known if value]
