"""Parts show notes into paragraphs, headings and list items, also where a page has glued them into one line."""

import re

from reader_app.core.importers.chapter_lists import ChapterList
from reader_app.core.importers.draft import DraftBlock, fold_space
from reader_app.core.importers.section_words import CLOSING_WORDS, LAST_WORDS, SECTION_WORD

_BULLET = re.compile(r"[*•·▪►]\s+(?=\S)|^\s*[-–—]\s+(?=\S)")
_GLUE = re.compile(
    r"(?<=[a-zäöüß0-9)\]”\"’%][.!?…])(?=[A-ZÄÖÜ“])|(?<=[.!?…][”\"’)])(?=[A-ZÄÖÜ])|(?<=[।。！？])(?=[^\s”\"’)])|(?<=[a-z]{2}:)(?=[A-Z][a-z])"
)
_SUBHEAD = re.compile(r"(?<=[a-zäöüß.!?”)])(?P<head>[A-ZÄÖÜ][^*•.!?]{1,60}:?)$")
_JOINTS = frozenset(("and", "of", "the", "&", "/", "on", "und", "x"))
_RULE = re.compile(r"[-—–=_]{2,}")
_LEAST_INTRO = 80
"""Code points of description before closing words can end it: a description may begin with "Join us ..."."""

_MOST_SPACE = 80
"""Code points of the longest white space that stands in a text (`settling` shortens it to fewer)."""


class NotesReader:
    """Reads the notes of one item, in pieces around the chapter list; the description ends at the first list or heading."""

    def __init__(self) -> None:
        self._intro = True

    def read(self, text: str) -> list[DraftBlock]:
        """The blocks of a stretch of notes that holds no chapter list."""
        blocks: list[DraftBlock] = []
        for line in text.split("\n"):
            at = 0
            for section in SECTION_WORD.finditer(line):
                blocks += self._listed(line[at : section.start()])
                at = section.end()
                while line[at : at + 1] in (" ", ":", "："):
                    at += 1
                blocks.append(DraftBlock("heading", fold_space(line[section.start() : at]), marks_part=True))
                self._intro = self._intro and not any(block.kind == "description" for block in blocks)
            blocks += self._listed(line[at:])
        return blocks

    def chapters(self, chapters: ChapterList) -> list[DraftBlock]:
        """The lines of a chapter list, and what else they say."""
        blocks = []
        for chapter in chapters.chapters:
            if chapter.title:
                blocks.append(DraftBlock("contents", chapter.title, chapter.start, chapter=True))
            if chapter.rest:
                blocks.append(DraftBlock("prose", chapter.rest))
        return blocks

    def closing(self, text: str) -> list[DraftBlock]:
        """What stands behind the transcript."""
        self._intro = False
        return self.read(text)

    def _listed(self, line: str) -> list[DraftBlock]:
        """The blocks of a line that may hold a glued list."""
        pieces = _BULLET.split(line)
        blocks = self._paragraphs(pieces[0], followed=len(pieces) > 1)
        for number, piece in enumerate(pieces[1:], 1):
            self._intro = False
            blocks += self._item(piece, followed=number + 1 < len(pieces))
        return blocks

    def _item(self, piece: str, followed: bool) -> list[DraftBlock]:
        head = _subhead(piece) if followed else ""
        item = piece[: len(piece) - len(head)] if head else piece
        blocks = [DraftBlock("prose", fold_space(part)) for part in _GLUE.split(item) if part.strip()]
        return blocks + ([DraftBlock("prose", fold_space(head))] if head else [])

    def _paragraphs(self, text: str, followed: bool) -> list[DraftBlock]:
        text, closing = _part_at(LAST_WORDS, text, 0)
        blocks = []
        for part in _GLUE.split(text):
            told, rest = _part_at(CLOSING_WORDS, part, _LEAST_INTRO) if self._intro else (part, "")
            for words in (told, rest):
                folded = fold_space(_RULE.sub(" ", words)) if words else ""
                if folded:
                    blocks.append(DraftBlock("description" if self._intro else "prose", folded))
                self._intro = self._intro and not rest
        if followed and len(blocks) > 1 and len(blocks[-1].text) < 60 and blocks[-1].kind == "description":
            blocks[-1].kind = "prose"
        if closing:
            self._intro = False
            blocks.append(DraftBlock("prose", fold_space(closing)))
        return blocks


def _part_at(words: re.Pattern[str], text: str, least: int) -> tuple[str, str]:
    """`text` before and from the first of `words` that begins a sentence at or after code point `least`."""
    for match in words.finditer(text, least):
        at = match.start()
        before = text[max(0, at - _MOST_SPACE) : at]
        last = before.rstrip()[-1:]
        if not before[-1:].isspace() or least == 0 or not last or last in '.!?…:;)”"।':
            return text[:at], text[at:]
    return text, ""


def _subhead(piece: str) -> str:
    """The head of the next list, glued to the end of an item ("...of the hiveAnn Lee" before "* LinkedIn")."""
    if "://" in piece:
        return ""
    match = _SUBHEAD.search(piece.rstrip()) if len(piece) < 2_000 else None
    if match is None or not all(word[0].isupper() or word in _JOINTS for word in match["head"].split()):
        return ""
    before = piece[: match.start("head")].split()
    if before and before[-1][-1].isalnum() and (not before[-1][0].islower() or len(before[-1]) < 2):
        return ""
    return piece[match.start("head") :]
