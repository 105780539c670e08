"""Remembers the places that the reader left by a jump, for back and forward."""

from typing import NamedTuple

LONGEST = 200


class Place(NamedTuple):
    """A position in an episode: code point offset of the line that stood at the top, and how many px below the top edge."""

    episode: str
    offset: int
    below: int = 0


class History:
    """A row of places with the reader somewhere in it. A jump from the middle drops what lay ahead."""

    def __init__(self) -> None:
        self._back: list[Place] = []
        self._forward: list[Place] = []

    def leave(self, place: Place) -> None:
        """The reader jumps away from here."""
        if not self._back or self._back[-1] != place:
            self._back.append(place)
            del self._back[:-LONGEST]
        self._forward.clear()

    def back(self, here: Place) -> Place | None:
        """The place to return to from here, or None."""
        return self._step(self._back, self._forward, here)

    def forward(self, here: Place) -> Place | None:
        """The place that one came back from, or None."""
        return self._step(self._forward, self._back, here)

    @staticmethod
    def _step(source: list[Place], target: list[Place], here: Place) -> Place | None:
        while source and source[-1] == here:
            source.pop()
        if not source:
            return None
        target.append(here)
        return source.pop()

    @property
    def can_go_back(self) -> bool:
        """Whether there is a place to return to."""
        return bool(self._back)

    @property
    def can_go_forward(self) -> bool:
        """Whether one has come back from somewhere."""
        return bool(self._forward)
