"""Cuts XML and HTML into tags and text, tolerantly and in linear time, and never resolves an entity that a file declares.

Both of the standard library's readers fall short here: expat gives up at the first fault of a file that is merely cut off, and
html.parser takes quadratic time on unclosed comments. This one follows https://html.spec.whatwg.org/#tokenization as far as
transcripts need it: nothing is fetched, nothing is declared, nothing recurses, so depth and size cost no more than their length.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from reader_app.core.errors import UnreadableFile
from reader_app.core.importers import character_references

_NAME = re.compile(r"[A-Za-z_][^\s/>=<]{0,200}")
_ATTRIBUTE = re.compile(r"[\s/]*([^\s=>/<\"'][^\s=>/<]{0,500})(\s*=\s*)?")
_BARE_VALUE = re.compile(r"[^\s<>]{0,100000}")
_OPENING = re.compile(r"[\s\ufeff]*<")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff]")
_RAW = frozenset(("script", "style", "xmp", "iframe", "noembed", "noframes"))
_TEXT_ONLY = frozenset(("title", "textarea"))
"""Elements of HTML whose content is text, whatever tags it seems to hold."""
_CUT_TAG = 2_000
"""So long, in code points, may be the tag in the middle of which a file ends; what is longer is text with a "<" in it."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag: its name and its attributes, in small letters and without the prefix of a namespace.

    `closes` says that it is an end tag, `empty` that it ends itself (`<br/>`).
    """

    name: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    closes: bool = False
    empty: bool = False


def unescape(text: str) -> str:
    """`text` with its entities as letters, once; those that stand for no letter are marked or gone."""
    return _CONTROLS.sub("", character_references.unescape(text)) if "&" in text else text


def root_name(text: str) -> str:
    """The name of the first element of a document, in small letters; "" where text stands before any element."""
    if _OPENING.match(text) is None:
        return ""
    try:
        first = next((part for part in Markup(text, html=False) if isinstance(part, Tag) or part.strip(" \n\t\ufeff")), "")
    except UnreadableFile:
        past = re.search(r"\]\s*>", text)
        return root_name(text[past.end() :]) if past is not None else ""
    return first.name if isinstance(first, Tag) else ""


class Markup:
    """The tags and stretches of text of one document, in order; `html` says by whose rules.

    Text has its entities as letters. `cut` tells, after the last one, whether the document ends inside a tag.
    Raises UnreadableFile, on the way, where XML declares entities of its own: they can grow without end or name other files.
    """

    def __init__(self, text: str, *, html: bool) -> None:
        self._text = text
        self._html = html
        self._missing: set[str] = set()
        self.cut = False

    def __iter__(self) -> Iterator[Tag | str]:
        text, at = self._text, 0
        while (start := text.find("<", at)) >= 0:
            if start > at:
                yield unescape(text[at:start])
            mark = text[start + 1 : start + 2]
            if mark == "!" or mark == "?":
                if text.startswith("<![CDATA[", start):
                    stop = self._find("]]>", start)
                    yield text[start + 9 : stop if stop >= 0 else len(text)]
                    at = stop + 3 if stop >= 0 else len(text)
                else:
                    at = self._after_declaration(start)
                continue
            tag, at = self._tag(start)
            if self.cut:
                return
            if tag is None:
                yield unescape(text[start:at])
                continue
            yield tag
            if self._html and not (tag.closes or tag.empty) and (tag.name in _RAW or tag.name in _TEXT_ONLY):
                stop = self._end_of_raw(tag.name, at)
                if tag.name in _TEXT_ONLY:
                    yield unescape(text[at:stop])
                elif tag.name == "script":
                    yield text[at:stop]
                at = stop
        if at < len(text):
            yield unescape(text[at:])

    def _find(self, what: str, at: int) -> int:
        """Where `what` stands next; what was once not found is not looked for again, which keeps the whole linear."""
        if what in self._missing:
            return -1
        found = self._text.find(what, at)
        if found < 0:
            self._missing.add(what)
        return found

    def _after_declaration(self, start: int) -> int:
        """Where the text goes on behind a comment, an instruction or a declaration. One without an end hides no words."""
        if self._text.startswith("<!--", start):
            if self._text.startswith(("<!-->", "<!--->"), start):
                return self._text.index(">", start) + 1
            stop = self._find("-->", start)
            if stop >= 0:
                return stop + 3
        elif not self._html and self._text.startswith("<?", start):
            stop = self._find("?>", start)
            if stop >= 0:
                return stop + 2
        elif not self._html:
            stop = self._end_of_doctype(start)
            if "<!ENTITY" in self._text[start : stop + 1 if stop >= 0 else start + _CUT_TAG]:
                raise UnreadableFile("This XML file declares entities of its own, which makes it unsafe to read.")
            if stop >= 0:
                return stop + 1
        stop = self._find(">", start)
        return stop + 1 if stop >= 0 else min(len(self._text), start + 2)

    def _end_of_doctype(self, start: int) -> int:
        """Where the `>` stands that ends the declaration at `start`, behind its inner part in brackets; -1 where none does."""
        stop = self._find(">", start)
        if stop < 0 or self._text.find("[", start, stop) < 0:
            return stop
        closing = self._find("]", start)
        return self._find(">", closing) if closing >= 0 else -1

    def _tag(self, start: int) -> tuple[Tag | None, int]:
        """The tag at `start` and where the text goes on; None where what stands up to there is no tag but text."""
        text = self._text
        closes = text.startswith("</", start)
        name = _NAME.match(text, start + (2 if closes else 1))
        if name is None:
            self.cut = text.startswith("</", start) and start + 2 == len(text)
            return None, start + (2 if self.cut else 1)
        at, attributes = name.end(), {}
        while (match := _ATTRIBUTE.match(text, at)) is not None:
            at = match.end()
            value = ""
            if match[2]:
                value, at = self._value(at)
            key = match[1].lower()
            local = _local(key)
            if local == key:
                attributes[key] = unescape(value)
            else:
                attributes.setdefault(local, unescape(value))
        while at < len(text) and text[at] not in "<>":
            at += 1
        if at == len(text):
            if len(text) - start > _CUT_TAG:
                return None, at
            self.cut = True
            return Tag("", {}), at
        empty = text[at - 1] == "/"
        return Tag(_local(name[0].rstrip("/")), attributes, closes, empty), at + (text[at] == ">")

    def _value(self, at: int) -> tuple[str, int]:
        """The value of an attribute at `at` and where it ends. A quote that nothing closes ends with the tag."""
        quote = self._text[at : at + 1]
        if quote not in ('"', "'"):
            bare = _BARE_VALUE.match(self._text, at)
            value = bare[0] if bare is not None else ""
            return value, at + len(value)
        stop = self._find(quote, at + 1)
        if stop >= 0:
            return self._text[at + 1 : stop], stop + 1
        stop = self._find(">", at + 1)
        stop = stop if stop >= 0 else len(self._text)
        return self._text[at + 1 : stop], stop

    def _end_of_raw(self, name: str, at: int) -> int:
        """Where the end tag of an element stands whose content is no markup; without one, its content ends at once."""
        key = f"</{name}"
        if key in self._missing:
            return at
        found = re.compile(key, re.IGNORECASE).search(self._text, at)
        if found is None:
            self._missing.add(key)
            return at
        return found.start()


def _local(name: str) -> str:
    return name.rpartition(":")[2].lower()
