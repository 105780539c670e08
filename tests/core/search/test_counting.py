"""Words are counted quickly as they are cut slowly, and every offset finds its word."""

from bisect import bisect_left, bisect_right
from itertools import pairwise
from random import Random

import pytest

from reader_app.core.model import Block, BlockKind, Span
from reader_app.core.search.counting import GAP, WordCounter
from reader_app.core.search.tokens import tokenise

WORDS = [
    "rye",
    "Oven,",
    "O'Neil's",
    "l’avion",
    "C++",
    "C#,",
    "$30B",
    ".NET",
    "3.5",
    "1,000",
    "GPT-4",
    "…",
    "--",
    "a_b",
    "灯台下",
    "x.y.z!",
]
WORDS += [
    "café",
    "\u00adso\u00adft",
    "กขคง",
    "देहरी",
    "(warm)",
    "e.g.",
    "100%",
    "end.",
    "«loaf»",
    "😀",
    "'tis",
    "rock'n'roll",
    "Ünï",
]


def blocks_of(*texts: tuple[BlockKind, str]) -> tuple[str, list[Block]]:
    """A text and its blocks, a blank line between them."""
    blocks, at = [], 0
    for kind, text in texts:
        blocks.append(Block(kind, Span(at, at + len(text))))
        at += len(text) + 2
    return "\n\n".join(text for _, text in texts), blocks


@pytest.mark.parametrize("seed", range(12))
def test_words_are_those_that_are_cut_one_by_one(seed: int) -> None:
    chance = Random(seed)
    spaces = [" ", " ", " ", "\n", "\u00a0", "  ", "\u3000", ""]
    said = ["".join(chance.choice(WORDS) + chance.choice(spaces) for _ in range(chance.randrange(400))) for _ in range(6)]
    text, blocks = blocks_of(("title", said[0]), ("description", said[1]), *(("speech", words) for words in said[2:]))
    counter, tokens = WordCounter(text, blocks), tokenise(text)
    positions = {at for places in counter.positions_of_words().values() for at in places}
    assert len(counter) == len(tokens.words)
    assert counter.words_in(Span(0, len(text))) == tokens.words
    assert sorted(positions) == [counter.position(number) for number in range(len(tokens.words))]
    for number, signed in tokens.signed:
        assert counter.position(number) in counter.positions_of_words()[signed]
    for _ in range(300):
        start = chance.randrange(len(text) + 1)
        stop = min(len(text), start + chance.randrange(60))
        first, last = bisect_right(tokens.stops, start), bisect_left(tokens.starts, stop)
        assert counter.first_word(start) == bisect_left(tokens.starts, start)
        assert counter.words_in(Span(start, stop)) == tokens.words[first:last]
    for position, offset in zip(*counter.seen(), strict=True):
        assert position == counter.position(bisect_left(tokens.starts, offset))


def test_a_long_run_without_spaces_is_seen_every_so_often() -> None:
    text, blocks = blocks_of(("title", "t"), ("speech", "灯台下暗" * 2_000))
    counter = WordCounter(text, blocks)
    positions, offsets = counter.seen()
    assert len(counter) == 8_001
    assert max(after - before for before, after in pairwise(offsets)) <= 64
    assert positions[1] == 1 + GAP


def test_a_block_that_begins_within_a_run_begins_at_its_word() -> None:
    counter = WordCounter("salt-and-rye", [Block("title", Span(0, 5)), Block("speech", Span(5, 12))])
    assert counter.positions_of_words() == {"salt": [0], "and": [1 + GAP], "rye": [2 + GAP]}
