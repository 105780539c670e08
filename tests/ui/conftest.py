"""Pages of made-up episodes for the tests of the window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from reader_app.app import build
from reader_app.core.library import Library
from reader_app.core.model import (
    Anchor,
    Block,
    BlockKind,
    Bookmark,
    Chapter,
    Colour,
    Entity,
    Episode,
    Moment,
    OpenEpisode,
    Paragraph,
    Span,
    Speaker,
    TimeOrigin,
    Transcript,
)
from reader_app.ui.main_window import MainWindow
from tests.own_words import CAPTIONS, DIGEST


class PageMaker:
    """Writes an episode block by block, each block one paragraph, and keeps the spans right."""

    def __init__(self) -> None:
        self.text = ""
        self.voices: list[str] = []
        self.entities: list[Entity] = []
        self.bookmarks: list[Bookmark] = []
        self._blocks: list[Block] = []
        self._paragraphs: list[Paragraph] = []
        self._anchors: list[Anchor] = []
        self._chapters: list[Chapter] = []

    def add(
        self,
        kind: BlockKind,
        text: str,
        start: float | None = None,
        *,
        origin: TimeOrigin = "stated",
        voice: str | None = None,
        turn: int | None = None,
        language: str | None = None,
        chapter: bool = False,
    ) -> Span:
        """Adds a paragraph; `start` in seconds. Returns its span."""
        if self.text:
            self.text += "\n"
        span = Span(len(self.text), len(self.text) + len(text))
        self.text += text
        if voice is not None and voice not in self.voices:
            self.voices.append(voice)
        speaker = self.voices.index(voice) if voice is not None else None
        self._blocks.append(Block(kind, span, speaker, turn, language))
        moment = Moment(start, origin) if start is not None else None
        self._paragraphs.append(Paragraph(kind, span, speaker, moment, turn))
        if start is not None:
            self._anchors.append(Anchor(span.start, start, origin))
        if chapter:
            self._chapters.append(Chapter(text, start, "stated", span.start))
        return span

    def span(self, words: str) -> Span:
        """Where `words` stand first."""
        start = self.text.index(words)
        return Span(start, start + len(words))

    def keep(self, words: str, colour: Colour = "yellow", note: str = "") -> Bookmark:
        """Adds a quote of `words`."""
        number = f"quote-{len(self.bookmarks)}"
        mark = Bookmark(number, "episode", words, self.span(words), None, None, None, note, (), colour, "", "")
        self.bookmarks.append(mark)
        return mark

    def opened(
        self,
        *,
        title: str = "Salt and rope",
        language: str = "en",
        position: int = 0,
        truncated: bool = False,
        url: str | None = None,
    ) -> OpenEpisode:
        """The episode as the window gets it."""
        transcript = Transcript(
            self.text,
            tuple(self._blocks),
            tuple(self._anchors),
            tuple(Speaker(voice, voice) for voice in self.voices),
            tuple(self._chapters),
            tuple(self.entities),
            truncated=truncated,
        )
        words = len(self.text.split())
        episode = Episode(
            "episode", title, "stated", "Quayside", language, "2026-03-12", url, 600.0, words, 0, "form", "file.txt", "",
            truncated=truncated, timed=bool(self._anchors),
        )  # fmt: skip
        return OpenEpisode(episode, transcript, tuple(self._paragraphs), tuple(self.bookmarks), position)


@pytest.fixture
def page() -> PageMaker:
    """An empty page to write on."""
    return PageMaker()


@pytest.fixture
def talk() -> PageMaker:
    """A short talk with everything a page can hold."""
    made = PageMaker()
    made.add("title", "Salt and rope")
    made.add("description", "Two people talk about a harbour.")
    made.add("heading", "First knots", 0.0, chapter=True)
    made.add("speech", "Who taught you the bowline? \U0001f680", 1.0, voice="Ada", turn=0)
    made.add("speech", "My aunt did, on a wet bench, with a bootlace.", 5.0, voice="Bo", turn=1)
    made.add("speech", "She never said a word about it afterwards.", 9.0, origin="interpolated", voice="Bo", turn=1)
    made.add("heading", "Wet rope", 20.0, chapter=True)
    made.add("speech", "And in winter, \U0001f9e3 what then?", 21.0, voice="Ada", turn=2)
    made.add("pull_quote", "Rope remembers every bad knot.", voice="Bo")
    made.add("prose", "The bowline holds without jamming.", 20.0)
    made.entities = [Entity("bowline", "other", None, "", "found", (made.span("bowline"),))]
    return made


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data directory whose library holds a digest and captions."""
    for name, text in (("bell.txt", DIGEST), ("rye.txt", CAPTIONS)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    library = Library(tmp_path / "data")
    library.import_paths([tmp_path / "bell.txt", tmp_path / "rye.txt"])
    library.close()
    return tmp_path / "data"


@pytest.fixture
def window(data: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window on that library, shown and at rest."""
    window = build(data)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    qtbot.waitUntil(lambda: window.upkeep.over and not window.jobs.busy())
    yield window
    window.close()
