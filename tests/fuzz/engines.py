"""Draws what is tried: by plain chance, or by hypothesis or atheris where they are installed."""

import gc
import importlib.util
import os
import random
import sys
import time
import types
from collections.abc import Callable
from pathlib import Path
from typing import Protocol


class Tries(Protocol):
    """What an engine needs of a run."""

    save: Path
    timed: bool

    def step(self, chance: random.Random) -> None:
        """Try one thing, by what `chance` draws."""

    def broken(self, chance: random.Random) -> bytes:
        """A broken file, by what `chance` draws."""

    def try_one(self, content: bytes) -> None:
        """Hold it against the rules."""

    def finish(self) -> int:
        """Tell what came of it all; 1 where something was found, else 0."""


def by_chance(run: Tries, stop: float, seed: int) -> None:
    """Plain chance draws what is tried: by far the most cases in a second."""
    chance = random.Random(seed)
    while time.monotonic() < stop:
        run.step(chance)


def by_hypothesis(run: Tries, stop: float, seed: int) -> None:
    """Hypothesis draws what is chance otherwise, so that it walks through the mutations in its own way."""
    import hypothesis
    from hypothesis import strategies

    @hypothesis.settings(
        max_examples=60,
        deadline=None,
        database=None,
        phases=[hypothesis.Phase.generate],
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    @hypothesis.given(strategies.randoms(use_true_random=False))
    def case(chance: random.Random) -> None:
        run.step(chance)

    while time.monotonic() < stop:
        hypothesis.seed(seed)(case)()
        seed += 1


def by_atheris(run: Tries, stop: float, seed: int) -> None:
    """Atheris looks which lines of the importers a file reaches, and goes on from files that reach new ones."""
    import atheris

    def grown(data: bytes, most: int, number: int) -> bytes:
        chance = random.Random(number)
        return (run.broken(chance) if len(data) < 2 or chance.random() < 0.2 else atheris.Mutate(data, most))[:most]

    def case(data: bytes) -> None:
        if time.monotonic() >= stop:
            code = run.finish()
            sys.stdout.flush()
            os._exit(code)  # the engine never comes back, and answers with 0 for a run that found something
        if data:
            run.try_one(data)

    run.timed = False  # all is several times slower while the lines are watched
    run.save.mkdir(parents=True, exist_ok=True)
    left = max(1, int(stop - time.monotonic()))
    options = [
        sys.argv[0],
        f"-max_total_time={left + 120}",
        f"-seed={seed}",
        "-max_len=20000",
        "-rss_limit_mb=0",
        "-timeout=120",
        "-verbosity=0",
        "-report_slow_units=1000",
        f"-artifact_prefix={run.save}/",
    ]
    for each in gc.get_objects():  # watching the lines of the libraries too would take a minute before the first case
        if isinstance(each, types.FunctionType) and (each.__module__ or "").startswith("reader_app.core."):
            atheris.instrument_func(each)
    atheris.Setup(options, case, custom_mutator=grown)
    atheris.Fuzz()


ENGINES: dict[str, Callable[[Tries, float, int], None]] = {
    "own": by_chance,
    "hypothesis": by_hypothesis,
    "atheris": by_atheris,
}
"""By name; each tries until `stop`, a time of the monotonic clock."""


def installed() -> list[str]:
    """The engines that can run here; `own` always can."""
    return [name for name in ENGINES if name == "own" or importlib.util.find_spec(name) is not None]
