"""Little files of every form to begin with: the golden inputs of the tests, and some that are made here."""

import io
import json
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

Seed = tuple[str, Callable[[str], bytes]]
"""A text, and what makes bytes of it."""

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

FEED = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
 xmlns:podcast="https://podcastindex.org/namespace/1.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Ferry &amp; Dog</title><link>https://ferry.example/</link><language>en-gb</language>
<podcast:person role="Host">Ute Farrow</podcast:person>
<item><title>The ferry that waits</title><pubDate>Mon, 02 Mar 2026 00:30:00 +0100</pubDate>
<link>https://ferry.example/1</link><itunes:duration>1:02:03</itunes:duration>
<content:encoded><![CDATA[<p>Ute climbs aboard &amp; counts the passengers.</p><p>Chapters:</p>
<ul><li>0:00 The gangway</li><li>2:30 The bell</li><li>9:10 The dog arrives</li></ul>]]></content:encoded>
<podcast:transcript url="https://ferry.example/t/1.srt" type="application/srt"/>
<podcast:person role="guest">Ike Moor</podcast:person><enclosure url="https://ferry.example/1.mp3" type="audio/mpeg"/></item>
<item><title>The clock</title><description>Who winds the clock? Nobody &lt;b&gt;knows&lt;/b&gt; in town.</description>
<psc:chapters><psc:chapter start="0" title="Winding"/><psc:chapter start="01:30" title="Waiting"/></psc:chapters>
<itunes:duration>754</itunes:duration><podcast:chapters url="https://ferry.example/2.json"/></item>
</channel></rss>
"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title type="text">Am Steg</title>
<entry><title>Der Hund</title><link rel="enclosure" href="https://steg.example/1.mp3"/><link href="https://steg.example/1"/>
<published>2026-03-04T22:00:00-05:00</published><author><name>Ute</name></author><content type="xhtml"><div><p>Wir warten
auf den Hund.</p><p>Und dann auf die Nacht.</p></div></content></entry></feed>
"""
QUOTES = """{"app": "Transcript Reader", "bookmarks": [
 {"id": "5a7e1d90-0000-4000-8000-00000000000a", "episode": "EPISODE", "text": "the seventh wave", "prefix": "is ",
  "suffix": ". ", "offset": 12, "start": 61.5, "time_origin": "stated", "speaker": "Ute", "chapter": null, "note": "is it?",
  "tags": ["sea", "dog"], "colour": "rose", "created": "2026-05-01T08:30:00.000+00:00",
  "modified": "2026-05-01T08:30:00+02:00"},
 {"id": "5a7e1d90-0000-4000-8000-00000000000b", "episode": "EPISODE", "text": "nobody minds", "offset": -1, "tags": []}]}
"""
"""A file of quotes as an export writes it, with EPISODE for the id of an episode."""
CALL = {
    "Participants": [{"ParticipantId": "A", "ParticipantRole": "AGENT"}],
    "Transcript": [
        {"ParticipantId": "A", "Content": "The ferry waits.", "BeginOffsetMillis": 100, "EndOffsetMillis": 1500},
        {"ParticipantId": "C", "Content": "For the dog.", "BeginOffsetMillis": 2000, "EndOffsetMillis": 2900},
    ],
}
INDEXED = {
    "videos": [
        {
            "insights": {
                "speakers": [{"id": 1, "name": "Ute"}],
                "transcript": [
                    {
                        "id": 1,
                        "text": "The ferry waits.",
                        "speakerId": 1,
                        "instances": [{"start": "0:00:00.5", "end": "0:00:02"}],
                    },
                    {"id": 2, "text": "For the dog.", "speakerId": 2, "instances": [{"start": "0:00:03", "end": "0:00:04"}]},
                ],
            }
        }
    ]
}

_MORE = {
    "plain_text": "We sold the ferry in spring.\n\nNobody came to see it off, not even the dog.\n\nIke Moor says it leaks.\n",
    "plain_table": 'start,end,speaker,text\n0.5,2.0,Ute,The ferry waits.\n2.0,4.5,Ike,"For the dog, ""as ever""."\n',
    "console": "[00:00.000 --> 00:02.500]  The ferry waits.\n[00:02.500 --> 00:04.000]  For the dog.\n",
    "json_shallow": '{"segments": [{"start": 0.5, "end": 2, "speaker": "Ute", "text": "The ferry waits."},'
    ' {"start": 2, "end": 4, "speaker": "Ike", "text": "For the dog."}]}',
    "chapters": '{"version": "1.2.0", "chapters": [{"startTime": 0, "title": "Ferry"}, {"startTime": 90, "title": "The dog"}]}',
    "podcast_json": '{"version": "1.0.0", "segments": [{"speaker": "Ute", "startTime": 0.5, "endTime": 2, "body": "The ferry'
    ' waits."}, {"speaker": "Ike", "startTime": 2, "endTime": 4.5, "body": "For the dog and nobody else."}]}',
    "podcast_feed": FEED,
    "podcast_feed_atom": ATOM,
    "call_json": json.dumps(CALL),
    "indexed_json": json.dumps(INDEXED, indent=1),
    "chapter_lines": "0:00 Ferry\n1:30 The dog\n12:05 Home\n",
    "quotes": QUOTES,
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


def all_seeds(only: str | None = None) -> dict[str, Seed]:
    """By name: the text of each seed and what makes bytes of it. `only` takes those whose name holds it."""
    found: dict[str, Seed] = {"docx": (DOCUMENT, packed)}
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
