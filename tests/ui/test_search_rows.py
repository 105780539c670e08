"""Rows of an answer: heads, first hits, what more there is, words that only stand near."""

from dataclasses import replace

import pytest

from reader_app.core.model import Episode, Hit, HitField, Moment, SearchAnswer, Span
from reader_app.ui.search_rows import (
    EpisodeHead,
    HitRow,
    MoreRow,
    SearchRow,
    SectionRow,
    build_rows,
    count_in_words,
    in_words,
)

HIT = Hit("a", "Ropes", "Knots", Span(0, 4), "speech", Moment(75.0, "stated"), "Ada", None, "hemp and tar", (Span(0, 4),))
EPISODE = Episode(
    id="a", title="Ropes", title_origin="stated", show="Knots", language="en", published="2026-02-21", url=None, duration=None,
    words=9, turns=1, form="x", path="x", added="2026-01-01",
)  # fmt: skip


def hits(episode: str, count: int, *, near: bool = True) -> list[Hit]:
    return [replace(HIT, episode=episode, span=Span(number, number + 4), near=near) for number in range(count)]


def answer(found: list[Hit], counts: dict[str, int] | None = None) -> SearchAnswer:
    total = sum(counts.values()) if counts else len(found)
    return SearchAnswer("hemp", tuple(found), total, len({hit.episode for hit in found}), counts=tuple((counts or {}).items()))


def kinds(rows: list[SearchRow]) -> list[str]:
    """The rows in short: a head's episode and count, `.` for a hit, +n for n more, # for a section."""
    short = []
    for row in rows:
        if isinstance(row, EpisodeHead):
            short.append(f"{row.episode}{row.count}")
        elif isinstance(row, MoreRow):
            short.append(f"+{row.count}")
        else:
            short.append("." if isinstance(row, HitRow) else "#")
    return short


def test_three_hits_of_an_episode_and_how_many_more() -> None:
    found = answer([*hits("a", 5), *hits("b", 2)])
    assert kinds(build_rows(found, set(), {})) == ["a5", ".", ".", ".", "+2", "b2", ".", "."]
    assert kinds(build_rows(found, {("a", True)}, {})) == ["a5", ".", ".", ".", ".", ".", "b2", ".", "."]


def test_episodes_with_new_hits_come_first_and_say_so() -> None:
    found = answer([*hits("a", 1), *hits("b", 2), *hits("c", 1, near=False), *hits("d", 1, near=False)])
    rows = build_rows(found, set(), {}, {"b": 2, "d": 1})
    assert kinds(rows) == ["b2", ".", ".", "a1", ".", "#", "d1", ".", "c1", "."]
    heads = [in_words(row) for row in rows if isinstance(row, EpisodeHead)]
    assert heads == ["Ropes, 2 hits, 2 new", "Ropes, 1 hit", "Ropes, 1 hit, 1 new", "Ropes, 1 hit"]


def test_hits_beyond_those_at_hand_are_counted_too() -> None:
    rows = build_rows(answer(hits("a", 4), {"a": 40, "b": 7}), {("a", True)}, {})
    assert kinds(rows) == ["a40", ".", ".", ".", ".", "+36", "+7"]
    assert [row.at_hand for row in rows if isinstance(row, MoreRow)] == [False, False]
    assert [row.words for row in rows if isinstance(row, MoreRow)] == ["36 more in this episode", "7 more in other episodes"]


def test_words_that_do_not_stand_together_come_in_a_section_of_their_own() -> None:
    found = answer([*hits("a", 1), *hits("b", 1, near=False), *hits("c", 1), *hits("a", 2, near=False)])
    rows = build_rows(found, set(), {})
    assert kinds(rows) == ["a1", ".", "c1", ".", "#", "b1", ".", "a2", ".", "."]
    assert [row.count for row in rows if isinstance(row, SectionRow)] == [3]


def test_how_many_words_stand_near_is_said_only_where_it_is_known() -> None:
    mixed = [*hits("a", 1), *hits("b", 3, near=False), *hits("a", 2, near=False)]
    rows = build_rows(answer(mixed, {"a": 9, "b": 7}), set(), {})
    assert kinds(rows) == ["a1", ".", "#", "b7", ".", ".", ".", "+4", "a8", ".", ".", "+6"]
    assert [row.count for row in rows if isinstance(row, SectionRow)] == [15]
    unsure = build_rows(answer([*hits("c", 3), *mixed], {"a": 9, "b": 7, "c": 4}), set(), {})
    assert [row.count for row in unsure if isinstance(row, SectionRow)] == [None]


def test_hits_of_an_episode_stand_together_in_the_order_of_the_answer() -> None:
    first, second = hits("a", 2)
    rows = build_rows(answer([second, *hits("b", 1), first]), set(), {})
    assert [row.hit for row in rows if isinstance(row, HitRow)][:2] == [second, first]


def test_heads_know_the_date_of_an_episode_that_is_known() -> None:
    rows = build_rows(answer([*hits("a", 1), *hits("b", 1)]), set(), {"a": EPISODE})
    assert [row.published for row in rows if isinstance(row, EpisodeHead)] == ["2026-02-21", None]


@pytest.mark.parametrize(
    ("field", "speaker", "voice"),
    [
        ("speech", "Ada", "Ada"),
        ("speech", None, ""),
        ("prose", None, ""),
        ("pull_quote", "Bo", "Bo"),
        ("pull_quote", None, "pull quote"),
        ("chapter", "Ada", "chapter"),
        ("note", "Ada", "note"),
        ("description", None, "description"),
    ],
)
def test_a_hit_says_who_speaks_or_where_it_stands(field: HitField, speaker: str | None, voice: str) -> None:
    assert HitRow(replace(HIT, field=field, speaker=speaker)).voice == voice


def test_a_time_that_was_worked_out_says_so_and_none_is_left_blank() -> None:
    assert HitRow(HIT).time == "1:15"
    assert HitRow(replace(HIT, moment=Moment(75.0, "interpolated"))).time == "~1:15"
    assert HitRow(replace(HIT, moment=None)).time == ""


def test_nothing_stands_before_hits_of_an_episode_without_times_and_voices() -> None:
    plain = [replace(hit, moment=None, speaker=None) for hit in hits("b", 4)]
    mixed = [*hits("c", 1), *(replace(hit, moment=None, speaker=None) for hit in hits("c", 1))]
    rows = build_rows(answer([*hits("a", 1), *plain, *mixed]), set(), {})
    assert [row.bare for row in rows if isinstance(row, HitRow)] == [False, True, True, True, False, False]
    assert [row.bare for row in rows if isinstance(row, MoreRow)] == [True]


def test_a_hit_names_its_chapter_unless_it_is_its_title() -> None:
    assert HitRow(replace(HIT, chapter="First  knots")).chapter == "First knots"
    assert HitRow(replace(HIT, chapter="First knots", field="chapter")).chapter == ""
    assert in_words(HitRow(replace(HIT, chapter="First knots"))) == "1:15, Ada, hemp and tar, First knots"


def test_rows_in_words() -> None:
    assert in_words(HitRow(replace(HIT, moment=Moment(75.0, "interpolated")))) == "about 1:15, Ada, hemp and tar"
    assert in_words(EpisodeHead("a", "Ropes", None, None, 1)) == "Ropes, 1 hit"
    assert count_in_words(12, "hit") == "12 hits"
