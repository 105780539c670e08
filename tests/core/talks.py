"""Small talks as transcripts, written line by line, and corrected by chance, for all that is tested about corrections."""

import contextlib
import random
from collections.abc import Sequence

from reader_app.core.anchors import occurrences
from reader_app.core.correcting import Page, label_of
from reader_app.core.errors import ReaderError
from reader_app.core.model import Anchor, Block, BlockKind, Chapter, Entity, Span, Speaker, Transcript
from reader_app.core.whole_words import whole_places

Line = tuple[BlockKind, str, str | None]


def talk(lines: Sequence[Line], chapters: Sequence[str] = (), entities: Sequence[tuple[str, str]] = ()) -> Transcript:
    """A transcript of these lines (kind, text, voice), with a time at every third word that is said.

    A chapter points to its heading or line of the contents; entities are (name, origin), mentioned wherever the name stands.
    """
    voices = list(dict.fromkeys(voice for _, _, voice in lines if voice is not None))
    blocks: list[Block] = []
    anchors: list[Anchor] = []
    at = turn = 0
    for kind, text, voice in lines:
        span = Span(at, at + len(text))
        spoken = kind == "speech"
        blocks.append(Block(kind, span, voices.index(voice) if voice else None, turn if spoken else None))
        if spoken:
            turn += 1
            starts = [0, *(n + 1 for n, letter in enumerate(text) if letter == " ")][::3]
            anchors += [Anchor(at + start, float(at + start)) for start in starts if text]
        at = span.stop + 1
    whole = "\n".join(text for _, text, _ in lines)
    own = {whole[slice(*b.span)]: b.span.start for b in blocks if b.kind in ("contents", "heading")}
    headings = {whole[slice(*b.span)]: b.span.start for b in blocks if b.kind == "heading"}
    places = own | headings
    return Transcript(
        whole,
        tuple(blocks),
        tuple(anchors),
        tuple(Speaker(voice, voice) for voice in voices),
        tuple(Chapter(title, float(places[title]), "stated", places[title]) for title in chapters),
        tuple(
            Entity(name, "other", None, "", "stated" if origin == "stated" else "found", tuple(occurrences(whole, name)))
            for name, origin in entities
        ),
        "labelled-text",
    )


def place(page: Page, words: str, number: int = 0) -> Span:
    """Where `words` are read, the first place or another."""
    return whole_places(page.read.text, words)[number]


def told(page: Page) -> list[tuple[str, str | None, str]]:
    """The blocks as they are read: kind, voice and text."""
    read = page.read
    return [
        (block.kind, None if block.speaker is None else read.speakers[block.speaker].name, read.text[slice(*block.span)])
        for block in read.blocks
    ]


def corrected_by_chance(page: Page, chance: random.Random) -> Page:
    """The page after one correction of any kind, somewhere; the same page where that makes no sense."""
    text = page.read.text
    start = chance.randrange(len(text))
    span = Span(start, min(len(text), start + chance.choice([1, 4, 9, 25, 60])))
    words = chance.choice(["", "rye", "the rye", "Ada Fenn", "rye, oats and barley", text[span.start : span.stop], "灯台"])
    number = chance.randrange(4)
    with contextlib.suppress(ReaderError):
        match chance.randrange(8):
            case 0 | 1 | 2:
                return page.with_words(span, words)
            case 3 | 4:
                return page.with_voice(span, label_of(page, chance.choice(["Ada", "Bo", "Cy", "Dee"])))
            case 5:
                return page.with_chapter(start, chance.choice(["On rye", "On oats"]))
            case 6:
                return page.retitled(number, chance.choice(["Later", "Much later"]))
            case _:
                return page.without([chance.choice(page.kept).id]) if page.kept else page.without_chapter(number)
    return page
