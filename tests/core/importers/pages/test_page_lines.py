"""Lines of a page become Markdown in which only the page's own form is marks."""

from reader_app.core.importers.pages.page_lines import PageLine, as_markdown, read_page


def test_marks_for_what_the_page_sets_apart() -> None:
    lines = [
        PageLine("Salt", "heading", 2),
        PageLine("Ann", "name"),
        PageLine("0:01", "time"),
        PageLine("Carts."),
        PageLine("Old ones.", goes_on=True),
        PageLine("Friends.", "quote"),
        PageLine("Goat", "item"),
        PageLine("0:10 Mules", "item"),
        PageLine("Bo: no", bold=3),
    ]
    assert as_markdown(lines).strip().split("\n") == [
        "## Salt",
        "",
        "**Ann:** [0:01] Carts.",
        "Old ones.",
        "",
        "> Friends.",
        "",
        "- Goat",
        "0:10 Mules",
        "",
        "**Bo:** no",
    ]


def test_signs_of_the_words_stay_words() -> None:
    text = "# It is *not* `code`, _no_ [link](x), &amp; <v Ann> or a\\*b"
    (draft,) = read_page([PageLine("A page about the signs", "heading", 1), PageLine(text), PageLine("> 2 - 1")], "x")
    assert [block.text for block in draft.blocks] == [text, "> 2 - 1"]
    assert [block.kind for block in draft.blocks] == ["prose", "prose"]


def test_a_voice_without_words_is_kept_before_a_heading() -> None:
    lines = [PageLine("Ann", "name"), PageLine("End", "heading"), PageLine("Bo", "name")]
    assert as_markdown(lines).strip() == "**Ann:**\n\n## End\n\n**Bo:**"


def test_few_lines_that_all_begin_with_a_name() -> None:
    (draft,) = read_page([PageLine("Ann: Salt."), PageLine("Bo: Bread.")], "x")
    assert [(block.speaker, block.text) for block in draft.blocks] == [("Ann", "Salt."), ("Bo", "Bread.")]
    (draft,) = read_page([PageLine("Salt Roads"), PageLine("Ann: Salt."), PageLine("Bo: Bread.")], "x")
    assert draft.title == "Salt Roads"
    assert [block.speaker for block in draft.blocks] == ["Ann", "Bo"]
    (draft,) = read_page(
        [PageLine("Note: we met at the mill by the river."), PageLine("See: page 3 of the old book on it.")], "x"
    )
    assert {block.speaker for block in draft.blocks} == {None}


def test_a_stated_title_stands_once() -> None:
    (draft,) = read_page([PageLine("Salt", "heading", 1), PageLine("It came over the hills on carts.")], "x", "Salt")
    assert (draft.title, draft.title_origin, [block.text for block in draft.blocks]) == (
        "Salt",
        "stated",
        ["It came over the hills on carts."],
    )


def test_a_title_with_a_voice_and_a_colon_is_a_title() -> None:
    talk = [PageLine("Ann", "name"), PageLine("0:01", "time"), PageLine("Carts."), PageLine("Bo", "name"), PageLine("Slow?")]
    lines = [PageLine("By hand."), *talk, PageLine("Ann: On Mules", "heading"), *talk]
    (draft,) = read_page(lines, "x", "Ann: A Life: In Salt")
    assert draft.title == "Ann: A Life: In Salt"
    assert [(block.kind, block.speaker, block.text) for block in draft.blocks] == [
        ("description", None, "By hand."),
        ("speech", "Ann", "Carts."),
        ("speech", "Bo", "Slow?"),
        ("heading", None, "Ann: On Mules"),
        ("speech", "Ann", "Carts."),
        ("speech", "Bo", "Slow?"),
    ]


def test_times_without_names() -> None:
    lines = [line for number in range(3) for line in (PageLine(f"0:0{number}", "time"), PageLine("and so it goes"))]
    (draft,) = read_page(lines, "x")
    assert [(block.kind, block.start, block.times) for block in draft.blocks] == [("speech", 0.0, [(15, 1.0), (30, 2.0)])]


def test_the_files_name_is_the_last_resort() -> None:
    (draft,) = read_page([PageLine("…")], "salt.html")
    assert "salt.html.md" not in draft.title
