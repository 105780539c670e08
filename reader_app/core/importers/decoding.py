"""Turns the bytes of a file into text with plain newlines, says what had to be mended, and tells what is no text at all."""

import codecs
import re

from reader_app.core.errors import UnreadableFile
from reader_app.core.importers.legacy_encodings import guess_encoding

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""UTF-32 before UTF-16, whose mark begins the same."""

_SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"%PDF-", "a PDF; copy its text or export it as text first"),
    (0, b"\xd0\xcf\x11\xe0", "an old Word file or one locked with a password; save it as plain text first"),
    (0, b"{\\rtf", "a rich-text document; save it as plain text first"),
    (0, b"\x1f\x8b", "a gzip archive; unpack it first"),
    (0, b"BZh", "a bzip2 archive; unpack it first"),
    (0, b"\xfd7zXZ", "an xz archive; unpack it first"),
    (0, b"7z\xbc\xaf", "a 7-Zip archive; unpack it first"),
    (0, b"Rar!", "a RAR archive; unpack it first"),
    (0, b"\x28\xb5\x2f\xfd", "a zstd archive; unpack it first"),
    (257, b"ustar", "a tar archive; unpack it first"),
    (0, b"SQLite format 3\0", "a database, not text"),
    (0, b"\x89PNG", "a picture, not text"),
    (0, b"\xff\xd8\xff", "a picture, not text"),
    (0, b"GIF8", "a picture, not text"),
    (8, b"WEBP", "a picture, not text"),
    (0, b"ID3", "an audio file, not text; import its transcript instead"),
    (0, b"\xff\xfb", "an audio file, not text; import its transcript instead"),
    (0, b"OggS", "an audio file, not text; import its transcript instead"),
    (0, b"fLaC", "an audio file, not text; import its transcript instead"),
    (8, b"WAVE", "an audio file, not text; import its transcript instead"),
    (4, b"ftyp", "an audio or video file, not text; import its transcript instead"),
    (0, b"\x1a\x45\xdf\xa3", "a video file, not text; import its transcript instead"),
    (0, b"\x7fELF", "a program, not text"),
    (0, b"MZ\x90\0", "a program, not text"),
)
"""Where in a file which bytes stand, and what such a file is."""

_SURE = (b"%PDF-", b"{\\rtf")

_ZIPPED: tuple[tuple[bytes, str], ...] = (
    (b"word/", "a Word document; save it as plain text first"),
    (b"application/epub+zip", "an e-book (EPUB); export it as text first"),
    (b"application/vnd.oasis.opendocument", "an OpenDocument file; save it as plain text first"),
    (b"ppt/", "a presentation; export its text first"),
    (b"xl/", "a spreadsheet; export it as text first"),
)
_HEAD = 65_536
"""So many bytes are looked at to tell what a file is."""

_CONTROL_SHARE = 0.05
"""No text holds this share of control bytes; compressed data holds twice as many."""

_CONTROL_BYTES = bytes([*range(9), *range(14, 27), 28, 29, 30, 31, 127])
_ESCAPE_SEQUENCE = re.compile(r"\x1b\[[0-9;?]{0,16}[A-Za-z]")
_SPACE_CONTROLS = re.compile("[\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")
"""These end a line for str.splitlines, but not for the people who wrote them: they must not cut a turn in pieces."""
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]")


def decode(data: bytes) -> tuple[str, list[str]]:
    r"""The text of a file, and notes in plain words on what was guessed, marked or left out.

    Newlines are "\n"; control characters are gone; bytes that are no text stand as U+FFFD.
    Raises UnreadableFile where `data` is empty, all white space, or no text.
    """
    if not data:
        raise UnreadableFile("The file is empty.")
    notes: list[str] = []
    text = _with_mark(data, notes)
    if text is None:
        _refuse_known_binary(data)
        text = _without_mark(data, notes)
    text = _clean(text, notes)
    if not text.strip("\u200b\u200c\u200d\u2060\u00ad \n\t\r\u00a0\u3000") or text.isspace():
        raise UnreadableFile("The file is empty: it holds no text.")
    return text, notes


def _with_mark(data: bytes, notes: list[str]) -> str | None:
    """The text of a file that names its encoding by a byte order mark, or None without one."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _replacing(data[len(mark) :], encoding, notes)
    return None


def _replacing(data: bytes, encoding: str, notes: list[str]) -> str:
    text = data.decode(encoding, errors="replace")
    _note_bad(text.count("\ufffd") - data.count("\ufffd".encode(encoding)), notes)
    return text


def _note_bad(bad: int, notes: list[str]) -> None:
    if bad > 0:
        places = "1 place where the bytes are no text is" if bad == 1 else f"{bad:,} places where the bytes are no text are"
        notes.append(f"{places} marked with \ufffd")


def refuse_binary(head: bytes) -> None:
    """Raises UnreadableFile with a word on what it is where `head`, the first bytes of a file, is not that of a text."""
    if any(head.startswith(mark) for mark, _ in _BOMS):
        return
    _refuse_known_binary(head)
    if _wide_encoding(head) is None:
        _refuse_controls(head)


def is_recording(head: bytes) -> bool:
    """Whether a file that begins with `head` is sound or pictures that move."""
    if len(head.translate(None, _CONTROL_BYTES)) == len(head):
        return False
    signed = any(head.startswith(mark, offset) and kind.startswith(("an audio", "a video")) for offset, mark, kind in _SIGNATURES)
    frames = len(head) > 1 and head[0] == 0xFF and (head[1] & 0xE6 == 0xE2 or head[1] & 0xF6 == 0xF0)
    return signed or frames or (head.startswith((b"RIFF", b"FORM")) and head[8:12] in (b"AVI ", b"AIFF", b"AIFC"))


def _refuse_controls(head: bytes) -> None:
    if len(head) - len(head.translate(None, _CONTROL_BYTES)) > _CONTROL_SHARE * len(head):
        raise UnreadableFile("This is not text: it looks like a picture, a recording or a program.")


def _refuse_known_binary(data: bytes) -> None:
    if data.startswith(b"PK\x03\x04"):
        kind = next((kind for mark, kind in _ZIPPED if mark in data[:_HEAD] or mark in data[-_HEAD:]), None)
        raise UnreadableFile(f"This is {kind or 'a zip archive; unpack it first'}.")
    binary = len(data[:_HEAD].translate(None, _CONTROL_BYTES)) < len(data[:_HEAD])
    for offset, signature, kind in _SIGNATURES:
        # "ID3 tags are ..." is a sentence; only the marks of PDF and RTF never begin one.
        if data.startswith(signature, offset) and (binary or signature in _SURE):
            raise UnreadableFile(f"This is {kind}.")


def _without_mark(data: bytes, notes: list[str]) -> str:
    wide = _wide_encoding(data)
    if wide is not None:
        return _replacing(data, wide, notes)
    _refuse_controls(data[:_HEAD])
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _repaired_utf8(data, notes) or _legacy(data, notes)


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 without its mark shows by zero bytes in every other place only (those of its spaces and Latin letters)."""
    head = data[: _HEAD & ~1]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if even + odd < max(2, 0.03 * len(head)):
        return None
    if even <= 0.02 * odd:
        return "utf-16-le"
    return "utf-16-be" if odd <= 0.02 * even else None


def _repaired_utf8(data: bytes, notes: list[str]) -> str | None:
    """The text where it is UTF-8 but for a few bytes; None where it is not UTF-8."""
    text = data.decode("utf-8", errors="replace")
    bad = text.count("\ufffd") - data.count("\ufffd".encode())
    good = len(text) - len(text.encode("ascii", errors="ignore")) - text.count("\ufffd")
    cut_at_end = bad == 1 and text.endswith("\ufffd")
    if good < bad and not cut_at_end:
        return None
    if cut_at_end:
        notes.append("the file ends in the middle of a character")
    else:
        _note_bad(bad, notes)
    return text


def _legacy(data: bytes, notes: list[str]) -> str:
    guess = guess_encoding(data)
    text = data.decode(guess.codec, errors="replace")
    notes.append(f"not in UTF-8; read as {guess.label}")
    _note_bad(text.count("\ufffd"), notes)
    return text


def _clean(text: str, notes: list[str]) -> str:
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _SPACE_CONTROLS.search(text):
        text = _SPACE_CONTROLS.sub(" ", text)
    if not _CONTROLS.search(text):
        return text
    text, sequences = _ESCAPE_SEQUENCE.subn("", text)
    text, controls = _CONTROLS.subn("", text)
    count = sequences + controls
    notes.append("1 control character was left out" if count == 1 else f"{count:,} control characters were left out")
    return text
