"""Turns lines of text or Markdown into blocks: paragraphs, headings, quotes, what stands between code fences."""

import re
from dataclasses import dataclass, field

from reader_app.core.importers.draft import DraftBlock, fold_space
from reader_app.core.importers.glued.digest_marks import unwrap
from reader_app.core.importers.markdown_marks import strip_emphasis
from reader_app.core.model import BlockKind

MARKDOWN = re.compile(
    r"(?m)^#{1,6} \S|\*\*\S[^*\n]{0,300}\*\*|\]\((?:https?|mailto):|^(?:```|~~~)|^> \S|^[^\n]{1,160}\n(?:===+|---+)$|^---$"
)
"""Signs that a text is Markdown; without any of them its stars, underscores and backticks are its own."""
HEADING = re.compile(r"(#{1,6})\s+(\S.*?)\s*#*")
RULE = re.compile(r"(?:[-*_=]\s*){3,}")
FENCE = ("```", "~~~")
LIST_MARK = re.compile(r"^[-*+•]\s+")

_UNDERLINE = re.compile(r"={3,}|-{3,}")
_SENTENCE_END = ".?!…।॥。！？:;\"”’'»)]*|"
_FIELD = re.compile(r"[\w ]{1,24}:\s|https?:")
"""How a line begins that states a field, or is an address."""
_WRAPPED = 45
"""Lines of at least so many code points that follow each other without a blank line are one paragraph, broken by an editor."""
_UNWRAPPED = 100
"""A longer line was not broken by an editor, so it is a paragraph of its own."""
TITLE_WORDS = 14
"""A line of more words heads nothing."""


@dataclass(slots=True)
class TextReader:
    """Turns lines into blocks, one paragraph at a time. `markdown` tells whether its marks are marks."""

    markdown: bool
    blocks: list[DraftBlock] = field(default_factory=list)
    _lines: list[str] = field(default_factory=list)
    _fenced: bool = False

    def read(self, lines: list[str]) -> list[DraftBlock]:
        """The blocks of `lines`, and of what was taken before."""
        for line in lines:
            self.take(line.strip())
        self.end_paragraph()
        return self.blocks

    def take(self, line: str) -> None:
        """Takes the next line, without the white space around it."""
        if line.startswith(FENCE):
            self.end_paragraph()
            self._fenced = not self._fenced
        elif not line:
            self.end_paragraph()
        elif self._fenced:
            self.blocks.append(DraftBlock("prose", fold_space(line)))
        elif _UNDERLINE.fullmatch(line) is not None and len(self._lines) == 1 and len(self._lines[0].split()) <= TITLE_WORDS:
            self._add("heading", self._lines.pop())
        elif RULE.fullmatch(line) is not None:
            self.end_paragraph()
        elif (heading := HEADING.fullmatch(line)) is not None:
            self.end_paragraph()
            self._add("heading", heading[2])
        elif line.startswith("> ") and line.strip("> "):
            self.end_paragraph()
            self._add("pull_quote", line.lstrip("> "))
        else:
            self._lines.append(line)

    def end_paragraph(self) -> None:
        """Makes blocks of the lines since the last blank one: one paragraph where a program broke it, else one for each line."""
        joined: list[str] = []
        for number, line in enumerate(self._lines):
            before = self._lines[number - 1] if number else ""
            if joined and LIST_MARK.match(line) is None and _goes_on(before, line):
                joined.append(line)
                continue
            self._add("prose", " ".join(joined))
            joined = [line]
        self._add("prose", " ".join(joined))
        self._lines.clear()

    def _add(self, kind: BlockKind, text: str) -> None:
        bare = LIST_MARK.sub("", text) if kind == "prose" else text
        words = fold_space(strip_emphasis(bare) if self.markdown else bare)
        if words:
            self.blocks.append(DraftBlock(kind, unwrap(words) if kind == "pull_quote" else words, chapter=kind == "heading"))


def _goes_on(before: str, line: str) -> bool:
    """Whether `line` goes on with the sentence or the paragraph of the line `before` it."""
    if _WRAPPED <= len(before) <= _UNWRAPPED:
        starts_anew = len(line) < _WRAPPED and line[:1].isupper() and not {before[-1], line[-1]} & set(_SENTENCE_END)
        return not starts_anew  # a short line after another that ends no sentence is one of a list or a heading
    if _FIELD.match(line) is not None:
        return False
    # Speech-to-text programs write a line for each stretch of speech, wherever that ends.
    return before[-1:] not in _SENTENCE_END and line[:1].islower()
