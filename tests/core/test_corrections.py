"""What readers put right: in one place or everywhere, seen by the whole library, with quotes moving along, and taken back."""

import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from reader_app.core.anchors import occurrences
from reader_app.core.correcting import Page
from reader_app.core.corrections import Correcting
from reader_app.core.errors import Cancelled, ReaderError, UnknownEpisode
from reader_app.core.library import Library
from reader_app.core.model import Bookmark, Span, Transcript
from tests.core.talks import corrected_by_chance

MILL = """[00:00:01] Ada: Welcome to the mil. Today we talk with Mr Fen about rye.
[00:00:06] Bo: Thank you. The mil is older than the the church. Mr Fen built it.
[00:00:14] Ada: Which stones does the mil have? Sandstone, I hear.
[00:00:21] Bo: Sandstone, yes. They sing at night.
"""
OTHER = """[00:00:01] Cy: There is a mil in every valley.
[00:00:04] Dee: A mil, or a milestone?
[00:00:07] Cy: A mil.
[00:00:09] Dee: I see.
"""

EPISODES = 12


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "data")


@pytest.fixture
def mill(library: Library) -> str:
    """A talk in which "mill" is misheard."""
    return library.import_content(MILL.encode(), "mill").episodes[0].id


@pytest.fixture
def other(library: Library) -> str:
    """Another one, where it is misheard too."""
    return library.import_content(OTHER.encode(), "other").episodes[0].id


def read(library: Library, episode: str) -> Transcript:
    return library.open(episode).transcript


def place(library: Library, episode: str, words: str, number: int = 0) -> Span:
    return occurrences(read(library, episode).text, words)[number]


def speech(library: Library, episode: str) -> list[tuple[str | None, str]]:
    """Who says what."""
    transcript = read(library, episode)
    return [
        (transcript.speakers[block.speaker].name if block.speaker is not None else None, transcript.text[slice(*block.span)])
        for block in transcript.blocks
        if block.kind == "speech"
    ]


def test_words_are_put_right_in_one_place(library: Library, mill: str) -> None:
    done = library.corrections.replace_words(mill, place(library, mill, "mil is"), "mill is")
    assert speech(library, mill)[1][1].startswith("Thank you. The mill is older")
    assert speech(library, mill)[0][1].startswith("Welcome to the mil.")
    assert (done.episodes, done.places, done.told) == ((mill,), 1, "“mil is” is now “mill is”")
    [one] = library.corrections.listed(mill)
    assert (one.id, one.original, one.replacement) == (done.ids[0], "mil", "mill")


def test_the_sources_own_words_and_its_count_of_them_stay(library: Library, mill: str) -> None:
    words = library.episode(mill).words
    library.corrections.replace_words(mill, place(library, mill, "Sandstone"), "Some sort of sandstone")
    assert library.episode(mill).words == words
    assert library.source_bytes(mill) == MILL.encode()


def test_correcting_what_is_corrected_makes_one_correction_of_both(library: Library, mill: str) -> None:
    library.corrections.replace_words(mill, place(library, mill, "Mr Fen about"), "Ms Fenn about")
    library.corrections.replace_words(mill, place(library, mill, "Fenn"), "Venn")
    [one] = library.corrections.listed(mill)
    assert (one.original, one.replacement) == ("Mr Fen", "Ms Venn")
    library.corrections.replace_words(mill, place(library, mill, "Ms Venn about rye"), "Mr Fen about rye")
    assert library.corrections.listed(mill) == ()


def test_a_part_of_a_word_stands_for_the_whole(library: Library, mill: str) -> None:
    start = place(library, mill, "Fen").start
    library.corrections.replace_words(mill, Span(start + 2, start + 3), "ll")
    [one] = library.corrections.listed(mill)
    assert (one.original, one.replacement) == ("Fen", "Fell")


def test_a_doubled_word_is_taken_out_with_its_space(library: Library, mill: str) -> None:
    second = place(library, mill, "the the").start + 4
    library.corrections.replace_words(mill, Span(second, second + 3), "")
    assert "older than the church." in speech(library, mill)[1][1]
    library.corrections.replace_words(mill, place(library, mill, "at night."), "")
    assert speech(library, mill)[3][1] == "Sandstone, yes. They sing"


def test_missing_words_go_with_a_neighbour(library: Library, mill: str) -> None:
    library.corrections.replace_words(mill, place(library, mill, "They sing"), "They always sing")
    assert speech(library, mill)[3][1] == "Sandstone, yes. They always sing at night."
    [one] = library.corrections.listed(mill)
    assert (one.original, one.replacement) == ("They", "They always")


def test_white_space_and_line_ends_never_come_into_a_text(library: Library, mill: str) -> None:
    library.corrections.replace_words(mill, place(library, mill, "Sandstone, I"), " Lime\u2028stone,\n\n I\x00 ")
    assert speech(library, mill)[2][1].endswith("Lime stone, I hear.")


def test_only_words_of_one_paragraph_are_corrected_at_once(library: Library, mill: str) -> None:
    both = Span(place(library, mill, "rye").start, place(library, mill, "Thank").stop)
    with pytest.raises(ReaderError, match="one paragraph"):
        library.corrections.replace_words(mill, both, "oats")
    with pytest.raises(ReaderError, match="no words"):
        library.corrections.replace_words(mill, Span(both.start - 1, both.start), "oats")


def test_words_that_have_moved_meanwhile_are_found_and_gone_ones_are_told(library: Library, mill: str) -> None:
    seen = place(library, mill, "church")
    library.corrections.replace_words(mill, place(library, mill, "Thank you"), "Many thanks to you")
    library.corrections.replace_words(mill, seen, "bridge", seen="church")
    assert "than the the bridge" in speech(library, mill)[1][1]
    with pytest.raises(ReaderError, match="has changed"):
        library.corrections.replace_words(mill, seen, "tower", seen="cathedral")


def test_the_same_words_are_no_correction(library: Library, mill: str) -> None:
    done = library.corrections.replace_words(mill, place(library, mill, "church"), "church")
    assert (done.ids, done.places) == ((), 0)
    library.corrections.take_back(done)


def test_an_episode_that_is_not_there_is_told(library: Library) -> None:
    with pytest.raises(UnknownEpisode):
        library.corrections.replace_words("none", Span(0, 1), "x")
    with pytest.raises(UnknownEpisode):
        library.corrections.listed("none")


def test_a_corrected_title_is_the_episodes_title(library: Library, mill: str) -> None:
    title = library.episode(mill).title
    done = library.corrections.replace_words(mill, place(library, mill, "rye"), "oats")
    assert library.episode(mill).title == title.replace("rye", "oats") != title
    assert library.search("title:oats").total == 1
    library.corrections.take_back(done)
    assert library.episode(mill).title == title


class TestEverywhere:
    """One correction for all places that say the same."""

    def test_whole_words_are_counted_in_one_episode_and_in_all(self, library: Library, mill: str, other: str) -> None:
        here = occurrences(read(library, mill).text, "mil")
        assert library.corrections.count("mil", mill) == (len(here), 1)
        there = occurrences(read(library, other).text, "mil")
        assert library.corrections.count("mil") == (len(here) + len(there), 2)
        assert library.corrections.count("Mil") == (0, 0)
        assert library.corrections.count("miles") == (0, 0)

    def test_every_place_is_put_right_and_only_those(self, library: Library, mill: str, other: str) -> None:
        places, _ = library.corrections.count("mil")
        done = library.corrections.replace_everywhere("mil", "mill")
        assert (set(done.episodes), done.places) == ({mill, other}, places)
        assert done.told == f"“mil” is now “mill” in {places} places"
        assert library.corrections.count("mil") == (0, 0)
        assert library.corrections.count("mill") == (places, 2)
        assert speech(library, other)[1] == ("Dee", "A mill, or a milestone?")

    def test_in_one_episode_the_others_stay(self, library: Library, mill: str, other: str) -> None:
        before = read(library, other)
        library.corrections.replace_everywhere("mil", "mill", episode=mill)
        assert read(library, other) == before

    def test_words_are_found_as_they_are_read(self, library: Library, mill: str, other: str) -> None:
        library.corrections.replace_words(mill, place(library, mill, "church"), "valley")
        assert library.corrections.count("valley") == (2 if "valley" not in library.episode(other).title else 3, 2)
        library.corrections.replace_everywhere("valley", "dale")
        assert "the the dale." in speech(library, mill)[1][1]

    def test_a_phrase_is_found_across_kinds_of_quote_marks(self, library: Library) -> None:
        said = "[00:00:01] Ada: It’s Fen’s mil.\n[00:00:04] Bo: Whose?\n[00:00:06] Ada: Fen's mil.\n[00:00:08] Bo: I see.\n"
        episode = library.import_content(said.encode(), "whose").episodes[0].id
        assert library.corrections.replace_everywhere("Fen's mil", "Fen’s mill", episode=episode).places >= 2
        assert speech(library, episode)[0][1] == "It’s Fen’s mill."

    def test_it_can_be_stopped_and_then_nothing_has_changed(self, library: Library, mill: str, other: str) -> None:
        asked: list[bool] = []

        def stop() -> bool:
            asked.append(True)
            return len(asked) > 1

        with pytest.raises(Cancelled):
            library.corrections.replace_everywhere("mil", "mill", cancelled=stop)
        assert not library.corrections.listed(mill)
        assert not library.corrections.listed(other)

    @pytest.mark.usefixtures("other")
    def test_what_another_window_puts_right_meanwhile_stays(self, library: Library, mill: str, tmp_path: Path) -> None:
        window = Library(tmp_path / "data")
        asked: list[bool] = []

        def meanwhile() -> bool:
            asked.append(True)
            if len(asked) == 2:  # the first episode has been read by now
                window.corrections.replace_words(mill, place(window, mill, "The mil is"), "That mil is")
            return False

        library.corrections.replace_everywhere("mil", "mill", cancelled=meanwhile)
        assert "Thank you. That mill is older" in speech(library, mill)[1][1]
        assert library.corrections.count("mil") == (0, 0)

    def test_it_is_taken_back_in_all_episodes_at_once(self, library: Library, mill: str, other: str) -> None:
        before = [read(library, episode) for episode in (mill, other)]
        library.corrections.take_back(library.corrections.replace_everywhere("mil", "mill"))
        assert [read(library, episode) for episode in (mill, other)] == before

    def test_two_places_in_one_corrected_stretch(self, library: Library, mill: str) -> None:
        library.corrections.replace_words(mill, place(library, mill, "Sandstone, I hear."), "mil and mil stones.")
        library.corrections.replace_everywhere("mil", "mill", episode=mill)
        assert speech(library, mill)[2][1] == "Which stones does the mill have? mill and mill stones."

    def test_nothing_to_look_for_is_told(self, library: Library) -> None:
        with pytest.raises(ReaderError, match="no words"):
            library.corrections.count("  ")


class TestVoices:
    """Who says it."""

    def test_words_are_given_to_a_voice_by_its_name_or_to_a_new_one(self, library: Library, mill: str) -> None:
        library.corrections.set_voice(mill, place(library, mill, "Mr Fen built"), "Ada")
        library.corrections.set_voice(mill, place(library, mill, "They sing at night"), "Cyrus")
        assert speech(library, mill)[1:] == [
            ("Bo", "Thank you. The mil is older than the the church."),
            ("Ada", "Mr Fen built"),
            ("Bo", "it."),
            ("Ada", "Which stones does the mil have? Sandstone, I hear."),
            ("Bo", "Sandstone, yes."),
            ("Cyrus", "They sing at night."),
        ]

    def test_a_voice_is_meant_by_the_name_that_is_shown(self, library: Library, mill: str) -> None:
        library.speakers.rename(mill, "Ada", "Ada Quern")
        library.corrections.set_voice(mill, place(library, mill, "Thank you."), "Ada Quern")
        assert library.corrections.listed(mill)[0].replacement == "Ada"

    def test_a_new_voice_can_be_renamed_and_searched(self, library: Library, mill: str) -> None:
        library.corrections.set_voice(mill, place(library, mill, "They sing at night"), "Cyrus")
        library.speakers.rename(mill, "Cyrus", "Cyrus Fen")
        assert speech(library, mill)[-1][0] == "Cyrus Fen"
        assert library.search('speaker:"Cyrus Fen" sing').total == 1
        assert library.search("speaker:Bo sing").total == 0

    def test_given_back_to_the_sources_voice_nothing_is_corrected(self, library: Library, mill: str) -> None:
        before = read(library, mill)
        library.corrections.set_voice(mill, place(library, mill, "Mr Fen built it"), "Ada")
        library.corrections.set_voice(mill, place(library, mill, "built"), "Cy")
        assert [line for line in speech(library, mill) if line[1] in ("Mr Fen", "built", "it.")] == [
            ("Ada", "Mr Fen"),
            ("Cy", "built"),
            ("Ada", "it."),
        ]
        stretch = Span(place(library, mill, "Mr Fen", -1).start, place(library, mill, "built\nit.").stop)
        library.corrections.set_voice(mill, stretch, "Bo")
        assert read(library, mill) == before

    def test_a_turn_joins_its_neighbour(self, library: Library, mill: str) -> None:
        whole = place(library, mill, "Which stones does the mil have? Sandstone, I hear.")
        library.corrections.set_voice(mill, whole, "Bo")
        turns = [block.turn for block in read(library, mill).blocks if block.kind == "speech"]
        assert turns == [0, 1, 1, 1]

    def test_quotes_say_who_speaks_now(self, library: Library, mill: str) -> None:
        library.quotes.add(mill, place(library, mill, "sing at night"))
        done = library.corrections.set_voice(mill, place(library, mill, "They sing at night"), "Cyrus")
        assert [quote.speaker for quote in library.quotes.listed(mill)] == ["Cyrus"]
        library.corrections.take_back(done)
        assert [quote.speaker for quote in library.quotes.listed(mill)] == ["Bo"]

    def test_nobody_says_a_title(self, library: Library, mill: str) -> None:
        with pytest.raises(ReaderError, match="Nobody"):
            library.corrections.set_voice(mill, Span(0, 3), "Ada")
        with pytest.raises(ReaderError, match="letters"):
            library.corrections.set_voice(mill, place(library, mill, "They sing"), " ")


class TestChapters:
    """Where chapters begin, and what they are called."""

    @pytest.fixture
    def divided(self, library: Library) -> str:
        """An essay whose source divides it."""
        notes = "Chapters:\n(0:00) Opening\n(0:06) The church\n(0:21) Singing\n\n"
        return library.import_content((notes + MILL).encode(), "divided").episodes[0].id

    def titles(self, library: Library, episode: str) -> list[tuple[str, str]]:
        return [(chapter.title, chapter.origin) for chapter in read(library, episode).chapters]

    def test_one_begins_at_the_nearest_sentence_and_has_its_time(self, library: Library, mill: str) -> None:
        library.corrections.add_chapter(mill, place(library, mill, "night").start, "  Singing \n stones ")
        [chapter] = read(library, mill).chapters
        assert (chapter.title, chapter.origin, chapter.start) == ("Singing stones", "reader", 21)
        assert read(library, mill).text[chapter.offset :] == "Singing stones\nThey sing at night."
        assert library.search("chapter:singing night").total == 1

    def test_its_heading_has_the_time_of_the_words_under_it(self, library: Library, mill: str) -> None:
        library.corrections.add_chapter(mill, place(library, mill, "Sandstone, I").start, "Stones")
        lines = library.open(mill).paragraphs
        number = next(number for number, line in enumerate(lines) if line.kind == "heading")
        assert lines[number].moment == lines[number + 1].moment is not None

    def test_two_do_not_begin_at_one_place(self, library: Library, mill: str) -> None:
        at = place(library, mill, "They sing").start
        library.corrections.add_chapter(mill, at, "Singing")
        for offset in (place(library, mill, "They sing").start, place(library, mill, "Singing").start):
            with pytest.raises(ReaderError, match="begins here already"):
                library.corrections.add_chapter(mill, offset, "Again")

    def test_it_begins_in_the_text_and_has_a_title(self, library: Library, mill: str) -> None:
        with pytest.raises(ReaderError, match="in the text"):
            library.corrections.add_chapter(mill, 0, "Title")
        with pytest.raises(ReaderError, match="letters"):
            library.corrections.add_chapter(mill, place(library, mill, "They sing").start, " ")
        with pytest.raises(ReaderError, match="no such chapter"):
            library.corrections.retitle_chapter(mill, 0, "None")

    def test_the_readers_own_is_retitled_by_its_words_too_and_removed(self, library: Library, mill: str) -> None:
        before = read(library, mill)
        library.corrections.add_chapter(mill, place(library, mill, "They sing").start, "Sining stones")
        library.corrections.replace_words(mill, place(library, mill, "Sining"), "Singing")
        assert self.titles(library, mill) == [("Singing stones", "reader")]
        library.corrections.retitle_chapter(mill, 0, "At night")
        assert [one.kind for one in library.corrections.listed(mill)] == ["chapter"]
        library.corrections.remove_chapter(mill, 0)
        assert read(library, mill) == before

    def test_a_stated_one_is_retitled_and_gets_its_title_back(self, library: Library, divided: str) -> None:
        stated = read(library, divided)
        assert self.titles(library, divided)[1] == ("The church", "stated")
        library.corrections.retitle_chapter(divided, 1, "The mill")
        assert self.titles(library, divided)[1] == ("The mill", "stated")
        assert "The church" not in read(library, divided).text
        library.corrections.retitle_chapter(divided, 1, "The church")
        assert read(library, divided) == stated

    def test_its_new_title_is_corrected_by_its_words(self, library: Library, divided: str) -> None:
        library.corrections.retitle_chapter(divided, 1, "The mil of rye")
        library.corrections.replace_everywhere("mil", "mill", episode=divided)
        assert self.titles(library, divided)[1] == ("The mill of rye", "stated")
        one = next(one for one in library.corrections.listed(divided) if one.kind == "chapter")
        assert (one.original, one.replacement) == ("The church", "The mill of rye")

    def test_a_stated_one_is_no_chapter_any_more_and_keeps_its_words(self, library: Library, divided: str) -> None:
        text = read(library, divided).text
        done = library.corrections.remove_chapter(divided, 1)
        assert [title for title, _ in self.titles(library, divided)] == ["Opening", "Singing"]
        assert read(library, divided).text == text
        library.corrections.take_back(done)
        assert len(self.titles(library, divided)) == 3

    def test_quotes_tell_the_chapter_that_they_stand_in_now(self, library: Library, mill: str) -> None:
        library.quotes.add(mill, place(library, mill, "sing at night"))
        library.corrections.add_chapter(mill, place(library, mill, "Sandstone, yes").start, "Stones")
        [quote] = library.quotes.listed(mill)
        assert quote.chapter == "Stones"
        assert quote.span == place(library, mill, "sing at night")


class TestMarks:
    """Bookmarks and the reading position stay with their words."""

    def test_a_quote_behind_moves_and_one_that_is_touched_has_the_new_words(self, library: Library, mill: str) -> None:
        touched = library.quotes.add(mill, place(library, mill, "The mil is older"), note="ask")
        behind = library.quotes.add(mill, place(library, mill, "They sing"))
        at = place(library, mill, "night").start
        library.set_position(mill, at, 0.7)
        library.corrections.replace_everywhere("mil", "windmill", episode=mill)
        quotes = {quote.id: quote for quote in library.quotes.listed(mill)}
        assert (quotes[touched.id].text, quotes[touched.id].note) == ("The windmill is older", "ask")
        for quote in quotes.values():
            assert quote.span is not None
            assert read(library, mill).text[slice(*quote.span)] == quote.text
        assert quotes[behind.id].text == "They sing"
        assert library.open(mill).position == place(library, mill, "night").start

    def test_a_quote_without_words_left_is_lost_keeps_its_own_and_comes_back(self, library: Library, mill: str) -> None:
        kept = library.quotes.add(mill, place(library, mill, "church"))
        done = library.corrections.replace_words(mill, place(library, mill, "the church"), "")
        [lost] = library.quotes.listed(mill)
        assert (lost.anchor, lost.text, lost.span) == ("lost", "church", None)
        library.corrections.take_back(done)
        assert [as_kept(quote) for quote in library.quotes.listed(mill)] == [as_kept(kept)]

    def test_what_is_changed_since_is_not_overwritten_by_taking_back(self, library: Library, mill: str) -> None:
        kept = library.quotes.add(mill, place(library, mill, "The mil is older"))
        done = library.corrections.replace_words(mill, place(library, mill, "mil is"), "mill is")
        library.corrections.replace_words(mill, place(library, mill, "Welcome"), "Be very welcome")
        library.quotes.edit(kept.id, note="later")
        library.corrections.take_back(done)
        [quote] = library.quotes.listed(mill)
        assert (quote.text, quote.note, quote.span) == ("The mil is older", "later", place(library, mill, "The mil is older"))

    def test_what_was_corrected_again_is_not_taken_back_by_the_first_step(self, library: Library, mill: str) -> None:
        first = library.corrections.replace_words(mill, place(library, mill, "church"), "bridge")
        library.corrections.replace_words(mill, place(library, mill, "bridge"), "tower")
        with pytest.raises(ReaderError, match="corrected again"):
            library.corrections.take_back(first)
        assert "the the tower" in read(library, mill).text

    def test_one_correction_is_removed_and_that_is_taken_back(self, library: Library, mill: str) -> None:
        done = library.corrections.replace_words(mill, place(library, mill, "church"), "bridge")
        after = read(library, mill)
        gone = library.corrections.remove(mill, done.ids[0])
        assert library.corrections.listed(mill) == ()
        library.corrections.take_back(gone)
        assert read(library, mill) == after
        library.corrections.remove(mill, done.ids[0])
        with pytest.raises(ReaderError, match="not there any more"):
            library.corrections.remove(mill, done.ids[0])


class TestOtherWindows:
    """What was done in one window meets what another one has done meanwhile, or is broken off."""

    def test_what_another_window_took_away_cannot_be_taken_back_and_that_is_told(
        self, library: Library, mill: str, tmp_path: Path
    ) -> None:
        done = library.corrections.replace_everywhere("mil", "mill", episode=mill)
        beside = Library(tmp_path / "data")
        beside.corrections.remove(mill, done.ids[0])
        after = read(library, mill)
        with pytest.raises(ReaderError, match=r"^This was corrected again meanwhile, so it cannot be taken back at once\.$"):
            library.corrections.take_back(done)
        assert read(library, mill) == after

    def test_what_another_window_took_back_already_is_told(self, library: Library, mill: str, tmp_path: Path) -> None:
        done = library.corrections.replace_words(mill, place(library, mill, "church"), "bridge")
        Library(tmp_path / "data").corrections.take_back(done)
        with pytest.raises(ReaderError, match="cannot be taken back at once"):
            library.corrections.take_back(done)
        assert library.corrections.listed(mill) == ()

    def test_what_was_corrected_before_a_joining_is_taken_back_in_the_episode_that_lives_on(self, library: Library) -> None:
        one = library.import_content(MILL.encode(), "one").episodes[0].id
        two = library.import_content(MILL.replace("[00:00:21]", "[00:00:22]").encode(), "two").episodes[0].id
        quote = library.quotes.add(two, place(library, two, "sing at night"))
        done = library.corrections.replace_everywhere("mil", "windmill", episode=two)
        library.tellings.join(one, two, "theirs")
        assert library.corrections.count("windmill", two) == (3, 1)
        assert len(library.corrections.listed(two)) == 3
        library.corrections.take_back(done)
        assert "windmill" not in read(library, one).text
        [kept] = library.quotes.listed(one)
        assert (kept.id, kept.span) == (quote.id, place(library, one, "sing at night"))

    @pytest.mark.parametrize("killed_at", [1, 7, EPISODES])
    def test_one_that_is_killed_has_changed_nothing_anywhere_and_can_be_made_again(
        self, library: Library, tmp_path: Path, project_root: Path, killed_at: int
    ) -> None:
        ids = [
            library.import_content(OTHER.replace("valley", f"valley {n}").encode(), str(n)).episodes[0].id
            for n in range(EPISODES)
        ]
        before = [read(library, episode) for episode in ids]
        quotes = [library.quotes.add(episode, place(library, episode, "I see")).id for episode in ids]
        count = library.corrections.count("mil")
        assert count[1] == EPISODES
        library.close()
        script = (
            "import os, signal, sys; from pathlib import Path; from reader_app.core import corrections\n"
            "from reader_app.core.library import Library\n"
            "carry_out, done = corrections._carry_out, []\n"
            "def dying(*given):\n"
            "    done.append(carry_out(*given))\n"
            "    if len(done) == int(sys.argv[2]):\n"
            "        os.kill(os.getpid(), getattr(signal, 'SIGKILL', signal.SIGTERM))\n"
            "    return done[-1]\n"
            "corrections._carry_out = dying\n"
            "Library(Path(sys.argv[1])).corrections.replace_everywhere('mil', 'windmill')"
        )
        killed = subprocess.run(
            [sys.executable, "-c", script, str(tmp_path / "data"), str(killed_at)], cwd=project_root, check=False
        )
        assert killed.returncode != 0

        again = Library(tmp_path / "data")
        assert [read(again, episode) for episode in ids] == before
        assert again.check().library == ()
        done = again.corrections.replace_everywhere("mil", "windmill")
        assert (done.places, len(done.episodes)) == count
        for episode, quote in zip(ids, quotes, strict=True):
            [kept] = again.quotes.listed(episode)
            assert (kept.id, kept.span) == (quote, place(again, episode, "I see"))
        again.close()


def as_kept(quote: Bookmark) -> Bookmark:
    """A bookmark without the time of its last change."""
    return replace(quote, modified="")


@pytest.mark.parametrize("seed", range(12))
def test_whatever_is_corrected_all_of_it_is_taken_back(library: Library, mill: str, seed: int) -> None:
    chance = random.Random(seed)
    text = read(library, mill).text
    for _ in range(6):
        start = chance.randrange(len(text) - 12)
        library.quotes.add(mill, Span(start, start + chance.randrange(3, 12)))
    library.set_position(mill, chance.randrange(1, len(text)), 0.5)
    states = []
    steps: list[Correcting] = []
    for _ in range(8):
        states.append((read(library, mill), [as_kept(q) for q in library.quotes.listed(mill)], library.open(mill).position))
        steps.append(by_chance(library, mill, chance))
        for quote in library.quotes.listed(mill):
            assert quote.span is None or read(library, mill).text[slice(*quote.span)] == quote.text
    while steps:
        library.corrections.take_back(steps.pop())
        now = (read(library, mill), [as_kept(q) for q in library.quotes.listed(mill)], library.open(mill).position)
        assert now == states.pop()


def by_chance(library: Library, episode: str, chance: random.Random) -> Correcting:
    """One correction of any kind in the library, as `corrected_by_chance` makes it on a page."""
    kept: list[Correcting] = []

    def change(page: Page) -> tuple[Page, str]:
        return corrected_by_chance(page, chance), "by chance"

    kept.append(library.corrections._one(episode, change))
    return kept[0]


def test_an_export_holds_what_is_read_at_its_time(library: Library, mill: str) -> None:
    library.corrections.replace_words(mill, place(library, mill, "They sing"), "They always sing")
    written = library.exporter.text(mill, "srt")
    cue = next(cue for cue in written.split("\n\n") if "They always sing at night." in cue)
    assert cue.splitlines()[1].startswith("00:00:21,000")


def test_the_way_to_the_lines_of_the_source_goes_by_the_sources_own_words(library: Library, mill: str) -> None:
    library.corrections.replace_words(mill, place(library, mill, "They sing at night"), "Nobody knows why")
    library.corrections.add_chapter(mill, place(library, mill, "Which stones").start, "Of stones")
    opened = library.open(mill)
    trail = library.source(mill).trail(opened.transcript)
    assert trail is not None
    found = trail.place_of(place(library, mill, "Nobody knows why"))
    assert found is not None
    assert (found.first, found.last) == (3, 3)
    assert trail.place_of(place(library, mill, "Of stones")) is None


class TestSearch:
    """A place is found by what is read there and by what the source has there."""

    @pytest.mark.parametrize("query", ["windmil", '"the windmil is older"', "mill", '"the mill is older"', "older mill"])
    def test_by_both(self, library: Library, query: str) -> None:
        said = MILL.replace("mil is", "windmil is")
        episode = library.import_content(said.encode(), "mill").episodes[0].id
        library.search("church")  # so that what follows is a change of an index that is there
        library.corrections.replace_words(episode, place(library, episode, "windmil"), "mill")
        hits = [hit for hit in library.search(query, exact=True).hits if hit.near]
        where = place(library, episode, "mill")
        assert any(hit.span.start <= where.start and where.stop <= hit.span.stop for hit in hits)

    def test_no_more_once_it_is_taken_back(self, library: Library, mill: str) -> None:
        done = library.corrections.replace_words(mill, place(library, mill, "church"), "bridge")
        assert (library.search("church").total, library.search("bridge").total) == (1, 1)
        library.corrections.take_back(done)
        assert (library.search("church").total, library.search("bridge").total) == (1, 0)

    def test_an_old_title_leads_to_the_new_one(self, library: Library, mill: str) -> None:
        library.corrections.add_chapter(mill, place(library, mill, "They sing").start, "Singing")
        library.corrections.retitle_chapter(mill, 0, "At night")
        assert library.search("chapter:night").total == 1
