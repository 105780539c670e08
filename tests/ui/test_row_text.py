"""Texts of rows: few lines, elided, with marks; snippets around their mark; short dates; signs of shows."""

from datetime import date

import pytest
from PySide6.QtCore import QLocale, QPointF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from reader_app.core.model import Span
from reader_app.ui.row_text import FittedText, around_first_mark, grouped, initial, our_sentence, plain_tip, short_date

pytestmark = pytest.mark.usefixtures("qapp")
ENGLISH = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
AMERICAN = QLocale(QLocale.Language.English, QLocale.Country.UnitedStates)
LONG = "Rope walks, rope makers and the long sheds in which both of them grew old, told by the last who worked there " * 3


def fitted(text: str, width: float = 200, lines: int = 2, marks: tuple[Span, ...] = ()) -> FittedText:
    return FittedText(text, QApplication.font(), width, lines, marks)


def colours_of(text: FittedText, fill: QColor) -> dict[str, int]:
    """How often each colour stands in a picture of the text, marks in `fill`."""
    image = QImage(300, 60, QImage.Format.Format_RGB32)
    image.fill(QColor("#ffffff"))
    painter = QPainter(image)
    text.draw(painter, QPointF(4, 4), 20, QColor("#000000"), fill)
    painter.end()
    seen: dict[str, int] = {}
    for x in range(image.width()):
        for y in range(image.height()):
            name = image.pixelColor(x, y).name()
            seen[name] = seen.get(name, 0) + 1
    return seen


def test_a_short_text_is_one_line_as_it_is() -> None:
    assert fitted("Ropes").lines == ["Ropes"]
    assert fitted("Ropes").line_count == 1


def test_a_long_text_takes_its_lines_and_says_that_more_follows() -> None:
    text = fitted(LONG)
    first, second = text.lines
    assert LONG.startswith(f"{first} {second.removesuffix('…')}")
    assert second.endswith("…")


def test_a_word_wider_than_the_row_is_broken_and_line_breaks_of_a_title_are_not_kept() -> None:
    assert fitted("x" * 500).line_count == 2
    assert fitted("One\nand\ttwo").lines == ["One and two"]


@pytest.mark.parametrize("width", range(80, 240, 7))
def test_no_script_makes_a_line_break_inside_a_word(width: int) -> None:
    words = ["Rope", "की", "रस्सी", "पर", "tar", "कैसे", "लगाएँ", "𝔱𝔞𝔯", "और", "hemp", "किनारे"]
    text = fitted(" ".join(words), width=width, lines=9)
    assert " ".join(text.lines).split() == words


def test_an_empty_text_takes_no_line() -> None:
    assert fitted("").lines == []


def test_marks_are_painted_behind_their_words_also_after_letters_outside_the_basic_plane() -> None:
    fill = QColor("#ff8800")
    plain = colours_of(fitted("tar and hemp"), fill)
    early = colours_of(fitted("tar and hemp", marks=(Span(0, 3),)), fill)
    late = colours_of(fitted("𝔱𝔞𝔯 and hemp", marks=(Span(8, 12),)), fill)
    assert plain.get("#ff8800", 0) == 0
    assert early["#ff8800"] > 50
    assert late["#ff8800"] > 50


def test_a_mark_in_the_part_that_was_cut_is_not_painted() -> None:
    assert colours_of(fitted(LONG, lines=1, marks=(Span(250, 260),)), QColor("#ff8800")).get("#ff8800", 0) == 0


def test_a_snippet_is_cut_at_its_front_so_that_the_mark_is_seen() -> None:
    words = "so " * 60 + "hemp and tar"
    text, marks = around_first_mark(words, (Span(180, 184), Span(189, 192)), 40)
    assert text.startswith("…so so")
    assert [text[mark.start : mark.stop] for mark in marks] == ["hemp", "tar"]
    assert marks[-1].stop <= 2 * 40


def test_a_snippet_gives_no_more_of_its_front_than_the_lines_need() -> None:
    words = "so " * 30 + "hemp"
    text, _ = around_first_mark(words, (Span(90, 94),), 40)
    assert 60 < len(text) <= 80


def test_a_snippet_whose_mark_stands_early_is_left_alone() -> None:
    assert around_first_mark("hemp and tar", (Span(0, 4),), 40) == ("hemp and tar", (Span(0, 4),))


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("2026-03-12", "12 Mar"),
        ("2024-03-12", "12 Mar 2024"),
        ("2024-03-12T08:00:00Z", "12 Mar 2024"),
        ("2024-03", "Mar 2024"),
        ("2024", "2024"),
        (None, ""),
        ("soon", ""),
        ("2024-13-40", ""),
    ],
)
def test_dates_are_as_exact_as_the_source(published: str | None, expected: str) -> None:
    assert short_date(published, date(2026, 6, 1), ENGLISH) == expected


def test_dates_follow_the_order_of_the_system() -> None:
    assert short_date("2026-03-12", date(2026, 6, 1), AMERICAN) == "Mar 12"
    assert short_date("2024-03-12", date(2026, 6, 1), AMERICAN) == "Mar 12, 2024"


def test_digits_are_grouped_also_without_a_language() -> None:
    assert len(grouped(1204)) == 5
    assert grouped(12) == "12"


def test_a_tip_shows_words_that_look_like_markup() -> None:
    assert plain_tip("<b>rope</b> & tar") == "<qt>&lt;b&gt;rope&lt;/b&gt; &amp; tar</qt>"


@pytest.mark.parametrize(("name", "sign"), [("ropes", "R"), ("“Knots”", "K"), ("किनारा", "कि"), ("", ""), ("—", "")])
def test_the_sign_of_a_show_is_its_first_letter(name: str, sign: str) -> None:
    assert initial(name) == sign


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("“Quay” is a chapter now", "“Quay” is a chapter now"),
        ("“רציף” is a chapter now", "\u200e“רציף” is a chapter now"),
        ("12 words by سلمى", "12 words by سلمى"),
        ("", ""),
    ],
)
def test_a_sentence_of_ours_runs_left_to_right_whatever_it_begins_with(words: str, shown: str) -> None:
    assert our_sentence(words) == shown
