"""Tells whether a feed item was cut off by the size limit of the field or page that it came through."""

from collections.abc import Sequence

_FIELD_LIMITS = (65_535,)
"""Sizes at which fields cut without asking (MySQL's TEXT holds 65,535 bytes:
https://dev.mysql.com/doc/refman/8.0/en/blob.html)."""
_OPEN_LIMITS = (
    4_000,
    4_096,
    5_000,
    8_000,
    8_192,
    10_000,
    16_000,
    16_384,
    20_000,
    32_000,
    32_767,
    32_768,
    50_000,
    65_536,
    100_000,
    131_072,
)
"""Sizes that count only where the item also ends inside a sentence."""
_SLACK = 3
"""Units that a cut may fall short of its limit, because it does not part a character."""
_WIDE_SLACK = 4
"""The same for an item that also ends inside a sentence: some feeds cut a little before the limit."""
_FEWEST_ALIKE = 3
_LEAST_SHARED = 2_000
_ENDS = frozenset(".!?…।॥。！？)]}>\"”’'»")
_EXCERPT = ("[…]", "[...]", "… Read more", "... Read more", "…Read more")


def find_truncated(items: Sequence[str]) -> list[bool]:
    """For each item of a page, as the page has it, whether it was cut off.

    A cut shows by a size (in UTF-8 bytes, UTF-16 units or code points) just under a known limit, or by several items of the same
    largest size of which some end inside a sentence.
    """
    sizes = [_sizes(item) for item in items]
    shared = [_shared_limit(items, [size[unit] for size in sizes]) for unit in range(3)]
    return [_is_cut(item, size, shared) for item, size in zip(items, sizes, strict=True)]


def _sizes(item: str) -> tuple[int, int, int]:
    return len(item.encode("utf-8", "replace")), len(item.encode("utf-16-le", "replace")) // 2, len(item)


def _shared_limit(items: Sequence[str], sizes: Sequence[int]) -> int | None:
    """The largest size, where several items have it and one of them ends inside a sentence."""
    largest = max(sizes, default=0)
    alike = [item for item, size in zip(items, sizes, strict=True) if largest - size <= _SLACK]
    if largest < _LEAST_SHARED or len(alike) < _FEWEST_ALIKE or not any(_ends_inside(item) for item in alike):
        return None
    return largest


def _is_cut(item: str, sizes: tuple[int, int, int], shared: Sequence[int | None]) -> bool:
    slack = _WIDE_SLACK if _ends_inside(item) else _SLACK
    if any(0 <= limit - size <= slack for limit in _FIELD_LIMITS for size in sizes):
        return True
    if item.rstrip().endswith(_EXCERPT):
        return True
    if any(limit is not None and 0 <= limit - size <= _SLACK for limit, size in zip(shared, sizes, strict=True)):
        return True
    return _ends_inside(item) and any(0 <= limit - size <= _SLACK for limit in _OPEN_LIMITS for size in sizes)


def _ends_inside(item: str) -> bool:
    """Whether the item ends inside a sentence; a list or an address at the end closes it too."""
    end = item.rstrip()
    if not end or end[-1] in _ENDS:
        return False
    last = end[-80:].split()[-1]
    return "://" not in last and "www." not in last and "@" not in last
