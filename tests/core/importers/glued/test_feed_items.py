"""A page is parted into items by its lines, its blank lines or its rules, whichever it has."""

from reader_app.core.importers.glued.feed_items import split_page

LONG = "The garden lies behind the house and nobody has weeded it since the last wet spring came over the hills. " * 3


def test_each_long_line_is_an_item_and_a_header_belongs_to_the_next() -> None:
    page = split_page(f"POPULARITY\n{LONG}\nMoss Hour: Roots & Leaves\n{LONG}\n{LONG}\n{LONG}\nLoad more")
    assert [item.headers for item in page.items] == [[], ["Moss Hour: Roots & Leaves"], [], []]
    assert not page.titled


def test_headers_before_most_items_are_titles() -> None:
    page = split_page(f"Moss in May\n{LONG}\n\nFern in June\n{LONG}\n\nBark in July\n{LONG}")
    assert page.titled
    assert [item.headers for item in page.items] == [["Moss in May"], ["Fern in June"], ["Bark in July"]]


def test_headers_before_some_items_are_shows() -> None:
    assert not split_page(f"Moss Hour\n{LONG}\n{LONG}\nFern Hour\n{LONG}").titled


def test_the_same_header_again_and_again_is_a_show() -> None:
    assert not split_page(f"Moss Hour\n{LONG}\nMoss Hour\n{LONG}\nMoss Hour\n{LONG}").titled


def test_a_list_goes_on_with_the_item_before_it() -> None:
    page = split_page(f"{LONG}\nTimestamps00:00 Moss01:00 Fern02:00 Bark\n{LONG}\n{LONG}")
    assert [len(item.lines) for item in page.items] == [2, 1, 1]


def test_items_over_many_lines_are_parted_by_rules() -> None:
    item = f"{LONG}\n\n(0:00) Moss\n(1:00) Fern\n(2:00) Bark\n"
    assert len(split_page(item).items) == 1
    assert len(split_page(f"{item}\n---\n{item}").items) == 2
    assert len(split_page(f"{item}\n\n\n{item}").items) == 2


def test_bold_labels_with_times_go_on_with_the_item() -> None:
    turns = "\n\n".join(f"**{name}** (0:0{second}): Moss." for second, name in enumerate(("Ida", "Tom", "Ida", "Tom")))
    assert len(split_page(f"{LONG}\n\n## Transcript\n\n{turns}").items) == 1
