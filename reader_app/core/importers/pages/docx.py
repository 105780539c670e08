"""Reads Word documents, as Otter, Descript, Rev, Teams and people write transcripts into them.

Of the package (ECMA-376) the text, its notes and the names of its styles are read, each within a limit that holds whatever the
package says of their sizes; nothing is unpacked to a disk.
"""

import io
import re
import zipfile
import zlib

from reader_app.core.errors import UnreadableFile
from reader_app.core.importers.decoding import decode
from reader_app.core.importers.draft import Draft, DraftBlock
from reader_app.core.importers.pages.page_lines import PageLine, read_page
from reader_app.core.importers.pages.word_paragraphs import read_paragraphs, style_names

_MARK = b"PK\x03\x04"
_LOOKED_AT = 65_536
_MOST_DIRECTORY = 4_000_000
"""Bytes of a package's list of contents beyond which it is no document."""
_MOST_TEXT = 100_000_000
"""Bytes that the text of a document may have, unpacked: more than fifty books."""
_MOST_STYLES = 8_000_000
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
_MOST_NOTES = 20_000_000
_WORD_PART = re.compile(rb"(?<![\w/-])word/")
_DOCUMENT = re.compile(r"word/document\d{0,3}\.xml")
_DAMAGED = "This Word document is damaged and cannot be opened; try to open it in Word and save it again."
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError, IndexError, KeyError)
"""What reading a broken, locked or strangely packed archive may end in."""


def recognises(content: bytes) -> bool:
    """Whether `content` is a package as Word makes them, whole or broken; other packages have other contents."""
    if not content.startswith(_MARK):
        return False
    ends = content[:_LOOKED_AT] + content[-_LOOKED_AT:]
    if _WORD_PART.search(ends) is not None:
        return True
    return b"[Content_Types].xml" in ends and not any(other in ends for other in (b"xl/", b"ppt/", b"visio/", b"AppManifest"))


def parse(content: bytes, name: str) -> list[Draft]:
    """The one episode that the document tells. Raises UnreadableFile where it is broken, locked, too large or holds no text."""
    document, styles, notes_parts = _parts(content)
    text, notes = decode(document)
    names = style_names(decode(styles)[0]) if styles else {}
    paragraphs = read_paragraphs(text, names)
    under = [line.text for part in notes_parts for line in read_paragraphs(decode(part)[0], names).lines]
    if not paragraphs.lines and not under:
        raise UnreadableFile("This Word document holds no text.")
    drafts = read_page(paragraphs.lines, name, _title(paragraphs.lines, paragraphs.title))
    for draft in drafts:
        _give_ends(draft, paragraphs.ends)
        draft.notes[:0] = notes
        draft.repaired = draft.repaired or bool(notes)
        if paragraphs.remarks:
            draft.notes.append("left out: who started and stopped the transcription")
        if paragraphs.cut:
            draft.truncated = True
            draft.notes.append("the document breaks off before its end")
    if under:
        drafts[-1].blocks += [DraftBlock("prose", words) for words in under]
        drafts[-1].notes.append("its footnotes stand at the end")
    return drafts


def _give_ends(draft: Draft, ends: dict[float, float]) -> None:
    """Gives what begins at a second the end that is stated for it."""
    for block in draft.blocks if ends else ():
        starts = [(0, block.start), *block.times] if block.kind == "speech" else []
        block.ends |= {offset: ends[start] for offset, start in starts if start is not None and start in ends}


def _parts(content: bytes) -> tuple[bytes, bytes, list[bytes]]:
    """The document's text, its styles (b"" where it has none), and the parts with its notes, all as XML."""
    _check_directory(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = package.namelist()
            main = next((name for name in names if _DOCUMENT.fullmatch(name) is not None), None)
            if main is None:
                raise UnreadableFile("This is not a Word document, though it is packed like one.")
            document = _read(package, main, _MOST_TEXT)
            styles = _read(package, "word/styles.xml", _MOST_STYLES) if "word/styles.xml" in names else b""
            notes = [_read(package, name, _MOST_NOTES) for name in _NOTES if name in names]
    except _FAULTS as error:
        if isinstance(error, RuntimeError) and "password" in str(error):
            raise UnreadableFile("This Word document is locked with a password; save it without one first.") from error
        raise UnreadableFile(_DAMAGED) from error
    return document, styles, notes


def _check_directory(content: bytes) -> None:
    """Refuses a package whose list of contents would fill the memory before a single part of it is read."""
    end = content.rfind(b"PK\x05\x06", max(0, len(content) - _LOOKED_AT - 22))
    if end < 0 or len(content) < end + 22:
        raise UnreadableFile(_DAMAGED)
    if int.from_bytes(content[end + 12 : end + 16], "little") > _MOST_DIRECTORY:
        raise UnreadableFile("This package holds too many files to be a Word document.")


def _read(package: zipfile.ZipFile, name: str, most: int) -> bytes:
    info = package.getinfo(name)
    if info.file_size > most:
        raise UnreadableFile("This Word document is too large to be read: its text alone would fill many books.")
    with package.open(info) as part:
        data = part.read(most + 1)
    if len(data) > most:
        raise UnreadableFile("This Word document is too large to be read: it says less of its size than it has.")
    return data


def _title(lines: list[PageLine], styled: str) -> str:
    """The title by its style, or the first line where it alone is set in bold and a label follows it."""
    if styled or len(lines) < 2 or lines[0].kind != "prose":
        return styled
    first, second = lines[0], lines[1]
    alone = first.bold == len(first.text) and 0 < len(first.text) <= 120 and not second.goes_on and second.bold < len(second.text)
    return first.text if alone and re.search(r"\d:\d\d|[:,;]$", first.text) is None else ""
