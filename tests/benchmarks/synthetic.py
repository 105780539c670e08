"""Transcripts of made-up words, as large as a real library, for machines that have no real one."""

import random
from pathlib import Path

EPISODES = 45
WORDS = 215_000
LONGEST = 36_000
_SYLLABLES = [first + vowel + last for first in "bdfgklmnprstvw" for vowel in "aeiou" for last in ("", "n", "r", "s", "l")]


class WordMill:
    """Grinds words that occur about as unevenly as real ones; the same ones in every run."""

    def __init__(self, vocabulary: int = 12_000) -> None:
        self._chance = random.Random(20)
        pick = self._chance.choice
        self._words = ["".join(pick(_SYLLABLES) for _ in range(self._chance.choice((1, 2, 2, 3)))) for _ in range(vocabulary)]
        self._weights = [1 / rank for rank in range(1, vocabulary + 1)]

    def words(self, number: int) -> list[str]:
        """`number` words, with sentences of 6 to 18 words."""
        words = self._chance.choices(self._words, self._weights, k=number)
        place = 0
        while place < number:
            stop = min(number, place + self._chance.randint(6, 18)) - 1
            words[place] = words[place].capitalize()
            words[stop] += "."
            place = stop + 1
        return words

    def sentence(self, number: int) -> str:
        """`number` words as one sentence."""
        return " ".join(self.words(number)).replace(".", "").capitalize() + "."


def caption_dump(mill: WordMill, number: int) -> str:
    """Captions without times of `number` words, seven a line, a new voice every 25 lines."""
    words = mill.words(number)
    lines = [" ".join(words[place : place + 7]) for place in range(0, number, 7)]
    lines = [f">> {line}" if place % 25 == 20 else line for place, line in enumerate(lines)]
    head = ["Transcript", "SyntheticXB • A Long Talk in No Language | The Word Mill", "Kind: captions", "Language: en"]
    return "\n".join(head + lines) + "\n"


def feed_item(mill: WordMill, number: int) -> str:
    """One line of a feed page: a description, a glued list of chapters and a timed talk of `number` words."""
    titles = [mill.sentence(4)[:-1].title() for _ in range(12)]
    share = number // (len(titles) * 8)
    listed, talk, clock = "", "", 0
    for title in titles:
        listed += f"{stamp(clock)} {title}"
        talk += title
        for turn in range(8):
            talk += f"{('Ada', 'Bror')[turn % 2]} [{stamp(clock)}]: {' '.join(mill.words(share))}"
            clock += share // 2
    return f"{mill.sentence(14)} {mill.sentence(18)}Timestamps{listed}Transcript{talk}"


def stamp(seconds: int) -> str:
    """Seconds as the hours, minutes and seconds of a feed."""
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def write_library(folder: Path) -> list[Path]:
    """Writes one long caption dump and a page of feed items into `folder`: about as much as the real transcripts."""
    mill = WordMill()
    dump, feed = folder / "captions.txt", folder / "feed.txt"
    dump.write_text(caption_dump(mill, LONGEST), encoding="utf-8")
    rest = (WORDS - LONGEST) // (EPISODES - 1)
    feed.write_text("\n".join(feed_item(mill, rest) for _ in range(EPISODES - 1)) + "\n", encoding="utf-8")
    return [dump, feed]
