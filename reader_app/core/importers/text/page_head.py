"""Reads what stands before the transcript on its page or in its file: title, date, show, address, description, chapter list."""

import re
from collections.abc import Sequence

from reader_app.core.importers.chapter_lists import find_chapter_list
from reader_app.core.importers.derived_titles import LONGEST
from reader_app.core.importers.draft import Draft, DraftBlock, fold_space
from reader_app.core.importers.markdown_marks import strip_emphasis
from reader_app.core.importers.section_words import SECTION_WORD, TRANSCRIPT_WORD
from reader_app.core.importers.text.front_matter import iso_date
from reader_app.core.importers.text.text_blocks import HEADING, TITLE_WORDS, TextReader
from reader_app.core.timestamps import parse_clock

_FIELD = re.compile(r"([^\W\d_][\w /]{1,24}?)\s*:\s*(\S.*)")
_ADDRESS = re.compile(r"<?(https?://[^\s<>()\"]+)>?")
_SHOW = ("show", "podcast", "series", "channel", "programme")
_DATE = ("date", "published", "upload date", "publish date", "published on", "release date", "recorded", "datum", "fecha")
_OTHER_FIELDS = (
    "title,video title,episode title,duration,length,url,link,video,audio,source,speaker,speakers,host,hosts,guest,guests,"
    "participants,attendees,topic,location,venue,tags,keywords,author"
)
_FIELDS = frozenset([*_SHOW, *_DATE, *_OTHER_FIELDS.split(",")])
"""Words before a colon with which a line states a field, and is no title."""
_PART_WORDS = 3
"""A longer line that ends in "Transcript" is the title of what it is a transcript of."""
_LISTED = 60_000
"""Code points of a head in which a chapter list is looked for."""


def is_part_word(heading: str) -> bool:
    """Whether a heading only names a part of the page ("Transcript", "Timestamps", "Links")."""
    words = heading.strip(" :：#*")
    match = SECTION_WORD.match(words)
    last = TRANSCRIPT_WORD.match(words.split()[-1]) if words else None
    return (match is not None and len(words) - match.end() <= 1) or (last is not None and last.end() == len(words.split()[-1]))


def read_page_head(lines: Sequence[str], draft: Draft, markdown: bool) -> bool:
    """Adds what `lines` tell to `draft`: its fields, and blocks. True where a chapter list stands among them."""
    bare = [_bare(line, markdown) for line in lines]
    text = "\n".join(bare)
    chapters = find_chapter_list(text) if len(text) <= _LISTED else None
    if chapters is None or len(chapters.chapters) < 2:
        _add(draft, TextReader(markdown).read(list(lines)), first=True)
        return False
    start = chapters.start + len(text[chapters.start :]) - len(text[chapters.start :].lstrip())
    before = text[:start].count("\n")
    after = text[: chapters.stop].count("\n")
    # What stands beside the list in its first and last line is the list's: bullets, and what its lines say further.
    _add(draft, TextReader(markdown).read(list(lines[:before])), first=True)
    lead = text[:start].rpartition("\n")[2].strip("*•·-– ")
    _add(draft, TextReader(markdown).read([lead]), first=not draft.blocks)
    for chapter in chapters.chapters:
        if chapter.title:
            draft.blocks.append(DraftBlock("contents", chapter.title, chapter.start, chapter=True))
        if chapter.rest:
            draft.blocks.append(DraftBlock("prose", chapter.rest))
    tail = text[chapters.stop :].partition("\n")[0]
    _add(draft, TextReader(markdown).read([tail, *lines[after + 1 :]]), first=False)
    return True


def _bare(line: str, markdown: bool) -> str:
    """A line without its marks, as chapter lists are read."""
    heading = HEADING.fullmatch(line)
    return strip_emphasis(heading[2] if heading is not None else line) if markdown else line


def _add(draft: Draft, blocks: list[DraftBlock], first: bool) -> None:
    """Adds blocks of the head; what they state as fields goes to the draft. `first`: they may begin with the title."""
    if first and not draft.title:
        draft.title = _title(blocks)
    parted = any(before.kind in ("heading", "contents") for before in draft.blocks)
    for block in blocks:
        if block.kind == "heading":
            block.chapter = False
            block.marks_part = is_part_word(block.text)
            if block.text == draft.title:
                continue
        elif block.kind == "prose":
            if _take_field(draft, block.text):
                continue
            if not parted:
                block.kind = "description"
        parted = parted or block.kind in ("heading", "contents")
        draft.blocks.append(block)


def _title(blocks: list[DraftBlock]) -> str:
    """Takes the title off: a heading that comes first, or a short first line of its own that is no field."""
    if not blocks or len(blocks[0].text) > LONGEST:
        return ""
    first = blocks[0]
    words = len(first.text.split())
    if words <= _PART_WORDS and is_part_word(first.text):
        return ""
    stands_apart = (
        first.kind == "prose" and words <= TITLE_WORDS and first.text[-1] not in ".,;:!…।。" and "://" not in first.text
    )
    stated = _FIELD.fullmatch(first.text)
    field = stated is not None and stated[1].casefold() in _FIELDS
    if first.kind == "heading" or (stands_apart and not field and any(map(str.isalpha, first.text))):
        return blocks.pop(0).text
    return ""


def _take_field(draft: Draft, line: str) -> bool:
    """Reads a line such as "Date: 2024-05-06"; False where its words are for the reader."""
    stated = _FIELD.fullmatch(line)
    if stated is None:
        return False
    key, value = stated[1].casefold(), fold_space(stated[2])
    address = _ADDRESS.fullmatch(value)
    if address is not None:
        if draft.url is None and key.endswith(("url", "link", "video", "source", "watch", "audio", "episode", "podcast")):
            draft.url = address[1]
            return True
    elif key in ("title", "video title", "episode title") and not draft.title and len(value) <= LONGEST:
        draft.title = value
        return True
    elif key in _SHOW and draft.show is None:
        draft.show = value
        return True
    elif key in _DATE and draft.published is None and iso_date(value) is not None:
        draft.published = iso_date(value)
        return True
    elif key in ("duration", "length") and draft.duration is None and parse_clock(value) is not None:
        draft.duration = parse_clock(value)
        return True
    return False
