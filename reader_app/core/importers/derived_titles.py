"""Makes a title for an episode whose source states none: what it says first that tells what it is about."""

import re

LONGEST = 120
"""No derived title is longer, in code points."""

_FITTING = 90
_SENTENCE_END = re.compile(r"(?<=[.!?…।。！？])[\"'”’»)]*(?:\s+|(?<=[。！？]))")


def title_from_prose(text: str) -> str:
    """The first sentence of `text`, cut at a clause or a word where it is long; empty where `text` is."""
    first = _SENTENCE_END.split(text[:2_000].strip(), maxsplit=1)[0].strip()
    return shorten(first.rstrip(".।。 "))


def shorten(text: str) -> str:
    """`text` in at most LONGEST code points: up to a clause's end where one fits well, else up to a word's, with "…"."""
    if len(text) <= LONGEST:
        return text
    head = text[:_FITTING]
    clause = max((head.rfind(mark) for mark in (", ", "; ", ": ", " — ", " – ", "，", "、")), default=-1)
    if clause > 30:
        return head[:clause].rstrip()
    space = head.rfind(" ")
    return head[: space if space > 30 else _FITTING].rstrip(" ,;:—–-") + "…"
