"""Which language a text is taken to be written in."""

import pytest

from reader_app.core.importers.language import detect_language

SENTENCES = {
    "en": "The baker told us that it was not the oven but the flour, and we believed him.",
    "de": "Der Bäcker sagte, dass es nicht am Ofen lag, sondern am Mehl, und wir haben ihm geglaubt.",
    "fr": "Le boulanger nous a dit que ce n'est pas le four mais la farine, et nous avons choisi de le croire.",
    "es": "El panadero nos dijo que no era el horno, sino la harina, y todos los vecinos lo creyeron.",
    "pt": "O padeiro disse que não era o forno, mas a farinha, e nós também acreditamos que isso é verdade.",
    "it": "Il fornaio ci ha detto che non è il forno ma la farina, e anche gli altri sono d'accordo.",
    "nl": "De bakker zei dat het niet aan de oven lag maar aan het meel, en wij hebben hem geloofd.",
    "sv": "Bagaren sa att det inte var ugnen utan mjölet, och vi trodde på honom när han sade det.",
    "da": "Bageren sagde, at det ikke var ovnen, men melet, og vi troede meget på ham, da han sagde det af hjertet.",
    "no": "Bakeren sa at det ikke var ovnen, men melet, og nå tror vi mye på ham, hva han enn sier av hjertet.",
    "pl": "Piekarz powiedział, że to nie piec, ale mąka, i wszyscy już wiemy, że tak jest.",
    "tr": "Fırıncı bunun fırın değil un olduğunu söyledi ve biz de ona çok inandık, ama bir şey daha var.",
    "cs": "Pekař řekl, že to není pecí, ale moukou, a všichni jsme mu uvěřili, když to vysvětlil.",
    "fi": "Leipuri sanoi, että se ei ollut uuni vaan jauho, ja me uskoimme häntä, kun hän selitti sen.",
    "hu": "A pék azt mondta, hogy nem a kemence, hanem a liszt volt az ok, és mi ezt már el is hittük.",
    "ro": "Brutarul a spus că nu este cuptorul, ci făina, și toți au crezut că este așa pentru că era sincer.",
    "ru": "Пекарь сказал, что дело было не в печи, а в муке, и мы ему поверили, это был опыт.",
    "uk": "Пекар сказав, що справа не в печі, а в борошні, і ми йому повірили.",
    "el": "Ο φούρναρης είπε ότι δεν έφταιγε ο φούρνος αλλά το αλεύρι.",
    "he": "האופה אמר שזה לא התנור אלא הקמח, ואנחנו האמנו לו.",
    "ar": "قال الخباز إن السبب ليس الفرن بل الدقيق، وقد صدقناه جميعا.",
    "fa": "نانوا گفت که مشکل از تنور نیست بلکه از آرد است و ما حرف او را باور کردیم چون گاهی چنین می‌شود.",
    "hi": "बेकर ने कहा कि कारण भट्ठी नहीं बल्कि आटा है, और हम सब ने उसकी बात मान ली।",
    "mr": "बेकर म्हणाला की कारण भट्टी नाही तर पीठ आहे, आणि आपण ते मान्य केले आहे.",
    "bn": "রুটিওয়ালা বলল কারণটা চুলা নয়, ময়দা।",
    "ta": "காரணம் அடுப்பு அல்ல, மாவு என்று அவர் சொன்னார்.",
    "th": "คนทำขนมปังบอกว่าไม่ใช่เพราะเตาแต่เป็นเพราะแป้ง",
    "ko": "제빵사는 오븐이 아니라 밀가루 때문이라고 말했다.",
    "ja": "パン屋はかまどではなく小麦粉のせいだと言った。",
    "zh": "面包师说问题不在烤炉，而在面粉，我们都相信了他。",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_a_sentence_tells_its_language(language: str) -> None:
    assert detect_language(SENTENCES[language]) == language


def test_hindi_full_of_latin_names_and_terms_is_hindi() -> None:
    text = "Marta Feld बताती हैं कि sourdough starter और rye flour से crust better होती है, oven temperature से नहीं।"
    assert detect_language(text) == "hi"


def test_english_with_a_few_hindi_words_is_english() -> None:
    text = "The word आटा is what they call the flour in that town, and the people who sell it are proud of it. " * 3
    assert detect_language(text) == "en"


@pytest.mark.parametrize(
    "text",
    ["", "  \n ", "12:30 — 14 %", "https://example.org/the/and/of", "Kowalski Feld Brenner", "Bakers' Choice: Feld's Ovens"],
)
def test_what_gives_no_hint_is_undetermined(text: str) -> None:
    assert detect_language(text) == "und"


def test_most_of_the_text_counts_not_its_beginning() -> None:
    text = SENTENCES["en"] + "\n" + (SENTENCES["de"] + "\n") * 900
    assert detect_language(text) == "de"


def test_long_texts_and_endless_words_are_told() -> None:
    text = (SENTENCES["en"] + " ") * 60_000
    assert detect_language(text) == "en"
    assert detect_language("a" * 500_000) == "und"
