"""Markdown shows the words as they are, with names, times and links."""

import dataclasses

import pytest

from reader_app.core.export.markdown import escaped, write_markdown
from reader_app.core.export.names import Include
from reader_app.core.importers.draft import DraftBlock
from tests.core.export.episodes import kept, opened, speech


def test_a_page_has_front_matter_chapters_voices_and_times() -> None:
    page = opened(
        DraftBlock("description", "Two people on a quay."),
        DraftBlock("heading", "First knots", 0.0, chapter=True),
        speech("Who taught you that?", 1.0, "Ada"),
        speech("My aunt did.", 3723.0, "Bo"),
    )

    assert write_markdown(page, Include()) == (
        '---\ntitle: "Salt and Rope"\nshow: "Quayside"\ndate: "2026-03-12"\nlanguage: "en"\n'
        'exported_by: "Transcript Reader"\n---\n\n'
        "# Salt and Rope\n\nTwo people on a quay.\n\n## First knots [0:00]\n\n"
        "**Ada:** [0:01] Who taught you that?\n\n**Bo:** [1:02:03] My aunt did.\n"
    )


def test_times_lead_to_the_source_where_it_is_on_the_web() -> None:
    page = opened(speech("Good morning.", 62.0, "Ada"), url="https://quay.example/rope")

    assert "**Ada:** [1:02](<https://quay.example/rope#t=62>) Good morning." in write_markdown(page, Include())


def test_a_time_that_was_worked_out_is_marked() -> None:
    long = " ".join(["We tied it again and again until the light went."] * 30)
    page = opened(speech(long, 10.0, "Ada"), speech("Enough.", 200.0, "Bo"))

    told = write_markdown(page, Include())

    assert "**Ada:** [0:10] We tied" in told
    assert "\n\n[~" in told


def test_what_is_not_wanted_is_left_out() -> None:
    page = opened(DraftBlock("description", "Two people on a quay."), speech("Good morning.", 62.0, "Ada"))

    told = write_markdown(page, Include(times=False, speakers=False, description=False))

    assert told.endswith("# Salt and Rope\n\nGood morning.\n")


def test_quotes_come_along_when_wanted() -> None:
    page = opened(speech("Good morning, rope.", 62.0, "Ada"))
    page = dataclasses.replace(page, bookmarks=(kept("rope", note="1. Ask Bo", tags=("old knots",), at=62.0),))

    assert write_markdown(page, Include(bookmarks=True)).endswith(
        "## Quotes\n\n> rope\n>\n> — Ada, [1:02], First knots\n\n1\\. Ask Bo\n\n#old-knots\n"
    )
    assert "Quotes" not in write_markdown(page, Include())


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("2 * 3 * 4", r"2 \* 3 \* 4"),
        ("a snake_case name and _this_", r"a snake_case name and \_this\_"),
        ("use <b> & &amp; `code`", r"use \<b> & \&amp; \`code\`"),
        ("[see](there)", r"\[see\](there)"),
        ("# not a heading", r"\# not a heading"),
        ("- no list", r"\- no list"),
        ("1. no list", r"1\. no list"),
        ("> no quote", r"\> no quote"),
        ("---", r"\---"),
        ("#hashtag, -5 degrees, 1.5 and $30", "#hashtag, -5 degrees, 1.5 and $30"),
        ("a ~~wave~~", r"a \~\~wave\~\~"),
        ("see https://a.example/x_y_z.", "see <https://a.example/x_y_z>."),
        ("back\\slash", "back\\\\slash"),
    ],
)
def test_words_that_look_like_markdown_read_as_they_are(words: str, written: str) -> None:
    assert escaped(words) == written


def test_no_title_can_add_a_field_to_the_front_matter() -> None:
    page = opened(speech("Hello.", 1.0), title='Rope"\nshow: Elsewhere')

    assert write_markdown(page, Include()).splitlines()[1] == r'title: "Rope\" show: Elsewhere"'
