"""Breaks little files of every form in thousands of ways and looks whether any breaks a rule, crashes, hangs or grows too slow.

    python tests/fuzz [--minutes N] [--form NAME] [--seed N] [--engine own|hypothesis|atheris] [--save DIR]

Each fault that is found is made small and written to DIR, from where it may go to tests/data/fuzz once it is mended. Besides
the own engine, hypothesis and atheris drive the same mutations where they are installed; neither is needed.
"""

import argparse
import hashlib
import random
import re
import sys
import time
import traceback
from pathlib import Path

import mutations
import seeds
from alarm import TooSlow, limit_memory, time_limit
from checks import Fault, examine
from small import smaller

from reader_app.core.importers.forms import read

SPOKEN = (
    "plain_text",
    "labelled_text",
    "subrip",
    "sbv",
    "rolling_captions",
    "feed_page",
    "many_words",
    "console",
    "chapter_text",
)
"""Seeds in which every word is told, wherever it stands."""
WORD = "quillwort"
LONGEST = 40
"""Seconds of any one case."""


class Run:
    """One run: what was tried, what was found, where it is written."""

    def __init__(self, save: Path, only: str | None) -> None:
        self.save = save
        self.timed = True
        self.seeds = seeds.all_seeds(only)
        self.cases = 0
        self.found: dict[str, bytes] = {}

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

    def try_one(self, content: bytes) -> None:
        """Hold one file against the rules, and keep it where it breaks one."""
        self.cases += 1
        fault = fault_of(content, self.timed)
        if fault and fault not in self.found:
            self.keep(fault, smaller(content, lambda less: fault_of(less, self.timed) == fault))

    def try_word(self, chance: random.Random) -> None:
        """Look whether a word between two others is still there when a text that is only a little broken is read."""
        spoken = [text for name, (text, _) in self.seeds.items() if name.startswith(SPOKEN)]
        text = chance.choice(spoken) if spoken else ""
        for _ in range(chance.choice((0, 1, 2))):
            text = chance.choice(mutations.GENTLE)(text, chance)
        places = [match.start() for match in re.finditer(r"(?<=[a-z]{2}) (?=[a-z]{2})", text)]
        if not places:
            return
        at = chance.choice(places)
        content = f"{text[:at]} {WORD}{text[at:]}".encode("utf-8", "replace")
        self.cases += 1
        form = lost_in(content)
        if form and f"{form} loses a word" not in self.found:
            self.keep(f"{form} loses a word", smaller(content, lambda less: WORD.encode() in less and lost_in(less) == form))

    def try_growth(self, pair: tuple[bytes, bytes]) -> None:
        """Look whether four times as much takes much more than four times as long."""
        self.cases += 2
        took = [work_of(content) for content in pair]
        if took[1] > 0.6 and took[1] > 9 * max(0.01, took[0]):
            took = [min(work_of(content), first) for content, first in zip(pair, took, strict=True)]
            if took[1] > 9 * max(0.01, took[0]):
                fault = f"grows too fast: {len(pair[0])} bytes {took[0]:.2f} s, {len(pair[1])} bytes {took[1]:.2f} s"
                self.keep(fault, pair[1])

    def keep(self, fault: str, content: bytes) -> None:
        """Write a found case down and say so."""
        self.found[fault] = content
        self.save.mkdir(parents=True, exist_ok=True)
        path = self.save / f"{hashlib.sha1(content).hexdigest()[:12]}.bin"
        path.write_bytes(content)
        print(f"{path.name} ({len(content):,} bytes): {fault}\n    {content[:200]!r}", flush=True)


def fault_of(content: bytes, timed: bool) -> str | None:
    """What is wrong with what `content` comes to: the same words for the same fault; None where all is well."""
    try:
        with time_limit(LONGEST):
            examine(content, timed=timed)
    except TooSlow as slow:
        return f"hangs in {innermost(slow)}"
    except Fault as fault:
        return str(fault)
    except Exception as error:
        return f"{type(error).__name__} in {innermost(error)}"
    return None


def lost_in(content: bytes) -> str:
    """The form whose reader loses WORD; "" where it is told or the file is refused, or another fault hides it."""
    try:
        form, drafts = read(content, "found.txt")
    except Exception:
        return ""
    told = [
        " ".join((draft.title, draft.show or "", *draft.notes, *(f"{block.text} {block.speaker}" for block in draft.blocks)))
        for draft in drafts
    ]
    entities = [block.entity for draft in drafts for block in draft.blocks if block.entity is not None]
    told += [f"{entity.name} {entity.source_kind} {entity.description}" for entity in entities]
    return form if drafts and WORD not in " ".join(told) else ""


def innermost(error: BaseException) -> str:
    """The function of the app in which it happened, and the line."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "reader_app" in frame.filename]
    return f"{Path(frames[-1].filename).name}:{frames[-1].name}:{frames[-1].lineno}" if frames else "nowhere"


def work_of(content: bytes) -> float:
    """Seconds of work that a file takes; faults are told elsewhere."""
    begun = time.process_time()
    try:
        with time_limit(LONGEST):
            examine(content, timed=False)
    except (Exception, TooSlow):
        pass
    return time.process_time() - begun


def main() -> int:
    """Run, and answer with 1 where something was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--form", help="only seeds whose name holds this")
    parser.add_argument("--seed", type=int, default=None, help="the number that all chance comes from")
    parser.add_argument("--engine", choices=("own", "hypothesis", "atheris"), default="own")
    parser.add_argument("--save", type=Path, default=Path("build/fuzz"), help="folder for what is found")
    wanted = parser.parse_args()
    seed = wanted.seed if wanted.seed is not None else random.randrange(10**6)
    limit_memory()
    run = Run(wanted.save, wanted.form)
    print(f"{len(run.seeds)} seeds, {wanted.minutes:g} minutes, --seed {seed}", flush=True)
    stop = time.monotonic() + 60 * wanted.minutes
    if wanted.engine == "own":
        chance = random.Random(seed)
        while time.monotonic() < stop:
            for _ in range(12):
                run.try_one(run.broken(chance))
                run.try_word(chance)
            run.try_growth(run.growing(chance))
    else:
        import engines

        engines.ENGINES[wanted.engine](run, stop, seed)
    print(f"{run.cases:,} cases, {len(run.found)} faults")
    return 1 if run.found else 0


if __name__ == "__main__":
    sys.exit(main())
