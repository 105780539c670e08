"""Tells section headings that were glued into speech from the speech around them."""

import re
from collections.abc import Iterable

_SMALL_WORDS = (
    "a an and are as at be between beyond but by can do does for from had has have how if in into is it its nor not of "
    "off on onto or our out "
    "over own per so than that the their them then these they this those through to toward towards under until up upon "
    "versus via vs was we "
    "were what when where which while who why will with within without you your after before behind about against across "
    "und oder der die das des dem den ein eine im am zum zur von mit für auf aus bei nach über "
    "de la el los las en y o con para por del un una et le les des du au aux sur dans pour avec "
    "e il lo gli di da che per su van het een met voor"
)
_SMALL = frozenset(_SMALL_WORDS.split())
"""Words that headings in title case write small."""
_TALK_WORDS = (
    "i i'm i've i'd i'll you you're you've we we're we've it it's that's there's he she they they're yeah yes yep yup "
    "no nope oh ah uh um hmm mm "
    "okay ok right sure well so and but or like just also then now thanks thank hello hi hey wow cool nice exactly "
    "totally absolutely because "
    "what's let's don't not very really maybe actually basically"
)
_TALK = frozenset(_TALK_WORDS.split())
"""Words that open or fill speech: a row of these alone is no heading."""
_WORD = re.compile(r"[^\s–—/]+")
_ENDS = re.compile(r"[.!?…।][\"”’)]*\s+(?=[A-Z0-9“\"'])")
_SHORTENED = re.compile(r"\b(?:vs|Dr|Prof|Mr|Ms|Mrs|St|Jr|Sr|No|Vol|Pt|Inc|U\.S|e\.g|i\.e|bzw|ca)\.\s")
_BREAK = re.compile(
    r"(?<=[.!?…।,;:–—”\"’)\]])(?=[A-ZÀ-ÖØ-ÞА-Я0-9“\"$])|(?:(?<=\bBut)|(?<=\bAnd)|(?<=\bSo))(?=[a-z][A-Z])"
    r"|(?<=[a-zß-ÿа-я])(?=[A-ZÀ-ÖØ-ÞА-Я0-9])|(?<=[.!?…।॥。])(?=[\u0900-\u0dff\u3040-\u9fff¿¡])"
)
_HYPHEN = re.compile(r"(?<=\w)-(?=[A-Z])")
_MOST_WORDS = 18
_LONGEST = 150
"""Code points of the longest heading that is looked for."""
_MOST_TITLES = 200
"""Chapters beyond which headings need not resemble a title: each is held against all of these, and the time stays linear."""


class HeadingFinder:
    """Knows the chapter titles of one episode, which headings in its speech resemble, and finds such headings."""

    def __init__(self, titles: Iterable[str]) -> None:
        self._titles = [_key(title) for title in titles if title]
        self._exact = set(self._titles)
        self._words = [frozenset(title.split()) for title in self._titles if len(title.split()) > 2][:_MOST_TITLES]

    def is_heading(self, text: str) -> bool:
        """Whether `text`, a whole stretch between two breaks, is a heading and not speech."""
        text = text.strip()
        if not 2 <= len(text) <= _LONGEST:
            return False
        if _key(text) in self._exact:
            return True
        if text[-1] in ".!,;:…-–—।" or _ENDS.search(_SHORTENED.sub(" ", text)) or (text[0].islower() and not text[1].isupper()):
            return False
        return self._resembles_title(text) or _in_title_case(text)

    def split_tail(self, text: str) -> tuple[str, str]:
        """Speech and the heading that is glued to its end; the heading is "" where there is none."""
        lead = max(0, len(text) - _LONGEST)
        tail = text[lead:]
        breaks = [match.start() for match in _BREAK.finditer(tail)]
        for at in breaks:
            if at and not tail[at - 1].isalnum() and not _inside_number(tail, at) and self.is_heading(tail[at:]):
                return text[: lead + at], _once(tail[at:].strip())
        for at in breaks:
            if at and tail[at - 1].isalnum() and self._parts_words(tail, at):
                return text[: lead + at], _once(tail[at:].strip())
        for match in _HYPHEN.finditer(tail):  # a word broken off; last, because headings have hyphens too
            if self.is_heading(tail[match.end() :]):
                return text[: lead + match.end()], _once(tail[match.end() :].strip())
        return text, ""

    def ends_in_heading(self, text: str) -> bool:
        """Whether `text` ends in a heading that is glued to what stands before it, or is one as a whole."""
        return self.is_heading(text) or self.split_tail(text)[1] != ""

    def _parts_words(self, tail: str, at: int) -> bool:
        """Whether a heading was glued to a word without any mark ("At leastUnderstanding"), and this is no name ("OpenAI")."""
        before = re.search(r"[^\s.!?,;:…]+$", tail[:at])
        word = before.group() if before is not None else ""
        known = _key(tail[at:]) in self._exact
        if not known and not (len(word) > 1 and word[0].islower()) and word.casefold() not in _TALK | _SMALL:
            return False
        return self.is_heading(tail[at:]) and (known or len(tail[at:].split()) >= 3)

    def _resembles_title(self, text: str) -> bool:
        words = frozenset(_key(text).split())
        if len(words) < 3:
            return False
        return any(len(words & title) >= 0.6 * len(words | title) for title in self._words)


def _in_title_case(text: str) -> bool:
    words = [word.strip("“”\"'’()[],:;?!&+.") for word in _WORD.findall(text)]
    words = [word for word in words if word]
    if not 2 <= len(words) <= _MOST_WORDS or text.lower() == text.upper():
        return False  # scripts without capitals have no title case
    telling = 0
    for word in words:
        plain = word.replace("’", "'").casefold()
        capital = not word[0].islower() or any(letter.isupper() for letter in word)
        if not capital and plain not in _SMALL:
            return False
        telling += capital and word[0].isalpha() and len(word) > 1 and plain not in _TALK and plain not in _SMALL
    first = words[0].replace("’", "'").casefold()
    if text.endswith("?") and len(words) < 3:
        return False
    return telling >= (3 if first in _TALK else 2)


def _inside_number(text: str, at: int) -> bool:
    return text[at].isdigit() and at > 1 and text[at - 2].isdigit()


def _once(heading: str) -> str:
    """A heading that the page shows twice in a row, once."""
    half = len(heading) // 2
    return heading[:half] if len(heading) > 7 and len(heading) % 2 == 0 and heading[:half] == heading[half:] else heading


def _key(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
