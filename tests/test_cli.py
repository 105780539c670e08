"""The command line: exactly one JSON object, an exit status that tells, and the same library as the window's."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from reader_app import cli
from reader_app.__main__ import main
from reader_app.core.library import Library
from tests.own_words import DIGEST


class Shell:
    """Runs commands on one data directory and reads what they print."""

    def __init__(self, data_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.data_dir, self._capsys = data_dir, capsys

    def __call__(self, *words: str, status: int = 0) -> dict[str, Any]:
        assert main(["--data-dir", str(self.data_dir), *words, "--json"]) == status
        answer = json.loads(self._capsys.readouterr().out)
        assert isinstance(answer, dict)
        return answer


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(tmp_path / "data", capsys)


@pytest.fixture
def bell(tmp_path: Path) -> Path:
    path = tmp_path / "bell.txt"
    path.write_text(DIGEST, encoding="utf-8")
    return path


def test_import_tells_what_came_in_and_what_did_not(shell: Shell, bell: Path, tmp_path: Path) -> None:
    answer = shell("import", str(bell), str(tmp_path / "nowhere.txt"), status=1)

    [episode] = answer["episodes"]
    assert set(episode) == {"id", "title", "outcome", "path", "notes"}
    assert (episode["title"], episode["outcome"], episode["path"]) == ("The Bell at Gull Point", "added", str(bell))
    [failure] = answer["failures"]
    assert set(failure) == {"path", "error"}
    assert shell("import", str(bell))["episodes"][0]["outcome"] == "unchanged"


def test_show_tells_sections_that_are_ours_where_none_are_stated(shell: Shell, tmp_path: Path) -> None:
    topics = ("hive queen swarm honey drone wax", "pendulum gear spring bell tower weight")
    lines = [
        f"[00:{second // 60:02}:{second % 60:02}] {'Ada' if second % 30 else 'Ole'}: {topics[second // 600]} {second} more of it."
        for second in range(0, 1200, 15)
    ]
    path = tmp_path / "talk.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    [episode] = shell("show", shell("import", str(path))["episodes"][0]["id"])["episodes"]
    assert {chapter["origin"] for chapter in episode["chapters"]} == {"detected"}
    assert any(abs(chapter["start"] - 600) <= 30 for chapter in episode["chapters"])


def test_standard_input_is_a_source_like_any_other(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(DIGEST.encode())))

    assert shell("import", "-")["episodes"][0]["title"] == "The Bell at Gull Point"


def test_show_gives_all_that_is_known(shell: Shell, bell: Path) -> None:
    ident = shell("import", str(bell))["episodes"][0]["id"]

    [episode] = shell("show", ident)["episodes"]

    assert episode["id"] == ident
    assert episode["source"] == {"form": "digest-page", "path": str(bell), "url": None}
    assert episode["chapters"][1] == {"start": 250, "title": "Counting Waves", "origin": "stated"}
    assert episode["pull_quotes"] == [
        {"text": "You count without wanting to, and then the bell comes.", "start": None, "speaker": "Ada Fenn"},
        {"text": "Nobody who counts waves is in a hurry.", "start": 330, "speaker": None},
    ]
    assert episode["entities"][1]["name"] == "Gull Point"
    assert episode["entities"][1]["mentions"] >= 2
    assert episode["turns"] == []
    assert {p["kind"] for p in episode["paragraphs"]} == {"heading", "prose", "pull_quote"}
    told = [p for p in episode["paragraphs"] if p["text"].startswith("Every seventh")]
    assert (told[0]["start"], told[0]["time_origin"]) == (250, "stated")
    assert "kept the fog bell" in episode["description"]
    assert "kept the fog bell" not in episode["text"]


def test_an_unknown_id_is_an_error_beside_the_rest(shell: Shell, bell: Path) -> None:
    ident = shell("import", str(bell))["episodes"][0]["id"]

    answer = shell("show", "nothing", ident, status=1)

    assert [episode["id"] for episode in answer["episodes"]] == [ident]
    assert answer["error"]["at"] is None


def test_list_remove_and_restore(shell: Shell, bell: Path) -> None:
    ident = shell("import", str(bell))["episodes"][0]["id"]

    [row] = shell("list")["episodes"]
    assert (row["id"], row["language"], row["bookmarks"], row["progress"], row["tags"]) == (ident, "en", 0, 0, [])
    shell("remove", ident)
    assert shell("list") == {"episodes": []}
    shell("restore", ident)
    assert len(shell("list")["episodes"]) == 1
    shell("remove", "nothing", status=1)


def test_search_tells_every_place(shell: Shell, bell: Path) -> None:
    shell("import", str(bell))

    answer = shell("search", '"seventh wave"')

    [hit] = answer["hits"]
    assert (answer["total"], answer["episodes"], answer["suggestion"]) == (1, 1, None)
    assert (hit["start"], hit["chapter"], hit["field"]) == (250, "Counting Waves", "prose")
    [[start, stop]] = hit["marks"]
    assert hit["snippet"][start:stop] == "seventh wave"


@pytest.mark.parametrize("query", ["", "   ", '"open', "-only", "NOT this", "(a"])
def test_a_query_that_cannot_be_read_says_where(shell: Shell, query: str) -> None:
    answer = main(["--data-dir", str(shell.data_dir), "search", "--json", "--", query])

    assert answer == 2
    error = json.loads(shell._capsys.readouterr().out)["error"]
    assert error["message"]
    assert error["at"] is None or 0 <= error["at"] <= len(query)


def test_bookmarks_from_the_shell(shell: Shell, bell: Path) -> None:
    ident = shell("import", str(bell))["episodes"][0]["id"]

    kept = shell("bookmark", "add", ident, "--text", "seventh wave", "--note", "so?", "--tag", "sea", "--colour", "green")
    bookmark = kept["bookmark"]
    assert (bookmark["text"], bookmark["start"], bookmark["note"], bookmark["tags"]) == ("seventh wave", 250, "so?", ["sea"])
    shell("bookmark", "edit", bookmark["id"], "--note", "it is not so")
    assert shell("bookmark", "list", "--episode", ident)["bookmarks"][0]["note"] == "it is not so"
    [note] = shell("search", "in:notes")["hits"]
    assert (note["field"], note["snippet"]) == ("note", "it is not so")
    shell("bookmark", "remove", bookmark["id"])
    assert shell("bookmark", "list") == {"bookmarks": []}


def test_words_in_several_places_come_back_as_candidates(shell: Shell, bell: Path) -> None:
    ident = shell("import", str(bell))["episodes"][0]["id"]

    answer = shell("bookmark", "add", ident, "--text", "Gull Point", status=1)

    assert [place["occurrence"] for place in answer["candidates"]] == list(range(1, len(answer["candidates"]) + 1))
    assert all("Gull Point" in place["around"] for place in answer["candidates"])
    kept = shell("bookmark", "add", ident, "--text", "Gull Point", "--occurrence", "2")
    assert kept["bookmark"]["text"] == "Gull Point"


def test_check_says_that_all_is_well(shell: Shell, bell: Path) -> None:
    shell("import", str(bell))

    assert shell("check") == {"library": "ok", "index": "ok", "backups": []}


def test_check_tells_of_a_library_that_cannot_be_opened(shell: Shell) -> None:
    shell("list")
    (shell.data_dir / "library.sqlite3").write_bytes(b"a shopping list " * 100)

    answer = shell("check", status=1)

    assert "damaged" in answer["library"][0]
    assert answer["index"] == "not checked"
    assert "damaged" in shell("list", status=1)["error"]["message"]


def test_repair_puts_the_newest_copy_in_the_place_of_a_damaged_library(shell: Shell, bell: Path) -> None:
    ident = shell("import", str(bell))["episodes"][0]["id"]
    shell("bookmark", "add", ident, "--text", "seventh wave")
    library = Library(shell.data_dir)
    library.back_up_daily()
    library.close()
    (shell.data_dir / "library.sqlite3").write_bytes(b"a shopping list " * 100)

    answer = shell("check", "--repair", status=1)

    assert "has taken its place" in answer["library"][0]
    assert [kept["text"] for kept in shell("bookmark", "list")["bookmarks"]] == ["seventh wave"]
    assert shell("search", "seventh")["total"] == 1
    [damaged] = shell.data_dir.glob("library-damaged-*.sqlite3")
    assert damaged.read_bytes().startswith(b"a shopping list")
    assert shell("check")["library"] == "ok"


def test_wrong_usage_is_told_as_json_too(shell: Shell) -> None:
    assert shell("show", status=2)["error"]["message"]
    assert shell("search", "a", "--limit", "many", status=2)["error"]["message"]


def test_without_json_people_read_lines(shell: Shell, bell: Path) -> None:
    words = ["--data-dir", str(shell.data_dir)]

    assert main([*words, "import", str(bell)]) == 0
    assert "The Bell at Gull Point" in shell._capsys.readouterr().out
    assert main([*words, "search", "seventh"]) == 0
    assert "4:10" in shell._capsys.readouterr().out
    assert main([*words, "show", "nothing"]) == 1
    assert "no episode" in shell._capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["list"], True),
        (["--data-dir", "list", "search", "x"], True),
        (["--data-dir=here", "check"], True),
        ([], False),
        (["open", "list"], False),
        (["talk.txt"], False),
        (["--", "list"], False),
        (["transcript-reader:abc"], False),
        (["--help"], True),
    ],
)
def test_the_first_word_tells_command_line_from_window(words: list[str], expected: bool) -> None:
    assert cli.is_command(words) is expected
