"""What an import did, in words."""

from reader_app.core.model import Episode, Failure, Imported, ImportReport, Outcome
from reader_app.ui.import_report import Pair, pairs_group, report_words

LABELS = {"feed": "A page of items", "captions": "A caption file"}


def imported(
    name: str,
    path: str,
    *notes: str,
    form: str = "captions",
    cut: bool = False,
    repaired: bool = False,
    outcome: Outcome = "added",
) -> Imported:
    return Imported(name, f"Title {name}", outcome, path, notes, form, cut, repaired)


def lines(report: ImportReport, head: str) -> list[tuple[str, str]]:
    group = next(group for group in report_words(report, LABELS).groups if group.head == head)
    return [(line.file, line.words) for line in group.lines]


def test_many_episodes_of_one_file_are_one_line() -> None:
    report = ImportReport(tuple(imported(str(n), "/in/archive.txt", form="feed") for n in range(38)))
    words = report_words(report, LABELS)
    assert words.headline == "38 episodes from 1 file"
    assert [(group.head, group.count) for group in words.groups] == [("Recognised", "1 file")]
    assert lines(report, "Recognised") == [("archive.txt", "A page of items: 38 episodes")]


def test_one_episode_is_named() -> None:
    report = ImportReport((imported("a", "C:\\in\\low tide.vtt"),))
    assert report_words(report, LABELS).headline == "1 episode from 1 file"
    assert lines(report, "Recognised") == [("low tide.vtt", "A caption file: “Title a”")]


def test_repaired_cut_and_unread_have_groups_of_their_own() -> None:
    report = ImportReport(
        (
            imported("a", "/in/a.vtt", "600 captions, 300 after joining", repaired=True),
            imported("e", "/in/e.vtt", "12 chapters from the show notes"),
            imported("b", "/in/all.txt", form="feed", cut=True),
            imported("c", "/in/all.txt", "cut off at the source", form="feed", cut=True),
            imported("d", "/in/all.txt", "cut off at the source", form="feed", cut=True),
        ),
        (Failure("/in/cover.png", "This is a picture."),),
    )
    words = report_words(report, LABELS)
    assert [group.head for group in words.groups] == ["Recognised", "Repaired", "Incomplete", "Worth knowing", "Not read"]
    assert lines(report, "Repaired") == [("a.vtt", "600 captions, 300 after joining")]
    assert lines(report, "Worth knowing") == [("e.vtt", "12 chapters from the show notes")]
    assert lines(report, "Incomplete") == [
        ("all.txt", "“Title b”: The source itself stops in the middle"),
        ("all.txt", "Cut off at the source (2 episodes)"),
    ]
    assert lines(report, "Not read") == [("cover.png", "This is a picture.")]
    assert words.sentence == (
        "Ready to read. One was repaired on the way in, three are incomplete at the source, and one file could not be read."
    )
    assert "  cover.png: This is a picture." in words.plain().splitlines()


def test_what_was_there_before_is_said() -> None:
    again = ImportReport((imported("a", "/in/a.vtt", outcome="unchanged"),))
    assert report_words(again, LABELS).headline == "Nothing new"
    assert report_words(again, LABELS).sentence == "All of it was in the library already."
    assert lines(again, "Recognised")[0][1].endswith("in the library already")
    newer = ImportReport((imported("a", "/in/a.vtt", outcome="updated"), imported("b", "/in/b.vtt", outcome="unchanged")))
    assert "has a new version; the old one is kept. One was in the library already." in report_words(newer, LABELS).sentence


def test_nothing_read_and_stopped_imports_say_so() -> None:
    failed = report_words(ImportReport(failures=(Failure("/in/x", "It is empty."),)), LABELS)
    assert (failed.headline, [group.head for group in failed.groups]) == ("Nothing could be read", ["Not read"])
    stopped = report_words(ImportReport((imported("a", "/in/a.vtt"),), cancelled=True), LABELS)
    assert stopped.sentence.endswith("It was stopped before the end; what was finished stays.")
    assert report_words(ImportReport(), LABELS).headline == "Nothing to read"


def episode(title: str, path: str, *, words: int = 100, timed: bool = False, truncated: bool = False) -> Episode:
    return Episode(
        title, title, "stated", None, "en", None, None, None, words, 0, "", path, "", truncated=truncated, timed=timed
    )  # fmt: skip


def test_what_tells_a_recording_of_the_library_is_a_group_of_its_own() -> None:
    older, new = episode("Rope", "/in/rope.txt"), episode("rope", "/in/new/rope.srt", timed=True)
    cut = episode("Salt", "/in/salt.txt", truncated=True)
    told = pairs_group(
        (
            Pair(new, older),
            Pair(new, older, "“rope.srt” has times, the one you read has the better text."),
            Pair(older, cut),
            Pair(episode("long", "/in/l.txt", words=200), older),
            Pair(older, new),
        )
    )
    assert (told.head, told.count) == ("Tells a recording that you have", "5 episodes")
    assert [line.words for line in told.lines] == [
        "The same recording as “Rope”, which has no times",
        "The same recording as “Rope”. This file has times, the one you read has the better text.",
        "The same recording as “Salt”, which is cut off",
        "The same recording as “Rope”, which has fewer of its words",
        "The same recording as “rope”, which you have from rope.srt",
    ]
    assert told.lines[0].pair == ("Rope", "rope")
    assert {line.action for line in told.lines} == {"Look at both…"}


def test_a_stopped_import_says_how_far_it_came() -> None:
    def sentence(report: ImportReport) -> str:
        return report_words(report, LABELS).sentence

    some = (imported("a", "/in/a.vtt"),)
    assert sentence(ImportReport(some, cancelled=True, done=312, total=1000)) == (
        "Ready to read. Stopped: 312 of 1,000 files are in. Add the same folder or files again, and it goes on from there."
    )
    assert sentence(ImportReport(cancelled=True, total=9)) == "It was stopped before anything came in."
