"""How many places there are, by show, voice, year, language and kind of text, and over time."""

from datetime import date

import pytest

from reader_app.core.errors import Cancelled
from reader_app.core.findings import FacetName, FacetValue, Survey
from reader_app.core.search.query import parse
from reader_app.core.search.survey import survey
from tests.core.search.episodes import Library, Script


def ask(library: Library, query: str, *, typing: bool = False, exact: bool = False) -> Survey:
    """What all places of a query come to."""
    with library.index.reading() as reading:
        return survey(reading, parse(query, typing=typing), exact=exact)


def values(told: Survey, facet: FacetName) -> list[tuple[str, str, int, int]]:
    """The values of a facet as (condition, label, hits, episodes)."""
    return [(value.condition, value.label, value.hits, value.episodes) for value in told.facets[facet]]


def mill() -> Script:
    return (
        Script("mill", "The Mill and the Weir", show="Water & Wheel", published="2025-03-02")
        .add("description", "Why a weir leaks.")
        .add("speech", "A weir is a wall that a river climbs.", "Ann", 3.0)
        .add("speech", "And every weir leaks, says the miller.", "Ann Lee", 9.0)
        .chapter("Leaking weir", 20.0)
        .add("pull_quote", "No weir is ever done.")
        .keep("every weir leaks", note="ask about the weir of 1911")
    )


def lock() -> Script:
    return (
        Script("lock", "Lock Keepers", show="Water & Wheel: Extra", language="pt-BR", published="2025-05")
        .add("speech", "The keeper closed the weir at dusk.", "Ann Lee", 1.0)
        .add("prose", "Beside the weir, a hut.")
    )


def stone() -> Script:
    return Script("stone", "Stones", language="pt", published="2024").add("prose", "One weir of stone.")


def pond() -> Script:
    return Script("pond", "Ponds").add("prose", "A pond has no wall; the nearest weir is far.")


@pytest.fixture
def river(library: Library) -> Library:
    """Four episodes that speak of a weir, one of them without a date, and one that does not."""
    rain = Script("rain", "Rain", published="2025-04-09").add("prose", "It rained on twelve days and nothing else was said.")
    return library.put(mill(), lock(), stone(), pond(), rain)


def test_everything_is_counted_and_agrees_with_the_answer(river: Library) -> None:
    told = ask(river, "weir")
    answer = river.ask("weir")

    assert (told.query, told.total, told.episodes) == ("weir", 11, 4)
    assert dict(told.counts) == dict(answer.counts) == {"mill": 7, "lock": 2, "stone": 1, "pond": 1}


def test_a_show_means_those_too_whose_names_hold_its_own(river: Library) -> None:
    assert values(ask(river, "weir"), "show") == [
        ('show:"Water & Wheel"', "Water & Wheel", 9, 2),
        ('show:"Water & Wheel: Extra"', "Water & Wheel: Extra", 2, 1),
    ]


def test_a_voice_means_longer_names_only_where_nobody_is_called_just_that(river: Library) -> None:
    assert values(ask(river, "weir"), "speaker") == [
        ("speaker:Ann", "Ann", 2, 2),
        ('speaker:"Ann Lee"', "Ann Lee", 2, 2),
    ]


def test_years_come_newest_first_and_languages_mean_their_varieties(river: Library) -> None:
    told = ask(river, "weir")

    assert values(told, "year") == [("after:2025 before:2026", "2025", 9, 2), ("after:2024 before:2025", "2024", 1, 1)]
    assert values(told, "language") == [("lang:en", "en", 8, 2), ("lang:pt", "pt", 3, 2), ("lang:pt-BR", "pt-BR", 2, 1)]


def test_kinds_of_text_are_what_in_takes(river: Library) -> None:
    assert values(ask(river, "weir"), "kind") == [
        ("in:prose", "prose", 3, 3),
        ("in:speech", "speech", 3, 2),
        ("in:chapters", "chapters", 1, 1),
        ("in:description", "description", 1, 1),
        ("in:notes", "notes", 1, 1),
        ("in:pull_quotes", "pull_quotes", 1, 1),
        ("in:quotes", "quotes", 1, 1),
        ("in:title", "title", 1, 1),
    ]


@pytest.mark.parametrize("query", ["weir", '"the weir"', "wei*", "weir OR wall", "in:prose weir"])
def test_every_value_leaves_as_many_hits_as_it_says(river: Library, query: str) -> None:
    for facet in ask(river, query).facets.values():
        for value in facet:
            narrowed = river.ask(f"{value.condition} {query}")
            assert (value.condition, narrowed.total, narrowed.episodes) == (value.condition, value.hits, value.episodes)


def test_names_with_signs_in_them_become_conditions_that_can_be_read(library: Library) -> None:
    library.put(
        Script("one", "One", show='The "Odd" Hour*').add("speech", "A weir.", 'Bo "Ace" Tarn'),
        Script("two", "Two", show="?!").add("speech", "A weir.", "…"),
    )
    told = ask(library, "weir")

    assert values(told, "show") == [('show:“The "Odd" Hour”', 'The "Odd" Hour*', 1, 1)]
    assert values(told, "speaker") == [('speaker:“Bo "Ace" Tarn”', 'Bo "Ace" Tarn', 1, 1)]
    for value in (*told.facets["show"], *told.facets["speaker"]):
        assert library.ask(f"{value.condition} weir").total == value.hits


def test_one_name_in_several_spellings_is_one_value(library: Library) -> None:
    for number, name in enumerate(("Zoë Lind", "zoe lind", "Zoë Lind")):
        library.put(Script(f"e{number}", "E", show="Ferry").add("speech", "A weir.", name))

    assert values(ask(library, "weir"), "speaker") == [('speaker:"Zoë Lind"', "Zoë Lind", 3, 3)]


def test_months_without_gaps_say_how_much_was_talked_in_each(library: Library) -> None:
    library.put(
        Script("a", "One two").add("prose", "weir weir three four"),
        Script("b", "One", published="2024-11-30").add("prose", "weir three"),
        Script("c", "One", published="2024-11-02").add("prose", "two three four"),
        Script("d", "One", published="2025-01").add("prose", "weir weir"),
        Script("e", "One", published="2025-02-01T08:00:00Z").add("prose", "two"),
    )
    told = ask(library, "weir")

    assert [(p.first, p.stop, p.hits, p.episodes, p.words) for p in told.periods] == [
        ("2024-11-01", "2024-12-01", 1, 1, 7),
        ("2024-12-01", "2025-01-01", 0, 0, 0),
        ("2025-01-01", "2025-02-01", 2, 1, 3),
        ("2025-02-01", "2025-03-01", 0, 0, 2),
    ]
    assert told.undated == 2


def test_over_more_than_four_years_bars_are_years(library: Library) -> None:
    library.put(
        Script("a", "One", published="2019-12-31").add("prose", "weir"),
        Script("b", "One", published="2024").add("prose", "weir two"),
    )
    told = ask(library, "weir")

    assert [(p.first, p.stop) for p in told.periods] == [(f"{y}-01-01", f"{y + 1}-01-01") for y in range(2019, 2025)]
    assert [p.hits for p in told.periods] == [1, 0, 0, 0, 0, 1]


@pytest.mark.parametrize("published", ["0000", "9999-12-31", "soon", "2025-13-40", ""])
def test_what_is_no_date_is_undated(library: Library, published: str) -> None:
    library.put(Script("a", "One", published=published).add("prose", "weir"))
    told = ask(library, "weir")

    assert (told.periods, told.undated, told.facets["year"]) == ((), 1, ())


def test_the_words_of_a_bar_are_those_that_the_conditions_let_in(library: Library) -> None:
    library.put(
        Script("a", "One two", show="Ferry", published="2025-01-01", tags=("x",))
        .add("description", "three four five")
        .add("speech", "A weir and more.", "Ann")
        .add("speech", "Six seven eight nine ten.", "Bo")
        .add("entity", "Eleven: twelve."),
        Script("b", "One", show="Barge", published="2025-01-01").add("speech", "Nothing of the kind at all.", "Ann"),
    )

    def words(query: str) -> list[int]:
        return [period.words for period in ask(library, query).periods]

    assert words("weir") == [16 + 7]
    assert words("show:ferry weir") == [16]
    assert words("tag:x weir") == [16]
    assert words("speaker:Ann weir") == [4 + 6]
    assert words("in:speech weir") == [9 + 6]
    assert words("-speaker:Bo show:ferry weir") == [11]
    assert words("weir OR speaker:Bo") == [16 + 7]


def test_a_condition_alone_is_counted_where_it_leads(river: Library) -> None:
    told = ask(river, 'speaker:"Ann Lee"')

    assert told.total == river.ask('speaker:"Ann Lee"').total == 2
    assert values(told, "show")[0][2:] == (2, 2)


def test_a_word_that_is_being_typed_stands_for_all_that_begins_with_it(library: Library) -> None:
    script = Script("many", "Many").add("prose", " ".join(f"we{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(60)))
    library.put(script)

    assert ask(library, "we", typing=True).total == 60
    assert ask(library, "we*").total == 60


def test_word_forms_can_be_switched_off(library: Library) -> None:
    library.put(Script("a", "A").add("prose", "weir and weirs"))

    assert ask(library, "weirs").total == 2
    assert ask(library, "weirs", exact=True).total == 1


def test_the_words_of_a_lost_quote_count_as_a_quote(library: Library) -> None:
    library.put(Script("a", "A").add("prose", "Nothing.").keep("the old weir", note="so much", lost=True))

    assert values(ask(library, "weir"), "kind") == [("in:quotes", "quotes", 1, 1)]


def test_nothing_found_is_no_error(river: Library) -> None:
    told = ask(river, "zebra")

    assert (told.total, told.episodes, told.counts, told.undated) == (0, 0, (), 0)
    assert all(not facet for facet in told.facets.values())
    assert told.periods == ()


def test_it_can_be_stopped(river: Library) -> None:
    with river.index.reading() as reading, pytest.raises(Cancelled):
        survey(reading, parse("weir"), cancelled=lambda: True)


def test_dates_of_periods_are_days_that_exist(river: Library) -> None:
    for period in ask(river, "weir").periods:
        assert date.fromisoformat(period.first) < date.fromisoformat(period.stop)
    assert all(isinstance(value, FacetValue) for facet in ask(river, "weir").facets.values() for value in facet)
