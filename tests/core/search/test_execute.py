"""Every place where a query is met, with its time, voice, chapter and words."""

from dataclasses import replace
from unittest.mock import ANY

import pytest

from reader_app.core.model import Hit, Moment, SearchAnswer
from reader_app.core.search import finding
from tests.core.search.episodes import Library, Script


def marked(hit: Hit) -> list[str]:
    """The marked words of a hit."""
    return [hit.snippet[mark.start : mark.stop] for mark in hit.marks]


def harbour() -> Script:
    """A talk of two voices about a harbour, with a chapter, a quote set apart and a glossary."""
    return (
        Script("harbour", "The Quiet Harbour", show="Coast Hours", published="2026-03-10", tags=("sea",))
        .add("description", "Mira and Tomas walk along the quay and talk of boats.")
        .add("speech", "Welcome back. Today we look at how a harbour silts up over", "Mira", 5.0)
        .add("speech", "many winters, and why the dredging models were wrong.", "Tomas", 12.0)
        .chapter("Reading the tide gauge", 60.0)
        .add("speech", "The gauge costs $40B, he joked. It’s written in C++ of all things.", "Mira", 61.0)
        .add("speech", "My model of the tide needs three numbers. The GPT-7 did not help.", "Tomas", 75.0)
        .add("pull_quote", "Sand never reads the plan.", "Tomas")
        .add("entity", "Silt Engine: a dredging ship from the old days.")
        .mention("Silt Engine", "dredging models")
    )


def valley() -> Script:
    """A text without times or voices."""
    return Script("valley", "Notes from a Valley", published="2025", tags=("land", "ml")).add(
        "prose", "A model farm stands where the river bends. Nobody dredges here; the old tide mill is a long way down the road."
    )


def only(answer: SearchAnswer) -> Hit:
    """The one hit of an answer."""
    assert answer.total == len(answer.hits) == 1
    return answer.hits[0]


def test_a_hit_tells_where_it_stands(library: Library) -> None:
    library.put(harbour(), valley())
    hit = only(library.ask("winters"))
    assert (hit.episode, hit.title, hit.show) == ("harbour", "The Quiet Harbour", "Coast Hours")
    assert (hit.field, hit.speaker, hit.chapter, hit.moment) == ("speech", "Tomas", None, Moment(12.0, "stated"))
    assert marked(hit) == ["winters"]
    text = library.documents["harbour"].transcript.text
    assert text[hit.span.start : hit.span.stop] == "winters"
    assert hit.snippet in text


def test_a_phrase_goes_on_over_turns_and_is_one_mark(library: Library) -> None:
    library.put(harbour())
    hit = only(library.ask('"silts up over many winters"'))
    assert (hit.speaker, hit.moment) == ("Mira", Moment(5.0, "stated"))
    assert marked(hit) == ["silts up over many winters"]


def test_a_phrase_does_not_reach_from_the_title_into_the_text(library: Library) -> None:
    library.put(harbour())
    assert library.found('"harbour Mira"') == []
    assert library.found('"of boats welcome"') == []


@pytest.mark.parametrize(
    ("query", "field", "moment", "chapter"),
    [
        ("quiet", "title", None, None),
        ("quay", "description", None, None),
        ('"tide gauge"', "chapter", Moment(60.0, "stated"), "Reading the tide gauge"),
        ("sand", "pull_quote", Moment(75.0, "stated"), "Reading the tide gauge"),
        ("ship", "entity", None, None),
        ("numbers", "speech", Moment(75.0, "stated"), "Reading the tide gauge"),
    ],
)
def test_each_kind_of_text_is_found_as_what_it_is(
    library: Library, query: str, field: str, moment: Moment | None, chapter: str | None
) -> None:
    library.put(harbour())
    hit = only(library.ask(query))
    assert (hit.field, hit.moment, hit.chapter) == (field, moment, chapter)


def test_text_without_times_has_none(library: Library) -> None:
    library.put(valley())
    assert only(library.ask("river")).moment is None


def test_every_place_is_a_hit(library: Library) -> None:
    library.put(harbour(), valley())
    answer = library.ask("tide")
    assert (answer.total, answer.episodes) == (3, 2)
    assert dict(answer.counts) == {"harbour": 2, "valley": 1}


def test_word_forms_count_unless_quoted_or_exact(library: Library) -> None:
    library.put(harbour(), valley())
    assert sorted(marked(hit)[0] for hit in library.ask("models").hits) == ["model", "model", "models"]
    assert [marked(hit) for hit in library.ask('"models"').hits] == [["models"]]
    assert [marked(hit) for hit in library.ask("models", exact=True).hits] == [["models"]]


def test_forms_go_by_the_language_of_the_episode(library: Library) -> None:
    german = Script("de", "Autoren", language="de").add("prose", "Viele Autoren schreiben.")
    english = Script("en", "Authors").add("prose", "The word autoren is German.")
    library.put(german, english)
    assert library.found("Autor") == ["de"]
    assert sorted(library.found("Autoren")) == ["de", "en"]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ('"$40B"', ["40B"]),
        ("40b", ["40B"]),
        ("C++", ["C"]),
        ("it's", ["It’s"]),
        ("GPT-7", ["GPT-7"]),
        ("gpt 7", ["GPT-7"]),
        ("gaug*", ["gauge"]),
        ("guage~", ["gauge"]),
        ('"help gpt"~5', ["GPT", "help"]),
    ],
)
def test_ways_to_write_a_word(library: Library, query: str, words: list[str]) -> None:
    library.put(harbour(), Script("other", "Nothing").add("prose", "C is a letter."))
    answer = library.ask(query)
    assert {hit.episode for hit in answer.hits} == {"harbour"}
    assert words in [marked(hit) for hit in answer.hits]


def test_the_sign_counts_where_it_is_asked_for(library: Library) -> None:
    library.put(Script("a", "One").add("prose", "It cost $30B."), Script("b", "Two").add("prose", "A 30B model."))
    assert library.found('"$30B"') == ["a"]
    assert sorted(library.found("30B")) == ["a", "b"]


def test_all_words_must_stand_in_the_episode(library: Library) -> None:
    library.put(harbour(), valley())
    assert library.found("tide river") == ["valley"]
    assert library.found("tide volcano") == []


def test_the_closest_places_count_and_those_together_come_first(library: Library) -> None:
    filler = "and so on " * 60
    apart = Script("apart", "One").add("prose", f"A lantern {filler} by the cellar {filler}lantern {filler}")
    near = Script("near", "Two").add("prose", f"The lantern in the old cellar. {filler} lantern {filler} cellar lantern")
    in_order = Script("row", "Three").add("prose", f"{filler} lantern cellar")
    library.put(apart, near, in_order)
    answer = library.ask("lantern cellar")
    assert [(hit.episode, hit.near) for hit in answer.hits] == [("row", True), ("near", True), ("near", True), ("apart", False)]
    marks = [marked(hit) for hit in answer.hits]
    assert marks == [["lantern cellar"], ["lantern", "cellar"], ["cellar lantern"], ["cellar", "lantern"]]


def test_words_far_apart_are_shown_in_pieces(library: Library) -> None:
    library.put(Script("a", "One").add("prose", "First the lantern. " + "Then more of it. " * 80 + "At last the cellar."))
    hit = only(library.ask("lantern cellar"))
    assert marked(hit) == ["lantern", "cellar"]
    assert " … " in hit.snippet
    assert len(hit.snippet) < 200


def test_a_hit_tells_its_words_in_the_text_and_not_what_stands_between_them(library: Library) -> None:
    library.put(Script("a", "One").add("prose", "First the old lantern. Then more of it. At last the cellar."))
    text = library.documents["a"].transcript.text

    hit = only(library.ask("old lantern cellar"))

    assert [text[start:stop] for start, stop in hit.words] == ["old lantern", "cellar"]
    assert hit.span == (hit.words[0].start, hit.words[-1].stop)


@pytest.mark.parametrize(
    ("query", "episodes"),
    [
        ("river OR winters", ["harbour", "valley"]),
        ("tide -river", ["harbour"]),
        ("tide NOT winters", ["valley"]),
        ("(river OR winters) tide", ["harbour", "valley"]),
        ("tide -(river road)", ["harbour"]),
        ("speaker:Tomas tide", ["harbour"]),
        ("speaker:Tomas gauge", []),
        ("speaker:Mira gauge", ["harbour"]),
        ("-speaker:Mira written", []),
        ("(speaker:Mira OR speaker:Ann) written", ["harbour"]),
        ('speaker:"Mira Lee" written', []),
        ("speaker:tom tide", []),
        ("show:coast tide", ["harbour"]),
        ("show:hours tide", ["harbour"]),
        ("title:valley tide", ["valley"]),
        ("tag:ml tide", ["valley"]),
        ('chapter:"tide gauge" numbers', ["harbour"]),
        ("chapter:gauge winters", []),
        ("entity:engine numbers", ["harbour"]),
        ("lang:en tide", ["harbour", "valley"]),
        ("lang:hi tide", []),
        ("after:2026 tide", ["harbour"]),
        ("after:2026-03-10 tide", ["harbour"]),
        ("after:2026-03-11 tide", []),
        ("before:2026 tide", ["valley"]),
        ("before:2025-06 tide", []),
        ("in:speech tide", ["harbour"]),
        ("in:pull_quotes sand", ["harbour"]),
        ("in:pull_quotes tide", []),
        ("in:prose tide", ["valley"]),
    ],
)
def test_conditions(library: Library, query: str, episodes: list[str]) -> None:
    library.put(harbour(), valley())
    assert sorted(library.found(query)) == episodes


def test_the_voice_holds_for_the_place_not_for_the_episode(library: Library) -> None:
    library.put(harbour())
    hit = only(library.ask("speaker:tomas tide"))
    assert (hit.speaker, hit.moment) == ("Tomas", Moment(75.0, "stated"))


def test_a_voice_of_exactly_that_name_is_meant_where_there_is_one(library: Library) -> None:
    talk = Script("t", "Talk").add("speech", "Good rain.", "Ann", 1.0).add("speech", "More rain.", "Ann Lee", 2.0)
    library.put(talk)
    assert [hit.speaker for hit in library.ask("speaker:Ann rain").hits] == ["Ann"]
    assert [hit.speaker for hit in library.ask("speaker:Lee rain").hits] == ["Ann Lee"]


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ("title:harbour", [("title", ["Harbour"])]),
        ("chapter:gauge", [("chapter", ["gauge"])]),
        ("entity:engine", [("speech", ["dredging models"]), ("entity", ["Engine"])]),
        ("speaker:Mira", [("speech", []), ("speech", [])]),
        ("in:pull_quotes", [("pull_quote", [])]),
        ("show:coast", [("title", [])]),
        ("speaker:Tomas in:pull_quotes", [("pull_quote", [])]),
    ],
)
def test_a_condition_alone_leads_to_what_it_names(library: Library, query: str, places: list[tuple[str, list[str]]]) -> None:
    library.put(harbour())
    hits = library.ask(query).hits
    assert [(hit.field, marked(hit)) for hit in hits] == places
    assert [bool(hit.words) for hit in hits] == [bool(words) for _, words in places]


def test_notes_are_found_and_lead_to_their_bookmark(library: Library) -> None:
    library.put(harbour().keep("Sand never reads", note="Ask the pilot about this", tags=("todo",)))
    hit = only(library.ask("pilot"))
    assert (hit.field, hit.bookmark, hit.moment, hit.speaker) == ("note", "harbour-0", Moment(7.0, "stated"), "Mira")
    assert hit.words == ()  # they stand in the note
    assert library.documents["harbour"].transcript.text[hit.span.start : hit.span.stop] == "Sand never reads"
    assert only(library.ask("in:notes pilot")).bookmark == "harbour-0"
    assert library.found("in:notes tide") == []
    assert only(library.ask("tag:todo pilot")).field == "note"


def test_a_tag_leads_to_a_quote_without_a_note_which_is_no_note(library: Library) -> None:
    library.put(harbour().keep("Sand never reads", tags=("todo",)).keep("silts up", note="Where?"))
    hit = only(library.ask("tag:todo"))
    assert (hit.snippet, hit.bookmark) == ("Sand never reads", "harbour-0")
    assert [hit.bookmark for hit in library.ask("in:notes").hits] == ["harbour-1"]
    assert library.ask("in:quotes").total == 2


def test_a_tag_of_a_bookmark_leads_to_it_beside_other_conditions_on_the_episode(library: Library) -> None:
    script = Script("pier", "The Pier", show="Coast Hours", published="2024").add("prose", "Planks and nails.")
    library.put(script.keep("nails", note="galvanised?", tags=("todo",)))
    for query in (
        *("tag:todo", "show:coast tag:todo", "tag:todo after:2023", "show:coast tag:todo -lang:de"),
        *("tag:todo (show:coast OR after:2030)", "show:coast (tag:other OR tag:todo)"),
    ):
        assert only(library.ask(query)).field == "note", query
    assert library.found("show:coast tag:other") == []


def test_bookmarks_are_searched_where_they_stand_and_by_their_words_where_they_are_lost(library: Library) -> None:
    library.put(harbour().keep("three numbers").keep("a sentence long gone", note="odd", lost=True))
    assert only(library.ask("in:quotes numbers")).field == "speech"
    assert library.found("in:quotes tide") == []
    gone = only(library.ask("sentence"))
    assert (gone.field, gone.bookmark, marked(gone)) == ("note", "harbour-1", ["sentence"])
    assert only(library.ask("in:quotes sentence")).bookmark == "harbour-1"
    assert library.found("in:quotes odd") == []
    assert library.ask("in:quotes").total == 2


def test_while_typing_the_last_word_is_a_beginning(library: Library) -> None:
    library.put(harbour(), valley())
    assert {marked(hit)[-1] for hit in library.ask("win", typing=True).hits} == {"winters"}
    assert library.found('"many win', typing=True) == ["harbour"]
    assert library.found("win ", typing=True) == []


def test_what_was_meant_is_suggested_where_nothing_is_found(library: Library) -> None:
    library.put(harbour(), valley())
    assert library.ask("wintres silts").suggestion == "winters silts"
    assert library.ask('speaker:Tomas "mnay winters"').suggestion == 'speaker:Tomas "many winters"'
    assert library.ask("winters").suggestion is None
    assert library.ask("xylophone").suggestion is None
    assert library.ask("winters river").suggestion is None


def test_only_what_is_shown_is_read(library: Library) -> None:
    library.put(*(Script(f"e{n}", f"Part {n}").add("prose", "rain " * (n + 1)) for n in range(20)))
    answer = library.ask("rain", limit=3, per_episode=2)
    assert (answer.total, answer.episodes, len(answer.hits)) == (210, 20, 3)
    assert len(set(library.loaded)) == 2
    assert library.ask("rain", limit=0).total == 210


def test_orders(library: Library) -> None:
    library.put(
        Script("old", "Rain", published="2020-01-01").add("prose", "two more words"),
        Script("new", "Sun", published="2024-01-01").add("prose", "rain"),
        Script("none", "Wind").add("prose", "rain " + "and wind " * 50),
    )
    assert library.found("rain")[0] == "old"
    assert library.found("rain", sort="date") == ["new", "old", "none"]
    assert library.found("rain", sort="length") == ["none", "old", "new"]


def test_an_episode_that_only_a_note_leads_to_is_as_long_as_its_own_text(library: Library) -> None:
    short = Script("short", "Short").add("prose", "A word about rain and wind.")
    long = Script("long", "Long").add("prose", "The wind " * 40).keep("The wind", note="rain")
    library.put(short, long)
    assert library.found("rain", sort="length") == ["long", "short"]


def test_an_episode_that_went_or_changed_a_moment_ago_is_left_out(library: Library) -> None:
    library.put(harbour(), valley())
    del library.documents["valley"]
    assert library.found("tide") == ["harbour"]
    library.documents["harbour"] = Script("harbour", "Other").add("prose", "other words").document()
    assert library.ask("tide").total == 0


def test_scripts_without_spaces(library: Library) -> None:
    library.put(Script("ja", "灯台の話", language="ja").add("prose", "海辺の灯台は花崗岩で造られた。"))
    assert marked(only(library.ask("花崗岩"))) == ["花崗岩"]
    assert library.found("岩花") == []
    assert only(library.ask("海")).field == "prose"
    assert library.ask("台").total == 2


def test_hindi_text_with_numbers_and_latin_words(library: Library) -> None:
    text = "इस मॉडल में २५६ experts हैं, और हर टोकन पर आठ चुने जाते हैं।"
    library.put(Script("hi", "एक मॉडल", language="hi").add("prose", text, None, 9.0))
    assert marked(library.ask("256 expert").hits[0]) == ["२५६ experts"]
    assert library.ask("मॉडलों").total == 2


@pytest.mark.parametrize("query", ["a^99", "\0tide", "\u202eevil", "[a TO b]", "C#", "&amp;", "数据", "x" * 5000, "tide " * 500])
def test_anything_can_be_asked(library: Library, query: str) -> None:
    library.put(harbour())
    library.ask(query)


def test_an_empty_library_finds_nothing(library: Library) -> None:
    assert library.ask("tide").total == 0
    assert library.ask("ti*").total == 0
    assert library.ask("speaker:Mira").total == 0


def test_a_chapter_is_asked_for_where_some_texts_have_none(library: Library) -> None:
    library.put(harbour(), valley(), Script("bare", "Without").add("prose", "The gauge is read at noon."))
    assert {hit.episode for hit in library.ask("chapter:gauge").hits} == {"harbour"}


@pytest.mark.parametrize("asked", ["boat", "coat", "doat", "goat", "loat", "moat", "noat", "roat"])
def test_words_spelt_alike_may_stand_on_both_sides_in_the_alphabet(library: Library, asked: str) -> None:
    library.put(Script("inn", "An Inn").add("prose", "Boat, coat, doat, goat, loat, moat, noat and roat rhyme."))
    assert library.ask(f"{asked}~1").total == 8


def test_in_a_hurry_the_number_of_episodes_is_exact_and_only_the_likeliest_are_judged(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "_JUDGED_AT_LEAST", 2)
    monkeypatch.setattr(finding, "_JUDGED_POSITIONS", 10)
    library.put(*(Script(f"day{n}", "A Day").add("prose", "tide and mill. " * (n + 1) + "Mill, tide.") for n in range(9)))
    slow, quick = library.ask("tide mill"), library.ask("tide mill", hurried=True)
    assert (slow.settled, quick.settled) == (True, False)
    assert quick.episodes == slow.episodes == 9
    assert quick.counts[:2] == slow.counts[:2]
    assert library.ask('"mill tide"', hurried=True) == replace(library.ask('"mill tide"'), milliseconds=ANY)
