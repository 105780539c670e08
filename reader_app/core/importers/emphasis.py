"""Pairs the emphasis marks of Markdown in a line of text, and takes them out with link and code marks, keeping the words."""

import re

_TOKEN = re.compile(r"\*{1,3}|(?<!\w)_{1,2}(?=\S)|(?<=\S)_{1,2}(?!\w)")
_CODE = re.compile(r"(?<!`)(`{1,2})(?!`)([^`\n]{1,500})\1(?!`)")
_TARGET = r"[^\s()<>]{1,2000}(?:\([^\s()<>]{0,500}\)[^\s()<>]{0,2000})?"
_LINK = re.compile(rf"!?\[([^\[\]]{{1,500}})\]\(\s*<?{_TARGET}>?(?:\s+\"[^\"]{{0,300}}\")?\s*\)")
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
        elif not before_space:
            waiting.append((start, stop))
    return sorted(pairs)


def strip_emphasis(text: str) -> str:
    """`text` without emphasis, code and link marks and escapes; what is no pair of marks (5 * 3) stays."""
    if "[" in text:
        text = _LINK.sub(r"\1", text)
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
