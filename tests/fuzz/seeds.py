"""Little files of every form to begin with: the golden inputs of the tests, and some that are made here."""

import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"

_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_LETTERS = "".join(
    f"<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{voice}</w:t></w:r><w:r><w:t xml:space='preserve"
    f"'>  {clock}</w:t><w:br/><w:t>{said}</w:t></w:r></w:p>"
    for voice, clock, said in (
        ("Ute Farrow", "0:03", "The ferry leaves when the dog is aboard."),
        ("Ike Moor", "0:09", "And when the dog is late?"),
        ("Ute Farrow", "1:12", "Then the ferry is late &amp; nobody minds."),
    )
)
DOCUMENT = f'<?xml version="1.0"?><w:document xmlns:w="{_SPACE}"><w:body>{_LETTERS}</w:body></w:document>'
"""The text of a Word document, before it is packed."""

_MORE = {
    "plain_text": "We sold the ferry in spring.\n\nNobody came to see it off, not even the dog.\n\nIke Moor says it leaks.\n",
    "plain_table": 'start,end,speaker,text\n0.5,2.0,Ute,The ferry waits.\n2.0,4.5,Ike,"For the dog, ""as ever""."\n',
    "console": "[00:00.000 --> 00:02.500]  The ferry waits.\n[00:02.500 --> 00:04.000]  For the dog.\n",
    "json_shallow": '{"segments": [{"start": 0.5, "end": 2, "speaker": "Ute", "text": "The ferry waits."},'
    ' {"start": 2, "end": 4, "speaker": "Ike", "text": "For the dog."}]}',
    "chapters": '{"version": "1.2.0", "chapters": [{"startTime": 0, "title": "Ferry"}, {"startTime": 90, "title": "The dog"}]}',
    "chapter_text": "The ferry\n\n00:00 The ferry\n05:10 The dog\n11:42 The end\n\nUte: It waits.\nIke: It does.\nUte: Yes\n",
    "many_words": " ".join(f"Word{number} ferry, dog {number}." for number in range(150)),
    "hindi": "नाव सुबह चलती है। कुत्ता देर से आता है। हम सब रुकते हैं।\n\nवह कहाँ है? किसी को पता नहीं।\n",
    "japanese": "船は朝に出ます。犬はまだ来ません。みんな待っています。\n",
}


def packed(document: str) -> bytes:
    """A Word document whose text part is `document`."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", document)
    return data.getvalue()


def all_seeds(only: str | None = None) -> dict[str, tuple[str, Callable[[str], bytes]]]:
    """By name: the text of each seed and what makes bytes of it. `only` takes those whose name holds it."""
    found: dict[str, tuple[str, Callable[[str], bytes]]] = {"docx": (DOCUMENT, packed)}
    for path in sorted(DATA.rglob("*")):
        if path.is_file() and path.suffix != ".json" and path.parent.name != "fuzz":
            found[f"{path.parent.name}/{path.name}"] = (path.read_text(encoding="utf-8"), as_utf8)
    found.update((name, (text, as_utf8)) for name, text in _MORE.items())
    return {name: seed for name, seed in found.items() if only is None or only.replace("-", "_") in name}


def as_utf8(text: str) -> bytes:
    """`text` in UTF-8; half letters of UTF-16 stay as the bytes that they would be."""
    return text.encode("utf-8", "surrogatepass")


def odd_bytes(text: str, chance: random.Random) -> bytes:
    """`text` in one of the encodings that files come in, or with some of its bytes broken."""
    if chance.random() < 0.4:
        return text.encode(
            chance.choice(("utf-16", "utf-16-le", "utf-32", "utf-8-sig", "cp1252", "cp1251", "shift-jis")), "replace"
        )
    data = bytearray(as_utf8(text))
    for _ in range(chance.randint(1, 8) if data else 0):
        data[chance.randrange(len(data))] = chance.choice((0, 0x0D, 0x1B, 0x80, 0xC0, 0xED, 0xFE, 0xFF, chance.randrange(256)))
    return bytes(data)
