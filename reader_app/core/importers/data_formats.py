"""Tells data that only programs read (web pages, XML, JSON) from text, so that no reader takes its marks for words."""

import re

_PAGE = re.compile(
    r"[\s\ufeff]*(?:(?:<\?xml[^<>]{0,300}\?>|<!--.{0,5000}?-->)\s*){0,5}"
    r"<(?:!doctype\s+html|html|head|body|meta|title|link|script|style|base)\b",
    re.IGNORECASE | re.DOTALL,
)
_STARTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (_PAGE, "a web page"),
    (re.compile(r"\s*<(?:\?xml|!doctype|tt|transcript|timedtext|rss|feed|opml|[a-z]+:[a-z]+)\b", re.I), "XML"),
    (re.compile(r"\s*(?:\{\s*[\"'}]|\[\s*(?:[\[{\"]|\]\s*$))"), "JSON"),
)
"""How each of these begins (https://html.spec.whatwg.org/#the-doctype, RFC 8259)."""
_CLIPBOARD = re.compile(
    r"[\s\ufeff]*(?:Version:[\d.]{1,9}\s+(?:\w{1,20}:[^\s<]{0,2000}\s+){1,12}(?=<))?(?:<!--\s*StartFragment\s*-->)?\s*"
)
"""What stands before a piece of a page on the clipboard (https://learn.microsoft.com/windows/win32/dataxchg/html-clipboard-format)."""
_BLOCK = (
    r"p|div|span|h[1-6]|ul|ol|li|dl|dt|table|tr|article|section|main|header|aside|nav|footer|figure|details|blockquote|pre|hr|br"
    r"|img|cite|time|center"
)
_FRAGMENT = re.compile(rf"\s*<(?:{_BLOCK})(?:\s[^<>]{{0,1000}})?/?>", re.IGNORECASE)
_INLINE = re.compile(r"\s*<(?:a|b|i|em|strong|font|u|small|mark)(?:\s[^<>]{0,1000})?>", re.IGNORECASE)
_ANY_BLOCK = re.compile(r"<(?:p|div|li|h[1-6]|br|cite|time|tr)(?:\s[^<>]{0,1000})?/?>", re.IGNORECASE)
_ANY_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,1000}>|<!--|-->")
_SAMPLE = 20_000
_LINES = 0.3
"""Of the lines of a piece of a page, so many at least bear a tag; in a text that begins with one, fewer do."""


def data_format(text: str) -> str | None:
    """What `text` is where it is data ("a web page", "XML", "JSON"), judged by its beginning; None for text."""
    return next((name for pattern, name in _STARTS if pattern.match(text) is not None), None)


def is_web_page(text: str) -> bool:
    """Whether `text` is a web page, or a piece of one as browsers copy and feeds quote it."""
    start = page_start(text)
    if _PAGE.match(text, start) is not None:
        return True
    head = text[start : start + _SAMPLE]
    if _FRAGMENT.match(head) is None and (_INLINE.match(head) is None or len(_ANY_BLOCK.findall(head)) < 2):
        return False
    lines = [line for line in head.split("\n") if line.strip()]
    return sum(1 for line in lines if _ANY_TAG.search(line) is not None) >= _LINES * len(lines)


def page_start(text: str) -> int:
    """Where the web page in `text` begins (code points), behind what the clipboard sets before it."""
    lead = _CLIPBOARD.match(text)
    return lead.end() if lead is not None else 0
