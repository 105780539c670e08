"""A transcript as it is read: its paragraphs and its turns, in order."""

from reader_app.core.model import Paragraph, Span, Transcript, Turn
from reader_app.core.paragraphs import split_paragraphs
from reader_app.core.timeline import Timeline


def paragraphs_of(transcript: Transcript, language: str) -> tuple[Paragraph, ...]:
    """What the eye reads at once, in order, the title and the description included."""
    timeline = Timeline(transcript)
    paragraphs = []
    for block in transcript.blocks:
        whole = block.kind in ("title", "heading", "contents", "entity")
        spans = [block.span] if whole else split_paragraphs(transcript.text, block.span, language=block.language or language)
        for span in spans:
            moment = timeline.paragraph_moment(span.start)
            paragraphs.append(Paragraph(block.kind, span, block.speaker, moment, block.turn))
    return tuple(paragraphs)


def turns_of(transcript: Transcript) -> tuple[Turn, ...]:
    """The turns in order, each with the spans of its blocks."""
    spans: dict[int, list[Span]] = {}
    speakers: dict[int, int | None] = {}
    for block in transcript.blocks:
        if block.turn is not None:
            spans.setdefault(block.turn, []).append(block.span)
            speakers.setdefault(block.turn, block.speaker)
    return tuple(Turn(speakers[number], tuple(spans[number])) for number in sorted(spans))
