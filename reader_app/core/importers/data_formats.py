"""Tells data that only programs read (web pages, XML, JSON) from text, so that no reader takes its marks for words."""

import re

_STARTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"\s*(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body|meta|script|style)\b", re.I | re.S),
        "a web page",
    ),
    (re.compile(r"\s*<(?:\?xml|!doctype|tt|transcript|timedtext|rss|feed|opml|[a-z]+:[a-z]+)\b", re.I), "XML"),
    (re.compile(r"\s*(?:\{\s*[\"'}]|\[\s*(?:[\[{\"]|\]\s*$))"), "JSON"),
)
"""How each of these begins (https://html.spec.whatwg.org/#the-doctype, RFC 8259)."""
_FRAGMENT = re.compile(r"\s*<(?:p|div|span|h[1-6]|ul|ol|table|article|section|main|header|img)\b[^<>]{0,500}>", re.IGNORECASE)


def data_format(text: str) -> str | None:
    """What `text` is where it is data ("a web page", "XML", "JSON"), judged by its beginning; None for text."""
    return next((name for pattern, name in _STARTS if pattern.match(text) is not None), None)


def is_web_fragment(text: str) -> bool:
    """Whether `text` begins with a tag of a web page, as a piece of one does."""
    return _FRAGMENT.match(text) is not None
