"""What a start asks for: words become paths and links, and nothing else gets through a message."""

import json
import os
import platform
from pathlib import Path

import pytest

from reader_app.ui.wish import TOKEN_LIMIT, Wish, read_message, read_words

LINK = "transcript-reader:3f0c9a52-0d5c-4f0e-8d55-0f4ac2f6c1de?at=12"


def message(**changes: object) -> bytes:
    """A sound message but for the changes."""
    return json.dumps({"paths": [], "links": [], "token": "", "elsewhere": False, **changes}).encode()


def test_words_are_paths_from_the_current_folder_and_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    wish = read_words(["talk.txt", str(tmp_path / "b.vtt"), LINK, "list", ""], "token")

    assert wish == Wish((tmp_path / "talk.txt", tmp_path / "b.vtt", tmp_path / "list"), (LINK,), "token")


def test_a_folder_that_is_gone_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    monkeypatch.setenv("PWD", str(gone))
    gone.rmdir()

    assert read_words(["talk.txt"]).paths == (gone / "talk.txt",)


@pytest.mark.parametrize(
    "uri",
    [
        "file:///srv/wet%20rope%23%C3%A9.txt",
        "FILE:///srv/wet rope#é.txt",
        "file:/srv/wet%20rope%23é.txt",
        "file://localhost/srv/wet%20rope%23é.txt",
        f"file://{platform.node()}/srv/wet%20rope%23é.txt",
    ],
)
def test_file_uris_are_paths(uri: str) -> None:
    assert read_words([uri]) == Wish((Path("/srv/wet rope#é.txt"),))


def test_a_file_uri_may_name_what_is_no_text() -> None:
    assert os.fsencode(read_words(["file:///srv/%ff%FE.txt"]).paths[0]) == b"/srv/\xff\xfe.txt"


def test_a_file_on_another_computer_is_told_apart() -> None:
    assert read_words(["file://attic.example/talk.txt", "/b.txt"]) == Wish((Path("/b.txt"),), elsewhere=True)


@pytest.mark.parametrize(
    ("host", "path", "expected"),
    [
        ("", "/C:/Users/Ada/wet%20rope.txt", r"C:\Users\Ada\wet rope.txt"),
        ("", "/d:/%C3%A9.txt", r"d:\é.txt"),
        ("attic", "/share/a.txt", r"\\attic\share\a.txt"),
    ],
)
def test_file_uris_of_windows_name_drives_and_shares(host: str, path: str, expected: str) -> None:
    from reader_app.ui.wish import _local_path

    assert _local_path(host, path, windows=True) == expected


def test_a_message_brings_all_of_a_wish() -> None:
    wish = Wish((Path("/a b.txt"), Path(os.fsdecode(b"/srv/\xff\n.txt"))), (LINK,), "id_TIME123", elsewhere=True)

    assert wish.as_message().count(b"\n") == 1
    assert read_message(wish.as_message()) == wish


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"\n",
        b"hello\n",
        b"\xff\xfe\x00\n",
        b"[]\n",
        b"{}\n",
        b"7\n",
        b"[" * 100_000,
        b"9" * 10_000,
        message()[:-1],
        message() + b"\n" + message(),
        message(paths="/a.txt"),
        message(paths=["a.txt"]),
        message(paths=[7]),
        message(paths=["/a\0.txt"]),
        message(paths=["/\ud800.txt"]),
        message(links=["https://attic.example/"]),
        message(links=["/a.txt"]),
        message(links=[None]),
        message(token="a\nb"),
        message(token="a" * (TOKEN_LIMIT + 1)),
        message(token=None),
        message(elsewhere="yes"),
    ],
)
def test_what_no_start_sends_is_no_wish(broken: bytes) -> None:
    assert read_message(broken) is None


def test_a_sound_message_may_hold_more_than_is_known() -> None:
    assert read_message(message(later="field")) == Wish()


def test_a_token_that_no_desktop_gives_is_left_out() -> None:
    assert read_words([], "a\x07b").token == ""
