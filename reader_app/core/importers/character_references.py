"""Turns the character references of HTML (`&amp;`, `&#39;`) into letters, however long the numbers in them are."""

import html
import re

_ZEROS = re.compile(r"&#0{7,}+(?=\d)")
_NO_LETTER = re.compile(r"&#\d{8,}+;?")
"""Beyond all letters of Unicode. Python makes no integer of the longest of them, and html.unescape asks for one."""


def unescape(text: str) -> str:
    """`text` with its character references as letters, once; numbers that stand for no letter become U+FFFD or nothing."""
    if "&" not in text:
        return text
    if "&#" in text:
        text = _NO_LETTER.sub("\ufffd", _ZEROS.sub("&#", text))
    return html.unescape(text)
