"""Tells which words are forms of one another ("model", "models"), by light suffix rules for each language.

Only inflection counts: a reader who asks for "operation" does not mean "opera". Words are folded already (see `tokens`), and
two words are forms of one another where their stems are the same. The rules err on the side of too few.
"""

import re
from collections.abc import Iterable

_VOWELS = re.compile("[aeiouy]+")
_CLOSED = re.compile("[^aeiouy][aeiouy][^aeiouywx]$")
_NO_PLURALS = frozenset(("always", "has", "news", "perhaps", "series", "species", "was"))
_DEVANAGARI = re.compile("[\u0900-\u097f]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LATIN = re.compile("[a-z]")

# Endings of number and case, the inflecting part of A. Ramanathan and D. Rao, "A lightweight stemmer for Hindi" (2003).
_HINDI = "ाइयाँ ाइयों ाइयां ियाँ ियों ियां ाओं ाएं ुओं ुएं ुआं ओं एं ों ें ाँ ां ीं ो े ू ु ी ि ा"
# Case, number and gender only.
_RUSSIAN = (
    "иями ями ами иях ах ях ого его ому ему ыми ими ией ием иям ов ев ей ой ий ый ые ие ое ая яя ую юю ом ем ам ям ых их "
    "а я о е ы и у ю ь й"
)
_SUFFIXES: dict[str, tuple[str, ...]] = {
    "de": ("ern", "em", "en", "er", "es", "e", "s", "n"),
    "nl": ("en", "s", "e"),
    "sv": ("arna", "erna", "orna", "en", "et", "ar", "er", "or", "na", "a", "n", "t"),
    "da": ("erne", "ene", "en", "et", "er", "ne", "e", "s"),
    "nb": ("ene", "ane", "en", "et", "er", "a", "e", "s"),
    "no": ("ene", "ane", "en", "et", "er", "a", "e", "s"),
    "es": ("es", "as", "os", "a", "o", "e", "s"),
    "pt": ("es", "as", "os", "a", "o", "e", "s"),
    "it": ("i", "e", "a", "o"),
    "fr": ("es", "e", "s", "x"),
}
_SHORTEST_STEM = 4


def stem(word: str, language: str) -> str:
    """What all forms of the folded `word` have in common in a text of `language` (BCP 47).

    Words of another script than the language's own go by the rules of their script, Latin ones by the English rules.
    """
    if _DEVANAGARI.match(word):
        return _strip(word, _HINDI.split(), 2)
    if _CYRILLIC.match(word):
        return _strip(word, _RUSSIAN.split(), 3)
    if not _LATIN.match(word) or not word.isalpha():
        return word
    suffixes = _SUFFIXES.get(rules_of(language))
    return _english(word) if suffixes is None else _strip(word, suffixes, _SHORTEST_STEM)


def rules_of(language: str) -> str:
    """The name of the rules that a text of `language` goes by: those of English where it has none of its own."""
    base = language.partition("-")[0].casefold()
    return base if base in _SUFFIXES else "en"


def beginning(word: str, language: str) -> str:
    """What every form of `word` begins with, so that only those need be looked at in the vocabulary."""
    root = stem(word, language)
    return root[: max(1, min(len(root) - 1, 3))] if root.isascii() else root[:2]


def _strip(word: str, suffixes: Iterable[str], shortest: int) -> str:
    ending = max((s for s in suffixes if word.endswith(s) and len(word) - len(s) >= shortest), key=len, default="")
    return word[: len(word) - len(ending)]


def _english(word: str) -> str:
    """Without the endings of number and tense: -s, -es, -ies, -ed, -ied, -ing."""
    word = _without_tense(_without_plural(word))
    # Long words lose a last -e or -l, so that no rule need know whether "chang" or "modell" is a whole word.
    if len(word) > 5 and word.endswith(("e", "ll")):
        return word[:-1]
    return word


def _without_plural(word: str) -> str:
    if len(word) <= 3 or not word.endswith("s") or word.endswith(("ss", "us", "is")) or word in _NO_PLURALS:
        return word
    if word.endswith("ies"):
        return word[:-3] + "y" if len(word) > 4 else word[:-1]
    if word.endswith(("ches", "shes", "sses", "xes", "zzes", "oes")):
        return word[:-2]
    return word[:-1]


def _without_tense(word: str) -> str:
    if word.endswith("ied"):
        return word[:-3] + "y" if len(word) > 4 else word[:-1]
    for ending in ("ing", "ed"):
        root = word.removesuffix(ending)
        if root != word and len(root) > 1 and _VOWELS.search(root) and (root[-1] != "e" or root.endswith("ee")):
            return _whole(root)
    return word


def _whole(root: str) -> str:
    """The verb that `root` is the beginning of: "stopp" is "stop", "mak" is "make"."""
    if len(root) > 3 and root[-1] == root[-2] and root[-1] not in "aeioulsfz":
        return root[:-1]
    one_syllable = len(_VOWELS.findall(root)) == 1
    if len(root) < 5 and (root.endswith(("v", "c", "u", "dg", "rg")) or (root[-1] == "s" and root[-2] != "s")):
        return root + "e"
    if one_syllable and len(root) > 2 and _CLOSED.search(root):
        return root + "e"
    return root
