"""Makes turns and headings of a transcript in which labels, times, headings and words were glued into one stretch."""

import re
from dataclasses import dataclass, field

from reader_app.core.importers.draft import DraftBlock, fold_space
from reader_app.core.importers.glued.glued_headings import HeadingFinder
from reader_app.core.importers.glued.speaker_labels import CLOCK, Label
from reader_app.core.importers.section_words import LAST_WORDS
from reader_app.core.timestamps import parse_clock

_SQUARE = re.compile(rf"\[\s?({CLOCK})\s?\]")
_ROUND_TOO = re.compile(rf"[\[(]\s?({CLOCK})\s?[\])]")
_ROUND = re.compile(rf"\(\s?{CLOCK}\s?\)")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_FEWEST_ROUND = 3
"""Times in round brackets from which on they are marks, and not references to a verse or a clock."""
_SAME_TIME = 1.0
"""Seconds between a heading's time and that of the turn it heads."""


@dataclass(slots=True)
class _Stretch:
    """Words between two marks that begin a paragraph, with the marks inside them."""

    start: float | None
    text: str = ""
    times: list[tuple[int, float]] = field(default_factory=list)

    def add(self, words: str) -> None:
        folded = fold_space(words)
        spaced = self.text and (words[:1].isspace() or (self.times and self.times[-1][0] > len(self.text)))
        self.text += f" {folded}" if folded and spaced else folded

    def mark(self, seconds: float) -> None:
        if not self.text and self.start is None:
            self.start = seconds
        else:
            self.times.append((len(self.text) + 1 if self.text else 0, seconds))


class SpeechReader:
    """Reads one transcript into blocks; counts turns from 0."""

    def __init__(self, text: str, labels: list[Label], headings: HeadingFinder) -> None:
        self._text = text
        self._labels = labels
        self._headings = headings
        self._mark = _ROUND_TOO if len(_ROUND.findall(text)) >= _FEWEST_ROUND else _SQUARE
        self._turns = 0
        self.heading_count = 0
        self.closing = ""
        """What the feed put behind the transcript."""

    def blocks(self) -> list[DraftBlock]:
        """Speech and headings in the order of the source. Each label begins a turn, also where the same voice goes on."""
        first = self._labels[0].start if self._labels else len(self._text)
        blocks = self._opening(self._text[:first])
        for number, label in enumerate(self._labels):
            last = number + 1 == len(self._labels)
            after = None if last else self._labels[number + 1]
            body = self._text[label.stop : len(self._text) if after is None else after.start]
            blocks += self._turn(self._without_closing(body) if last else body, label, after)
        return blocks

    def _opening(self, text: str) -> list[DraftBlock]:
        """What stands before the first label: headings, or speech of a voice that is not named."""
        after = self._labels[0] if self._labels else None
        if after is None:
            text = self._without_closing(text)
        if not text.strip():
            return []
        if after is not None and self._mark.search(text) is None and self._headings.is_heading(text):
            return [self._heading(fold_space(text), None)]
        return self._turn(text, None, after)

    def _without_closing(self, body: str) -> str:
        found = LAST_WORDS.search(body)
        if found is None:
            return body
        self.closing = body[found.start() :]
        return body[: found.start()]

    def _turn(self, body: str, label: Label | None, after: Label | None) -> list[DraftBlock]:
        heading = ""
        if after is not None:
            body, heading = self._headings.split_tail(body)
        speaker = label.name if label is not None else None
        stretches = self._stretches(body, label.seconds if label is not None else None)
        blocks: list[DraftBlock] = []
        number = self._turns
        for at, stretch in enumerate(stretches):
            following = stretches[at + 1].start if at + 1 < len(stretches) else (after.seconds if after is not None else None)
            if (at or label is None) and self._is_timed_heading(stretch, following):
                blocks.append(self._heading(stretch.text, stretch.start))
            elif stretch.text or (label is not None and len(stretches) == 1):
                times = [(min(offset, len(stretch.text)), seconds) for offset, seconds in stretch.times if stretch.text]
                blocks.append(DraftBlock("speech", stretch.text, stretch.start, speaker, number, times=times))
                self._turns = number + 1
        if heading:
            blocks.append(self._heading(fold_space(heading), None))
        return blocks

    def _heading(self, text: str, start: float | None) -> DraftBlock:
        self.heading_count += 1
        return DraftBlock("heading", text, start)

    def _is_timed_heading(self, stretch: _Stretch, following: float | None) -> bool:
        """Whether a mark, a title and the same mark again follow each other ("[0:27] The Hive[0:27] Ann:")."""
        if stretch.start is None or following is None or stretch.times or abs(stretch.start - following) > _SAME_TIME:
            return False
        return self._headings.is_heading(stretch.text)

    def _stretches(self, body: str, start: float | None) -> list[_Stretch]:
        """The words of one turn, parted where a mark is glued to the word before it: there the source began a paragraph."""
        stretches = [_Stretch(start)]
        at = 0
        for match in self._mark.finditer(body):
            seconds = parse_clock(match[1])
            if seconds is None:
                continue
            words = body[at : match.start()]
            _add_paragraphs(stretches, words)
            glued = (bool(words) and not words[-1].isspace()) or words[-1:] == "\n"
            if glued and stretches[-1].text:
                stretches.append(_Stretch(seconds))
            else:
                stretches[-1].mark(seconds)
            at = match.end()
        _add_paragraphs(stretches, body[at:])
        kept = [stretch for stretch in stretches if stretch.text]
        return kept or [_Stretch(start)]


def _add_paragraphs(stretches: list[_Stretch], words: str) -> None:
    """Adds words to the last stretch; behind a blank line a new one begins, whose time is not stated."""
    for number, paragraph in enumerate(_BLANK_LINE.split(words)):
        if number and stretches[-1].text and paragraph.strip():
            stretches.append(_Stretch(None))
        stretches[-1].add(paragraph)
