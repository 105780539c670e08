"""Makes of a file's bytes what is stored of it: recognised, parsed, assembled, with its fingerprints. Needs no library."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reader_app.core.assemble import assemble
from reader_app.core.companions import ALONE, Companions
from reader_app.core.errors import Cancelled, UnreadableFile
from reader_app.core.importers.draft import Draft
from reader_app.core.importers.forms import read
from reader_app.core.model import EntityKind, Transcript
from reader_app.core.twins import Fingerprint, fingerprint


@dataclass(frozen=True, slots=True)
class Ready:
    """An episode that is ready to be stored. The draft has its facts and notes only: its blocks are in the transcript."""

    draft: Draft
    transcript: Transcript
    fingerprint: Fingerprint


def prepare(
    content: bytes,
    name: str,
    kinds: Mapping[str, EntityKind],
    cancelled: Callable[[], bool],
    beside: Companions = ALONE,
) -> list[Ready]:
    """The episodes in a file's bytes, with what lies `beside` it. `kinds` are the names that the library knows, with their kind.

    Raises UnreadableFile where no transcript is in it, and Cancelled.
    """
    try:
        form, drafts = read(content, name)
        if not drafts:
            raise UnreadableFile("No transcript was found in this file.")
        beside.join(drafts)
        ready = []
        for draft in drafts:
            if cancelled():
                raise Cancelled("The import was stopped.")
            told, print_of_it = assemble(draft, form, kinds), fingerprint(draft)
            draft.blocks = []
            ready.append(Ready(draft, told, print_of_it))
    except MemoryError as error:
        raise UnreadableFile("This file holds too much to be read in one piece; please split it and import the parts.") from error
    return ready
