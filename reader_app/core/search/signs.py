"""Knows the signs with which a query is written: brackets, colons and stars in any width, and the quotes of many languages."""

from bisect import bisect_right

_PLAIN = {number: number - 0xFEE0 for number in range(0xFF01, 0xFF5F)} | {0x301C: ord("~")}
"""Full-width forms, as they are typed in East Asia, to those of ASCII (Unicode, Halfwidth and Fullwidth Forms)."""

_CLOSING: dict[str, tuple[str, ...]] = {
    '"': ('"', "”"),
    "“": ("”", '"'),
    "”": ("”",),
    "„": ("“”", '"'),
    "‟": ("”",),
    "«": ("»",),
    "»": ("«",),
    "‹": ("›",),
    "›": ("‹",),
    "「": ("」",),
    "『": ("』",),
    "《": ("》",),
    "〝": ("〟〞",),
}
"""What may close each opening quote; where none of the first signs comes, one of the next may: typing is corrected by halves."""

OPENING = frozenset(_CLOSING)
"""The signs with which a quote may open."""
ENDING_CHUNKS = '()"「」『』《》〝〞〟'
"""What ends a run of text even without a space before it."""
_QUOTES = (('"', '"'), ("“", "”"), ("«", "»"), ("「", "」"), ("『", "』"), ("‹", "›"))
"""The quotes to put around a name, the usual ones first."""


def plain(text: str) -> str:
    """`text` with the signs of ASCII in the place of full-width ones: of the same length, every place the same."""
    return text if text.isascii() else text.translate(_PLAIN)


class Quotes:
    """Finds where the quotes of one text close, in linear time however many of them never do."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._places: dict[str, list[int]] = {}

    def closing(self, at: int) -> int:
        """Where the quote closes that opens at code point `at`; -1 where none opens there, or none closes."""
        for marks in _CLOSING.get(self._text[at], ()):
            found = [place for mark in marks if (place := self._next(mark, at)) >= 0]
            if found:
                return min(found)
        return -1

    def _next(self, mark: str, at: int) -> int:
        places = self._places.get(mark)
        if places is None:
            places = self._places[mark] = [place for place, sign in enumerate(self._text) if sign == mark]
        following = bisect_right(places, at)
        return places[following] if following < len(places) else -1


def quoted(name: str, *, always: bool = False) -> str:
    """`name` as the value of a field, in quotes where it has to be or `always`, so that it is read back as it is."""
    name = " ".join(name.split())
    written = plain(name)
    if not always and name and name[0] not in OPENING and not any(sign in written for sign in f" {ENDING_CHUNKS}"):
        return name
    for opening, closing in _QUOTES:
        if closing not in written and opening not in written:
            return f"{opening}{name}{closing}"
    return '"' + plain(name).replace('"', " ") + '"'
