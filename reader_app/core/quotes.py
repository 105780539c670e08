"""Makes and keeps bookmarks: which words, where they stand, who says them and when."""

import uuid
from collections.abc import Sequence

from reader_app.core import anchors
from reader_app.core.errors import AmbiguousQuote, UnknownBookmark, UnknownEpisode
from reader_app.core.model import Bookmark, Colour, Span, Transcript
from reader_app.core.store import bookmarks, episodes, transcripts
from reader_app.core.store.database import Database, now
from reader_app.core.store.joinings import resolve
from reader_app.core.timeline import Timeline


class Quotes:
    """The bookmarks of one library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self,
        episode: str,
        span: Span,
        *,
        words: str | None = None,
        note: str = "",
        tags: Sequence[str] = (),
        colour: Colour = "yellow",
    ) -> Bookmark:
        """Keep the words of `span` (code points) as a quote.

        `words` are those that the reader saw there: where another process has changed the text meanwhile, they are looked for.
        Raises UnknownEpisode, LibraryError, and AmbiguousQuote where they have gone.
        """
        row = episodes.current_transcript(self._database.reading(), episode)
        if row is None:
            raise UnknownEpisode(f"There is no episode {episode} in the library.")
        transcript = transcripts.read_transcript(self._database.reading(), row)
        if words is not None and transcript.text[span.start : span.stop] != words:
            found = anchors.find_again(transcript.text, words, "", "", span.start)
            if found is None:
                raise AmbiguousQuote("The text has changed meanwhile, and these words are not in it any more.")
            span = found[0]
        own = resolve(self._database.reading(), episode)
        bookmark = _describe(own, transcript, span, note, tuple(tags), colour)
        with self._database.writing() as connection:
            bookmarks.put_bookmark(connection, bookmark, row, anchors.context(transcript.text, span))
        return bookmark

    def places(self, episode: str, words: str) -> list[tuple[Span, float | None]]:
        """Every place of an episode where exactly these words stand, with its time in seconds."""
        row = episodes.current_transcript(self._database.reading(), episode)
        if row is None:
            raise UnknownEpisode(f"There is no episode {episode} in the library.")
        transcript = transcripts.read_transcript(self._database.reading(), row)
        timeline = Timeline(transcript)
        found = []
        for span in anchors.occurrences(transcript.text, words):
            moment = timeline.moment_at(span.start)
            found.append((span, moment.seconds if moment else None))
        return found

    def choose(self, episode: str, words: str, occurrence: int | None = None, at: float | None = None) -> Span:
        """The one place that is meant: the nth (from 1), or the one nearest to `at` seconds. Raises AmbiguousQuote."""
        found = self.places(episode, words)
        candidates = tuple(span.start for span, _ in found)
        if not found:
            raise AmbiguousQuote("These words do not stand in this episode.")
        if occurrence is not None:
            if not 1 <= occurrence <= len(found):
                raise AmbiguousQuote(f"These words stand {len(found)} times in this episode.", candidates)
            return found[occurrence - 1][0]
        if at is not None:
            timed = [(abs(seconds - at), span) for span, seconds in found if seconds is not None]
            if not timed:
                raise AmbiguousQuote("This episode has no times to choose by.", candidates)
            return min(timed)[1]
        if len(found) > 1:
            raise AmbiguousQuote(
                f"These words stand {len(found)} times in this episode; say which with --occurrence.", candidates
            )
        return found[0][0]

    def listed(self, episode: str | None = None, ids: Sequence[str] | None = None) -> list[Bookmark]:
        """Bookmarks of the library, of one episode, or those with the given ids."""
        connection = self._database.reading()
        own = resolve(connection, episode) if episode is not None else None
        return bookmarks.read_bookmarks(connection, episode=own, ids=ids)

    def one(self, bookmark: str, *, removed: bool = False) -> Bookmark:
        """A bookmark by its id; with `removed`, also one that was removed. Raises UnknownBookmark."""
        found = bookmarks.read_bookmarks(self._database.reading(), ids=[bookmark], removed=removed)
        if not found:
            raise UnknownBookmark(f"There is no bookmark {bookmark} in the library.")
        return found[0]

    def edit(
        self, bookmark: str, *, note: str | None = None, tags: Sequence[str] | None = None, colour: Colour | None = None
    ) -> None:
        """Change what the reader wrote; None leaves it as it is. Raises UnknownBookmark."""
        self.one(bookmark)
        with self._database.writing() as connection:
            bookmarks.edit_bookmark(connection, bookmark, note=note, colour=colour)
            if tags is not None:
                bookmarks.set_tags(connection, bookmark, tags)

    def set_removed(self, bookmark: str, removed: bool) -> None:
        """Remove a bookmark, or take that back. Raises UnknownBookmark."""
        self.one(bookmark, removed=not removed)
        with self._database.writing() as connection:
            bookmarks.set_removed(connection, bookmark, removed)


def _describe(episode: str, transcript: Transcript, span: Span, note: str, tags: tuple[str, ...], colour: Colour) -> Bookmark:
    speaker, chapter = transcript.speaker_at(span.start), transcript.chapter_at(span.start)
    stamp = now()
    return Bookmark(
        id=str(uuid.uuid4()),
        episode=episode,
        text=transcript.text[span.start : span.stop],
        span=span,
        moment=Timeline(transcript).paragraph_moment(span.start),
        speaker=speaker.name if speaker else None,
        chapter=chapter.title if chapter else None,
        note=note,
        tags=tags,
        colour=colour,
        created=stamp,
        modified=stamp,
    )
