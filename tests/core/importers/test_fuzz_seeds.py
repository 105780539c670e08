"""What `tests/fuzz` found once must never come back, and every form is among the seeds that it breaks.

Each file of tests/data/fuzz keeps all rules of `tests/fuzz/checks.py`; of those called lost_* the planted word is told. A .json
there tells a longer file: what stands first, a piece, how often it is said, and what stands last.
"""

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader_app.core.errors import ReaderError
from reader_app.core.importers.forms import FORMS, PACKED_FORMS, read
from reader_app.core.importers.speech.json_source import read_json
from reader_app.core.importers.speech.speech_json import SHAPES
from tests.fuzz.checks import SLOWEST, examine
from tests.fuzz.planting import PLANTINGS, WORD
from tests.fuzz.probes import lost_in, places_to_plant
from tests.fuzz.quote_file import QuoteFile
from tests.fuzz.seeds import QUOTES, all_seeds

FOUND = sorted((Path(__file__).parents[2] / "data" / "fuzz").iterdir())
SEEDS = all_seeds()


def content_of(path: Path) -> bytes:
    content = path.read_bytes()
    if path.suffix == ".json":
        told = json.loads(content)
        content = (told["first"] + told["piece"] * told["times"] + told["last"]).encode()
    return content


def form_of(name: str) -> str:
    text, pack = SEEDS[name]
    try:
        return read(pack(text), "found.txt")[0]
    except ReaderError:
        return ""


@pytest.fixture
def quotes() -> Iterator[QuoteFile]:
    made = QuoteFile()
    yield made
    made.close()


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.name)
def test_what_was_found_once_keeps_the_rules(path: Path) -> None:
    content = content_of(path)
    outcome = examine(content, path.stem, timed=False, both_ways=True)
    assert outcome.seconds < 1 + SLOWEST * len(content) / 1e6


@pytest.mark.parametrize("path", [path for path in FOUND if path.name.startswith("lost_")], ids=lambda path: path.name)
def test_a_word_that_was_lost_once_is_told(path: Path) -> None:
    content = content_of(path)
    assert WORD.encode() in content
    assert lost_in(content) == ""


def test_every_form_is_among_the_seeds() -> None:
    forms = {form.name for form in FORMS} | {form.name for form in PACKED_FORMS}
    assert forms - {form_of(name) for name in SEEDS} == set()


def test_every_shape_of_json_is_among_the_seeds() -> None:
    values = [read_json(SEEDS[name][0]).values for name in SEEDS if form_of(name) == "speech-json"]
    fitting = [next((shape for shape in SHAPES if shape.fits(told[0] if len(told) == 1 else told)), None) for told in values]
    assert [number for number, shape in enumerate(SHAPES) if shape not in fitting] == []


def test_every_form_with_a_structure_has_a_word_planted() -> None:
    planted = {place.form for place in map(places_to_plant, SEEDS.values()) if place is not None}
    assert planted == set(PLANTINGS)


@pytest.mark.parametrize("name", [name for name in SEEDS if form_of(name) in PLANTINGS])
def test_a_planted_word_is_told(name: str) -> None:
    place = places_to_plant(SEEDS[name])
    for word in place.words if place is not None else ():
        text, pack = SEEDS[name]
        made = PLANTINGS[form_of(name)](text, word, Gently())
        assert WORD in made
        assert lost_in(pack(made)) == ""


@pytest.mark.parametrize("name", SEEDS)
def test_what_is_exported_of_a_seed_comes_back(name: str) -> None:
    text, pack = SEEDS[name]
    examine(pack(text), timed=False, both_ways=True)


def test_a_file_of_quotes_comes_in_and_goes_out(quotes: QuoteFile) -> None:
    content = QUOTES.replace("EPISODE", quotes.open()).encode()
    quotes.hold(content)
    assert quotes.ids() == ["5a7e1d90-0000-4000-8000-00000000000a", "5a7e1d90-0000-4000-8000-00000000000b"]


class Gently(random.Random):
    """Chance that breaks nothing and puts nothing beside the word."""

    def random(self) -> float:
        return 0.3

    def choice(self, options):  # type: ignore[no-untyped-def]
        return options[0]
