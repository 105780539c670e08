"""Items that tell the same recording are linked, and items that only look alike are not."""

import json
import random
from itertools import product
from pathlib import Path

import pytest

from reader_app.core.importers.draft import Draft, DraftBlock
from reader_app.core.importers.glued import feed_page
from reader_app.core.twins import Fingerprint, find_twins, fingerprint, same_recording

NOTES = (
    "Beekeeper Orla Brandt walks us through a year in the life of a hive on a city roof. She explains why a queen leaves, how a "
    "swarm picks its new home and what winter does to a colony. We end with the question whether towns may be kinder to insects "
    "than fields are. "
)
OTHER_NOTES = (
    "Clockmaker Uwe Lindqvist takes apart a tower clock and puts it together again. He tells how weights drive the hands, why "
    "bells ring late in summer and who still winds these machines by hand. We end with the sound of a workshop at noon. "
)
SPONSOR = (
    "Our thanks go to Meadow Bank, the bank that plants a tree for each new account and lets you name it after whom you like. "
    "And to Tilly Tea, which comes in boxes of forty and tastes of rain, smoke and a little honey, as tea should. "
)
VOCABULARY = [
    f"{a}{b}{c}"
    for a, b, c in product(("ba", "ko", "ri", "mu", "te", "lo"), ("na", "si", "ru", "pe", "va"), ("l", "m", "t", "x"))
]


def chatter(seed: int, words: int = 3_000) -> str:
    """So many words of speech that no other seed gives."""
    pick = random.Random(seed)
    return " ".join(pick.choice(VOCABULARY) for _ in range(words))


def misheard(speech: str, share: float) -> str:
    """`speech` as another recogniser hears it."""
    pick = random.Random(1)
    return " ".join(word if pick.random() > share else word[::-1] for word in speech.split())


def item(
    notes: str = "",
    speech: str = "",
    title: str = "",
    chapters: list[tuple[float, str]] | None = None,
    quotes: list[str] | None = None,
    voices: tuple[str, ...] = (),
    **facts: str,
) -> Fingerprint:
    """The fingerprint of an item; without a `title` its title is derived."""
    blocks = [DraftBlock("description", notes)] if notes else []
    blocks += [DraftBlock("contents", name, start=start, chapter=True) for start, name in chapters or []]
    blocks += [DraftBlock("pull_quote", quote) for quote in quotes or []]
    blocks += [DraftBlock("speech", f"Hello, said {voice}.", speaker=voice) for voice in voices]
    blocks += [DraftBlock("speech", speech)] if speech else []
    origin = "stated" if title else "derived"
    return fingerprint(Draft(title or notes[:40], origin, blocks, language="en", **facts))  # type: ignore[arg-type]


def twins(a: Fingerprint, b: Fingerprint) -> bool:
    """The judgement, which must be the same from both sides and after a stay in a file."""
    stored = Fingerprint.from_json(json.loads(json.dumps(b.to_json())))
    assert same_recording(a, b) == same_recording(b, a) == same_recording(a, stored) == bool(find_twins(a, {"b": b}))
    return same_recording(a, b)


def test_a_fingerprint_survives_a_file_and_is_small() -> None:
    own = item(NOTES, chatter(1, 30_000), "A hive on the roof", [(0, "Start"), (60, "Queens"), (90, "Swarms"), (99, "End")])
    written = json.dumps(own.to_json())
    assert Fingerprint.from_json(json.loads(written)) == own
    assert len(written) < 16_000


@pytest.mark.parametrize("row", [{}, {"title": 1}, {"notes": "?"}])
def test_what_is_no_fingerprint_is_refused(row: dict[str, object]) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        Fingerprint.from_json(row)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (NOTES, NOTES),
        (NOTES + SPONSOR, NOTES + "Write to us at mail@example.org. Rate us. Follow us on every network there is."),
        (NOTES, "We play this one again because Orla has just won a prize for her roofs in the spring of the year. " + NOTES),
        (NOTES, NOTES.replace(". ", ".") + "Full Video EpisodeTimestamps"),
        (NOTES, NOTES.replace("whether", "if").replace("city", "town")),
        (NOTES, NOTES.upper()),
    ],
)
def test_the_same_notes_with_other_furniture(first: str, second: str) -> None:
    assert twins(item(first), item(second))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (NOTES, OTHER_NOTES),
        (NOTES + SPONSOR, OTHER_NOTES + SPONSOR),
        (NOTES[:120] + SPONSOR * 2, OTHER_NOTES[:120] + SPONSOR * 2),
        (SPONSOR + NOTES, SPONSOR + OTHER_NOTES),
        (SPONSOR + NOTES, OTHER_NOTES + SPONSOR),
        ("Part 1. " + NOTES, "Part 2. " + NOTES),
        ("Part one of our visit. " + NOTES, NOTES + " This is part two. "),
        ("Our 12th episode. " + NOTES, "Our 13th episode. " + NOTES),
        ("", ""),
        (NOTES, ""),
        ("A talk.", "A talk."),
    ],
)
def test_other_notes_in_the_same_furniture(first: str, second: str) -> None:
    assert not twins(item(first), item(second))


def test_what_all_items_of_a_show_carry_is_no_evidence() -> None:
    show = {str(n): item(SPONSOR + f"Week {n}: " + chatter(n, 12)) for n in range(8)}
    assert find_twins(item(SPONSOR + "Week 9: " + chatter(9, 12)), show) == set()
    again = item(SPONSOR + NOTES)
    assert find_twins(item(NOTES), show | {"again": again}) == {"again"}


def test_the_same_speech_heard_by_another_recogniser() -> None:
    speech = chatter(1)
    assert twins(item(NOTES, speech), item(OTHER_NOTES, misheard(speech, 0.12)))


def test_a_speech_that_is_cut_off_or_begins_later() -> None:
    speech = chatter(1, 8_000)
    assert twins(item("", speech), item("", speech[: len(speech) // 2]))
    assert twins(item("", speech), item("", chatter(2, 200) + " " + speech))


def test_other_words_are_another_recording_whatever_the_notes_say() -> None:
    assert not twins(item(NOTES, chatter(1)), item(NOTES, chatter(2)))


def test_a_piece_cut_out_is_not_the_recording() -> None:
    speech = chatter(1, 12_000)
    assert not twins(item("", speech), item("", " ".join(speech.split()[4_000:5_000])))


def test_pull_quotes_that_are_spoken_in_the_full_text() -> None:
    speech = chatter(1, 9_000).split()
    quotes = [" ".join(speech[at : at + 25]) for at in range(100, 8_000, 700)]
    assert twins(item(NOTES, quotes=quotes), item("", " ".join(speech)))
    assert not twins(item(NOTES, quotes=quotes), item("", chatter(2, 9_000)))


CHAPTERS = [
    (0.0, "Welcome"),
    (75.0, "Why the old queen leaves her hive"),
    (340.0, "How a swarm picks its home"),
    (1_010.0, "Honey in the winter months"),
    (1_900.0, "Are towns kinder than fields"),
    (2_600.0, "Questions from listeners"),
]


def test_the_same_chapters_with_a_longer_opening_and_other_words() -> None:
    told = [(start * 1.03 + 30, name.replace("How a", "The") + " today") for start, name in CHAPTERS[1:]]
    assert twins(item(NOTES, chapters=CHAPTERS), item(OTHER_NOTES, chapters=told))


def test_a_second_chapter_list_stands_in_the_notes() -> None:
    listed = " ".join(f"{int(start) // 60:02}:{int(start) % 60:02} {name}" for start, name in CHAPTERS)
    automatic = [(start * 60.0, f"{name} and more of it") for start, name in enumerate(chatter(3, 40).split())]
    assert twins(item("", chapters=CHAPTERS), item("Timestamps " + listed, chapters=automatic))


def test_the_standing_segments_of_a_weekly_show() -> None:
    def week(seed: int) -> list[tuple[float, str]]:
        pick = random.Random(seed)
        names = [
            "News of the hives this week",
            "Letters from our older listeners",
            "A flower that we met lately",
            "The long talk",
        ]
        starts = sorted(pick.sample(range(60, 3_000), len(names)))
        return [(0.0, "Welcome back to everyone"), *zip(map(float, starts), names, strict=True)]

    assert not twins(item("The bees of the week.", chapters=week(1)), item("The bees of the week.", chapters=week(2)))


def test_other_chapters_speak_against_short_notes() -> None:
    other = [(start, f"{name} of clocks") for (start, _), name in zip(CHAPTERS, chatter(3, 6).split(), strict=True)]
    stock = "Two friends who have known each other since school talk of all that happened to them and to their bees this week"
    assert not twins(item(stock, chapters=CHAPTERS), item(stock, chapters=other))


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("What bees know about winter", "What Bees Know About Winter | The Hive Show #12", True),
        ("What bees know about winter", "What bees know about winter", True),
        ("What bees know about winter: part 1", "What bees know about winter: part 2", False),
        ("What bees know about winter | Part 1", "What bees know about winter | Part 2", False),
        ("Orla Brandt | The Long Slow Hive Show", "Uwe Lindqvist | The Long Slow Hive Show", False),
        ("Bees", "Bees", False),
        ("What bees know about winter", "What bees know about summer", False),
    ],
)
def test_titles(first: str, second: str, same: bool) -> None:
    assert twins(item(NOTES, title=first), item("", chatter(1), title=second)) is same


def test_a_title_that_a_show_uses_again() -> None:
    title = "The week among the city bees"
    assert not twins(item(NOTES, title=title), item(OTHER_NOTES, title=title))
    assert not twins(item(NOTES, title=title, published="2025-01-10"), item("", title=title, published="2026-01-09"))


def test_addresses() -> None:
    watch, short = "https://www.youtube.com/watch?v=abcdefghijk&t=3s", "https://youtu.be/abcdefghijk"
    assert twins(item(NOTES, url=watch), item(OTHER_NOTES, url=short))
    assert not twins(item(NOTES, url=watch), item(OTHER_NOTES, url=watch.replace("abc", "xyz")))
    assert twins(item(NOTES, url="https://hive.example/e/12?utm=x"), item(OTHER_NOTES, url="http://www.hive.example/e/12/"))
    assert not twins(item(NOTES, url="https://hive.example/"), item(OTHER_NOTES, url="https://hive.example"))


ONE_SIDE = (
    "In a crossover with our friends from The Slow Road, Ada Moreau and Finn Castell sit down with mayor Greta Olufsen at the "
    "harbour fair to ask what a town owes its river."
)
OTHER_SIDE = "This crossover was recorded in the rain, with too much coffee, and we would do it again."


def test_one_crossover_told_by_two_shows() -> None:
    full = item(OTHER_SIDE, chatter(1), voices=("Ada Moreau", "Finn Castell", "Greta Olufsen"))
    assert twins(item(ONE_SIDE), full)


@pytest.mark.parametrize(
    "notes",
    [
        "A talk recorded in the rain, with too much coffee.",
        "A year after our first crossover we meet again, in the rain, with too much coffee.",
    ],
)
def test_the_same_people_on_another_day(notes: str) -> None:
    full = item(notes, chatter(1), voices=("Ada Moreau", "Finn Castell", "Greta Olufsen"))
    assert not twins(item(ONE_SIDE), full)


def test_crossovers_of_the_same_hosts_with_another_guest() -> None:
    full = item(OTHER_SIDE, chatter(1), voices=("Ada Moreau", "Finn Castell", "Piet Anders"))
    assert not twins(item(ONE_SIDE), full)


def test_a_twin_is_found_in_a_large_library() -> None:
    others = {str(n): item(chatter(n, 120), chatter(n, 1_500)) for n in range(150)}
    new = item(chatter(7, 120), chatter(7, 1_500))
    assert find_twins(new, others) == {"7"}


@pytest.mark.corpus
def test_the_real_feed_page(corpus: Path) -> None:
    truth = json.loads((corpus / "truth" / "feed-page.json").read_text("utf-8"))["episodes"]
    lines = (corpus / "feed-page.txt").read_text("utf-8").split("\n")
    prints = {str(t["line"]): fingerprint(feed_page.parse(lines[t["line"] - 1] + "\n", "item")[0]) for t in truth}
    for told in truth:
        line = str(told["line"])
        found = find_twins(prints[line], {key: other for key, other in prints.items() if key != line})
        assert found == set(map(str, told["same_episode_as"])), line


def test_a_typed_talk_without_names_is_the_twin_of_its_captions_and_may_be_something_else_of_another() -> None:
    rows = [f"We tied the boat to post {number} and waited {number} hours for the ebb to turn there." for number in range(60)]
    typed = Draft("Ebb", "derived", [DraftBlock("prose", row) for row in rows])
    heard = Draft("ebb.vtt", "derived", [DraftBlock("speech", row.casefold()) for row in rows])
    assert same_recording(fingerprint(typed), fingerprint(heard))
    written = Draft(
        "Ebb", "derived", [DraftBlock("prose", " ".join(reversed(row.split()))) for row in rows], url="https://moor.example/7"
    )
    aired = Draft("Ebb", "derived", [DraftBlock("speech", row) for row in rows], url="https://moor.example/7")
    assert same_recording(fingerprint(written), fingerprint(aired))
