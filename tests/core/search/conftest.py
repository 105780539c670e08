"""An index to put episodes into, on whichever Whoosh is installed."""

import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.core.search.episodes import Library

with warnings.catch_warnings():
    # The suite also runs on whoosh 2.7.4, whose source has escapes that today's Python warns of when it first reads them.
    warnings.simplefilter("ignore")
    import whoosh.codec.whoosh3
    import whoosh.filedb.filestore
    import whoosh.index
    import whoosh.searching
    import whoosh.writing  # noqa: F401


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An empty library."""
    made = Library(tmp_path / "index")
    yield made
    made.index.close()
