"""What `tests/fuzz` found once must never come back: each file of tests/data/fuzz keeps all rules of `tests/fuzz/checks.py`.

A .json there tells a longer file: what stands first, a piece, how often it is said, and what stands last.
"""

import json
from pathlib import Path

import pytest

from tests.fuzz.checks import SLOWEST, examine

FOUND = sorted((Path(__file__).parents[2] / "data" / "fuzz").iterdir())


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.name)
def test_what_was_found_once_keeps_the_rules(path: Path) -> None:
    content = path.read_bytes()
    if path.suffix == ".json":
        told = json.loads(content)
        content = (told["first"] + told["piece"] * told["times"] + told["last"]).encode()
    outcome = examine(content, path.stem, timed=False)
    assert outcome.seconds < 1 + SLOWEST * len(content) / 1e6
