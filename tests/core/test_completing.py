"""What a library knows by name is offered while a query is typed, and what it learns is offered too."""

from pathlib import Path

import pytest

from reader_app.core.library import Library
from reader_app.core.store.database import Database

NOTES = """---
title: The ferry at night
podcast: Harbour Hours
---
The ferryman had seen the fog before.
"""
TALK = """WEBVTT

00:01.000 --> 00:04.000
<v Ann Lee>The ferry leaves when the fog lifts, and the ferryman knows.

00:05.000 --> 00:09.000
<v Ólafur Björnsson>The ferry waits, and the fog never lifts.

00:10.000 --> 00:12.000
<v SPEAKER_02>Who wrote this down?
"""


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = Library(tmp_path / "data")
    library.import_content(NOTES.encode(), "notes.md")
    library.import_content(TALK.encode(), "ferry.vtt")
    return library


def talk(library: Library) -> str:
    return next(episode.id for episode in library.episodes() if episode.turns)


def offered(library: Library, query: str) -> list[tuple[str, str]]:
    return [(one.text, one.hint) for one in library.completions(query, len(query))]


def test_names_are_offered_as_they_are_shown(library: Library) -> None:
    assert offered(library, "speaker:olaf") == [('"Ólafur Björnsson" ', "1 episode")]
    assert offered(library, "bjo") == [('speaker:"Ólafur Björnsson" ', "1 episode")]


def test_labels_that_name_nobody_are_not_offered(library: Library) -> None:
    assert [text for text, _ in offered(library, "speaker:")] == ['"Ann Lee" ', '"Ólafur Björnsson" ']


def test_shows_languages_tags_and_chapters_are_known(library: Library) -> None:
    with Database(library.paths.library, library.paths.backups).writing() as connection:
        connection.execute("INSERT INTO chapter SELECT transcript_id, 9, 'Ropes and knots', 0, 'stated', 0, 1 FROM episode")
        connection.execute("INSERT INTO tag VALUES ('t', 'to read', 'now', 'now', NULL)")
        connection.execute("INSERT INTO episode_tag VALUES ('x', ?, 't', 'now', 'now', NULL)", (talk(library),))
    assert offered(library, "show:") == [('"Harbour Hours" ', "1 episode")]
    assert offered(library, "lang:") == [("en ", "2 episodes")]
    assert offered(library, "chapter:kn") == [('"Ropes and knots" ', "2 episodes")]
    assert offered(library, "tag:") == [('"to read" ', "1 episode")]


def test_common_words_are_offered_the_commonest_first(library: Library) -> None:
    library.prepare_search()
    assert [text for text, _ in offered(library, "fer")] == ["ferry ", "ferryman "]


def test_a_voice_is_offered_by_its_new_name(library: Library) -> None:
    offered(library, "speaker:")
    library.speakers.rename(talk(library), "Ann Lee", "Annabel Lee")
    assert offered(library, "speaker:ann") == [('"Annabel Lee" ', "1 episode")]


def test_what_is_in_the_bin_is_not_offered(library: Library) -> None:
    library.remove([episode.id for episode in library.episodes()])
    assert offered(library, "show:") == []
    assert offered(library, "speaker:") == []
    assert offered(library, "chapter:") == []
    library.restore([episode.id for episode in library.episodes(removed=True)])
    assert len(offered(library, "speaker:")) == 2
