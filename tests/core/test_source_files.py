"""What a library keeps of the files that came in: facts, notes, versions, and every byte."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from reader_app.core.errors import ReaderError, UnknownEpisode
from reader_app.core.library import Library
from tests.own_words import CAPTIONS, DIGEST, LATER_DIGEST


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """An empty library."""
    return Library(tmp_path / "data")


def taken_in(library: Library, path: Path, content: bytes) -> str:
    """Import a file of these bytes; gives the id of its first episode."""
    path.write_bytes(content)
    return library.import_paths([path]).episodes[0].id


def test_a_file_is_told_with_its_name_size_and_form(library: Library, tmp_path: Path) -> None:
    content = CAPTIONS.encode()
    source = library.source(taken_in(library, tmp_path / "rye.txt", content))
    assert source.name == "rye.txt"
    assert source.folder == tmp_path
    assert (source.facts.size, source.facts.form) == (len(content), "youtube-captions")
    assert (source.facts.ordinal, source.facts.items) == (1, 1)
    assert source.facts.added.endswith("+00:00")


def test_what_was_fetched_is_called_as_the_end_of_its_address(library: Library) -> None:
    address = "https://pier.example/t/the%20rye.txt?key=a/b#c"
    source = library.source(library.import_fetched(CAPTIONS.encode(), address, "the rye.txt").episodes[0].id)
    assert (source.name, source.folder, source.facts.path) == ("the rye.txt", None, address)


def test_the_notes_of_the_import_are_kept(library: Library, tmp_path: Path) -> None:
    content = CAPTIONS.replace("a week", "a\x01 week").encode()
    source = library.source(taken_in(library, tmp_path / "rye.txt", content))
    assert any("control character" in note for note in source.facts.notes)
    assert source.facts.repaired


def test_the_bytes_come_back_as_they_came(library: Library, tmp_path: Path) -> None:
    content = CAPTIONS.replace("rye", "pâté").replace("\n", "\r\n").encode("cp1252")
    episode = taken_in(library, tmp_path / "rye.txt", content)
    (tmp_path / "rye.txt").unlink()
    source = library.source(episode)
    assert source.folder is None
    source.save(tmp_path / "again.txt")
    assert (tmp_path / "again.txt").read_bytes() == content


def test_what_cannot_be_saved_is_said_in_a_sentence(library: Library, tmp_path: Path) -> None:
    source = library.source(taken_in(library, tmp_path / "rye.txt", CAPTIONS.encode()))
    with pytest.raises(ReaderError, match="does not exist"):
        source.save(tmp_path / "nowhere" / "rye.txt")


def test_versions_are_listed_and_the_one_that_is_read_is_marked(library: Library, tmp_path: Path) -> None:
    taken_in(library, tmp_path / "bell.txt", DIGEST.encode())
    source = library.source(taken_in(library, tmp_path / "bell.txt", LATER_DIGEST.encode()))
    assert [(version.number, version.current) for version in source.versions] == [(1, False), (2, True)]
    assert source.content() == LATER_DIGEST.encode()


def test_what_was_pasted_has_no_name_and_no_folder(library: Library) -> None:
    source = library.source(library.import_content(CAPTIONS.encode(), "rye").episodes[0].id)
    assert (source.name, source.folder) == ("", None)


def test_a_paragraph_leads_to_its_lines(library: Library, tmp_path: Path) -> None:
    opened = library.open(taken_in(library, tmp_path / "rye.txt", CAPTIONS.encode()))
    trail = library.source(opened.episode.id).trail(opened.transcript)
    assert trail is not None
    paragraph = next(p for p in opened.paragraphs if "youngest" in opened.transcript.text[slice(*p.span)])
    place = trail.place_of(paragraph.span)
    assert place is not None
    assert CAPTIONS.split("\n")[place.first : place.last + 1] == [
        ">> So who did it in the end? I think",
        "it was the youngest of them.",
    ]


def test_a_package_has_no_lines(library: Library, tmp_path: Path) -> None:
    said = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in ("Ada: The oven was cold.", "Ole: Not for long."))
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", f'<w:document xmlns:w="{space}"><w:body>{said}</w:body></w:document>')
    opened = library.open(taken_in(library, tmp_path / "oven.docx", packed.getvalue()))
    source = library.source(opened.episode.id)
    assert source.trail(opened.transcript) is None
    assert source.content() == packed.getvalue()


def test_an_unknown_episode_is_told(library: Library) -> None:
    with pytest.raises(UnknownEpisode):
        library.source("nobody")
