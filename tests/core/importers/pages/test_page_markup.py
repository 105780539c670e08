"""The lines of a page, what its head states, and its own matter among what stands around."""

from reader_app.core.importers.pages.page_lines import PageLine
from reader_app.core.importers.pages.page_markup import read_web_page, row_lines


def kinds(page: str) -> list[tuple[str, str]]:
    return [(line.kind, line.text) for line in read_web_page(page).lines]


def test_kinds_of_lines() -> None:
    page = "<h2>Salt</h2><p>Dear.</p><blockquote>Friends.</blockquote><ul><li>Goat<li>Knife</ul><div class=pullquote>So.</div>"
    assert kinds(page) == [
        ("heading", "Salt"),
        ("prose", "Dear."),
        ("quote", "Friends."),
        ("item", "Goat"),
        ("item", "Knife"),
        ("quote", "So."),
    ]


def test_what_is_bold_at_the_start_of_a_line() -> None:
    lines = read_web_page("<p><b>Ann:</b> Salt.</p><p>No <b>bread</b>.</p><p><strong>Bo</strong></p><p>Plain.</p>").lines
    assert [line.bold for line in lines] == [4, 0, 2, 0]


def test_a_line_break_is_no_new_paragraph() -> None:
    assert [line.goes_on for line in read_web_page("<p>Ann<br>Salt.<br/><br>Bread.</p><p>Bo</p>").lines] == [
        False,
        True,
        True,
        False,
    ]


def test_names_and_times_by_their_classes() -> None:
    page = "<span class='ts-name'>Ann:</span> <span class='ts-timestamp'>(00:01:02)</span><span class='ts-text'>Salt.</span>"
    assert kinds(page) == [("name", "Ann"), ("time", "00:01:02"), ("prose", "Salt.")]


def test_a_class_around_more_than_a_name_says_nothing() -> None:
    assert kinds("<div class='speaker'><p>Salt is dear, she said.</p></div>") == [("prose", "Salt is dear, she said.")]
    assert kinds("<p>On <time datetime='2024-05-17'>17 May</time> it rained at <time>10:30</time>.</p>") == [
        ("prose", "On 17 May it rained at 10:30.")
    ]


def test_the_pages_own_matter() -> None:
    page = "<p>Related</p><main><p>Salt came over the hills on carts.</p></main><p>More</p>"
    assert kinds(page) == [("prose", "Salt came over the hills on carts.")]
    assert len(kinds("<p>Salt came over the hills on carts.</p><article>More</article>")) == 2


def test_what_the_head_states() -> None:
    page = read_web_page(
        "<html lang='de-AT'><head><title> Salz\n &amp; Brot </title><meta name='Author' content='Ann'><link rel='canonical' href='https://x.example/'>"
        "</head><body><p>x</p><svg><title>icon</title></svg></body></html>"
    )
    assert (page.title, page.language, page.canonical) == ("Salz & Brot", "de-AT", "https://x.example/")
    assert page.fields == {"author": "Ann"}


def test_rows_of_a_table() -> None:
    clock, name, said = PageLine("0:01"), PageLine("Ann:"), PageLine("Salt.")
    assert [(line.kind, line.text) for line in row_lines([clock, name, said])] == [
        ("name", "Ann"),
        ("time", "0:01"),
        ("prose", "Salt."),
    ]
    assert [(line.kind, line.text) for line in row_lines([clock, said])] == [("time", "0:01"), ("prose", "Salt.")]
    assert [(line.kind, line.text) for line in row_lines([name, said])] == [("prose", "Ann: Salt.")]
    assert row_lines([]) == []
