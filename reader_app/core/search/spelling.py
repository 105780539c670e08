"""How far two words are apart in spelling, and what a reader may have meant instead of a word that nobody says."""

from collections.abc import Iterable


def within(word: str, other: str, most: int) -> int | None:
    """How many letters must be added, dropped, changed or swapped with their neighbour to make `other` of `word`.

    None where it is more than `most`. Optimal string alignment: no stretch is edited twice.
    """
    if abs(len(word) - len(other)) > most:
        return None
    before: list[int] = []
    row = list(range(len(other) + 1))
    for n, letter in enumerate(word, 1):
        last, before, row = before, row, [n]
        for m, theirs in enumerate(other, 1):
            cost = min(before[m] + 1, row[m - 1] + 1, before[m - 1] + (letter != theirs))
            if n > 1 and m > 1 and letter == other[m - 2] and word[n - 2] == theirs:
                cost = min(cost, last[m - 2] + 1)
            row.append(cost)
        if min(row) > most and min(before) > most:
            return None
    return row[-1] if row[-1] <= most else None


def alike(word: str, vocabulary: Iterable[str]) -> dict[int, list[str]]:
    """The words of `vocabulary` that `word` may be a slip for, by how many letters they differ: one, or two in longer words.

    Only words that share the first or the second letter are looked at: slips there are rare, and looking costs time.
    """
    most = 1 if len(word) < 5 else 2
    found: dict[int, list[str]] = {}
    if len(word) < 3:
        return found
    letters = (word[0], word[1])
    for other in vocabulary:
        if len(other) > 1 and (other[0] in letters or other[1] == letters[1]):
            distance = within(word, other, most)
            if distance:
                found.setdefault(distance, []).append(other)
    return found
