"""Word documents as programs and people write them, made here, and packages that are broken, locked or bombs."""

import io
import zipfile
from xml.sax.saxutils import escape

import pytest

from reader_app.core.errors import UnreadableFile
from reader_app.core.importers.draft import Draft
from reader_app.core.importers.pages.docx import parse, recognises

SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def paragraph(text: str, style: str = "") -> str:
    """A paragraph in which `|` breaks the line and what stands between stars is bold."""
    runs = ""
    for number, line in enumerate(text.split("|")):
        runs += "<w:r><w:br/></w:r>" if number else ""
        for place, piece in enumerate(line.split("*")):
            bold = "<w:rPr><w:b/></w:rPr>" if place % 2 else ""
            runs += f'<w:r>{bold}<w:t xml:space="preserve">{escape(piece)}</w:t></w:r>'
    styled = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{styled}{runs}</w:p>"


def package(body: str, **parts: str) -> bytes:
    document = f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{SPACE}"><w:body>{body}</w:body></w:document>'
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", document)
        for name, text in parts.items():
            archive.writestr(f"word/{name}.xml", text)
    return data.getvalue()


def read(*paragraphs: str) -> Draft:
    content = package("".join(text if text.startswith("<") else paragraph(text) for text in paragraphs))
    assert recognises(content)
    (draft,) = parse(content, "talk.docx")
    return draft


def told(draft: Draft) -> list[tuple[str | None, float | None, str]]:
    return [(block.speaker, block.start, block.text) for block in draft.blocks if block.kind == "speech"]


TALK = [("Ann Lee", 1.0, "Carts."), ("Bo Quist", 12.0, "Slow ones?"), ("Ann Lee", 62.0, "Very.")]


def test_rev() -> None:
    lines = ["Ann Lee (00:00:01):", "Carts.", "Bo Quist (00:00:12):", "Slow ones?", "Ann Lee (00:01:02):", "Very."]
    draft = read("*Salt Roads*", *lines)
    assert (draft.title, draft.title_origin) == ("Salt Roads", "stated")
    assert told(draft) == TALK


def test_teams() -> None:
    draft = read(
        "Salt Roads-20240517_100300-Meeting Recording",
        "May 17, 2024, 10:03AM",
        "*Ann Lee*   0:01|Carts.",
        "*Bo Quist*   0:12|Slow ones?",
        "*Ann Lee*   1:02|Very.",
        "*Bo Quist* stopped transcription",
    )
    assert told(draft) == TALK
    assert draft.notes == ["left out: who started and stopped the transcription"]


def test_teams_of_old() -> None:
    draft = read(
        "0:0:1.0 --> 0:0:5.600|Ann Lee|Carts.", "0:0:12.0 --> 0:0:14.0|Bo Quist|Slow ones?", "0:1:2.0 --> 0:1:4.0|Ann Lee|Very."
    )
    assert told(draft) == TALK
    assert [block.ends for block in draft.blocks if block.kind == "speech"] == [{0: 5.6}, {0: 14.0}, {0: 64.0}]


def test_ends_that_contradict_each_other_are_none() -> None:
    draft = read("0:0:1.0 --> 0:0:5.6|Ann Lee|Carts.", "0:0:1.0 --> 0:0:4.0|Bo Quist|Slow?", "0:0:9.0 --> 0:0:2.0|Ann Lee|Very.")
    assert [(block.start, block.ends) for block in draft.blocks] == [(1.0, {}), (1.0, {}), (9.0, {})]


def notes_of(kind: str, *texts: str) -> str:
    """A part with notes, the first of which is the line that Word draws above them."""
    line = f'<w:{kind} w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:{kind}>'
    inner = "".join(
        f'<w:{kind} w:id="{n}"><w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p></w:{kind}>' for n, text in enumerate(texts)
    )
    return f'<?xml version="1.0"?><w:{kind}s xmlns:w="{SPACE}">{line}{inner}</w:{kind}s>'


def test_notes_stand_at_the_end() -> None:
    body = paragraph("Ann Lee (00:00:01):") + paragraph("Carts.") + paragraph("Bo Quist (00:00:12):") + paragraph("Slow ones?")
    parts = {"footnotes": notes_of("footnote", "Two wheels.", "Or four: <rarely>."), "endnotes": notes_of("endnote", "By hand.")}
    (draft,) = parse(package(body, **parts), "talk.docx")
    assert told(draft) == TALK[:2]
    assert [b.text for b in draft.blocks if b.kind == "prose"] == ["Two wheels.", "Or four: <rarely>.", "By hand."]
    assert draft.notes[-1] == "its footnotes stand at the end"
    (bare,) = parse(package(body, footnotes=notes_of("footnote")), "talk.docx")
    assert "its footnotes stand at the end" not in bare.notes


def test_notes_with_entities_of_their_own_or_of_monstrous_size_are_refused() -> None:
    body = paragraph("Ann Lee: Carts.")
    with pytest.raises(UnreadableFile):
        parse(package(body, footnotes='<!DOCTYPE x [<!ENTITY a "b">]>' + notes_of("footnote", "Two.")), "talk.docx")
    with pytest.raises(UnreadableFile):
        parse(package(body, endnotes=notes_of("endnote", " " * 20_000_001)), "talk.docx")


def test_otter() -> None:
    lines = ["Ann Lee  00:01", "Carts.", "Bo Quist  00:12", "Slow ones?", "Ann Lee  01:02", "Very."]
    draft = read("Salt Roads", "Fri, May 17, 2024 10:03AM • 1:02", *lines)
    assert draft.title == "Salt Roads"
    assert told(draft) == TALK


def test_descript() -> None:
    draft = read(
        paragraph("Salt Roads", "Title"),
        "*Ann Lee:* [00:00:01] Carts.",
        "*Bo Quist:* [00:00:12] Slow ones?",
        "*Ann Lee:* [00:01:02] Very.",
    )
    assert draft.title == "Salt Roads"
    assert told(draft) == TALK


def test_styles_name_headings_whatever_the_language_of_the_program() -> None:
    styles = f'<w:styles xmlns:w="{SPACE}"><w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style></w:styles>'
    body = paragraph("Über Salz", "Title") + paragraph("Wege", "berschrift1") + paragraph("Es kam über die Berge.")
    (draft,) = parse(package(body, styles=styles), "x")
    assert [(block.kind, block.text) for block in draft.blocks] == [("heading", "Wege"), ("prose", "Es kam über die Berge.")]


def test_what_was_deleted_or_stands_twice_is_left_out() -> None:
    body = (
        "<w:p><w:r><w:t>Salt came over</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
        "<w:r><w:tab/><w:t>the hills.</w:t></w:r><w:fldSimple/><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
    )
    assert [block.text for block in read(body).blocks] == ["Salt came over the hills."]


def test_captions_pasted_into_a_document() -> None:
    draft = read("1", "00:00:01,000 --> 00:00:03,000", "Carts.", "", "2", "00:00:04,000 --> 00:00:06,000", "And mules.")
    assert told(draft) == [(None, 1.0, "Carts. And mules.")]


def test_a_table_of_turns() -> None:
    rows = (("00:01", "Ann Lee", "Carts."), ("00:12", "Bo Quist", "Slow ones?"), ("01:02", "Ann Lee", "Very."))
    body = "".join("<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) + "</w:tr>" for row in rows)
    assert told(read(f"<w:tbl>{body}</w:tbl>")) == TALK


def test_other_packages_are_not_taken() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<x/>")
    assert not recognises(data.getvalue())
    assert not recognises(b"PK is how it begins")


@pytest.mark.parametrize("cut", [30, 200, -30])
def test_a_cut_package_is_damaged(cut: int) -> None:
    content = package(paragraph("Salt came over the hills."))[:cut]
    with pytest.raises(UnreadableFile, match=r"^This Word document is damaged"):
        parse(content, "x")


def test_a_package_without_a_document() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    assert recognises(data.getvalue())
    with pytest.raises(UnreadableFile, match="not a Word document"):
        parse(data.getvalue(), "x")


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    content = package(paragraph("a" * 101_000_000))
    assert len(content) < 1_000_000
    with pytest.raises(UnreadableFile, match="too large"):
        parse(content, "x")


def test_entities_of_its_own_are_refused() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(
            "word/document.xml", '<!DOCTYPE d [<!ENTITY e SYSTEM "file:///x">]><w:document><w:p>&e;</w:p></w:document>'
        )
    with pytest.raises(UnreadableFile, match="unsafe"):
        parse(data.getvalue(), "x")


def test_no_words_is_a_sentence() -> None:
    with pytest.raises(UnreadableFile, match="holds no text"):
        parse(package(paragraph(" ")), "x")
