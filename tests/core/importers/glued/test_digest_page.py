"""What is made of a page of digests, glued or line by line."""

from collections.abc import Callable
from pathlib import Path

import pytest

from reader_app.core.importers.draft import Draft
from reader_app.core.importers.glued.digest_page import parse, recognises

GLOSSARY = "## Entities - **Ida Voss** (Person): Baker. - **Ember Hall** (Organization): Bakery."


def one(text: str) -> Draft:
    assert recognises(text)
    (draft,) = parse(text, "page.txt")
    return draft


def headings(draft: Draft) -> list[tuple[float | None, str]]:
    return [(block.start, block.text) for block in draft.blocks if block.kind == "heading" and block.chapter]


@pytest.mark.parametrize(
    "file", ["digest_page/glued.txt", "digest_page/lines.md", "digest_page/languages.txt", "digest_page/salt_road.txt"]
)
def test_golden(file: str, holds_golden: Callable[..., None]) -> None:
    holds_golden(file, parse)


def test_carriage_returns_and_blank_lines_change_nothing() -> None:
    text = f"Ovens\n\nIda Voss builds ovens out of river clay.\n ## [00:10] Clay She digs at dawn. {GLOSSARY}\n"
    assert headings(one(text)) == [(10.0, "Clay")]
    assert one(text.replace("\n", " \n\n\n")).title == "Ovens"


def test_pages_without_titles_marked_are_told_apart_by_their_times() -> None:
    text = (
        "First Loaf\n\nA talk on starters.\n\n## [00:00] Flour\n\nIt is milled.\n\n## [05:00] Water\n\nIt is cold.\n\n"
        "> *Cold is kind.*\n\n"
        "Second Loaf\n\nA talk on ends.\n\n## [00:00] Heel\n\nIt is crisp.\n\n> *Ends are beginnings.*\n"
    )
    first, second = parse(text, "page.txt")
    assert (first.title, second.title) == ("First Loaf", "Second Loaf")
    assert [block.text for block in second.blocks] == ["A talk on ends.", "Heel", "It is crisp.", "Ends are beginnings."]
    assert headings(first) == [(0.0, "Flour"), (300.0, "Water")]


def test_an_episode_without_sections_is_kept_between_others() -> None:
    long = "She explains over many minutes how a wet peel, a dry stone and a warm cellar make all the difference to a loaf."
    body = f"Ida Voss bakes. ## [00:00] Start She lights the fire. {GLOSSARY}"
    drafts = parse(f"Menu\nOne\n{body}\nTwo\n{long}\nThree\n{body}\nImprint", "page.txt")
    assert [draft.title for draft in drafts] == ["One", "Two", "Three"]
    assert [block.text for block in drafts[1].blocks] == [long]


def test_nothing_of_the_body_is_lost() -> None:
    body = f'Ida Voss bakes. ## [00:00] Fire And Iron She lights it. > *"Hot."* — Ida Voss Then she waits. {GLOSSARY}'
    told = " ".join(block.text for block in one(f"T\n{body}").blocks)
    for word in ("bakes.", "Fire", "Iron", "lights", "Hot.", "Then", "waits.", "Entities", "Ember", "Bakery."):
        assert word in told


@pytest.mark.parametrize(
    ("quote", "text", "start", "speaker"),
    [
        ('> *"Heat rises."* — Ida Voss', "Heat rises.", None, "Ida Voss"),
        ("> *Heat rises. [02:00]*", "Heat rises.", 120.0, None),
        ("> *Heat rises.* > *[1, 26]*", "Heat rises.", 86.0, None),
        ("> *Heat rises.* > *[1, 2, 3]*", "Heat rises.", 3723.0, None),
        ("> *Heat [in ovens] rises.*", "Heat [in ovens] rises.", None, None),
        ('> "Heat rises." — Ida Voss [1:00:05]', "Heat rises.", 3605.0, "Ida Voss"),
        ("> “Heat rises.” (03:20)", "Heat rises.", 200.0, None),
        ('> *"She said "heat" twice."*', 'She said "heat" twice.', None, None),
        ('> *"Heat *really* rises."*', "Heat really rises.", None, None),
        ("> **Ida Voss:** *Heat rises.*", "Heat rises.", None, "Ida Voss"),
        ("> [00:40] *Heat rises.*", "Heat rises.", 40.0, None),
        ('> *"Heat rises." — Ida Voss*', "Heat rises.", None, "Ida Voss"),
    ],
)
def test_pull_quotes_state_their_words_time_and_speaker(quote: str, text: str, start: float | None, speaker: str | None) -> None:
    draft = one(f"T\nShe bakes. ## [00:00] Fire She lights it. {quote} ## [01:00] Ash It is grey. {GLOSSARY}")
    quotes = [block for block in draft.blocks if block.kind == "pull_quote"]
    assert [(block.text, block.start, block.speaker) for block in quotes] == [(text, start, speaker)]


@pytest.mark.parametrize(
    ("line", "name", "kind", "word"),
    [
        ("- **Ida Voss** (Person): Baker.", "Ida Voss", "person", "Person"),
        ("- **Kiln & Co** (Unternehmen): Baker.", "Kiln & Co", "organisation", "Unternehmen"),
        ("- **Mehl 2** (logiciel): Baker.", "Mehl 2", "product", "logiciel"),
        ("- **Mehl** (Research Paper): Baker.", "Mehl", "work", "Research Paper"),
        ("- **Fez** (Lugar): Baker.", "Fez", "place", "Lugar"),
        ("- **Ruhe** (अवधारणा): Baker.", "Ruhe", "concept", "अवधारणा"),
        ("- **Zoll** (levy): Baker.", "Zoll", "other", "levy"),
        ("* **Ida Voss (Person):** Baker.", "Ida Voss", "person", "Person"),
        ("- **Ida Voss** — Baker.", "Ida Voss", "other", None),
        ("- Ida Voss (Person): Baker.", "Ida Voss", "person", "Person"),
    ],
)
def test_glossary_lines(line: str, name: str, kind: str, word: str | None) -> None:
    draft = one(f"T\n\nShe bakes.\n\n## [00:00] Fire\n\nShe lights it.\n\n> *Hot.*\n\n## Entities\n\n{line}\n")
    entity = draft.blocks[-1].entity
    assert entity is not None
    assert (entity.name, entity.kind, entity.source_kind, entity.description) == (name, kind, word, "Baker.")


def test_a_glued_glossary_without_bold_names() -> None:
    draft = one(
        "T\nShe bakes. ## [00:00] Fire She lights it. ## Entities - Ida Voss (Person): Baker. - Ember (Firma): An oven - old."
    )
    entities = [block.entity for block in draft.blocks if block.entity is not None]
    assert [(entity.name, entity.description) for entity in entities] == [("Ida Voss", "Baker."), ("Ember", "An oven - old.")]


def test_a_page_that_breaks_off_says_so() -> None:
    draft = one("T\nShe bakes. ## [00:00] Fire She lights it. > *Hot.* ## [01:00] Ash The ash is kept for the gar")
    assert (draft.truncated, draft.notes) == (True, ["cut off at the source"])


@pytest.mark.parametrize(
    "text",
    [
        "Just prose about # signs and > marks.",
        "### [00:00 - 01:00]\n\n**[00:17]** some words\n\n**[00:19]** more words\n",
        "A feed item. Chapters: 00:00 Start 01:00 End",
        "# Notes\n\n> a quote\n\n- **bold** point\n",
    ],
)
def test_other_forms_are_not_taken_for_digests(text: str) -> None:
    assert not recognises(text)


@pytest.mark.corpus
def test_the_real_page(corpus: Path) -> None:
    drafts = parse((corpus / "digest-page.txt").read_text(encoding="utf-8"), "digest-page.txt")
    assert [draft.language for draft in drafts] == ["en", "hi", "en", "en", "en"]
    assert [len(headings(draft)) for draft in drafts] == [13, 15, 6, 10, 10]
