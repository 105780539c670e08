"""Words of every script are found as people type them, and nothing else is."""

import pytest

from tests.core.search.episodes import Library, Script

TEXTS = {
    "english": "It’s 1,000 dollars, or $30B, about 3.5% of GPT-4; C++ and C# like .NET and AT&T. Don’t fol\u00adlow it 🎉.",
    "accents": "Le café de l’île est naïf, dit Ångström à la Straße; cafe\u0301 encore. İstanbul uzak.",
    "japanese": "港の灯台は夜に光る。ガラスの窓。",
    "chinese": "人工智能改变世界",
    "korean": "한국어 팟캐스트",
    "thai": "ห้องสมุดเปิดทุกวัน",
    "hindi": "विशेषज्ञों ने मॉडल की क\u094dष\u092e\u0924ा पर बात की, ज़रूर।",
    "arabic": "قال مُحَمَّد إن المكتبة كبيرة",
    "hebrew": "שָׁלוֹם לכולם",
    "russian": "Ёлка стоит в лесу",
    "greek": "Ο Σίσυφος ανεβαίνει",
    "emoji": "👩\u200d💻 wrote 👍🏽 and 🇩🇪",
}


@pytest.fixture
def shelf(library: Library) -> Library:
    languages = {"hindi": "hi", "japanese": "ja", "chinese": "zh", "korean": "ko", "thai": "th", "arabic": "ar", "russian": "ru"}
    scripts = [
        Script(name, "T", "灯台守の夜" if name == "japanese" else None, languages.get(name, "en")).add(
            "speech", text, "山田太郎" if name == "japanese" else "Ann O’Brien"
        )
        for name, text in TEXTS.items()
    ]
    return library.put(*scripts)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        *(
            (word, "english")
            for word in ("it's", "it’s", '"it´s 1000"', "1,000", "1000", "$30b", "30B", "3.5%", "3.5", "gpt-4", "GPT 4")
        ),
        *(
            (word, "english")
            for word in ("c++", "C++", "c#", ".net", ".NET", "AT&T", "don't", "follow", "🎉", '"c# like"', "dollar")
        ),
        *(
            (word, "accents")
            for word in ("cafe", "CAFÉ", "île", "l'ile", "naif", "angstrom", "strasse", "STRASSE", "istanbul", '"cafe encore"')
        ),
        *(
            (word, "japanese")
            for word in (
                "灯台",
                "灯",
                "台",
                "港の灯台",
                "窓",
                "ガラス",
                "ｶﾞﾗｽ",
                "「夜に光る」",
                "光*",
                "show:灯台守",
                "show:灯台",
                "speaker:山田",
                "speaker:山田 灯台",
            )
        ),
        *((word, "chinese") for word in ("人工智能", "智", "界", "世界", "改变 智能")),
        *((word, "korean") for word in ("한국", "한국어", "팟캐스트", "트", "\u1112\u1161\u11ab\u1100\u116e\u11a8")),
        *((word, "thai") for word in ("ห้องสมุด", "สมุด", "ทุกวัน", "น")),
        *((word, "hindi") for word in ("विशेषज्ञों", "विशेषज्ञ", "मॉडलों", "क्षमता", "ज़रूर", "ज\u093cरूर")),
        *((word, "arabic") for word in ("محمد", "مُحَمَّد", "المكتبه", "إن", "ان")),
        *((word, "hebrew") for word in ("שלום", "שָׁלוֹם", "שלו*")),
        *((word, "russian") for word in ("елка", "ёлка", "ЁЛКА")),
        *((word, "greek") for word in ("σισυφοσ", "ΣΊΣΥΦΟΣ", "Σίσυφος")),
        *((word, "emoji") for word in ("👩\u200d💻", "💻", "👍", "👍🏾", "🇩🇪", '"💻 wrote"')),
    ],
)
def test_is_found(shelf: Library, query: str, found: str) -> None:
    assert shelf.found(query) == [found]


@pytest.mark.parametrize(
    "query", ["c", "灯光", "智人", "窓ガ", "어국", "मडल", "🇫🇷", "d", "show:台守灯", '"夜光"', '"ne"', "speaker:太山 灯台"]
)
def test_is_not_found(shelf: Library, query: str) -> None:
    assert set(shelf.found(query)) <= ({"english"} if query == "c" else set())


@pytest.mark.parametrize("name", TEXTS)
def test_every_written_word_is_found_and_marked_as_it_is(shelf: Library, name: str) -> None:
    for word in TEXTS[name].split():
        query = word.rstrip(".,;।。")
        answer = shelf.ask(f'"{query}"')
        assert name in dict(answer.counts), query
        assert all(hit.marks for hit in answer.hits if hit.episode == name)
