"""A made-up library for measuring search: talks in words of no language, as uneven as real ones, and what is asked of it.

Run as: talks.py FOLDER COUNT
"""

import bisect
import itertools
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

_SYLLABLES = [first + vowel + last for first in "bdfgklmnprstvw" for vowel in "aeiou" for last in ("", "n", "r", "s", "l")]
_COMMON, _RARE = 5_000, 250_000
_SENTENCES = 9_000
_CUE = 28
"""Words a cue."""
_NAMES = (
    "Ada",
    "Bror",
    "Cleo",
    "Dov",
    "Enid",
    "Finn",
    "Gro",
    "Hedda",
    "Ivo",
    "Jun",
    "Kaya",
    "Liv",
    "Milo",
    "Nils",
    "Ottla",
    "Per",
)
_WORD = re.compile(r"\w+")


class Cue(NamedTuple):
    """What one voice says at a time (seconds)."""

    seconds: float
    voice: str
    words: str


class Talk(NamedTuple):
    """One episode."""

    show: str
    title: str
    published: str
    cues: list[Cue]

    @property
    def text(self) -> str:
        """All that is searched: the title and what is said."""
        return "\n".join([self.title, *(cue.words for cue in self.cues)])

    @property
    def voices(self) -> list[str]:
        """Who speaks, in the order of their first words."""
        return list(dict.fromkeys(cue.voice for cue in self.cues))


class _Mill:
    """Words, sentences and names; the same in every run."""

    def __init__(self) -> None:
        self.chance = random.Random(1908)
        made = {"".join(self.chance.choices(_SYLLABLES, k=self.chance.choice((1, 2, 2, 3)))): None for _ in range(3 * _COMMON)}
        common = list(made)[:_COMMON]
        rare = {"".join(self.chance.choices(_SYLLABLES, k=self.chance.choice((2, 3, 3, 4)))): None for _ in range(_RARE)}
        self._rare = [word for word in rare if word not in made]
        self._steps = list(itertools.accumulate(1 / (rank + 20) ** 0.9 for rank in range(len(self._rare))))
        weights = [1 / (rank + 8) ** 1.15 for rank in range(len(common))]
        pool = iter(self.chance.choices(common, weights, k=_SENTENCES * 18))
        self.sentences = [list(itertools.islice(pool, self.chance.randint(6, 18))) for _ in range(_SENTENCES)]
        self.people = [f"{name} {self.rare().capitalize()}" for name in _NAMES * 18]
        self.shows = [f"{self.rare().capitalize()} {kind}" for kind in ("Radio", "Hour", "Talks", "Lab") * 10]
        self.show_steps = list(itertools.accumulate(1 / (rank + 1) for rank in range(len(self.shows))))

    def rare(self) -> str:
        """One of the words that hardly anybody says, some less rare than others."""
        return self._rare[bisect.bisect_left(self._steps, self.chance.random() * self._steps[-1])]


def talks(count: int) -> Iterator[Talk]:
    """`count` talks of about 10,000 words: sentences of a common stock, with rare words and with some of the talk's own topic."""
    mill = _Mill()
    for _ in range(count):
        yield _talk(mill)


def _talk(mill: _Mill) -> Talk:
    chance, random_number = mill.chance, mill.chance.random
    show = mill.shows[bisect.bisect_left(mill.show_steps, random_number() * mill.show_steps[-1])]
    voices = chance.sample(mill.people, chance.choice((2, 2, 2, 3)))
    topic = [mill.rare() for _ in range(60)]
    published = f"20{chance.randint(15, 26)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    words_left = int(chance.gauss(10_000, 1_500))
    cues: list[Cue] = []
    clock = 0.0
    while words_left > 0:
        voice, first = chance.choice(voices), chance.randrange(_SENTENCES)
        said: list[str] = []
        for number in range(first, first + chance.randint(2, 8)):
            for word in mill.sentences[number % _SENTENCES]:
                dice = random_number()
                said.append(mill.rare() if dice < 0.05 else chance.choice(topic) if dice < 0.07 else word)
            said[-1] += "."
        words_left -= len(said)
        for place in range(0, len(said), _CUE):
            words = said[place : place + _CUE]
            cues.append(Cue(round(clock, 2), voice, " ".join(words)))
            clock += len(words) / 2.7
    return Talk(show, " ".join(chance.sample(topic, 4)).title(), published, cues)


def write(folder: Path, count: int) -> None:
    """Write `count` talks, one file each, and the queries."""
    folder.mkdir(parents=True)
    for number, talk in enumerate(talks(count)):
        _path(folder, number).write_text(json.dumps(talk), encoding="utf-8")
    (folder / "queries.json").write_text(json.dumps(_queries(folder, count)), encoding="utf-8")


def read(folder: Path, first: int, stop: int) -> Iterator[Talk]:
    """The talks of those numbers."""
    for number in range(first, stop):
        show, title, published, cues = json.loads(_path(folder, number).read_bytes())
        yield Talk(show, title, published, [Cue(*cue) for cue in cues])


def _path(folder: Path, number: int) -> Path:
    return folder / f"{number:05}.json"


def queries(folder: Path) -> list[dict[str, Any]]:
    """What is asked: a class, its words, and a voice or a show where the class has one."""
    told: list[dict[str, Any]] = json.loads((folder / "queries.json").read_bytes())
    return told


def _queries(folder: Path, count: int) -> list[dict[str, Any]]:
    """About 200 queries in 13 classes over words that are common, less common and rare in a sample of the talks."""
    chance = random.Random(7)
    held: Counter[str] = Counter()
    triples: list[list[str]] = []
    shows: Counter[str] = Counter()
    voices: Counter[str] = Counter()
    for number in range(0, count, max(1, count // 200)):
        talk = next(read(folder, number, number + 1))
        shows[talk.show.split()[0].lower()] += 1
        voices.update(cue.voice.split()[-1].lower() for cue in talk.cues)
        for cue in talk.cues:
            words = _WORD.findall(cue.words.lower())
            held.update(set(words))
            if len(words) > 4:
                at = chance.randrange(len(words) - 3)
                triples.append(words[at : at + 3])
    ranked = [word for word, _ in held.most_common() if len(word) >= 3]
    top, middle = ranked[:150], ranked[300:4000]
    rare = [word for word in ranked if held[word] <= 2 and len(word) >= 5]
    asked: list[dict[str, Any]] = []

    def ask(kind: str, words: list[str], **more: str) -> None:
        asked.append({"class": kind, "words": words, **more})

    for kind, words in (("common word", top), ("word", middle), ("rare word", rare)):
        for word in chance.sample(words, 20):
            ask(kind, [word])
    for _ in range(20):
        ask("two words", chance.sample(middle, 2))
    for _ in range(10):
        ask("two common words", chance.sample(top, 2))
    for words in chance.sample(triples, 20):
        ask("phrase of three", words)
    for words in chance.sample(triples, 10):
        ask("phrase of two", words[:2])
    for word in chance.sample([word for word in middle if len(word) >= 7], 20):
        ask("beginning", [word[: chance.choice((3, 4, 5))]])
    for word in chance.sample([word for word in middle if len(word) >= 6], 15):
        at = chance.randrange(1, len(word) - 1)
        ask("misspelt", [word[:at] + chance.choice("aeiostrn") + word[at + 1 :]])
    for _ in range(10):
        ask("voice", [chance.choice(middle)], voice=chance.choice(list(voices)))
    for _ in range(10):
        ask("show", [chance.choice(middle)], show=chance.choice(list(shows)))
    for words in chance.sample(triples, 5):
        typed = " ".join(words[:2])
        for length in range(2, len(typed) + 1):
            if typed[length - 1] != " ":
                ask("typing", typed[:length].split(" "))
    return asked


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
