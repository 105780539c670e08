"""What the head of a Markdown file states, and what it may not do."""

import pytest

from reader_app.core.importers.text.front_matter import FrontMatter, iso_date, take_front_matter


def front(yaml: str) -> FrontMatter:
    matter, rest = take_front_matter(f"---\n{yaml}\n---\nwords".split("\n"))
    assert rest == ["words"]
    return matter


def test_values_stay_the_words_that_they_are() -> None:
    matter = front("title: No\nepisode: 012\nversion: 1.10\nguest: null\ndate: 2024-05-17")
    assert (matter.title, matter.published) == ("No", "2024-05-17")
    draft = matter.draft()
    matter.tell(draft, frozenset())
    assert [block.text for block in draft.blocks] == ["episode: 012", "version: 1.10"]


def test_a_title_may_be_quoted_or_look_like_a_date() -> None:
    assert front('title: "Ducks: a \\"walk\\""').title == 'Ducks: a "walk"'
    assert front("title: 'It''s late'").title == "It's late"
    assert front("title: 2024-01-01").title == "2024-01-01"


def test_what_a_file_states_comes_into_the_draft() -> None:
    matter = front(
        "title: Ducks\npodcast: Canal Talk\nmedia: https://video.example/1\nduration: 1:30:00\nlanguage: en\n"
        "speakers:\n  - Ada Moor\n  - Bo Dell\nsummary: |-\n  A walk\n  at dawn.\ntags: [water, birds]\nlayout: page\n"
    )
    draft = matter.draft()
    assert (draft.title, draft.show, draft.url, draft.duration) == ("Ducks", "Canal Talk", "https://video.example/1", 5400.0)
    assert matter.speakers == ["Ada Moor", "Bo Dell"]
    matter.tell(draft, frozenset({"ada moor", "bo dell"}))
    assert [block.text for block in draft.blocks] == ["A walk at dawn.", "tags: water, birds"]
    assert draft.language == "en"


def test_speakers_that_are_not_heard_are_named() -> None:
    matter = front("title: Ducks\nspeakers: Ada Moor")
    draft = matter.draft()
    matter.tell(draft, frozenset())
    assert [block.text for block in draft.blocks] == ["speakers: Ada Moor"]


@pytest.mark.parametrize(
    "yaml",
    [
        "a: &a [x, y]\nb: [*a, *a]",
        'title: !!python/object/apply:os.system ["true"]',
        "a: " + "[" * 20_000 + "]" * 20_000,
        'title: "not closed\n\tkey:\tvalue: more',
        "title: x\n" + "y" * 300_000,
    ],
    ids=["alias", "tag", "deep", "tabs", "long"],
)
def test_what_nobody_writes_by_hand_stays_text_and_is_told(yaml: str) -> None:
    matter, rest = take_front_matter(f"---\n{yaml}\n---\nwords".split("\n"))
    assert not matter.fields
    assert "could not be read" in matter.notes[0]
    assert rest[-1] == "words"
    assert yaml.split("\n")[0] in rest


def test_a_head_that_is_not_closed_stays_text_and_is_told() -> None:
    matter, rest = take_front_matter(["---", "title: Ducks", "", "Ada: hello"])
    assert "not closed" in matter.notes[0]
    assert rest == ["title: Ducks", "", "Ada: hello"]


@pytest.mark.parametrize("text", ["---\n\nAda: hello\n\n---\n\nBo: hi", "words\n---\ntitle: x\n---", "---", ""])
def test_a_rule_is_no_head(text: str) -> None:
    matter, rest = take_front_matter(text.split("\n"))
    assert (matter.fields, matter.notes, rest) == ({}, [], text.split("\n"))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2024-05-17", "2024-05-17"),
        ("2024/5/7", "2024-05-07"),
        ("2024-05-17T10:00:00Z", "2024-05-17"),
        ("2024-05", "2024-05"),
        ("2024", "2024"),
        ("2024-13-45", None),
        ("yesterday", None),
    ],
)
def test_dates(written: str, read: str | None) -> None:
    assert iso_date(written) == read


def test_a_title_may_begin_with_a_number_sign() -> None:
    assert front("title: #12 It's the mill\nshow: Canal Talk").title == "#12 It's the mill"


def test_a_field_that_stands_there_twice_loses_nothing() -> None:
    matter = front("title: Ducks\nsummary: A walk.\nsummary:\nguest: Bo\nguest: Ada\ntitle: Ducks")
    draft = matter.draft()
    matter.tell(draft, frozenset())
    assert draft.title == "Ducks"
    assert [block.text for block in draft.blocks] == ["A walk.", "guest: Bo, Ada"]
