"""Two files of one recording become one episode, and two again: with the telling that the reader wants, and all that was made."""

import json
import random
import sqlite3
from dataclasses import dataclass
from pathlib import Path

import pytest

from reader_app.core import joining
from reader_app.core.errors import ReaderError
from reader_app.core.library import Library
from reader_app.core.model import Span
from reader_app.core.store import episodes
from tests.own_words import DIGEST

TALK = [
    ("Nora Quist", "Good evening from the old lock house. We came to ask about the night of the great flood."),
    ("Abe Tolliver", "It began at four. My father heard the gates first, and he never heard anything first."),
    ("Nora Quist", "What did he do, when he had heard them?"),
    ("Abe Tolliver", "He counted the boats. Eleven were tied at the upper quay, and none of them carried a lamp."),
    ("Nora Quist", "So nobody could see which one had gone, or whether any had."),
    ("Abe Tolliver", "Nobody could. You listened for the chains, and when a chain stopped you knew that a boat was loose."),
    ("Nora Quist", "And then the bridge went, people say, some time before six in the morning."),
    ("Abe Tolliver", "The bridge went at ten to six. It went slowly, the way an old horse lies down in a field."),
    ("Nora Quist", "Who was the first to cross after that, and how did they come over?"),
    ("Abe Tolliver", "My sister crossed on a barn door with two lanterns and a dog, and brought bread for the whole upper town."),
]

ADVERT = "tallow and sons make ropes that hold order three ropes this week and pay for two"


def told() -> str:
    """The talk as somebody typed it: names and marks, no times."""
    return "The Night of the Flood\n\n" + "\n\n".join(f"{name}: {words}" for name, words in TALK) + "\n"


def captions(*, advert: bool = False) -> str:
    """The talk as a machine heard it: captions of five words each, two words a second, no names, no marks, one word misheard."""
    words = " ".join(words for _, words in TALK).replace("lamp", "lamb").casefold()
    row = [word.strip(".,?") for word in words.split()]
    if advert:
        row[40:40] = ADVERT.split()
    stamps = []
    for at in range(0, len(row), 5):
        start, stop = at / 2, min(at + 5, len(row)) / 2
        stamps.append(f"00:{int(start // 60):02}:{start % 60:06.3f} --> 00:{int(stop // 60):02}:{stop % 60:06.3f}")
    rows = [" ".join(row[at : at + 5]) for at in range(0, len(row), 5)]
    return "WEBVTT\n\n" + "\n\n".join(f"{stamp}\n{words}" for stamp, words in zip(stamps, rows, strict=True)) + "\n"


@dataclass
class Pair:
    """A library with two files of one talk: `text` has the better words, `clock` the times."""

    library: Library
    text: str
    clock: str
    folder: Path

    def mark(self, episode: str, words: str, note: str = "") -> str:
        """Keep some words of an episode; gives the bookmark's id."""
        at = self.library.open(episode).transcript.text.index(words)
        return self.library.quotes.add(episode, Span(at, at + len(words)), note=note).id

    def state(self) -> list[object]:
        """All that a reader sees of the library."""
        seen: list[object] = []
        for row in self.library.episodes():
            page = self.library.open(row.id)
            marks = [(m.id, m.text, m.span, m.anchor, m.moment, m.speaker, m.note) for m in page.bookmarks]
            seen.append((row, page.transcript, page.position, marks, self.library.tellings.versions(row.id)))
        return seen


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    (tmp_path / "flood.txt").write_text(told(), encoding="utf-8")
    (tmp_path / "flood.vtt").write_text(captions(), encoding="utf-8")
    library = Library(tmp_path / "data")
    text = library.import_paths([tmp_path / "flood.txt"]).episodes[0].id
    clock = library.import_paths([tmp_path / "flood.vtt"]).episodes[0].id
    return Pair(library, text, clock, tmp_path)


def test_the_times_of_one_file_are_given_to_the_words_of_the_other(pair: Pair) -> None:
    pair.library.tellings.join(pair.text, pair.clock, "both")
    page = pair.library.open(pair.text)
    row = next(p for p in page.paragraphs if page.transcript.text[p.span.start : p.span.stop].startswith("He counted"))
    words_before = sum(len(words.split()) for _, words in TALK[:3])
    assert row.moment is not None
    assert row.moment.origin == "interpolated"
    assert row.moment.seconds == pytest.approx(words_before / 2, abs=1.0)
    assert [speaker.name for speaker in page.transcript.speakers] == ["Nora Quist", "Abe Tolliver"]
    assert any("flood.vtt" in note for note in page.transcript.notes)


def test_it_is_the_same_from_the_other_side(pair: Pair) -> None:
    pair.library.tellings.join(pair.clock, pair.text, "both")
    transcript = pair.library.open(pair.clock).transcript
    assert transcript.timed
    assert "lamp" in transcript.text
    assert "lamb" not in transcript.text


def test_the_versions_say_what_each_is(pair: Pair) -> None:
    pair.library.tellings.join(pair.text, pair.clock, "both")
    rows = [(v.number, Path(v.path).name, v.timed, v.made, v.current) for v in pair.library.tellings.versions(pair.text)]
    assert rows == [
        (1, "flood.txt", False, "", False),
        (2, "flood.vtt", True, "", False),
        (3, "flood.txt", True, "joined", True),
    ]


@pytest.mark.parametrize(("how", "word"), [("mine", "lamp"), ("theirs", "lamb")])
def test_the_reader_chooses_whose_telling_is_read(pair: Pair, how: joining.How, word: str) -> None:
    pair.library.tellings.join(pair.text, pair.clock, how)
    assert word in pair.library.open(pair.text).transcript.text
    assert len(pair.library.tellings.versions(pair.text)) == 2


def test_one_episode_is_listed_and_found_and_the_other_id_leads_to_it(pair: Pair) -> None:
    pair.library.tellings.join(pair.text, pair.clock, "mine")
    assert [row.id for row in pair.library.episodes()] == [pair.text]
    assert pair.library.episodes(removed=True) == []
    assert pair.library.episode(pair.clock).id == pair.library.open(pair.clock).episode.id == pair.text
    assert pair.library.episode(pair.text).same_episode_as == ()
    answer = pair.library.search('"barn door"')
    assert [hit.episode for hit in answer.hits] == [pair.text]


def test_whatever_is_done_by_the_other_id_is_done_here(pair: Pair) -> None:
    """Notes that people took elsewhere carry that id, and another window may still show it."""
    pair.mark(pair.clock, "barn door", "kept")
    written = pair.library.exporter.quotes("json")
    pair.library.tellings.join(pair.text, pair.clock, "mine")
    mark = pair.mark(pair.clock, "two lanterns")
    pair.library.mark_opened(pair.clock)
    pair.library.speakers.rename(pair.clock, "Abe Tolliver", "Abraham")
    at = pair.library.open(pair.clock).transcript.text.index("bread")
    pair.library.corrections.replace_words(pair.clock, Span(at, at + 5), "rye bread", seen="bread")
    assert pair.library.source(pair.clock).name == "flood.txt"
    page = pair.library.open(pair.text)
    assert "rye bread" in page.transcript.text
    assert (mark, "Abraham") in [(one.id, one.speaker) for one in page.bookmarks]
    assert page.episode.opened is not None
    assert pair.library.quotes.listed(pair.clock) == list(page.bookmarks)
    assert "two lanterns" in pair.library.exporter.quotes("json", [pair.clock])
    fresh = written.replace(json.loads(written)["bookmarks"][0]["id"], "11111111-2222-4333-8444-555555555555")
    assert pair.library.import_bookmarks(fresh.encode()).bookmarks[0].bookmark.episode == pair.text
    assert len(pair.library.quotes.listed(pair.text)) == 3


def test_quotes_notes_and_the_place_come_along(pair: Pair) -> None:
    kept = pair.mark(pair.clock, "an old horse lies down", "for the talk in May")
    lost = pair.mark(pair.clock, "carried a lamb")
    own = pair.mark(pair.text, "barn door")
    offset = pair.library.open(pair.clock).transcript.text.index("the bridge went at ten")
    pair.library.set_position(pair.clock, offset, 0.7)
    pair.library.tellings.join(pair.text, pair.clock, "mine")
    page = pair.library.open(pair.text)
    marks = {mark.id: mark for mark in page.bookmarks}
    assert set(marks) == {kept, lost, own}
    span = marks[kept].span
    assert span is not None
    assert page.transcript.text[slice(*span)] == "an old horse lies down"
    assert (marks[kept].note, marks[kept].speaker) == ("for the talk in May", "Abe Tolliver")
    assert page.transcript.text[page.position :].startswith("The bridge went at ten")
    assert page.episode.progress == 0.7


def test_the_place_last_read_is_kept_whosever_it_is(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    hours = iter(f"2026-03-01T{hour:02}:00:00.000+00:00" for hour in range(8, 12))
    monkeypatch.setattr(episodes, "now", lambda: next(hours))  # two moments that are surely apart
    pair.library.set_position(pair.clock, 300, 0.6)
    offset = pair.library.open(pair.text).transcript.text.index("What did he do")
    pair.library.set_position(pair.text, offset, 0.2)
    monkeypatch.undo()
    pair.library.tellings.join(pair.text, pair.clock, "theirs")
    page = pair.library.open(pair.text)
    assert page.transcript.text[page.position :].startswith("what did he do")


@pytest.mark.parametrize("how", ["mine", "theirs", "both"])
def test_taking_it_back_leaves_all_as_it_was(pair: Pair, how: joining.How) -> None:
    pair.mark(pair.clock, "carried a lamb", "sheep?")
    pair.mark(pair.text, "carried a lamp")
    pair.mark(pair.text, "barn door")
    pair.library.set_position(pair.clock, 200, 0.4)
    pair.library.set_position(pair.text, 120, 0.1)
    before = pair.state()
    done = pair.library.tellings.join(pair.text, pair.clock, how)
    pair.library.tellings.take_back(done)
    assert pair.state() == before
    assert pair.library.search('"barn door"').episodes == 2
    assert pair.library.check().library == ()


def test_what_was_made_since_stays_with_the_episode_that_lived_on(pair: Pair) -> None:
    pair.library.tellings.join(pair.text, pair.clock, "both")
    mark = pair.mark(pair.clock, "barn door")
    again = Library(pair.folder / "data")
    (found,) = again.tellings.joined(pair.text)
    again.tellings.part(found.episode, found.other)
    assert [m.id for m in again.quotes.listed(pair.text)] == [mark]
    assert again.quotes.listed(pair.clock) == []
    assert again.quotes.listed(pair.text)[0].span is not None
    with pytest.raises(ReaderError, match="parted already"):
        again.tellings.part(found.episode, found.other)


def test_names_given_to_voices_come_along(pair: Pair) -> None:
    pair.library.speakers.rename(pair.text, "Abe Tolliver", "Abraham")
    done = pair.library.tellings.join(pair.clock, pair.text, "theirs")
    assert [s.name for s in pair.library.open(pair.clock).transcript.speakers] == ["Nora Quist", "Abraham"]
    pair.library.tellings.take_back(done)
    assert [s.name for s in pair.library.open(pair.text).transcript.speakers] == ["Nora Quist", "Abraham"]


def test_corrections_come_along_and_go_back(pair: Pair) -> None:
    at = pair.library.open(pair.clock).transcript.text.index("barn")
    pair.library.corrections.replace_words(pair.clock, Span(at, at + 4), "church")
    before = pair.state()
    done = pair.library.tellings.join(pair.text, pair.clock, "mine")
    assert "church door" in pair.library.open(pair.text).transcript.text
    pair.library.tellings.take_back(done)
    assert pair.state() == before


def test_a_correction_taken_back_meanwhile_stays_so(pair: Pair) -> None:
    for episode in (pair.text, pair.clock):
        at = pair.library.open(episode).transcript.text.index("barn")
        pair.library.corrections.replace_words(episode, Span(at, at + 4), "church" if episode == pair.text else "stable")
    done = pair.library.tellings.join(pair.text, pair.clock, "mine")
    (own,) = pair.library.corrections.listed(pair.text)
    pair.library.corrections.remove(pair.text, own.id)
    pair.library.tellings.take_back(done)
    assert "barn door" in pair.library.open(pair.text).transcript.text
    assert "stable door" in pair.library.open(pair.clock).transcript.text


@pytest.mark.parametrize(("how", "word"), [("mine", "church"), ("theirs", "stable"), ("both", "church")])
@pytest.mark.parametrize("sooner", [True, False], ids=["longer-here", "longer-there"])
def test_where_both_were_corrected_that_of_the_telling_that_is_read_holds(
    pair: Pair, how: joining.How, word: str, sooner: bool
) -> None:
    for episode, one in ((pair.text, "church"), (pair.clock, "stable")):
        words, said = ("a barn", f"a {one}") if sooner == (episode == pair.text) else ("barn", one)
        at = pair.library.open(episode).transcript.text.index(words)
        pair.library.corrections.replace_words(episode, Span(at, at + len(words)), said)
    pair.library.tellings.join(pair.text, pair.clock, how)
    assert f"on a {word} door" in pair.library.open(pair.text).transcript.text


def test_the_name_stays_though_the_other_file_has_a_corrected_title(pair: Pair) -> None:
    (pair.folder / "second.txt").write_text(told().replace("Eleven", "Twelve").replace("The Night of the", "That"), "utf-8")
    other = pair.library.import_paths([pair.folder / "second.txt"]).episodes[0].id
    name = pair.library.episode(pair.text).title
    start = pair.library.open(other).transcript.text.index("Flood")
    corrected = pair.library.corrections.replace_words(other, Span(start, start + 5), "Deluge")
    assert pair.library.episode(other).title == "That Deluge"
    done = pair.library.tellings.join(pair.text, other, "theirs")
    assert pair.library.episode(pair.text).title == name
    pair.library.corrections.take_back(corrected)
    assert pair.library.episode(pair.text).title == name
    assert pair.library.open(pair.text).transcript.text.startswith("That Flood")
    pair.library.tellings.take_back(done)
    assert [pair.library.episode(one).title for one in (pair.text, other)] == [name, "That Flood"]


def test_worked_out_times_survive_a_correction_and_its_end(pair: Pair) -> None:
    pair.library.tellings.join(pair.text, pair.clock, "both")
    before = pair.library.open(pair.text).transcript
    at = before.text.index("counted the boats")
    done = pair.library.corrections.replace_words(pair.text, Span(at, at + 7), "counted all of")
    after = pair.library.open(pair.text).transcript
    assert "counted all of the boats" in after.text
    assert [(one.seconds, one.origin) for one in after.anchors] == [(one.seconds, one.origin) for one in before.anchors]
    assert {one.origin for one in after.anchors} == {"interpolated"}
    assert [after.text[one.offset :][:4] for one in after.anchors if one.offset > at + 14] == [
        before.text[one.offset :][:4] for one in before.anchors if one.offset > at + 7
    ]
    pair.library.corrections.take_back(done)
    assert pair.library.open(pair.text).transcript == before


def test_two_corrections_of_one_place_are_one(pair: Pair) -> None:
    for episode in (pair.text, pair.clock):
        at = pair.library.open(episode).transcript.text.index("barn")
        pair.library.corrections.replace_words(episode, Span(at, at + 4), "church")
    pair.library.tellings.join(pair.text, pair.clock, "mine")
    text = pair.library.open(pair.text).transcript.text
    assert text.count("church") == 1
    assert "barn" not in text


def test_the_same_bytes_again_change_nothing(pair: Pair) -> None:
    pair.library.tellings.join(pair.text, pair.clock, "mine")
    before = pair.state()
    report = pair.library.import_paths([pair.folder / "flood.vtt", pair.folder / "flood.txt"])
    assert [(one.id, one.outcome) for one in report.episodes] == [(pair.text, "unchanged")] * 2
    assert pair.state() == before


@pytest.mark.parametrize(("how", "file", "is_read"), [("mine", "vtt", False), ("mine", "txt", True), ("both", "vtt", False)])
def test_a_file_that_comes_anew_is_read_where_its_telling_is(pair: Pair, how: joining.How, file: str, is_read: bool) -> None:
    pair.library.tellings.join(pair.text, pair.clock, how)
    path = pair.folder / f"flood.{file}"
    path.write_text(path.read_text(encoding="utf-8").replace("barn", "stable"), encoding="utf-8")
    (one,) = pair.library.import_paths([path]).episodes
    assert (one.id, one.outcome) == (pair.text, "updated")
    assert ("stable" in pair.library.open(pair.text).transcript.text) is is_read
    assert any("that is read stays" in note for note in one.notes) is not is_read
    assert pair.library.tellings.versions(pair.text)[-1].path == str(path.resolve())


def test_what_came_anew_goes_back_with_its_file(pair: Pair) -> None:
    done = pair.library.tellings.join(pair.text, pair.clock, "mine")
    path = pair.folder / "flood.vtt"
    path.write_text(path.read_text(encoding="utf-8").replace("barn", "stable"), encoding="utf-8")
    pair.library.import_paths([path])
    pair.library.tellings.take_back(done)
    assert [len(pair.library.tellings.versions(one)) for one in (pair.text, pair.clock)] == [1, 2]


def test_the_bin_has_the_one_episode(pair: Pair) -> None:
    pair.library.tellings.join(pair.text, pair.clock, "mine")
    pair.library.remove([pair.clock])
    assert [row.id for row in pair.library.episodes(removed=True)] == [pair.text]
    with pytest.raises(ReaderError):
        pair.library.tellings.join(pair.text, pair.clock, "mine")
    pair.library.restore([pair.clock])
    assert [row.id for row in pair.library.episodes()] == [pair.text]


def test_a_third_file_finds_the_episode_by_what_was_joined(pair: Pair) -> None:
    pair.library.tellings.join(pair.text, pair.clock, "mine")
    third = pair.library.import_content(captions(advert=True).encode(), "third").episodes[0].id
    assert pair.library.episode(third).same_episode_as == (pair.text,)
    assert pair.library.episode(pair.text).same_episode_as == (third,)


def test_three_are_joined_and_parted_the_last_first(pair: Pair) -> None:
    third = pair.library.import_content(captions(advert=True).encode(), "third").episodes[0].id
    before = pair.state()
    first = pair.library.tellings.join(pair.clock, third, "theirs")
    second = pair.library.tellings.join(pair.text, pair.clock, "both")
    assert pair.library.episode(third).id == pair.text
    assert len(pair.library.tellings.versions(pair.text)) == 4
    pair.library.tellings.take_back(second)
    pair.library.tellings.take_back(first)
    assert pair.state() == before


def test_what_cannot_be_is_told(pair: Pair) -> None:
    with pytest.raises(ReaderError, match="one episode already"):
        pair.library.tellings.join(pair.text, pair.text, "mine")
    third = pair.library.import_content(captions(advert=True).encode(), "third").episodes[0].id
    with pytest.raises(ReaderError, match="times of their own"):
        pair.library.tellings.join(pair.clock, third, "both")
    rng = random.Random(2)
    other = " ".join(rng.choice(["oats", "rye", "flour", "seven", "loaves", "ovens", "and"]) for _ in range(200))
    foreign = pair.library.import_content(f"Ida: {other}.\n\nBo: Yes.\n\nIda: {other}".encode(), "bread").episodes[0].id
    before = pair.state()
    with pytest.raises(ReaderError, match="do not agree"):
        pair.library.tellings.join(pair.clock, foreign, "both")
    assert pair.state() == before


def test_a_joining_that_breaks_off_changes_nothing(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    before = pair.state()

    def full(*_: object, **_names: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(joining, "turn_to", full)
    with pytest.raises(ReaderError, match="disk is full"):
        pair.library.tellings.join(pair.text, pair.clock, "theirs")
    monkeypatch.undo()
    assert pair.state() == before


def test_facts_that_are_missing_are_taken_from_the_other(tmp_path: Path) -> None:
    library = Library(tmp_path)
    text = library.import_content(told().encode(), "typed").episodes[0].id

    dated = library.import_content(captions().encode(), "heard").episodes[0].id
    with library._database.writing() as connection:
        connection.execute("INSERT INTO show (id, name) VALUES (7, 'Lock House Hour')")
        connection.execute("UPDATE episode SET show_id = 7, published = '2025-03-01', title = 'Heard' WHERE id = ?", (dated,))
    title = library.episode(text).title
    library.tellings.join(text, dated, "theirs")
    row = library.episode(text)
    assert (row.title, row.show, row.published) == (title, "Lock House Hour", "2025-03-01")


def test_chapters_of_the_timed_file_become_headings_of_the_words(tmp_path: Path) -> None:
    stated = {
        "version": "1.0.0",
        "segments": [{"startTime": at / 2, "endTime": (at + 5) / 2, "body": " ".join(row)} for at, row in _rows_of_five()],
    }
    (tmp_path / "flood.json").write_text(json.dumps(stated), encoding="utf-8")
    library = Library(tmp_path / "data")
    text = library.import_content(told().encode(), "typed").episodes[0].id
    clock = library.import_paths([tmp_path / "flood.json"]).episodes[0].id
    with library._database.writing() as connection:
        row = episodes.current_transcript(connection, clock)
        connection.execute("INSERT INTO chapter VALUES (?, 0, 'The gates', 9.0, 'stated', 0, 1)", (row,))
        connection.execute("INSERT INTO chapter VALUES (?, 1, 'On a barn door', 72.0, 'stated', 400, 1)", (row,))
    library.tellings.join(text, clock, "both")
    page = library.open(text)
    assert [(c.title, c.start, c.origin) for c in page.transcript.chapters] == [
        ("The gates", 9.0, "stated"),
        ("On a barn door", 72.0, "stated"),
    ]
    headings = [p for p in page.paragraphs if p.kind == "heading"]
    assert [page.transcript.text[p.span.start : p.span.stop] for p in headings] == ["The gates", "On a barn door"]
    assert headings[0].moment is not None
    assert headings[0].moment.seconds == 9.0
    after = page.transcript.text[headings[0].span.stop :].strip()
    assert after.startswith("It began at four")


def _rows_of_five() -> list[tuple[int, list[str]]]:
    row = " ".join(words for _, words in TALK).split()
    return [(at, row[at : at + 5]) for at in range(0, len(row), 5)]


def test_a_file_of_several_items_is_known_again_where_one_was_joined(tmp_path: Path) -> None:
    """A page of items finds the one that was joined by what it says itself, whatever the episode is called."""
    library = Library(tmp_path / "data")
    with library._database.writing() as connection:
        assert episodes.from_path(connection, str(tmp_path)) == []
    pair_text = library.import_content(told().encode(), "typed").episodes[0].id
    (tmp_path / "flood.vtt").write_text(captions(), encoding="utf-8")
    clock = library.import_paths([tmp_path / "flood.vtt"]).episodes[0]
    library.tellings.join(pair_text, clock.id, "mine")
    (known,) = episodes.from_path(library._database.reading(), str((tmp_path / "flood.vtt").resolve()))
    assert known[:2] == (pair_text, clock.title)


def test_a_version_whose_other_file_was_thrown_away_for_good_cannot_be_parted(pair: Pair) -> None:
    done = pair.library.tellings.join(pair.text, pair.clock, "mine")
    pair.library.tellings.discard(pair.text, 2)
    with pair.library._database.writing() as connection:
        connection.execute("UPDATE transcript SET removed = '2001-01-01T00:00:00.000+00:00' WHERE removed IS NOT NULL")
    assert pair.library.tellings.purge() == 1
    assert pair.library.check().library == ()
    assert [row.id for row in pair.library.episodes()] == [pair.text]
    with pytest.raises(ReaderError, match="thrown away"):
        pair.library.tellings.take_back(done)


def test_what_was_thrown_away_lately_comes_back_when_they_are_parted(pair: Pair) -> None:
    done = pair.library.tellings.join(pair.text, pair.clock, "mine")
    pair.library.tellings.discard(pair.text, 2)
    pair.library.tellings.take_back(done)
    assert {row.id for row in pair.library.episodes()} == {pair.text, pair.clock}
    assert len(pair.library.tellings.versions(pair.clock)) == 1


def test_another_version_is_read_after_joining_and_keeps_the_name(pair: Pair) -> None:
    title = pair.library.episode(pair.text).title
    pair.library.tellings.join(pair.text, pair.clock, "mine")
    pair.library.tellings.use(pair.text, 2)
    assert "lamb" in pair.library.open(pair.text).transcript.text
    assert pair.library.episode(pair.text).title == title


def test_corrections_hold_in_the_words_with_times(pair: Pair) -> None:
    at = pair.library.open(pair.text).transcript.text.index("barn")
    pair.library.corrections.replace_words(pair.text, Span(at, at + 4), "church")
    mark = pair.mark(pair.text, "church door")
    pair.library.tellings.join(pair.text, pair.clock, "both")
    page = pair.library.open(pair.text)
    assert "church door" in page.transcript.text
    assert [(one.id, one.anchor) for one in page.bookmarks] == [(mark, "exact")]
    assert page.bookmarks[0].moment is not None
    pair.library.tellings.use(pair.text, 1)
    assert "church door" in pair.library.open(pair.text).transcript.text


def test_the_last_one_joined_is_parted_first(pair: Pair) -> None:
    third = pair.library.import_content(captions(advert=True).encode(), "third").episodes[0].id
    first = pair.library.tellings.join(pair.clock, third, "mine")
    second = pair.library.tellings.join(pair.text, pair.clock, "mine")
    before = pair.state()
    with pytest.raises(ReaderError, match="joined with another one later"):
        pair.library.tellings.take_back(first)
    assert pair.state() == before
    pair.library.tellings.take_back(second)
    pair.library.tellings.take_back(first)
    assert len(pair.library.episodes()) == 3


def test_two_that_were_joined_to_one_are_parted_the_last_first(pair: Pair) -> None:
    third = pair.library.import_content(captions(advert=True).encode(), "third").episodes[0].id
    first = pair.library.tellings.join(pair.text, pair.clock, "mine")
    second = pair.library.tellings.join(pair.text, third, "mine")
    assert [one.other for one in pair.library.tellings.joined(pair.text)] == [third, pair.clock]
    with pytest.raises(ReaderError, match="part those first"):
        pair.library.tellings.take_back(first)
    pair.library.tellings.take_back(second)
    pair.library.tellings.take_back(first)
    assert len(pair.library.episodes()) == 3


def test_a_digest_never_gets_the_times_of_the_full_text(pair: Pair) -> None:
    digest = pair.library.import_content(DIGEST.encode(), "digest").episodes[0].id
    for one, other in ((digest, pair.text), (digest, pair.clock), (pair.text, digest)):
        with pytest.raises(ReaderError):
            pair.library.tellings.join(one, other, "both")
    assert len(pair.library.episodes()) == 3


def diarised(words: str = "upper town") -> bytes:
    """The talk as a machine heard it that tells voices apart and cannot name them."""
    rows = [(f"SPEAKER_0{at % 2}", said.replace("upper town", words)) for at, (_, said) in enumerate(TALK)]
    return "\n".join(f"[00:00:{at * 5:02}] {label}: {said}" for at, (label, said) in enumerate(rows)).encode()


def swapped() -> bytes:
    """The same, by a machine that counts the voices the other way."""
    return diarised("upper quarter").replace(b"R_00", b"R_x").replace(b"R_01", b"R_00").replace(b"R_x", b"R_01")


def shown(library: Library, episode: str) -> list[str]:
    return [speaker.name for speaker in library.open(episode).transcript.speakers]


def test_a_label_of_nobody_is_somebody_else_in_the_other_file(tmp_path: Path) -> None:
    library = Library(tmp_path)
    one = library.import_content(diarised(), "one").episodes[0].id
    other = library.import_content(swapped(), "other").episodes[0].id
    library.speakers.rename(one, "SPEAKER_00", "Nora")
    library.speakers.rename(other, "SPEAKER_00", "Abraham")
    done = library.tellings.join(one, other, "theirs")
    assert shown(library, one) == ["SPEAKER_01", "Abraham"]
    library.speakers.rename(one, "SPEAKER_01", "Mrs. Quist")
    library.tellings.use(one, 1)
    assert shown(library, one) == ["Nora", "SPEAKER_01"]
    library.tellings.use(one, 2)
    assert shown(library, one) == ["Mrs. Quist", "Abraham"]
    library.tellings.take_back(done)
    assert shown(library, one) == ["Nora", "SPEAKER_01"]
    assert shown(library, other) == ["SPEAKER_01", "Abraham"]


def test_tags_come_along_and_go_back(pair: Pair) -> None:
    with pair.library._database.writing() as connection:
        for tag, episode in (("flood", pair.clock), ("town", pair.clock), ("town", pair.text)):
            connection.execute("INSERT OR IGNORE INTO tag VALUES (?, ?, '', '', NULL)", (tag, tag))
            connection.execute("INSERT INTO episode_tag VALUES (?, ?, ?, '', '', NULL)", (f"{tag}{episode}", episode, tag))
    before = pair.state()
    done = pair.library.tellings.join(pair.text, pair.clock, "mine")
    assert pair.library.episode(pair.text).tags == ("flood", "town")
    pair.library.tellings.take_back(done)
    assert pair.state() == before


def test_a_third_file_finds_the_episode_though_another_telling_is_read(pair: Pair) -> None:
    digest = pair.library.import_content(DIGEST.encode(), "digest").episodes[0].id
    pair.library.remove([pair.text])
    pair.library.tellings.join(digest, pair.clock, "mine")
    third = pair.library.import_content(captions(advert=True).encode(), "third").episodes[0].id
    assert digest in pair.library.episode(third).same_episode_as


def test_words_without_a_title_of_their_own_are_read_under_that_of_the_episode(tmp_path: Path) -> None:
    library = Library(tmp_path / "data")
    untitled = "\n\n".join(words for _, words in TALK)
    titled = captions().replace("WEBVTT", "WEBVTT\nTitle: The Night of the Flood", 1)
    clock = library.import_content(titled.encode(), "a").episodes
    text = library.import_content(untitled.encode(), "b").episodes
    named = library.episode(clock[0].id).title
    assert named != library.episode(text[0].id).title
    library.tellings.join(clock[0].id, text[0].id, "both")
    opened = library.open(clock[0].id)
    assert (opened.episode.title, opened.transcript.title) == (named, named)
    body = opened.transcript.text.partition("\n")[2]
    assert body.split() == untitled.split()
    first = opened.transcript.anchors[0]
    assert opened.transcript.text[first.offset :].startswith("Good evening")
    library.close()
