"""Export and the way back from the command line: what is printed, what is written, and what is told when it cannot be."""

import csv
import io
import json
from pathlib import Path

import pytest

from reader_app.__main__ import main
from tests.own_words import CAPTIONS, DIGEST
from tests.test_cli import Shell


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(tmp_path / "data", capsys)


@pytest.fixture
def ids(shell: Shell, tmp_path: Path) -> list[str]:
    """A digest, which has times, and captions without any."""
    for name, text in (("bell.txt", DIGEST), ("rye.txt", CAPTIONS)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return [shell("import", str(tmp_path / name))["episodes"][0]["id"] for name in ("bell.txt", "rye.txt")]


def printed(shell: Shell, *words: str, status: int = 0) -> tuple[str, str]:
    assert main(["--data-dir", str(shell.data_dir), *words]) == status
    told = shell._capsys.readouterr()
    return told.out, told.err


def test_a_transcript_is_printed(shell: Shell, ids: list[str]) -> None:
    out, _ = printed(shell, "export", ids[0], "--to", "md")

    assert out.startswith('---\ntitle: "The Bell at Gull Point"')
    assert "## Counting Waves [4:10]" in out
    assert not out.endswith("\n\n")
    assert json.loads(printed(shell, "export", ids[0], "--to", "json")[0])["version"] == "1.0.0"


def test_a_transcript_goes_into_a_file_in_the_place_of_what_is_there(shell: Shell, ids: list[str], tmp_path: Path) -> None:
    path = tmp_path / "bell.vtt"
    path.write_text("old")

    out, _ = printed(shell, "export", ids[0], "--to", "vtt", "-o", str(path))

    assert out == f"{path}\n"
    assert path.read_text(encoding="utf-8").startswith("WEBVTT - The Bell at Gull Point\n")


def test_several_go_into_a_folder_and_json_names_the_files(shell: Shell, ids: list[str], tmp_path: Path) -> None:
    answer = shell("export", *ids, "--to", "html", "-o", str(tmp_path / "out"))

    assert [file["episode"] for file in answer["files"]] == ids
    assert sorted(file["path"] for file in answer["files"]) == sorted(str(path) for path in (tmp_path / "out").iterdir())


def test_json_has_the_text_where_no_file_is_named(shell: Shell, ids: list[str]) -> None:
    answer = shell("export", *ids, "--to", "txt")

    assert [file["path"] for file in answer["files"]] == [None, None]
    assert "The oven had been cold" in answer["files"][1]["text"]


def test_without_times_there_are_no_subtitles_and_the_rest_is_written(shell: Shell, ids: list[str], tmp_path: Path) -> None:
    out, err = printed(shell, "export", ids[1], "--to", "srt", status=1)
    assert (out, err.count("\n")) == ("", 1)
    assert "has no times" in err

    answer = shell("export", *ids, "nothing", "--to", "srt", "-o", str(tmp_path / "out"), status=1)
    assert [file["episode"] for file in answer["files"]] == ids[:1]
    assert "has no times" in answer["error"]["message"]
    assert "no episode nothing" in answer["error"]["message"]


@pytest.mark.parametrize(
    "words",
    [
        ["export", "--to", "md"],
        ["export", "ID", "--to", "pdf"],
        ["export", "ID", "--to", "csv"],
        ["export", "ID"],
        ["export", "--what", "bookmarks", "--to", "srt"],
    ],
)
def test_wrong_usage(shell: Shell, words: list[str]) -> None:
    assert shell(*words, status=2)["error"]["message"]


def test_several_cannot_be_printed_on_one_heap(shell: Shell, ids: list[str]) -> None:
    assert "-o FOLDER" in printed(shell, "export", *ids, "--to", "md", status=2)[1]


def test_a_place_that_cannot_be_written_is_told(shell: Shell, ids: list[str], tmp_path: Path) -> None:
    where = str(tmp_path / "nowhere" / "bell.md")

    assert "does not exist" in shell("export", ids[0], "--to", "md", "-o", where, status=1)["error"]["message"]


def test_quotes_go_out_and_come_back(shell: Shell, ids: list[str], tmp_path: Path) -> None:
    kept = shell("bookmark", "add", ids[0], "--text", "seventh wave", "--note", "so?", "--tag", "sea")["bookmark"]
    path = tmp_path / "quotes.json"

    assert shell("export", "--what", "bookmarks", "--to", "json", "-o", str(path))["files"] == [
        {"path": str(path), "bookmarks": 1}
    ]
    shell("bookmark", "remove", kept["id"])
    [back] = shell("bookmark", "import", str(path))["bookmarks"]

    assert back == kept | {"outcome": "updated"}
    assert shell("bookmark", "list")["bookmarks"] == [kept]
    assert [each["outcome"] for each in shell("bookmark", "import", str(path))["bookmarks"]] == ["unchanged"]


@pytest.mark.parametrize("to", ["md", "csv", "json", "html", "readwise", "webannotation"])
def test_quotes_are_printed_in_every_format(shell: Shell, ids: list[str], to: str) -> None:
    shell("bookmark", "add", ids[0], "--text", "seventh wave")

    assert "seventh wave" in printed(shell, "export", "--what", "bookmarks", "--to", to)[0]
    assert "seventh wave" not in printed(shell, "export", "--what", "bookmarks", ids[1], "--to", to)[0]


def test_a_quote_of_an_episode_that_is_gone_is_told_beside_the_rest(shell: Shell, ids: list[str], tmp_path: Path) -> None:
    shell("bookmark", "add", ids[0], "--text", "seventh wave")
    told = json.loads(printed(shell, "export", "--what", "bookmarks", "--to", "json")[0])
    told["bookmarks"].append(told["bookmarks"][0] | {"id": "5a7e1d90-0000-4000-8000-00000000000a", "episode": "elsewhere"})
    (tmp_path / "quotes.json").write_text(json.dumps(told))

    answer = shell("bookmark", "import", str(tmp_path / "quotes.json"), status=1)

    assert len(answer["bookmarks"]) == 1
    assert answer["failures"][0]["episode"] == "elsewhere"


def test_a_file_that_holds_no_quotes_is_refused(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "talk.txt").write_text("Only words.")

    assert "no file of quotes" in shell("bookmark", "import", str(tmp_path / "talk.txt"), status=1)["error"]["message"]
    assert "cannot be read" in shell("bookmark", "import", str(tmp_path / "nowhere"), status=1)["error"]["message"]


@pytest.mark.usefixtures("ids")
def test_what_a_search_finds_is_printed_whole(shell: Shell) -> None:
    found = shell("search", "the", "--exact")
    page, _ = printed(shell, "search", "the", "--exact", "--to", "md")

    assert found["total"] > len(shell("search", "the", "--exact", "--limit", "3")["hits"]) == 3
    assert page.startswith(f"# Search: the\n\n{found['total']} hits in 2 episodes · 20")
    assert sum(line.startswith("> ") and not line.startswith("> — ") for line in page.splitlines()) == found["total"]
    assert "## The Bell at Gull Point" in page
    [told] = shell("search", "the", "--exact", "--to", "csv")["files"]
    assert len(list(csv.DictReader(io.StringIO(told["text"], newline="")))) == found["total"]
    assert "the first 2 of " in printed(shell, "search", "the", "--to", "md", "--limit", "2")[0]


@pytest.mark.usefixtures("ids")
def test_what_a_search_finds_goes_into_a_file_or_a_folder(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "hits.csv"

    assert printed(shell, "search", "wave", "--to", "csv", "-o", str(path))[0] == f"{path}\n"
    assert path.read_bytes().startswith(b"episode,title,show,published,start,")
    [file] = shell("search", "wave OR oven", "--to", "kwic", "-o", str(tmp_path))["files"]
    assert Path(file["path"]) == tmp_path / "Search wave OR oven.csv"
    assert Path(file["path"]).read_bytes().startswith(b"before,keyword,after,episode,")


@pytest.mark.usefixtures("ids")
def test_lines_have_the_keyword_in_the_middle(shell: Shell) -> None:
    [told] = shell("search", "seventh", "--to", "kwic", "--exact")["files"]
    rows = list(csv.DictReader(io.StringIO(told["text"], newline="")))

    assert rows
    assert {(row["keyword"], row["query"]) for row in rows} == {("seventh", "seventh")}
    assert any(row["after"].startswith("wave") for row in rows)


@pytest.mark.usefixtures("ids")
def test_a_search_that_cannot_be_exported_says_why(shell: Shell, tmp_path: Path) -> None:
    assert "--to" in shell("search", "wave", "-o", "x.md", status=2)["error"]["message"]
    assert shell("search", "wave", "--to", "pdf", status=2)["error"]["message"]
    assert shell("search", '"open', "--to", "md", status=2)["error"]["at"] == 0
    assert shell("search", "wave", "--to", "md", "--limit", "-1", status=2)["error"]["message"]
    nowhere = str(tmp_path / "nowhere" / "hits.md")
    assert "does not exist" in shell("search", "wave", "--to", "md", "-o", nowhere, status=1)["error"]["message"]
