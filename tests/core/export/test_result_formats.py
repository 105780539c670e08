"""What a search found, as a page and as tables."""

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest

from reader_app.core.export.result_formats import write_csv, write_lines, write_markdown
from reader_app.core.findings import Concordance, ConcordanceLine
from reader_app.core.model import Episode, Hit, Moment, SearchAnswer, Span
from tests.core.export.episodes import opened, speech

GOLDEN = Path(__file__).parent.parent.parent / "data" / "results"
ROPE = opened(speech("A knot."), url="https://quay.example/rope").episode
TIDE = replace(ROPE, id="3f2b8c1e-0000-4000-8000-000000000002", title="Tide *Tables*", url=None, show=None, published=None)
ROWS = {ROPE.id: ROPE, TIDE.id: TIDE}


def hit(episode: Episode, snippet: str, *words: str, at: float | None = None, **more: object) -> Hit:
    """A hit that marks these words of its snippet."""
    marks, begin = [], 0
    for word in words:
        start = snippet.index(word, begin)
        begin = start + len(word)
        marks.append(Span(start, begin))
    given: dict[str, object] = {"field": "speech", "speaker": "Ada", "chapter": None, **more}
    moment = Moment(at, "stated") if at is not None else None
    return Hit(episode.id, episode.title, episode.show, Span(14, 20), moment=moment, snippet=snippet, marks=tuple(marks), **given)  # type: ignore[arg-type]


ANSWER = SearchAnswer(
    "knot rope*",
    (
        hit(ROPE, "Tie the knot before the rope runs out.", "knot", "rope", at=62.5, chapter="First [knots]"),
        hit(ROPE, "=knot(1) … a rope of C++ and 1. kelp", "knot", "rope", "C++", at=3723.0625, speaker="-Bo", field="prose"),
        hit(TIDE, "# Knot and\tnot <b>", "Knot", speaker=None, field="title"),
        hit(TIDE, "why that knot?", "knot", speaker="Ada", field="note", bookmark="b"),
    ),
    total=1204,
    episodes=2,
)


def rows_of(told: str) -> list[dict[str, str]]:
    assert told.endswith("\r\n")
    return list(csv.DictReader(io.StringIO(told, newline="")))


@pytest.mark.parametrize(("name", "write"), [("hits.md", write_markdown), ("hits.csv", write_csv)])
def test_it_is_written_as_it_was(name: str, write: object) -> None:
    assert callable(write)
    assert write(ANSWER, ROWS, "2026-11-21") == (GOLDEN / name).read_bytes().decode()


def test_the_page_says_what_was_searched_and_how_much_of_it_is_here() -> None:
    head = write_markdown(ANSWER, ROWS, "2026-11-21").split("\n\n")[:2]
    assert head == ["# Search: knot rope\\*", "the first 4 of 1,204 hits in 2 episodes · 2026-11-21 · Transcript Reader"]

    one = replace(ANSWER, query="two\nlines", hits=ANSWER.hits[:1], total=1, episodes=1)
    assert write_markdown(one, ROWS, "2026-11-21").startswith("# Search: two lines\n\n1 hit in 1 episode · ")


def test_nothing_found_is_a_page_and_a_table_without_rows() -> None:
    none = SearchAnswer("zebra", (), 0, 0)
    assert write_markdown(none, {}, "2026-11-21") == "# Search: zebra\n\n0 hits in 0 episodes · 2026-11-21 · Transcript Reader\n"
    assert rows_of(write_csv(none, {}, "2026-11-21")) == []


@pytest.mark.parametrize(
    ("snippet", "words", "line"),
    [
        ("a *b* _c_ `d` [e](f)", ["b"], r"> a \***b**\* \_c\_ \`d\` \[e\](f)"),
        ("write C++now", ["C++"], "> write <strong>C++</strong>now"),
        ("pay$30B now", ["$30B"], "> pay<strong>$30B</strong> now"),
        ("pay $30B, now", ["$30B"], "> pay **$30B**, now"),
        ("東京都庁で", ["京都", "庁"], "> 東**京都庁**で"),
        ("- 1. not a list", ["list"], "> \\- 1. not a **list**"),
        ("see https://a.example/x now", ["see"], "> **see** <https://a.example/x> now"),
        ("ends &amp; <script>", ["ends"], "> **ends** \\&amp; \\<script>"),
        ("no words marked", [], "> no words marked"),
    ],
)
def test_marks_are_bold_and_signs_are_signs(snippet: str, words: list[str], line: str) -> None:
    told = write_markdown(SearchAnswer("q", (hit(ROPE, snippet, *words, speaker=None),), 1, 1), ROWS, "2026-11-21")
    assert line in told.splitlines()


def test_times_lead_to_the_moment_on_the_web_and_places_into_the_app() -> None:
    first, second, third, _ = rows_of(write_csv(ANSWER, ROWS, "2026-11-21"))

    assert (first["start"], first["url"]) == ("62.5", "https://quay.example/rope#t=62")
    assert first["link"] == f"transcript-reader:{ROPE.id}?at=14"
    assert (second["start"], second["url"]) == ("3723.062", "https://quay.example/rope#t=3723")
    assert (third["start"], third["time_origin"], third["url"]) == ("", "", "")
    assert "[1:02](<https://quay.example/rope#t=62>)" in write_markdown(ANSWER, ROWS, "2026-11-21")


def test_every_hit_on_the_page_leads_to_its_place_also_without_a_time() -> None:
    told = write_markdown(ANSWER, ROWS, "2026-11-21")

    assert told.count(f"[in the transcript](<transcript-reader:{ROPE.id}?at=14>)") == 2
    assert told.count(f"[in the transcript](<transcript-reader:{TIDE.id}?at=14>)") == 2
    lost = SearchAnswer("q", (replace(ANSWER.hits[3], span=Span(0, 0)),), 1, 1)
    assert f"(<transcript-reader:{TIDE.id}>)" in write_markdown(lost, ROWS, "2026-11-21")


def test_a_time_that_was_worked_out_is_told_as_the_page_shows_it() -> None:
    worked = replace(ANSWER.hits[0], shown=Moment(70.0, "interpolated"))
    answer = SearchAnswer("q", (worked,), 1, 1)

    assert "[~1:10]" in write_markdown(answer, ROWS, "2026-11-21")
    assert (rows_of(write_csv(answer, ROWS, ""))[0]["start"], rows_of(write_csv(answer, ROWS, ""))[0]["time_origin"]) == (
        "70",
        "interpolated",
    )


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@a", "\tx", "\nx", "＝1"])
def test_no_cell_is_a_formula(words: str) -> None:
    risky = replace(ROPE, published=words)
    row = replace(hit(ROPE, words, speaker=words, chapter=words), title=words, show=words, marks=(Span(0, len(words)),))
    line = ConcordanceLine(ROPE.id, words, words, Span(0, 1), None, words, words, words, words)
    tables = (
        write_csv(SearchAnswer(words, (row,), 1, 1), {ROPE.id: risky}, "2026-11-21"),
        write_lines(Concordance(words, (line,), 1), {ROPE.id: risky}, "2026-11-21"),
    )
    for told in tables:
        [cells] = rows_of(told)
        assert not [cell for cell in cells.values() if cell.startswith(words)]
        assert list(cells.values()).count(f"'{words}") == 8


def test_an_episode_that_has_gone_meanwhile_leaves_what_the_hit_says() -> None:
    told = write_markdown(ANSWER, {}, "2026-11-21")

    assert "## Salt and Rope\n\n> Tie the" in told
    assert rows_of(write_csv(ANSWER, {}, "2026-11-21"))[0]["title"] == "Salt and Rope"


def test_lines_have_the_keyword_in_the_middle() -> None:
    line = ConcordanceLine(
        ROPE.id, ROPE.title, ROPE.show, Span(8, 12), Moment(62.5, "stated"), "Ada", "Tie the", "knot", 'before, "or" after'
    )
    [row] = rows_of(write_lines(Concordance("knot", (line,), 1), ROWS, "2026-11-21"))

    assert list(row.values()) == [
        *("Tie the", "knot", 'before, "or" after', ROPE.id, "Salt and Rope", "Quayside", "2026-03-12", "62.5", "stated", "Ada"),
        *("https://quay.example/rope#t=62", f"transcript-reader:{ROPE.id}?at=8", "knot", "2026-11-21"),
    ]
