"""Takes the marks of caption files off the words: tags, style codes, entities; and reads their clock times."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from reader_app.core.importers.character_references import unescape

_TAG = re.compile(
    r"</?(?:i|b|u|s|em|strong|big|small|strike|ruby|rt|rp|sub|sup|center)\s*/?>"
    r"|<(?:font|span|p|div|a|c|lang|style)\b(?:[\s.][^<>\n]{0,300})?>|</(?:font|span|p|div|a|c|lang|v|style)\s*>"
    r"|<\d{1,3}:\d{2}(?::\d{2})?[.,]\d{1,3}>",
    re.IGNORECASE,
)
"""Tags as players know them; any other `<` is the text's own ("x < y")."""
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_STYLE = re.compile(r"\{\\[^{}\n]{0,300}\}|\{[YyCcFfSsPp]:[^{}\n]{0,80}\}")
"""Codes of ASS (`{\\an8}`) and MicroDVD (`{y:i}`), which stray into other caption files."""
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_CLOCK = re.compile(
    r"(-|−)?\s*(?:(\d{1,4})\s*[:;]\s*)?(\d{1,4})\s*[:;]\s*(\d{1,3})(?:\s*([:;])\s*(\d{1,3})|\s*[.,]\s*(\d{0,9}))?\s*"
)
_SIXTY = 60


class Clock(NamedTuple):
    """A clock time of a caption: `seconds`, None where it is no possible time; `frames`: it counted some, which are left out."""

    seconds: float | None
    frames: bool = False


def bare_words(text: str) -> str:
    """`text` without tags and style codes, its entities as letters, once; line breaks stay."""
    if "<" in text:
        text = _TAG.sub("", _BREAK.sub("\n", text))
    if "{" in text:
        text = _STYLE.sub("", text)
    return unescape_marked(text) if "&" in text else text


def unescape_marked(text: str) -> str:
    """`text` with its entities as letters, once; only those that end with a semicolon, for "R&D" and "x &lt y" are words."""
    return _ENTITY.sub(lambda match: unescape(match[0]), text)


def read_clock(text: str) -> Clock:
    """The time that "1:02:03,500" or the like states: hours are optional, the fraction has any length, spaces may stand between.

    A fourth number after a colon counts frames, whose rate no caption file states.
    """
    match = _CLOCK.fullmatch(text)
    if match is None:
        return Clock(None)
    sign, hours, minutes, seconds, colon, frames, fraction = match.groups()
    if int(seconds) >= _SIXTY or (hours is not None and int(minutes) >= _SIXTY):
        return Clock(None)
    whole = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
    value = whole + int(fraction) / 10 ** len(fraction) if fraction else float(whole)
    return Clock(-value if sign else value, colon is not None and frames is not None)


def timed_words(pieces: Iterable[tuple[float | None, str]]) -> tuple[str, list[tuple[int, float]]]:
    """The words of pieces that each may begin at a second, white space folded, and the code points where the timed ones begin."""
    words: list[str] = []
    moments: list[tuple[int, float]] = []
    length, apart = 0, False
    waiting: float | None = None
    for seconds, piece in pieces:
        waiting = seconds if seconds is not None else waiting
        folded = " ".join(piece.split())
        if not folded:
            apart = apart or bool(piece)
            continue
        if length and (apart or piece[0].isspace()):
            words.append(" ")
            length += 1
        if waiting is not None:
            moments.append((length, waiting))
            waiting = None
        words.append(folded)
        length += len(folded)
        apart = piece[-1].isspace()
    return "".join(words), moments
