"""Takes the marks of Markdown and the entities of HTML out of a text and leaves its words."""

import html
import re

_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[A-Za-z]{2,10});")
_LINK = re.compile(r"!?\[([^\[\]\n]{1,300})\]\((https?://[^\s()]+(?:\([^\s()]*\)[^\s()]*)?|mailto:[^\s()]+)\)")
_HEADING = re.compile(r"(?m)^#{1,6}[ \t]+")
_UNDERSCORES = re.compile(r"(?<![\w/.:])(_{1,2})(?=[^\s_])([^\n_]{1,200}?)(?<=[^\s_])\1(?![\w/])")
_CODE = re.compile(r"(?<!`)`([^`\n]{1,200})`(?!`)")
_TAG = re.compile(r"</?(?:p|br|div|ul|ol|li|h[1-6]|strong|em|b|i|u|span|blockquote)(?:\s[^<>]{0,300})?/?>", re.IGNORECASE)
_BLOCK_TAG = re.compile(r"</?(?:p|br|div|ul|ol|li|h|blockquote)", re.IGNORECASE)
_STARS = re.compile(r"\*+")
_FARTHEST = 300
"""Code points within which emphasis closes; farther stars are no marks."""


def without_marks(text: str) -> str:
    """`text` without marks of emphasis, links and headings and with entities as letters. Bullets ("* ") stay: they "
    "part items."""
    if "&" in text:
        text = _ENTITY.sub(lambda match: html.unescape(match.group()), text)
    if "</" in text:
        text = _TAG.sub(lambda match: "\n" if _BLOCK_TAG.match(match.group()) else "", text)
    text = _LINK.sub(_words_of_link, text)
    text = _HEADING.sub("", text)
    text = _UNDERSCORES.sub(r"\2", text)
    text = _CODE.sub(r"\1", text)
    return _without_stars(text).replace("\u200b", "").replace("\ufeff", "")


def _words_of_link(match: re.Match[str]) -> str:
    words, address = match[1], match[2]
    return address if words == address else f"{words} ({address})"


def _is_seam(run: re.Match[str], before: str, after: str) -> bool:
    """Whether bold words begin where a line break was lost ("...of the hive**Ann:** Yes")."""
    return len(run.group()) == 2 and after.isupper() and not before.isupper()


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
        elif (
            after.strip()
            and not (before.isalnum() and after.isalnum() and not _is_seam(run, before, after))
            and len(run.group()) <= 3
        ):
            opener = run
    pieces = []
    at = 0
    for start, stop in sorted(set(dropped)):
        pieces.append(text[at:start])
        at = stop
    pieces.append(text[at:])
    return "".join(pieces)
