"""Reads text of no other form: paragraphs of prose, with Markdown's headings, quotes and rules where it has them."""

import re
from dataclasses import dataclass, field

from reader_app.core.errors import UnreadableFile
from reader_app.core.importers.data_formats import data_format, is_web_fragment
from reader_app.core.importers.derived_titles import LONGEST, title_from_prose
from reader_app.core.importers.digest_marks import unwrap
from reader_app.core.importers.draft import Draft, DraftBlock, fold_space
from reader_app.core.importers.language import detect_language
from reader_app.core.importers.markdown_marks import strip_emphasis
from reader_app.core.model import BlockKind

_MARKDOWN = re.compile(
    r"(?m)^#{1,6} \S|\*\*\S[^*\n]{0,300}\*\*|\]\((?:https?|mailto):|^(?:```|~~~)|^> \S|^[^\n]{1,160}\n(?:===+|---+)$|^---$"
)
"""Signs that a text is Markdown; without any of them its stars, underscores and backticks are its own."""

_HEADING = re.compile(r"(#{1,6})\s+(\S.*?)\s*#*")
_UNDERLINE = re.compile(r"={3,}|-{3,}")
_RULE = re.compile(r"(?:[-*_=]\s*){3,}")
_LIST_MARK = re.compile(r"^[-*+•]\s+")
_FENCE = ("```", "~~~")
_FRONT_FIELD = re.compile(r"([A-Za-z][\w -]{0,30}):\s*(.*)")
_WRAPPED = 45
"""Lines of at least so many code points that follow each other without a blank line are one paragraph, broken by an editor."""

_UNWRAPPED = 100
"""A longer line was not broken by an editor, so it is a paragraph of its own."""

_TITLE_WORDS = 14


def recognises(text: str) -> bool:
    """Whether `text` holds any letter: what is data and no text, `parse` refuses by its name."""
    return any(letter.isalpha() for letter in text)


def parse(text: str, name: str) -> list[Draft]:
    """The one episode that `text` is. Its title is a heading or a short first line that stands apart, else derived.

    Raises UnreadableFile for web pages, XML and JSON.
    """
    data = "a web page" if is_web_fragment(text) else data_format(text)
    if data is not None:
        raise UnreadableFile(f"This is {data}, which cannot be read yet; save or copy its text as a text file first.")
    reader = _TextReader(_MARKDOWN.search(text) is not None or name.lower().endswith((".md", ".markdown")))
    for line in reader.take_front_matter(text.split("\n")):
        reader.take(line.strip())
    reader.end_paragraph()
    blocks = reader.blocks
    title = reader.fields.get("title", "") or _title_in(blocks)
    if not title and not blocks:
        return []
    first_heading = next((number for number, block in enumerate(blocks) if block.kind == "heading"), None)
    if first_heading is not None and blocks[first_heading].text == title:
        blocks.pop(first_heading)
    prose = next((block.text for block in blocks if block.kind != "heading"), "")
    draft = Draft(title or title_from_prose(prose) or name, "stated" if title else "derived", blocks)
    published = reader.fields.get("date", "")
    draft.published = published if re.fullmatch(r"\d{4}(?:-\d{2}(?:-\d{2})?)?", published) else None
    draft.show = reader.fields.get("show") or reader.fields.get("podcast") or None
    draft.language = detect_language(" ".join(block.text for block in blocks))
    return [draft]


def _title_in(blocks: list[DraftBlock]) -> str:
    """Takes the title off `blocks`: a heading that comes first, or a short first line with text of its own below it."""
    if not blocks:
        return ""
    first, rest = blocks[0], blocks[1:]
    stands_apart = first.kind == "prose" and len(first.text.split()) <= _TITLE_WORDS and first.text[-1] not in ".,;:!…।。"
    longer = any(len(block.text) > len(first.text) for block in rest)
    if len(first.text) <= LONGEST and (first.kind == "heading" or (stands_apart and longer)):
        return blocks.pop(0).text
    return ""


@dataclass(slots=True)
class _TextReader:
    """Turns lines into blocks, one paragraph at a time."""

    markdown: bool
    blocks: list[DraftBlock] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    _lines: list[str] = field(default_factory=list)
    _fenced: bool = False

    def take_front_matter(self, lines: list[str]) -> list[str]:
        """Reads the fields of a front matter that heads `lines`, and gives back what is not read."""
        start = next((number for number, line in enumerate(lines) if line.strip()), 0)
        if not lines or lines[start].strip() != "---":
            return lines
        stop = next((n for n in range(start + 1, min(len(lines), start + 60)) if lines[n].strip() in ("---", "...")), None)
        if stop is None or _FRONT_FIELD.fullmatch(lines[start + 1].strip()) is None:
            return lines
        kept = []
        for line in lines[start + 1 : stop]:
            match = _FRONT_FIELD.fullmatch(line.strip())
            value = fold_space(match[2]).strip("\"'") if match is not None else ""
            if match is not None and match[1].lower() in ("title", "date", "show", "podcast") and len(value) <= LONGEST:
                self.fields[match[1].lower()] = value
            else:
                kept += [line, ""]
        return [*kept, *lines[stop + 1 :]]

    def take(self, line: str) -> None:
        """Takes the next line, without the white space around it."""
        if line.startswith(_FENCE):
            self.end_paragraph()
            self._fenced = not self._fenced
        elif not line:
            self.end_paragraph()
        elif self._fenced:
            self.blocks.append(DraftBlock("prose", fold_space(line)))
        elif _UNDERLINE.fullmatch(line) is not None and len(self._lines) == 1 and len(self._lines[0].split()) <= _TITLE_WORDS:
            self._add("heading", self._lines.pop())
        elif _RULE.fullmatch(line) is not None:
            self.end_paragraph()
        elif (heading := _HEADING.fullmatch(line)) is not None:
            self.end_paragraph()
            self._add("heading", heading[2])
        elif line.startswith("> ") and line.strip("> "):
            self.end_paragraph()
            self._add("pull_quote", line.lstrip("> "))
        else:
            self._lines.append(line)

    def end_paragraph(self) -> None:
        """Makes blocks of the lines since the last blank one: one paragraph where an editor broke it, else one for each line."""
        joined: list[str] = []
        for number, line in enumerate(self._lines):
            before = self._lines[number - 1] if number else ""
            goes_on = _WRAPPED <= len(before) <= _UNWRAPPED and _LIST_MARK.match(line) is None
            if goes_on and joined:
                joined.append(line)
                continue
            self._add("prose", " ".join(joined))
            joined = [line]
        self._add("prose", " ".join(joined))
        self._lines.clear()

    def _add(self, kind: BlockKind, text: str) -> None:
        bare = _LIST_MARK.sub("", text) if kind == "prose" else text
        words = fold_space(strip_emphasis(bare) if self.markdown else bare)
        if words:
            self.blocks.append(DraftBlock(kind, unwrap(words) if kind == "pull_quote" else words, chapter=kind == "heading"))
