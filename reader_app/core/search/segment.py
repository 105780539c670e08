"""One segment of the index, read without Whoosh: its texts, their layouts, and its words.

Beside Whoosh's own files of a segment lie `<segment>.words`, which leads to the postings in Whoosh's `<segment>.pst`, and
`<segment>.texts`. Both were written with it and are never changed.
"""

import pickle
from array import array
from collections.abc import Collection, Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

from reader_app.core.search.damage import damage_told
from reader_app.core.search.layout import Layout
from reader_app.core.search.lexicon import Lexicon
from reader_app.core.search.tables import Piece, PieceReader, TableReader, TableWriter, narrow, numbers_in

HEADS_OF_TEXTS = ("episode", "bookmark", "title", "show", "language", "published", "tags", "corrected")
"""What is kept of each text in a column of its own: the attributes of its layout that a search asks of all texts."""
_REST = tuple(name for name in Layout.__slots__ if name not in HEADS_OF_TEXTS and name != "words")
"""What is read of one text at a time. In a layout `words` stands before it, with the columns but the last before that."""
_ARRAYS = tuple(
    map(
        _REST.index,
        (
            *("seen_positions", "seen_offsets", "part_firsts", "part_starts", "part_voices"),
            *("entity_counts", "mention_firsts", "mention_ends"),
        ),
    )
)


class TextsWriter:
    """Writes the texts of a segment into `path`."""

    def __init__(self, path: Path, segment: str) -> None:
        self._tables = TableWriter(path, segment)
        self._columns: dict[str, list[Any]] = {name: [] for name in (*HEADS_OF_TEXTS, "words", "heads", "voices")}
        self._layouts: list[Piece] = []

    def add(self, layout: Layout, heads: int) -> None:
        """The next text; `heads` is the sum of the weights of its words there."""
        written = pickle.dumps(tuple([_packed(getattr(layout, name)) for name in _REST]), protocol=5)
        told = [getattr(layout, name) for name in HEADS_OF_TEXTS]
        self.copy(told, (layout.words, heads), _voices(layout), written)

    def copy(self, told: Collection[Any], lengths: tuple[int, int], voices: tuple[str, ...], written: bytes) -> None:
        """The next text, as another segment has it."""
        for name, value in zip(self._columns, (*told, *lengths, voices), strict=True):
            self._columns[name].append(value)
        self._layouts.append(self._tables.put(written))

    def close(self) -> None:
        """Write what leads to the texts, and close the file."""
        for name, column in self._columns.items():
            self._tables.add(name, narrow(column) if name in ("words", "heads") else pickle.dumps(column, protocol=5))
        columns = zip(*self._layouts, strict=True) if self._layouts else ((), (), ())
        self._tables.add("layouts", pickle.dumps(tuple(map(narrow, columns)), protocol=5))
        self._tables.close()

    def abandon(self) -> None:
        """Close the file as it is."""
        self._tables.abandon()


class Texts:
    """The texts of a segment by their numbers in it; each column is read when it is first asked for."""

    def __init__(self, tables: TableReader) -> None:
        self._tables = tables

    def __len__(self) -> int:
        return len(self.words)

    @cached_property
    def episode(self) -> list[str]:
        """The episode that each belongs to."""
        return self._column("episode")

    @cached_property
    def bookmark(self) -> list[str | None]:
        """The bookmark whose note each is; None for the text of an episode itself."""
        return self._column("bookmark")

    @cached_property
    def title(self) -> list[str]:
        """The title of each one's episode."""
        return self._column("title")

    @cached_property
    def show(self) -> list[str | None]:
        """Its show."""
        return self._column("show")

    @cached_property
    def language(self) -> list[str]:
        """Its language, BCP 47."""
        return self._column("language")

    @cached_property
    def published(self) -> list[str | None]:
        """The day it appeared, an ISO date."""
        return self._column("published")

    @cached_property
    def tags(self) -> list[tuple[str, ...]]:
        """Its tags, with those of the bookmark."""
        return self._column("tags")

    @cached_property
    def corrected(self) -> list[bool]:
        """Whether two words may stand in one place of it."""
        return self._column("corrected")

    @cached_property
    def voices(self) -> list[tuple[str, ...]]:
        """What those who speak in it are called: labels and names shown."""
        return self._column("voices")

    @cached_property
    def words(self) -> "array[int]":
        """How many words each has."""
        with damage_told():
            return numbers_in(self._tables.table("words"))

    @cached_property
    def heads(self) -> "array[int]":
        """The sum of the weights of its words in `heads`."""
        with damage_told():
            return numbers_in(self._tables.table("heads"))

    def _column(self, name: str) -> list[Any]:
        with damage_told():
            column: list[Any] = self._tables.load(name)
            return column


class Segment:
    """The segment `name` in `folder`, of whose texts those in `deleted` count no more. Used by one thread at a time.

    Raises IndexDamaged, now or whenever something is read that is not as it was written.
    """

    def __init__(self, folder: Path, name: str, deleted: Collection[int] = ()) -> None:
        self.name = name
        self.deleted = frozenset(deleted)
        self._files: list[TableReader | PieceReader] = []
        self._lexicons: dict[str, Lexicon] = {}
        try:
            self._words = TableReader(folder / f"{name}.words", name)
            self._files.append(self._words)
            self._tables = TableReader(folder / f"{name}.texts", name)
            self._files.append(self._tables)
            self._postings = PieceReader(folder / f"{name}.pst")
            self._files.append(self._postings)
        except BaseException:
            self.close()
            raise
        self.texts = Texts(self._tables)

    def lexicon(self, field: str) -> Lexicon:
        """The words of one field."""
        if field not in self._lexicons:
            with damage_told():
                self._lexicons[field] = Lexicon(self._words, field, self._postings)
        return self._lexicons[field]

    @cached_property
    def _layouts(self) -> list[Piece]:
        with damage_told():
            return list(zip(*map(numbers_in, self._tables.load("layouts")), strict=True))

    def expect(self, texts: Iterable[int]) -> None:
        """Make ready for being asked for the layouts of texts."""
        self._tables.expect(self._layouts[text] for text in texts)

    def layout(self, text: int) -> Layout:
        """The layout of a text."""
        with damage_told():
            told = list(pickle.loads(self.written_layout(text)))
            if len(told) != len(_REST):
                raise ValueError(len(told))
            for number in _ARRAYS:
                told[number] = array(*told[number])
            *heads, corrected = [column[text] for column in self._heads]
            whole = [*heads, self.texts.words[text], *told, corrected]
            return Layout(*whole)

    @cached_property
    def _heads(self) -> list[list[Any]]:
        return [getattr(self.texts, name) for name in HEADS_OF_TEXTS]

    def written_layout(self, text: int) -> bytes:
        """The same as it lies in the file, without what `texts` tells."""
        return self._tables.piece(self._layouts[text])

    def close(self) -> None:
        """Close its files."""
        for file in self._files:
            file.close()


def _packed(value: Any) -> Any:
    return (value.typecode, value.tobytes()) if isinstance(value, array) else value


def _voices(layout: Layout) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for names in layout.voices for name in names))
