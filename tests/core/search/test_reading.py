"""The index as it is read: words in all segments, texts that are gone, beginnings, words spelt alike."""

import time
from dataclasses import replace

import pytest

from reader_app.core.search.reading import Reading
from reader_app.core.search.syntax import Match, Word
from tests.core.search.episodes import Library, Script


def word(text: str, match: Match = "exact", letters: int = 1) -> Word:
    return Word(text, match, distance=letters if match == "fuzzy" else 0)


def met(reading: Reading, asked: Word) -> dict[str, int]:
    """How often a word is met, by episode."""
    ids = reading.column("episode")
    return {ids[text]: count for text, count in reading.occurrences(asked).counts.items()}


def test_texts_are_numbered_on_from_segment_to_segment(library: Library) -> None:
    library.put(Script("a", "One").add("prose", "rain and rain"), Script("b", "Two").add("prose", "no sun"))
    library.put(Script("c", "Three").add("prose", "rain"))
    with library.index.reading() as reading:
        assert met(reading, word("rain")) == {"a": 2, "c": 1}
        rain = reading.occurrences(word("rain"))
        assert [reading.layout(text).episode for text in rain] == ["a", "c"]
        assert [len(rain.positions(text)) for text in rain] == [2, 1]
        assert list(rain.positions(1)) == []
        assert (len(reading.texts()), len(rain)) == (3, 2)


def test_layouts_that_were_announced_are_those_that_are_read(library: Library) -> None:
    library.put(Script("a", "One").add("prose", "rain and rain"), Script("b", "Two").add("prose", "no sun"))
    library.put(Script("c", "Three").add("prose", "rain"))
    with library.index.reading() as reading:
        announced: list[tuple[str, list[int]]] = []
        for _, segment in reading._parts:
            segment.expect = lambda texts, name=segment.name: announced.append((name, list(texts)))  # type: ignore[method-assign,misc]
        reading.layout(1)
        reading.expect([2, 1, 0])
        assert [texts for _, texts in announced] == [[0], [0]]
        for _, segment in reading._parts:
            del segment.expect
        reading.expect([0, 1, 2])
        assert [reading.layout(text).episode for text in (0, 1, 2)] == ["a", "b", "c"]


def test_what_was_replaced_or_removed_is_met_no_more(library: Library) -> None:
    library.put(*(Script(f"e{n}", "Talk").add("prose", "rain") for n in range(4)))
    library.put(Script("e1", "Talk").add("prose", "sun"))
    library.index.update([], ["e2"])
    with library.index.reading() as reading:
        assert met(reading, word("rain")) == {"e0": 1, "e3": 1}
        assert met(reading, word("ra", "prefix")) == {"e0": 1, "e3": 1}
        assert met(reading, word("talk")) == {"e0": 1, "e1": 1, "e3": 1}
        assert {reading.layout(text).episode for text in reading.texts()} == {"e0", "e1", "e3"}
        assert reading.occurrences(word("talk")).heads.keys() == set(reading.texts())


def test_notes_are_texts_of_their_own(library: Library) -> None:
    library.put(Script("a", "One").add("prose", "rain").keep("rain", note="why rain"))
    with library.index.reading() as reading:
        assert len(reading.texts()) == 2
        assert [reading.layout(text).bookmark for text in reading.notes] == ["a-0"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (word("tide", "forms"), {"en": 3, "de": 1}),
        (word("tide", "exact"), {"en": 1, "de": 1}),
        (word("kind", "forms"), {"en": 1, "de": 3}),
        (word("tid", "prefix"), {"en": 4, "de": 1}),
        (word("tied", "fuzzy"), {"en": 1, "de": 1}),
        (word("nobody", "forms"), {}),
    ],
)
def test_words_of_a_query_stand_for_words_of_the_index(library: Library, asked: Word, found: dict[str, int]) -> None:
    library.put(
        Script("en", "One").add("prose", "a tide, tides, tides, tidal, one kind"),
        Script("de", "Eins", language="de").add("prose", "tide Kind Kinder Kindern"),
    )
    with library.index.reading() as reading:
        assert met(reading, asked) == found


def test_forms_of_every_kind_are_found_without_going_through_all_words(library: Library) -> None:
    pairs = [("make", "making"), ("study", "studies"), ("stop", "stopped"), ("change", "changing"), ("model", "modelling")]
    pairs += [("go", "goes"), ("use", "using"), ("tie", "ties"), ("किताब", "किताबों")]
    library.put(*(Script(f"e{n}", "Talk").add("prose", other) for n, (_, other) in enumerate(pairs)))
    library.put(*(Script(f"o{n}", "Talk").add("prose", one) for n, (one, _) in enumerate(pairs)))
    with library.index.reading() as reading:
        for n, (one, other) in enumerate(pairs):
            assert met(reading, word(one, "forms")) == {f"e{n}": 1, f"o{n}": 1}, one
            assert met(reading, word(other, "forms")) == {f"e{n}": 1, f"o{n}": 1}, other


def test_a_sign_is_not_met_beside_its_word(library: Library) -> None:
    library.put(Script("a", "One").add("prose", "C++ and C# and $30 and 30 crates"))
    with library.index.reading() as reading:
        assert met(reading, word("c", "prefix")) == {"a": 3}
        assert met(reading, word("c+", "prefix")) == {"a": 1}
        assert met(reading, word("$3", "prefix")) == {"a": 1}
        assert met(reading, word("30", "prefix")) == {"a": 2}


def test_a_beginning_that_is_typed_stands_for_its_commonest_words(library: Library) -> None:
    rare = [" ".join(f"kel{n:03}{letter}" for letter in "abcdefghijklmnopqrst") for n in range(300)]
    library.put(*(Script(f"e{n}", "Sea").add("prose", f"kelp kelp kelp kelpie kelpie {rare[n]}") for n in range(300)))
    with library.index.reading() as reading:
        whole = reading.occurrences(word("kel", "typing"))
        typed = reading.occurrences(word("kel", "typing"), whole=False)
        assert (whole.whole, typed.whole) == (True, False)
        assert set(whole.counts.values()) == {25}
        assert typed.counts.keys() == whole.counts.keys()
        assert all(5 <= count <= 25 for count in typed.counts.values())
        assert sum(typed.counts.values()) < 300 * 18
        few = reading.occurrences(word("kelp", "typing"), whole=False)
        assert few.whole
        assert few.counts == reading.occurrences(word("kelp", "prefix")).counts


def test_the_best_of_a_beginning_are_those_of_all_its_words(library: Library) -> None:
    for batch in range(2):
        scripts = []
        for number in range(batch * 300, batch * 300 + 300):
            lines = "tern " * (number % 23) + "ternary " * (number % 7) + " ".join(f"tern{number}q{n}" for n in range(8))
            scripts.append(Script(f"e{number}", "Birds").add("prose", lines + " and so on" * 30))
        library.put(*scripts)
    bounded = library.ask("tern", limit=0, exact=True, typing=True)
    whole = library.ask("tern*", limit=0, exact=True)
    best = [{episode for episode, _ in answer.counts[:20]} for answer in (bounded, whole)]
    assert len(best[0] & best[1]) >= 17
    assert whole.settled


def test_a_typed_word_has_no_other_forms_where_exactly_it_is_asked_for(library: Library) -> None:
    library.put(Script("a", "One").add("prose", "model"), Script("b", "Two").add("prose", "models"))
    assert sorted(library.found("models", typing=True)) == ["a", "b"]
    assert library.found("models", typing=True, exact=True) == ["b"]


@pytest.mark.parametrize(
    ("said", "typed"),
    [
        ("lighthouse", "lihgthouse"),
        ("маяк", "майк"),
        ("प्रकाश", "प्रकश"),
        ("كتاب", "كتب"),
        ("φανοι", "φαονι"),
        ("מגדלור", "מגדלר"),
    ],
)
def test_what_was_meant_in_any_script(library: Library, said: str, typed: str) -> None:
    library.put(Script("a", "One").add("prose", said))
    with library.index.reading() as reading:
        assert reading.meant(typed) == said
        assert reading.meant("q" * 9) is None


def test_what_was_meant_is_the_commonest_of_the_nearest(library: Library) -> None:
    library.put(Script("a", "One").add("prose", "tower tower towel"))
    library.put(Script("b", "Two").add("prose", "towel towel tow"))
    with library.index.reading() as reading:
        assert reading.meant("towez") == "towel"
        assert reading.meant("twoer") == "tower"


def test_what_was_meant_is_told_at_once(library: Library) -> None:
    for n in range(10):
        library.put(Script(f"e{n}", "Talk").add("prose", " ".join(f"w{n * 2000 + k:x}ord" for k in range(2000))))
    with library.index.reading() as reading:
        reading.meant("nothing")
        begun = time.perf_counter()
        assert reading.meant("w1234orf") == "w1234ord"
        assert time.perf_counter() - begun < 0.1


def test_an_empty_index() -> None:
    reading = Reading()
    assert reading.texts() == []
    for match in ("exact", "forms", "prefix", "typing", "fuzzy"):
        assert len(reading.occurrences(replace(word("rain"), match=match))) == 0
    assert reading.meant("rain") is None
