"""What the window offers for two files of one recording: an update, times, or nothing but that they are twins."""

import json
import random
from pathlib import Path

import pytest

from reader_app.core.library import Library
from reader_app.core.telling_offers import Offer

VOCABULARY = "boat quay lamp rope chain gate flood miller ferry candle ledger harness oven barley tallow anchor mooring lantern"
JOINERS = "and the then of a to we it was when not over under"


def sentences(count: int = 60, seed: int = 1) -> list[str]:
    """A talk of made-up sentences, seven to twelve words each."""
    rng = random.Random(seed)
    words, joiners = VOCABULARY.split(), JOINERS.split()
    rows = []
    for _ in range(count):
        row = [rng.choice(words if rng.random() < 0.55 else joiners) for _ in range(rng.randint(7, 12))]
        rows.append(" ".join(row).capitalize() + ".")
    return rows


def typed(rows: list[str]) -> bytes:
    """With names and marks, without times."""
    names = ("Nora Quist", "Abe Tolliver")
    return "\n\n".join(f"{names[number % 2]}: {row}" for number, row in enumerate(rows)).encode()


def captions(rows: list[str], *, marks: bool = False) -> bytes:
    """With times, without names."""
    cues = [
        f"00:{at * 4 // 60:02}:{at * 4 % 60:02}.000 --> 00:{(at * 4 + 3) // 60:02}:{(at * 4 + 3) % 60:02}.500\n"
        + (row if marks else row.casefold().rstrip("."))
        for at, row in enumerate(rows)
    ]
    return ("WEBVTT\n\n" + "\n\n".join(cues) + "\n").encode()


def segments(rows: list[str]) -> bytes:
    """With times, names and marks."""
    names = ("Nora Quist", "Abe Tolliver")
    told = [{"speaker": names[at % 2], "startTime": 4 * at, "endTime": 4 * at + 3.5, "body": row} for at, row in enumerate(rows)]
    return json.dumps({"version": "1.0.0", "segments": told}).encode()


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path)


def offered(library: Library, mine: bytes, theirs: bytes) -> tuple[Offer | None, str, str]:
    """What is offered to somebody who reads `mine`; and the ids of both."""
    one = library.import_content(mine, "one").episodes[0].id
    other = library.import_content(theirs, "other").episodes[0].id
    return library.tellings.offer(one, other), one, other


def kind(library: Library, mine: bytes, theirs: bytes) -> tuple[str, bool]:
    """What is offered, and whether the other's telling is called the better one."""
    offer, _, other = offered(library, mine, theirs)
    assert offer is not None
    return offer.kind, offer.better == other


def test_captions_give_their_times_to_a_text_with_names(library: Library) -> None:
    offer, one, _ = offered(library, typed(sentences()), captions(sentences()))
    assert offer == Offer("times", one, "Another file has times, the one you read has the better text.")


def test_a_text_with_names_gives_its_words_to_captions(library: Library) -> None:
    assert kind(library, captions(sentences()), typed(sentences())) == ("times", True)


def test_times_are_offered_though_the_machine_misheard_a_word_in_six(library: Library) -> None:
    rng = random.Random(8)
    heard = [" ".join("mumble" if rng.random() < 1 / 6 else word for word in row.split()) for row in sentences(120)]
    assert kind(library, typed(sentences(120)), captions(heard)) == ("times", False)


def test_a_file_with_all_that_the_text_has_and_times_is_an_update(library: Library) -> None:
    assert kind(library, typed(sentences()), segments(sentences())) == ("update", True)


def test_names_of_voices_are_an_update_and_their_lack_is_none(library: Library) -> None:
    offer, one, other = offered(library, captions(sentences(), marks=True), segments(sentences()))
    assert offer is not None
    assert (offer.kind, offer.sentence) == ("update", "Another file has the names of the voices, which the one you read lacks.")
    back = library.tellings.offer(other, one)
    assert back is not None
    assert (back.kind, back.better, back.sentence) == (
        "twin",
        other,
        "Another file tells the same recording; the one you read also has the names of the voices.",
    )


def test_voices_that_are_told_apart_are_worth_less_than_their_names(library: Library) -> None:
    apart = segments(sentences()).replace(b"Nora Quist", b"SPEAKER_00").replace(b"Abe Tolliver", b"SPEAKER_01")
    offer, one, other = offered(library, captions(sentences(), marks=True), apart)
    assert offer == Offer("update", other, "Another file has its voices told apart, which the one you read lacks.")
    named = library.import_content(segments(sentences()), "named").episodes[0].id
    better, worse = library.tellings.offer(other, named), library.tellings.offer(named, other)
    assert better is not None
    assert worse is not None
    assert (better.kind, better.better, worse.kind, worse.better) == ("update", named, "twin", named)
    library.speakers.rename(other, "SPEAKER_00", "Nora Quist")
    renamed = library.tellings.offer(other, named)
    assert renamed is not None
    assert renamed.kind == "twin"
    assert library.tellings.offer(one, one) is None


def test_more_of_what_is_said_is_an_update_and_less_is_none(library: Library) -> None:
    offer, one, other = offered(library, segments(sentences()[:52]), segments(sentences()))
    assert offer is not None
    assert (offer.kind, offer.better) == ("update", other)
    back = library.tellings.offer(other, one)
    assert back is not None
    assert (back.kind, back.better) == ("twin", other)


def test_the_same_said_twice_is_no_update(library: Library) -> None:
    rows = sentences()
    assert kind(library, segments(rows), segments([*rows, *rows[:20]])) == ("twin", False)


def test_equal_files_are_twins(library: Library) -> None:
    offer, one, _ = offered(library, segments(sentences()), segments([*sentences()[:-1], "Good night to you all."]))
    assert offer == Offer("twin", one, "Another file tells the same recording in the same words.")


def test_nothing_is_offered_for_what_is_not_linked_or_is_one_already(library: Library) -> None:
    offer, one, other = offered(library, typed(sentences()), captions(sentences(seed=2)))
    assert offer is None
    third = library.import_content(captions(sentences()), "third").episodes[0].id
    assert library.tellings.offer(one, third) is not None
    library.tellings.join(one, third, "both")
    assert library.tellings.offer(one, third) is None
    assert library.tellings.offer(one, one) is None
    assert library.tellings.offer(third, other) is None


def test_a_file_is_called_by_its_name(library: Library, tmp_path: Path) -> None:
    (tmp_path / "heard.vtt").write_bytes(captions(sentences()))
    one = library.import_content(typed(sentences()), "typed").episodes[0].id
    other = library.import_paths([tmp_path / "heard.vtt"]).episodes[0].id
    offer = library.tellings.offer(one, other)
    assert offer is not None
    assert offer.sentence.startswith("“heard.vtt” has times")


def test_a_text_without_names_is_linked_with_its_captions_and_gets_their_times(library: Library) -> None:
    rows = sentences()
    text = "\n\n".join(" ".join(rows[at : at + 5]) for at in range(0, len(rows), 5))
    offer, one, other = offered(library, text.encode(), captions(rows))
    assert offer == Offer("times", one, "Another file has times, the one you read has the better text.")
    library.tellings.join(one, other, "both")
    page = library.open(one)
    last = next(p for p in page.paragraphs if page.transcript.text.startswith(rows[55], p.span.start))
    assert last.moment is not None
    assert abs(last.moment.seconds - 4 * 55) < 1.0
