"""Holds what is exported against what is read from it again: the same words in the same order."""

from collections.abc import Iterable, Iterator

from reader_app.core.export.names import ExportFormat, Include
from reader_app.core.export.subtitle_cues import NoTimes, spoken_blocks
from reader_app.core.export.transcript_formats import TRANSCRIPT_FORMATS
from reader_app.core.importers.draft import Draft
from reader_app.core.importers.forms import read
from reader_app.core.model import Episode, OpenEpisode, Transcript
from reader_app.core.page import paragraphs_of
from reader_app.core.words import WORD

TIMED: dict[ExportFormat, str] = {"vtt": "webvtt", "json": "speech-json"}
"""The formats that keep every word, and the form as which each must be read again."""


def opened(draft: Draft, told: Transcript) -> OpenEpisode:
    """The episode as a window would have it open."""
    words = len(told.text.split())
    episode = Episode(
        "3f2b8c1e-0000-4000-8000-000000000001", draft.title, draft.title_origin, draft.show, draft.language, draft.published,
        draft.url, draft.duration, words, 0, told.form, "found.txt", "", timed=told.timed,
    )  # fmt: skip
    return OpenEpisode(episode, told, paragraphs_of(told, draft.language), (), 0)


def lost_on_the_way(draft: Draft, told: Transcript) -> str:
    """What an export and its import lose, as words that name no words of the file; "" where they lose nothing.

    Where the import takes lines said again for captions that roll, no word may be missing altogether.
    """
    here = [told.text[slice(*block.span)] for block in spoken_blocks(told)]
    for to, form in TIMED.items():
        try:
            written = TRANSCRIPT_FORMATS[to](opened(draft, told), Include())
        except NoTimes:
            continue
        if not any(map(WORD.search, here)):
            continue
        read_as, drafts = read(written.encode("utf-8"), f"found.{to}")
        if read_as != form:
            return f"{to}: read again as {read_as}"
        labels = {word for voice in _voices(drafts) for word in WORD.findall(voice)}
        said = [word for text in here for word in WORD.findall(text) if word not in labels]
        again = [word for text in _texts(drafts) for word in WORD.findall(text) if word not in labels]
        joined = any(each.repaired for each in drafts)
        if not set(said) <= set(again):
            return f"{to}: loses words"
        if said != again and not joined:
            return f"{to}: changes words"
    return ""


def _voices(drafts: Iterable[Draft]) -> Iterator[str]:
    """The labels of voices: those found in the words are told as voices, and no words any more."""
    for draft in drafts:
        yield from {block.speaker for block in draft.blocks if block.speaker is not None}


def _texts(drafts: Iterable[Draft]) -> Iterator[str]:
    for draft in drafts:
        for block in draft.blocks:
            yield block.text
