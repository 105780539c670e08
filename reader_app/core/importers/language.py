"""Guesses the language of a text: by its script first, then by the small words that every sentence needs."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

_SLICE = 3_000
_SLICES = 6
"""A long text is judged by this many slices of this many code points, taken evenly over its length."""

_SHARE = 0.25
"""A script that writes this share of the words names the language: digests in Hindi are full of Latin names and terms."""

_LATIN_WORD = re.compile(r"[^\W\d_]+")
_CONTRACTED = re.compile(r"'(?:s|t|m|d|re|ll|ve)\b")
"""English leaves stray letters after its apostrophes, which are words elsewhere ("s" in Czech)."""
_ADDRESS_MARKS = ("://", "www.", "@")

_SCRIPTS: tuple[tuple[int, int, str], ...] = (
    (0x0370, 0x03FF, "el"),
    (0x0400, 0x052F, "Cyrillic"),
    (0x0530, 0x058F, "hy"),
    (0x0590, 0x05FF, "he"),
    (0x0600, 0x077F, "Arabic"),
    (0x08A0, 0x08FF, "Arabic"),
    (0x0900, 0x097F, "Devanagari"),
    (0x0980, 0x09FF, "bn"),
    (0x0A00, 0x0A7F, "pa"),
    (0x0A80, 0x0AFF, "gu"),
    (0x0B00, 0x0B7F, "or"),
    (0x0B80, 0x0BFF, "ta"),
    (0x0C00, 0x0C7F, "te"),
    (0x0C80, 0x0CFF, "kn"),
    (0x0D00, 0x0D7F, "ml"),
    (0x0D80, 0x0DFF, "si"),
    (0x0E00, 0x0E7F, "th"),
    (0x0E80, 0x0EFF, "lo"),
    (0x0F00, 0x0FFF, "bo"),
    (0x1000, 0x109F, "my"),
    (0x10A0, 0x10FF, "ka"),
    (0x1100, 0x11FF, "ko"),
    (0x1200, 0x137F, "am"),
    (0x1780, 0x17FF, "km"),
    (0x1F00, 0x1FFF, "el"),
    (0x3040, 0x30FF, "ja"),
    (0x3130, 0x318F, "ko"),
    (0x3400, 0x4DBF, "zh"),
    (0x4E00, 0x9FFF, "zh"),
    (0xAC00, 0xD7AF, "ko"),
    (0xF900, 0xFAFF, "zh"),
    (0xFF66, 0xFF9F, "ja"),
    (0x20000, 0x3FFFF, "zh"),
)
"""Unicode blocks in ascending order, and the language or the script that they are written in."""

_UNSPACED = frozenset({"ja", "zh", "th", "lo", "km", "my", "bo"})
_LETTERS_PER_WORD = 2.5
"""In scripts without spaces about so many letters weigh as much as a word."""

_SMALL_WORDS = {
    "en": "the and of to in is that it you for was with this are have not we on be as they what so but from or by your can at "
    "about which there will would an if like just were their who how has",
    "de": "der die das und ist nicht ich zu den mit sich von auf ein eine dem es auch wie aber wir für im war dass oder wenn "
    "sind noch nur haben man mehr bei einen werden hat einem einer ja aus über jetzt ihr kann",
    "fr": "le la les et des est que une pas vous dans qui pour ce il sur nous au avec je sont mais plus ne par elle du cette "
    "tout comme être ont fait donc très ça même aussi leur on aux",
    "es": "el la los las y que en es un una por con para no se lo del como más pero su al está todo muy ya este esta porque "
    "cuando también hay sobre son fue yo qué eso nos tiene",
    "pt": "o os as e que em é um uma por com para não se do da dos das no na como mais mas ao está isso muito também você "
    "ele foi são eu já quando tem nos pelo pela essa esse",
    "it": "il lo gli i e che di è un una per con non si del della dei delle nel come più ma al anche questo questa sono ha "
    "perché alla da ci cosa molto essere c era tutto quando io",
    "nl": "de het een en van is dat niet ik je op te zijn voor met die aan er maar om ook als dan wat hij was naar bij dit nog "
    "hebben wel heeft geen we worden uit kan meer over",
    "sv": "och att det som en är på jag av för med den inte till har ett om vi men de så var kan från eller när man där också "
    "hade mycket vad nu blir skulle",
    "da": "og at det som en er på jeg af for med den ikke til har et om vi men de så var kan fra eller når man der også havde "
    "meget hvad nu bliver ville være",
    "no": "og at det som en er på jeg av for med den ikke til har et om vi men de så var kan fra eller når man der også hadde "
    "mye hva nå blir ville være",
    "fi": "ja on ei se että hän oli mutta ovat kun niin myös tai kuin jos mitä minä me joka mukaan sen olen ole nyt vain tämä",
    "pl": "i w na z się nie do to że jest jak o za co ale po od dla tak przez czy tylko są już bardzo może był być tego które",
    "cs": "a v na se je že to s z do o i ale jako za jsem by po jsou tak když nebo co už jak jeho který pro při není jen",
    "tr": "ve bir bu da de için çok ne o ile daha ama gibi var en kadar ben sonra mi mı değil olarak diye olan ki her biz",
    "hu": "a az és hogy nem egy is van de meg ez csak ha már volt mint még vagy el én mert itt azt ki nagyon lehet kell",
    "ro": "și în de la a cu este pe nu că un o din care mai pentru sunt se ce au fi sau dar al prin foarte acest era după",
    "id": "yang dan di itu dengan untuk tidak ini dari dalam akan pada juga saya ke karena ada kita mereka bisa kami atau apa",
    "vi": "và của là có không được cho các một người này trong với đó những đã để tôi cũng như khi ra thì mà",
    "ca": "el la els les i que en és un una per amb no es del com més però al això també molt hi ho són aquest aquesta quan",
}
_TELLING_LETTERS = {
    "de": "ß",
    "es": "ñ¿¡",
    "pt": "ãõ",
    "pl": "łąęśźżń",
    "tr": "ığş",
    "cs": "řěů",
    "hu": "őű",
    "ro": "țșă",
    "da": "æø",
    "no": "æø",
    "vi": "ơưđạảấầếệộ",
}
_WORD_LANGUAGES: dict[str, tuple[str, ...]] = {}
for _language, _words in _SMALL_WORDS.items():
    for _word in set(_words.split()):
        _WORD_LANGUAGES[_word] = (*_WORD_LANGUAGES.get(_word, ()), _language)

_DEVANAGARI_WORDS = {
    "hi": "है हैं और के की का में को से पर ने यह नहीं था थी थे कि हो भी एक इस जो तो लिए",
    "mr": "आहे आणि आहेत मध्ये होते होता नाही हे या ही तो ते काय मी आपण केले झाले म्हणून",
    "ne": "छ छन् र पनि गर्न भएको गरेको हुन्छ थियो भने लागि यो मा लाई तथा हामी",
}


def detect_language(text: str) -> str:
    """The BCP 47 tag of the language in which most of `text` is written; "und" where that cannot be told.

    Takes a bounded time whatever the length of `text`.
    """
    sample = " ".join(word for word in _sample(text).split() if not any(mark in word for mark in _ADDRESS_MARKS))
    scripts = _weigh_scripts(sample)
    total = sum(scripts.values())
    if not total:
        return "und"
    east_asian = scripts.pop("zh", 0) + scripts.pop("ja", 0)
    if east_asian >= _SHARE * total:
        return _chinese_or_japanese(sample)
    others = [(weight, script) for script, weight in scripts.items() if script != "Latin" and weight >= _SHARE * total]
    if not others:
        return _latin_language(sample)
    script = max(others)[1]
    match script:
        case "Cyrillic":
            return _cyrillic_language(sample)
        case "Arabic":
            return _arabic_language(sample)
        case "Devanagari":
            return _devanagari_language(sample)
        case _:
            return script


def _sample(text: str) -> str:
    if len(text) <= _SLICE * _SLICES:
        return text
    step = (len(text) - _SLICE) // (_SLICES - 1)
    return " ".join(text[start : start + _SLICE] for start in range(0, step * _SLICES, step))


def _weigh_scripts(sample: str) -> Counter[str]:
    """How many words each script writes; a word belongs to the script of its first letter."""
    scripts: Counter[str] = Counter()
    for word in sample.split():
        first = next((letter for letter in word if letter.isalpha()), None)
        if first is None:
            continue
        script = _script(first)
        scripts[script] += max(1, round(len(word) / _LETTERS_PER_WORD)) if script in _UNSPACED else 1
    return scripts


def _script(letter: str) -> str:
    code = ord(letter)
    if code < 0x0370:
        return "Latin"
    for start, stop, script in _SCRIPTS:
        if code < start:
            break
        if code <= stop:
            return script
    return "Latin" if unicodedata.name(letter, "").startswith(("LATIN", "FULLWIDTH LATIN")) else "other"


def _chinese_or_japanese(sample: str) -> str:
    """Japanese is never without kana for long; Chinese has next to none."""
    letters = Counter(_script(letter) for letter in sample if ord(letter) >= 0x3040)
    return "ja" if letters["ja"] > 0.08 * (letters["ja"] + letters["zh"]) else "zh"


def _count(sample: str, letters: str) -> int:
    return sum(sample.count(letter) for letter in letters)


def _cyrillic_language(sample: str) -> str:
    folded = sample.lower()
    telling = {
        "uk": _count(folded, "іїєґ"),
        "ru": _count(folded, "ыэё"),
        "sr": _count(folded, "ђјљњћџ"),
        "be": 3 * _count(folded, "ў"),
        "bg": 0,
    }
    if not telling["ru"] and not telling["uk"] and folded.count("ъ") > 0.008 * len(folded):
        return "bg"
    return max(telling, key=lambda language: telling[language]) if any(telling.values()) else "ru"


def _arabic_language(sample: str) -> str:
    if _count(sample, "ٹڈڑےں") > 0.01 * len(sample):
        return "ur"
    return "fa" if _count(sample, "پچژگکی") > 0.02 * len(sample) else "ar"


def _devanagari_language(sample: str) -> str:
    words = Counter(word.strip("।,.:;!?—–-\"'“”‘’()*") for word in sample.split())
    counts = {language: sum(words[word] for word in small.split()) for language, small in _DEVANAGARI_WORDS.items()}
    clear = max(counts, key=lambda language: counts[language])
    return clear if counts[clear] >= 3 and counts[clear] > 1.5 * counts["hi"] else "hi"


def _latin_language(sample: str) -> str:
    folded = _CONTRACTED.sub("", sample.lower().replace("’", "'"))
    words = _LATIN_WORD.findall(folded)
    scores = _score(words)
    for language, letters in _TELLING_LETTERS.items():
        scores[language] += 0.5 * _count(folded, letters)
    second, best = sorted(scores, key=lambda language: scores[language])[-2:]
    # A title or a row of names holds no small words: better no language than a wrong one.
    if scores[best] < max(0.5, 0.05 * len(words)) or scores[best] <= 1.05 * scores[second]:
        return "und"
    return best


def _score(words: Iterable[str]) -> dict[str, float]:
    """Points for each language: a small word that several share counts less for each of them."""
    scores: dict[str, float] = dict.fromkeys(_SMALL_WORDS, 0.0)
    for word, count in Counter(words).items():
        languages = _WORD_LANGUAGES.get(word, ())
        for language in languages:
            scores[language] += count / len(languages)
    return scores
