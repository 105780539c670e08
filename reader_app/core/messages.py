"""Puts what two processes of the program say to each other into bytes, and only ever takes such bytes back from the other.

They are pickles, which must come from nowhere else. A dataclass with slots tells a pickle about itself in Python, field by
field, for every hit of an answer; here its fields are taken at once, which halves what an answer costs on its way.
"""

import io
import pickle
from collections.abc import Callable
from dataclasses import fields
from operator import attrgetter
from typing import IO, Any

from reader_app.core.findings import Completion, Concordance, ConcordanceLine, FacetValue, Period, Survey
from reader_app.core.model import Hit, Moment, SearchAnswer, Span

_Taken = Callable[[Any], tuple[Any, ...]]


def _dataclass_taken(kind: type) -> _Taken:
    values = attrgetter(*(field.name for field in fields(kind)))
    return lambda one: (kind, values(one))


def _tuple_taken(kind: type) -> _Taken:
    return lambda one: (kind, tuple(one))


_TAKEN: dict[type, _Taken] = {
    **{
        kind: _dataclass_taken(kind)
        for kind in (Hit, SearchAnswer, FacetValue, Period, Survey, ConcordanceLine, Concordance, Completion)
    },
    Span: _tuple_taken(Span),
    Moment: _tuple_taken(Moment),
}


def packed(message: object) -> bytes:
    """The bytes of a message. Raises whatever a part of it raises that cannot be pickled."""
    written = io.BytesIO()
    pickler = pickle.Pickler(written, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = _TAKEN
    pickler.dump(message)
    return written.getvalue()


def next_message(pipe: IO[bytes]) -> Any:
    """Wait for the next message on a pipe. Raises EOFError where no whole one comes any more."""
    return pickle.load(pipe)
