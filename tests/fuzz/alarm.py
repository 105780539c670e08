"""Ends what takes too long, and keeps a run from eating the memory, where the system can."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

MEMORY = 3 * 2**30


class TooSlow(BaseException):
    """A case took too long. No ordinary exception, so that nothing that is tried can swallow it."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raises TooSlow inside when `seconds` of work are gone; does nothing where the system has no such alarm."""

    def ring(_number: int, _frame: FrameType | None) -> None:
        raise TooSlow

    if not hasattr(signal, "SIGPROF"):
        yield
        return
    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def limit_memory() -> None:
    """Makes what takes too much memory end in a MemoryError."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
