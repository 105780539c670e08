"""Conditions that the block of a place decides: which voice says it, and what kind of text it is.

They need no stretches of positions: the block that a position stands in tells, and of a word only few positions are looked at.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence

from reader_app.core.search.conditions import KINDS_IN, voices_of
from reader_app.core.search.layout import KINDS, Layout
from reader_app.core.search.syntax import All, Any, Field, Node, Not

_Meets = Callable[[int, int], bool]
"""Says of a block, by the numbers of its kind and its voice in its layout, whether it is meant."""


def of_blocks(node: Node) -> bool:
    """Whether `node` asks for nothing but what a block is."""
    match node:
        case Field(name="speaker"):
            return True
        case Field(name="in", value=value):
            return value in KINDS_IN
        case Not(child=child):
            return of_blocks(child)
        case All(children=children) | Any(children=children):
            return bool(children) and all(map(of_blocks, children))
        case _:
            return False


class Said:
    """Keeps of the positions of one text after another those that stand in a block as `node` asks for; see `of_blocks`."""

    def __init__(self, node: Node) -> None:
        self._node = node
        self._voices: tuple[tuple[str, str], ...] | None = None
        self._meets: _Meets = _never
        self._known: dict[tuple[int, int], bool] = {}

    def among(self, positions: Sequence[int], layout: Layout) -> list[int]:
        """Those of `positions`."""
        if layout.voices != self._voices:
            self._voices, self._meets, self._known = layout.voices, _meeting(self._node, layout), {}
        firsts, kinds, voices, known = layout.part_firsts, layout.part_kinds, layout.part_voices, self._known
        kept = []
        for at in positions:
            block = bisect_right(firsts, at) - 1
            told = (kinds[block], voices[block]) if block >= 0 else (-1, -1)
            meant = known.get(told)
            if meant is None:
                meant = known[told] = self._meets(*told)
            if meant:
                kept.append(at)
        return kept


def _never(_kind: int, _voice: int) -> bool:
    return False


def _meeting(node: Node, layout: Layout) -> _Meets:
    match node:
        case Field(name="speaker"):
            meant = voices_of(node, layout)
            return lambda _, voice: voice in meant
        case Field(value=value):
            kinds = {KINDS.index(kind) for kind in KINDS_IN[value]}
            return lambda kind, _: kind in kinds
        case Not(child=child):
            excluded = _meeting(child, layout)
            return lambda kind, voice: not excluded(kind, voice)
        case All(children=children):
            every = [_meeting(child, layout) for child in children]
            return lambda kind, voice: all(meets(kind, voice) for meets in every)
        case Any(children=children):
            some = [_meeting(child, layout) for child in children]
            return lambda kind, voice: any(meets(kind, voice) for meets in some)
        case _:
            return _never
