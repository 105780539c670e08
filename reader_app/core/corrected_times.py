"""The times of a corrected text: where the words stand now that they belong to."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from reader_app.core.model import Anchor, Span, Transcript
from reader_app.core.offset_map import OffsetMap


def anchors_as_read(told: Transcript, way: OffsetMap, gone: Sequence[Span]) -> tuple[Anchor, ...]:
    """The times of `told` at the places of their words in the text to which `way` leads from its own, in order.

    Of several in one corrected stretch the first holds, until the last one's end; those in `gone`, the blocks that are left out
    (in order), are dropped with their words.
    """
    offsets = [anchor.offset for anchor in told.anchors]
    anchors: list[Anchor] = []
    done = shift = 0
    for before, after, _ in way.stretches:
        first, last = bisect_left(offsets, before.start, done), bisect_left(offsets, before.stop, done)
        anchors += _shifted(told.anchors[done:first], shift)
        if first < last and not _holds(gone, before.start):
            own = told.anchors[first]
            while anchors and anchors[-1].offset >= after.start:  # its words were taken out
                anchors.pop()
            anchors.append(Anchor(after.start, own.seconds, own.origin, told.anchors[last - 1].until))
        done, shift = last, after.stop - before.stop
        if done < len(offsets) and anchors and offsets[done] + shift <= anchors[-1].offset:
            anchors.pop()
    return (*anchors, *_shifted(told.anchors[done:], shift))


def _holds(spans: Sequence[Span], offset: int) -> bool:
    number = bisect_right(spans, offset, key=lambda span: span.start) - 1
    return number >= 0 and offset < spans[number].stop


def _shifted(anchors: Sequence[Anchor], shift: int) -> Sequence[Anchor]:
    if not shift:
        return anchors
    return [Anchor(anchor.offset + shift, anchor.seconds, anchor.origin, anchor.until) for anchor in anchors]
