"""Many transcripts go into a folder; what is there stays, and what cannot be written is told."""

from pathlib import Path

import pytest

from reader_app.core.errors import UnknownEpisode
from reader_app.core.export.delivery import deliver
from reader_app.core.export.files import NotWritten
from reader_app.core.export.names import Include
from reader_app.core.model import OpenEpisode
from tests.core.export.episodes import opened, speech

TIMED = opened(speech("Good morning.", 1.0, "Ada"), title="Salt")
UNTIMED = opened(speech("Good evening.", None, "Bo"), title="Rope")


def open_episode(ident: str) -> OpenEpisode:
    if ident not in ("timed", "untimed"):
        raise UnknownEpisode(f"There is no episode {ident} in the library.")
    return TIMED if ident == "timed" else UNTIMED


def test_a_folder_is_filled_and_nothing_in_it_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "SALT.md").write_text("mine")
    told: list[tuple[int, int, str]] = []

    report = deliver(open_episode, ["timed", "untimed", "timed"], "md", tmp_path, Include(), lambda *each: told.append(each))

    assert [each.path.name for each in report.files] == ["Salt 2.md", "Rope.md", "Salt 3.md"]
    assert (tmp_path / "SALT.md").read_text() == "mine"
    assert told == [(0, 3, "Salt"), (1, 3, "Rope"), (2, 3, "Salt"), (3, 3, "")]


def test_one_that_fails_does_not_stop_the_rest(tmp_path: Path) -> None:
    report = deliver(open_episode, ["gone", "untimed", "timed"], "srt", tmp_path / "new", Include())

    assert [each.title for each in report.files] == ["Salt"]
    assert [failure.path for failure in report.failures] == ["gone", "Rope"]
    assert "no times" in report.failures[1].error


def test_it_stops_when_it_is_asked_to(tmp_path: Path) -> None:
    report = deliver(open_episode, ["timed", "untimed"], "md", tmp_path, Include(), None, lambda: any(tmp_path.iterdir()))

    assert report.cancelled
    assert [each.title for each in report.files] == ["Salt"]


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("words")

    with pytest.raises(NotWritten):
        deliver(open_episode, ["timed"], "md", tmp_path / "file" / "inside", Include())
