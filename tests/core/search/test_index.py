"""The index on disk: what it holds is what the library last told it, or it says that it must be rebuilt."""

import json
import subprocess
import sys
import textwrap
import threading
import zlib
from pathlib import Path

import pytest

from reader_app.core.errors import Cancelled, LibraryError
from reader_app.core.search.execute import execute
from reader_app.core.search.index import Index, IndexBusy, IndexDamaged
from reader_app.core.search.lock import FileLock
from reader_app.core.search.query import parse
from tests.core.search.episodes import Library, Script


def tale(number: int, text: str = "a lantern in the cellar") -> Script:
    return Script(f"e{number}", f"Tale {number}").add("prose", text)


def total(index: Index, query: str = "lantern") -> int:
    """How many places an index finds, without reading a text."""

    def never(_: str) -> object:
        raise AssertionError("nothing is shown")

    return execute(index, parse(query), never, limit=0).total  # type: ignore[arg-type]


def test_an_index_that_does_not_exist_yet_is_empty(tmp_path: Path) -> None:
    index = Index(tmp_path / "index")
    assert (index.stamp(), total(index)) == (0, 0)
    index.verify()


def test_what_is_taken_in_is_found_at_once_and_by_others(tmp_path: Path) -> None:
    index, other = Index(tmp_path / "index"), Index(tmp_path / "index")
    index.update([tale(1).document()], stamp=4)
    assert (total(index), total(other), other.stamp()) == (1, 1, 4)
    index.update([tale(2).document()], stamp=5)
    assert (total(index), total(other), other.stamp()) == (2, 2, 5)


def test_an_episode_is_replaced_or_forgotten_whole(library: Library) -> None:
    library.put(tale(1).keep("cellar", note="a dark place"), tale(2))
    library.put(tale(1, "only a candle"))
    assert (total(library.index), total(library.index, "candle"), total(library.index, "dark")) == (1, 1, 0)
    library.index.update([], ["e2"], stamp=9)
    assert (total(library.index), library.index.stamp()) == (0, 9)


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    Index(tmp_path / "index").update([tale(n).document() for n in range(3)], (), lambda done, of: told.append((done, of)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_a_cancelled_update_leaves_the_index_as_it_was(library: Library) -> None:
    library.put(tale(1))

    with pytest.raises(Cancelled):
        library.index.update([tale(1, "nothing").document(), tale(2).document()], ["e1"], stop, stamp=7)
    assert (total(library.index), library.index.stamp()) == (1, 0)
    library.put(tale(3))
    assert total(library.index) == 2


def test_a_rebuilt_index_holds_only_what_it_was_built_from(library: Library) -> None:
    library.put(tale(1), tale(2))
    library.index.rebuild([tale(3).document()], stamp=12)
    assert (total(library.index), library.index.stamp()) == (1, 12)
    library.index.rebuild(())
    assert (total(library.index), library.index.stamp()) == (0, 0)


def test_a_rebuild_that_is_cancelled_leaves_the_old_index_in_use(library: Library) -> None:
    library.put(tale(1))

    with pytest.raises(Cancelled):
        library.index.rebuild([tale(2).document()], stop)
    assert total(library.index) == 1
    assert [entry.name for entry in library.index._folder.iterdir() if entry.is_dir()] == ["1"]


def test_a_small_update_leaves_what_is_written_alone(library: Library, tmp_path: Path) -> None:
    library.put(*(tale(number) for number in range(6)))
    before = {path.name: path.stat().st_mtime_ns for path in tmp_path.rglob("*.pst")}

    library.put(tale(3).keep("cellar", note="a dark place"))

    after = {path.name: path.stat().st_mtime_ns for path in tmp_path.rglob("*.pst")}
    assert before.items() <= after.items()
    assert (total(library.index), total(library.index, "dark")) == (6, 1)


def test_many_small_updates_keep_few_files(library: Library) -> None:
    for number in range(30):
        library.put(tale(number))
    assert total(library.index) == 30
    assert len(list((library.index._folder / "1").glob("*.pst"))) <= 12


def stop(*_: int) -> None:
    """Progress that is told, and answered with the reader's cancel."""
    raise Cancelled("Stopped.")


def sealed(manifest: Path, told: dict[str, object]) -> None:
    """Writes a manifest that nothing is wrong with but what it tells."""
    body = json.dumps(told)
    manifest.write_text(f"{body}\n{zlib.crc32(body.encode())}")


def segment(library: Library) -> Path:
    """A file of the index that holds words."""
    return next((library.index._folder / "1").glob("*.words"))


@pytest.mark.parametrize("harm", ["cut", "gone", "folder", "manifest", "version", "escape", "foreign"])
def test_damage_is_told_and_a_rebuild_heals_it(library: Library, tmp_path: Path, harm: str) -> None:
    library.put(tale(1), tale(2))
    manifest = tmp_path / "index" / "manifest.json"
    told = json.loads(manifest.read_text().partition("\n")[0])
    match harm:
        case "cut":
            segment(library).write_bytes(segment(library).read_bytes()[:-9])
        case "gone":
            segment(library).unlink()
        case "folder":
            (tmp_path / "index" / "1").rename(tmp_path / "index" / "elsewhere")
        case "manifest":
            manifest.write_text(manifest.read_text()[:-9])
        case "version":
            sealed(manifest, told | {"format": 1})
        case "escape":
            sealed(manifest, told | {"folder": "../index/1"})
        case "foreign":
            sealed(manifest, told | {"library": "another"})
    index = Index(tmp_path / "index", wait=0.2)
    with pytest.raises(IndexDamaged):
        total(index)
    with pytest.raises(IndexDamaged):
        index.update([tale(3).document()])
    index.rebuild([tale(4).document()], stamp=3)
    assert (total(index), index.stamp()) == (1, 3)


def test_bytes_changed_in_place_are_seen_by_their_checksum(library: Library, tmp_path: Path) -> None:
    library.put(tale(1))
    harmed = segment(library)
    harmed.write_bytes(bytes(len(harmed.read_bytes())))
    index = Index(tmp_path / "index", wait=0.2)
    with pytest.raises(IndexDamaged):
        index.verify()
    with pytest.raises(IndexDamaged):
        total(index)


def test_a_second_writer_waits_and_then_says_so(library: Library, tmp_path: Path) -> None:
    library.put(tale(1))
    with FileLock(tmp_path / "index" / "lock").held(0), pytest.raises(IndexBusy):
        library.put(tale(2))
    assert total(library.index) == 1
    library.put(tale(2))
    assert total(library.index) == 2


def test_a_search_goes_on_while_another_writes(library: Library, tmp_path: Path) -> None:
    library.put(tale(1))
    with FileLock(tmp_path / "index" / "lock").held(0):
        assert total(Index(tmp_path / "index", wait=0.2)) == 1


def test_a_writer_that_was_killed_leaves_no_lock(tmp_path: Path) -> None:
    library = Library(tmp_path / "index")
    library.put(tale(1))
    program = """
        import os, sys, warnings
        warnings.simplefilter("ignore")
        from pathlib import Path
        from reader_app.core.search.index import Index
        from tests.core.search.episodes import Script
        def die(done, of):
            os._exit(9)
        Index(Path(sys.argv[1])).update([Script("e2", "Two").add("prose", "lantern").document()], (), die)
    """
    died = subprocess.run([sys.executable, "-c", textwrap.dedent(program), str(tmp_path / "index")], check=False)
    assert died.returncode == 9
    assert total(library.index) == 1
    library.put(tale(3))
    assert total(library.index) == 2


def test_threads_may_search_while_one_writes(library: Library) -> None:
    library.put(tale(0))
    failures: list[Exception] = []

    def ask() -> None:
        try:
            for _ in range(20):
                assert 1 <= total(library.index) <= 6
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(1, 6):
        library.put(tale(number))
    for thread in threads:
        thread.join()
    assert failures == []
    assert total(library.index) == 6


def test_a_folder_that_cannot_be_made_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "index").write_text("a file stands in the way")
    with pytest.raises(LibraryError, match="cannot be written"):
        Index(tmp_path / "index").update([tale(1).document()])


def test_importing_the_index_does_not_import_whoosh() -> None:
    program = "import sys, reader_app.core.search.index, reader_app.core.search.document; sys.exit('whoosh' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
