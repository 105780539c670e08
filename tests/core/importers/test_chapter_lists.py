"""Chapter lists come in many shapes, mostly glued; clock times in prose are none."""

import time

import pytest

from reader_app.core.importers.chapter_lists import find_chapter_list


def chapters(text: str) -> list[tuple[float, str]]:
    found = find_chapter_list(text)
    return [(chapter.start, chapter.title) for chapter in found.chapters] if found is not None else []


PLAIN = [(0.0, "Seeds"), (72.0, "Roots"), (760.0, "Leaves")]


@pytest.mark.parametrize(
    "text",
    [
        "Plants.Timestamps00:00 Seeds01:12 Roots12:40 Leaves",
        "Plants. Chapters: 00:00 – Seeds 01:12 – Roots 12:40 - Leaves",
        "Plants. (0:00) Seeds(1:12) Roots(12:40) Leaves",
        "Plants. [0:00] Seeds[1:12] Roots[12:40] Leaves With your hosts: @moss",
        "Plants.Timestamps* 00:00:00 Seeds* 00:01:12 Roots* 00:12:40 Leaves Get full access to Moss at www.moss.example",
        "Plants.TIMESTAMPS:00:00:00 Seeds00:01:12 Roots00:12:40 Leaves---REFERENCES:Book:[00:02:00] Moss",
        "Plants.00:00:00 — Seeds00:01:12 — Roots00:12:40 — LeavesTranscript",
        "Plants. Seeds 0:00Roots 1:12Leaves 12:40",
        "Plants:\n0:00 Seeds\n1:12 Roots\n12:40 Leaves\n\nLinks follow.",
        "Plants.* Seeds [00:00 – 01:12]* Roots [01:12 – 12:40]* Leaves [12:40 – 15:00]",
        "Plants. Chapters: 00:00 - 01:12 Seeds 01:12 - 12:40 Roots 12:40 - 15:00 Leaves",
        "Plants. 1. 0:00 – Seeds 2. 1:12 – Roots 3. 12:40 – Leaves",
        "Plants. 1. 0:00 Seeds2. 1:12 Roots3. 12:40 Leaves",
        "Plants. 0:00. Seeds 1:12. Roots 12:40. Leaves",
        "Plants. 0:00Seeds 1:12Roots 12:40Leaves",
        "Plants.\n0:00 → Seeds\n1:12 → Roots\n12:40 → Leaves",
        "Plants. 0:00 Seeds / 1:12 Roots / 12:40 Leaves",
        "Plants.\n[0:00]: Seeds\n[1:12]: Roots\n[12:40]: Leaves",
        "Plants.\nSeeds - 0:00\nRoots - 1:12\nLeaves - 12:40\n",
        "Plants.\nSeeds: (0:00)\nRoots: (1:12)\nLeaves: (12:40)\n",
        "Plants. Seeds 0:00 Roots 1:12 Leaves 12:40",
    ],
)
def test_shapes(text: str) -> None:
    assert chapters(text) == PLAIN


def test_digits_of_titles_stay_with_the_titles() -> None:
    assert chapters("Chapters0:00Start1:12Top 1012:40Honey 2.013:55The End") == [
        (0, "Start"),
        (72, "Top 10"),
        (760, "Honey 2.0"),
        (835, "The End"),
    ]
    assert chapters("Kapitel:00:00:00 10 Jahre00:03:10 Bis 202001:02:03 2023 war gut") == [
        (0, "10 Jahre"),
        (190, "Bis 2020"),
        (3723, "2023 war gut"),
    ]


def test_hours_are_as_long_as_in_the_first_line() -> None:
    assert chapters("Chapters0:00:00 Start0:10:00 Top 401:05:00 The End") == [(0, "Start"), (600, "Top 40"), (3900, "The End")]
    assert chapters("Chapters\n00:00 Start\n98:20 Late\n107:23 The End") == [(0, "Start"), (5900, "Late"), (6443, "The End")]


def test_a_year_before_a_glued_time_stays_with_its_title() -> None:
    assert chapters("Kapitel0:00Anfang3:18Das Jahr 17214:03Die Mauer5:00Ende") == [
        (0, "Anfang"),
        (198, "Das Jahr 1721"),
        (243, "Die Mauer"),
        (300, "Ende"),
    ]


def test_a_first_chapter_shows_on_which_side_the_times_stand() -> None:
    assert chapters("Bees and us. Intro: A Hive 0:00Queens 1:30Winter 3:10 Thanks for listening") == [
        (0, "Intro: A Hive"),
        (90, "Queens"),
        (190, "Winter"),
    ]
    assert chapters("Hear us on the radio 0:00 Intro 1:30 Queens 3:10 Winter")[0] == (0, "Intro")


def test_a_chapter_may_begin_like_a_section() -> None:
    assert [title for _, title in chapters("Bees.\nIntro 0:00\nSponsors: Hive Ltd 1:30\nWinter 3:10")] == [
        "Intro",
        "Sponsors: Hive Ltd",
        "Winter",
    ]


def test_times_may_repeat_and_run_backwards() -> None:
    assert [start for start, _ in chapters("Timestamps* 00:00 A Moss* 00:10 B Fern* 00:10 C Bark* 00:05 D Leaf")] == [
        0,
        10,
        10,
        5,
    ]


def test_the_longer_of_two_lists_is_taken() -> None:
    text = (
        "Timestamps 00:00 Moss 05:00 Fern 09:00 Bark Chapters 00:00:00 One Moss 00:01:00 Two Ferns 00:02:00 Barks 00:03:00 Leaves"
    )
    assert [title for _, title in chapters(text)] == ["One Moss", "Two Ferns", "Barks", "Leaves"]


def test_a_time_inside_a_title() -> None:
    assert chapters("00:00:00 - Moss00:10:00 - Fern (see also 00:02:00)00:20:00 - Bark")[1] == (600, "Fern (see also 00:02:00)")


def test_what_a_line_says_below_its_title_is_kept_apart() -> None:
    found = find_chapter_list("Chapters:\n(0:00) Moss\nHow it grows.\n(1:12) Fern https://fern.example\n(2:00) Bark")
    assert found is not None
    assert [(chapter.title, chapter.rest) for chapter in found.chapters] == [
        ("Moss", "How it grows."),
        ("Fern", "https://fern.example"),
        ("Bark", ""),
    ]


def test_thousands_of_lists_take_their_time_once() -> None:
    began = time.perf_counter()
    assert find_chapter_list("Chapters 0:00 Intro 1:00 Moss 2:00 Fern " * 4_000) is not None
    assert time.perf_counter() - began < 4


@pytest.mark.parametrize(
    "text",
    [
        "We met at 10:00, ate at 12:30 and left at 14:45 for the lake.",
        "REFERENCES: [00:58] On Moss https://m.example/1 [06:00] On Fern https://m.example/2 [09:00] On Bark https://m.example/3",
        "Ann [00:00]: Hello.Ben [00:04]: Hi.Ann [00:09]: How are you?Ben [00:12]: Fine.",
        "It begins around the 00:51:31 mark.",
    ],
)
def test_these_are_no_chapters(text: str) -> None:
    assert find_chapter_list(text) is None
