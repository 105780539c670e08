"""Two processes build what one would have built, whatever becomes of the other."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader_app.core import child_process, index_building
from reader_app.core.child_process import Service
from reader_app.core.errors import Cancelled
from reader_app.core.index_building import SharedBuilding
from reader_app.core.index_keeper import IndexKeeper
from reader_app.core.library import Library
from reader_app.core.store.database import Database
from tests.own_words import CAPTIONS

COPIES = 12


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A library of some episodes that differ in a word, in a folder whose name has spaces and letters of its own."""
    tmp_path = tmp_path_factory.mktemp("files")
    library = Library(tmp_path / "my library é")
    for number in range(COPIES):
        (tmp_path / f"{number}.txt").write_text(f"{CAPTIONS}\n\nA word of its own: own{number}\n", encoding="utf-8")
    library.import_paths([tmp_path / f"{number}.txt" for number in range(COPIES)])
    return library


@pytest.fixture
def keeper(library: Library, tmp_path: Path) -> IndexKeeper:
    """An index that has not been built."""
    return IndexKeeper(Database(library.paths.library, library.paths.backups), tmp_path / "another index")


@pytest.fixture(autouse=True)
def two(monkeypatch: pytest.MonkeyPatch) -> None:
    """However few episodes, they are shared."""
    monkeypatch.setattr(index_building, "FEWEST", 2)


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[subprocess.Popen[bytes]]]:
    """The processes that were started; none is alive afterwards."""
    started: list[subprocess.Popen[bytes]] = []
    start = child_process.start

    def noted(service: Service) -> subprocess.Popen[bytes]:
        started.append(start(service))
        return started[-1]

    monkeypatch.setattr(index_building, "start", noted)
    yield started
    assert all(process.poll() is not None for process in started)


def found(keeper: IndexKeeper) -> list[int]:
    """How many places each word has that stands in one episode, and one that stands in all."""
    words = [*(f"own{number}" for number in range(COPIES)), '"of its own"']
    return [keeper.search(word, limit=0, sort="relevance", exact=True, typing=False).total for word in words]


def segments(keeper: IndexKeeper) -> int:
    """How many segments the index has."""
    with keeper._index.reading():
        return len(keeper._index._open)


def test_two_processes_write_a_segment_each(keeper: IndexKeeper, processes: list[subprocess.Popen[bytes]]) -> None:
    told: list[tuple[int, int]] = []
    keeper.rebuild(lambda done, total: told.append((done, total)))
    assert found(keeper) == [1] * COPIES + [COPIES]
    assert told[-1] == (COPIES, COPIES)
    assert told == sorted(told)
    assert len(processes) == 1
    assert segments(keeper) <= 2
    assert keeper.check(repair=False) == "ok"


def test_the_other_is_given_a_share(keeper: IndexKeeper, library: Library, tmp_path: Path) -> None:
    ids = [episode.id for episode in library.episodes()]
    read: list[str] = []

    def slowly(episode: str) -> object:
        read.append(episode)
        if len(read) == 1:
            other_has_begun.wait(20)
        return keeper.read(episode)

    other_has_begun = Begun(tmp_path)
    written, episodes = SharedBuilding(library.paths.library, ids, slowly)(tmp_path, (), None)  # type: ignore[arg-type]
    assert sorted(episodes) == sorted(ids)
    assert sum(one.texts for one in written) == COPIES
    assert len(read) < COPIES
    assert len(written) == 2


class Begun:
    """Whether a second segment is being written into a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def wait(self, seconds: float) -> None:
        """Returns when it is."""
        end = time.monotonic() + seconds
        while len(list(self._folder.glob("*.texts"))) < 2 and time.monotonic() < end:
            time.sleep(0.01)


@pytest.mark.parametrize("program", ["pass", "import sys; sys.stdin.buffer.read(9); sys.exit(3)", "print('no pickle')"])
def test_what_a_process_leaves_that_dies_is_done_here(keeper: IndexKeeper, monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    def doomed(_: object) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    monkeypatch.setattr(index_building, "start", doomed)
    keeper.rebuild()
    assert found(keeper) == [1] * COPIES + [COPIES]
    assert keeper.check(repair=False) == "ok"


def test_where_none_can_be_started_this_one_does_it_all(keeper: IndexKeeper, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_: object) -> subprocess.Popen[bytes]:
        raise OSError("no more processes")

    monkeypatch.setattr(index_building, "start", refused)
    keeper.rebuild()
    assert found(keeper) == [1] * COPIES + [COPIES]
    assert segments(keeper) == 1


def test_a_building_that_is_cancelled_ends_the_other_process(
    keeper: IndexKeeper, processes: list[subprocess.Popen[bytes]]
) -> None:
    def stop(done: int, _: int) -> None:
        if done >= 2:
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        keeper.rebuild(stop)
    assert len(processes) == 1
    assert processes[0].poll() is not None
    keeper.rebuild()
    assert found(keeper) == [1] * COPIES + [COPIES]


def test_few_episodes_need_no_other_process(
    keeper: IndexKeeper, processes: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_building, "FEWEST", 50)
    keeper.rebuild()
    assert processes == []
    assert found(keeper) == [1] * COPIES + [COPIES]
