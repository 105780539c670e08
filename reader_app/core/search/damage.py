"""What can befall an index, told apart from what can befall a program."""

import contextlib
import errno
from collections.abc import Iterator

from reader_app.core.errors import ReaderError

_REFUSED = (errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EPERM, getattr(errno, "EDQUOT", errno.ENOSPC))


class IndexDamaged(ReaderError):
    """The index is not what was written last, or not of this version: it must be rebuilt."""


class IndexBusy(ReaderError):
    """Another process has been writing the index for longer than we wait."""


@contextlib.contextmanager
def damage_told() -> Iterator[None]:
    """Around calls of Whoosh: whatever it stumbles over in broken files becomes IndexDamaged; a full disk stays an OSError."""
    try:
        yield
    except ReaderError:
        raise
    except OSError as error:
        if error.errno in _REFUSED:
            raise
        raise IndexDamaged("A part of the search index cannot be read.") from error
    except Exception as error:
        raise IndexDamaged("The search index cannot be read.") from error
