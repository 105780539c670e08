"""Derived titles say who talks about what, and never break off."""

import pytest

from reader_app.core.importers.glued.feed_titles import derive_title


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


@pytest.mark.parametrize(
    ("description", "language", "title"),
    [
        ("Ann Porter joins Max to discuss what makes the red moss of Elm unlike any other plant that ever grew.", "en",
         "Ann Porter on the red moss of Elm"),
        ("Our 12th episode with a review and discussion of this month's garden news! Hosted by Max.", "en",
         "Episode 12: this month's garden news"),
        ("Hi all, Max here, writing from the shed. First, let me tell you what counts: The pear, last of its kind, is saved.",
         "en", "The pear, last of its kind, is saved"),
        ("Moss is odd. In this hour, Ann Porter,keeper of moss, joins us to discuss this. She is with us today to help us see "
         "how moss drinks.", "en", "Ann Porter on how moss drinks"),
        ("Ana Ruiz conversa con Íñigo Paz sobre el musgo rojo.", "es", "Íñigo Paz sobre el musgo rojo"),
        ("Ida spricht mit Jörg Hagen und Anja Falk über das rote Moos.", "de", "Jörg Hagen und Anja Falk über das rote Moos"),
        ("Léa parle avec Zoé Martin de la mousse rouge.", "fr", "Zoé Martin à propos de la mousse rouge"),
        ("नीलिमा राव से लाल काई के बारे में बात करते हैं।", "hi", "नीलिमा राव: लाल काई"),
    ],
)  # fmt: skip
def test_letters_numbers_and_other_languages(description: str, language: str, title: str) -> None:
    assert derive_title(description, language=language) == title


def test_voices_have_their_full_names_from_the_notes() -> None:
    notes = "You asked for this. Ida-May Moss and Tom Reed have built walls. Ida and Tom are back."
    assert derive_title(notes, ["Intro", "Walls That Breathe All Year"], ["max", "Ida", "Tom"]) == (
        "Ida-May Moss and Tom Reed: Walls That Breathe All Year"
    )


def test_a_short_chapter_is_not_alone() -> None:
    assert derive_title("", ["Intro", "What Moss Is", "How Moss Came to the Town"]) == "What Moss Is, How Moss Came to the Town"
    assert derive_title("Garden Hours is a podcast about gardens.", ["Welcome", "Reflecting on a Year of Moss"]) == (
        "Garden Hours: A Year of Moss"
    )


def test_a_list_is_cut_before_it_begins() -> None:
    notes = "Ann Porter joins us to discuss the long history of moss, lichen, fern, hedges, and all of the stones they grow on."
    assert derive_title(notes) == "Ann Porter on the long history of moss"


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
