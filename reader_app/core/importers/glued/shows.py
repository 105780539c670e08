"""Reads the name of the show where a feed item states its own: never one that it only mentions."""

import re

_CAPITAL = r"(?:[A-ZÀ-Þ0-9][\w'’.&+\-]*[\w+]|[A-Z0-9]|[a-z]+\d+\w*)"
_NAME = rf"(?P<show>{_CAPITAL}(?: (?:(?:of|the|in|and|for|on|with|to|a|by|from|&|der|die|das|und|von|mit) )?{_CAPITAL}){{0,5}})"
_PATTERNS = (
    re.compile(rf"[Ww]elcome (?:back )?to (?:another episode of |the )?{_NAME}(?= [Pp]odcast| [Ss]how\b|[.,!]| with\b)"),
    re.compile(rf"(?:[Oo]n|[Ii]n) (?:this|today's|this week's) episode of (?:the )?{_NAME}(?= [Pp]odcast|,|\.| with\b| [a-z])"),
    re.compile(rf"Listen to (?:the )?{_NAME} on (?:Spotify|Apple|YouTube|your)"),
    re.compile(rf"[Yy]ou(?:'re|’re| are) listening to (?:the )?{_NAME}(?= [Pp]odcast|[.,!]| with\b)"),
    re.compile(
        rf"[Ww]illkommen (?:zurück )?(?:zu[mr]?|bei[m]?) (?:einer neuen Folge (?:von |des "
        rf"|der )?)?(?:Podcast )?{_NAME}(?=[.,!]| mit\b| [a-zäöü])"
    ),
)
_ELSEWHERE = re.compile(
    r"(?:originally (?:aired|appeared|published)|first (?:aired|appeared)|crosspost|cross-post)", re.IGNORECASE
)
_TAIL = re.compile(r"\s+[Pp]odcasts?$")
_COMMON_WORDS = "a i it the this that part episode today our my everyone you all season youtube spotify"
_NOT_SHOWS = frozenset(_COMMON_WORDS.split())
_OPENING = 2_500
"""Code points of the transcript in which a host says what show this is."""


def stated_show(notes: str, speech: str) -> str | None:
    """The show that an item's `notes` or the opening of its `speech` name as their own; None where they name none."""
    said = _first(speech[:_OPENING])
    if said is not None:
        return said
    own = " ".join(sentence for sentence in re.split(r"(?<=[.!?])\s+", notes) if not _ELSEWHERE.search(sentence))
    return _first(own)


def show_of_header(line: str) -> str:
    """The show that a header line names, without the marks around it."""
    return line.strip(" \t#*_•-–—:|")


def _first(text: str) -> str | None:
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            name = _TAIL.sub("", match["show"]).strip(" .,'’")
            if len(name) > 2 and name.casefold() not in _NOT_SHOWS:
                return name
    return None
