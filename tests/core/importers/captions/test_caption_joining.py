"""How rolling captions become a text that says everything once."""

from itertools import pairwise

from reader_app.core.importers.captions.caption_joining import is_rolling, join_rolling


def roll(lines: list[str]) -> list[str]:
    """The captions that a two-line display makes of `lines`."""
    captions = lines[:1]
    for before, line in pairwise(lines):
        captions += [f"{before} {line}", line]
    return captions


def joined(captions: list[str]) -> str:
    return " ".join(piece for piece in join_rolling(captions) if piece)


def test_what_a_neighbour_has_said_is_dropped() -> None:
    assert join_rolling(["the oven", "the oven is warm", "is warm", "is warm and dry"]) == ["the oven", "is warm", "", "and dry"]


def test_doubled_lines_are_said_once() -> None:
    assert joined(["the oven", "the oven", "is warm", "is warm"]) == "the oven is warm"


def test_a_word_really_said_twice_stays() -> None:
    lines = ["that is the whole of it. Yeah.", "Yeah. Do I like it", "I do, I do", "I do and so do you", "no", "no", "no more"]
    assert joined(roll(lines)) == " ".join(lines)


def test_displays_that_show_the_last_lines_all_the_time() -> None:
    lines = ["the oven is old and", "warms up slowly. Yes.", "Yes. Yes.", "it has been so for", "as long as we bake here"]
    two = [" ".join(lines[max(0, number - 1) : number + 1]) for number in range(len(lines))]
    three = [" ".join(lines[max(0, number - 2) : number + 1]) for number in range(len(lines))]
    assert joined(two) == joined(three) == " ".join(lines)


def test_only_neighbours_count() -> None:
    lines = ["round and round", "the mill goes", "round and round", "the mill goes"]
    assert joined(roll(lines)) == " ".join(lines)


def test_captions_that_do_not_roll_keep_their_repeats() -> None:
    captions = ["No.", "No, no.", "He said it", "and left.", "left over", "bread is", "good", "bread"]
    assert not is_rolling(captions)
    assert join_rolling(captions) == captions


def test_no_captions_make_no_text() -> None:
    assert join_rolling([]) == []


def test_a_long_row_of_captions_is_joined() -> None:
    captions = roll([f"line {number} of a very long walk" for number in range(20_000)]) + ["la " * 20_000] * 3
    told = " ".join(join_rolling(captions))
    assert told.count(" of a very long walk") == 20_000


def test_someone_who_says_the_same_again_and_again_is_no_rolling_caption() -> None:
    for captions in (["No.", "No.", "No.", "No, no, no."], ["Yes, yes.", "Yes, yes.", "Yes, yes."], ["So it is, yes."] * 3):
        assert join_rolling(captions) == captions
