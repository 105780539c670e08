"""Takes the marks of Markdown out of a text and leaves its words: of a line (`strip_emphasis`) or of a page that also has
tags and entities of HTML (`without_marks`, which keeps the addresses of links).
"""

import re

from reader_app.core.importers.character_references import unescape

_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[A-Za-z]{2,10});")
_LINK = re.compile(r"!?\[([^\[\]\n]{1,300})\]\((https?://[^\s()]+(?:\([^\s()]*\)[^\s()]*)?|mailto:[^\s()]+)\)")
_HEADING = re.compile(r"(?m)^#{1,6}[ \t]+")
_UNDERSCORES = re.compile(r"(?<![\w/.:])(_{1,2})(?=[^\s_])([^\n_]{1,200}?)(?<=[^\s_])\1(?![\w/])")
_CODE = re.compile(r"(?<!`)(`{1,2})(?!`)([^`\n]{1,500})\1(?!`)")
_TAG = re.compile(r"</?(?:p|br|div|ul|ol|li|h[1-6]|strong|em|b|i|u|span|blockquote)(?:\s[^<>]{0,300})?/?>", re.IGNORECASE)
_BLOCK_TAG = re.compile(r"</?(?:p|br|div|ul|ol|li|h|blockquote)", re.IGNORECASE)
_STARS = re.compile(r"\*+")
_FARTHEST = 300
"""Code points within which emphasis closes; farther stars are no marks."""
_TOKEN = re.compile(r"\*{1,3}|(?<!\w)_{1,2}(?=\S)|(?<=\S)_{1,2}(?!\w)")
_TARGET = r"[^\s()<>]{1,2000}(?:\([^\s()<>]{0,500}\)[^\s()<>]{0,2000})?"
_ANY_LINK = re.compile(rf"!?\[([^\[\]]{{1,500}})\]\(\s*<?{_TARGET}>?(?:\s+\"[^\"]{{0,300}}\")?\s*\)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!>~|])")


def emphasis_pairs(text: str) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """The pairs of emphasis marks (`*`, `**`, `_`, ...), each as (start, stop) of the opening and of the closing mark."""
    pairs = []
    opened: dict[str, list[tuple[int, int]]] = {}
    for match in _TOKEN.finditer(text):
        start, stop = match.span()
        if start and text[start - 1] == "\\":
            continue
        after_space = start == 0 or text[start - 1].isspace()
        before_space = stop == len(text) or text[stop].isspace()
        waiting = opened.setdefault(match[0], [])
        if waiting and not after_space:
            pairs.append((waiting.pop(), (start, stop)))
        elif not before_space and not _inside_word(text, match):
            waiting.append((start, stop))
    return sorted(pairs)


def strip_emphasis(text: str) -> str:
    """`text` without emphasis, code and link marks and escapes; what is no pair of marks (5 * 3) stays."""
    if "[" in text:
        text = _ANY_LINK.sub(r"\1", text)
    if "`" in text:
        text = _CODE.sub(r"\2", text)
    if "*" in text or "_" in text:
        marks = sorted(mark for pair in emphasis_pairs(text) for mark in pair)
        pieces, at = [], 0
        for start, stop in marks:
            pieces.append(text[at:start])
            at = stop
        text = "".join([*pieces, text[at:]])
    return _ESCAPE.sub(r"\1", text) if "\\" in text else text


def without_marks(text: str) -> str:
    """`text` without marks of emphasis, links and headings and with entities as letters; bullets ("* ") part items and stay."""
    if "&" in text:
        text = _ENTITY.sub(lambda match: unescape(match.group()), text)
    if "</" in text:
        text = _TAG.sub(lambda match: "\n" if _BLOCK_TAG.match(match.group()) else "", text)
    text = _LINK.sub(_words_of_link, text)
    text = _HEADING.sub("", text)
    text = _UNDERSCORES.sub(r"\2", text)
    text = _CODE.sub(r"\2", text)
    return _without_stars(text).replace("\u200b", "").replace("\ufeff", "")


def _words_of_link(match: re.Match[str]) -> str:
    words, address = match[1], match[2]
    return address if words == address else f"{words} ({address})"


def _inside_word(text: str, mark: re.Match[str]) -> bool:
    """Whether stars stand inside a word ("s**t"), not where a line break was lost ("...of the hive**Ann:** Yes")."""
    before, after = text[mark.start() - 1 : mark.start()], text[mark.end() : mark.end() + 1]
    seam = len(mark.group()) == 2 and after.isupper() and not before.isupper()
    return before.isalnum() and after.isalnum() and not seam


def _without_stars(text: str) -> str:
    """Without the stars of emphasis, which open before a word and close after one; others ("s**t", bullets, rules) stay."""
    dropped: list[tuple[int, int]] = []
    opener: re.Match[str] | None = None
    for run in _STARS.finditer(text):
        before = text[run.start() - 1 : run.start()]
        after = text[run.end() : run.end() + 1]
        if opener is not None and (run.start() - opener.end() > _FARTHEST or "\n" in text[opener.end() : run.start()]):
            opener = None
        if opener is not None and before.strip():
            dropped += [opener.span(), run.span()]
            again = len(run.group()) == 2 * len(opener.group()) and after.strip()
            opener = run if again else None
        elif after.strip() and not _inside_word(text, run) and len(run.group()) <= 3:
            opener = run
    pieces = []
    at = 0
    for start, stop in sorted(set(dropped)):
        pieces.append(text[at:start])
        at = stop
    pieces.append(text[at:])
    return "".join(pieces)
