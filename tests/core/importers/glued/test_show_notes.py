"""Show notes fall into a description, headings and list items, also where they are glued."""

from reader_app.core.importers.chapter_lists import ChapterList, ListedChapter
from reader_app.core.importers.glued.show_notes import NotesReader


def read(text: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in NotesReader().read(text)]


def test_the_description_ends_at_the_first_section() -> None:
    assert read("Ann tells of moss.She walks far.Links: the moss page") == [
        ("description", "Ann tells of moss."),
        ("description", "She walks far."),
        ("heading", "Links:"),
        ("prose", "the moss page"),
    ]


def test_glued_items_stand_apart() -> None:
    assert read("Moss and fern:* Moss drinks* Fern shades") == [
        ("description", "Moss and fern:"),
        ("prose", "Moss drinks"),
        ("prose", "Fern shades"),
    ]


def test_closing_words_end_a_description_that_says_something() -> None:
    told = "Ann has walked the moor for forty years and knows every stone and every patch of moss on it. "
    assert read(f"{told}Follow us on the moor") == [("description", told.strip()), ("prose", "Follow us on the moor")]
    assert read("Follow us on the moor")[0][0] == "description"


def test_chapters_become_contents() -> None:
    chapters = ChapterList(0, 0, (ListedChapter(0, "Moss"), ListedChapter(60, "Fern", "https://fern.example")))
    blocks = NotesReader().chapters(chapters)
    assert [(block.kind, block.start, block.text) for block in blocks] == [
        ("contents", 0, "Moss"),
        ("contents", 60, "Fern"),
        ("prose", None, "https://fern.example"),
    ]
