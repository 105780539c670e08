"""Reads captions that stand one word a line, with blank lines between the captions and `>>` where the voice changes."""

import re

from reader_app.core.importers.captions.caption_turns import breaks_off, spoken_turns
from reader_app.core.importers.captions.spoken_titles import title_from_speech
from reader_app.core.importers.character_references import unescape
from reader_app.core.importers.data_formats import data_format
from reader_app.core.importers.draft import Draft
from reader_app.core.importers.language import detect_language

_LEAST_LINES = 12
_ONE_WORD_SHARE = 0.85
_RUNS_ON = re.compile(r"[，。！？：、；][^\s」』”）]|[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]{7}")
"""A line of a script that writes no spaces looks like one word, but is a sentence where it has marks inside or is long."""

_SAMPLE = 20_000
"""Lines looked at to recognise the form."""


def recognises(text: str) -> bool:
    """Whether nearly every line of `text` is one word (a `>>` before it does not count)."""
    if data_format(text) is not None:
        return False
    lines = [line.replace(">>", " ").split() for line in unescape(text[: _SAMPLE * 8]).split("\n")[:_SAMPLE]]
    filled = [words for words in lines if words]
    single = [words[0] for words in filled if len(words) == 1 and len(words[0]) < 40 and not _RUNS_ON.search(words[0])]
    plain = sum(1 for word in single if any(letter.isalpha() for letter in word))
    return len(filled) >= _LEAST_LINES and len(single) >= _ONE_WORD_SHARE * len(filled) and plain >= 0.8 * len(single)


def parse(text: str, name: str) -> list[Draft]:
    """The one episode that the words tell, untimed; its title is derived from its opening, at last from the file's `name`."""
    turns = spoken_turns([(" ".join(unescape(text).split()), None)])
    if not turns:
        return []
    said = [" ".join(turn.words) for turn in turns]
    draft = Draft(title_from_speech(said) or name, "derived", [turn.block() for turn in turns])
    draft.language = detect_language(" ".join(said))
    draft.notes.append(f"{sum(len(turn.words) for turn in turns):,} words, one a line, joined into {len(turns):,} turns")
    draft.truncated = breaks_off(turns)
    if draft.truncated:
        draft.notes.append("ends inside a sentence: cut off at the source")
    return [draft]
