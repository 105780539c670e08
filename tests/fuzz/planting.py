"""Plants a word into what is said in a file with a structure of its own, and breaks the file where that must not cost the word.

Where a word stands both in a text and in a list of single words, it is planted in both: it takes the place of one that is told.
"""

import html
import json
import math
import random
import re
from collections.abc import Callable, Iterator
from typing import Any

WORD = "quillwort"
"""The planted word: in none of the seeds."""
_LABELS = frozenset(("type", "kind", "key", "status", "event", "language", "version", "ref"))
"""Names under which JSON has words of a program and none that are said."""
_HEARINGS = frozenset(("alternatives", "nBest", "hypotheses"))
"""Names under which JSON has several hearings of the same words."""
_PIECES = (
    *("-", "»", "…", "&", "^", "100 %", "Ada Fenn", "Ada:", "ADA:", "[Music]", "(1:02)", "1:02:03", "#", "@ferry", "x = y"),
    *(
        "\u0301",
        "\u202e",
        "\u200b",
        "\u00ad",
        "\u3000",
        "\ufeff",
        "\x0c",
        "\x85",
        "\u2028",
        "१२",
        "²",
        "ﬁ",
        "。",
        "नाव",
        "船",
        "👩‍👩",
    ),
    *("A.", "Mr.", "e.g.", "?!", ">>", "Transcript", "Speaker 1", "NaN", "null", "9" * 400, "*", "_x_", "http://a.example/b"),
)
"""What may stand beside a word in what is said, in any form: no marks that open what is not said."""
_NUMBERS = ("0", "-1", "99", "1e999", "NaN", "9" * 30, "9" * 400, "1,5", "1.2.3", "٣", "59.9999999", "00", "", "x")
_ODD: tuple[Any, ...] = (None, True, -1, 10**30, math.nan, math.inf, 1e-320, "", "x", "1:02", [], {}, [[]], {"a": None}, "\x00")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_ELEMENT = re.compile(r"<([A-Za-z][\w:.-]*)\b[^<>]*>(?:(?!<\1\b).)*?</\1\s*>", re.DOTALL)
_ATTRIBUTE = re.compile(r"(?<=[^<>]) [\w:.-]+=(?:\"[^\"<>]*\"|'[^'<>]*')(?=[^<>]*>)")
_NEXT_RECORD = re.compile(r"\}\s*,\s*\{")
_SAID = re.compile(r"(?<=[>\[])[^<>]+(?=[<\]])")

Planting = Callable[[str, str, random.Random], str]
"""Takes a seed's text, a word that is told of it and chance; gives the broken text with WORD in the word's place."""


def in_json(text: str, old: str, chance: random.Random) -> str:
    """The planting for JSON, and for JSON line by line."""
    try:
        values, lined = [json.loads(text)], False
    except ValueError:
        values, lined = [json.loads(line) for line in text.split("\n") if line.strip()], True
    new = _dressed(chance)
    values = [_replaced(value, re.compile(rf"(?<!\w){re.escape(old)}(?!\w)"), new, "") for value in values]
    holder: Any = {"root": values}
    for _ in range(chance.choice((0, 1, 1, 2, 4))):
        _break_tree(holder, chance)
    ascii_only, indent = chance.random() < 0.5, chance.choice((None, None, 1, 4))
    if lined:
        return "\n".join(json.dumps(value, ensure_ascii=ascii_only) for value in holder["root"]) + "\n"
    made = json.dumps(holder["root"][0], ensure_ascii=ascii_only, indent=indent)
    following = _NEXT_RECORD.search(made, made.rfind(WORD))  # of a record that is cut nothing is told
    return made[: chance.randint(following.end(), len(made))] if following is not None and chance.random() < 0.15 else made


def in_markup(text: str, old: str, chance: random.Random) -> str:
    """The planting for XML and HTML, also inside CDATA and where HTML is written as text."""
    new = html.escape(_dressed(chance), quote=False)
    word = re.compile(rf"(?<!\w){re.escape(old)}(?!\w)")
    text = _SAID.sub(lambda said: word.sub(lambda _: new, said[0]), text)
    for _ in range(chance.choice((0, 1, 1, 2, 4))):
        text = chance.choice(_MARKUP)(text, chance)
    return _cut_behind(_line_breaks(text, chance), chance)


def in_cues(text: str, old: str, chance: random.Random) -> str:
    """The planting for captions in blocks between blank lines; the first, which may be a head, stays where it is."""
    word, new = re.compile(rf"(?<!\w){re.escape(old)}(?!\w)"), _dressed(chance)
    blocks, first = word.sub(lambda _: new, text).split("\n\n"), 1
    for _ in range(chance.choice((0, 1, 1, 2, 4))):
        _shuffle(blocks, first, chance)
        if len(blocks) <= first:
            break
        at = chance.randrange(first, len(blocks))
        if chance.random() < 0.4 and _is_cue(blocks[at]):
            lines = blocks[at].split("\n")
            place = next(number for number, line in enumerate(lines) if _is_time(line))
            lines[place] = _other_number(lines[place], chance)
            blocks[at] = "\n".join(lines)
    return _cut_behind(_line_breaks("\n\n".join(blocks), chance), chance)


def in_lines(text: str, old: str, chance: random.Random) -> str:
    """The planting for a form of one line to a saying, below a head that stays."""
    lines = text.split("\n")
    word = re.compile(rf"(?<![\w;\\]){re.escape(old)}(?!\w)")
    new = re.sub(r"[\n\x0c\x85\u2028]", " ", _dressed(chance))
    first = next(number for number, line in enumerate(lines) if word.search(line))
    first = min(first, next((number for number, line in enumerate(lines) if line.startswith("Dialogue:")), first))
    lines[first:] = [word.sub(lambda _: new, line) for line in lines[first:]]
    for _ in range(chance.choice((0, 1, 1, 2))):
        _shuffle(lines, max(1, first), chance)
    return _cut_behind(_line_breaks("\n".join(lines), chance), chance)


def _dressed(chance: random.Random) -> str:
    """WORD, perhaps with something odd beside it."""
    if chance.random() < 0.5:
        return WORD
    piece = chance.choice(_PIECES)
    return chance.choice((f"{piece} {WORD}", f"{WORD} {piece}"))


def _cut_behind(text: str, chance: random.Random) -> str:
    """Sometimes without what stands behind the word and some more."""
    behind = text.rfind(WORD) + len(WORD)
    return text[: chance.randint(behind, len(text))] if chance.random() < 0.15 else text


def _line_breaks(text: str, chance: random.Random) -> str:
    return text.replace("\n", "\r\n") if chance.random() < 0.1 else text


def _holds(value: Any) -> bool:
    return WORD in json.dumps(value)


def _replaced(value: Any, word: re.Pattern[str], new: str, name: str) -> Any:
    if isinstance(value, dict):
        return {key: _replaced(inner, word, new, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [_replaced(inner, word, new, name) for inner in value]
    return word.sub(lambda _: new, value) if isinstance(value, str) and name not in _LABELS else value


def _containers(value: Any) -> Iterator[dict[str, Any] | list[Any]]:
    if isinstance(value, dict | list) and value:
        yield value
        named = value.items() if isinstance(value, dict) else [("", inner) for inner in value]
        for name, inner in named:
            if name in _HEARINGS and isinstance(inner, list):
                yield from (found for each in inner for found in _containers(each))  # of these only the first is told
            else:
                yield from _containers(inner)


def _break_tree(holder: Any, chance: random.Random) -> None:
    """Put odd values in place of others, leave values out, say and swap those of lists; never where the word is."""
    places = [place for root in holder["root"] for place in _containers(root)]
    if not places:
        return
    place = chance.choice(places)
    if isinstance(place, list) and chance.random() < 0.6:
        at, other = chance.randrange(len(place)), chance.randrange(len(place))
        if chance.random() < 0.5:
            place[at], place[other] = place[other], place[at]
        else:
            place.insert(at, json.loads(json.dumps(place[other])))
        return
    names: list[Any] = list(place) if isinstance(place, dict) else list(range(len(place)))
    name = chance.choice(names)
    if _holds(place[name]):
        return
    if chance.random() < 0.4:
        del place[name]
    else:
        place[name] = chance.choice(_ODD)


def _drop_element(text: str, chance: random.Random) -> str:
    found = [match for match in _ELEMENT.finditer(text) if WORD not in match[0]]
    if not found:
        return text
    match = chance.choice(found)
    return text[: match.start()] + text[match.end() :]


def _double_element(text: str, chance: random.Random) -> str:
    found = [match for match in _ELEMENT.finditer(text) if len(match[0]) < len(text) // 2]
    if not found:
        return text
    match = chance.choice(found)
    return text[: match.end()] + match[0] + text[match.end() :]


def _swap_elements(text: str, chance: random.Random) -> str:
    found = list(_ELEMENT.finditer(text))
    name = chance.choice(found)[1] if found else ""
    found = [match for match in found if match[1] == name]
    if len(found) < 2:
        return text
    a, b = sorted(chance.sample(found, 2), key=lambda match: match.start())
    return text[: a.start()] + b[0] + text[a.end() : b.start()] + a[0] + text[b.end() :]


def _break_attribute(text: str, chance: random.Random) -> str:
    found = list(_ATTRIBUTE.finditer(text))
    if not found:
        return text
    match = chance.choice(found)
    other = "" if chance.random() < 0.4 else _other_number(match[0], chance)
    return text[: match.start()] + other + text[match.end() :]


def _drop_closing(text: str, chance: random.Random) -> str:
    found = list(re.finditer(r"</[\w:.-]+\s*>", text))
    if not found:
        return text
    match = chance.choice(found)
    return text[: match.start()] + text[match.end() :]


def _comment(text: str, chance: random.Random) -> str:
    found = list(re.finditer(r"</(?:p|li|text|item|s|div)>", text))
    if not found:
        return text
    at = chance.choice(found).end()
    return text[:at] + "<!-- as it came -->" + text[at:]


_MARKUP: tuple[Callable[[str, random.Random], str], ...] = (
    *(_drop_element, _double_element, _swap_elements, _break_attribute, _break_attribute, _drop_closing, _comment),
)


def _other_number(line: str, chance: random.Random) -> str:
    found = list(_NUMBER.finditer(line))
    if not found:
        return line
    match = chance.choice(found)
    return line[: match.start()] + chance.choice(_NUMBERS) + line[match.end() :]


def _shuffle(parts: list[str], first: int, chance: random.Random) -> None:
    """Drop, double or swap parts from `first` on; the word stays."""
    if len(parts) <= first:
        return
    at, other = chance.randrange(first, len(parts)), chance.randrange(first, len(parts))
    sort = chance.random()
    if sort < 0.35 and WORD not in parts[at]:
        del parts[at]
    elif sort < 0.7:
        parts[at], parts[other] = parts[other], parts[at]
    else:
        parts.insert(at, parts[other])


def _is_time(line: str) -> bool:
    return "-->" in line or re.fullmatch(r"[\d:.]+,[\d:.]+", line.strip()) is not None


def _is_cue(block: str) -> bool:
    return any(map(_is_time, block.split("\n")))


PLANTINGS: dict[str, Planting] = {
    **dict.fromkeys(("web-page", "ttml", "timedtext", "sami", "podcast-feed", "docx"), in_markup),
    "speech-json": in_json,
    **dict.fromkeys(("webvtt", "subrip", "sbv"), in_cues),
    **dict.fromkeys(("ass", "lrc", "segments-table"), in_lines),
}
"""By form."""
