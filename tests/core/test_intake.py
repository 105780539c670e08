"""An import that is killed at any moment leaves a library that opens, each file's episodes whole or absent."""

import subprocess
import sys
from pathlib import Path

import pytest

from reader_app.core.library import Library
from tests.own_words import DIGEST

FILES = 30


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Digests with two episodes each, no two alike."""
    made = tmp_path / "digests"
    made.mkdir()
    for number in range(FILES):
        page = DIGEST.replace("Gull Point", f"Gull Point {number}") + DIGEST.replace("Gull Point", f"North Mole {number}")
        (made / f"{number:02}.txt").write_text(page, encoding="utf-8")
    return made


@pytest.mark.parametrize("killed_at", [2, 9, 17, 26])
def test_a_killed_import_leaves_whole_files_only_and_goes_on(
    folder: Path, tmp_path: Path, killed_at: int, project_root: Path
) -> None:
    data = tmp_path / "data"
    words = [sys.executable, "-m", "reader_app", "--data-dir", str(data), "import", str(folder), "--json"]
    with subprocess.Popen(
        words, cwd=project_root, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    ) as importing:
        assert importing.stderr is not None
        for line in importing.stderr:
            if line.startswith(f"{killed_at} of {FILES}"):
                importing.kill()
                break
        importing.stderr.read()

    library = Library(data)
    rows = library.episodes()
    by_file: dict[str, int] = {}
    for row in rows:
        by_file[row.path] = by_file.get(row.path, 0) + 1
        assert library.open(row.id).transcript.text
    assert killed_at - 1 <= len(by_file) < FILES
    assert set(by_file.values()) == {2}
    assert library.check().library == ()
    assert library.search("harbour", limit=500).episodes == len(rows)

    report = library.import_paths([folder])
    library_now = library.episodes()
    assert report.failures == ()
    assert len(library_now) == 2 * FILES
    assert [episode.outcome for episode in report.episodes].count("unchanged") == len(rows)
    library.close()


def test_a_quote_survives_a_kill_right_after_it_was_kept(folder: Path, tmp_path: Path, project_root: Path) -> None:
    data = tmp_path / "data"
    library = Library(data)
    episode = library.import_paths([folder / "00.txt"]).episodes[0].id
    library.close()
    script = (
        "import os, signal, sys; from pathlib import Path; from reader_app.core.library import Library\n"
        "from reader_app.core.model import Span\n"
        "library = Library(Path(sys.argv[1])); library.quotes.add(sys.argv[2], Span(4, 8), note='kept')\n"
        "os.kill(os.getpid(), getattr(signal, 'SIGKILL', signal.SIGTERM))"
    )
    subprocess.run([sys.executable, "-c", script, str(data), episode], cwd=project_root, check=False)

    [kept] = Library(data).quotes.listed(episode)

    assert (kept.note, kept.text) == ("kept", "Bell")
