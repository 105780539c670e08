"""Headings glued into speech are told by title case, or because the chapter list has them."""

import pytest

from reader_app.core.importers.glued.glued_headings import HeadingFinder


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("and that is how moss grows.Why Ferns Need Shade", "Why Ferns Need Shade"),
        ("is it wet?Fern vs. Moss: Which One Wins", "Fern vs. Moss: Which One Wins"),
        ("How do you think, uh,Future Garden Roles", "Future Garden Roles"),
        ("doing this? At leastUnderstanding Bark and Leaf", "Understanding Bark and Leaf"),
        ("the deep root-Bark Beetles, Frost, and Rain", "Bark Beetles, Frost, and Rain"),
        ("so yes.Long-Form Garden WalksLong-Form Garden Walks", "Long-Form Garden Walks"),
        ("good.der boden im herbst", ""),
        ("I see.And I've", ""),
        ("We spoke with OpenGarden Tools Group", ""),
        ("and it works.That is fine.Thank You", ""),
        ("it works. Why Ferns Need Shade", ""),
    ],
)
def test_tails(text: str, heading: str) -> None:
    speech, found = HeadingFinder([]).split_tail(text)
    assert found == heading
    assert text.startswith(speech)


def test_the_chapter_list_knows_headings_in_other_case() -> None:
    finder = HeadingFinder(["Moss", "How the soil rests in autumn"])
    assert finder.split_tail("I see.Moss") == ("I see.", "Moss")
    assert finder.split_tail("I see.How the soil rests in late autumn") == ("I see.", "How the soil rests in late autumn")
    assert HeadingFinder([]).split_tail("I see.Moss") == ("I see.Moss", "")


def test_scripts_without_capitals_need_the_chapter_list() -> None:
    assert HeadingFinder(["लंबी रात"]).split_tail("हमने गिना।लंबी रात") == ("हमने गिना।", "लंबी रात")
    assert HeadingFinder([]).split_tail("हमने गिना।लंबी रात") == ("हमने गिना।लंबी रात", "")
