"""A transcript, a list of its chapters and the recording become one episode; what only looks alike stays apart."""

import os
from pathlib import Path

import pytest

from reader_app.core.companions import bundles, chapters_in
from reader_app.core.library import Library
from reader_app.core.sources import head_of

SRT = """1
00:00:01,000 --> 00:00:06,000
Ida: The ferry has a new bell, and it rings too early.

2
00:01:40,000 --> 00:01:46,000
Tom: We hung it on a Monday, in the rain.

3
00:05:00,000 --> 00:05:08,000
Ida: Then who winds the old clock by the pier?
"""
JSON_LIST = '{"version": "1.2.0", "chapters": [{"startTime": 0, "title": "The bell"}, {"startTime": 300, "title": "The clock"}]}'
VTT_LIST = """WEBVTT

00:00.000 --> 01:39.000
The bell

01:39.000 --> 09:00.000
The rain
"""
LINES = "Chapters\n0:00 The bell\n(1:40) - The rain\n05:00 The clock\n"
MP3 = b"\xff\xf3\x44\xc4\0\0\0\3\x48\0\0\0\0" + bytes(200)
M4A = b"\0\0\0\x20ftypM4A \0\0\2\0" + bytes(100)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "data")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "show"
    made.mkdir()
    return made


def put(folder: Path, **contents: str | bytes) -> list[Path]:
    """Files in a folder; "__" in a name stands for a dot."""
    files = []
    for name, content in contents.items():
        file = folder / name.replace("__", ".")
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        files.append(file)
    return files


def chapters(library: Library, episode: str) -> list[tuple[float | None, str]]:
    return [(chapter.start, chapter.title) for chapter in library.open(episode).transcript.chapters]


def test_recording_transcript_and_chapters_of_one_stem_are_one_episode(library: Library, folder: Path) -> None:
    put(folder, ep1__mp3=MP3, ep1__srt=SRT, ep1__chapters__json=JSON_LIST)

    report = library.import_paths([folder])

    [episode] = report.episodes
    assert report.failures == ()
    assert episode.notes[-2:] == ("the recording ep1.mp3 lies beside it", "2 chapters from ep1.chapters.json")
    assert chapters(library, episode.id) == [(0, "The bell"), (300, "The clock")]
    opened = library.open(episode.id).transcript
    assert [block.kind for block in opened.blocks] == ["title", "heading", "speech", "speech", "heading", "speech"]


@pytest.mark.parametrize(
    ("name", "content", "count"),
    [("ep1__chapters__txt", LINES, 3), ("ep1__chapters__vtt", VTT_LIST, 2), ("ep1__json", JSON_LIST, 2)],
)
def test_the_list_may_have_any_of_its_forms(library: Library, folder: Path, name: str, content: str, count: int) -> None:
    put(folder, **{"ep1__srt": SRT, name: content})
    [episode] = library.import_paths([folder]).episodes
    assert len(chapters(library, episode.id)) == count


def test_a_transcript_and_a_list_chosen_together_belong_together(library: Library, folder: Path) -> None:
    files = put(folder, marks__json=JSON_LIST, pier__srt=SRT)
    [episode] = library.import_paths(files).episodes
    assert chapters(library, episode.id) == [(0, "The bell"), (300, "The clock")]


def test_in_a_folder_other_names_are_other_episodes(library: Library, folder: Path) -> None:
    put(folder, marks__json=JSON_LIST, pier__srt=SRT)
    report = library.import_paths([folder])
    assert [chapters(library, episode.id) for episode in report.episodes] == [[]]
    assert [Path(failure.path).name for failure in report.failures] == ["marks.json"]


def test_the_same_group_again_changes_nothing_and_neither_does_its_transcript_alone(library: Library, folder: Path) -> None:
    transcript, _ = put(folder, ep1__srt=SRT, ep1__chapters__json=JSON_LIST)
    [first] = library.import_paths([folder]).episodes

    for paths in ([folder], [transcript], [folder]):
        [again] = library.import_paths(paths).episodes
        assert (again.id, again.outcome) == (first.id, "unchanged")
    assert len(chapters(library, first.id)) == 2


def test_chapters_that_come_later_or_change_update_the_episode(library: Library, folder: Path) -> None:
    put(folder, ep1__srt=SRT)
    [first] = library.import_paths([folder]).episodes

    for listed, count in ((JSON_LIST, 2), (JSON_LIST.replace("The clock", "Who winds it"), 2)):
        put(folder, ep1__chapters__json=listed)
        [later] = library.import_paths([folder]).episodes
        assert (later.id, later.outcome) == (first.id, "updated")
        assert len(chapters(library, first.id)) == count
    assert chapters(library, first.id)[1] == (300, "Who winds it")
    assert len(library.episodes()) == 1


def test_a_group_that_was_not_written_since_stays_as_it_is(library: Library, folder: Path) -> None:
    for file in put(folder, ep1__srt=SRT, ep1__chapters__json=JSON_LIST):
        os.utime(file, (1_000_000_000, 1_000_000_000))
    [first] = library.import_paths([folder]).episodes
    put(folder, ep1__chapters__json=LINES)
    [later] = library.import_paths([folder]).episodes
    assert (later.id, later.outcome, len(chapters(library, first.id))) == (first.id, "updated", 3)


def test_chapters_that_the_transcript_states_itself_stay(library: Library, folder: Path) -> None:
    page = (
        "# The pier\n\n## Morning\n\n**Ida:** The bell rings.\n\n**Tom:** So it does.\n\n## Noon\n\n**Ida:** And now the clock.\n"
    )
    put(folder, ep1__md=page, ep1__chapters__json=JSON_LIST)
    [episode] = library.import_paths([folder]).episodes
    assert [title for _, title in chapters(library, episode.id)] == ["Morning", "Noon"]
    assert "2 chapters of ep1.chapters.json were left out: the transcript states its own" in episode.notes


def test_tellings_in_two_languages_share_their_companions_and_stay_two(folder: Path) -> None:
    put(folder, ep1__mp3=MP3, ep1__en__srt=SRT, ep1__de__srt=SRT.replace("bell", "Glocke"), ep1__chapters__json=JSON_LIST)
    found = bundles(sorted(folder.iterdir()), head_of)
    assert [bundle.file.name for bundle in found] == ["ep1.de.srt", "ep1.en.srt"]
    assert all(bundle.companions.recordings == ("ep1.mp3",) and bundle.companions.chapters for bundle in found)


def test_a_recording_of_another_language_is_not_noted(folder: Path) -> None:
    put(folder, ep1__de__mp3=MP3, ep1__en__srt=SRT)
    assert [bundle.companions.recordings for bundle in bundles(sorted(folder.iterdir()), head_of)] == [(), ()]


def test_a_recording_without_a_transcript_is_told_as_before(library: Library, folder: Path) -> None:
    put(folder, a__m4a=M4A, a__jpg=b"\xff\xd8\xff\xe0\0\x10JFIF\0" + bytes(50), b__srt=SRT)
    report = library.import_paths([folder])
    assert len(report.episodes) == 1
    assert [Path(failure.path).name for failure in report.failures] == ["a.jpg", "a.m4a"]


def test_two_transcripts_of_one_stem_are_two_files(library: Library, folder: Path) -> None:
    vtt = "WEBVTT\n\n" + SRT.replace(",000", ".000")
    put(folder, ep1__srt=SRT, ep1__vtt=vtt)
    assert len(library.import_paths([folder]).episodes) == 2


@pytest.mark.parametrize(
    "text",
    [
        SRT,
        "0:00 The ferry has a new bell\n0:04 and it rings too early\n0:07 on every day but Monday\n",
        "0:00 Only one line\n",
        "0:00 The bell\nWe hung it on a Monday.\n5:00 The clock\n",
        "5:00 The clock\n0:00 The bell\n9:00 The pier\n",
        '{"segments": [{"start": 0, "end": 4, "text": "The bell rings."}], "chapters": [{"start": 0, "title": "Bell"}]}',
        '{"chapters": [',
        "",
        "Chapters of a long life, told by the fire.",
    ],
)
def test_what_tells_more_or_less_is_no_list_of_chapters(text: str) -> None:
    assert chapters_in(text.encode()) == ()


def test_a_thousand_pairs_are_grouped_and_each_file_is_looked_at_once(tmp_path: Path) -> None:
    names = [f"{number}.{ending}" for number in range(1000) for ending in ("mp3", "srt")]
    looked: list[Path] = []

    def head(file: Path, most: int) -> bytes:
        looked.append(file)
        return MP3 if file.suffix == ".mp3" else SRT.encode()[:most]

    found = bundles([tmp_path / name for name in names], head)

    assert len(found) == 1000
    assert len(looked) == 2000
