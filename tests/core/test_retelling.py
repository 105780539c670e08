"""A longer file, a file whose author put right the same words, one that lacks them: corrections follow to another telling."""

from pathlib import Path

import pytest

from reader_app.core.anchors import occurrences
from reader_app.core.library import Library
from reader_app.core.model import Span

FIRST = """[00:00:01] Ada: Welcome to the mil. Today we talk with Mr Fen about rye.
[00:00:06] Bo: Thank you. The mil is older than the the church. Mr Fen built it.
[00:00:14] Ada: Which stones does the mil have? Sandstone, I hear.
[00:00:21] Bo: Sandstone, yes. They sing at night.
"""
MORE = """[00:00:01] Cy: Before we begin, a word on bread from the people of the valley.
[00:00:09] Ada: Many thanks to them, and to whoever bakes it.
"""


class Shelf:
    """A library with one file in it, which its author writes anew."""

    def __init__(self, folder: Path) -> None:
        self.library = Library(folder / "data")
        self._file = folder / "mill.txt"
        self.episode = ""
        self.write(FIRST)

    def write(self, text: str) -> None:
        """The file holds this now, and is imported."""
        self._file.write_text(text, encoding="utf-8")
        [imported] = self.library.import_paths([self._file]).episodes
        assert self.episode in ("", imported.id)
        self.episode = imported.id

    @property
    def text(self) -> str:
        """What is read."""
        return self.library.open(self.episode).transcript.text

    def place(self, words: str, number: int = 0) -> Span:
        """Where words are read."""
        return occurrences(self.text, words)[number]

    def put_right(self, words: str, replacement: str, number: int = 0) -> None:
        """Correct words in one place."""
        self.library.corrections.replace_words(self.episode, self.place(words, number), replacement)

    def listed(self) -> list[tuple[str, str, str]]:
        """What is corrected."""
        listed = self.library.corrections.listed(self.episode)
        return [(one.kind, one.original, one.replacement) for one in listed]


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


def test_all_kinds_follow_to_a_longer_file(shelf: Shelf) -> None:
    library, episode = shelf.library, shelf.episode
    shelf.put_right("mil is", "mill is")
    library.corrections.set_voice(episode, shelf.place("They sing at night"), "Cyrus")
    library.corrections.add_chapter(episode, shelf.place("Which stones").start, "Of stones")
    quote = library.quotes.add(episode, shelf.place("The mill is older"))
    library.set_position(episode, shelf.place("Sandstone, yes").start, 0.8)
    before = shelf.listed()

    shelf.write(MORE + FIRST.replace("[00:00:", "[00:01:"))

    assert shelf.listed() == before
    assert "Thank you. The mill is older than the the church." in shelf.text
    assert "\nOf stones\nWhich stones" in shelf.text
    assert shelf.text.endswith("Sandstone, yes.\nThey sing at night.")
    [kept] = library.quotes.listed(episode)
    assert (kept.id, kept.text, kept.anchor) == (quote.id, "The mill is older", "moved")
    assert kept.span == shelf.place("The mill is older")
    assert library.open(episode).position == shelf.place("Sandstone, yes").start


def test_the_same_words_elsewhere_are_not_corrected(shelf: Shelf) -> None:
    shelf.put_right("mil is", "mill is")
    shelf.write(FIRST.replace("The mil is older than the the church.", "It is a very old one.") + "[00:00:30] Ada: A mil.\n")
    assert shelf.listed() == []
    assert "A mil." in shelf.text


def test_a_common_word_is_corrected_among_its_old_neighbours_only(shelf: Shelf) -> None:
    shelf.put_right("the", "our", 2)
    assert "Which stones does the mil have?" in shelf.text
    there = shelf.text.index("our")
    head = shelf.text[there - 12 : there + 8]
    shelf.write(FIRST.replace("Today we talk", "The first of the many talks of the year: we talk"))
    assert shelf.text.count("our") == 1
    assert head in shelf.text


def test_what_the_source_says_itself_now_is_fulfilled_and_comes_back_with_the_old_file(shelf: Shelf) -> None:
    shelf.put_right("mil is", "mill is")
    shelf.put_right("Welcome to the mil", "Welcome to the big mil")
    shelf.library.corrections.set_voice(shelf.episode, shelf.place("They sing at night"), "Cyrus")
    fulfilled = FIRST.replace("mil is", "mill is").replace("to the mil", "to the big mil")
    shelf.write(fulfilled.replace(" They sing", "\n[00:00:25] Cyrus: They sing"))
    assert shelf.listed() == []
    assert shelf.text.count("the big mil") == 1
    shelf.write(FIRST)
    assert shelf.listed() == [("words", "the", "the big"), ("words", "mil", "mill"), ("voice", "They sing at night.", "Cyrus")]


def test_a_lost_one_comes_back_with_its_words(shelf: Shelf) -> None:
    shelf.put_right("Fen built", "Venn built")
    without = FIRST.replace(" Mr Fen built it.", " Nobody knows who made it so.")
    shelf.write(without)
    assert shelf.listed() == []
    shelf.write(without + MORE.replace("[00:00", "[00:05"))
    assert shelf.listed() == []
    shelf.write(FIRST + MORE.replace("[00:00", "[00:05"))
    assert shelf.listed() == [("words", "Fen", "Venn")]
    assert "Mr Venn built it." in shelf.text


def test_words_taken_out_are_taken_out_again_or_found_gone(shelf: Shelf) -> None:
    second = shelf.place("the the").start + 4
    shelf.library.corrections.replace_words(shelf.episode, Span(second, second + 3), "")
    shelf.write(MORE + FIRST.replace("[00:00:", "[00:01:"))
    assert "older than the church" in shelf.text
    shelf.write(FIRST.replace("the the", "the"))
    assert "older than the church" in shelf.text
    assert shelf.listed() == []


def test_a_removed_correction_stays_removed(shelf: Shelf) -> None:
    shelf.put_right("mil is", "mill is")
    shelf.library.corrections.remove(shelf.episode, shelf.library.corrections.listed(shelf.episode)[0].id)
    shelf.write(MORE + FIRST.replace("[00:00:", "[00:01:"))
    assert "The mil is older" in shelf.text


def test_what_was_done_before_is_taken_back_in_the_telling_of_today(shelf: Shelf) -> None:
    library, episode = shelf.library, shelf.episode
    done = library.corrections.replace_words(episode, shelf.place("church"), "tower")
    again = library.corrections.replace_words(episode, shelf.place("tower"), "bridge")
    shelf.write(MORE + FIRST.replace("[00:00:", "[00:01:"))
    assert "than the the bridge." in shelf.text
    library.corrections.take_back(again)
    assert "than the the tower." in shelf.text
    library.corrections.take_back(done)
    assert "than the the church." in shelf.text
    assert shelf.listed() == []


def test_many_follow_quickly_and_each_to_its_own_place(shelf: Shelf) -> None:
    lines = [
        f"[00:{n // 60:02}:{n % 60:02}] {'Ada' if n % 2 else 'Bo'}: Number {n} is a mil of kind {n % 7}.\n" for n in range(900)
    ]
    shelf.write("".join(lines))
    places = shelf.library.corrections.replace_everywhere("mil", "mill", episode=shelf.episode).places
    assert places >= 900
    shelf.write("".join(lines[:400]) + "".join(lines[500:]))
    assert shelf.library.corrections.count("mil", shelf.episode) == (0, 0)
    assert len(shelf.listed()) >= 800


class TestChapters:
    """Titles of stated chapters are put right by the chapter's old title."""

    NOTES = "Chapters:\n(0:00) Opening\n(0:06) The church\n(0:21) Singing\n\n"

    def test_a_title_follows_and_a_chapter_that_is_none_stays_none(self, shelf: Shelf) -> None:
        shelf.write(self.NOTES + FIRST)
        shelf.library.corrections.retitle_chapter(shelf.episode, 1, "The mill")
        shelf.library.corrections.remove_chapter(shelf.episode, 2)
        assert self.titles(shelf) == ["Opening", "The mill"]
        shelf.write(self.NOTES.replace("Opening", "A word at the beginning") + FIRST + "[00:00:40] Ada: Goodbye.\n")
        assert self.titles(shelf) == ["A word at the beginning", "The mill"]

    def test_a_title_that_the_source_has_itself_is_fulfilled(self, shelf: Shelf) -> None:
        shelf.write(self.NOTES + FIRST)
        shelf.library.corrections.retitle_chapter(shelf.episode, 1, "The mill")
        shelf.write(self.NOTES.replace("The church", "The mill") + FIRST)
        assert self.titles(shelf) == ["Opening", "The mill", "Singing"]
        assert shelf.listed() == []

    def test_the_readers_own_gives_way_to_the_sources(self, shelf: Shelf) -> None:
        shelf.library.corrections.add_chapter(shelf.episode, shelf.place("Thank you").start, "The church")
        shelf.write(self.NOTES + FIRST)
        assert self.titles(shelf) == ["Opening", "The church", "Singing"]

    def titles(self, shelf: Shelf) -> list[str]:
        return [chapter.title for chapter in shelf.library.open(shelf.episode).transcript.chapters]


def test_a_corrected_title_stays_the_episodes_title_as_long_as_it_stands_there(shelf: Shelf) -> None:
    title = shelf.library.episode(shelf.episode).title
    shelf.put_right("rye", "oats")
    assert shelf.library.episode(shelf.episode).title == title.replace("rye", "oats")
    shelf.write(FIRST + "[00:00:40] Ada: Goodbye.\n")
    assert shelf.library.episode(shelf.episode).title == title.replace("rye", "oats")
