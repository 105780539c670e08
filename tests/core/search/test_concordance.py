"""Hits in lines, the keyword in the middle."""

from collections.abc import Collection, Mapping, Sequence

import pytest

from reader_app.core.errors import Cancelled
from reader_app.core.findings import Concordance, ConcordanceLine
from reader_app.core.model import Bookmark, Moment, Span
from reader_app.core.search.concordance import concordance, sample
from reader_app.core.search.document import Document
from reader_app.core.search.query import parse
from tests.core.search.episodes import Library, Script


class Shelf:
    """The episodes of a library as a search reads them; notes what was asked for at once."""

    def __init__(self, library: Library) -> None:
        self._documents = library.documents
        self.asked: list[list[str]] = []

    def tellings(self, episodes: Sequence[str], _with_chapters: Collection[str]) -> Mapping[str, Document]:
        self.asked.append(list(episodes))
        return {episode: self._documents[episode] for episode in episodes if episode in self._documents}

    def bookmarks(self, ids: Sequence[str]) -> Mapping[str, Bookmark]:
        kept = (mark for document in self._documents.values() for mark in document.bookmarks)
        return {mark.id: mark for mark in kept if mark.id in ids}


def ask(library: Library, query: str, *, limit: int = 2000, exact: bool = False, **how: object) -> Concordance:
    with library.index.reading() as reading:
        chosen = sample(reading, parse(query), limit, exact=exact)
    return concordance(chosen, Shelf(library), **how)  # type: ignore[arg-type]


def rows(told: Concordance) -> list[tuple[str, str, str]]:
    return [(line.before, line.keyword, line.after) for line in told.lines]


def ferry() -> Script:
    return (
        Script("ferry", "The Ferry", show="Crossings", published="2025-03-01")
        .add("speech", "The old ferry left at dawn.", "Ann", 4.0)
        .add("speech", "No ferry carries goats, and every new ferry is late.", "Bo", 9.0)
        .keep("No ferry", note="which ferry was it?")
    )


def test_of_words_that_stand_apart_the_first_ones_are_the_keyword(library: Library) -> None:
    library.put(ferry())
    text = library.documents["ferry"].transcript.text

    [line] = ask(library, "no ferry goats").lines

    assert (line.before, line.keyword, line.after) == ("", "No ferry", "carries goats, and every new ferry is late.")
    assert [text[start:stop] for start, stop in line.words] == ["No ferry", "goats"]
    assert line.span == line.words[0]


def test_a_condition_without_words_marks_nothing_in_its_lines(library: Library) -> None:
    library.put(ferry())
    lines = ask(library, "speaker:Bo").lines
    assert lines
    assert {line.words for line in lines} == {()}


def test_a_line_tells_what_stands_around_the_word_and_where(library: Library) -> None:
    library.put(ferry())
    told = ask(library, "ferry carries")

    [line] = told.lines
    assert line == ConcordanceLine(
        "ferry", "The Ferry", "Crossings", Span(43, 56), Moment(9.0, "stated"), "Bo", "No", "ferry carries",
        "goats, and every new ferry is late.", words=(Span(43, 56),),
    )  # fmt: skip
    assert (told.query, told.total) == ("ferry carries", 1)
    text = library.documents["ferry"].transcript.text
    assert text[line.span.start : line.span.stop] == "ferry carries"


def test_lines_are_sorted_by_what_comes_after(library: Library) -> None:
    library.put(ferry())
    assert rows(ask(library, "in:speech ferry", order="after")) == [
        ("No", "ferry", "carries goats, and every new ferry is late."),
        ("No ferry carries goats, and every new", "ferry", "is late."),
        ("The old", "ferry", "left at dawn."),
    ]


def test_lines_are_sorted_by_what_comes_before_the_nearest_word_first(library: Library) -> None:
    library.put(
        Script("a", "A").add("prose", "Big new ferry. Old ferry. Ferry! Big old ferry, Éclair ferry. A new ferry."),
    )
    told = ask(library, "ferry", order="before")
    assert [line.before.split()[-2:] for line in told.lines] == [
        ["old", "ferry,", "Éclair"][-2:],
        ["Old", "ferry."],
        ["ferry.", "A", "new"][-2:],
        ["Big", "new"],
        ["Big", "old"],
        ["ferry.", "Old"],
    ]


def test_in_the_order_of_the_text_the_oldest_episode_comes_first(library: Library) -> None:
    library.put(
        Script("c", "C").add("prose", "Undated ferry."),
        ferry(),
        Script("b", "B", published="2024").add("prose", "Ferry one. Ferry two."),
    )
    told = ask(library, "ferry", order="text")
    assert [(line.episode, line.bookmark) for line in told.lines] == [
        *[("b", None)] * 2,
        *[("ferry", None)] * 4,
        ("ferry", "ferry-0"),
        ("c", None),
    ]
    assert [line.after for line in told.lines[:2]] == ["one. Ferry two.", "two."]


def test_lines_with_nothing_beside_the_word_come_last(library: Library) -> None:
    library.put(Script("a", "A").add("prose", "ferry").add("prose", "ferry zebra"))
    assert [line.after for line in ask(library, "ferry").lines] == ["zebra", ""]


def test_a_note_is_a_line_that_leads_to_its_quote(library: Library) -> None:
    library.put(ferry())
    [line] = ask(library, "in:notes ferry").lines
    assert (line.before, line.keyword, line.after, line.bookmark) == ("which", "ferry", "was it?", "ferry-0")
    assert (line.span, line.moment, line.speaker) == (Span(40, 48), Moment(7.0, "stated"), "Mira")


def test_words_far_apart_stand_in_the_line_of_the_first(library: Library) -> None:
    library.put(Script("a", "A").add("prose", "The ferry " + "waits and " * 12 + "leaves with goats."))
    [line] = ask(library, "ferry goats").lines
    assert (line.before, line.keyword) == ("The", "ferry")
    assert line.after.startswith("waits and")


def test_a_phrase_over_two_turns_shows_both(library: Library) -> None:
    library.put(Script("a", "A").add("speech", "We took the old", "Ann").add("speech", "ferry home.", "Bo"))
    [line] = ask(library, '"old ferry"').lines
    assert (line.before, line.keyword, line.after, line.speaker) == ("We took the", "old ferry", "home.", "Ann")


def test_a_condition_alone_leads_to_first_words(library: Library) -> None:
    library.put(ferry())
    assert rows(ask(library, "speaker:Bo")) == [("", "No", "ferry carries goats, and every new ferry is late.")]


def test_scripts_are_left_as_they_are(library: Library) -> None:
    library.put(
        Script("hi", "H", language="hi").add("prose", "नाव नदी के पार जाती है।"),
        Script("ja", "J", language="ja").add("prose", "朝の渡し船は遅い"),
    )
    assert rows(ask(library, "नदी")) == [("नाव", "नदी", "के पार जाती है।")]
    assert rows(ask(library, "渡し船")) == [("朝の", "渡し船", "は遅い")]


def test_more_places_than_lines_are_chosen_from_all_episodes(library: Library) -> None:
    library.put(*(Script(f"e{n:02d}", "E", published=f"20{n:02d}").add("prose", "ferry boat. " * 10) for n in range(20)))
    told = ask(library, "ferry", limit=40, order="text")

    assert told.total == 200
    assert [line.episode for line in told.lines] == [f"e{n:02d}" for n in range(20) for _ in range(2)]
    assert len({line.span for line in told.lines}) == 2
    assert len(ask(library, "ferry", limit=7).lines) == 7
    assert ask(library, "ferry", limit=0).lines == ()


def test_many_texts_are_asked_for_at_once(library: Library) -> None:
    library.put(*(Script(f"e{n:03d}", "E").add("prose", "ferry") for n in range(70)))
    shelf = Shelf(library)
    with library.index.reading() as reading:
        chosen = sample(reading, parse("ferry"), 2000)
    assert len(concordance(chosen, shelf).lines) == 70
    assert [len(asked) for asked in shelf.asked] == [64, 6]


def test_what_is_gone_or_has_changed_has_no_lines(library: Library) -> None:
    library.put(ferry(), Script("b", "B").add("prose", "A ferry."), Script("c", "C").add("prose", "My ferry."))
    del library.documents["b"]
    library.documents["ferry"] = Script("ferry", "The Ferry").add("speech", "Now a ferry of other words.", "Ann").document()
    told = ask(library, "ferry")

    assert rows(told) == [("My", "ferry", ".")]
    assert told.total == 1


def test_word_forms_can_be_switched_off(library: Library) -> None:
    library.put(Script("a", "A").add("prose", "one ferry, two ferries"))
    assert ask(library, "ferries").total == 2
    assert ask(library, "ferries", exact=True).total == 1


def test_it_can_be_stopped(library: Library) -> None:
    library.put(ferry())
    with library.index.reading() as reading:
        with pytest.raises(Cancelled):
            sample(reading, parse("ferry"), 9, cancelled=lambda: True)
        chosen = sample(reading, parse("ferry"), 9)
    with pytest.raises(Cancelled):
        concordance(chosen, Shelf(library), cancelled=lambda: True)
