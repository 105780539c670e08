"""Which episode comes first."""

import pytest

from reader_app.core.search.ranking import Weighed, best_first, norms, scores
from reader_app.core.search.windows import APART, NEAR, PHRASE
from tests.core.search.episodes import Library, Script

FILLER = "so we walked on and on until the evening came over the hills and nobody said a thing " * 6


def test_places_where_the_words_stand_together_come_first(library: Library) -> None:
    library.put(
        Script("apart", "One").add("prose", "copper " * 9 + FILLER + "kettle " * 9),
        Script("near", "Two").add("prose", f"A kettle, they say, of the best copper. {FILLER}"),
        Script("row", "Three").add("prose", f"A copper kettle. {FILLER}"),
    )
    assert library.found("copper kettle") == ["row", "near", "apart"]
    assert [hit.near for hit in library.ask("copper kettle").hits] == [True, True, False]


@pytest.mark.parametrize("mentions", [3, 12, 60])
def test_a_title_counts_more_than_any_number_of_passing_mentions(library: Library, mentions: int) -> None:
    library.put(
        Script("mentions", "An evening").add("prose", "kettle and so on " * mentions + FILLER),
        Script("title", "The kettle").add("prose", FILLER),
    )
    assert library.found("kettle") == ["title", "mentions"]


def test_chapters_and_quotes_count_more_than_passing_mentions(library: Library) -> None:
    library.put(
        Script("mentions", "One").add("prose", f"A kettle, {FILLER} a kettle, another kettle. {FILLER}"),
        Script("quote", "Two")
        .add("prose", f"Mind the kettle, she said. {FILLER} A kettle is a kettle. {FILLER}")
        .keep("the kettle"),
        Script("chapter", "Three").chapter("The kettle").add("prose", f"{FILLER} A kettle. {FILLER} A kettle. {FILLER}"),
    )
    assert library.found("kettle") == ["chapter", "quote", "mentions"]


def test_the_very_word_comes_before_its_forms(library: Library) -> None:
    library.put(
        Script("forms", "One").add("prose", f"Kettles here, kettles there. {FILLER}"),
        Script("exact", "Two").add("prose", f"A kettle here, a kettle there. {FILLER}"),
    )
    assert library.found("kettle") == ["exact", "forms"]
    assert library.found("kettles") == ["forms", "exact"]
    assert library.found('"kettle"') == ["exact"]
    assert library.found("kettle", exact=True) == ["exact"]


def test_the_very_word_comes_before_longer_ones(library: Library) -> None:
    library.put(
        Script("longer", "One").add("prose", f"Kettledrums and kettledrums. {FILLER}"),
        Script("exact", "Two").add("prose", f"A kettle and a kettle. {FILLER}"),
    )
    assert library.found("kettle", typing=True) == ["exact", "longer"]


def test_more_is_better_and_shorter_is_better(library: Library) -> None:
    library.put(
        Script("once", "One").add("prose", f"A kettle. {FILLER}"),
        Script("twice", "Two").add("prose", f"A kettle, a kettle. {FILLER}"),
        Script("long", "Three").add("prose", f"A kettle. {FILLER * 9}"),
    )
    assert library.found("kettle") == ["twice", "once", "long"]


def test_a_rare_word_weighs_more_than_a_common_one() -> None:
    common = Weighed({0: 5, 1: 1, 2: 1, 3: 1}, {}, 4)
    rare = Weighed({0: 1, 1: 5}, {}, 2)
    found = scores([common, rare], [0, 1], norms([100] * 40), 40)
    assert found[1] > found[0]


def test_a_text_that_lacks_a_word_is_scored_by_the_others() -> None:
    found = scores([Weighed({0: 1, 1: 1}, {}, 2), Weighed({1: 2, 2: 2}, {2: 8}, 2)], [0, 1, 2], norms([100] * 3), 3)
    assert found[2] > found[1] > found[0] > 0


def test_what_nobody_looked_at_comes_between_near_and_apart() -> None:
    points = {1: 1.0, 2: 2.0, 3: 3.0, 4: 4.0, 5: 5.0}
    assert best_first(points, {5: APART, 4: None, 3: NEAR, 2: PHRASE, 1: PHRASE}) == [2, 1, 3, 4, 5]
    assert best_first(points, {}) == [5, 4, 3, 2, 1]


def test_texts_of_average_length_are_held_against_the_same() -> None:
    assert norms([100, 100]) == pytest.approx([1.2, 1.2])
    assert norms([]) == []
    assert norms([0, 0]) == pytest.approx([0.3, 0.3])
    short, long = norms([50, 150])
    assert short < 1.2 < long
