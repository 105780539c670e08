"""Rows of the sidebar: which there are for which library."""

from reader_app.core.findings import SavedSearch
from reader_app.ui.episode_lines import Filter, LibraryCounts
from reader_app.ui.sidebar_rows import PartModel, library_parts


def test_an_empty_library_has_its_parts_without_counts_and_no_shows() -> None:
    assert [part.in_words() for part in library_parts(LibraryCounts(), 0)] == ["All", "Unread", "Reading", "Quotes"]


def test_shows_stand_under_a_head_and_the_bin_only_where_it_holds_something() -> None:
    parts = library_parts(LibraryCounts(all=3, unread=1, shows=(("Knots", 2),)), 4)
    assert [part.in_words() for part in parts] == ["All, 3", "Unread, 1", "Reading", "Quotes", "Bin, 4", "Shows", "Knots, 2"]
    assert [part.wanted for part in parts][-2:] == [None, Filter("show", "Knots")]


def test_new_counts_do_not_reset_the_rows() -> None:
    model = PartModel()
    model.set_parts(library_parts(LibraryCounts(all=1), 0))
    resets: list[None] = []
    model.modelReset.connect(lambda: resets.append(None))
    model.set_parts(library_parts(LibraryCounts(all=2), 0))
    assert resets == []
    model.set_parts(library_parts(LibraryCounts(all=2), 1))
    assert len(resets) == 1


def test_saved_searches_stand_before_the_shows_with_what_is_new_in_them() -> None:
    fog, tides = SavedSearch("1", "fog", "", "", new=2), SavedSearch("2", "tides", "Tides & times", "")
    parts = library_parts(LibraryCounts(all=1, shows=(("Knots", 1),)), 0, (fog, tides))
    words = [part.in_words() for part in parts]
    assert words[4:] == ["Saved searches", "fog, 2 new hits", "Tides & times", "Shows", "Knots, 1"]
    assert [part.is_head for part in parts][4:] == [True, False, False, True, False]
    assert [part.tip for part in parts[5:7]] == ["2 new hits for fog", "tides"]
