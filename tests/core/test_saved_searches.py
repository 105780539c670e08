"""Searches that are kept, and what is new in them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from reader_app.core.errors import Cancelled, QueryError
from reader_app.core.findings import SavedSearch, Survey
from reader_app.core.saved_searches import SavedSearches, UnknownSearch
from reader_app.core.store.database import Database


class Shelf:
    """A library that finds what it is told, and notes what it was asked."""

    def __init__(self, folder: Path) -> None:
        self.database = Database(folder / "library.sqlite3", folder / "backups")
        self.searches = SavedSearches(self.database, self.survey)
        self.hits: dict[str, int] = {}
        self.asked: list[str] = []

    def survey(self, query: str, *, cancelled: Callable[[], bool] | None = None) -> Survey:
        self.asked.append(query)
        if cancelled is not None and cancelled():
            raise Cancelled("The search was stopped.")
        if query == "broken":
            raise QueryError("What was this again?", 0)
        return Survey(query, sum(self.hits.values()), len(self.hits), tuple(self.hits.items()))

    def change(self, **hits: int) -> None:
        """The library changes, and has so many hits by episode then."""
        self.hits = hits
        with self.database.writing() as connection:
            connection.execute("INSERT INTO change (episode_id, at) VALUES ('e', 'now')")

    def join(self, other: str, episode: str) -> None:
        """An episode becomes a telling of another."""
        with self.database.writing() as connection:
            connection.execute("PRAGMA defer_foreign_keys = ON")
            for ident in (other, episode):
                connection.execute(
                    "INSERT INTO episode (id, title, title_origin, language, fingerprint, added, modified)"
                    " VALUES (?, 'T', 'stated', 'en', '{}', 'now', 'now')",
                    (ident,),
                )
            connection.execute(
                "INSERT INTO joining VALUES (?, ?, ?, '{}', 'now', 'now', NULL)", (f"{other}{episode}", episode, other)
            )

    def new(self) -> list[int | None]:
        """How many hits are new in each search."""
        return [search.new for search in self.searches.count_new()]


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


def test_a_search_is_kept_with_its_name_and_listed_in_the_order_it_came(shelf: Shelf) -> None:
    first = shelf.searches.add("  weir ", " Old\nweirs ")
    second = shelf.searches.add("lock")

    assert (first.query, first.name, first.new) == ("weir", "Old weirs", None)
    assert shelf.searches.listed() == [first, second]
    assert isinstance(second, SavedSearch)


def test_what_was_there_at_first_is_not_new_and_what_comes_is(shelf: Shelf) -> None:
    shelf.change(a=3, b=1)
    shelf.searches.add("weir")

    assert shelf.new() == [0]
    shelf.change(a=3, b=2, c=4)
    assert shelf.new() == [5]


def test_looking_at_the_results_makes_nothing_of_them_new(shelf: Shelf) -> None:
    shelf.change(a=3)
    kept = shelf.searches.add("weir")
    shelf.new()
    shelf.change(a=3, b=2)
    assert shelf.new() == [2]

    shelf.searches.mark_seen(kept.id, shelf.survey("weir"))

    assert [search.new for search in shelf.searches.listed()] == [0]
    assert shelf.new() == [0]
    shelf.change(a=3, b=2, c=1)
    assert shelf.new() == [1]


def test_what_came_between_the_search_and_the_look_is_new(shelf: Shelf) -> None:
    shelf.change(a=3)
    shown = shelf.survey("weir")
    shelf.change(a=3, b=2)

    kept = shelf.searches.add("weir", seen=shown)

    assert kept.new == 0
    assert shelf.new() == [2]


def test_what_goes_and_comes_back_is_not_new(shelf: Shelf) -> None:
    shelf.change(a=3, b=2)
    shelf.searches.add("weir")
    shelf.new()
    shelf.change(b=2)
    assert shelf.new() == [0]
    shelf.change(a=3, b=2)
    assert shelf.new() == [0]


def test_hits_that_went_from_one_episode_do_not_hide_new_ones_in_another(shelf: Shelf) -> None:
    shelf.change(a=5)
    shelf.searches.add("weir")
    shelf.new()
    shelf.change(a=1, b=2)
    assert shelf.new() == [2]


def test_hits_of_joined_episodes_were_seen_before(shelf: Shelf) -> None:
    shelf.change(a=3, b=4, c=1)
    shelf.searches.add("weir")
    shelf.new()
    shelf.join("b", "a")
    shelf.change(a=4, c=1)
    assert shelf.new() == [0]
    shelf.change(a=6, c=1)
    assert shelf.new() == [2]


def test_the_episodes_with_new_hits_are_told_until_they_are_seen(shelf: Shelf) -> None:
    shelf.change(a=3, b=1, d=2)
    kept = shelf.searches.add("weir")
    assert shelf.searches.new_in(kept.id, shelf.survey("weir")) == {}  # not counted yet
    shelf.new()
    shelf.change(a=1, b=2, c=4, d=2)
    shown = shelf.survey("weir")

    assert shelf.searches.new_in(kept.id, shown) == {"b": 1, "c": 4}
    assert shelf.searches.new_in(kept.id, shelf.survey("lock")) == {}
    shelf.searches.mark_seen(kept.id, shown)
    assert shelf.searches.new_in(kept.id, shown) == {}


def test_a_search_that_was_never_counted_is_counted_before_the_others(shelf: Shelf) -> None:
    shelf.searches.add("weir")
    shelf.new()
    shelf.change(a=1)
    shelf.searches.add("lock")
    shelf.asked.clear()
    shelf.new()
    assert shelf.asked == ["lock", "weir"]


def test_nothing_is_asked_again_while_the_library_stays_as_it_is(shelf: Shelf, tmp_path: Path) -> None:
    shelf.change(a=1)
    shelf.searches.add("weir")
    shelf.searches.add("broken")
    shelf.new()
    shelf.new()
    assert shelf.asked == ["weir", "broken"]

    other = Shelf(tmp_path)  # another window has the numbers without asking
    assert [search.new for search in other.searches.listed()] == [0, None]
    assert (other.new(), other.asked) == ([0, None], [])

    shelf.change(a=1)
    shelf.new()
    assert shelf.asked == ["weir", "broken"] * 2


def test_a_query_that_cannot_be_read_any_more_stays_without_a_number(shelf: Shelf) -> None:
    kept = shelf.searches.add("broken")
    assert shelf.new() == [None]
    assert [search.query for search in shelf.searches.listed()] == ["broken"]

    shelf.searches.change(kept.id, "mended")
    assert shelf.new() == [0]


@pytest.mark.parametrize("query", ["", "  ", '"open', "-only", "a OR"])
def test_a_query_that_cannot_be_read_is_not_kept(shelf: Shelf, query: str) -> None:
    with pytest.raises(QueryError):
        shelf.searches.add(query)
    kept = shelf.searches.add("weir")
    with pytest.raises(QueryError):
        shelf.searches.change(kept.id, query)
    assert [search.query for search in shelf.searches.listed()] == ["weir"]


def test_a_query_is_kept_once(shelf: Shelf) -> None:
    first = shelf.searches.add("weir", "Old weirs")

    assert shelf.searches.add("weir ") == first
    assert shelf.searches.add("weir", "New weirs").name == "New weirs"
    assert len(shelf.searches.listed()) == 1


def test_another_name_and_another_query(shelf: Shelf) -> None:
    shelf.change(a=2)
    kept = shelf.searches.add("weir", "Weirs")
    shelf.new()
    assert shelf.searches.rename(kept.id, " All  weirs ").name == "All weirs"
    assert shelf.searches.rename(kept.id, "").name == ""

    changed = shelf.searches.change(kept.id, "weir lock")
    assert (changed.id, changed.query, changed.new) == (kept.id, "weir lock", None)
    shelf.searches.mark_seen(kept.id, Survey("weir", 0, 0))  # of what it asked before
    shelf.change(a=4)
    assert shelf.new() == [0]


def test_removing_can_be_taken_back_with_all_that_was_seen(shelf: Shelf) -> None:
    shelf.change(a=2)
    kept = shelf.searches.add("weir")
    shelf.new()
    shelf.searches.remove(kept.id)

    assert shelf.searches.listed() == []
    shelf.change(a=3)
    assert shelf.new() == []
    with pytest.raises(UnknownSearch):
        shelf.searches.rename(kept.id, "x")

    assert shelf.searches.restore(kept.id).id == kept.id
    assert shelf.new() == [1]
    assert shelf.searches.restore(kept.id).new == 1


def test_what_was_removed_does_not_stand_in_the_way_of_the_same_again(shelf: Shelf) -> None:
    kept = shelf.searches.add("weir")
    shelf.searches.remove(kept.id)

    assert shelf.searches.add("weir").id != kept.id


@pytest.mark.parametrize("act", ["rename", "change", "mark_seen", "remove", "restore"])
def test_a_search_that_is_not_there_is_told(shelf: Shelf, act: str) -> None:
    needs: dict[str, list[object]] = {"rename": ["x"], "change": ["x"], "mark_seen": [Survey("x", 0, 0)]}
    with pytest.raises(UnknownSearch):
        getattr(shelf.searches, act)("nothing", *needs.get(act, []))


def test_what_is_looked_at_while_it_is_counted_counts_as_seen(shelf: Shelf) -> None:
    shelf.change(a=1)
    kept = shelf.searches.add("weir")
    shelf.new()
    shelf.change(a=9)

    def look() -> bool:
        shelf.searches.mark_seen(kept.id, Survey("weir", 9, 1, (("a", 9),)))
        return False

    assert [search.new for search in shelf.searches.count_new(look)] == [0]
    assert shelf.new() == [0]


def test_counting_can_be_stopped_and_goes_on_later(shelf: Shelf) -> None:
    shelf.change(a=1)
    shelf.searches.add("weir")
    shelf.searches.add("lock")
    with pytest.raises(Cancelled):
        shelf.searches.count_new(lambda: shelf.asked[-1] == "lock")

    assert [search.new for search in shelf.searches.listed()] == [0, None]
    assert shelf.new() == [0, 0]
    assert shelf.asked == ["weir", "lock", "lock"]


def test_what_is_removed_or_altered_keeps_its_row(shelf: Shelf) -> None:
    kept = shelf.searches.add("weir")
    shelf.searches.remove(kept.id)

    [(removed, created)] = shelf.database.reading().execute("SELECT removed, created FROM saved_search").fetchall()
    assert removed >= created == kept.created
