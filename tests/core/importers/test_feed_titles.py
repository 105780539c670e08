"""Derived titles say who talks about what, and never break off."""

import pytest

from reader_app.core.importers.feed_titles import derive_title


@pytest.mark.parametrize(
    ("description", "title"),
    [
        (
            "Take our survey!Ann Porter, head of hives at Bloom, joins Garden Radio to discuss how bees sleep.",
            "Ann Porter on how bees sleep",
        ),
        ("A word first. Max and Lena talk with Bloom Chairman and CEO Ann Porter about honey.", "Ann Porter on honey"),
        (
            "In this episode, Ann joins Max to unpack why moss wins, how it spreads, and more. Ann Porter grew up here.",
            "Ann Porter on why moss wins, how it spreads",
        ),
        (
            "From mud to bricks, Tom Reed and Ida Moss have built walls for years. They join us to explain why clay breathes.",
            "Tom Reed and Ida Moss on why clay breathes",
        ),
        (
            "This crossover features Ann Porter and Tom Reed on the future of hedges.",
            "Ann Porter and Tom Reed on the future of hedges",
        ),
        (
            "Max sits down with Ida Moss (@moss), a potter. Over an hour we cover the craft and price of tiles.",
            "Ida Moss on the craft and price of tiles",
        ),
        ("A frog went missing this weekend. Max and Lena look for it.", "A frog went missing this weekend"),
    ],
)
def test_titles(description: str, title: str) -> None:
    assert derive_title(description) == title


def test_chapters_and_voices_where_the_notes_say_nothing() -> None:
    assert derive_title("", ["Introduction", "Why Moss Wins"]) == "Why Moss Wins"
    assert derive_title("", ["Intro: The Long Way to Moss"]) == "The Long Way to Moss"
    assert derive_title("", [], ["Ann Porter", "Tom Reed"], ["Frost and Rain"]) == "Ann Porter and Tom Reed: Frost and Rain"


def test_a_long_topic_is_cut_at_a_break_in_the_sense() -> None:
    topic = "how hedges grow in towns where rain is rare, what gardeners can do with little money, and for whom they work"
    title = derive_title(f"Ann Porter joins us to discuss {topic}.")
    assert title == "Ann Porter on how hedges grow in towns where rain is rare"


def test_never_longer_than_a_line_of_a_list_and_never_dangling() -> None:
    title = derive_title("Hedges " * 30 + "and so on and on.")
    assert 0 < len(title) <= 120
    title = derive_title(
        "The gardeners of the northern valleys had been waiting for the rain that the almanac of the year before had "
        "promised for the spring of this year."
    )
    assert len(title) <= 120
    assert title.split()[-1] not in ("the", "of", "for", "that", "and")


def test_nothing_gives_nothing() -> None:
    assert derive_title("") == ""
