"""What the index is given: an episode's text with all that a search asks of it."""

from dataclasses import dataclass

from reader_app.core.model import Bookmark, Transcript


@dataclass(frozen=True, slots=True)
class Document:
    """An episode as the search sees it. `id` is the episode's, `language` BCP 47, `published` an ISO date or None."""

    id: str
    title: str
    show: str | None
    language: str
    published: str | None
    tags: tuple[str, ...]
    transcript: Transcript
    bookmarks: tuple[Bookmark, ...] = ()


def note_text(bookmark: Bookmark) -> str:
    """What of a bookmark is searched beside the transcript: its note, and its words where they have lost their place."""
    return bookmark.note if bookmark.span is not None else f"{bookmark.note}\n{bookmark.text}".strip("\n")
