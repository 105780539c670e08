"""The lines and words of an original file: long lines in rows, words read through markup and escapes, offsets unchanged."""

import pytest

from reader_app.core.source_text import ROW, SourceText, words_of


def words(text: str, *, marked: bool = False) -> list[str]:
    """The folded words of a text, without their offsets."""
    return [word for _, word in words_of(text, marked=marked)]


class TestLines:
    """A file as lines and rows."""

    def test_each_offset_has_its_line(self) -> None:
        source = SourceText("one\n\nthree")
        assert source.lines == 3
        assert [source.line_at(offset) for offset in (0, 3, 4, 5, 9)] == [0, 0, 1, 2, 2]

    @pytest.mark.parametrize(("text", "lines"), [("", 1), ("a", 1), ("a\n", 1), ("a\n\n", 2), ("\na", 2)])
    def test_a_newline_at_the_end_begins_no_line(self, text: str, lines: int) -> None:
        assert SourceText(text).lines == lines

    def test_a_long_line_is_several_rows(self) -> None:
        source = SourceText("x" * (2 * ROW + 5) + "\nend\n")
        assert [source.row_words(row) for row in range(source.rows)] == ["x" * ROW, "x" * ROW, "x" * 5, "end"]
        assert [source.begins_line(row) for row in range(source.rows)] == [True, False, False, True]
        assert source.row_at(2 * ROW) == 2
        assert source.row_start(3) == 2 * ROW + 6

    def test_a_long_line_is_cut_between_words(self) -> None:
        source = SourceText("harbour " * ROW)
        assert all(source.row_words(row).startswith("harbour") for row in range(source.rows))
        assert "".join(source.row_words(row) for row in range(source.rows)) == source.text


class TestWords:
    """What counts as the same word in a file and in its transcript."""

    @pytest.mark.parametrize(
        ("written", "read"),
        [
            ("d\\u00e9j\\u00e0 vu\\nagain", "déjà vu again"),
            ("caf&eacute; &amp; bar&#39;s", "café & bar's"),
            ("<v Ada>Quiet</v>,<00:01:02.000><c> please</c>", "Quiet, please"),
            ("First line\\Nsecond line", "First line second line"),
            ("har\u00adbour", "harbour"),
            ("**bold** and _slanted_", "bold and slanted"),
        ],
    )
    def test_marks_and_escapes_are_read_through(self, written: str, read: str) -> None:
        assert words(written, marked=True) == words(read)

    def test_offsets_are_those_of_the_text_as_it_stands(self) -> None:
        text = '{"a": "d\\u00e9j\\u00e0 vu"}'
        assert [text[offset:][:2] for offset, _ in words_of(text, marked=True)] == ['a"', "d\\", "vu"]

    def test_what_is_glued_is_parted_on_both_sides_alike(self) -> None:
        assert words("yesAnna said12:30 GPT4") == ["yes", "anna", "said", "12", "30", "gpt", "4"]

    def test_less_than_is_no_tag(self) -> None:
        assert words("if a < b and b > c", marked=True) == ["if", "a", "b", "and", "b", "c"]

    def test_half_a_surrogate_is_no_error(self) -> None:
        assert words("bell \\ud83d rings", marked=True) == ["bell", "rings"]

    def test_composed_and_decomposed_letters_are_the_same(self) -> None:
        assert words("cafe\u0301") == words("caf\u00e9")
