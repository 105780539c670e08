"""Tells names from other nouns in German and its like, where both have capitals: articles and adjectives precede nouns."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from reader_app.core.word_columns import Words

NOUNS_IN_CAPITALS = frozenset({"de", "lb", "nds"})
"""Languages that write every noun with a capital."""
_ARTICLES = frozenset(
    re.findall(
        r"\w+",
        "der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner im am zum zur vom beim ins ans "
        "mein meine meinen meinem meiner dein deine deinen deinem deiner sein seine seinen seinem seiner ihr ihre ihren ihrem "
        "ihrer unser unsere unseren unserem unserer euer eure euren eurem eurer dieser diese dieses diesen diesem jeder jede "
        "jedes jeden jedem welcher welche welches welchen welchem viel viele vielen wenig wenige mehr weniger alle allen aller "
        "manche manchen einige einigen mehrere paar bisschen so zu ganz zwei drei vier fünf sechs sieben acht neun zehn zwölf "
        "elf zwanzig dreißig hundert tausend ne nen n",
    )
)
"""Articles, numbers and other words that nouns follow and names seldom do."""
_ADJECTIVE = re.compile("e[nrsm]?$")
_NO_ADJECTIVES = frozenset(
    re.findall(
        r"\w+",
        "aber oder über unter hinter immer heute hier wieder weiter gerne bitte habe haben hatte hatten hätte hätten waren wäre "
        "wären werden wurde wurden würde würden können könnte könnten müssen müsste sagen sage sagte gehen gehe machen mache "
        "neben zwischen gegen gestern morgen wegen er es sie wer sondern",
    )
)
_OTHER_CAPITALS = frozenset(
    re.findall(
        r"\w+",
        "sie ihnen ihr ihre herr herrn frau links rechts montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag "
        "januar jänner februar märz mai juni juli oktober dezember",
    )
)
"""Words with capitals that are neither: the polite address, and names (of days, months) that are no entities."""
_LEAST, _LEAST_TOGETHER = 5, 2
"""How often a word must stand inside sentences for the words before it to tell, and each of several that stand together."""
_MOST_WITH_ARTICLE, _MOST_WITH_ADJECTIVE = 0.1, 0.25
"""The greatest shares of a name's places that follow an article, and what looks like an adjective."""


def runs_of_names(
    text: str, words: Words, capitalised: Sequence[int], runs: Iterable[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Those of the `runs` of words that are names throughout: with capitals inside, or bare of articles and adjectives.

    `capitalised` are the indices of all words whose capital counts.
    """
    folded = words.folded
    inside: Counter[str] = Counter()
    with_article: Counter[str] = Counter()
    with_adjective: Counter[str] = Counter()
    for index in capitalised:
        if words.opens[index]:
            continue
        word, before = folded[index], folded[index - 1]
        inside[word] += 1
        with_article[word] += before in _ARTICLES or before[0].isdigit()
        with_adjective[word] += before not in _NO_ADJECTIVES and _ADJECTIVE.search(before) is not None

    def named(index: int, least: int) -> bool:
        word, most = folded[index], inside[folded[index]]
        if word in _OTHER_CAPITALS:
            return False
        tail = text[words.edges[2 * index] + 1 : words.edges[2 * index + 1]]
        if word[0].isdigit() or tail != tail.lower():
            return True
        few = with_article[word] <= _MOST_WITH_ARTICLE * most and with_adjective[word] <= _MOST_WITH_ADJECTIVE * most
        return most >= least and few

    for first, last in runs:
        begin = first + 1 if words.opens[first] and not named(first, _LEAST_TOGETHER) else first
        least = _LEAST if last - begin == 1 else _LEAST_TOGETHER
        if begin < last and words.capital[begin] and all(named(index, least) for index in range(begin, last)):
            yield begin, last
