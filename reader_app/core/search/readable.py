"""Says of a query whether it can be read as it stands, and whether it asks for anything yet, without asking it."""

from reader_app.core.errors import QueryError
from reader_app.core.search.query import parse
from reader_app.core.search.syntax import NOTHING


def trouble_of(query: str) -> QueryError | None:
    """Why `query`, its last word finished, cannot be read; None where it can."""
    try:
        parse(query)
    except QueryError as error:
        return error
    return None


def asks_yet(query: str) -> bool:
    """Whether `query`, which is still being typed, asks for something already, or is wrong whatever may follow."""
    try:
        return parse(query, typing=True).root != NOTHING
    except QueryError:
        return True
