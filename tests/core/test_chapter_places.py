"""Chapters that a source only lists find their places in its speech."""

from reader_app.core.chapter_places import place_chapters
from reader_app.core.importers.draft import DraftBlock


def contents(text: str, start: float) -> DraftBlock:
    return DraftBlock("contents", text, start=start, chapter=True)


def speech(text: str, start: float | None = None, speaker: str = "Ada") -> DraftBlock:
    return DraftBlock("speech", text, start=start, speaker=speaker)


def outline(blocks: list[DraftBlock]) -> list[tuple[str, str, int | None]]:
    return [(block.kind, block.text, order) for block, order in place_chapters(blocks)]


def test_a_chapter_goes_before_the_turn_that_opens_it() -> None:
    blocks = [
        contents("Opening", 0),
        contents("The bell", 60),
        speech("Hello.", 0),
        speech("Hello to you.", 4, "Bo"),
        speech("Now, the bell.", 61),
    ]

    assert outline(blocks) == [
        ("heading", "Opening", 0),
        ("speech", "Hello.", None),
        ("speech", "Hello to you.", None),
        ("heading", "The bell", 1),
        ("speech", "Now, the bell.", None),
    ]


def test_a_chapter_inside_a_long_turn_cuts_it_at_a_sentence_and_the_turn_stays_one() -> None:
    sentence = "We rowed out again and counted every wave that we saw. "
    long = (sentence * 20).strip()
    blocks = [contents("Halfway", 300), speech(long, 0), speech("I see.", 600, "Bo"), speech("Yes.", 610)]

    placed = place_chapters(blocks)

    head, heading, tail = placed[0][0], placed[1][0], placed[2][0]
    assert (heading.kind, heading.text, heading.start) == ("heading", "Halfway", 300)
    assert head.text.endswith("saw.")
    assert tail.text.startswith("We rowed")
    assert f"{head.text} {tail.text}" == long
    assert head.turn == tail.turn is not None
    assert tail.start is None
    assert abs(len(head.text) - len(tail.text)) < len(sentence) * 2


def test_a_chapter_beyond_the_last_time_stays_in_its_list() -> None:
    blocks = [contents("Opening", 0), contents("Lost at the cut", 900), speech("One.", 0), speech("Two.", 5), speech("Three.", 9)]

    assert outline(blocks) == [
        ("contents", "Lost at the cut", 1),
        ("heading", "Opening", 0),
        ("speech", "One.", None),
        ("speech", "Two.", None),
        ("speech", "Three.", None),
    ]


def test_a_section_heading_that_says_the_same_takes_the_chapter_over() -> None:
    blocks = [
        contents("The bell", 60),
        speech("Hello.", 0),
        speech("Hello to you.", 4, "Bo"),
        DraftBlock("heading", "The Bell: How It Was Cast"),
        speech("Now, the bell.", 61),
    ]

    placed = place_chapters(blocks)

    assert [(block.kind, block.text, order) for block, order in placed] == [
        ("speech", "Hello.", None),
        ("speech", "Hello to you.", None),
        ("heading", "The Bell: How It Was Cast", 0),
        ("speech", "Now, the bell.", None),
    ]
    assert placed[2][0].start == 60


def test_a_section_heading_with_other_words_is_where_the_chapter_points_and_its_line_stays() -> None:
    blocks = [
        contents("Founders and bells", 60),
        speech("Hello.", 0),
        speech("Hello to you.", 4, "Bo"),
        DraftBlock("heading", "Casting"),
        speech("Now, the bell.", 61),
    ]

    assert outline(blocks) == [
        ("contents", "Founders and bells", 0),
        ("speech", "Hello.", None),
        ("speech", "Hello to you.", None),
        ("heading", "Casting", 0),
        ("speech", "Now, the bell.", None),
    ]


def test_of_two_headings_the_one_that_says_the_same_or_stands_at_the_words_is_meant() -> None:
    blocks = [
        contents("Opening", 0),
        DraftBlock("heading", "Transcript"),
        DraftBlock("heading", "Opening: A Mill"),
        speech("Hello.", 0),
        speech("Hello to you.", 4, "Bo"),
        speech("Yes.", 9),
    ]

    assert outline(blocks)[:2] == [("heading", "Transcript", None), ("heading", "Opening: A Mill", 0)]
    blocks[2] = DraftBlock("heading", "The first part")
    assert outline(blocks)[:3] == [("contents", "Opening", 0), ("heading", "Transcript", None), ("heading", "The first part", 0)]


def test_a_heading_that_only_names_a_part_goes_with_what_it_named() -> None:
    part = DraftBlock("heading", "Timestamps", marks_part=True)
    transcript = DraftBlock("heading", "Transcript", marks_part=True)
    links = DraftBlock("heading", "Links", marks_part=True)
    talk = [speech("One.", 0), speech("Two.", 5), speech("Three.", 9)]

    moved = [part, contents("Opening", 0), links, DraftBlock("prose", "tide.example"), transcript, *talk]
    assert [row[1] for row in outline(moved)] == ["Links", "tide.example", "Opening", "One.", "Two.", "Three."]

    kept = [part, contents("Far", 900), transcript, *talk]
    assert [row[1] for row in outline(kept)] == ["Timestamps", "Far", "Transcript", "One.", "Two.", "Three."]


def test_speech_without_times_moves_no_chapter() -> None:
    blocks = [contents("Opening", 0), speech("One."), speech("Two.")]

    assert [block for block, _ in place_chapters(blocks)] == blocks


def test_times_that_fall_tell_no_place() -> None:
    blocks = [contents("Late", 50), speech("One.", 0), speech("Two.", 90), speech("Three.", 20), speech("Four.", 95)]

    assert [row[:2] for row in outline(blocks)] == [
        ("speech", "One."),
        ("heading", "Late"),
        ("speech", "Two."),
        ("speech", "Three."),
        ("speech", "Four."),
    ]


def test_a_chapter_in_the_last_words_stands_before_them() -> None:
    last = DraftBlock("speech", "It rang. Then never more", start=70, speaker="Bo", times=[(9, 300.0)])
    blocks = [contents("Opening", 0), contents("Silence", 300), speech("Hello.", 0), last]

    assert outline(blocks) == [
        ("heading", "Opening", 0),
        ("speech", "Hello.", None),
        ("speech", "It rang.", None),
        ("heading", "Silence", 1),
        ("speech", "Then never more", None),
    ]


def test_a_chapter_is_never_lost_behind_the_last_sentence() -> None:
    last = DraftBlock("speech", "Then never more", start=70, speaker="Bo", times=[(11, 300.0)])
    blocks = [contents("Silence", 300), speech("Hello.", 0), last]

    assert outline(blocks)[1:] == [("speech", "Then never", None), ("heading", "Silence", 0), ("speech", "more", None)]


def test_a_cut_turn_keeps_the_ends_of_its_words_at_their_places() -> None:
    sentence = "We rowed out again and counted every wave that we saw. "
    long = (sentence * 20).strip()
    ends = {0: 5.0, 550: 330.0}
    turn = DraftBlock("speech", long, start=0, speaker="Ada", times=[(550, 320.0)], ends=ends)
    placed = place_chapters([contents("Halfway", 200), turn, speech("I see.", 600, "Bo")])

    head, tail = placed[0][0], placed[2][0]
    assert head.ends == {0: 5.0}
    assert [tail.ends[inside] for inside, _ in tail.times] == [330.0]
    assert tail.text[tail.times[0][0] :] == long[550:]
