"""Ways in which files break, or are broken: each takes a text and gives another one."""

import random
import re
from collections.abc import Callable

Mutation = Callable[[str, random.Random], str]

MOST = 400_000
"""No text is let grow beyond so many code points."""
_ODD = (
    *(
        "\u0301",
        "\u0301" * 50,
        "\u202e",
        "\u2066",
        "\u200d",
        "\u200b",
        "\u00ad",
        "\0",
        "\r",
        "\ufeff",
        "\ufffe",
        "\u2028",
        "\x85",
    ),
    *(
        "\x0b",
        "\x0c",
        "\x1b[31m",
        "\ud800",
        "\U0001f468\u200d\U0001f469",
        "\u0130",
        "ß",
        "ﬁ",
        "\u3000",
        "١٢",
        "Ⅷ",
        "²",
        "½",
        "٣:٤٥",
    ),
)
_PIECES = (
    *(
        "-->",
        " --> ",
        "00:00:01.000 --> 00:00:02.000\n",
        "WEBVTT\n\n",
        "<v Ada>",
        "</v>",
        "<c>",
        "<00:00:01.500>",
        "{\\an8}",
        "{\\k20}",
    ),
    *(
        "[00:01.00]",
        "[00:01]",
        "(1:02)",
        "[",
        "]",
        "(",
        ")",
        "{",
        "}",
        "<",
        ">",
        "</p>",
        "<p>",
        "<br>",
        "<div><span>",
        "<!--",
        "-->",
    ),
    *(
        "<![CDATA[",
        "]]>",
        "<!DOCTYPE x [",
        "<!ENTITY a 'b'>",
        "&amp;",
        "&#",
        "&#x",
        "&#9;",
        "&#xD800;",
        "&",
        "&amp;amp;",
        "**",
        "*",
        "_",
    ),
    *(
        "`",
        "## ",
        "> ",
        "- ",
        "---\n",
        ">>",
        ">> ",
        "»",
        "«",
        "Ada: ",
        "ADA: ",
        "Ada Fenn (00:01:02): ",
        "SPEAKER_00",
        ":",
        "：",
        "•",
    ),
    *(
        "\\",
        '"',
        '""',
        "'",
        ",",
        ";",
        "\t",
        "\n",
        "\n\n",
        " ",
        "\r\n",
        "null",
        "true",
        "NaN",
        "Infinity",
        "-1",
        "1e999",
        "0:00",
        "1:02:03",
    ),
    *(
        "00:00",
        "99:99:99",
        "10 minutes",
        "1 minute, 2 seconds",
        "Transcript",
        "Timestamps\n",
        "Chapters\n",
        "NOTE ",
        "STYLE\n",
        "https://",
        "@",
    ),
    *(
        "Dialogue: 0,0:00:04.00,0:00:05.00,Default,Abe,0,0,0,,x\n",
        '{"text": "a", "start": 1}',
        '"words": [',
        "# [00:00] A",
        "![a](b)",
        "[a](b)",
    ),
    *(
        "Mr. ",
        "A. ",
        "e.g. ",
        "…",
        "。",
        "。",
        "।",
        "्",
        "ｱ",
        "- **A** (Person): b. ",
        '> *"a"* — B ',
        "Kind: captions\n",
        "Language: en\n",
    ),
)
_NUMBERS = (
    *(
        "0",
        "-1",
        "99",
        "60",
        "1e999",
        "-0.0",
        "NaN",
        "1e-320",
        "9" * 30,
        "9" * 400,
        "9" * 5_000,
        "0" * 5_000 + "1",
        "1.7976931348623157e308",
    ),
    *("00", "1,5", "1.2.3", "٣", "²", "59.9999999", "24:00:00", "100000000"),
)


def _place(text: str, chance: random.Random) -> int:
    return chance.randint(0, len(text))


def _stretch(text: str, chance: random.Random) -> tuple[int, int]:
    start = _place(text, chance)
    return start, min(len(text), start + int(chance.choice((3, 30, 300)) * 2 * chance.random() ** 3) + 1)


def cut(text: str, chance: random.Random) -> str:
    """Cut off anywhere, at the end or at the beginning."""
    return text[: _place(text, chance)] if chance.random() < 0.7 else text[_place(text, chance) :]


def drop(text: str, chance: random.Random) -> str:
    """Leave a stretch out."""
    start, stop = _stretch(text, chance)
    return text[:start] + text[stop:]


def double(text: str, chance: random.Random) -> str:
    """Say a stretch, or all, twice or more."""
    start, stop = _stretch(text, chance) if chance.random() < 0.8 else (0, len(text))
    return text[:stop] + text[start:stop] * chance.randint(1, 4) + text[stop:]


def repeat(text: str, chance: random.Random) -> str:
    """Say a piece, of the text or of a form, some thousand times."""
    start, stop = _stretch(text, chance)
    piece = text[start:stop] if chance.random() < 0.5 else chance.choice((*_PIECES, *_ODD))
    piece = piece[: MOST // 20]
    times = min(10_000, MOST // max(1, len(piece)))
    return text[:start] + piece * times + text[start:]


def repeat_line(text: str, chance: random.Random) -> str:
    """Say a line, or some, thousands of times."""
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    piece = "\n".join(lines[at : at + chance.randint(1, 4)]) + "\n"
    times = min(chance.choice((100, 10_000)), MOST // len(piece))
    return "\n".join(lines[:at]) + "\n" + piece * times + "\n".join(lines[at:])


def swap_lines(text: str, chance: random.Random) -> str:
    """Bring some lines into another order."""
    lines = text.split("\n")
    for _ in range(chance.randint(1, 6)):
        a, b = chance.randrange(len(lines)), chance.randrange(len(lines))
        lines[a], lines[b] = lines[b], lines[a]
    return "\n".join(lines)


def join_lines(text: str, chance: random.Random) -> str:
    """Take some or all line breaks away, or make them from spaces."""
    old, new = chance.choice(
        (("\n", " "), ("\n", ""), (" ", "\n"), ("\n\n", "\n"), ("\n", "\n\n"), ("\n", "\r"), ("\n", "\r\n"), (" ", "\u00a0"))
    )
    return text.replace(old, new, chance.choice((1, 5, -1)))


def flip(text: str, chance: random.Random) -> str:
    """Put other letters into the place of some."""
    letters = list(text)
    for _ in range(chance.randint(1, 10) if letters else 0):
        letters[chance.randrange(len(letters))] = chance.choice("abcXYZ 0129:.,;<>[](){}&#\"'\\/|*_-\n\tßé\u0301\0")
    return "".join(letters)


def insert(text: str, chance: random.Random) -> str:
    """Put pieces of forms or odd letters anywhere."""
    for _ in range(chance.randint(1, 6)):
        at = _place(text, chance)
        text = text[:at] + chance.choice(_PIECES if chance.random() < 0.6 else _ODD) + text[at:]
    return text


def numbers(text: str, chance: random.Random) -> str:
    """Put other numbers into the place of some or all."""
    found = list(re.finditer(r"\d+(?:\.\d+)?", text))
    if not found:
        return text
    if chance.random() < 0.3:
        return re.sub(r"\d+", lambda _: str(chance.randrange(10 ** chance.randint(1, 6))), text)
    if chance.random() < 0.2:
        other = chance.choice(_NUMBERS[:10])
        return re.sub(r"\d+(?:\.\d+)?", lambda _: other, text)
    match = chance.choice(found)
    return text[: match.start()] + chance.choice(_NUMBERS) + text[match.end() :]


def nest(text: str, chance: random.Random) -> str:
    """Open thousands of brackets or tags, and perhaps close them again."""
    opening, closing = chance.choice(
        (
            ("[", "]"),
            ("{", "}"),
            ('{"a":', "}"),
            ("(", ")"),
            ("<div>", "</div>"),
            ("<span>", "</span>"),
            ("<v A>", "</v>"),
            ("**", "**"),
            ("> ", ""),
            ("> *", "*"),
        )
    )
    start, stop = _stretch(text, chance)
    depth = chance.choice((50, 1_500, 20_000))
    return text[:start] + opening * depth + text[start:stop] + closing * (depth if chance.random() < 0.6 else 0) + text[stop:]


def letter_case(text: str, chance: random.Random) -> str:
    """All in capitals, or in small letters, or every word with a capital."""
    return chance.choice((str.upper, str.lower, str.title, str.swapcase))(text)


def splice(text: str, other: str, chance: random.Random) -> str:
    """The beginning of one file and the end of another, or one inside the other."""
    at, there = _place(text, chance), _place(other, chance)
    return text[:at] + other[there:] + (text[at:] if chance.random() < 0.5 else "")


MUTATIONS: tuple[Mutation, ...] = (
    *(cut, drop, double, repeat, repeat_line, swap_lines, join_lines, flip, flip, insert, insert, insert, numbers, numbers, nest),
    letter_case,
)


GENTLE: tuple[Mutation, ...] = (cut, drop, double, swap_lines, join_lines, flip, insert, numbers)
"""Those that leave most of a text as it is."""


def pieces_to_repeat(text: str, chance: random.Random) -> tuple[str, str, str]:
    """A head, a piece and a tail: a file that grows by saying the piece again."""
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    stop = at + chance.randint(1, 5)
    sort = chance.random()
    if sort < 0.35:
        return "\n".join([*lines[:at], ""]), "\n".join([*lines[at:stop], ""]), "\n".join(lines[stop:])
    if sort < 0.5:
        return "", text + chance.choice(("", "\n", " ", ",")), ""
    begin, end = _stretch(text, chance)
    piece = (
        text[begin:end]
        if sort < 0.65
        else "".join(chance.choice((*_PIECES, *_ODD, "a", "Ab ", " b")) for _ in range(chance.randint(1, 3)))
    )
    return text[:begin], piece or " ", text[end:] if chance.random() < 0.7 else ""
