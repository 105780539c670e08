"""Tells which words are forms of one another ("model", "models"), by light suffix rules for each language.

Only inflection counts: a reader who asks for "operation" does not mean "opera". Words are folded already (see `tokens`), and
two words are forms of one another where their stems are the same. The rules err on the side of too few: "person" is not
"people" (whoever asks for the one would drown in the other), nor "thought" "think" ("thoughts" are no verb).
"""

import re
from collections.abc import Iterable
from functools import cache

from reader_app.core.search.irregular_forms import (
    ENGLISH_GROUPS,
    GERMAN_AGENTS,
    GERMAN_STEMS,
    GERMAN_UNINFLECTED,
    HINDI_UNINFLECTED,
)

_VOWELS = re.compile("[aeiouy]+")
_CLOSED = re.compile("[^aeiouy][aeiouy][^aeiouywx]$")
_NO_PLURALS = frozenset(("always", "has", "news", "perhaps", "series", "species", "was"))
_IRREGULAR = {form: base for base, *forms in ENGLISH_GROUPS for form in forms}
_SHORTEST_MEN = 7
"""Letters from which on a word in -men is the plural of one in -man."""
_NO_MEN = ("specimen", "regimen", "abdomen", "bitumen")
_DEVANAGARI = re.compile("[\u0900-\u097f]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LATIN = re.compile("[a-z]")

# Endings of number and case, the inflecting part of A. Ramanathan and D. Rao, "A lightweight stemmer for Hindi" (2003). Those of
# feminine and other nouns are kept apart from a bare end: "नौकरी" (a post) is no form of "नौकर" (a servant).
_HINDI = {
    **dict.fromkeys(("ियाँ", "ियां", "ियों", "ी", "ि"), "ी"),
    **dict.fromkeys(("इयाँ", "इयां", "इयों", "ई"), "ई"),
    **dict.fromkeys(("ुओं", "ुएं", "ुएँ", "ुआं", "ू", "ु"), "ु"),
    **dict.fromkeys(("ाओं", "ाएं", "ाएँ", "ाँ", "ां", "ओं", "एं", "एँ", "ों", "ें", "ो", "े", "ा"), ""),
}
# Case, number and gender only.
_RUSSIAN = (
    "иями ями ами иях ах ях ого его ому ему ыми ими ией ием иям ов ев ей ой ий ый ые ие ое ая яя ую юю ом ем ам ям ых их "
    "а я о е ы и у ю ь й"
)
_SUFFIXES: dict[str, tuple[str, ...]] = {
    "nl": ("en", "s", "e"),
    "sv": ("arna", "erna", "orna", "en", "et", "ar", "er", "or", "na", "a", "n", "t"),
    "da": ("erne", "ene", "en", "et", "er", "ne", "e", "s"),
    "nb": ("ene", "ane", "en", "et", "er", "a", "e", "s"),
    "no": ("ene", "ane", "en", "et", "er", "a", "e", "s"),
    "it": ("i", "e", "a", "o"),
}
_GERMAN = (("ern", 4), ("ers", 4), ("ens", 3), ("em", 4), ("en", 3), ("er", 4), ("es", 3), ("e", 3))
"""Endings of number and case, and how many letters a word must have before them."""
_BEFORE_GERMAN_S = "abdfghklmnoprtwy"
_FEMININE_PLURALS = ("rinnen", "tinnen", "linnen", "ninnen", "kinnen", "dinnen")
_OWN_RULES = ("de", "es", "fr", "pt")
_SHORTEST_STEM = 4


def stem(word: str, language: str) -> str:
    """What all forms of the folded `word` have in common in a text of `language` (BCP 47).

    Words of another script than the language's own go by the rules of their script, Latin ones by the English rules.
    """
    if _DEVANAGARI.match(word):
        return _hindi(word)
    if _CYRILLIC.match(word):
        return _strip(word, _RUSSIAN.split(), 3)
    if not _LATIN.match(word) or not word.isalpha():
        return word
    match rules_of(language):
        case "en":
            return _english(word)
        case "de":
            return _german(word)
        case "fr":
            return word[:-1] if len(word) > _SHORTEST_STEM and word.endswith(("s", "aux", "eux")) else word
        case "es" | "pt" as rules:
            return _iberian(word, rules)
        case rules:
            return _strip(word, _SUFFIXES[rules], _SHORTEST_STEM)


def rules_of(language: str) -> str:
    """The name of the rules that a text of `language` goes by: those of English where it has none of its own."""
    base = language.partition("-")[0].casefold()
    return base if base in _SUFFIXES or base in _OWN_RULES else "en"


def beginnings(word: str, language: str) -> tuple[str, ...]:
    """What the forms of `word` begin with, each with one of these, so that only those need be looked at in the vocabulary."""
    root = stem(word, language)
    rules = rules_of(language)
    last = 0  # letters that a rule has put there: "stud" is "study", "luc" is "luz", "policem" is "policeman"
    if rules == "en" and root.endswith("man") and len(root) >= _SHORTEST_MEN:
        last = 2
    elif len(root) > 2 and root[-1] in "eyzीईु":
        last = 1
    elif rules == "pt" and root.endswith("ao"):
        last = 2
    first = root[: len(root) - last]
    irregular = _irregular_of().get(root, ()) if rules == "en" else ()
    return (first, *(form for form in irregular if not form.startswith(first)))


@cache
def _irregular_of() -> dict[str, tuple[str, ...]]:
    """The irregular forms of each stem."""
    return {_english(base): tuple(forms) for base, *forms in ENGLISH_GROUPS}


def _strip(word: str, suffixes: Iterable[str], shortest: int) -> str:
    ending = max((s for s in suffixes if word.endswith(s) and len(word) - len(s) >= shortest), key=len, default="")
    return word[: len(word) - len(ending)]


def _hindi(word: str) -> str:
    if word in HINDI_UNINFLECTED:
        return word
    for length in (4, 3, 2, 1):
        kept = _HINDI.get(word[-length:])
        if kept is not None and len(word) - length >= 2:
            return word[:-length] + kept
    return word


def _german(word: str) -> str:
    """Without the endings of number and case; umlauts are folded already, so that "Häuser" is "hauser"."""
    if word in GERMAN_STEMS:
        return GERMAN_STEMS[word]
    if word.endswith(_FEMININE_PLURALS):
        return word[:-3]
    bare = word[:-1] if word.endswith(("ers", "ern")) else word
    if bare.endswith(GERMAN_AGENTS):
        return bare
    if word.endswith(GERMAN_UNINFLECTED):
        return word
    for ending, shortest in _GERMAN:
        if word.endswith(ending) and len(word) - len(ending) >= shortest:
            return word[: -len(ending)]
    if len(word) > _SHORTEST_STEM and (word.endswith("eln") or (word[-1] == "s" and word[-2] in _BEFORE_GERMAN_S)):
        return word[:-1]
    return word


def _iberian(word: str, rules: str) -> str:
    """Without the plural, and without the vowel that may stand before it only: "mujer", "mujeres"; "padre", "padres"."""
    if rules == "pt" and word.endswith("oes") and len(word) > _SHORTEST_STEM:
        return word[:-3] + "ao"
    if rules == "es" and word.endswith("ces") and len(word) > _SHORTEST_STEM:
        return word[:-3] + "z"
    if len(word) > _SHORTEST_STEM and word[-1] == "s" and word[-2] in "aeo":
        word = word[:-1]
    return word[:-1] if len(word) >= _SHORTEST_STEM and word[-1] == "e" else word


def _english(word: str) -> str:
    """Without the endings of number and tense: -s, -es, -ies, -ed, -ied, -ing."""
    word = _IRREGULAR.get(word, word)
    if word.endswith("men") and len(word) >= _SHORTEST_MEN and not word.endswith(_NO_MEN):
        word = word[:-2] + "an"
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
