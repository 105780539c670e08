"""Breaks seeds and holds what comes of them against the rules; counts what was tried, keeps what was found."""

import hashlib
import random
import re
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from tests.fuzz import mutations, seeds
from tests.fuzz.alarm import time_limit
from tests.fuzz.overlay import hold_corrections, hold_times_given
from tests.fuzz.planting import PLANTINGS, WORD
from tests.fuzz.probes import LONGEST, fault_told, look_at, lost_in, places_to_plant, work_of
from tests.fuzz.quote_file import QuoteFile
from tests.fuzz.small import smaller
from tests.fuzz.summary import tell, write

SPOKEN = (
    *("plain_text", "labelled_text", "subrip", "sbv", "rolling_captions", "feed_page", "many_words", "console", "chapter_text"),
    *("word_per_line", "hindi"),
)
"""Seeds in which every word is told, wherever it stands."""
_SHARE_BOTH_WAYS = 0.2
"""Of the files that are read, how many are exported and read again."""


class Run:
    """One run: what was tried, what was found, where it is written."""

    def __init__(self, save: Path, only: str | None, engine: str) -> None:
        self.save, self.engine = save, engine
        self.timed = True
        self.seeds = seeds.all_seeds(only)
        self.cases = 0
        self.forms: Counter[str] = Counter()
        self.found: dict[str, str] = {}
        self._begun = time.monotonic()
        self._said = 0.0
        self._planted = {name: place for name, seed in self.seeds.items() if (place := places_to_plant(seed)) is not None}
        self._spoken = [name for name in self.seeds if name.startswith(SPOKEN)]
        self._quotes = QuoteFile()

    def step(self, chance: random.Random) -> None:
        """One of everything that can be tried, each as often as it is worth."""
        sort = chance.random()
        if sort < 0.45:
            self.try_one(self.broken(chance), both_ways=chance.random() < _SHARE_BOTH_WAYS)
        elif sort < 0.62:
            self.try_planted(chance)
        elif sort < 0.87:
            self.try_word(chance)
        elif sort < 0.91:
            self.try_quotes(chance)
        elif sort < 0.96:
            self.try_overlay(chance)
        else:
            self.try_growth(self.growing(chance))

    def broken(self, chance: random.Random) -> bytes:
        """A file that never was: one of the seeds, broken in one to four ways."""
        text, pack = self.seeds[chance.choice(list(self.seeds))]
        if chance.random() < 0.15:
            text = mutations.splice(text, self.seeds[chance.choice(list(self.seeds))][0], chance)
        for _ in range(chance.choice((1, 1, 2, 2, 3, 4))):
            text = chance.choice(mutations.MUTATIONS)(text, chance)[: 2 * mutations.MOST]
        content = pack(text) if pack is seeds.as_utf8 else pack(text.encode("utf-8", "replace").decode())
        return seeds.odd_bytes(text, chance) if chance.random() < 0.1 and pack is seeds.as_utf8 else content

    def growing(self, chance: random.Random) -> tuple[bytes, bytes]:
        """Two files, the second about four times as long as the first, by saying a piece of it again and again."""
        text, pack = self.seeds[chance.choice(list(self.seeds))]
        head, piece, tail = mutations.pieces_to_repeat(text, chance)
        times = max(1, chance.choice((6_000, 25_000)) // len(piece))
        made = [(head + piece * count + tail).encode("utf-8", "replace").decode() for count in (times, 4 * times)]
        return pack(made[0]), pack(made[1])

    def try_one(self, content: bytes, *, both_ways: bool = False) -> None:
        """Hold one file against the rules, and keep it where it breaks one."""
        self._count()
        fault, outcome = look_at(content, timed=self.timed, both_ways=both_ways)
        if outcome is not None:
            self.forms[outcome.form or "refused"] += 1
        elif fault and fault not in self.found:
            self.keep(fault, smaller(content, lambda less: look_at(less, timed=self.timed, both_ways=both_ways)[0] == fault))

    def try_planted(self, chance: random.Random) -> None:
        """Look whether a word in what a file with a structure says is still there when that structure is broken a little."""
        if not self._planted:
            return
        name = chance.choice(list(self._planted))
        place = self._planted[name]
        text, pack = self.seeds[name]
        made = PLANTINGS[place.form](text, chance.choice(place.words), chance).encode("utf-8", "replace").decode()
        if WORD in made:
            content = pack(made)
            self._look_for_word(content, lambda less: less == content)  # less of it might be no text that is said

    def try_word(self, chance: random.Random) -> None:
        """Look whether a word between two others is still there when a text that is only a little broken is read."""
        text = self.seeds[chance.choice(self._spoken)][0] if self._spoken else ""
        for _ in range(chance.choice((0, 1, 2))):
            text = chance.choice(mutations.GENTLE)(text, chance)
        places = [match.start() for match in re.finditer(r"(?<=[a-z]{2}) (?=[a-z]{2})", text)]
        if places:
            at = chance.choice(places)
            self._look_for_word(
                f"{text[:at]} {WORD}{text[at:]}".encode("utf-8", "replace"), lambda content: WORD.encode() in content
            )

    def try_growth(self, pair: tuple[bytes, bytes]) -> None:
        """Look whether four times as much takes much more than four times as long."""
        self._count(2)
        took = [work_of(content) for content in pair]
        if took[1] > 0.6 and took[1] > 9 * max(0.01, took[0]):
            took = [min(work_of(content), first) for content, first in zip(pair, took, strict=True)]
            if took[1] > 9 * max(0.01, took[0]):
                fault = f"grows too fast: {len(pair[0])} bytes {took[0]:.2f} s, {len(pair[1])} bytes {took[1]:.2f} s"
                self.keep(fault, pair[1])

    def try_quotes(self, chance: random.Random) -> None:
        """Hold a broken file of quotes against the rules."""
        text = seeds.QUOTES.replace("EPISODE", self._quotes.open())
        for _ in range(chance.choice((1, 1, 2, 3))):
            text = chance.choice(mutations.MUTATIONS)(text, chance)[: mutations.MOST]
        content = text.encode("utf-8", "surrogatepass")
        self._hold(content, lambda: self._quotes.hold(content), "quotes")

    def try_overlay(self, chance: random.Random) -> None:
        """Hold corrections of a broken file, or the times of one given to another like it, against the rules."""
        content = self.broken(chance)
        if chance.random() < 0.6:
            self._hold(content, lambda: hold_corrections(content), "corrected")
        else:
            self._hold(content, lambda: hold_times_given(content), "timed")

    def keep(self, fault: str, content: bytes) -> None:
        """Write a found case down and say so."""
        self.save.mkdir(parents=True, exist_ok=True)
        path = self.save / f"{hashlib.sha1(content).hexdigest()[:12]}.bin"
        path.write_bytes(content)
        self.found[fault] = path.name
        print(f"{path.name} ({len(content):,} bytes): {fault}\n    {content[:200]!r}", flush=True)
        self.write_summary()

    def write_summary(self) -> None:
        """Write what was tried so far to a file of the engine's name, which may be the last that is heard of this run."""
        seconds = time.monotonic() - self._begun
        told = {"cases": self.cases, "seconds": seconds, "forms": dict(self.forms.most_common()), "found": self.found}
        write(self.engine, self.save, told)
        self._said = time.monotonic()

    def finish(self) -> int:
        """Write and tell the summary, leave nothing else behind, and answer with 1 where something was found."""
        self.write_summary()
        tell(self.engine, self.save)
        self._quotes.close()
        return 1 if self.found else 0

    def _count(self, cases: int = 1) -> None:
        self.cases += cases
        if time.monotonic() - self._said > 5:
            self.write_summary()

    def _hold(self, content: bytes, look: Callable[[], None], label: str) -> None:
        self._count()
        self.forms[label] += 1
        try:
            with time_limit(LONGEST):
                look()
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt | SystemExit):
                raise
            fault = f"{label}: {fault_told(error)}"
            if fault not in self.found:
                self.keep(fault, content)

    def _look_for_word(self, content: bytes, still: Callable[[bytes], bool]) -> None:
        self._count()
        form = lost_in(content)
        fault = f"{form} loses a word"
        if form and fault not in self.found:
            self.keep(fault, smaller(content, lambda less: still(less) and lost_in(less) == form))
