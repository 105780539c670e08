"""Reads the captions that YouTube hands out as XML: `<transcript>` (srv1) and `<timedtext>` (srv2 and srv3).

The forms are those of its timedtext service, which no document describes; they are known from what downloaders keep:
`<text start="1.5" dur="2">` in seconds, with entities escaped twice, or `<p t="1500" d="2000"><s t="300">` in milliseconds.
"""

import re

from reader_app.core.errors import UnreadableFile
from reader_app.core.importers.captions.cues import Cue, draft_of
from reader_app.core.importers.captions.timed_words import TimedWords
from reader_app.core.importers.draft import Draft
from reader_app.core.importers.markup import Markup, Tag, root_name, unescape

_CAPTION = re.compile(r"<(?:text|p)\s[^<>]{0,300}?(?:t|start)\s*=")
_FORMAT_TAG = re.compile(r"</?(?:b|i|u|s|em|strong|font|span|c|v)(?:[\s.][^<>]{0,300})?/?>", re.IGNORECASE)
_NUMBER = re.compile(r"\s*(\d{1,12}(?:[.,]\d{1,9})?)\s*")
_LONGEST = 1e8
"""Seconds beyond which a time is a fault."""
_PADDING = str.maketrans("", "", "\u200b\ufeff")
"""Set around styled captions so that their background is wider."""


def recognises(text: str) -> bool:
    """Whether `text` is one of YouTube's own caption documents."""
    return (
        root_name(text) in ("transcript", "timedtext")
        and re.search(r"<(?:text|p)\b[^>]{0,300}\b(?:t|start)\s*=", text) is not None
    )


def parse(text: str, name: str) -> list[Draft]:
    """The one episode that the captions tell. Raises UnreadableFile where they hold no words."""
    reader = _CueReader()
    markup = Markup(text, html=False)
    for part in markup:
        reader.take(part)
    reader.end()
    if not reader.cues:
        raise UnreadableFile("These captions hold no text.")
    draft = draft_of(reader.cues, name, language=reader.language)
    if reader.repeated:
        draft.notes.append(f"captions that only repeat one of the same time in another style were left out: {reader.repeated:,}")
    if reader.untimed:
        what = "a caption has" if reader.untimed == 1 else f"{reader.untimed:,} captions have"
        draft.notes.append(f"{what} no time that can be read")
    if markup.cut or not reader.closed:
        draft.truncated = True
        draft.notes.append("the file breaks off before its end")
    return [draft]


class _CueReader:
    """Makes cues of the parts of a document."""

    def __init__(self) -> None:
        self.cues: list[Cue] = []
        self.language: str | None = None
        self.closed = False
        self.repeated = self.untimed = 0
        self._root = ""
        self._words: TimedWords | None = None
        self._raw: list[str] = []
        self._start: float | None = None
        self._end: float | None = None
        self._last: tuple[float | None, str] = (None, "")

    def take(self, part: Tag | str) -> None:
        """Takes the next tag or text."""
        if isinstance(part, str):
            self._take_text(part)
        elif not self._root and not part.closes:
            self._root = part.name
            self.language = part.attributes.get("lang")
        elif part.closes and part.name == self._root:
            self.closed = True
        elif part.name in ("p", "text"):
            self.end()
            if not part.closes:
                self._begin(part)
        elif self._words is not None and not part.closes:
            if part.name == "s" and (offset := _number(part.attributes.get("t", "0"))) is not None and self._start is not None:
                self._words.begin(self._start + offset / 1000)
            elif part.name == "br":
                self._take_text("\n")

    def end(self) -> None:
        """Makes a cue of the caption that is open."""
        words, self._words = self._words, None
        if words is None:
            return
        if self._raw:
            words.add(unescape(_FORMAT_TAG.sub("", "".join(self._raw))).translate(_PADDING))
        if not words.text:
            return
        self.untimed += self._start is None
        if self._start is not None and (self._start, words.text) == self._last:
            self.repeated += 1
            return
        self._last = (self._start, words.text)
        times = words.times if len(words.times) > 1 else ()
        self.cues.append(Cue(words.text, self._start, self._end, words=times))

    def _begin(self, tag: Tag) -> None:
        in_seconds = "start" in tag.attributes
        scale = 1.0 if in_seconds else 1000.0
        start = _number(tag.attributes.get("start" if in_seconds else "t", ""))
        length = _number(tag.attributes.get("dur" if in_seconds else "d", ""))
        self._start = round(start / scale, 6) if start is not None and start / scale <= _LONGEST else None
        self._end = round(self._start + length / scale, 6) if self._start is not None and length is not None else None
        self._words = TimedWords()
        self._raw = []

    def _take_text(self, text: str) -> None:
        if self._words is None:
            return
        if self._root == "transcript":
            self._raw.append(text)
        else:
            self._words.add(text.translate(_PADDING))


def _number(text: str) -> float | None:
    match = _NUMBER.fullmatch(text)
    return float(match[1].replace(",", ".")) if match is not None else None
