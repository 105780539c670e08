"""A page of feed items becomes episodes with notes, chapters and turns; ordinary prose is left alone."""

import json
import time
from pathlib import Path

import pytest

from reader_app.core.importers.draft import Draft
from reader_app.core.importers.glued.feed_page import parse, recognises

DATA = Path(__file__).parents[3] / "data" / "feed_page"


def told(draft: Draft) -> list[list[object]]:
    return [
        [block.kind + ("*" if block.chapter else ""), block.start, block.speaker, block.turn, block.times, block.text]
        for block in draft.blocks
    ]


def as_json(drafts: list[Draft]) -> list[dict[str, object]]:
    return [
        {"title": draft.title, "show": draft.show, "language": draft.language, "notes": draft.notes, "blocks": told(draft)}
        for draft in drafts
    ]


def speech(draft: Draft) -> list[tuple[str | None, float | None, str]]:
    return [(block.speaker, block.start, block.text) for block in draft.blocks if block.kind == "speech"]


def test_golden_page() -> None:
    page = (DATA / "garden-page.txt").read_text(encoding="utf-8")
    assert recognises(page)
    expected = json.loads((DATA / "garden-page.json").read_text(encoding="utf-8"))
    assert json.loads(json.dumps(as_json(parse(page, "garden-page.txt")))) == expected


def test_line_ends_of_windows_change_nothing() -> None:
    page = (DATA / "garden-page.txt").read_text(encoding="utf-8")
    assert as_json(parse(page.replace("\n", "\r\n"), "x")) == as_json(parse(page, "x"))


def test_labels_without_times_split_where_lines_were_lost() -> None:
    item = (
        "Max and Lena ask Ann about bees.TranscriptAnnouncer: Three voices, one garden.Max: How do they stay warm?"
        "Ann: They huddle, youMax: know, like penguins.Ann: I told Max: buy a coat.Max: Did he?Ann: No."
    )
    assert recognises(item)
    (draft,) = parse(item, "x")
    assert speech(draft) == [
        ("Announcer", None, "Three voices, one garden."),
        ("Max", None, "How do they stay warm?"),
        ("Ann", None, "They huddle, you"),
        ("Max", None, "know, like penguins."),
        ("Ann", None, "I told Max: buy a coat."),
        ("Max", None, "Did he?"),
        ("Ann", None, "No."),
    ]


def test_german_item() -> None:
    item = (
        "Max Meier ist Imker. Wir sprechen mit ihm über Bienen in der Stadt.Kapitel:00:00:00 Anfang00:00:40 Der Winter im Stock"
        "00:10:00 EndeTranskriptLena Vogel [00:00:00]: Hallo zusammen und willkommen.Max Meier [00:00:04]: Schön hier zu sein."
        "Der Winter im StockLena Vogel [00:00:40]: Wie ist der Winter?Max Meier [00:00:44]: Kalt, aber schön."
    )
    (draft,) = parse(item, "x")
    assert draft.language == "de"
    assert draft.title == "Max Meier über Bienen in der Stadt"
    assert [(block.start, block.text) for block in draft.blocks if block.chapter] == [
        (0, "Anfang"),
        (40, "Der Winter im Stock"),
        (600, "Ende"),
    ]
    assert [block.text for block in draft.blocks if block.kind == "heading"] == ["Kapitel:", "Transkript", "Der Winter im Stock"]
    assert [label for label, _, _ in speech(draft)] == ["Lena Vogel", "Max Meier", "Lena Vogel", "Max Meier"]


def test_hindi_item() -> None:
    item = (
        "इस अंक में राहुल शर्मा मधुमक्खी पालन की बात करते हैं।अध्याय: 00:00 शुरुआत 03:10 छत्ता 12:03 "
        "अंतट्रांसक्रिप्टमीरा [00:00:00]: नमस्ते।"
        "राहुल [00:00:04]: धन्यवाद मीरा।मीरा [00:00:08]: सर्दी में क्या होता है?राहुल [00:00:12]: सब साथ रहते हैं।"
    )
    (draft,) = parse(item, "x")
    assert draft.language == "hi"
    assert [block.text for block in draft.blocks if block.chapter] == ["शुरुआत", "छत्ता", "अंत"]
    assert [label for label, _, _ in speech(draft)] == ["मीरा", "राहुल", "मीरा", "राहुल"]


def test_one_item_over_many_lines() -> None:
    item = (
        "Hives in the Cold\n\nAnn Porter keeps bees.\n\nDuration: 42:10\nPublished: 2026-03-04\n\nChapters:\n(0:00) "
        "Intro\n(1:12) Hives\n"
        "(12:40) Honey\n\nTranscript:\n\nMax (00:00): Hello Ann.\n\nAnn (00:04): Hello Max.\n\nWe have many "
        "bees.\n\nMax (00:20): Tell us."
    )
    (draft,) = parse(item, "x")
    assert (draft.title, draft.title_origin, draft.duration, draft.published) == (
        "Hives in the Cold",
        "stated",
        2530,
        "2026-03-04",
    )
    assert speech(draft) == [
        ("Max", 0, "Hello Ann."),
        ("Ann", 4, "Hello Max."),
        ("Ann", None, "We have many bees."),
        ("Max", 20, "Tell us."),
    ]
    assert [block.turn for block in draft.blocks if block.kind == "speech"] == [0, 1, 1, 2]


def test_labels_on_lines_of_their_own() -> None:
    item = "Bees\nTranscript\nAnn Lee  00:00\nHello there.\n\nBen  00:12\nHi.\n\nAnn Lee  00:20\nBees!\n\nBen  00:31\nYes.\n"
    assert recognises(item)
    (draft,) = parse(item, "x")
    assert speech(draft) == [("Ann Lee", 0, "Hello there."), ("Ben", 12, "Hi."), ("Ann Lee", 20, "Bees!"), ("Ben", 31, "Yes.")]


def test_speech_that_nobody_is_named_for() -> None:
    item = "A walk through the garden.Transcript" + "We go past the pond and look at the frogs. " * 20
    (draft,) = parse(item, "x")
    assert [(label, start) for label, start, _ in speech(draft)] == [(None, None)]


def test_the_word_transcript_alone_makes_no_turns() -> None:
    (draft,) = parse("We count frogs at night and toads by day.Timestamps00:00 Frogs01:10 Toads02:20 NewtsTranscript", "x")
    assert speech(draft) == []
    assert [block.text for block in draft.blocks][-2:] == ["Newts", "Transcript"]


def test_references_with_times_are_no_chapters() -> None:
    notes = "We read about moss.---REFERENCES:[00:00:58] On Moss https://moss.example/1[00:06:00] On Fern https://moss.example/2"
    (draft,) = parse(notes + "[00:09:00] On Bark https://moss.example/3", "x")
    assert not any(block.chapter for block in draft.blocks)


def test_notes_without_anything_else_are_what_there_is_to_read() -> None:
    (draft,) = parse("Two neighbours share one compost heap. They quarrel about it until spring.", "x")
    assert [block.kind for block in draft.blocks] == ["prose"]


def test_no_word_is_lost_or_told_twice() -> None:
    page = (DATA / "garden-page.txt").read_text(encoding="utf-8")
    words = " ".join(block.text for draft in parse(page, "x") for block in draft.blocks)
    for word in ("rooftops", "patience", "huddle", "sprouts", "beer", "quarrel", "fence", "x.example/garden", "Farewell"):
        assert words.count(word) == page.count(word), word


@pytest.mark.parametrize(
    "prose",
    [
        "A short note about tea.",
        "\n\n".join(["Tea came down from the mountains, and people drank it long before anyone wrote of it. " * 5] * 4),
        "At 10:00 we met, at 12:30 we ate, and at 14:45 we left for the lake, which lay still.",
        "First: take flour. Second: take water. Third: wait. " * 8,
        "",
    ],
)
def test_ordinary_prose_is_no_feed_page(prose: str) -> None:
    assert not recognises(prose)


@pytest.mark.corpus
def test_real_page(corpus: Path) -> None:
    page = (corpus / "feed-page.txt").read_text(encoding="utf-8")
    truth = json.loads((corpus / "truth" / "feed-page.json").read_text(encoding="utf-8"))["episodes"]
    drafts = parse(page, "feed-page.txt")
    assert [draft.language for draft in drafts] == [episode["language"] for episode in truth]
    assert [draft.truncated for draft in drafts] == [episode["truncated"] for episode in truth]
    turns = [len({block.turn for block in draft.blocks if block.kind == "speech"}) for draft in drafts]
    wanted = [episode["transcript"]["turns"] if episode.get("transcript") else 0 for episode in truth]
    assert all(abs(got - want) <= 0.03 * want for got, want in zip(turns, wanted, strict=True))


def test_thousands_of_chapters_and_voices_take_no_more_than_their_share_of_time() -> None:
    trees = ["Moss", "Fern", "Bark", "Leaf", "Twig", "Root", "Reed"]

    def seconds(count: int) -> float:
        words = [" ".join(trees[number // step % 7] for step in (1, 7, 49, 343)) for number in range(count)]
        listed = " ".join(f"{at // 60}:{at % 60:02d} {title}" for at, title in enumerate(words))
        said = "".join(f"Voice{at}: Well now it rains. {title}" for at, title in enumerate(words))
        page = f"We walk.Timestamps: {listed} Transcript: {said}"
        begun = time.process_time()
        parse(page, "page.txt")
        return time.process_time() - begun

    seconds(50)
    assert seconds(2_400) < 9 * max(0.05, seconds(600))
