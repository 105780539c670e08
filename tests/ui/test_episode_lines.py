"""Lines of the episode list: twins joined, parts of the library, orders, heads of shows, counts."""

from dataclasses import replace

import pytest

from reader_app.core.model import Episode
from reader_app.ui.episode_lines import (
    Filter,
    Line,
    Order,
    ShowHead,
    count_library,
    filter_lines,
    join_twins,
    of_library,
    sort_lines,
    title_key,
    under_shows,
)

PLAIN = Episode(
    id="plain", title="Ropes", title_origin="stated", show=None, language="en", published=None, url=None, duration=None,
    words=100, turns=4, form="feed-page", path="ropes.md", added="2026-01-01T00:00:00Z",
)  # fmt: skip


def episode(name: str, **changes: object) -> Episode:
    return replace(PLAIN, id=name, **changes)  # type: ignore[arg-type]


def names(lines: list[Line]) -> list[str]:
    return [line.shown.id for line in lines]


def test_a_recording_told_three_times_is_one_line_named_by_its_richest_telling() -> None:
    digest = episode("digest", words=9000, turns=0, same_episode_as=("short",))
    short = episode("short", words=400, turns=3, same_episode_as=("digest", "full"))
    full = episode("full", words=5000, turns=90)
    (line, other) = join_twins([digest, short, episode("other"), full])
    assert [telling.id for telling in line.tellings] == ["full", "short", "digest"]
    assert line.holds("digest")
    assert names([other]) == ["other"]


def test_a_twin_that_is_not_in_the_library_joins_nothing() -> None:
    assert len(join_twins([episode("a", same_episode_as=("gone",)), episode("b", same_episode_as=("gone",))])) == 2


def test_a_line_is_as_far_read_as_its_furthest_telling() -> None:
    line = Line((episode("a", bookmarks=2), episode("b", opened="2026-02-02T10:00:00Z", progress=0.4, bookmarks=1)))
    assert line.opened
    assert line.progress == 0.4
    assert line.bookmarks == 3
    assert not line.finished


def test_each_part_of_the_library_holds_what_its_name_says() -> None:
    read = "2026-02-02T10:00:00Z"
    lines = join_twins(
        [
            episode("new"),
            episode("begun", opened=read, progress=0.3, bookmarks=2),
            episode("done", opened=read, progress=1.0, show="Knots"),
        ]
    )
    assert names(filter_lines(lines, Filter())) == ["new", "begun", "done"]
    assert names(filter_lines(lines, Filter("unread"))) == ["new"]
    assert names(filter_lines(lines, Filter("reading"))) == ["begun"]
    assert names(filter_lines(lines, Filter("quotes"))) == ["begun"]
    assert names(filter_lines(lines, Filter("show", "Knots"))) == ["done"]


def test_in_a_show_a_line_is_named_by_the_telling_of_that_show() -> None:
    lines = join_twins([episode("rich", show="Knots", words=900, same_episode_as=("poor",)), episode("poor", show="Splices")])
    assert names(filter_lines(lines, Filter("show", "Splices"))) == ["poor"]
    assert names(filter_lines(lines, Filter())) == ["rich"]


def test_the_bin_holds_only_what_was_removed_and_nothing_else_does() -> None:
    both = [episode("kept"), episode("thrown", removed=True)]
    assert [each.id for each in of_library(both, Filter("bin"))] == ["thrown"]
    assert [each.id for each in of_library(both, Filter("all"))] == ["kept"]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("newest", ["march", "may-last-year", "undated"]),
        ("oldest", ["may-last-year", "march", "undated"]),
        ("title", ["may-last-year", "march", "undated"]),
        ("length", ["march", "undated", "may-last-year"]),
        ("added", ["undated", "march", "may-last-year"]),
    ],
)
def test_orders(order: Order, expected: list[str]) -> None:
    lines = join_twins(
        [
            episode("march", published="2026-03", title="Part 10", duration=900.0, added="2026-01-02"),
            episode("undated", title="Rope walk", words=5000, added="2026-01-01"),
            episode("may-last-year", published="2025-05-04", title="“Part 2”", words=40, added="2026-01-03"),
        ]
    )
    assert names(sort_lines(lines, order)) == expected


def test_titles_with_digits_of_any_size_and_script_can_be_sorted() -> None:
    titles = ["x²", "१० रस्सी", "…", "२ रस्सी", "", "9" * 5000]
    assert sorted(titles, key=title_key) == ["", "9" * 5000, "२ रस्सी", "१० रस्सी", "x²", "…"]
    assert title_key("२ रस्सी") < title_key("१० रस्सी")


def test_lines_stand_under_their_shows_and_those_without_one_last() -> None:
    lines = join_twins([episode("a", show="Splices"), episode("b"), episode("c", show="knots"), episode("d", show="Splices")])
    rows = under_shows(lines)
    assert [row if isinstance(row, ShowHead) else row.shown.id for row in rows] == [
        ShowHead("knots", 1),
        "c",
        ShowHead("Splices", 2),
        "a",
        "d",
        ShowHead(None, 1),
        "b",
    ]


def test_counts_are_of_recordings_and_of_single_quotes() -> None:
    counts = count_library(
        [
            episode("a", show="Splices", bookmarks=2, same_episode_as=("b",)),
            episode("b", show="Knots", opened="2026-02-02", progress=0.5, bookmarks=1),
            episode("c", show="Splices", sample=True),
            episode("d", removed=True, show="Gone"),
        ]
    )
    assert (counts.all, counts.unread, counts.reading, counts.quotes, counts.samples) == (2, 1, 1, 3, 1)
    assert counts.shows == (("Knots", 1), ("Splices", 2))
