"""Small episodes of our own, and a library of them that can be searched."""

from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from reader_app.core.errors import UnknownEpisode
from reader_app.core.model import (
    Anchor,
    Block,
    BlockKind,
    Bookmark,
    Chapter,
    Entity,
    Moment,
    SearchAnswer,
    Span,
    Speaker,
    Transcript,
)
from reader_app.core.search.document import Document
from reader_app.core.search.execute import execute
from reader_app.core.search.hits import Telling
from reader_app.core.search.index import Index
from reader_app.core.search.query import parse


@dataclass
class Script:
    """Writes an episode line by line: each line is a block, whose offsets and times fall out by themselves."""

    id: str
    title: str
    show: str | None = None
    language: str = "en"
    published: str | None = None
    tags: tuple[str, ...] = ()
    lines: list[tuple[BlockKind, str, str | None, float | None]] = field(default_factory=list)
    chapters: list[tuple[int, str, float | None]] = field(default_factory=list)
    entities: list[tuple[str, str]] = field(default_factory=list)
    bookmarks: list[Bookmark] = field(default_factory=list)

    def add(self, kind: BlockKind, text: str, speaker: str | None = None, at: float | None = None) -> "Script":
        """A block of the text; `at` are its seconds."""
        self.lines.append((kind, text, speaker, at))
        return self

    def chapter(self, title: str, at: float | None = None) -> "Script":
        """A heading that is a chapter."""
        self.chapters.append((len(self.lines), title, at))
        return self.add("heading", title, None, at)

    def mention(self, entity: str, words: str) -> "Script":
        """An entity, mentioned wherever `words` stand."""
        self.entities.append((entity, words))
        return self

    @property
    def text(self) -> str:
        """The whole text, title first."""
        return "\n\n".join([self.title, *(line[1] for line in self.lines)])

    def keep(self, words: str, note: str = "", tags: tuple[str, ...] = (), *, lost: bool = False) -> "Script":
        """A bookmark of `words`."""
        start = self.text.find(words)
        self.bookmarks.append(
            Bookmark(
                id=f"{self.id}-{len(self.bookmarks)}",
                episode=self.id,
                text=words,
                span=None if lost else Span(start, start + len(words)),
                moment=Moment(7.0, "stated"),
                speaker="Mira",
                chapter=None,
                note=note,
                tags=tags,
                colour="yellow",
                created="2026-01-01T00:00:00Z",
                modified="2026-01-01T00:00:00Z",
                anchor="lost" if lost else "exact",
            )
        )
        return self

    def document(self) -> Document:
        """The episode as the index takes it."""
        voices = list(dict.fromkeys(line[2] for line in self.lines if line[2] is not None))
        blocks = [Block("title", Span(0, len(self.title)))]
        anchors = []
        at = len(self.title) + 2
        for number, (kind, text, speaker, seconds) in enumerate(self.lines):
            voice = voices.index(speaker) if speaker is not None else None
            blocks.append(Block(kind, Span(at, at + len(text)), voice, number if kind == "speech" else None))
            if seconds is not None:
                anchors.append(Anchor(at, seconds))
            at += len(text) + 2
        chapters = [Chapter(title, start, "stated", blocks[line + 1].span.start) for line, title, start in self.chapters]
        transcript = Transcript(
            self.text,
            tuple(blocks),
            tuple(anchors),
            tuple(Speaker(voice, voice) for voice in voices),
            tuple(chapters),
            tuple(self._entity(name, words) for name, words in self.entities),
        )
        tags, marks = self.tags, tuple(self.bookmarks)
        return Document(self.id, self.title, self.show, self.language, self.published, tags, transcript, marks)

    def _entity(self, name: str, words: str) -> Entity:
        starts = [n for n in range(len(self.text)) if self.text.startswith(words, n)]
        return Entity(name, "product", None, "", "stated", tuple(Span(n, n + len(words)) for n in starts))


class Library:
    """Episodes and the index over them."""

    def __init__(self, folder: Path) -> None:
        self.index = Index(folder, wait=0.2)
        self.documents: dict[str, Document] = {}
        self.loaded: list[str] = []

    def put(self, *scripts: Script) -> "Library":
        """Add or replace episodes."""
        documents = [script.document() for script in scripts]
        self.documents.update({document.id: document for document in documents})
        self.index.update(documents)
        return self

    def load(self, episode: str) -> Document:
        """The document of an episode."""
        self.loaded.append(episode)
        if episode not in self.documents:
            raise UnknownEpisode("That episode is not in the library.")
        return self.documents[episode]

    def tellings(self, episodes: Sequence[str], _with_chapters: Collection[str]) -> dict[str, Telling | Document]:
        """The episodes that there are, as whole documents."""
        found: dict[str, Telling | Document] = {}
        for episode in episodes:
            with suppress(UnknownEpisode):
                found[episode] = self.load(episode)
        return found

    def bookmarks(self, ids: Sequence[str]) -> dict[str, Bookmark]:
        """Those of the bookmarks that there are."""
        return {mark.id: mark for document in self.documents.values() for mark in document.bookmarks if mark.id in ids}

    def ask(self, query: str, *, typing: bool = False, **how: object) -> SearchAnswer:
        """The answer to `query`, its hits held against the text."""
        answer = execute(self.index, parse(query, typing=typing), self, typing=typing, **how)  # type: ignore[arg-type]
        for hit in answer.hits:
            assert all(0 <= mark.start < mark.stop <= len(hit.snippet) for mark in hit.marks)
        return answer

    def found(self, query: str, **how: object) -> list[str]:
        """The ids of the episodes that meet `query`, best first."""
        return [episode for episode, _ in self.ask(query, **how).counts]  # type: ignore[arg-type]
