"""Files are looked at before they are read: what they are, how large, and whether they were written since."""

import os
from pathlib import Path

import pytest

from reader_app.core import sources
from reader_app.core.errors import UnreadableFile
from reader_app.core.library import Library
from tests.own_words import DIGEST, LATER_DIGEST


def sparse(path: Path, head: bytes, size: int) -> Path:
    with path.open("wb") as file:
        file.write(head)
        file.truncate(size)
    return path


def test_a_file_that_is_too_large_is_refused_unread_with_its_size(tmp_path: Path) -> None:
    words = b"The oven had been cold for a week. " * 4000
    with pytest.raises(UnreadableFile, match=r"^This file has 512 MB; texts up to 32 MB can be read\.$"):
        sources.read(sparse(tmp_path / "huge.txt", words, 512 * 2**20))


@pytest.mark.parametrize(
    ("head", "what"), [(b"\0\0\0\x20ftypM4A \0\0", "audio or video"), (b"", "not text"), (b"ID3\x04\0\0", "audio")]
)
def test_a_large_file_that_is_no_text_is_told_for_what_it_is(tmp_path: Path, head: bytes, what: str) -> None:
    with pytest.raises(UnreadableFile, match=what):
        sources.read(sparse(tmp_path / "huge", head, 700 * 2**20))


def test_what_is_pasted_may_not_be_larger_either(tmp_path: Path) -> None:
    report = Library(tmp_path / "data").import_content(b"a word " * 5_000_000, "Pasted text")
    assert [failure.error for failure in report.failures] == ["This file has 33 MB; texts up to 32 MB can be read."]


def test_a_folder_is_read_in_the_order_of_its_names_without_what_is_hidden(tmp_path: Path) -> None:
    for name in ("b/two.txt", "a.txt", ".hidden/x.txt", "b/.y.txt", "b/one.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    found = [file.relative_to(tmp_path).as_posix() for file in sources.files_in(tmp_path, lambda: False)]
    assert found == ["a.txt", "b/one.txt", "b/two.txt"]
    assert list(sources.files_in(tmp_path, lambda: True)) == []


def written(path: Path, text: str, at: int) -> None:
    path.write_text(text, encoding="utf-8")
    os.utime(path, (at, at))


def test_a_file_that_was_not_written_since_is_known_without_reading_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "bell.txt"
    written(file, DIGEST, 1_000_000_000)
    library = Library(tmp_path / "data")
    [first] = library.import_paths([file]).episodes

    with monkeypatch.context() as patched:
        patched.setattr(sources, "read", lambda _: pytest.fail("it was read again"))
        [again] = library.import_paths([file]).episodes
    assert (again.outcome, again.id) == ("unchanged", first.id)

    written(file, LATER_DIGEST, 1_000_000_100)
    [later] = library.import_paths([file]).episodes
    assert (later.outcome, later.id) == ("updated", first.id)


def test_a_file_written_just_now_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "bell.txt"
    file.write_text(DIGEST, encoding="utf-8")
    assert sources.look_at(file).stamp is None


def test_what_lies_in_the_bin_comes_back_without_being_read(tmp_path: Path) -> None:
    file = tmp_path / "bell.txt"
    written(file, DIGEST, 1_000_000_000)
    library = Library(tmp_path / "data")
    [first] = library.import_paths([file]).episodes
    library.remove([first.id])

    [again] = library.import_paths([file]).episodes

    assert again.notes == ("brought back from the bin",)
    assert [row.id for row in library.episodes()] == [first.id]


def test_beside_a_file_lie_those_of_its_folder_and_of_folders_that_say_what_they_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("b.vtt", "a.xml", ".hidden", "Transcripts/c.vtt", "Transcripts/.d", "private/e.vtt", "Transcripts/deep/f.vtt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("words")
    found = [str(file.relative_to(tmp_path)).replace("\\", "/") for file in sources.beside(tmp_path / "a.xml")]
    assert found == ["a.xml", "b.vtt", "Transcripts/c.vtt"]
    assert sources.beside(tmp_path / "nowhere" / "a.xml") == []
    monkeypatch.setattr(sources, "_MOST_BESIDE", 2)
    assert sources.beside(tmp_path / "a.xml") == []
