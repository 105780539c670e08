"""Reads transcripts in which names head the lines: text and Markdown of podcasts, meetings, interviews, with times or without.

`labelled_lines` has the ways in which a name and a time head a line, `line_voices` tells which names are voices. What stands
before the first of them is the page's head (title, description, chapters); headings between turns are chapters.
"""

from reader_app.core.importers.captions.caption_joining import is_rolling
from reader_app.core.importers.captions.caption_turns import breaks_off
from reader_app.core.importers.captions.spoken_titles import title_from_speech
from reader_app.core.importers.captions.time_order import drop_falling_times, drop_times_of_day
from reader_app.core.importers.data_formats import data_format
from reader_app.core.importers.draft import Draft
from reader_app.core.importers.language import detect_language
from reader_app.core.importers.text.front_matter import FrontMatter, take_front_matter
from reader_app.core.importers.text.labelled_speech import SpeechReader
from reader_app.core.importers.text.line_voices import LineVoices
from reader_app.core.importers.text.page_head import is_part_word, read_page_head
from reader_app.core.importers.text.paired_lines import read_lines
from reader_app.core.importers.text.text_blocks import FENCE, HEADING, MARKDOWN

_AROUND_LINES = (
    " \t\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u2028\u2029\u3000\u200b\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069\ufeff"
)
"""White space and marks of direction, which programs set before each line of Hebrew and Arabic."""
_SAMPLE = 400_000
"""Code points by which the form is recognised."""
_FEWEST = 2
_LEAST_SHARE = 0.05
"""Of all paragraphs, so many at least are headed by a voice."""
_ESSAY_SHARE = 0.5
"""Where fewer paragraphs than this are headed by a name and a mere colon, a text is no conversation throughout."""
_LONGEST_LINE = 20_000
"""A page with longer lines has lost its line breaks; `feed_page` reads such."""


def recognises(text: str) -> bool:
    """Whether names of voices head the lines of `text`, over and over."""
    if data_format(text) is not None or "-->\n" in text[:200] or text.startswith("WEBVTT"):
        return False
    front, lines = take_front_matter(text[:_SAMPLE].split("\n"))
    page = _Page(lines, front)
    if page.voices.heads < (1 if front.fields else _FEWEST):
        return False
    if not front.fields and (page.voices.share < _LEAST_SHARE or _lost_breaks(lines)):
        return False
    return not is_rolling([ways[0].rest for ways in page.heads if ways and ways[0].seconds is not None][:2_000])


def parse(text: str, name: str) -> list[Draft]:
    """The one episode that `text` is; its title is stated in its head, else derived, at last from the file's `name`."""
    front, lines = take_front_matter(text.split("\n"))
    page = _Page(lines, front)
    markdown = bool(front.fields) or MARKDOWN.search(text) is not None or name.lower().endswith((".md", ".markdown"))
    draft = front.draft()
    essay = page.voices.main_group == "plain" and page.voices.share < _ESSAY_SHARE
    listed = read_page_head(page.lines[: page.start], draft, markdown)
    if essay:
        for block in draft.blocks:
            block.chapter = block.chapter or (block.kind == "heading" and not block.marks_part)
    titles = [block.text for block in draft.blocks if block.kind == "contents"]
    if titles and draft.blocks[-1].text in titles and draft.blocks[-1].kind in ("prose", "description"):
        draft.blocks[-1].kind = "heading"
    reader = SpeechReader(page.voices, markdown, titles=titles, own_paragraph_only=essay)
    for line, heads in zip(page.lines[page.start :], page.heads[page.start :], strict=True):
        reader.take(line, heads)
    draft.blocks += reader.finish()
    if listed:
        for block in draft.blocks:
            block.chapter = block.chapter and block.kind == "contents"
    drop_times_of_day(draft)
    drop_falling_times(draft)
    said = [" ".join(turn.words) for turn in reader.turns]
    if not draft.title:
        draft.title, draft.title_origin = title_from_speech(said) or name, "derived"
    draft.language = detect_language(" ".join(said))
    draft.truncated = breaks_off(reader.turns)
    if draft.truncated:
        draft.notes.append("ends inside a sentence: cut off at the source")
    front.tell(draft, frozenset(block.speaker.casefold() for block in draft.blocks if block.speaker))
    return [draft]


def _lost_breaks(lines: list[str]) -> bool:
    """Whether most of the text stands in lines that are far too long for one turn."""
    return sum(len(line) for line in lines if len(line) > _LONGEST_LINE) > sum(map(len, lines)) / 2


class _Page:
    """The lines of a file with what heads each, which of the heads are voices, and where the transcript starts."""

    def __init__(self, raw: list[str], front: FrontMatter) -> None:
        lines = [line.strip(_AROUND_LINES) for line in raw]
        self.lines, self.heads = read_lines(_outside_fences(lines))
        fenced = _fenced(lines)
        for number in fenced:
            self.lines[number] = lines[number]
        self.voices = LineVoices(self.lines, self.heads, front.speakers)
        self.start = self._start(has_title=bool(front.title))

    def _start(self, has_title: bool) -> int:
        """The number of the line with which the transcript starts: the first that a voice heads, or the headings above it."""
        first = next((n for n, heads in enumerate(self.heads) if self.voices.voice_of(heads) is not None), len(self.lines))
        start = first
        for number in range(first - 1, -1, -1):
            line, heads = self.lines[number], self.heads[number]
            if heads and heads[0].family == "time" and not heads[0].rest:
                start = number
                continue
            heading = HEADING.fullmatch(line)
            if line and (heading is None or is_part_word(heading[2])):
                break
            title = heading is not None and not has_title and not any(self.lines[:number])
            if heading is not None and not title:
                start = number
        return start


def _fenced(lines: list[str]) -> list[int]:
    """The numbers of the lines between code fences, the fences too."""
    inside, numbers = False, []
    for number, line in enumerate(lines):
        fence = line.startswith(FENCE)
        if inside or fence:
            numbers.append(number)
        inside = inside != fence
    return numbers


def _outside_fences(lines: list[str]) -> list[str]:
    """The lines, with those between code fences as words that nothing can head."""
    fenced = set(_fenced(lines))
    return [("." if number in fenced else line) for number, line in enumerate(lines)] if fenced else lines
