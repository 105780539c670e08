"""Writes tables as RFC 4180 has them, in which no spreadsheet finds a formula."""

import csv
import io
from collections.abc import Sequence

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""How words begin that a spreadsheet would run; it takes the wide signs for the narrow ones.

https://owasp.org/www-community/attacks/CSV_Injection
"""


def guarded(words: str | None) -> str:
    """`words` for a cell, with an apostrophe before what a spreadsheet would run as a formula; "" for None."""
    return f"'{words}" if words and words.startswith(_FORMULA) else words or ""


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Rows under the names of their columns."""
    told = io.StringIO()
    csv.writer(told, lineterminator="\r\n").writerows([head, *rows])
    return told.getvalue()


def decimal(seconds: float) -> str:
    """Seconds as a number for other programs, to the thousandth: 62.5, 3723.004."""
    return f"{seconds:.3f}".rstrip("0").rstrip(".")
