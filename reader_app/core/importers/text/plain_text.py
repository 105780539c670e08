"""Reads text of no other form: paragraphs of prose, with Markdown's headings, quotes and rules where it has them."""

import re

from reader_app.core.errors import UnreadableFile
from reader_app.core.importers.data_formats import data_format
from reader_app.core.importers.derived_titles import LONGEST, title_from_prose
from reader_app.core.importers.draft import Draft, DraftBlock
from reader_app.core.importers.language import detect_language
from reader_app.core.importers.text.front_matter import take_front_matter
from reader_app.core.importers.text.text_blocks import MARKDOWN, TITLE_WORDS, TextReader

_LABEL = re.compile(r"\w+:\s")
_NEXT = 20
"""So many of the next lines are looked at: where they too begin with a word and a colon, the first is one of them."""


def recognises(text: str) -> bool:
    """Whether `text` holds any letter: what is data and no text, `parse` refuses by its name."""
    return any(letter.isalpha() for letter in text)


def parse(text: str, name: str) -> list[Draft]:
    """The one episode that `text` is. Its title is a heading or a short first line that stands apart, else derived.

    Raises UnreadableFile for XML and JSON.
    """
    data = data_format(text)
    if data is not None:
        raise UnreadableFile(f"This is {data}, which cannot be read yet; save or copy its text as a text file first.")
    front, lines = take_front_matter(text.split("\n"))
    markdown = bool(front.fields) or MARKDOWN.search(text) is not None or name.lower().endswith((".md", ".markdown"))
    blocks = TextReader(markdown).read(lines)
    draft = front.draft()
    draft.title = draft.title or title_in(blocks)
    if not draft.title and not blocks:
        return []
    first_heading = next((number for number, block in enumerate(blocks) if block.kind == "heading"), None)
    if first_heading is not None and blocks[first_heading].text == draft.title:
        blocks.pop(first_heading)
    draft.blocks = blocks
    if not draft.title:
        prose = next((block.text for block in blocks if block.kind != "heading"), "")
        draft.title, draft.title_origin = title_from_prose(prose) or name, "derived"
    draft.language = detect_language(" ".join(block.text for block in blocks))
    front.tell(draft, frozenset())
    return [draft]


def title_in(blocks: list[DraftBlock]) -> str:
    """Takes the title off `blocks`: a heading that comes first, or a short first line with text of its own below it."""
    if not blocks:
        return ""
    first, rest = blocks[0], blocks[1:]
    stands_apart = first.kind == "prose" and len(first.text.split()) <= TITLE_WORDS and first.text[-1] not in ".,;:!…।。"
    longer = any(len(block.text) > len(first.text) for block in rest)
    if first.kind == "prose" and _LABEL.match(first.text) and any(_LABEL.match(block.text) for block in rest[:_NEXT]):
        return ""
    if len(first.text) <= LONGEST and (first.kind == "heading" or (stands_apart and longer)):
        return blocks.pop(0).text
    return ""
