"""The original file behind an episode: its facts, the notes of its import, its bytes, and the way back to its lines."""

from pathlib import Path, PurePath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from reader_app.core.corrected import corrected
from reader_app.core.errors import UnreadableFile
from reader_app.core.model import Transcript
from reader_app.core.offset_map import OffsetMap
from reader_app.core.store import transcripts
from reader_app.core.store.database import Database
from reader_app.core.store.source_files import SourceFacts, SourceVersion, read_facts, read_versions

if TYPE_CHECKING:
    from reader_app.core.source_lines import SourceTrail


class SourceFile:
    """The file of one telling: `facts`, and the `versions` of its episode. The bytes are read when they are asked for."""

    def __init__(self, database: Database, transcript: int) -> None:
        """`transcript` is the telling's row."""
        self._database, self._transcript = database, transcript
        self.facts: SourceFacts = read_facts(database.reading(), transcript)
        self.versions: tuple[SourceVersion, ...] = read_versions(database.reading(), transcript)

    @property
    def name(self) -> str:
        """What the file is called, without its folder; "" for what was pasted. Of a web address its last part."""
        path = self.facts.path
        if path.startswith(("http://", "https://")):
            path = unquote(path.partition("#")[0].partition("?")[0])
        return PurePath(path.replace("\\", "/")).name

    @property
    def folder(self) -> Path | None:
        """The folder in which the file still lies; None where it does not."""
        path = self.facts.path
        try:
            return Path(path).parent if path and Path(path).is_file() else None
        except (OSError, ValueError):  # a name that this system cannot have
            return None

    def content(self) -> bytes:
        """The bytes as they came."""
        return transcripts.source_bytes(self._database.reading(), self._transcript)

    def trail(self, transcript: Transcript) -> "SourceTrail | None":
        """The way from places in this telling to lines of the file; None for a file that is no text but a package."""
        from reader_app.core.importers.decoding import decode
        from reader_app.core.source_lines import SourceTrail
        from reader_app.core.source_text import SourceText

        try:
            text, _ = decode(self.content())
        except UnreadableFile:
            return None
        told, back = self._as_told(transcript)
        return SourceTrail(SourceText(text), told, back)

    def _as_told(self, transcript: Transcript) -> tuple[str, OffsetMap | None]:
        """The source's own text of a telling as it is read, and the way back to it where it is corrected."""
        if not transcript.corrections:
            return transcript.text, None
        told, corrections = transcripts.read_as_told(self._database.reading(), self._transcript)
        read, way = corrected(told, corrections)
        return (told.text, way.inverse) if read.text == transcript.text else (transcript.text, None)

    def save(self, path: Path) -> None:
        """Write the bytes as they came to a file, whole or not at all. Raises ReaderError with a sentence."""
        from reader_app.core.export.files import write_whole

        write_whole(path, self.content())
