"""Makes turns, headings and marks of time of the lines of a transcript whose voices are known."""

import re
from collections.abc import Collection

from reader_app.core.importers.captions.caption_turns import SpokenTurn, speaker_label
from reader_app.core.importers.captions.silences import is_silence
from reader_app.core.importers.captions.time_marks import CLOCK, INNER_MARK, seconds_of, take_f4_marks
from reader_app.core.importers.character_references import unescape
from reader_app.core.importers.draft import DraftBlock, fold_space
from reader_app.core.importers.markdown_marks import strip_emphasis
from reader_app.core.importers.text.labelled_lines import LineHead
from reader_app.core.importers.text.line_voices import LineVoices
from reader_app.core.importers.text.page_head import is_part_word
from reader_app.core.importers.text.text_blocks import FENCE, HEADING, LIST_MARK, RULE

_BREAKS = frozenset(
    [
        "break",
        "ad break",
        "commercial break",
        "sponsor break",
        "music break",
        "advertisement",
        "ad",
        "intermission",
        "werbung",
        "werbepause",
        "pausa",
        "publicité",
    ]
)
"""Labels that name a gap in the talk, not a voice."""
_TIMED_HEADING = re.compile(
    rf"(?:[\[(]?(?P<first>{CLOCK})[\])]?\s*[-–—:|]?\s*(?P<after>\S.*)|(?P<before>\S.*?)\s*[-–—:|]?\s*[\[(](?P<last>{CLOCK})[\])])"
)
_CLOSING = re.compile(
    r"(?:transcribed by|transcript(?:ion)? (?:was |is )?(?:generated|provided|created|ended)|subtitles (?:by|from)"
    r"|this (?:\w+ )?transcript (?:was|is|has)"
    r"|[\w.]{2,20} is the world['’]s (?:most|best|leading)\b[^\n.]{0,60}\btranscription"
    r"|automatically convert your \w{1,12} files to text)\b",
    re.IGNORECASE,
)
"""Lines with which programs and services sign a transcript: nobody says them."""
_ENDED = re.compile(
    r"(?:the )?(?:meeting|call|recording|transcription|transcript) (?:ended|stopped)(?: (?:after|at) [\d:]{4,9})?\W*", re.I
)
"""A whole line with which meeting programs end a transcript; what stands below is about it."""
_CAPTION_WORDS = 30
"""Words of a line, on average, up to which lines of one voice are captions that go on with each other."""


class SpeechReader:
    """Reads the transcript line by line. `titles` are chapters listed above it, which may stand again between its turns.

    `own_paragraph_only`: a voice is not believed to go on behind a blank line, because the text is no conversation throughout.
    """

    def __init__(self, voices: LineVoices, markdown: bool, titles: Collection[str], own_paragraph_only: bool) -> None:
        self.turns: list[SpokenTurn] = []
        """All stretches of speech in order."""
        self._voices = voices
        self._markdown = markdown
        self._titles = {title.casefold() for title in titles}
        self._own_paragraph_only = own_paragraph_only
        self._blocks: list[DraftBlock | tuple[SpokenTurn, int]] = []
        self._turn = -1
        self._speaker: str | None = None
        self._open = False
        self._fresh = True
        self._fenced = False
        self._aside = False
        self._pending: float | None = None
        self._said_at: tuple[float, list[str]] | None = None
        self._family = ""

    def take(self, line: str, heads: list[LineHead]) -> None:
        """Takes the next line, without the white space around it, and the ways to read what heads it."""
        if line.startswith(FENCE):
            self._fenced = not self._fenced
            self._fresh = True
        elif self._fenced:
            self._say(line, plain=True)
        elif not line or RULE.fullmatch(line) is not None:
            self._fresh = True
            self._aside = self._aside or self._own_paragraph_only
        elif (voice := self._voices.voice_of(heads)) is not None:
            self._take_voice(voice)
        elif line.startswith("#") and (heading := HEADING.fullmatch(line)) is not None and not _is_time(heads):
            self._take_heading(heading[2])
        elif self._is_break(heads):
            self._head(DraftBlock("heading", heads[0].name, heads[0].seconds))
        elif _ENDED.fullmatch(line) is not None:
            self._head(DraftBlock("prose", self._plain(line)))
            self._aside = True
        elif line.casefold() in self._titles or (self._fresh and _CLOSING.match(line) is not None):
            self._take_apart(line)
        elif (time := self._time(line, heads)) is not None:
            self._take_time(time)
        else:
            self._say(line)

    def finish(self) -> list[DraftBlock]:
        """The blocks of all that was taken; a heading right above a timed turn starts with it."""
        blocks: list[DraftBlock] = []
        for entry in self._blocks:
            if isinstance(entry, DraftBlock):
                blocks.append(entry)
            else:
                block = entry[0].block()
                block.turn = entry[1]
                blocks.append(block)
        following: float | None = None
        for block in reversed(blocks):
            if block.kind == "heading" and block.start is None and block.chapter:
                block.start = following
            following = block.start
        return blocks

    def _take_voice(self, head: LineHead) -> None:
        if head.name.casefold() in _BREAKS:
            self._head(DraftBlock("heading", head.name, head.seconds))
            if head.rest:
                self._say(head.rest)
            return
        self._aside = False
        if not self._goes_on(head):
            self._begin(head.name)
        self._family = head.family
        if head.seconds is not None:
            self._pending = head.seconds
        at = 0
        for offset, name in head.more:
            self._say(head.rest[at:offset])
            self._begin(name)
            at = offset
        self._say(head.rest[at:])

    def _goes_on(self, head: LineHead) -> bool:
        """Whether a line goes on with the turn before it, as captions of one voice do."""
        if head.name != self._speaker or not self._open or head.family not in ("voice", "time-name"):
            return False
        return head.family == "voice" or self._voices.words_a_line <= _CAPTION_WORDS

    def _begin(self, speaker: str | None) -> None:
        self._turn += 1
        self._speaker = speaker
        self._open, self._fresh = True, True
        self._said_at = None

    def _take_heading(self, words: str) -> None:
        text = self._plain(words)
        timed = _TIMED_HEADING.fullmatch(text)
        start = seconds_of(timed["first"] or timed["last"]) if timed is not None else None
        title = (timed["after"] or timed["before"]) if timed is not None and start is not None else text
        part = is_part_word(title)
        if title:
            self._head(DraftBlock("heading", title, start, chapter=not part, marks_part=part))
            self._aside = part or self._own_paragraph_only

    def _take_apart(self, line: str) -> None:
        """A listed chapter's title that stands again, or a closing line: nobody speaks it."""
        if line.casefold() in self._titles:
            self._head(DraftBlock("heading", self._plain(line)))
        else:
            self._head(DraftBlock("prose", self._plain(line)))

    def _head(self, block: DraftBlock) -> None:
        self._blocks.append(block)
        self._fresh = True
        self._said_at = None

    def _is_break(self, heads: list[LineHead]) -> bool:
        """Whether a line is a label in bold that names no voice and has no words ("**Outro:** [51:56]")."""
        return (
            bool(heads)
            and heads[0].name != ""
            and not heads[0].rest
            and self._voices.main_group == "bold"
            and heads[0].family in ("bold", "name-time")
        )

    def _time(self, line: str, heads: list[LineHead]) -> LineHead | None:
        """The time that heads a line without a name, where such is a mark here and no hour or verse in a sentence."""
        time = next((head for head in heads if head.family == "time"), None)
        if time is None or not time.rest or self._voices.main_group == "timed":
            return time
        return time if line.lstrip("*_#-•> ").startswith("[") else None

    def _take_time(self, time: LineHead) -> None:
        self._pending = time.seconds
        if time.rest.startswith(">>"):
            words = time.rest.lstrip("> ")
            label = speaker_label(words)
            self._begin(label if label is not None and label.isupper() else None)
            self._say(words[len(label) + 1 :] if self._speaker and label else words)
        elif time.rest:
            self._fresh = self._fresh and self._voices.words_a_line > _CAPTION_WORDS
            self._say(time.rest)

    def _say(self, line: str, plain: bool = False) -> None:
        if not line.strip():
            return
        following = None
        if not plain:
            line, following = take_f4_marks(line)
        text, marks = (fold_space(line), []) if plain else self._words(line)
        if not text:
            self._pending = following if following is not None else marks[0][1] if marks else self._pending
            return
        if marks and marks[0][0] == 0 and self._pending is None:
            self._pending = marks.pop(0)[1]
        if self._aside or self._turn < 0:
            self._blocks.append(DraftBlock("prose", text, self._pending, times=marks))
            self._pending = following
            return
        if self._starts_paragraph(self._pending):
            self.turns.append(SpokenTurn(self._speaker))
            self._blocks.append((self.turns[-1], self._turn))
        stretch = self.turns[-1]
        stretch.add(text, self._pending, inside=marks)
        if marks or self._pending is not None:
            self._said_at = (stretch.times[-1][1], [text[marks[-1][0] :] if marks else text])
        elif self._said_at is not None:
            self._said_at[1].append(text)
        if following is not None and stretch.times and stretch.times[-1][1] <= following:
            stretch.ends[stretch.times[-1][0]] = following
        self._pending = following
        self._fresh = False

    def _starts_paragraph(self, seconds: float | None) -> bool:
        """Whether the next words begin a paragraph: behind a blank line, or a long silence."""
        caption = self._family in ("voice", "time-name") and self._voices.words_a_line <= _CAPTION_WORDS
        if not self.turns or not self._blocks or self._blocks[-1] != (self.turns[-1], self._turn):
            return True
        if self._fresh and not (caption and seconds is not None):
            return True
        if seconds is None or self._said_at is None:
            return False
        return is_silence(self._said_at[0], " ".join(self._said_at[1]), seconds)

    def _words(self, line: str) -> tuple[str, list[tuple[int, float]]]:
        """The words of a line without their marks, and the times that stand among them: (code point offset, seconds)."""
        bare = LIST_MARK.sub("", line.lstrip("> ")) if self._markdown else line
        if "[" not in bare:
            return self._plain(bare), []
        pieces: list[str] = []
        marks: list[tuple[int, float]] = []
        length = at = 0
        for match in INNER_MARK.finditer(bare):
            seconds = seconds_of(match[1])
            if seconds is None:
                continue
            piece = self._plain(bare[at : match.start()])
            if piece:
                pieces.append(piece)
                length += len(piece) + 1
            marks.append((length, seconds))
            at = match.end()
        pieces.append(self._plain(bare[at:]))
        text = " ".join(piece for piece in pieces if piece)
        return text, [(offset, seconds) for offset, seconds in marks if offset < len(text)] or ([] if text else marks)

    def _plain(self, words: str) -> str:
        if self._family == "voice" or self._markdown:
            words = unescape(words)
        return fold_space(strip_emphasis(words) if self._markdown else words)


def _is_time(heads: list[LineHead]) -> bool:
    """Whether a heading is nothing but a time ("### 00:05:00")."""
    return bool(heads) and heads[0].family == "time" and not heads[0].rest
