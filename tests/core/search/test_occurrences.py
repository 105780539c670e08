"""Several words of the index as one word of a query."""

from reader_app.core.search.layout import pack
from reader_app.core.search.occurrences import Occurrences, Row


def row(places: dict[int, list[int]], *, own: bool = True) -> Row:
    return Row(list(places), [len(at) for at in places.values()], [pack(at) for at in places.values()], own)


def test_one_word() -> None:
    held = Occurrences([row({3: [1, 9], 7: [4]})], {})
    assert (held.counts, held.weights, len(held), list(held), 7 in held) == ({3: 2, 7: 1}, {3: 2, 7: 1}, 2, [3, 7], True)
    assert (list(held.positions(3)), list(held.positions(4))) == ([1, 9], [])
    assert (list(held.passing(3, 1)), list(held.passing(4, 1))) == ([0, 8], [])


def test_several_words_are_counted_and_placed_together() -> None:
    held = Occurrences([row({3: [1, 9], 4: [2], 5: [8]}), row({3: [5], 9: [7]}, own=False)], {})
    assert held.counts == {3: 3, 4: 1, 5: 1, 9: 1}
    assert held.weights == {3: 2.5, 4: 1, 5: 1, 9: 0.5}
    assert list(held.positions(3)) == [1, 5, 9]
    assert list(held.passing(3, 1)) == [0, 4, 8]


def test_forms_alone_weigh_half() -> None:
    assert Occurrences([row({3: [1, 9]}, own=False)], {}).weights == {3: 1.0}


def test_words_in_one_place_are_one_place() -> None:
    rows = [row({3: [1, 9], 4: [1, 9]}), row({3: [9, 12], 4: [9, 12]}, own=False)]
    assert Occurrences(rows, {}, crowded={4, 7}).counts == {3: 4, 4: 3}


def test_the_first_places_are_those_that_all_places_begin_with() -> None:
    many = list(range(5, 9000, 290))
    rows = [row({3: [1, 9], 4: many, 5: [70_000, 70_001]}), row({3: [5]}, own=False)]
    for held in (Occurrences(rows[:1], {}), Occurrences(rows, {})):
        for text in (3, 4, 5, 6):
            for most in (1, 2, 50):
                assert list(held.first(text, most)) == list(held.positions(text))[:most]


def test_one_word_is_looked_up_in_few_texts_alone() -> None:
    held = Occurrences([row({n: [n, n + 40] for n in range(500)})], {})
    held.focus([3, 999])
    assert [list(held.positions(n)) for n in (3, 4, 999)] == [[3, 43], [4, 44], []]


def test_nothing() -> None:
    held = Occurrences([], {})
    assert (held.counts, held.weights, len(held), list(held.positions(1))) == ({}, {}, 0, [])


def test_many_texts_are_looked_up_as_few_are() -> None:
    texts = range(500)
    held = Occurrences([row({n: [n, n + 40] for n in texts}), row({n: [n + 20] for n in texts if n % 2})], {})
    expected = [[n, n + 20, n + 40] if n % 2 else [n, n + 40] for n in texts]
    assert [list(held.positions(n)) for n in texts] == expected
    held.focus([3, 4, 999])
    assert [list(held.positions(n)) for n in texts] == expected
    assert list(held.positions(999)) == []
    held.focus(texts)
    assert [list(held.positions(n)) for n in texts] == expected
