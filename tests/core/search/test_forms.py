"""Forms of one word are one; words that only look alike are not."""

import pytest

from reader_app.core.search.forms import beginnings, stem
from reader_app.core.search.tokens import tokenise

SAME = {
    "en": """
        model models modeling modelling modeled | company companies | try tries tried trying | use uses used using
        make makes making made | plan plans planned planning | change changes changed changing | open opens opened opening
        install installs installed installing | process processes processed | care cares caring cared | go goes going went gone
        die dies died dying | child children | woman women | policeman policemen | foot feet | mouse mice | knife knives
        criterion criteria | hypothesis hypotheses | index indexes indices | say says said saying | take takes took taken taking
        write writes wrote written writing | mistake mistakes mistook mistaken | bring brings brought | box boxes
        bus buses | city cities | stop stops stopped stopping | agree agrees agreed | quiz quizzes | hero heroes
        know knows knew known | throw throws threw thrown | understand understood understanding | thought thoughts
    """,
    "de": """
        Autor Autoren Autors | Kind Kinder Kindern Kindes | Haus Häuser Häusern Hauses | Baum Bäume Bäumen | Buch Bücher Büchern
        Mann Männer Männern | Stadt Städte Städten | Modell Modelle Modellen Modells | Station Stationen | Preis Preise Preisen
        Problem Probleme Problemen Problems | System Systeme Systems | Computer Computers Computern | Tag Tage Tagen Tages
        Hose Hosen | Name Namen Namens | Regel Regeln | Lehrer Lehrers Lehrern | Lehrerin Lehrerinnen | Auto Autos
        Podcast Podcasts | groß große großer großes großem großen | Zeitung Zeitungen | Frau Frauen | Mutter Mütter Müttern
        Interview Interviews | Straße Straßen | Note Noten | Ebene Ebenen | Experte Experten | Wort Wörter Worte Wörtern
    """,
    "hi": """
        मॉडल मॉडलों | कंपनी कंपनियां कंपनियों कंपनियाँ | किताब किताबें किताबों | लड़का लड़के लड़कों | भाषा भाषाएँ भाषाएं भाषाओं
        व्यक्ति व्यक्तियों | बच्चा बच्चे बच्चों | पैसा पैसे पैसों | लड़ाई लड़ाइयाँ लड़ाइयों | हिंदू हिंदुओं | रास्ता रास्ते रास्तों | देश देशों
    """,
    "es": "modelo modelos | mujer mujeres | padre padres | luz luces | mes meses | país países",
    "pt": "nação nações | modelo modelos | mulher mulheres",
    "fr": "livre livres | modèle modèles | bateau bateaux | neveu neveux",
    "ru": "модель модели",
}
OTHER = {
    "en": """
        not note | her here | hop hope | new news | car care | king thing | expert expertise | general generation | us use bus
        person people | think thought | leaf leave | saw see | found find | led lead | 3.5 3.5s | wing win
        life live | basis base | need knee | string stre | university universe
    """,
    "de": """
        Lehrer lehren | Musik Musiker | Arbeiter Arbeit | Sprecher sprechen | Zeit Zeitung | Haus Hausarzt | Not Notiz
        Schule Schüler | Not Note | Leid leider | weit weiter | Ware waren | eben Ebene | Station Statist
        Politik Politiker | Freund Freundschaft | Tag täglich | Bild Bildung | Kreis Kreide
    """,
    "hi": "विशेषज्ञ विशेषज्ञता | नौकर नौकरी | सरकार सरकारी | चीन चीनी | आग आगे | राज राजा | लड़का लड़की | दोस्त दोस्ती | खेत खेती",
    "es": "puerto puerta | caso casa",
    "fr": "port porte | cour course",
}


def groups(told: dict[str, str]) -> list[tuple[str, tuple[str, ...]]]:
    """(language, folded words of one line) of each group."""
    return [
        (language, tuple(word for form in group.split() for word in tokenise(form).words))
        for language, lines in told.items()
        for group in lines.replace("\n", "|").split("|")
        if group.strip()
    ]


@pytest.mark.parametrize(("language", "forms"), groups(SAME))
def test_forms_have_one_stem(language: str, forms: tuple[str, ...]) -> None:
    assert len({stem(word, language) for word in forms}) == 1


@pytest.mark.parametrize(("language", "forms"), groups(SAME))
def test_forms_begin_as_is_told(language: str, forms: tuple[str, ...]) -> None:
    for word in forms:
        assert all(other.startswith(beginnings(word, language)) for other in forms)


@pytest.mark.parametrize(("language", "others"), groups(OTHER))
def test_other_words_have_other_stems(language: str, others: tuple[str, ...]) -> None:
    stems = [stem(word, language) for word in others]
    assert len(set(stems)) == len(stems)


@pytest.mark.parametrize("language", ["en", "de", "hi"])
def test_no_two_of_the_golden_words_are_joined_but_forms(language: str) -> None:
    of_group = {word: forms for told, forms in groups(SAME) if told == language for word in forms}
    pairs = [(a, b) for a in of_group for b in of_group if a < b and stem(a, language) == stem(b, language)]
    assert [pair for pair in pairs if of_group[pair[0]] != of_group[pair[1]]] == []
    assert len(pairs) > 20


def test_latin_words_in_a_text_of_another_script_go_by_english_rules() -> None:
    assert stem("experts", "hi") == "expert"
