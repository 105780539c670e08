"""Names are found where they are meant, whole, and only there."""

import pytest

from reader_app.core.entities import find_mentions, found_entities
from reader_app.core.model import EntityKind, Span


def mentions(text: str, *names: str, kinds: tuple[EntityKind, ...] = ()) -> list[list[str]]:
    """The words of `text` that mention each of `names`."""
    found = find_mentions(text, names, [Span(0, len(text))], kinds)
    return [[text[start:stop] for start, stop in places] for places in found]


def found(text: str, language: str = "en", known: dict[str, EntityKind] | None = None) -> dict[str, int]:
    """The found names of `text` and how often each is mentioned."""
    entities = found_entities(text, [Span(0, len(text))], language, known or {})
    return {entity.name: len(entity.mentions) for entity in entities}


def test_the_longest_name_wins_and_nothing_overlaps() -> None:
    text = "We took the Harbour Line to Harbour. The Harbour Line Museum was shut."
    assert mentions(text, "Harbour", "Harbour Line", "Harbour Line Museum") == [
        ["Harbour"],
        ["Harbour Line"],
        ["Harbour Line Museum"],
    ]


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Moss grew. Mossy Mosses, and Moss’s moss.", "Moss", ["Moss", "Moss"]),
        ("The plan of harbour line and HARBOUR LINE", "Harbour Line", ["harbour line", "HARBOUR LINE"]),
        ("A tokenizer is small. Two of a tokenizer.", "Tokenizer", ["tokenizer", "tokenizer"]),
        ("With Zed-4 and Zed 4, not Zed-40 or Zed-4.5", "Zed-4", ["Zed-4", "Zed 4"]),
        ("We ran Zed-4 and then Zed alone", "Zed", ["Zed"]),
        ("The Zed4 is out", "Zed-4", ["Zed4"]),
        ("In C++ or in C#, but C was first", "C++", ["C++"]),
        ("In C++ or in C#, but C was first", "C", ["C"]),
        ("Built on Nerd.js and nerd js", "Nerd.js", ["Nerd.js"]),
        ("The KVM and two KVMs", "KVM", ["KVM", "KVMs"]),
        ("Pots & Pans met pots and pans", "Pots & Pans", ["Pots & Pans", "pots and pans"]),
        ("Folding / packing: we say packing, never Folding", "Folding / Packing", ["Folding", "packing", "packing", "Folding"]),
        ("Great Wide Maps, or GWM, were new", "Great Wide Maps (GWM)", ["Great Wide Maps", "GWM"]),
        ("See it: IT was new, it was", "IT", ["IT"]),
        ("The line\nends with Harbour\nLine here", "Harbour Line", ["Harbour\nLine"]),
        ("कर्नल ने कहा कि कर्नल को पता है, कर्नलों को नहीं", "कर्नल", ["कर्नल", "कर्नल"]),
        ("Kestrel ने कहा, Kestrel की बात", "Kestrel", ["Kestrel", "Kestrel"]),
        ("我们讨论模型，新的模型", "模型", ["模型", "模型"]),
        ("anything", "", []),
        ("anything", "(?)", []),
    ],
)
def test_names_match_whole(text: str, name: str, expected: list[str]) -> None:
    assert mentions(text, name) == [expected]


def test_a_name_does_not_run_on_into_the_next_stretch() -> None:
    text = "We saw the Harbour Line today."
    cut = text.index("Line")
    assert find_mentions(text, ["Harbour Line"], [Span(0, cut), Span(cut, len(text))]) == [[]]


def test_only_the_given_stretches_are_searched() -> None:
    assert find_mentions("Moss here, Moss there", ["Moss"], [Span(6, 21)]) == [[Span(11, 15)]]


def test_a_surname_stands_for_its_person() -> None:
    text = "We met Orla Brandt. Later the elder Brandt spoke, and Brandt’s dog."
    assert mentions(text, "Orla Brandt") == [["Orla Brandt", "Brandt", "Brandt"]]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("So Orla Brandt met Tom Brandt, and then Brandt left", ("Orla Brandt", "Tom Brandt")),
        ("So Orla Brandt met Uwe Brandt and Uwe Brandt left", ("Orla Brandt",)),
        ("So Anna Stone threw a stone, then Stone left", ("Anna Stone",)),
        ("So Ed Yu met us and then Yu left", ("Ed Yu",)),
    ],
)
def test_a_surname_that_could_mean_something_else_does_not(text: str, names: tuple[str, ...]) -> None:
    assert mentions(text, *names)[0] == [names[0]]


def test_given_names_stand_for_persons_only() -> None:
    text = "So Orla Brandt of Kestrel Works came; we like Orla and we like Kestrel too"
    assert mentions(text, "Orla Brandt", "Kestrel Works", kinds=("person", "organisation")) == [
        ["Orla Brandt", "Orla"],
        ["Kestrel Works"],
    ]


def test_a_company_is_meant_without_its_suffix_where_the_word_means_nothing_else() -> None:
    assert mentions("So Kestrel AI grew, and Kestrel shipped", "Kestrel AI") == [["Kestrel AI", "Kestrel"]]
    assert mentions("So Listen Labs grew, and we listen when Listen ships", "Listen Labs") == [["Listen Labs"]]


TALK = (
    "Yeah. So we moved the whole thing to Kestrel. I think Kestrel is fine. Okay, the old one was Plover, and I liked Plover. "
    "On Monday we asked Orla Brandt. She said that Kestrel beats Plover, and Orla Brandt knows. Well, the team at Plover was "
    "kind. Yeah, the RDB was slow. But an RDB is an RDB. Then Brandt left. The team did stay. Stay calm. Stay put. Stay here. "
) + "So this is how we talk all day long about small things and then we go home to sleep and eat. " * 25


def test_repeated_names_are_found_and_ordinary_words_are_not() -> None:
    assert found(TALK) == {"Plover": 4, "Kestrel": 3, "Orla Brandt": 3, "RDB": 3}


def test_found_names_have_no_guessed_kind() -> None:
    entity = found_entities(TALK, [Span(0, len(TALK))], "en", {})[0]
    assert (entity.kind, entity.source_kind, entity.origin, entity.description) == ("other", None, "found", "")


def test_known_names_bring_their_kind_and_count_from_the_first_mention() -> None:
    text = TALK + "Someone said Heron Labs once."
    entities = {
        e.name: e for e in found_entities(text, [Span(0, len(text))], "en", {"Heron Labs": "organisation", "Kestrel": "product"})
    }
    assert entities["Heron Labs"].kind == "organisation"
    assert len(entities["Heron Labs"].mentions) == 1
    assert entities["Kestrel"].kind == "product"


def test_a_known_name_is_not_an_ordinary_word() -> None:
    assert "Small" not in found(TALK, known={"Small": "organisation"})
    assert "Stay" not in found(TALK, known={"Stay": "product"})


def test_captions_without_capitals_have_known_names_only() -> None:
    assert found(TALK.lower(), known={"Orla Brandt": "person"}) == {"Orla Brandt": 2}


def test_shouted_captions_have_none() -> None:
    assert found(TALK.upper()) == {}


def test_hindi_has_the_latin_names_in_it() -> None:
    text = "हम लोग Kestrel को देखते हैं और फिर Kestrel की बात करते हैं। यह Kestrel नया है और सब ठीक है। " * 2
    assert found(text, "hi") == {"Kestrel": 6}


def test_german_nouns_are_no_names() -> None:
    text = "Wir haben das Haus und die Katze. Dann kam das Haus, und die Katze sah Orla Brandt, das Haus und die Katze. " * 3
    assert "Haus" not in found(text, "de")
    assert found(text, "de")["Orla Brandt"] == 3


def test_the_place_in_a_name_is_not_the_name() -> None:
    text = "We wrote to the Museum of Quillport, then the Museum of Quillport wrote. We love Quillport and live in Quillport. "
    assert found(text * 6) == {"Quillport": 12, "Museum of Quillport": 12}


def test_headings_in_capitals_do_not_make_names() -> None:
    text = "The Small Things We Eat At Night\n" * 5 + TALK
    assert "Small Things" not in found(text)


def test_show_notes_may_name_someone_once() -> None:
    assert found("In this episode we talk with Orla Brandt about the sea and the ships on it.") == {"Orla Brandt": 1}


def test_at_most_so_many() -> None:
    assert len(found_entities(TALK, [Span(0, len(TALK))], "en", {}, most=2)) == 2


def test_no_text_has_no_names() -> None:
    assert found("") == {}


def test_every_mention_in_a_long_text_is_counted() -> None:
    text = TALK * 60
    assert found(text)["Kestrel"] == 180
