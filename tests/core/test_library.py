"""The library from end to end, without a window: what comes in stays, is found, and is never lost."""

import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from reader_app.core.errors import UnknownEpisode
from reader_app.core.library import Library
from reader_app.core.model import ImportProgress, OpenEpisode, Span
from tests.own_words import CAPTIONS, DIGEST, LATER_DIGEST


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "data")


@pytest.fixture
def digest(tmp_path: Path) -> Path:
    path = tmp_path / "bell.txt"
    path.write_text(DIGEST, encoding="utf-8")
    return path


def bring_in(library: Library, path: Path) -> OpenEpisode:
    report = library.import_paths([path])
    assert report.failures == ()
    return library.open(report.episodes[0].id)


def span_of(opened: OpenEpisode, words: str) -> Span:
    start = opened.transcript.text.index(words)
    return Span(start, start + len(words))


def test_what_comes_in_is_read_as_it_was_written(library: Library, digest: Path) -> None:
    opened = bring_in(library, digest)

    assert opened.episode.title == "The Bell at Gull Point"
    assert opened.episode.show is None
    assert [(c.title, c.start) for c in opened.transcript.chapters] == [("Opening", 0), ("Counting Waves", 250)]
    assert [e.name for e in opened.transcript.entities] == ["Ada Fenn", "Gull Point"]
    assert len(opened.transcript.entities[1].mentions) >= 2
    assert library.source_bytes(opened.episode.id) == digest.read_bytes()


def test_the_same_bytes_from_elsewhere_change_nothing(library: Library, digest: Path, tmp_path: Path) -> None:
    first = library.import_paths([digest]).episodes[0]
    copy = tmp_path / "another name.md"
    copy.write_bytes(digest.read_bytes())

    again = library.import_paths([copy]).episodes[0]

    assert (again.id, again.outcome) == (first.id, "unchanged")
    assert len(library.episodes()) == 1


def test_the_same_path_with_other_bytes_is_a_new_version_that_keeps_quotes_and_place(library: Library, digest: Path) -> None:
    before = bring_in(library, digest)
    kept = library.quotes.add(before.episode.id, span_of(before, "Every seventh wave"), note="check this", tags=["waves"])
    gone = library.quotes.add(before.episode.id, span_of(before, "Nobody who counts waves is in a hurry."))
    place = before.transcript.text.index("Every seventh")
    library.set_position(before.episode.id, place, 0.6)
    digest.write_text(LATER_DIGEST, encoding="utf-8")

    again = library.import_paths([digest]).episodes[0]
    after = library.open(before.episode.id)

    assert (again.id, again.outcome) == (before.episode.id, "updated")
    assert "This part is new" in after.transcript.text
    marks = {mark.id: mark for mark in after.bookmarks}
    span = marks[kept.id].span
    assert span is not None
    assert after.transcript.text[span.start : span.stop] == "Every seventh wave"
    assert (marks[kept.id].anchor, marks[kept.id].note, marks[kept.id].tags) == ("moved", "check this", ("waves",))
    assert marks[gone.id].anchor == "lost"
    assert marks[gone.id].text == "Nobody who counts waves is in a hurry."
    assert after.transcript.text[after.position :].startswith("Every seventh wave")
    assert after.episode.progress == 0.6


def test_a_version_that_comes_back_is_read_again_and_lost_quotes_find_their_place(library: Library, digest: Path) -> None:
    before = bring_in(library, digest)
    kept = library.quotes.add(before.episode.id, span_of(before, "Nobody who counts waves is in a hurry."))
    digest.write_text(LATER_DIGEST.replace("The Bell at", "Bells of"), encoding="utf-8")
    assert library.import_paths([digest]).episodes[0].title == "Bells of Gull Point"
    assert (library.quotes.one(kept.id).anchor, library.quotes.one(kept.id).span) == ("lost", None)
    digest.write_text(DIGEST, encoding="utf-8")

    again = library.import_paths([digest]).episodes[0]

    assert (again.id, again.outcome) == (before.episode.id, "updated")
    assert library.open(before.episode.id).transcript == before.transcript
    assert library.episode(before.episode.id).title == before.episode.title
    assert (library.quotes.one(kept.id).span, library.quotes.one(kept.id).anchor) == (kept.span, "exact")
    assert library.import_paths([digest]).episodes[0].outcome == "unchanged"


def test_a_path_that_was_unchanged_is_known_when_its_bytes_change(library: Library, digest: Path, tmp_path: Path) -> None:
    first = library.import_paths([digest]).episodes[0]
    copy = tmp_path / "copy.txt"
    copy.write_bytes(digest.read_bytes())
    library.import_paths([copy])
    copy.write_text(LATER_DIGEST, encoding="utf-8")

    again = library.import_paths([copy]).episodes[0]

    assert (again.id, again.outcome) == (first.id, "updated")


def test_two_items_of_one_title_stay_two(library: Library, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(DIGEST + DIGEST.replace("Ada Fenn", "Bo Marsh"), encoding="utf-8")
    first = [episode.id for episode in library.import_paths([page]).episodes]
    page.write_text(LATER_DIGEST + LATER_DIGEST.replace("Ada Fenn", "Bo Marsh"), encoding="utf-8")

    again = [episode.id for episode in library.import_paths([page]).episodes]

    assert len(set(first)) == 2
    assert again == first


def test_removing_goes_to_the_bin_and_comes_back_with_its_quotes(library: Library, digest: Path) -> None:
    opened = bring_in(library, digest)
    library.quotes.add(opened.episode.id, span_of(opened, "lamp room"))

    library.remove([opened.episode.id])

    assert library.episodes() == []
    assert [row.id for row in library.episodes(removed=True)] == [opened.episode.id]
    assert library.search("harbour").total == 0

    library.restore([opened.episode.id])

    assert library.episodes()[0].bookmarks == 1
    assert library.search("harbour was quiet").total == 1


def test_importing_what_is_in_the_bin_brings_it_back(library: Library, digest: Path) -> None:
    opened = bring_in(library, digest)
    library.remove([opened.episode.id])

    again = library.import_paths([digest]).episodes[0]

    assert (again.id, again.outcome, again.notes) == (opened.episode.id, "unchanged", ("brought back from the bin",))
    assert len(library.episodes()) == 1


def test_a_page_that_rolls_on_gives_new_items_new_ids(library: Library, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    bell, mole, horn = (
        DIGEST,
        DIGEST.replace("Gull Point", "North Mole").replace("wave", "stone").replace("bell", "crane"),
        DIGEST.replace("Gull Point", "West Pier").replace("wave", "lantern").replace("bell", "horn"),
    )
    page.write_text(bell + mole, encoding="utf-8")
    first = [episode.id for episode in library.import_paths([page]).episodes]
    page.write_text(horn + bell, encoding="utf-8")

    second = library.import_paths([page]).episodes
    page.write_text(bell + mole + horn, encoding="utf-8")
    third = [episode.id for episode in library.import_paths([page]).episodes]

    assert [(episode.id, episode.outcome) for episode in second] == [(second[0].id, "added"), (first[0], "updated")]
    assert second[0].id not in first
    assert third == [*first, second[0].id]


@pytest.mark.skipif(os.name != "posix", reason="only here a name need not be text")
def test_names_that_are_no_text_or_too_long_are_told(library: Library, tmp_path: Path) -> None:
    odd = Path(os.fsdecode(os.fsencode(tmp_path) + b"/b\xff.txt"))
    odd.write_text(DIGEST, encoding="utf-8")

    report = library.import_paths([odd, tmp_path / ("x" * 300)])

    assert [episode.title for episode in report.episodes] == ["The Bell at Gull Point"]
    assert len(report.failures) == 1
    assert report.episodes[0].path.encode()


def test_many_jobs_of_a_pool_share_their_connections(library: Library, digest: Path) -> None:
    bring_in(library, digest)
    with ThreadPoolExecutor(2) as pool:
        totals = list(pool.map(lambda _: library.search("harbour was quiet").total, range(40)))

    assert totals == [1] * 40
    assert len(library._database._open) <= 3


def test_one_bad_file_never_stops_the_rest(library: Library, digest: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    picture = tmp_path / "picture.txt"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)

    report = library.import_paths([empty, tmp_path / "nowhere.txt", picture, digest])

    assert len(report.episodes) == 1
    told = {Path(failure.path).name: failure.error for failure in report.failures}
    assert set(told) == {"empty.txt", "nowhere.txt", "picture.txt"}
    assert all(error.endswith(".") and "Error" not in error for error in told.values())


def test_a_folder_is_read_with_all_that_is_in_it(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "talks"
    (folder / "rye").mkdir(parents=True)
    (folder / ".hidden").mkdir()
    (folder / "bell.txt").write_text(DIGEST, encoding="utf-8")
    (folder / "rye" / "captions.txt").write_text(CAPTIONS, encoding="utf-8")
    (folder / ".hidden" / "other.txt").write_text(DIGEST + "more", encoding="utf-8")
    seen: list[ImportProgress] = []

    report = library.import_paths([folder], seen.append)

    assert len(report.episodes) == 2
    assert seen == [ImportProgress(0, 2, 0, "bell.txt"), ImportProgress(1, 2, 1, "captions.txt"), ImportProgress(2, 2, 2, "")]


def test_an_import_that_is_cancelled_keeps_what_was_done(library: Library, tmp_path: Path) -> None:
    for name, text in (("a.txt", DIGEST), ("b.txt", CAPTIONS)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    begun: list[str] = []

    report = library.import_paths(
        [tmp_path / "a.txt", tmp_path / "b.txt"], lambda at: begun.append(at.name), lambda: len(begun) > 1
    )

    assert report.cancelled
    assert (report.done, report.total) == (1, 2)
    assert [row.title for row in library.episodes()] == ["The Bell at Gull Point"]


def test_what_came_in_before_a_cancel_is_found_by_the_next_search(library: Library, tmp_path: Path) -> None:
    library.search("anything")
    (tmp_path / "a.txt").write_text(DIGEST, encoding="utf-8")
    ended: list[bool] = []

    def progress(at: ImportProgress) -> None:
        ended.extend([True] * (at.done == at.total))

    library.import_paths([tmp_path / "a.txt"], progress, lambda: bool(ended))  # stopped when only indexing is left

    assert [row.title for row in library.episodes()] == ["The Bell at Gull Point"]
    assert library.search("bell").hits


def test_an_import_that_is_cancelled_inside_a_file_keeps_nothing_of_it(library: Library, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(DIGEST + DIGEST.replace("Gull Point", "North Mole"), encoding="utf-8")
    asked: list[bool] = []

    def cancelled() -> bool:
        asked.append(True)
        return len(asked) > 2

    report = library.import_paths([tmp_path / "a.txt"], None, cancelled)

    assert report.cancelled
    assert report.episodes == ()
    assert library.episodes() == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_told_and_never_waited_for(library: Library, digest: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mixed"
    folder.mkdir()
    os.mkfifo(folder / "pipe.txt")
    (folder / "gone.txt").symlink_to(tmp_path / "nowhere")
    (folder / "zz.txt").write_bytes(digest.read_bytes())

    report = library.import_paths([folder])

    assert len(report.episodes) == 1
    assert sorted(Path(failure.path).name for failure in report.failures) == ["gone.txt", "pipe.txt"]


def test_a_quote_without_a_note_is_no_note(library: Library, digest: Path) -> None:
    opened = bring_in(library, digest)
    library.quotes.add(opened.episode.id, span_of(opened, "lamp room"))

    assert library.search("in:notes lamp").total == 0
    assert library.search("in:quotes lamp").total == 1


def test_what_another_process_writes_is_found(library: Library, digest: Path) -> None:
    opened = bring_in(library, digest)
    assert library.search("in:notes kettle").total == 0
    other = Library(library.paths.root)
    other.quotes.add(opened.episode.id, span_of(opened, "lamp room"), note="where the kettle stood")

    answer = library.search("in:notes kettle")

    assert [(hit.field, hit.episode) for hit in answer.hits] == [("note", opened.episode.id)]


def test_the_index_can_be_thrown_away_at_any_time(library: Library, digest: Path) -> None:
    bring_in(library, digest)
    for file in sorted(library.paths.index.rglob("*")):
        if file.is_file():
            file.write_bytes(b"garbage")

    assert library.search("harbour was quiet").total == 1
    assert library.check().index == "ok"


def test_check_tells_and_repair_mends(library: Library, digest: Path) -> None:
    bring_in(library, digest)
    assert library.check() == library.check(repair=True)
    assert library.check().library == ()
    victim = max((file for file in library.paths.index.rglob("*") if file.is_file()), key=lambda file: file.stat().st_size)
    victim.write_bytes(victim.read_bytes()[:-1] + b"!")

    assert library.check().index == "damaged"
    assert library.check(repair=True).index == "rebuilt"
    assert library.check().index == "ok"


def test_an_index_of_another_library_is_never_used(library: Library, digest: Path) -> None:
    bring_in(library, digest)
    library.close()
    connection = sqlite3.connect(library.paths.library)
    connection.execute("UPDATE meta SET value = 'another' WHERE key = 'library'")
    connection.commit()
    connection.close()

    assert Library(library.paths.root).search("harbour was quiet").total == 1


def test_captions_of_the_same_recording_are_linked_and_never_joined(library: Library, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(CAPTIONS, encoding="utf-8")
    (tmp_path / "two.txt").write_text(CAPTIONS.replace("in the end?", "in the end then?"), encoding="utf-8")

    report = library.import_paths([tmp_path / "one.txt", tmp_path / "two.txt"])
    one, two = (library.episode(episode.id) for episode in report.episodes)

    assert one.same_episode_as == (two.id,)
    assert two.same_episode_as == (one.id,)


def test_the_sample_library_is_marked_and_can_be_removed_for_good(library: Library) -> None:
    added = library.add_samples()

    rows = library.episodes()
    assert len(added) == len(rows) >= 3
    assert all(row.sample for row in rows)
    library.remove([row.id for row in rows])
    assert library.episodes() == []


def test_an_unknown_episode_is_said_so(library: Library) -> None:
    with pytest.raises(UnknownEpisode):
        library.open("no-such-id")
    with pytest.raises(UnknownEpisode):
        library.remove(["no-such-id"])
