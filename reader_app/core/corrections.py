"""Corrections, by which a reader puts right what a source says: words, voices and chapters, laid over its text, which stays."""

import re
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from reader_app.core import anchors
from reader_app.core.correcting import Page, label_of, plain
from reader_app.core.errors import Cancelled, ReaderError, UnknownEpisode
from reader_app.core.marks_moving import MovedMarks, move_marks, put_back, unmoved
from reader_app.core.model import Correction, Span, Transcript
from reader_app.core.offset_map import OffsetMap, between
from reader_app.core.reanchoring import anchor_again, around
from reader_app.core.store import corrections, episodes, transcripts
from reader_app.core.store.changes import changed_since, newest_change
from reader_app.core.store.database import Database
from reader_app.core.store.joinings import resolve
from reader_app.core.whole_words import whole_places

_SHOWN = 40
_QUOTED = re.compile(r"[\s'\"‘’‚‛ʼ′`´“”„‟«»″]+")
"""White space and quote marks, which the search for words takes for one another."""


@dataclass(frozen=True, slots=True)
class Correcting:
    """What the reader put right at once, by which it can be taken back.

    `ids` are the corrections that came of it, `episodes` those that read otherwise now, `places` how many; `told` says it in a
    sentence.
    """

    ids: tuple[str, ...]
    episodes: tuple[str, ...]
    places: int
    told: str
    steps: "tuple[_Step, ...]" = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class _Step:
    """What was done in one episode: the telling, the corrections that came and went, and the reader's marks that moved.

    `change` leads to the text that came of it, `live` are all corrections in that, `title` is the old title where it changed.
    """

    episode: str
    row: int
    added: tuple[str, ...]
    removed: tuple[str, ...]
    marks: MovedMarks
    change: OffsetMap
    live: frozenset[str]
    title: str | None


@dataclass(frozen=True, slots=True)
class _Planned:
    """What is to be done in one episode: the corrections that come and go, and how its text changes by that.

    `live` are all corrections that hold then, `read` is the new text, None where no bookmark stands in it; both titles are None
    where the title stays.
    """

    episode: str
    row: int
    removed: tuple[str, ...]
    added: tuple[corrections.KeptCorrection, ...]
    change: OffsetMap
    live: frozenset[str]
    read: Transcript | None
    title: str | None
    old_title: str | None
    places: int


class Corrections:
    """What readers put right in one library. Each call is one transaction, in which bookmarks and reading positions move along.

    Spans and offsets are code points of the text as it is read. Errors are ReaderErrors; UnknownEpisode for an unknown id.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def replace_words(self, episode: str, span: Span, words: str, *, seen: str | None = None) -> Correcting:
        """Read `words` in place of those at `span`; "" takes them out.

        `seen` are the words that the reader saw there: where another process has changed the text meanwhile, they are looked for.
        """

        def change(page: Page) -> tuple[Page, str]:
            place = span
            if seen is not None and page.read.text[span.start : span.stop] != seen:
                found = [place for place in anchors.occurrences(page.read.text, seen) if seen.strip()]
                if not found:
                    raise ReaderError("The text has changed meanwhile, and these words are not in it any more.")
                place = min(found, key=lambda one: abs(one.start - span.start))
            return page.with_words(place, words), _told_words(page.read.text[place.start : place.stop], words)

        return self._one(episode, change)

    def set_voice(self, episode: str, span: Span, name: str) -> Correcting:
        """Let the words of `span` be said by the voice of this label or name, a new one where there is none in the episode."""

        def change(page: Page) -> tuple[Page, str]:
            label = label_of(page, name)
            shown = {speaker.label: speaker.name for speaker in page.read.speakers}.get(label, label)
            said = page.read.text[span.start : span.stop]
            return page.with_voice(span, label), f"{_short(shown)} says “{_short(said)}”"

        return self._one(episode, change)

    def add_chapter(self, episode: str, offset: int, title: str) -> Correcting:
        """Let a chapter begin with the sentence or paragraph that begins nearest to `offset`."""
        return self._one(episode, lambda page: (page.with_chapter(offset, title), f"“{_short(title)}” is a chapter now"))

    def retitle_chapter(self, episode: str, number: int, title: str) -> Correcting:
        """Give a chapter, by its number in `Transcript.chapters`, another title."""

        def change(page: Page) -> tuple[Page, str]:
            after = page.retitled(number, title)
            return after, f"“{_short(page.read.chapters[number].title)}” is now “{_short(title)}”"

        return self._one(episode, change)

    def remove_chapter(self, episode: str, number: int) -> Correcting:
        """Let no chapter begin there; the words of a title that the source has stay in the text."""

        def change(page: Page) -> tuple[Page, str]:
            after = page.without_chapter(number)
            return after, f"“{_short(page.read.chapters[number].title)}” is no chapter any more"

        return self._one(episode, change)

    def remove(self, episode: str, correction: str) -> Correcting:
        """Let the source have its way again in one place."""

        def change(page: Page) -> tuple[Page, str]:
            one = next((one for one in page.kept if one.id == correction), None)
            if one is None:
                raise ReaderError("This correction is not there any more.")
            return page.without([correction]), _told_removed(one)

        return self._one(episode, change)

    def listed(self, episode: str) -> tuple[Correction, ...]:
        """What is corrected in an episode, in the order of its text."""
        connection = self._database.reading()
        return self._page(connection, resolve(connection, episode))[1].read.corrections

    def count(self, words: str, episode: str | None = None) -> tuple[int, int]:
        """In how many places of an episode, or of the library, exactly these words stand as whole words; in how many episodes."""
        own = resolve(self._database.reading(), episode) if episode is not None else None
        found = [len(places) for one in self._candidates(words, own) if (places := self._places(one, words))]
        return sum(found), len(found)

    def replace_everywhere(
        self, words: str, replacement: str, *, episode: str | None = None, cancelled: Callable[[], bool] | None = None
    ) -> Correcting:
        """Read `replacement` wherever exactly `words` stand as whole words, in one episode or in all: everywhere, or nowhere.

        Raises Cancelled once `cancelled` says so; then nothing has changed.
        """
        connection = self._database.reading()
        episode = resolve(connection, episode) if episode is not None else None
        seen = newest_change(connection)
        planned: dict[str, _Planned] = {}

        def plan(some: Iterable[str]) -> None:
            for one in some:
                if cancelled is not None and cancelled():
                    raise Cancelled("The correction was stopped; nothing was changed.")
                work = self._planned_everywhere(connection, one, words, replacement)
                if work is not None:
                    planned[one] = work

        plan(self._candidates(words, episode))
        with self._database.writing():
            # Reading takes the longer the more there is, so it is done before; what others wrote meanwhile is read again.
            for one in changed_since(connection, seen):
                planned.pop(one, None)
                if episode in (None, one):
                    plan(self._candidates(words, one))
            steps = [_carry_out(connection, work) for work in planned.values()]
        if not steps:
            return Correcting((), (), 0, "Nothing has changed")
        return _done(steps, sum(work.places for work in planned.values()), _told_words(words, replacement))

    def take_back(self, correcting: Correcting) -> None:
        """Undo it: all reads as before, the reader's marks are as they were. Raises ReaderError where it was gone over since."""
        with self._database.writing() as connection:
            for step in correcting.steps:
                if corrections.live_ids(connection, [*step.added, *step.removed]) != set(step.added):
                    raise ReaderError("This was corrected again meanwhile, so it cannot be taken back at once.")
                own = resolve(connection, step.episode)
                title = self._take_back_one(connection, replace(step, episode=own))
                if own != step.episode:  # the one that lives on has a name of its own, which stays
                    title = step.title
                if title is not None:
                    corrections.set_title(connection, step.episode, title)

    def _take_back_one(self, connection: sqlite3.Connection, step: _Step) -> str | None:
        """Undo it in one episode; gives the title by which that goes now, None where it stays."""
        row = episodes.current_transcript(connection, step.episode) or 0
        still = row == step.row and step.live == {one.id for one in corrections.read_corrections(connection, step.episode, row)}
        marks = unmoved(connection, step.episode, row, step.marks)
        before = None if still else self._page(connection, step.episode)[1]
        corrections.set_corrections_removed(connection, step.added, True)
        corrections.set_corrections_removed(connection, step.removed, False)
        change, title, read = step.change.inverse, step.title, None
        if before is not None:
            _bring_along(connection, step, row, before.told)
            after = self._page(connection, step.episode)[1]
            work = _plan(connection, step.episode, row, before, after)
            change, title, read = work.change, work.title, after.read
        elif corrections.mark_places(connection, step.episode, row):
            read = transcripts.read_transcript(connection, row)
        move_marks(connection, step.episode, row, read, change)
        if row == step.row:
            put_back(connection, step.episode, marks, read.text if read is not None else "")
        return title

    def _one(self, episode: str, change: Callable[[Page], tuple[Page, str]]) -> Correcting:
        with self._database.writing() as connection:
            own = resolve(connection, episode)
            row, page = self._page(connection, own)
            after, told = change(page)
            work = _plan(connection, own, row, page, after)
            if not work.added and not work.removed:
                return Correcting((), (), 0, "Nothing has changed")
            return _done([_carry_out(connection, work)], 1, told)

    def _page(self, connection: sqlite3.Connection, episode: str) -> tuple[int, Page]:
        row = episodes.current_transcript(connection, episode)
        if row is None:
            raise UnknownEpisode(f"There is no episode {episode} in the library.")
        return row, Page(
            *transcripts.read_as_told(connection, row),
            transcripts.voice_names(connection, episode),
            transcripts.language_of(connection, episode),
        )

    def _candidates(self, words: str, episode: str | None) -> list[str]:
        """Episodes that may hold these words, without reading them all: those whose text has the longest piece of them."""
        pieces = [piece for piece in _QUOTED.split(words) if piece]
        if not pieces:
            raise ReaderError("There are no words to look for.")
        return corrections.may_hold(self._database.reading(), max(pieces, key=len), episode)

    def _places(self, episode: str, words: str) -> list[Span]:
        connection = self._database.reading()
        row = episodes.current_transcript(connection, episode) or 0
        if corrections.read_corrections(connection, episode, row):
            return whole_places(self._page(connection, episode)[1].read.text, words)
        return whole_places(transcripts.text_of(connection, row), words)

    def _planned_everywhere(self, connection: sqlite3.Connection, episode: str, words: str, replacement: str) -> _Planned | None:
        places = self._places(episode, words)
        if not places:
            return None
        row, page = self._page(connection, episode)
        work = _plan(connection, episode, row, page, page.with_words_at(places, replacement), len(places))
        return work if work.added or work.removed else None


def _bring_along(connection: sqlite3.Connection, step: _Step, row: int, told: Transcript) -> None:
    """Let what comes back find its place, where another telling is read than when it went."""
    if row != step.row:
        back = [one for one in corrections.kept_corrections(connection, step.episode) if one.correction.id in step.removed]
        for one in anchor_again(told, back):
            corrections.move_correction(connection, one, row)


def _plan(connection: sqlite3.Connection, episode: str, row: int, page: Page, after: Page, places: int = 1) -> _Planned:
    old, new = {one.id for one in page.kept}, {one.id for one in after.kept}
    text = page.told.text
    added = tuple(corrections.KeptCorrection(one, *around(text, one.span), "exact") for one in after.kept if one.id not in old)
    retitled = page.read.title != after.read.title
    return _Planned(
        episode,
        row,
        tuple(sorted(old - new)),
        added,
        between(page.way, after.way),
        frozenset(new),
        after.read if corrections.mark_places(connection, episode, row) else None,
        after.read.title if retitled else None,
        page.read.title if retitled else None,
        places,
    )


def _carry_out(connection: sqlite3.Connection, work: _Planned) -> _Step:
    corrections.set_corrections_removed(connection, work.removed, True)
    corrections.put_corrections(connection, work.episode, work.row, work.added)
    marks = move_marks(connection, work.episode, work.row, work.read, work.change)
    if work.title is not None:
        corrections.set_title(connection, work.episode, work.title)
    added = tuple(one.correction.id for one in work.added)
    return _Step(work.episode, work.row, added, work.removed, marks, work.change, work.live, work.old_title)


def _done(steps: Sequence[_Step], places: int, told: str) -> Correcting:
    ids = tuple(one for step in steps for one in step.added)
    many = f" in {places:,} places" if places != 1 else ""
    return Correcting(ids, tuple(step.episode for step in steps), places, f"{told}{many}", tuple(steps))


def _told_words(old: str, new: str) -> str:
    said = plain(new)
    return f"“{_short(old)}” is now “{_short(said)}”" if said else f"“{_short(old)}” is taken out"


def _told_removed(one: Correction) -> str:
    match one.kind:
        case "words":
            return f"“{_short(one.original)}” is read as the source has it"
        case "voice":
            return "These words are said by the voice that the source names"
        case "no_chapter":
            return f"“{_short(one.original)}” is a chapter again"
        case _ if one.original:
            return f"“{_short(one.replacement)}” is “{_short(one.original)}” again"
        case _:
            return f"“{_short(one.replacement)}” is no chapter any more"


def _short(words: str) -> str:
    folded = plain(words)
    return folded if len(folded) <= _SHOWN else f"{folded[:_SHOWN].rstrip()}…"
