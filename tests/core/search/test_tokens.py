"""Words are cut and folded so that what people type finds what people said."""

import re
import unicodedata
from pathlib import Path

import pytest

from reader_app.core.search.tokens import fold, tokenise


def words(text: str) -> list[str]:
    return tokenise(text).words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hello, World", ["hello", "world"]),
        ("what’s what's", ["what", "s", "what", "s"]),
        ("don’t DON'T we’ll", ["don't", "don't", "we'll"]),
        ("l’avion d'accord O'Brien", ["l", "avion", "d", "accord", "o", "brien"]),
        ("GPT-4 gpt 4", ["gpt", "4", "gpt", "4"]),
        ("3.5 and 1,000 and 1,00,000", ["3.5", "and", "1000", "and", "100000"]),
        ("12,34 or 12:30", ["12", "34", "or", "12", "30"]),
        ("ends here.Next one", ["ends", "here", "next", "one"]),
        ("quién Ångström naïve Straße", ["quien", "angstrom", "naive", "strasse"]),
        ("cafe\u0301 ｃａｆé ﬁne", ["cafe", "cafe", "fine"]),
        ("so\u00adft zero\u200bwidth", ["soft", "zerowidth"]),
        ("विशेषज्ञता, मॉडल। ३८४", ["विशेषज्ञता", "मॉडल", "384"]),
        ("Ελλάδα йод ёлка", ["ελλαδα", "йод", "елка"]),
        ("مُحَمَّد", ["محمد"]),
        ("أحمد إلى مكتبة ک", ["احمد", "الي", "مكتبه", "ك"]),
        ("שָׁלוֹם שלום", ["שלום", "שלום"]),
        ("\u200fשלום\u200e world\u202c", ["שלום", "world"]),
        ("İstanbul ISPARTA ısı", ["istanbul", "isparta", "isi"]),
        ("STRASSE Straße ẞ", ["strasse", "strasse", "ss"]),
        ("Σίσυφος ΣΊΣΥΦΟΣ", ["σισυφοσ", "σισυφοσ"]),
        ("don´t donʼt don＇t", ["don't"] * 3),
        ("ﬂow eﬃcient Ⅳ m²", ["flow", "efficient", "iv", "m2"]),
        ("क्\u200dष क्ष", ["क्ष", "क्ष"]),
        ("क़लम क\u093cलम", ["क\u093cलम"] * 2),
        ("snake_case __init__", ["snake", "case", "init"]),
        ("… -- !? \u200b", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_the_vowel_signs_of_indic_words_stay() -> None:
    assert fold("की") != fold("का")


@pytest.mark.parametrize(
    ("text", "signed"),
    [
        ("C++ is", [(0, "c++")]),
        ("in C#", [(1, "c#")]),
        ("on .NET", [(1, ".net")]),
        ("$30B", [(0, "$30b")]),
        ("5% 30€", [(0, "5%")]),
        ("the end. Net", []),
        ("C++.NET or (.net) or ASP.NET", [(0, "c++"), (1, ".net"), (3, ".net")]),
        ("की.Net ..Net .5", []),
        ("the .NET# and F#", [(1, ".net#"), (3, "f#")]),
        ("1+1", []),
    ],
)
def test_a_sign_makes_a_second_word_in_the_same_place(text: str, signed: list[tuple[int, str]]) -> None:
    assert tokenise(text).signed == signed


def test_scripts_without_spaces_are_cut_into_pairs() -> None:
    assert words("灯台下 AI") == ["灯台", "台下", "下", "ai"]
    assert words("学校Web") == ["学校", "校", "web"]
    assert words("ไทย") == ["ไท", "ทย", "ย"]


def test_letters_that_make_one_character_are_one_half_of_a_pair() -> None:
    assert words("한국어") == words(unicodedata.normalize("NFD", "한국어")) == ["한국", "국어", "어"]
    assert words("ガラス") == words("ｶﾞﾗｽ") == words(unicodedata.normalize("NFD", "ガラス"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("great 🎉 work", ["great", "🎉", "work"]),
        ("🎉work🎉🎉", ["🎉", "work", "🎉", "🎉"]),
        ("👍🏽 👍", ["👍", "👍"]),
        ("👩\u200d💻", ["👩", "💻"]),
        ("❤\ufe0f ❤", ["❤", "❤"]),
        ("♪ la la ♪", ["la", "la"]),
        ("灯台🎉下", ["灯台", "台", "🎉", "下"]),
    ],
)
def test_an_emoji_is_a_word_whatever_its_colour(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_spans_lead_back_to_the_text() -> None:
    text = "«L’Île» costs $1,000 at 灯台."
    tokens = tokenise(text)
    spans = [text[start:stop] for start, stop in zip(tokens.starts, tokens.stops, strict=True)]
    assert spans == ["L", "Île", "costs", "1,000", "at", "灯台", "台"]


def test_cutting_from_any_word_on_gives_the_same_words() -> None:
    text = "🎉👍🏽a🎉 ｶﾞﾗｽ It’s O'Neil's 1,00,000.5 v1.2.3,4 $1,000,22 x'all'd a_b 灯台AI下で node.js C++17 .NET"
    tokens = tokenise(text)
    for number, start in enumerate(tokens.starts):
        assert words(text[:start] + text[start:]) == tokens.words
        assert tokenise(text, start).words == tokens.words[number:]


@pytest.mark.parametrize(
    "unit", ["1,22", "'a", ".a", "1.1", "a", "\u0301", "灯", ".", "_", "$", "11,", "don't", "🎉", "👍🏽", ".N", "ᄒ", "ﾞ", "´"]
)
def test_odd_texts_of_any_length_are_cut_in_linear_time(unit: str) -> None:
    assert len(words(unit * 30_000)) <= 120_000


def test_a_word_without_end_is_cut_to_what_the_index_can_hold() -> None:
    assert len(words("z" * 100_000)[0]) == 200


@pytest.mark.corpus
def test_every_hindi_word_of_a_digest_is_findable_as_it_is_written(corpus: Path) -> None:
    text = (corpus / "digest-page.txt").read_text("utf-8")
    known = set(words(text))
    written = set(re.findall("[\u0900-\u0963\u0971-\u097f]+", text))
    assert len(written) >= 544
    assert [word for word in written if len(words(word)) != 1 or words(word)[0] not in known] == []
