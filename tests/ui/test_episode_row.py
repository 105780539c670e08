"""Rows of the episode list: what the meta line says, and what gives way where it is narrow."""

from dataclasses import replace

import pytest

from reader_app.core.model import Episode
from reader_app.ui.episode_lines import Line
from reader_app.ui.episode_row import badges, comes_from, facts, line_in_words, plan_meta

PLAIN = Episode(
    id="a", title="Ropes", title_origin="stated", show="Knots", language="en", published="2024-03-12", url=None, duration=2820.0,
    words=1200, turns=4, form="feed-page", path="ropes.md", added="2026-01-01T00:00:00Z", timed=True,
)  # fmt: skip


def test_the_length_is_in_time_where_known_else_in_words_else_left_out() -> None:
    assert facts(Line((replace(PLAIN, published=None),))) == ["47 min"]
    assert facts(Line((replace(PLAIN, published=None, duration=None),))) == ["1,200 words"]
    assert facts(Line((replace(PLAIN, published=None, duration=None, words=0),))) == []


def test_several_tellings_are_counted() -> None:
    assert facts(Line((PLAIN, PLAIN, PLAIN)))[-1] == "3 files"
    assert facts(Line((replace(PLAIN, published=None),))) == ["47 min"]


def test_a_title_that_is_ours_is_told_apart_by_its_file() -> None:
    ours = replace(PLAIN, show=None, title_origin="derived", path="C:\\talks\\ropes-2.srt")
    assert comes_from(Line((PLAIN,))) == "Knots"
    assert comes_from(Line((ours,))) == "ropes-2.srt"
    assert comes_from(Line((replace(ours, title_origin="stated"),))) == ""
    assert comes_from(Line((replace(ours, path=""),))) == ""
    assert "ropes-2.srt" in line_in_words(Line((ours,)))


def test_badges_are_words() -> None:
    assert badges(Line((PLAIN,))) == []
    assert badges(Line((replace(PLAIN, timed=False, truncated=True, repaired=True, sample=True),))) == [
        "cut off",
        "no times",
        "sample",
        "repaired",
    ]


def test_a_screen_reader_hears_all_that_the_row_shows() -> None:
    words = line_in_words(Line((replace(PLAIN, opened="2026-01-02", progress=0.42, bookmarks=2, truncated=True),)))
    assert words.startswith("Ropes, Knots, ")
    assert words.endswith("47 min, 42 % read, 2 quotes, cut off")
    assert "unread" in line_in_words(Line((PLAIN,)))
    assert "finished" in line_in_words(Line((replace(PLAIN, opened="2026-01-02", progress=1.0),)))


@pytest.mark.parametrize(
    ("width", "show_width", "badge_count"),
    [(300, 80, 2), (240, 80, 2), (220, 60, 2), (180, 70, 1), (150, 40, 1), (130, 0, 1), (90, 30, 0), (80, 0, 0), (40, 0, 0)],
)
def test_first_the_show_gives_way_then_badges_never_date_and_length(width: float, show_width: float, badge_count: int) -> None:
    plan = plan_meta(width, fixed=60, show=80, signs=0, badge_widths=[50, 50])
    assert (plan.show_width, plan.badge_count) == (show_width, badge_count)
