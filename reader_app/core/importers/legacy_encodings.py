"""Guesses in which of the older encodings a text is written that is not UTF-8."""

import codecs
import re
from typing import NamedTuple

_EXAMINED = 1 << 18
"""So many bytes of the lines with letters beyond ASCII are looked at; the rest of a long file is the same."""
_SEARCHED = 1 << 22
"""So far behind the first such letter its neighbours are looked for."""
_LEAST_CONFIDENCE = 0.05
"""Below this a guess is worse than Windows-1252, which most files without any other sign are in."""
_NEARLY = 0.85
"""A guess that is no better than this share above Windows-1252 gives way to it: it is by far the most usual of its like."""
_TOUCHING = 0.25
"""In no alphabet of its own do so many words hang on to a Latin letter: there a few accents were taken for its letters."""

_HIGH = re.compile(rb"[\x80-\xff]")
_DECLARED = re.compile(rb"""<(?:\?xml|meta)\b[^<>]{0,200}?\b(?:encoding|charset)\s{0,9}=\s{0,9}["']?([A-Za-z0-9._:-]{3,40})""")
_WORDS = re.compile(r"[^\W\d_]+")
_MIXED = re.compile(r"[A-Za-z][^\W\d_A-Za-z]|[^\W\d_A-Za-z][A-Za-z]")

_WESTERN = "cp1252"
_LATIN: dict[str, str] = {
    _WESTERN: "Windows-1252 (Western European)",
    "iso8859-15": "ISO 8859-15 (Western European)",
    "mac-roman": "Mac Roman (Western European)",
    "cp1250": "Windows-1250 (Central European)",
    "iso8859-2": "ISO 8859-2 (Central European)",
    "cp1254": "Windows-1254 (Turkish)",
    "cp1257": "Windows-1257 (Baltic)",
    "cp1258": "Windows-1258 (Vietnamese)",
    "cp850": "DOS 850 (Western European)",
    "cp852": "DOS 852 (Central European)",
}
_ALPHABETS: dict[str, str] = {
    "cp1251": "Windows-1251 (Cyrillic)",
    "koi8-r": "KOI8-R (Cyrillic)",
    "koi8-u": "KOI8-U (Cyrillic)",
    "iso8859-5": "ISO 8859-5 (Cyrillic)",
    "cp866": "DOS 866 (Cyrillic)",
    "mac-cyrillic": "Mac Cyrillic",
    "cp1253": "Windows-1253 (Greek)",
    "iso8859-7": "ISO 8859-7 (Greek)",
    "cp1255": "Windows-1255 (Hebrew)",
    "cp1256": "Windows-1256 (Arabic)",
    "iso8859-6": "ISO 8859-6 (Arabic)",
    "cp874": "Windows-874 (Thai)",
}
_SYLLABLES: dict[str, str] = {
    "cp932": "Shift JIS (Japanese)",
    "euc_jp": "EUC-JP (Japanese)",
    "gb18030": "GB 18030 (Chinese)",
    "big5hkscs": "Big5 (Chinese)",
    "cp949": "EUC-KR (Korean)",
}
_LABELS = {**_LATIN, **_ALPHABETS, **_SYLLABLES}
_WIDER = {
    **dict.fromkeys(("ascii", "iso8859-1"), _WESTERN),
    **{"iso8859-9": "cp1254", "iso8859-13": "cp1257", "iso8859-8": "cp1255", "tis-620": "cp874", "iso8859-11": "cp874"},
    **dict.fromkeys(("shift_jis", "shift_jis_2004", "shift_jisx0213"), "cp932"),
    **{"euc_jis_2004": "euc_jp", "euc_kr": "cp949"},
    **dict.fromkeys(("gb2312", "gbk"), "gb18030"),
    **dict.fromkeys(("big5", "cp950"), "big5hkscs"),
}
"""Encodings that another of the table holds as good as whole (as https://encoding.spec.whatwg.org/#names-and-labels has it)."""
_ASKED = (*_LATIN, *_ALPHABETS, "iso8859-1", "iso8859-9", "iso8859-8", "tis-620")
_ASKED_LARGE = ("cp932", "shift_jis", "euc-jp", "gb18030", "big5", "cp949", "euc-kr")


class Guess(NamedTuple):
    """An encoding by the name that Python knows it under, and in words."""

    codec: str
    label: str


def guess_encoding(data: bytes) -> Guess:
    """The likely encoding of `data`, which is no UTF-8; Windows-1252 where nothing speaks for another.

    What a page or an XML file says of itself counts where it can be true: bytes that do not fit it are no proof of anything.
    """
    declared = _declared(data)
    if declared is not None:
        return declared
    sample = _telling_lines(data)
    ranked = _ranked(sample, (*_ASKED, *_ASKED_LARGE))
    if ranked and ranked[0][0] in _ALPHABETS and _hangs_on_latin(sample, ranked[0][0]):
        ranked = _ranked(sample, tuple(_LATIN))
    codec = _choose(ranked, sample)
    return Guess(codec, _LABELS[codec])


def _declared(data: bytes) -> Guess | None:
    found = _DECLARED.search(data[:2048])
    codec = _known(found[1].decode("ascii")) if found is not None else None
    if codec is None:
        return None
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return None
    return Guess(codec, _LABELS[codec] + ", as it says itself")


def _known(name: str) -> str | None:
    """The name in the table for any name of an encoding; None for one that is not in it."""
    try:
        own = codecs.lookup(name).name
    except LookupError:
        return None
    codec = _WIDER.get(own, own)
    return codec if codec in _LABELS else None


def _telling_lines(data: bytes) -> bytes:
    """Lines with letters beyond ASCII: times, numbers and tags only water down what the others tell."""
    first = _HIGH.search(data)
    if first is None:
        return data[:_EXAMINED]
    begin = data.rfind(b"\n", max(0, first.start() - 1_000), first.start()) + 1 or max(0, first.start() - 1_000)
    kept, size = [], 0
    for line in data[begin : begin + _SEARCHED].splitlines():
        if not line.isascii():
            kept.append(line[:_EXAMINED])
            size += len(line)
            if size > _EXAMINED:
                break
    return b"\n".join(kept)


def _ranked(sample: bytes, among: tuple[str, ...]) -> list[tuple[str, float]]:
    """Encodings of the table by how well `sample` fits them, the best first."""
    import chardet  # loaded when a file needs it: hardly any does

    ranked: dict[str, float] = {}
    found = chardet.detect_all(sample, include_encodings=among, ignore_threshold=True, compat_names=False)
    for result in found:
        codec = _known(result["encoding"] or "")
        if codec is not None:
            ranked.setdefault(codec, result["confidence"])
    return list(ranked.items())


def _hangs_on_latin(sample: bytes, codec: str) -> bool:
    text = sample.decode(codec, errors="replace")
    words = [word for word in _WORDS.findall(text) if not word.isascii()]
    return sum(_MIXED.search(word) is not None for word in words) > _TOUCHING * len(words)


def _choose(ranked: list[tuple[str, float]], sample: bytes) -> str:
    if not ranked or ranked[0][1] < _LEAST_CONFIDENCE:
        return _WESTERN
    best, confidence = ranked[0]
    western = dict(ranked).get(_WESTERN, 0.0)
    if best in _LATIN and western >= _NEARLY * confidence:
        # The one sign that tells these two apart is the euro: what it stands for in Windows-1252 is in no transcript.
        return "iso8859-15" if b"\xa4" in sample and not re.search(rb"[\x80-\x9f]", sample) else _WESTERN
    return best
