"""Which rows stand on a page, and that offsets of the text and positions of the document always meet."""

from typing import Any

import pytest

from reader_app.ui.page_layout import BREAKS_OFF, PageMap, Row, clean_text, page_rows

Page = Any


def roles(rows: list[Row]) -> list[str]:
    return [row.role for row in rows]


def marks(rows: list[Row]) -> list[str]:
    return [row.mark.text for row in rows if row.mark is not None and not row.mark.quiet]


def test_a_voice_is_named_where_it_changes_and_again_under_a_heading(talk: Page) -> None:
    rows = page_rows(talk.opened(), "")
    assert [row.text for row in rows if row.role == "label"] == ["Ada", "Bo", "Ada"]


def test_a_heading_inside_one_turn_does_not_name_the_voice_again(page: Page) -> None:
    page.add("speech", "Before it.", voice="Ada", turn=0)
    page.add("heading", "A part")
    page.add("speech", "After it.", voice="Ada", turn=0)
    assert roles(page_rows(page.opened(), "")) == ["title", "label", "speech", "heading", "speech"]


def test_the_same_voice_in_two_turns_is_named_once(page: Page) -> None:
    page.add("speech", "One thing.", voice="Ada", turn=0)
    page.add("speech", "Another thing.", voice="Ada", turn=1)
    assert roles(page_rows(page.opened(), "")).count("label") == 1


def test_turns_of_unnamed_voices_are_told_apart(page: Page) -> None:
    for turn, words in ((0, "Hello."), (1, "Hello yourself."), (1, "Come in."), (2, "I will.")):
        page.add("speech", words, turn=turn)
    rows = page_rows(page.opened(), "")
    assert [row.opens_turn for row in rows if row.role == "speech"] == [False, True, False, True]


def test_the_meta_line_follows_the_title_also_where_the_text_has_none(page: Page) -> None:
    page.add("prose", "Only this.")
    rows = page_rows(page.opened(title="Given by us"), "Quayside · 10 min")
    assert [(row.role, row.text) for row in rows[:2]] == [("title", "Given by us"), ("meta", "Quayside · 10 min")]


def test_the_title_of_the_text_is_not_doubled(talk: Page) -> None:
    assert roles(page_rows(talk.opened(), "x")).count("title") == 1
    assert roles(page_rows(talk.opened(), "x"))[1] == "meta"


def test_a_quote_says_whose_it_is(talk: Page) -> None:
    assert [row.text for row in page_rows(talk.opened(), "") if row.role == "attribution"] == ["— Bo"]


def test_a_text_that_breaks_off_says_so_at_its_end(talk: Page) -> None:
    assert page_rows(talk.opened(truncated=True), "")[-1].text == BREAKS_OFF
    assert roles(page_rows(talk.opened(), ""))[-1] != "end"


def test_times_say_how_they_are_known(talk: Page) -> None:
    shown = [row.mark for row in page_rows(talk.opened(), "") if row.mark is not None]
    assert [(mark.text, mark.kind) for mark in shown[:4]] == [
        ("0:00", "chapter"),
        ("0:01", "stated"),
        ("0:05", "stated"),
        ("~0:09", "interpolated"),
    ]
    assert shown[3].spoken == "Time 0:09, estimated"


def test_prose_under_one_time_says_it_once(page: Page) -> None:
    page.add("heading", "Morning", 30.0, chapter=True)
    page.add("prose", "First.", 30.0)
    page.add("prose", "Second.", 30.0)
    page.add("prose", "Later.", 45.0)
    assert marks(page_rows(page.opened(), "")) == ["0:30", "0:45"]


def test_a_text_without_times_numbers_its_paragraphs(page: Page) -> None:
    page.add("title", "Salt")
    page.add("heading", "Part")
    page.add("prose", "One.")
    page.add("prose", "Two.")
    assert marks(page_rows(page.opened(), "")) == ["¶ 1", "¶ 2"]


def test_offsets_and_positions_meet_at_every_character(talk: Page) -> None:
    opened = talk.opened(truncated=True)
    rows = page_rows(opened, "Quayside")
    page_map = PageMap(rows, opened.transcript.text)
    document = "\n".join(
        row.text if row.paragraph is None else opened.transcript.text[slice(*row.paragraph.span)] for row in rows
    ).encode("utf-16-le")
    assert page_map.length == len(document) // 2
    for paragraph in opened.paragraphs:
        for offset in range(*paragraph.span):
            position = page_map.position(offset)
            character = opened.transcript.text[offset]
            units = len(character.encode("utf-16-le"))
            assert document[2 * position : 2 * position + units].decode("utf-16-le") == character
            assert page_map.offset(position) == offset


def test_the_middle_of_a_wide_character_is_its_start(page: Page) -> None:
    page.add("prose", "a\U0001f680b\U0001f9e3c")
    page_map = PageMap(page_rows(page.opened(), ""), page.text)
    start = page_map.position(0)
    assert [page_map.offset(start + unit) for unit in range(8)] == [0, 1, 1, 2, 3, 3, 4, 5]


def test_a_row_of_ours_stands_for_the_paragraph_after_it(talk: Page) -> None:
    opened = talk.opened(truncated=True)
    rows = page_rows(opened, "")
    page_map = PageMap(rows, opened.transcript.text)
    label = roles(rows).index("label")
    assert page_map.offset(page_map.row_start(label) + 1) == talk.span("Who taught").start
    assert page_map.offset(page_map.length) == len(talk.text)


def test_an_offset_between_two_paragraphs_is_the_end_of_the_first(page: Page) -> None:
    page.add("prose", "ab")
    page.add("prose", "cd")
    page_map = PageMap(page_rows(page.opened(), ""), page.text)
    assert page_map.position(2) == page_map.position(0) + 2
    assert page_map.position(3) == page_map.position(0) + 3


def test_an_empty_transcript_has_only_its_title(page: Page) -> None:
    rows = page_rows(page.opened(title="Nothing inside"), "")
    assert roles(rows) == ["title"]
    assert PageMap(rows, "").offset(3) == 0


@pytest.mark.parametrize("breaker", ["\n", "\r", "\u2029", "\u2028", "\x00", "\ufdd0"])
def test_no_character_of_the_text_breaks_a_paragraph(breaker: str) -> None:
    assert clean_text(f"å{breaker}b") == "å b"
    assert clean_text(f"half \ud83d pair{breaker}") == "half \ufffd pair "


def test_what_stands_before_the_speech_is_quiet_also_where_it_is_prose(page: Page) -> None:
    page.add("description", "About two keepers.")
    page.add("prose", "With thanks to the mill.")
    page.add("speech", "Good evening.", voice="Ada", turn=0)
    page.add("prose", "She laughs.")
    rows = page_rows(page.opened(), "")
    assert [row.quiet for row in rows if row.role in ("description", "prose")] == [True, True, False]


def test_a_description_longer_than_all_else_is_what_there_is_to_read(page: Page) -> None:
    page.add("description", "A long letter about the harbour, with all that was said there on that evening.")
    page.add("prose", "See you.")
    assert not any(row.quiet for row in page_rows(page.opened(), ""))


def test_a_digest_has_a_quiet_description_and_prose_to_read(talk: Page) -> None:
    assert [row.quiet for row in page_rows(talk.opened(), "") if row.role in ("description", "prose")] == [True, False]


def test_lines_of_a_list_stand_close_and_sentences_do_not(page: Page) -> None:
    for words in ("Where to find them:", "Ada: ada.example/rope", "Bo: bo.example/tide", "Both write every week.", "Enjoy"):
        page.add("description", words)
    rows = page_rows(page.opened(), "")
    assert [row.text or row.tight for row in rows][1:] == [True, True, False, False, False]


def test_headings_beside_the_chapters_are_sections(page: Page) -> None:
    page.add("heading", "Thanks")
    page.add("heading", "Wet rope", 20.0, chapter=True)
    assert [row.section for row in page_rows(page.opened(), "") if row.role == "heading"] == [True, False]


def test_without_chapters_no_heading_is_less_than_another(page: Page) -> None:
    page.add("heading", "Thanks")
    page.add("heading", "Wet rope")
    assert not any(row.section for row in page_rows(page.opened(), ""))


def test_a_line_of_the_contents_has_the_time_of_its_chapter_and_leads_there(page: Page) -> None:
    page.add("contents", "Wet rope")
    page.add("heading", "Wet rope", 20.0, chapter=True)
    row = page_rows(page.opened(), "")[1]
    assert row.mark is not None
    assert (row.mark.text, row.mark.kind) == ("0:20", "chapter")
    assert row.goes_to == page.span("Wet rope").stop + 1


def test_a_heading_over_words_whose_time_is_worked_out_is_no_surer_than_they(page: Page) -> None:
    page.add("heading", "The reader's own", 20.0, origin="interpolated")
    row = next(row for row in page_rows(page.opened(), "") if row.role == "heading")
    assert row.mark is not None
    assert (row.mark.text, row.mark.kind) == ("~0:20", "interpolated")
