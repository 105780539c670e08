"""Paragraphs of WordprocessingML as lines."""

from reader_app.core.importers.pages.word_paragraphs import read_paragraphs, style_names


def document(body: str) -> str:
    return f"<w:document xmlns:w='x'><w:body>{body}</w:body></w:document>"


def test_bold_runs_at_the_start() -> None:
    runs = "<w:r><w:rPr><w:b/></w:rPr><w:t>Ann</w:t></w:r><w:r><w:rPr><w:b w:val='0'/></w:rPr><w:t> Salt.</w:t></w:r>"
    (line,) = read_paragraphs(document(f"<w:p>{runs}</w:p>"), {}).lines
    assert (line.text, line.bold) == ("Ann Salt.", 3)


def test_list_items_and_the_title() -> None:
    body = (
        "<w:p><w:pPr><w:pStyle w:val='T'/></w:pPr><w:r><w:t>Salt</w:t></w:r></w:p>"
        "<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>Goat</w:t></w:r></w:p>"
    )
    found = read_paragraphs(document(body), {"T": "Title"})
    assert (found.title, [line.kind for line in found.lines]) == ("Salt", ["heading", "item"])


def test_a_document_that_breaks_off() -> None:
    found = read_paragraphs("<w:document><w:body><w:p><w:r><w:t>Salt", {})
    assert ([line.text for line in found.lines], found.cut) == (["Salt"], True)


def test_names_of_styles() -> None:
    assert style_names("<w:styles><w:style w:styleId='a'><w:name w:val='heading 1'/></w:style></w:styles>") == {"a": "heading 1"}
