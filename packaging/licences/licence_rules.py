"""What licences of shipped parts are allowed, and where their texts stand: the facts of packaging/licences, read."""

from __future__ import annotations

import functools
import re
import tomllib
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent

_TOKEN = re.compile(r"\(|\)|[A-Za-z0-9.+-]+")


class LicenceError(Exception):
    """Something may not be shipped, or is not known well enough to be; each line of its text names one thing."""


@functools.cache
def facts(name: str) -> dict[str, Any]:
    """A table of packaging/licences: "rules", "qt" or "system"."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def chosen(expression: str, allowed: frozenset[str] | None = None) -> tuple[str, ...] | None:
    """The licences under which a part is used, of an SPDX expression: all of an AND, the first allowed one of an OR.

    None where nothing allowed is left. Raises LicenceError where the expression cannot be read.

    >>> chosen("MIT AND (GPL-2.0-only OR Zlib)")
    ('MIT', 'Zlib')
    """
    tokens = _TOKEN.findall(expression)
    if "".join(tokens) != "".join(expression.split()):
        raise LicenceError(f"This is no SPDX expression: {expression}")
    taken, rest = _either(tokens, frozenset(facts("rules")["allowed"]) if allowed is None else allowed)
    if rest:
        raise LicenceError(f"This is no SPDX expression: {expression}")
    return None if taken is None else tuple(dict.fromkeys(taken))


Taken = tuple[list[str] | None, list[str]]
"""The licences chosen so far (None where none is allowed), and the tokens that are still to be read."""


def _either(tokens: list[str], allowed: frozenset[str]) -> Taken:
    taken, rest = _all_of(tokens, allowed)
    while rest[:1] == ["OR"]:
        other, rest = _all_of(rest[1:], allowed)
        taken = other if taken is None else taken
    return taken, rest


def _all_of(tokens: list[str], allowed: frozenset[str]) -> Taken:
    taken, rest = _one(tokens, allowed)
    while rest[:1] == ["AND"]:
        other, rest = _one(rest[1:], allowed)
        taken = None if taken is None or other is None else taken + other
    return taken, rest


def _one(tokens: list[str], allowed: frozenset[str]) -> Taken:
    if not tokens or tokens[0] in {"AND", "OR", "WITH", ")"}:
        raise LicenceError(f"An SPDX expression breaks off before: {' '.join(tokens) or 'its end'}")
    if tokens[0] == "(":
        taken, rest = _either(tokens[1:], allowed)
        if rest[:1] != [")"]:
            raise LicenceError("A bracket of an SPDX expression is not closed.")
        return taken, rest[1:]
    licence, rest = tokens[0], tokens[1:]
    if rest[:1] == ["WITH"] and len(rest) > 1:
        licence, rest = f"{licence} WITH {rest[1]}", rest[2:]
    return ([licence] if licence in allowed else None), rest


def text_of(licence: str) -> str | None:
    """The text of a licence, by its SPDX name; None where packaging/licences has none."""
    path = FOLDER / f"{facts('rules')['texts'].get(licence, licence)}.txt"
    return path.read_text(encoding="utf-8") if path.is_file() else None


def texts_of(expression: str) -> tuple[tuple[str, str], ...]:
    """Names and texts of the licences that are used of an expression. Raises LicenceError where a text is missing."""
    texts = []
    for licence in chosen(expression) or ():
        text = text_of(licence)
        if text is None:
            raise LicenceError(f"packaging/licences has no text of {licence}.")
        texts.append((facts("rules")["texts"].get(licence, licence), text))
    return tuple(texts)


def check(named: dict[str, str]) -> None:
    """Raises LicenceError with a line for every part (name to SPDX expression) that may not be shipped."""
    wrong = [f"{name}: {licence or 'no known licence'}" for name, licence in named.items() if not licence or not chosen(licence)]
    if wrong:
        raise LicenceError("\n".join(f"This may not be shipped: {line}" for line in sorted(wrong)))
