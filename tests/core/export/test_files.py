"""Files get names that every system takes, and are there whole or not at all."""

import errno
import stat
from pathlib import Path

import pytest

from reader_app.core.export.files import NotWritten, file_name, write_whole


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Salt and Rope", "Salt and Rope.md"),
        ('Rope: a/b\\c | d? *e* <f> "g"', "Rope a b c d e f g.md"),
        ("...", "Transcript.md"),
        ("   ", "Transcript.md"),
        ("../../etc/passwd", "etc passwd.md"),
        (".hidden", "hidden.md"),
        ("Ends with dots...", "Ends with dots.md"),
        ("CON", "CON_.md"),
        ("nul", "nul_.md"),
        ("com1.txt", "_com1.txt.md"),
        ("Line\nbreak\x00\x1b", "Line break.md"),
        ("Turned \u202exe.txt", "Turned xe.txt.md"),
        ("बावड़ी का पानी", "बावड़ी का पानी.md"),
        ("half \ud800 a letter", "half a letter.md"),
    ],
)
def test_names(title: str, name: str) -> None:
    assert file_name(title, "md") == name


def test_a_name_is_never_too_long_and_never_ends_inside_a_word() -> None:
    name = file_name("A very long title about ropes " * 40, "html")

    assert len(name.encode()) < 160
    assert name.endswith(("title.html", "about.html", "ropes.html", "long.html", "very.html", "A.html"))
    assert len(file_name("縄" * 500, "md").encode()) < 160


def test_the_same_name_gets_a_number_whatever_its_capitals() -> None:
    taken = {"rope.md", "rope 2.md"}

    assert file_name("Rope", "md", taken) == "Rope 3.md"


def test_a_file_is_replaced_whole_and_keeps_its_rights(tmp_path: Path) -> None:
    path = tmp_path / "rope.md"
    path.write_text("old")
    path.chmod(0o600)

    write_whole(path, "new – \ud800")

    assert path.read_bytes() == "new – ?".encode()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_is_followed_and_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.md").write_text("old")
    (tmp_path / "link.md").symlink_to(tmp_path / "real.md")

    write_whole(tmp_path / "link.md", "new")

    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "real.md").read_text() == "new"


def test_a_device_is_written_to_and_not_replaced() -> None:
    null = Path("/dev/null")
    if not null.exists():
        pytest.skip("no devices here")

    write_whole(null, "words")

    assert stat.S_ISCHR(null.stat().st_mode)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.ENOSPC, "The disk is full"),
        (errno.EACCES, "You may not write"),
        (errno.EROFS, "You may not write"),
        (errno.EIO, "could not be written"),
    ],
)
def test_what_the_disk_refuses_is_told_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, words: str
) -> None:
    path = tmp_path / "rope.md"
    path.write_text("old")

    def refuse(_self: Path, _target: Path) -> Path:
        raise OSError(code, "no")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(NotWritten, match=words):
        write_whole(path, "new")

    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_place_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotWritten, match="does not exist"):
        write_whole(tmp_path / "nowhere" / "rope.md", "words")
    with pytest.raises(NotWritten, match="is a folder"):
        write_whole(tmp_path, "words")
