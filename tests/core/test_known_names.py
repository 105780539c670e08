"""What one source states is known of the others too, whichever came first."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reader_app.core import known_names
from reader_app.core.known_names import spread_names
from reader_app.core.library import Library
from reader_app.core.model import Entity, Span
from reader_app.core.store import known_names as store
from tests.own_words import DIGEST

TALK = (
    "Nora: We went out at six, and Ada Fenn was at the bell before us. She waved.\n"
    "Tom: Who taught her to ring it?\n"
    "Nora: Her aunt did, the winter before the lamp was changed, I think.\n"
) * 2
OTHER = "Nora: We mended the net and said nothing for an hour.\nTom: Then it rained, and we went in.\n" * 2


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    made = Library(tmp_path / "data")
    yield made
    made.close()


def names(library: Library, episode: str) -> dict[str, Entity]:
    return {entity.name: entity for entity in library.open(episode).transcript.entities}


def test_a_name_stated_later_is_found_in_what_was_there(library: Library) -> None:
    talk = library.import_content(TALK.encode(), "talk").episodes[0].id
    assert names(library, talk).get("Ada Fenn") is None or names(library, talk)["Ada Fenn"].kind == "other"

    library.import_content(DIGEST.encode(), "digest")

    found = names(library, talk)["Ada Fenn"]
    text = library.open(talk).transcript.text
    assert (found.kind, found.origin) == ("person", "found")
    assert [text[start:stop] for start, stop in found.mentions] == ["Ada Fenn", "Ada Fenn"]
    assert library.search('entity:"Ada Fenn" aunt').episodes == 1


def test_an_episode_that_names_none_of_them_is_left_as_it_is(library: Library) -> None:
    other = library.import_content(OTHER.encode(), "other").episodes[0].id
    before = names(library, other)
    library.import_content(DIGEST.encode(), "digest")
    assert names(library, other) == before


def test_what_a_source_states_itself_is_never_changed(library: Library) -> None:
    digest = library.import_content(DIGEST.encode(), "digest").episodes[0].id
    before = names(library, digest)
    second = DIGEST.replace("Gull Point", "North Mole").replace("(Person)", "(Product)")
    library.import_content(second.encode(), "second")
    assert names(library, digest) == before


def test_without_new_names_no_text_is_read(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    library.import_content(DIGEST.encode(), "digest")
    monkeypatch.setattr(known_names, "found_entities", None)  # would fail if it were called
    library.import_content(TALK.replace("Ada Fenn", "our keeper").encode(), "talk")
    assert spread_names(library._database) == 0


def test_a_name_stated_later_is_found_in_corrected_words_too_and_they_stay_corrected(library: Library) -> None:
    talk = library.import_content(TALK.encode(), "talk").episodes[0].id
    text = library.open(talk).transcript.text
    first = text.index("We went out at six")
    library.corrections.replace_words(talk, Span(first, first + 18), "We rowed out to the mole at half past six")
    second = library.open(talk).transcript.text.index("Her aunt")
    library.corrections.replace_words(talk, Span(second, second + 8), "Ada Fenn")

    library.import_content(DIGEST.encode(), "digest")

    transcript = library.open(talk).transcript
    mentions = [transcript.text[start:stop] for start, stop in names(library, talk)["Ada Fenn"].mentions]
    assert names(library, talk)["Ada Fenn"].kind == "person"
    assert mentions == ["Ada Fenn"] * 3
    assert [one.replacement for one in transcript.corrections] == ["rowed out to the mole at half past", "Ada Fenn"]
    library.corrections.remove(talk, transcript.corrections[1].id)
    assert len(names(library, talk)["Ada Fenn"].mentions) == 2


def test_a_text_that_is_read_no_more_by_the_time_it_is_its_turn_is_left(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk = library.import_content(TALK.encode(), "talk").episodes[0].id
    before = names(library, talk)
    library._intake.import_bytes(DIGEST.encode(), "", "digest")
    monkeypatch.setattr(store, "without_stated_names", lambda _: [(talk, 12_345, "en")])
    assert spread_names(library._database) == 0
    assert names(library, talk) == before


def test_what_was_stopped_begins_again(library: Library) -> None:
    talk = library.import_content(TALK.encode(), "talk").episodes[0].id
    library._intake.import_bytes(DIGEST.encode(), "", "digest")
    assert spread_names(library._database, lambda: True) == 0
    assert spread_names(library._database) == 1
    assert names(library, talk)["Ada Fenn"].kind == "person"
