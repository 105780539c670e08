"""Reads captions set in Markdown: a heading, the video's address, minute sections, and a line for each timed caption.

The captions roll: each repeats what the one before showed last. Lines that state their time in brackets without Markdown,
in bold without brackets, bare, or on a line of its own are read too, and so are captions that do not roll.
"""

import re
from collections import Counter
from dataclasses import dataclass, field

from reader_app.core.importers.captions.caption_joining import join_rolling
from reader_app.core.importers.captions.caption_turns import SpokenTurn, breaks_off, speaker_label, spoken_turns
from reader_app.core.importers.captions.silences import parted_at_silences
from reader_app.core.importers.captions.spoken_titles import title_from_speech
from reader_app.core.importers.captions.time_order import drop_falling_times
from reader_app.core.importers.captions.transcript_panel import is_panel, panel_as_captions
from reader_app.core.importers.character_references import unescape
from reader_app.core.importers.draft import Draft, DraftBlock, fold_space
from reader_app.core.importers.language import detect_language
from reader_app.core.importers.markdown_marks import strip_emphasis
from reader_app.core.timestamps import parse_clock

_CLOCK = r"\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
_UNTIL = rf"(?:\s*(?:-->|[-–—]|to)\s*{_CLOCK})?"
_CUE = re.compile(
    rf"(?:[-*•]\s+)?(?:(?:\*\*|__)?[\[(]({_CLOCK}){_UNTIL}[\])]:?(?:\*\*|__)?:?|(?:\*\*|__)({_CLOCK}){_UNTIL}:?(?:\*\*|__):?)\s*(.*)"
)
_BARE_TIME = re.compile(_CLOCK)
_MINUTES = re.compile(rf"#{{1,6}}\s*[\[(]?\s*{_CLOCK}\s*(?:-->|[-–—]|to)\s*{_CLOCK}\s*[\])]?\s*")
_TIMED_HEADING = re.compile(rf"[\[(]?({_CLOCK})[\])]?\s*[-–—:]?\s*(\S.*)")
_HEADING = re.compile(r"(#{1,6})\s+(.*)")
_FIELD = re.compile(r"(?:[-*•]\s+)?(?:\*\*|__)?([^\W\d_][\w ]{1,24}?)\s*(?::\s*(?:\*\*|__)|(?:\*\*|__)?\s*:)\s*(\S.*)")
_ADDRESS = re.compile(r"https?://[^\s<>()\"]+")
_TRANSCRIPT_WORDS = frozenset(
    {"transcript", "transkript", "transcription", "transcripción", "transcrição", "trascrizione", "captions"}
)
_RULE = re.compile(r"[-*_=]{3,}")

_HEAD_LINES = 12
"""So many lines may head the captions."""

_LEAST_CUES = 3
_CUE_SHARE = 0.5
_LABELLED_SHARE = 0.1
_SAMPLE_LINES = 4_000


def recognises(text: str) -> bool:
    """Whether most lines of `text` are captions that begin with their time, or stand under it."""
    lines = [line.strip() for line in text[: _SAMPLE_LINES * 200].split("\n")[:_SAMPLE_LINES]]
    lines = [line for line in lines if line and not line.startswith("#") and _RULE.fullmatch(line) is None]
    if is_panel(lines):
        return True
    first = next((number for number, line in enumerate(lines) if _cue(line) is not None), len(lines))
    lines = lines[min(first, _HEAD_LINES) :]
    timed = sum(1 for line in lines if _CUE.fullmatch(line) is not None)
    bare = sum(1 for line in lines if _BARE_TIME.fullmatch(line) is not None)
    return max(timed, 2 * bare) >= max(_LEAST_CUES, _CUE_SHARE * len(lines))


def parse(text: str, name: str) -> list[Draft]:
    """The episodes of `text`, one for each heading of the first level; `name` is a title's last resort."""
    drafts: list[Draft] = []
    part: list[str] = []
    has_cues = False
    lines = [line.strip() for line in text.split("\n")]
    filled = [line for line in lines if line]
    if is_panel(filled):
        lines = list(panel_as_captions(filled))
    for stripped in lines:
        if stripped.startswith("# ") and has_cues:
            drafts.append(_CaptionReader(part, name).read())
            part, has_cues = [], False
        has_cues = has_cues or _cue(stripped) is not None
        part.append(stripped)
    return [*drafts, _CaptionReader(part, name).read()]


def _cue(line: str) -> tuple[float, str] | None:
    """The time of a caption line in seconds, and its words."""
    match = _CUE.fullmatch(line)
    if match is None:
        return (seconds, "") if _BARE_TIME.fullmatch(line) and (seconds := parse_clock(line)) is not None else None
    start = parse_clock(match[1] or match[2])
    return None if start is None else (start, unescape(match[3]))


@dataclass(slots=True)
class _Section:
    """Captions that stand together, under a heading or none."""

    heading: DraftBlock | None = None
    cues: list[tuple[str, float | None]] = field(default_factory=list)


class _CaptionReader:
    """Reads the lines of one episode: what heads it, its captions and the headings between them."""

    def __init__(self, lines: list[str], file_name: str) -> None:
        self._lines = lines
        self._file_name = file_name
        self._draft = Draft("", "stated", [])
        self._sections = [_Section()]
        self._waits_for_words = False

    def read(self) -> Draft:
        for line in self._lines:
            if line and _RULE.fullmatch(line) is None:
                self._take(line)
        turns = self._join()
        said = [" ".join(turn.words) for turn in turns]
        draft = self._draft
        if not draft.title:
            draft.title, draft.title_origin = title_from_speech(said) or self._file_name, "derived"
        drop_falling_times(draft)
        draft.language = detect_language(" ".join(said))
        draft.truncated = breaks_off(turns)
        if draft.truncated:
            draft.notes.append("ends inside a sentence: cut off at the source")
        return draft

    def _take(self, line: str) -> None:
        cue = _cue(line)
        if cue is not None:
            self._sections[-1].cues.append((cue[1], cue[0]))
            self._waits_for_words = not cue[1]
        elif line.startswith("#") and _HEADING.fullmatch(line) is not None:
            self._take_heading(line)
        elif any(section.cues for section in self._sections):
            self._take_words(unescape(line))
        else:
            self._take_head(line)

    def _take_words(self, line: str) -> None:
        """Words on a line of their own go on with the caption before them, or are those of the time above them."""
        cues = self._sections[-1].cues
        if cues and self._waits_for_words:
            cues[-1] = (line, cues[-1][1])
            self._waits_for_words = False
        elif cues:
            cues[-1] = (f"{cues[-1][0]} {line}", cues[-1][1])
        else:
            cues.append((line, None))

    def _take_heading(self, line: str) -> None:
        if _MINUTES.fullmatch(line) is not None:
            return
        match = _HEADING.fullmatch(line)
        words = fold_space(strip_emphasis(match[2])) if match is not None else ""
        if match is not None and len(match[1]) == 1 and not self._draft.title:
            self._draft.title = words
        elif words.casefold().strip(":").split()[-1:] and words.casefold().strip(":").split()[-1] in _TRANSCRIPT_WORDS:
            return
        elif words:
            timed = _TIMED_HEADING.fullmatch(words)
            start = parse_clock(timed[1]) if timed is not None else None
            heading = DraftBlock("heading", timed[2] if timed is not None else words, start, chapter=True)
            self._sections.append(_Section(heading))

    def _take_head(self, line: str) -> None:
        """A line before the first caption: a stated field, or words of the description."""
        stated = _FIELD.fullmatch(line)
        key = stated[1].casefold() if stated is not None else ""
        value = fold_space(strip_emphasis(stated[2])) if stated is not None else ""
        address = _ADDRESS.search(line)
        if address is not None and (key.endswith(("url", "link", "video", "source", "watch")) or address[0] == line.strip("<>")):
            self._draft.url = address[0]
        elif key in ("title", "video title") and not self._draft.title:
            self._draft.title = value
        elif key in ("show", "podcast", "series", "channel"):
            self._draft.show = value
        elif key in ("date", "published", "upload date", "publish date") and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            self._draft.published = value
        elif key in ("duration", "length") and parse_clock(value) is not None:
            self._draft.duration = parse_clock(value)
        elif key in ("kind", "language"):
            return
        elif words := fold_space(strip_emphasis(unescape(line))):
            self._draft.blocks.append(DraftBlock("description", words))

    def _join(self) -> list[SpokenTurn]:
        """Joins the captions, cuts them into turns and adds them to the draft, with the headings between them."""
        captions = [cue for section in self._sections for cue in section.cues]
        pieces = iter(zip(join_rolling([words for words, _ in captions]), (seconds for _, seconds in captions), strict=True))
        joined = [[next(pieces) for _ in section.cues] for section in self._sections]
        added = sum(1 for section in joined for words, _ in section if words)
        if added < len(captions):
            self._draft.notes.append(f"{len(captions):,} captions, {added:,} after joining the rolling ones")
            self._draft.repaired = True
        turns: list[SpokenTurn] = []
        labelled = _mark_labels(joined)
        for section, cues in zip(self._sections, labelled, strict=True):
            if section.heading is not None:
                self._draft.blocks.append(section.heading)
            new = spoken_turns(cues)
            goes_on = bool(turns) and bool(cues) and not cues[0][0].lstrip().startswith(">>")
            for number, turn in enumerate(new):
                block = turn.block()
                block.turn = len(turns) + number - goes_on
                if goes_on and number == 0 and block.speaker is None:
                    block.speaker = turns[-1].speaker
                    turn.speaker = block.speaker
                self._draft.blocks += parted_at_silences(block)
            turns.extend(new[1:] if goes_on else new)
        return turns


def _mark_labels(sections: list[list[tuple[str, float | None]]]) -> list[list[tuple[str, float | None]]]:
    """Marks as turns the captions that begin with a name and a colon, where names come again and again."""
    cues = [words for section in sections for words, _ in section]
    names = Counter(label for words in cues if (label := speaker_label(words)) is not None)
    known = {name for name, count in names.items() if count > 1}
    if sum(names[name] for name in known) < max(2, _LABELLED_SHARE * len(cues)):
        return sections
    return [
        [(f">> {words}" if speaker_label(words) in known else words, seconds) for words, seconds in section]
        for section in sections
    ]
