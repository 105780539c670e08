"""Reads SAMI captions (.smi), of which each stands until the next of its language.

The form is Microsoft's Synchronized Accessible Media Interchange: `<SYNC Start=1000><P Class=ENUSCC>words`, a time in
milliseconds and a paragraph for each language; an empty one (`&nbsp;`) clears the screen, and one with `ID=Source` names who
speaks. https://learn.microsoft.com/previous-versions/windows/desktop/dnacc/understanding-sami-1.0
"""

import re
from dataclasses import dataclass, field

from reader_app.core.errors import UnreadableFile
from reader_app.core.importers.captions.cues import Cue, draft_of
from reader_app.core.importers.draft import Draft, fold_space
from reader_app.core.importers.language_tags import language_tag
from reader_app.core.importers.markup import Markup, Tag

_ROOT = re.compile(
    r"[\s\ufeff]*(?:(?:<\?xml[^<>]{0,300}\?>|<!DOCTYPE[^<>]{0,300}>|<!--.{0,5000}?-->)\s*){0,5}<sami[\s>]", re.I | re.S
)
_CLASS = re.compile(r"\.([\w-]{1,60})\s*\{([^{}]{0,2000})\}")
_PROPERTY = re.compile(r"(name|lang)\s*:\s*[\"']?([^;\"']{1,100})", re.IGNORECASE)
_MILLISECONDS = re.compile(r"\s*(\d{1,12})(?:\.\d{0,9})?\s*(?:ms)?\s*", re.IGNORECASE)
_HEAD = 100_000
"""Code points among which the classes are described."""
_MOST_CLASSES = 200
"""More than all the languages that captions are written in; what bears the name of a further one is left out."""


@dataclass(slots=True)
class _Track:
    """The captions of one class, and who speaks in them; an empty caption clears."""

    cues: list[Cue] = field(default_factory=list)
    voice: str | None = None


def recognises(text: str) -> bool:
    """Whether `text` begins as SAMI files do."""
    return _ROOT.match(text) is not None


def parse(text: str, name: str) -> list[Draft]:
    """The one episode that the captions of the first language tell; a note names the others.

    Raises UnreadableFile where they hold no words.
    """
    reader = _CueReader()
    markup = Markup(text, html=True)
    for part in markup:
        reader.take(part)
    reader.end()
    spoken = {key: track for key, track in reader.tracks.items() if any(cue.text for cue in track.cues)}
    if not spoken:
        raise UnreadableFile("These captions hold no text.")
    described = _described(text[:_HEAD])
    first, *others = spoken
    cues = _timed(spoken[first].cues)
    draft = draft_of(cues, name, title=fold_space(reader.title), language=language_tag(described.get(first, {}).get("lang")))
    if others:
        draft.notes.append("left out: captions in other languages: " + ", ".join(_name(key, described) for key in others))
    if reader.untimed:
        what = "a caption has" if reader.untimed == 1 else f"{reader.untimed:,} captions have"
        draft.notes.append(f"{what} no time that can be read")
    if markup.cut:
        draft.truncated = True
        draft.notes.append("the file breaks off before its end")
    return [draft]


class _CueReader:
    """Makes captions of the parts of a document, by class in the order of the file."""

    def __init__(self) -> None:
        self.tracks: dict[str, _Track] = {}
        self.title = ""
        self.untimed = 0
        self._start: float | None = None
        self._class = ""
        self._is_source = self._in_sync = self._in_title = False
        self._text: list[str] = []

    def take(self, part: Tag | str) -> None:
        """Takes the next tag or text."""
        if isinstance(part, str):
            if self._in_title:
                self.title += part
            elif self._in_sync:
                self._text.append(part.replace("\n", " ").replace("\r", " "))
        elif part.name == "title":
            self._in_title = not part.closes
        elif part.name in ("sync", "p"):
            self.end()
            self._begin(part)
        elif part.name == "br" and self._in_sync:
            self._text.append("\n")
        elif part.name in ("body", "sami") and part.closes:
            self.end()

    def _begin(self, tag: Tag) -> None:
        if tag.name == "sync":
            match = _MILLISECONDS.fullmatch(tag.attributes.get("start", ""))
            self._in_sync = not tag.closes
            self._start = int(match[1]) / 1000 if match is not None and not tag.closes else None
        self._class = tag.attributes.get("class", "").upper() or next(iter(self.tracks), "")
        self._is_source = tag.attributes.get("id", "").lower() == "source" and not tag.closes

    def end(self) -> None:
        """Makes a caption of the words that are open; without any, only a paragraph that is there clears."""
        parts, self._text = self._text, []
        if not parts:
            return
        text = "\n".join(line for raw in "".join(parts).split("\n") if (line := fold_space(raw)))
        if not text and "\xa0" not in "".join(parts):
            return
        if self._class not in self.tracks and len(self.tracks) >= _MOST_CLASSES:
            return
        track = self.tracks.setdefault(self._class, _Track())
        if self._is_source:
            track.voice = fold_space(text).rstrip(":") or None
            return
        self.untimed += bool(text) and self._start is None
        track.cues.append(Cue(text, self._start, None, track.voice))


def _timed(captions: list[Cue]) -> list[Cue]:
    """The captions with words, each said up to the start of the next, which may be one that only clears."""
    following: float | None = None
    for cue in reversed(captions):
        if cue.start is not None:
            cue.end = following if following is not None and following >= cue.start else None
            following = cue.start
    return [cue for cue in captions if cue.text]


def _described(head: str) -> dict[str, dict[str, str]]:
    """What the style sheet says of each class: its `name` and its `lang`."""
    return {
        match[1].upper(): {key.lower(): value.strip() for key, value in _PROPERTY.findall(match[2])}
        for match in _CLASS.finditer(head)
    }


def _name(key: str, described: dict[str, dict[str, str]]) -> str:
    return described.get(key, {}).get("name") or key or "without a name"
