"""The table of forms, and the choice of one by content, never by name."""

from collections.abc import Callable
from dataclasses import dataclass

from reader_app.core.errors import UnreadableFile
from reader_app.core.importers import (
    digest_page,
    feed_page,
    plain_text,
    rolling_captions,
    word_per_line,
    youtube_captions,
)
from reader_app.core.importers.draft import Draft


@dataclass(frozen=True, slots=True)
class Form:
    """A form of transcript: its name (`names` has the words for it), how it is recognised and how it is read."""

    name: str
    recognises: Callable[[str], bool]
    parse: Callable[[str, str], list[Draft]]


FORMS: tuple[Form, ...] = (
    Form("rolling-captions", rolling_captions.recognises, rolling_captions.parse),
    Form("digest-page", digest_page.recognises, digest_page.parse),
    Form("youtube-captions", youtube_captions.recognises, youtube_captions.parse),
    Form("word-per-line", word_per_line.recognises, word_per_line.parse),
    Form("feed-page", feed_page.recognises, feed_page.parse),
    Form("plain-text", plain_text.recognises, plain_text.parse),
)
"""Most particular first: the first that recognises a text reads it."""


def recognise(text: str) -> Form:
    """The form of `text`. Raises UnreadableFile where no form fits."""
    for form in FORMS:
        if form.recognises(text):
            return form
    raise UnreadableFile("This does not look like a transcript in any form that can be read here.")
