"""An item is cut off where it ends at a size limit, not where it merely lacks a full stop."""

from reader_app.core.importers.truncation import find_truncated


def test_the_limit_of_a_text_field_in_bytes() -> None:
    full = "moss " * 13_107
    assert len(full) == 65_535
    assert find_truncated([full, full[:-40], "é" * 32_767 + "a", "x" * 65_530]) == [True, False, True, False]


def test_a_cut_a_little_before_the_limit_shows_by_the_open_sentence() -> None:
    assert find_truncated(["म" * 21_843 + "an", "म" * 21_843 + "a."]) == [True, False]


def test_round_limits_count_only_inside_a_sentence() -> None:
    assert find_truncated(["moss " * 799 + "fern "]) == [True]
    assert find_truncated(["moss " * 799 + "ferns."]) == [False]


def test_items_of_one_largest_size() -> None:
    long = ["m" * 2_500, "n" * 2_499, "o" * 2_500]
    assert find_truncated([*long, "short"]) == [True, True, True, False]
    assert find_truncated(["m" * 2_500, "short"]) == [False, False]


def test_excerpts_say_so() -> None:
    assert find_truncated(["The moss grows until […]", "The moss grows"]) == [True, False]
