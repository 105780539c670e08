"""The index follows the library, whoever writes, and is rebuilt when it is not sound."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from reader_app.core import index_keeper
from reader_app.core.errors import Cancelled, UnknownEpisode
from reader_app.core.index_keeper import CACHED, IndexKeeper
from reader_app.core.library import Library
from reader_app.core.search.lock import FileLock
from reader_app.core.store.database import Database
from tests.own_words import CAPTIONS, DIGEST


@pytest.fixture
def library(tmp_path: Path) -> Library:
    for name, text in (("bell.txt", DIGEST), ("rye.txt", CAPTIONS)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    library = Library(tmp_path / "data")
    library.import_paths([tmp_path / "bell.txt", tmp_path / "rye.txt"])
    return library


@pytest.fixture
def keeper(library: Library, tmp_path: Path) -> IndexKeeper:
    return IndexKeeper(Database(library.paths.library, library.paths.backups), tmp_path / "another index")


def test_a_new_index_is_built_with_progress(keeper: IndexKeeper) -> None:
    told: list[tuple[int, int]] = []

    assert keeper.catch_up(lambda done, total: told.append((done, total))) is True
    assert told == [(1, 2), (2, 2)]
    assert keeper.check(repair=False) == "ok"


def test_only_what_changed_is_taken_in(keeper: IndexKeeper, library: Library) -> None:
    keeper.catch_up()
    library.remove([library.episodes()[1].id])
    told: list[tuple[int, int]] = []

    assert keeper.catch_up(lambda done, total: told.append((done, total))) is False
    assert told == []
    answer = keeper.search("harbour OR oven", limit=9, sort="relevance", exact=False, typing=False)
    assert answer.episodes == 1


def test_the_texts_at_hand_follow_the_library(keeper: IndexKeeper, library: Library) -> None:
    episode = library.episodes()[0].id
    first = keeper.document(episode)

    assert keeper.document(episode) is first
    library.quotes.add(episode, first.transcript.blocks[0].span)
    assert len(keeper.document(episode).bookmarks) == 1
    assert CACHED > 1


def test_an_episode_that_is_gone_is_said_so(keeper: IndexKeeper) -> None:
    with pytest.raises(UnknownEpisode):
        keeper.document("nothing")


def test_at_most_so_many_hits_of_one_episode(keeper: IndexKeeper) -> None:
    def hits(per_episode: int | None) -> int:
        return len(keeper.search("the", limit=99, sort="relevance", exact=True, typing=False, per_episode=per_episode).hits)

    assert hits(1) == 2
    assert hits(None) > 4


def test_one_episode_alone_can_be_asked_for_its_hits(keeper: IndexKeeper, library: Library) -> None:
    one = library.episodes()[0].id
    answer = keeper.search("the", limit=99, sort="relevance", exact=True, typing=False, episode=one)
    assert {hit.episode for hit in answer.hits} == {one}
    assert answer.counts == ((one, answer.total),)


class Rebuilding:
    """A rebuilding in another thread, which stands still after its first episode until it may go on."""

    def __init__(self, keeper: IndexKeeper) -> None:
        self._begun, self._free = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=keeper.rebuild, args=(self._step,))

    def _step(self, done: int, _total: int) -> None:
        if done == 1:
            self._begun.set()
            assert self._free.wait(20)

    def go_on(self) -> None:
        self._free.set()

    def __enter__(self) -> "Rebuilding":
        self._thread.start()
        assert self._begun.wait(20)
        return self

    def __exit__(self, *_: object) -> None:
        self.go_on()
        self._thread.join()


def found(keeper: IndexKeeper, query: str, cancelled: Callable[[], bool] | None = None) -> int:
    answer = keeper.search(query, limit=9, sort="relevance", exact=False, typing=False, cancelled=cancelled)
    return answer.episodes


def test_what_is_there_is_searched_while_it_is_built_anew(keeper: IndexKeeper) -> None:
    keeper.catch_up()
    with Rebuilding(keeper):
        assert found(keeper, "harbour OR oven") == 2


def test_a_first_search_waits_for_the_first_building_as_long_as_it_is_wanted(keeper: IndexKeeper) -> None:
    looks: list[None] = []

    def looked_three_times() -> bool:
        looks.append(None)
        return len(looks) >= 3

    with Rebuilding(keeper) as other:
        with pytest.raises(Cancelled):
            found(keeper, "harbour OR oven", looked_three_times)
        looks.clear()

        def let_it_go_on() -> bool:
            other.go_on()
            return False

        assert found(keeper, "harbour OR oven", let_it_go_on) == 2


def test_a_damaged_index_is_mended_by_the_search_that_finds_it(keeper: IndexKeeper, tmp_path: Path) -> None:
    keeper.catch_up()
    keeper.close()
    for file in (tmp_path / "another index").rglob("manifest.json"):
        file.write_text("nothing", encoding="utf-8")
    assert found(keeper, "harbour OR oven") == 2
    assert keeper.prepare() is False


def test_the_pieces_that_many_small_changes_leave_are_joined_when_nobody_waits(
    keeper: IndexKeeper, library: Library, tmp_path: Path
) -> None:
    episode = library.episodes()[0]
    mark = library.quotes.add(episode.id, library.open(episode.id).transcript.blocks[0].span)
    for number in range(6):
        library.quotes.edit(mark.id, note=f"weir number {number}")
        keeper.catch_up()
    pieces = len(list((tmp_path / "another index").rglob("*.words")))

    keeper.tidy()
    assert len(list((tmp_path / "another index").rglob("*.words"))) < pieces
    assert found(keeper, "in:notes weir number 5") == 1
    assert keeper.check(repair=False) == "ok"


def test_much_that_another_process_is_writing_is_not_waited_for(
    keeper: IndexKeeper, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper.catch_up()
    episode = library.episodes()[0].id
    mark = library.quotes.add(episode, library.open(episode).transcript.blocks[0].span)
    library.quotes.edit(mark.id, note="eels in the weir")
    monkeypatch.setattr(index_keeper, "FEW", 0)
    lock = next((tmp_path / "another index").rglob("lock"))
    with FileLock(lock).held(0):
        assert found(keeper, "in:notes eels") == 0
        assert found(keeper, "harbour OR oven") == 2
    assert found(keeper, "in:notes eels") == 1
