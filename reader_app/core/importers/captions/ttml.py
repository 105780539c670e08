"""Reads TTML captions: those of Apple Podcasts, with absolute times and a time for each word, and broadcasters' TTML and DFXP.

The format is https://www.w3.org/TR/ttml2/; EBU-TT's titles are those of https://tech.ebu.ch/publications/tech3390.
"""

from dataclasses import dataclass, field

from reader_app.core.errors import UnreadableFile
from reader_app.core.importers.captions.cues import Cue, draft_of
from reader_app.core.importers.captions.timed_words import TimedWords
from reader_app.core.importers.captions.ttml_times import Rates, Timed, resolve
from reader_app.core.importers.draft import Draft, DraftBlock, fold_space
from reader_app.core.importers.markup import Markup, Tag, root_name

_TIMED = frozenset(("body", "div", "p", "span"))
_SILENT = frozenset(("metadata", "desc", "title", "set", "animate", "information", "image", "audio", "agent", "name"))
_TITLES = ("documentoriginalepisodetitle", "title", "documentoriginalprogrammetitle")
"""Elements that state a title, the most particular first."""
_NAMES = ("full", "", "alias", "family")
"""The types of an agent's name, the best for a reader first."""


def recognises(text: str) -> bool:
    """Whether `text` is a TTML document: its first element is `tt`."""
    return root_name(text) == "tt"


def parse(text: str, name: str) -> list[Draft]:
    """The one episode that the captions tell. Raises UnreadableFile where they hold no words, or where entities are declared."""
    document = _Document()
    markup = Markup(text, html=False)
    for part in markup:
        document.take(part)
    document.end_piece()
    cues = _cues(document)
    if not cues:
        raise UnreadableFile("These captions hold no text; some broadcasters keep theirs as pictures.")
    title = next((words for key in _TITLES if (words := document.head.get(key))), "")
    draft = draft_of(cues, name, title=title, language=document.language)
    programme = document.head.get(_TITLES[-1], "")
    draft.show = programme if programme and programme != title else None
    draft.duration = document.duration
    if (described := document.head.get("desc")) is not None:
        draft.blocks.insert(0, DraftBlock("description", described))
    if document.unread_times:
        what = "a time" if document.unread_times == 1 else f"{document.unread_times:,} times"
        draft.notes.append(f"{what} could not be read; what stands there has none")
    if markup.cut or not document.closed:
        draft.truncated = True
        draft.notes.append("the file breaks off before its end")
    return [draft]


@dataclass(slots=True)
class _Piece:
    """A stretch of one caption that one voice says, in parts: text, and the number of the timed span that it begins, or None."""

    element: int | None
    """Number of the element whose times it has."""
    agent: str | None
    parts: list[tuple[str, int | None]] = field(default_factory=list)


@dataclass(slots=True)
class _Open:
    """An element that is open: what it hands down to those inside it."""

    name: str
    element: int | None = None
    agent: str | None = None
    is_word: bool = False


@dataclass(slots=True)
class _Document:
    """What a document states, collected in one pass: timed elements, pieces of captions, agents, and what its head says."""

    elements: list[Timed] = field(default_factory=list)
    pieces: list[_Piece] = field(default_factory=list)
    agents: dict[str, dict[str, str]] = field(default_factory=dict)
    head: dict[str, str] = field(default_factory=dict)
    language: str | None = None
    duration: float | None = None
    closed: bool = False
    unread_times: int = 0
    spaced: bool = False
    """Whether white space stands between timed spans somewhere, so that it means something where it is missing."""
    _rates: Rates = field(default_factory=Rates)
    _open: list[_Open] = field(default_factory=list)
    _piece: _Piece | None = None
    _metadata: int = 0
    """How many elements are open that hold no words of a caption."""
    _agent: str = ""
    _name_type: str = ""
    _text: list[str] = field(default_factory=list)
    _after_span: bool = False

    def take(self, part: Tag | str) -> None:
        """Takes the next tag or text of the document."""
        if isinstance(part, str):
            self._take_text(part)
        elif part.closes:
            self._close(part.name)
        else:
            self._begin(part)
            if part.empty:
                self._close(part.name)

    def end_piece(self) -> None:
        """Ends the stretch of a caption that is open."""
        if self._piece is not None and any(text.strip() for text, _ in self._piece.parts):
            self.pieces.append(self._piece)
        self._piece = None

    def _take_text(self, text: str) -> None:
        if self._metadata:
            self._text.append(text)
        elif self._piece is not None and text:
            self.spaced = self.spaced or (self._after_span and text.isspace())
            self._piece.parts.append((text, None))

    def _begin(self, tag: Tag) -> None:
        if not self._open:
            self._rates = Rates.stated(tag.attributes)
            self.language = tag.attributes.get("lang") or None
        above = self._open[-1] if self._open else _Open("")
        opened = _Open(tag.name, above.element, tag.attributes.get("agent") or above.agent)
        self._open.append(opened)
        if self._metadata or not self._holds_words(tag.name):
            self._metadata += 1
            self._begin_metadata(tag)
            return
        if tag.name == "br":
            if self._piece is not None:
                self._piece.parts.append(("\n", None))
            return
        own = self._timed(tag, above.element) if tag.name in _TIMED else None
        opened.element = own if own is not None else above.element
        if tag.name == "p":
            self.end_piece()
            self._piece = _Piece(opened.element, opened.agent)
        elif tag.name == "span" and self._piece is not None:
            self._begin_span(tag, opened, own)

    def _holds_words(self, name: str) -> bool:
        """Whether an element may hold words of a caption; of others than TTML's own, only what stands inside one does."""
        return name == "tt" or name in _TIMED or (self._piece is not None and name not in _SILENT)

    def _begin_span(self, tag: Tag, opened: _Open, own: int | None) -> None:
        assert self._piece is not None
        unit = tag.attributes.get("unit", "")
        opened.is_word = unit in ("word", "sentence")
        new_voice = opened.agent != self._piece.agent
        untimed = self._open[-2].element is None and own is not None
        if new_voice or untimed:
            element = own if own is not None else self._piece.element
            self.end_piece()
            self._piece = _Piece(element, opened.agent)
        self._piece.parts.append((" " if opened.is_word else "", own))

    def _timed(self, tag: Tag, above: int | None) -> int | None:
        """The number of an element that states times of its own."""
        stated = tag.attributes
        begin, end, length = (self._seconds(stated[key]) if key in stated else None for key in ("begin", "end", "dur"))
        in_turn = stated.get("timecontainer") == "seq"
        if begin is None and end is None and length is None and not in_turn:
            return None
        if tag.name == "body" and not begin:
            self.duration = length if length is not None else end
        self.elements.append(Timed(above, begin, end, length, in_turn))
        return len(self.elements) - 1

    def _seconds(self, expression: str) -> float | None:
        seconds = self._rates.seconds(expression)
        self.unread_times += seconds is None and expression != "indefinite"
        return seconds

    def _begin_metadata(self, tag: Tag) -> None:
        if len(self._open) > 1:
            self._end_metadata(self._open[-2].name)  # what nothing closes ends where the next begins
        if tag.name == "agent":
            self._agent = tag.attributes.get("id", "")
            self.agents.setdefault(self._agent, {})
        elif tag.name == "name":
            self._name_type = tag.attributes.get("type", "")

    def _close(self, name: str) -> None:
        depth = next((number for number in range(1, min(len(self._open), 8) + 1) if self._open[-number].name == name), 0)
        for _ in range(depth):
            self._close_last()

    def _close_last(self) -> None:
        last = self._open.pop()
        self._after_span = last.name == "span" and not self._metadata
        if self._metadata:
            self._metadata -= 1
            self._end_metadata(last.name)
        elif last.name == "p":
            self.end_piece()
        elif last.name == "tt":
            self.closed = True
        elif last.name == "span" and self._piece is not None:
            above = self._open[-1]
            if last.is_word:
                self._piece.parts.append((" ", None))
            if last.agent != above.agent:
                self.end_piece()
                self._piece = _Piece(above.element, above.agent)

    def _end_metadata(self, name: str) -> None:
        words = fold_space("".join(self._text))
        self._text = []
        if name == "name" and words:
            self.agents.setdefault(self._agent, {}).setdefault(self._name_type, words)
        elif name in (*_TITLES, "desc") and words and any(element.name == "head" for element in self._open[:3]):
            self.head.setdefault(name, words)


def _cues(document: _Document) -> list[Cue]:
    times = resolve(document.elements)
    names = {key: _name(stated) for key, stated in document.agents.items()}
    cues = []
    for piece in document.pieces:
        begin, end = times[piece.element] if piece.element is not None else (None, None)
        words = TimedWords()
        for text, span in piece.parts:
            if span is not None:
                words.begin(times[span][0])
                if not document.spaced:
                    words.space()
            words.add(text)
        stated = words.times if len(words.times) > 1 or begin is None else ()
        cues.append(Cue(words.text, begin, end, _voice(piece.agent, names), stated))
    return cues


def _voice(agents: str | None, names: dict[str, str]) -> str | None:
    """The names of the agents that an attribute lists, or what the document calls them where it names none."""
    listed = (agents or "").split()
    return " & ".join(names.get(agent) or agent for agent in listed) or None


def _name(stated: dict[str, str]) -> str:
    if "given" in stated and "family" in stated and "full" not in stated:
        return f"{stated['given']} {stated['family']}"
    best = next((stated[kind] for kind in _NAMES if kind in stated), None)
    return best or next(iter(stated.values()), "")
