"""Forms of one word are one; words that only look alike are not."""

import pytest

from reader_app.core.search.forms import beginning, stem

SAME = [
    ("en", "model models modeling modelling modeled"),
    ("en", "company companies"),
    ("en", "try tries tried trying"),
    ("en", "use uses used using"),
    ("en", "make makes making"),
    ("en", "plan plans planned planning"),
    ("en", "change changes changed changing"),
    ("en", "open opens opened opening"),
    ("en", "install installs installed installing"),
    ("en", "process processes processed"),
    ("en", "care cares caring cared"),
    ("en", "go goes going"),
    ("en", "die dies died"),
    ("de", "autor autoren"),
    ("de", "kind kinder kindern"),
    ("hi", "मॉडल मॉडलों"),
    ("hi", "कंपनी कंपनियां कंपनियों"),
    ("es", "modelo modelos"),
    ("ru", "модель модели"),
]
OTHER = [
    ("en", "not note"),
    ("en", "her here"),
    ("en", "hop hope"),
    ("en", "new news"),
    ("en", "car care"),
    ("en", "king kings' thing"),
    ("en", "expert expertise"),
    ("en", "general generation"),
    ("en", "us use bus"),
    ("hi", "विशेषज्ञ विशेषज्ञता"),
    ("en", "3.5 3.5s"),
]


@pytest.mark.parametrize(("language", "forms"), SAME)
def test_forms_have_one_stem(language: str, forms: str) -> None:
    assert len({stem(word, language) for word in forms.split()}) == 1


@pytest.mark.parametrize(("language", "forms"), SAME)
def test_forms_begin_alike(language: str, forms: str) -> None:
    for word in forms.split():
        assert all(other.startswith(beginning(word, language)) for other in forms.split())


@pytest.mark.parametrize(("language", "others"), OTHER)
def test_other_words_have_other_stems(language: str, others: str) -> None:
    stems = [stem(word, language) for word in others.split()]
    assert len(set(stems)) == len(stems)


def test_latin_words_in_a_text_of_another_script_go_by_english_rules() -> None:
    assert stem("experts", "hi") == "expert"
