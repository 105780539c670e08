"""Plain text has no marks, and loses no words."""

from reader_app.core.export.names import Include
from reader_app.core.export.plain import write_text
from reader_app.core.importers.draft import DraftBlock
from tests.core.export.episodes import opened, speech


def test_a_page_is_lines_that_people_read() -> None:
    page = opened(
        DraftBlock("description", "Two people on a quay."),
        DraftBlock("heading", "First knots", 0.0, chapter=True),
        speech("Who *taught* you that?", 1.0, "Ada"),
        speech("My aunt did.", 3723.0),
    )

    assert write_text(page, Include()) == (
        "Salt and Rope\n=============\n\nShow: Quayside\nDate: 2026-03-12\nLanguage: en\n\nTwo people on a quay.\n\n"
        "First knots  0:00\n-----------------\n\nAda  0:01\nWho *taught* you that?\n\n[1:02:03] My aunt did.\n"
    )
