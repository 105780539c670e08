"""The hits of a search in the text that is open: their marks, the strip that says which is looked at, and the way to the next."""

from bisect import bisect_left

from PySide6.QtCore import QObject, Signal

from reader_app.core.model import Hit, SearchAnswer
from reader_app.ui.reading import Reading
from reader_app.ui.reading_pane import ReadingPane
from reader_app.ui.search_place import PlaceLine


class HitsHere(QObject):
    """Marks the hits of whichever episode comes onto the page, as long as a search is on."""

    hit_wished = Signal(object)
    """The Hit that the reader has stepped to."""

    def __init__(self, strip: PlaceLine, reading: Reading, pane: ReadingPane) -> None:
        super().__init__(pane)
        self._strip, self._reading, self._pane = strip, reading, pane
        self._answer: SearchAnswer | None = None
        self._hit: Hit | None = None
        self._known: tuple[tuple[str, str, int], list[Hit]] = (("", "", 0), [])
        strip.stepped.connect(self.step)
        pane.lead_hits(strip, self.step)
        reading.opened.connect(self._on_opened)

    def show(self, answer: SearchAnswer | None, hit: Hit | None) -> None:
        """Mark the hits of the open episode in its text, and say which of them is looked at."""
        self._answer, self._hit = answer, hit
        current = self._reading.current
        if answer is None or current is None:
            return
        episode = current.episode.id
        here = self._hits_of(episode)
        marked = [one for one in here if one.bookmark is None]
        self._pane.view.set_hits([one.words for one in marked], marked.index(hit) if hit in marked else None)
        if hit is None or hit.episode != episode:
            self._strip.hide()
            return
        total = dict(answer.counts).get(episode, 0)
        number = here.index(hit) if hit in here and len(here) >= total else None
        self._strip.show_place(number, max(total, len(here)), opened=self._pane.view.hasFocus())

    def forget(self) -> None:
        """There is nothing to mark any more."""
        self._answer = self._hit = None
        self._known = (("", "", 0), [])
        self._strip.hide()
        self._pane.view.set_hits((), None)

    def step(self, step: int) -> bool:
        """Wish for the next hit of the open episode (1) or the one before (-1), round its end; says whether there is one.

        From the one that is looked at, or from the top of the page.
        """
        current = self._reading.current
        here = self._hits_of(current.episode.id) if current is not None else []
        if not here:
            return False
        if self._hit in here:
            wanted = here.index(self._hit) + step
        else:
            following = bisect_left([one.span.start for one in here], self._pane.view.position())
            wanted = following if step > 0 else following - 1
        self.hit_wished.emit(here[wanted % len(here)])
        return True

    def _hits_of(self, episode: str) -> list[Hit]:
        """In order. In another sort an answer may hold fewer of them: then those that are known already."""
        if self._answer is None:
            return []
        here = sorted((one for one in self._answer.hits if one.episode == episode), key=lambda one: one.span)
        asked = (self._answer.query, episode, dict(self._answer.counts).get(episode, 0))
        if self._known[0] == asked and len(self._known[1]) > len(here):
            return self._known[1]
        self._known = (asked, here)
        return here

    def _on_opened(self) -> None:
        """Another episode is on the page, or the same one as it reads now, by whatever way: its page has no marks yet."""
        self._known = (("", "", 0), [])
        self.show(self._answer, self._hit)
