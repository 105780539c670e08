"""A fingerprint keeps what tells a recording, and comes back from the library as it went in."""

import json

from reader_app.core.fingerprints import Fingerprint, coarser, fingerprint
from reader_app.core.importers.draft import Draft, DraftBlock

NOTES = (
    "Ada Fern walks the northern moor with Bo Lund. They count the stones between the mill and the sea. Follow us on the moor."
)


def talk(*said: str, title: str = "A Walk to the Sea | Moor Hour #7") -> Draft:
    blocks = [DraftBlock("description", NOTES), *(DraftBlock("speech", words, speaker="Ada Fern") for words in said)]
    return Draft(title, "stated", blocks, show="Moor Hour", language="en", url="https://youtu.be/abcdefghijk?t=1")


def test_what_is_kept() -> None:
    known = fingerprint(talk("the stones are old " * 40))
    assert known.title == ("a walk to the sea", "moor hour 7")
    assert (known.address, known.show, known.language) == ("video:abcdefghijk", "moor hour", "en")
    assert {"ada fern", "bo lund"} <= known.names
    assert "7" in fingerprint(talk(title="Moor Hour #7: A Walk")).numbers


def test_furniture_is_not_kept() -> None:
    bare = Draft("x", "derived", [DraftBlock("description", NOTES.replace(" Follow us on the moor.", ""))])
    assert fingerprint(talk()).notes == fingerprint(bare).notes


def test_derived_titles_tell_nothing() -> None:
    assert fingerprint(Draft("A Walk to the Sea", "derived", [])).title == ()


def test_there_and_back_again() -> None:
    known = fingerprint(talk(*(f"word{number} and stone{number} by the sea" for number in range(90))))
    assert Fingerprint.from_json(json.loads(json.dumps(known.to_json()))) == known


def test_long_speech_is_sampled_more_coarsely() -> None:
    long = fingerprint(talk(" ".join(f"w{number}" for number in range(60_000))))
    assert len(long.speech) <= 1_200
    assert long.speech == coarser(long.speech, long.grain)


def test_a_turn_without_words_changes_nothing() -> None:
    assert fingerprint(talk("moss", "")).speech == fingerprint(talk("moss")).speech


def test_a_long_text_without_names_may_be_what_was_said() -> None:
    rows = [f"We tied the boat to post {number} and waited {number} hours for the ebb to turn there." for number in range(40)]
    talk = Draft("Ebb", "derived", [DraftBlock("speech", row) for row in rows])
    typed = Draft("Ebb", "derived", [DraftBlock("prose", row) for row in rows])
    assert fingerprint(typed).speech == fingerprint(talk).speech
    assert (fingerprint(typed).bare, fingerprint(talk).bare) == (True, False)
    assert Fingerprint.from_json(json.loads(json.dumps(fingerprint(typed).to_json()))) == fingerprint(typed)


def test_a_short_text_or_one_with_headings_is_no_speech() -> None:
    rows = [f"We tied the boat to post {number} and waited {number} hours for the ebb to turn there." for number in range(40)]
    essay = Draft("Ebb", "derived", [DraftBlock("heading", "At the post"), *(DraftBlock("prose", row) for row in rows)])
    assert not fingerprint(essay).speech
    assert not fingerprint(Draft("Ebb", "derived", [DraftBlock("prose", row) for row in rows[:8]])).speech
