"""The errors that the app tells a reader about, each with one sentence that a non-developer understands."""


class ReaderError(Exception):
    """Something that can be told to the reader in one sentence: `str(error)` is that sentence."""


class UnreadableFile(ReaderError):
    """A file that holds no transcript we can read: empty, binary, broken, locked or gone."""


class QueryError(ReaderError):
    """A search query that cannot be read; `at` is the code point offset in the query where it goes wrong."""

    def __init__(self, message: str, at: int | None = None) -> None:
        super().__init__(message)
        self.at = at


class UnknownEpisode(ReaderError):
    """An episode id that the library does not hold."""


class UnknownBookmark(ReaderError):
    """A bookmark id that the library does not hold."""


class AmbiguousQuote(ReaderError):
    """Words to be bookmarked that stand nowhere, or in several places; `candidates` are the places, as code point offsets."""

    def __init__(self, message: str, candidates: tuple[int, ...] = ()) -> None:
        super().__init__(message)
        self.candidates = candidates


class LibraryError(ReaderError):
    """The library database cannot be opened, read or written."""


class LibraryDamaged(LibraryError):
    """The library file is not what was written; only a copy of it helps."""


class Cancelled(ReaderError):
    """The reader stopped a long job; what was finished before stays."""
