"""Puts the words of a caption together out of pieces of which some have a time of their own."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class TimedWords:
    """A text that grows piece by piece with its white space folded; `times` are (code point offset, seconds) of timed pieces."""

    times: list[tuple[int, float]] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    _length: int = 0
    _spaced: bool = False
    _waiting: float | None = None

    @property
    def text(self) -> str:
        """The words so far."""
        return "".join(self._pieces)

    def begin(self, seconds: float | None) -> None:
        """The next word begins at `seconds`."""
        self._waiting = seconds

    def space(self) -> None:
        """The next piece is not glued to the last."""
        self._spaced = True

    def add(self, text: str) -> None:
        """Adds a piece; white space around it parts it from its neighbours."""
        words = " ".join(text.split())
        if not words:
            self._spaced = self._spaced or bool(text)
            return
        if self._pieces and (self._spaced or text[0].isspace()):
            self._pieces.append(" ")
            self._length += 1
        if self._waiting is not None:
            if not self.times or self.times[-1][0] < self._length:
                self.times.append((self._length, self._waiting))
            self._waiting = None
        self._pieces.append(words)
        self._length += len(words)
        self._spaced = text[-1].isspace()
