"""How bytes become text, what is said about it, and what is refused."""

import codecs
import zlib

import pytest

from reader_app.core.errors import UnreadableFile
from reader_app.core.importers.decoding import decode

TEXT = "Zażółć — “naïve” café, €5\nसुप्रभात 灯\n"


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (b"", "utf-16-le"),
        (b"", "utf-16-be"),
    ],
)
def test_every_unicode_encoding_is_read(mark: bytes, encoding: str) -> None:
    assert decode(mark + TEXT.encode(encoding)) == (TEXT, [])


def test_newlines_are_made_plain() -> None:
    assert decode(b"a\r\nb\rc\n")[0] == "a\nb\nc\n"


def test_a_few_bad_bytes_are_marked_and_counted() -> None:
    text, notes = decode("café été\n".encode() * 40 + b"and \xff\xfe there\n" + "café\n".encode())
    assert "and \ufffd\ufffd there" in text
    assert text.count("café") == 41
    assert notes == ["2 places where the bytes are no text are marked with \ufffd"]


def test_a_file_cut_inside_its_last_character_stays_utf8() -> None:
    text, notes = decode("an idea, na\u00efve".encode()[:-3])
    assert text == "an idea, na\ufffd"
    assert notes == ["the file ends in the middle of a character"]


@pytest.mark.parametrize(
    ("text", "encoding", "label"),
    [
        ("It’s a naïve café — €5…\n", "cp1252", "Windows-1252"),
        ("Хлеб пекут ночью, а продают утром.\n", "cp1251", "Windows-1251"),
        ("パンは夜に焼いて、朝に売ります。\n", "shift_jis", "Shift JIS"),
        ("面包晚上烤，早上卖。\n", "gb18030", "GB 18030"),
    ],
)
def test_older_encodings_are_guessed_and_named(text: str, encoding: str, label: str) -> None:
    read, notes = decode(text.encode(encoding) * 5)
    assert read == text * 5
    assert len(notes) == 1
    assert label in notes[0]


def test_control_characters_go_and_do_not_cut_lines() -> None:
    text, notes = decode("one\x00 \x1b[31mtwo\x1b[0m\x07 three\x0bfour\x0cfive\u2028six\nseven".encode())
    assert text == "one two three four five six\nseven"
    assert notes == ["4 control characters were left out"]


@pytest.mark.parametrize(
    "data", [b"", b" \n\t\r\n", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, "\u00a0\u3000\u200b\n".encode(), b"\0\0\0\n"]
)
def test_an_empty_file_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match=r"^(The file is empty|This is not text).*\.$"):
        decode(data)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"PK\x03\x04\x14\0\0\0word/document.xml", "Word"),
        (b"PK\x03\x04\x14\0\0\0mimetypeapplication/epub+zip", "EPUB"),
        (b"PK\x03\x04\x14\0\0\0notes.txt", "zip"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "picture"),
        (b"ID3\x04\0\0", "audio"),
        (b"\0\0\0\x20ftypM4A ", "audio"),
        (b"\x1f\x8b\x08\0", "gzip"),
        (b"SQLite format 3\0\x10\0", "database"),
        (b"\x7fELF\x02\x01\x01", "program"),
        (b"{\\rtf1 {\\fonttbl}}", "rich-text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "Word"),
        (zlib.compress(bytes(range(256)) * 2)[2:] * 30, "not text"),
    ],
)
def test_what_is_no_text_is_named_in_one_sentence(data: bytes, what: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        decode(data)
    assert what in str(refusal.value)
    assert str(refusal.value).endswith(".")


@pytest.mark.parametrize("text", ["A page about %PDF- files", "ID3 tags are old.", "The ftyp box says so.", "BZh is not a word."])
def test_text_that_names_a_format_is_text(text: str) -> None:
    assert decode(text.encode()) == (text, [])
