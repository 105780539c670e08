"""Finds where a chapter title ends that runs into its prose without a mark: "Origin Story Ada built her first oven".

In languages with capitals, a title's words are capitalised and the prose begins with the last capitalised words before the
first plain one; names that belong together (known, or standing together elsewhere in the text) are not torn apart.
Where case tells nothing, known names and the words with which sentences begin decide.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

MOST_TITLE_WORDS = 14
"""No title is longer, in words."""

_EDGES = "\"'“”‘’«»„()[]{}*_.,:;!?…—–-।"


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SMALL = _set(
    "a an the of in on at to for from by with without within and or nor but vs vs. v. via as is are be it its into over per than "
    "that your our my if not so yet up out off about between under after before beyond through against across toward towards "
    "der die das den dem des ein eine einer und oder mit von zu zur zum im am für auf als "
    "le la les l' un une des du de d' et ou à au aux en dans sur pour par el los las una del y o e con por da do dos di il lo "
    "gli i della het een van & + / – —"
)
"""Words that a title in title case leaves without a capital."""

_NOT_LAST = _set(
    "a an the of in at to for from by with without and or nor but vs vs. v. via as into per than & + / – — der die das und oder "
    "mit von le la les du de des et ou à el los las y o e con di il lo della het een van का की के को ने में से पर और या एक"
)
"""Words that no title ends with."""

_NOT_FIRST = _set("का की के को ने में से पर और या तक भी ही है हैं था थी थे हो करना करें बनाएं क्या सकता सकते द्वारा बनाम लिए साथ ( & + / – —")
"""Words that no sentence begins with."""

_OPENERS = _set(
    "The This These Those There Here He She They It We His Her Their Its Unlike While When Although Though Despite Because If "
    "Since Rather Instead After Before During Using Looking Initially Finally However Both Each Many Most Some One Two Three "
    "Four Five Another By In To As With On For From At Under Through Beyond According Addressing Der Die Das Ein Eine Er Sie Es "
    "Wir Im In Nach Bei Mit Le La Les Un Une Il Elle Ils Elles Ce Cette Dans Pour El Los Las Una En Este Esta Se O A Os As Um "
    "Uma No Na Lo Gli Nel Questo Questa De Het Een"
)
_CLAUSE_OPENERS = _set(
    "Unlike While When Although Though Despite Because If Since Rather Instead After Before During Using Looking As "
    "With In On By "
    "For From At Under Through Beyond According Addressing To"
)
"""Words that begin a clause which a comma ends before the sentence proper."""

_CASELESS_OPENERS = _set(
    "जब यह ये वह वे इस उस इन उन इसका इसकी इसके उनका उनकी उनके इसमें इससे यहाँ यहां जितना जैसे जैसे-जैसे अगर यदि पहले फिर अब "
    "लेकिन हालाँकि हालांकि एपिसोड बातचीत चर्चा शुरुआत आखिर अंत मेज़बान मेजबान होस्ट"
)
_ALONE = _set(
    "introduction intro opening conclusion outro overview summary closing wrap-up recap preamble epilogue prologue einleitung "
    "einführung fazit schluss introducción conclusión introdução conclusão introduzione conclusione inleiding conclusie परिचय "
    "भूमिका निष्कर्ष समापन प्रस्तावना введение заключение"
)
"""Titles that mostly stand as one word."""

_GOES_ON = _set(
    "and to & / – — | - of und zu zur zum in et à au aux y e a al en di und: "
    "remarks thoughts words statement statements notes comments "
    "question questions और विचार"
)
"""Words with which a title goes on all the same."""

_ROLES = _set(
    "host hosts co-host guest ceo cto coo cfo founder co-founder cofounder professor prof. dr. dr mr. ms. mrs. researcher author "
    "partner journalist moderator interviewer investor president chairman director engineer economist historian scientist "
    "physicist senator chef"
)


_SAYS = _set(
    "explains describes discusses argues notes reflects recounts outlines introduces details says asks opens contrasts advocates "
    "traces walks shares believes suggests talks tells defines demonstrates highlights predicts compares emphasizes recalls "
    "warns admits urges proposes claims thinks sees calls offers presents reveals breaks addresses examines lays frames points "
    "makes gives joins welcomes thanks closes begins starts concludes discovered founded joined began started grew argued noted "
    "erklärt beschreibt erzählt betont schildert stellt spricht explica describe cuenta argumenta señala explique décrit raconte"
)
"""What digests let people do."""
_LONGEST_OPENING = 5
"""Words between a question mark and the first plain word of the prose; where there are more, the title goes on."""
_FEWEST_TELLING = 3
_FARTHER = 0.2
"""What a word more in the title costs, beyond the length of most."""


class GluedTitles:
    """Splits the titles of one episode from its prose; knows the names on the page and which words stand together."""

    def __init__(self, names: Iterable[str], prose: str, headings: Sequence[str] = ()) -> None:
        """`names` are people and things that the page states; `prose` is all text of the episode, its title included.

        `headings` are all texts that may have to be split: together they show whether titles are written in title case.
        """
        self._names: dict[str, list[list[str]]] = {}
        self._parts: set[str] = set()
        for name in names:
            words = name.split()
            if words:
                self._names.setdefault(_bare(words[0]), []).append([_bare(word) for word in words])
                self._parts.update(_bare(word) for word in (words[0], words[-1]) if len(word) > 2)
        words = prose.split()
        self._pairs = Counter((left, _bare(right)) for left, right in pairwise(words))
        self._counts = Counter(_bare(word) for word in words)
        self._like_sentences = _are_like_sentences(headings)

    def split(self, text: str) -> tuple[str, str]:
        """`text` as its title and its prose, either of which may be empty only where `text` has one word or none."""
        words = text.split()
        if len(words) < 2:
            return text, ""
        at = self._boundary(words)
        return " ".join(words[:at]), " ".join(words[at:])

    def _boundary(self, words: list[str]) -> int:
        head = words[: MOST_TITLE_WORDS + 12]
        if _bare(head[0]).lower() in _ALONE and head[1].lower() not in _GOES_ON and not head[0].endswith(":"):
            return 1
        cased = sum(any(letter.isupper() or letter.islower() for letter in word) for word in head)
        plain = sum(word[0].islower() for word in head)
        if cased < 0.6 * len(head) or not plain:
            return self._without_case(head)
        return (None if self._like_sentences else self._title_case(head)) or self._sentence_case(head)

    def _title_case(self, words: list[str]) -> int | None:
        """Where a title in Title Case ends; None where this is none."""
        plain = next((n for n, word in enumerate(words) if _is_plain(word)), len(words))
        if plain and plain < len(words) and self._name_at(words, plain):
            return plain
        asked = next((n + 1 for n, word in enumerate(words[:plain]) if _bare_quotes(word).endswith(("?", "!"))), None)
        if asked is not None and asked <= MOST_TITLE_WORDS and asked < len(words) and plain - asked <= _LONGEST_OPENING:
            return asked
        at = next((n for n in range(min(plain, len(words)) - 1, 0, -1) if _is_capital(words[n]) or words[n][0] in "$€£₹¥"), 0)
        at = self._whole_start(words, at)
        title = words[:at]
        if not title or at > MOST_TITLE_WORDS or not any(_is_capital(word) for word in title):
            return None
        return at

    def _whole_start(self, words: list[str], at: int) -> int:
        """The beginning of the sentence whose last capitalised word stands at `at`: names and clauses are kept whole."""
        moved = True
        while moved and at > 0:
            earlier = self._earlier(words, at)
            moved = earlier < at
            at = earlier
        return at

    def _earlier(self, words: list[str], at: int) -> int:
        previous, word = words[at - 1], words[at]
        for start in range(max(0, at - 5), at):
            length = self._name_at(words, start)
            if length and start + length > at:
                return start
        if word.startswith("("):
            return self._acronym_start(words, at)
        if self._is_surname(words, at):
            return at - 1
        clause = self._clause_start(words, at)
        if clause is not None:
            return clause
        if previous.lower() in _NOT_LAST or word in _NOT_LAST or previous.endswith((",", "'s", "’s", "s'", "s’")):
            return at - 1
        if previous.lower() in _ROLES and (at < 2 or words[at - 2].lower() not in ("the", "a", "an")):
            return at - 1
        says = at + 1 < len(words) and words[at + 1] in _SAYS
        if (
            says
            and at > 1
            and words[at - 2].lower() in _ROLES
            and _is_capital(previous)
            and not _is_closed(words[at - 2], previous)
        ):
            return at - 2
        if word.lower() in _ROLES:
            for start in range(max(0, at - 4), at):
                if self._name_at(words, start) == at - start:
                    return start
        if self._pairs[(previous, _bare(word))] > 1 and previous[-1] not in ".:;?!":
            return at - 1
        return at

    def _is_surname(self, words: Sequence[str], at: int) -> bool:
        """Whether a person is named at `at` who says something and is named nowhere else: first with the given name too."""
        following = words[at + 1] if at + 1 < len(words) else ""
        previous = words[at - 1]
        return (
            following in _SAYS
            and at > 1
            and self._counts[_bare(words[at])] <= 1
            and _bare(words[at]) not in self._parts
            and words[at].isalpha()
            and previous.isalpha()
            and previous.istitle()
            and previous.lower() not in _SMALL
        )

    def _name_at(self, words: Sequence[str], at: int) -> int:
        """The length in words of the longest known name at `at`, or 0."""
        longest = 0
        for name in self._names.get(_bare(words[at]), ()):
            if len(name) > longest and [_bare(word) for word in words[at : at + len(name)]] == name:
                longest = len(name)
        return longest

    @staticmethod
    def _acronym_start(words: list[str], at: int) -> int:
        """Where the words begin that the acronym in brackets at `at` stands for."""
        letters = [letter for letter in words[at] if letter.isupper()]
        start = at - len(letters)
        if start > 0 and [word[0].upper() for word in words[start:at]] == letters:
            return start
        return at - 1

    @staticmethod
    def _clause_start(words: list[str], at: int) -> int | None:
        """Where a clause such as "Unlike other ovens," begins, if one ends at `at` or just before it."""
        end = at if words[at].endswith(",") else at - 1
        if not words[end].endswith(","):
            return None
        for start in range(end, max(0, end - 7), -1):
            if words[start] in _CLAUSE_OPENERS and start < at:
                return start
        return None

    def _sentence_case(self, words: list[str]) -> int:
        """Where a title ends that is written like a sentence: before the word that most looks like a new one."""
        best, best_score = 0, 0.0
        for at in range(1, min(MOST_TITLE_WORDS + 1, len(words))):
            score = self._start_score(words, at) - _FARTHER * max(0, at - 5)
            if score > best_score:
                best, best_score = at, score
            if best and words[at].endswith(".") and len(words[at]) > 3:
                break  # what follows is the second sentence of the prose
        return best or min(6, len(words) - 1)

    def _start_score(self, words: list[str], at: int) -> float:
        word, previous = words[at], words[at - 1]
        if not (_is_capital(word) or self._name_at(words, at)) or previous.lower() in _NOT_LAST or word.startswith("("):
            return 0
        if previous.endswith((",", ":", "'s", "’s")) or previous.lower() in _ROLES:
            return 0
        if previous.endswith(("?", "!", ".")):
            return 6
        bare = _bare(word.split("—", maxsplit=1)[0])
        known = self._name_at(words, at) or int(bare in self._parts)
        run = max(1, known, next((n for n in range(1, 6) if at + n >= len(words) or not words[at + n][:1].isupper()), 1))
        follows = words[at + run] if at + run < len(words) else ""
        score = 1 + 3 * bool(known) + 4 * (word in _OPENERS) + 3 * (follows in _SAYS)
        score += (follows[:1].islower() and follows.lower() not in _SMALL) + 2 * previous.endswith(")")
        score += 4 * (word.lower() in _ROLES and at + 1 < len(words) and _is_capital(words[at + 1]))
        score += 3 * (follows.startswith("(") and self._acronym_start(words, at + run) == at)
        acronym = len(bare) > 1 and not bare[1:].islower() and not known
        inside = previous[:1].isupper() and at > 1 and not known and word not in _OPENERS
        return score * (0.5 if acronym or inside else 1.0)

    def _without_case(self, words: list[str]) -> int:
        """Where a title ends in a script without capitals: at the first word that begins a sentence, else after a few."""
        for at in range(1, min(MOST_TITLE_WORDS + 1, len(words))):
            previous, word = words[at - 1], words[at]
            if previous in _NOT_LAST or word in _NOT_FIRST or previous.endswith((",", ":")):
                continue
            if previous.endswith(("?", "!")) or word in _CASELESS_OPENERS:
                return at
            known = self._name_at(words, at) or _bare(word) in self._parts
            if (known and not self._continues_name(words, at)) or word == words[0]:
                return at
        free = (n for n in range(3, len(words)) if words[n - 1] not in _NOT_LAST and words[n] not in _NOT_FIRST)
        return min(next(free, 3), len(words) - 1, MOST_TITLE_WORDS)

    def _continues_name(self, words: list[str], at: int) -> bool:
        return any(self._name_at(words, start) > at - start for start in range(max(0, at - 4), at))


def _are_like_sentences(headings: Sequence[str]) -> bool:
    """Whether most titles have a small second word where title case would have a capital."""
    seconds = [words[1] for text in headings if len(words := text.split()) > 2 and words[0].lower() not in _ALONE]
    telling = [word for word in seconds if word[0].isalpha() and word.lower() not in _SMALL]
    return len(telling) >= _FEWEST_TELLING and sum(_is_plain(word) for word in telling) > 0.6 * len(telling)


def _is_closed(role: str, word: str) -> bool:
    return role[-1] in ".,:;?!" or word[-1] in ".,:;?!"


def _bare(word: str) -> str:
    """`word` without the marks around it and without a possessive ending."""
    word = word.strip(_EDGES)
    return word[:-2] if word.endswith(("'s", "’s")) else word


def _bare_quotes(word: str) -> str:
    return word.rstrip("\"'”’»*_")


def _is_capital(word: str) -> bool:
    return any(letter.isupper() for letter in word.split("—", maxsplit=1)[0].split("-", maxsplit=1)[0]) or word[:1].isupper()


def _is_plain(word: str) -> bool:
    """Whether `word` is one that a title in Title Case would not hold: written small, and no small word."""
    letters = word.strip(_EDGES)
    return letters[:1].islower() and word.lower() not in _SMALL and letters.lower() not in _SMALL and not _is_capital(word)
