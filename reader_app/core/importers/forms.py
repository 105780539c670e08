"""The table of forms, and the choice of one by content, never by name."""

from collections.abc import Callable
from dataclasses import dataclass

from reader_app.core.errors import UnreadableFile
from reader_app.core.importers.captions import (
    ass,
    console_captions,
    lrc,
    rolling_captions,
    sami,
    sbv,
    subrip,
    timedtext,
    ttml,
    webvtt,
    word_per_line,
    youtube_captions,
)
from reader_app.core.importers.decoding import decode
from reader_app.core.importers.draft import Draft
from reader_app.core.importers.glued import digest_page, feed_page
from reader_app.core.importers.pages import docx, podcast_feed, web_page
from reader_app.core.importers.settling import settle, shorten_space
from reader_app.core.importers.speech import segments_table, speech_json
from reader_app.core.importers.text import labelled_text, plain_text, running_times


@dataclass(frozen=True, slots=True)
class Form:
    """A form of transcript: its name (`names` has the words for it), how it is recognised and how it is read."""

    name: str
    recognises: Callable[[str], bool]
    parse: Callable[[str, str], list[Draft]]


@dataclass(frozen=True, slots=True)
class PackedForm:
    """A form that is no text but a package of its own (a word processor's file): recognised and read by its bytes."""

    name: str
    recognises: Callable[[bytes], bool]
    parse: Callable[[bytes, str], list[Draft]]


PACKED_FORMS: tuple[PackedForm, ...] = (PackedForm("docx", docx.recognises, docx.parse),)


FORMS: tuple[Form, ...] = (
    Form("sami", sami.recognises, sami.parse),
    Form("web-page", web_page.recognises, web_page.parse),
    Form("ttml", ttml.recognises, ttml.parse),
    Form("timedtext", timedtext.recognises, timedtext.parse),
    Form("podcast-feed", podcast_feed.recognises, podcast_feed.parse),
    Form("speech-json", speech_json.recognises, speech_json.parse),
    Form("segments-table", segments_table.recognises, segments_table.parse),
    Form("webvtt", webvtt.recognises, webvtt.parse),
    Form("subrip", subrip.recognises, subrip.parse),
    Form("sbv", sbv.recognises, sbv.parse),
    Form("ass", ass.recognises, ass.parse),
    Form("lrc", lrc.recognises, lrc.parse),
    Form("console-captions", console_captions.recognises, console_captions.parse),
    Form("labelled-text", labelled_text.recognises, labelled_text.parse),
    Form("rolling-captions", rolling_captions.recognises, rolling_captions.parse),
    Form("digest-page", digest_page.recognises, digest_page.parse),
    Form("youtube-captions", youtube_captions.recognises, youtube_captions.parse),
    Form("word-per-line", word_per_line.recognises, word_per_line.parse),
    Form("feed-page", feed_page.recognises, feed_page.parse),
    Form("running-times", running_times.recognises, running_times.parse),
    Form("plain-text", plain_text.recognises, plain_text.parse),
)
"""Most particular first: the first that recognises a text reads it."""


def read(content: bytes, name: str) -> tuple[str, list[Draft]]:
    """The name of the form of a file's bytes, and the episodes in it, with what was repaired in reading the letters.

    Raises UnreadableFile where no form fits.
    """
    for packed in PACKED_FORMS:
        if packed.recognises(content):
            drafts = packed.parse(content, name)
            for draft in drafts:
                settle(draft, name)
            return packed.name, drafts
    text, notes = decode(content)
    text = shorten_space(text)
    form = recognise(text)
    drafts = form.parse(text, name)
    for draft in drafts:
        settle(draft, name)
        draft.notes[:0] = notes
        draft.repaired = draft.repaired or bool(notes)
    return form.name, drafts


def recognise(text: str) -> Form:
    """The form of `text`. Raises UnreadableFile where no form fits."""
    for form in FORMS:
        if form.recognises(text):
            return form
    raise UnreadableFile("This does not look like a transcript in any form that can be read here.")
