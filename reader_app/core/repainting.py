"""Which stretches of a block are said by whom, when one more of them is given to a voice."""

from reader_app.core.model import Span
from reader_app.core.whole_words import stripped
from reader_app.core.words import WORD


def filled(text: str, block: Span, part: Span) -> Span:
    """A part of a block, out to its ends where no word is left there, without white space at its own."""
    start = part.start if WORD.search(text, block.start, part.start) else block.start
    stop = part.stop if WORD.search(text, part.stop, block.stop) else block.stop
    return stripped(text, Span(start, stop))


def repainted(text: str, voices: list[tuple[Span, str]], part: Span, label: str | None) -> list[tuple[Span, str]]:
    """The stretches of a block that somebody else says, once `part` is said by `label` (None: by whom the source says).

    `voices` are those up to now. Neighbours that the same voice says are one.
    """
    pieces: list[tuple[Span, str]] = [] if label is None else [(part, label)]
    for span, voice in voices:
        for start, stop in ((span.start, min(span.stop, part.start)), (max(span.start, part.stop), span.stop)):
            if start < stop and WORD.search(text, start, stop):
                pieces.append((stripped(text, Span(start, stop)), voice))
    joined: list[tuple[Span, str]] = []
    for span, voice in sorted(pieces):
        if joined and joined[-1][1] == voice and not WORD.search(text, joined[-1][0].stop, span.start):
            joined.append((Span(joined.pop()[0].start, span.stop), voice))
        else:
            joined.append((span, voice))
    return joined
