"""Hits tell what the page shows, also of what was corrected or has just changed, and cost the same few questions however many."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from reader_app.core.hit_texts import HitTexts
from reader_app.core.index_keeper import IndexKeeper
from reader_app.core.library import Library
from reader_app.core.model import Hit, Moment, Paragraph, Span
from reader_app.core.search.document import Document
from reader_app.core.search.hits import Telling
from reader_app.core.store.database import Database
from tests.own_words import CAPTIONS, DIGEST

TALK = """[00:00:01] Ada: Welcome to the harbour. Today we talk about the fog bell.
[00:00:09] Bo: It rang all night, and nobody at the quay could sleep for weeks on end because of it.
[00:00:31] Ada: Who rang it?
"""


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "data")


@pytest.fixture
def database(library: Library) -> Iterator[Database]:
    """The library's own database, opened once more."""
    opened = Database(library.paths.library, library.paths.backups)
    yield opened
    opened.close()


def added(library: Library, text: str, name: str) -> str:
    """The id of a new episode."""
    return library.import_content(text.encode(), name).episodes[0].id


def first_words(library: Library, episode: str) -> list[tuple[Paragraph, str]]:
    """Each paragraph as it is read, with the words that it begins with."""
    opened = library.open(episode)
    return [(one, " ".join(opened.transcript.text[slice(*one.span)].split()[:4])) for one in opened.paragraphs]


def hits(library: Library, words: str, episode: str) -> Sequence[Hit]:
    return library.search(f'"{words}"', episode=episode, exact=True).hits


@pytest.mark.parametrize("source", [DIGEST, CAPTIONS, TALK])
def test_a_hit_in_each_kind_of_block_has_the_time_and_voice_that_the_page_shows(library: Library, source: str) -> None:
    episode = added(library, source, "talk")
    names = library.open(episode).transcript.speakers
    for paragraph, words in first_words(library, episode):
        (hit,) = (hit for hit in hits(library, words, episode) if hit.span.start - paragraph.span.start in (0, 1))
        assert (hit.shown, hit.speaker) == (
            paragraph.moment,
            names[paragraph.speaker].name if paragraph.speaker is not None else None,
        )


def test_a_corrected_episode_is_found_as_it_is_read(library: Library) -> None:
    episode = added(library, TALK, "talk")
    at = library.open(episode).transcript.text.index("quay")
    library.corrections.replace_words(episode, Span(at, at + 4), "old stone pier")
    (hit,) = hits(library, "stone pier", episode)
    assert "nobody at the old stone pier could sleep" in hit.snippet
    (later,) = hits(library, "Who rang it", episode)
    assert library.open(episode).transcript.text[slice(*later.span)] == "Who rang it"
    assert (later.moment, later.speaker) == (Moment(31.0, "stated"), "Ada")


class TestChangedSince:
    """An episode that was written since the index ate is not cut out of its new text by its old places."""

    def test_it_is_read_as_a_whole_and_held_against_the_index(self, library: Library, database: Database) -> None:
        one, other = added(library, TALK, "talk"), added(library, CAPTIONS, "rye")
        eaten = library.changes()
        library.corrections.replace_words(one, self.bell(library, one), "horn")
        loaded: list[str] = []
        told = HitTexts(database, noting(database, loaded), eaten).tellings([one, other, "nothing"], [one, other])
        assert (loaded, set(told)) == ([one, "nothing"], {one, other})
        assert isinstance(told[one], Document)
        assert isinstance(told[other], Telling)

    def test_whatever_was_changed_counts_until_the_index_has_eaten_it(self, library: Library, database: Database) -> None:
        episode = added(library, TALK, "talk")
        eaten = library.changes()
        library.quotes.add(episode, self.bell(library, episode))
        loaded: list[str] = []
        HitTexts(database, noting(database, loaded), eaten).tellings([episode], [])
        HitTexts(database, noting(database, loaded), library.changes()).tellings([episode], [])
        assert loaded == [episode]

    def bell(self, library: Library, episode: str) -> Span:
        at = library.open(episode).transcript.text.index("bell")
        return Span(at, at + 4)


def noting(database: Database, loaded: list[str]) -> Callable[[str], Document]:
    """Loads whole episodes, and notes which."""
    keeper = IndexKeeper(database, database.path.parent / "another index")

    def load(episode: str) -> Document:
        loaded.append(episode)
        return keeper.document(episode)

    return load


def test_a_page_of_hits_asks_the_library_the_same_few_times_however_many_there_are(library: Library) -> None:
    for number in range(24):
        chapter = f"## [00:0{number % 10}] Part of it The lamp {number} burned."
        added(library, f"{DIGEST.replace('Gull Point', f'Point {number}')}{chapter}\n", f"talk {number}")
        library.quotes.add(library.episodes()[-1].id, Span(0, 8), note=f"harbour of episode {number}")
    library.search("harbour")
    connection = library._index._database.reading()

    def questions(query: str, limit: int) -> int:
        asked: list[str] = []
        connection.set_trace_callback(asked.append)
        found = library.search(query, limit=limit, per_episode=2).hits
        connection.set_trace_callback(None)
        assert len(found) == limit
        return len(asked)

    assert (
        questions("quiet", 2) == questions("quiet", 24) == 5
    )  # what changed last, texts, what changed since, corrected, chapters
    assert questions("harbour", 48) == 7  # and notes, with their tags


def test_what_is_read_in_stretches_is_what_is_stored(library: Library, database: Database) -> None:
    episode = added(library, DIGEST, "bell")
    told = HitTexts(database, noting(database, []), library.changes()).tellings([episode], [episode])[episode]
    assert isinstance(told, Telling)
    transcript = library.open(episode).transcript
    assert told.text.stretch(0, len(told.text)) == transcript.text
    assert tuple(told.chapters) == transcript.chapters
