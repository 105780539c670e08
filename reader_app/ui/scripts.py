"""What a language needs of a font and a line: its script's families, its line height, its direction."""

from dataclasses import dataclass

LATIN_FAMILIES = ("Charis SIL", "Charter", "Iowan Old Style", "Source Serif 4", "Georgia", "Noto Serif", "serif")


@dataclass(frozen=True, slots=True)
class Script:
    """A script as the page sets it: `families` come after the Latin ones.

    `scale` enlarges the reading size, `line` is the least line height as a ratio of it (None: the reader's own choice holds);
    `weights` are the ones its fonts have, where these are few.
    """

    families: tuple[str, ...] = ()
    scale: float = 1.0
    line: float | None = None
    weights: tuple[int, ...] = ()
    right_to_left: bool = False


LATIN = Script()
_DEVANAGARI = Script(
    ("Noto Serif Devanagari", "Kohinoor Devanagari", "Nirmala UI", "Mangal", "Noto Sans Devanagari"), 17.5 / 17, 1.7, (400, 700)
)
_ARABIC = Script(
    ("Noto Naskh Arabic", "Noto Serif Arabic", "Geeza Pro", "Segoe UI", "Noto Sans Arabic"), 1.06, 1.7, (400, 700), True
)
_HEBREW = Script(("Noto Serif Hebrew", "Arial Hebrew", "David", "Noto Sans Hebrew"), 1.0, 1.6, (400, 700), True)


def _noto(script: str, line: float = 1.7) -> Script:
    return Script((f"Noto Serif {script}", f"Noto Sans {script}"), 1.0, line)


def _cjk(region: str, *others: str) -> Script:
    return Script((f"Noto Serif CJK {region}", *others, f"Noto Sans CJK {region}"), 1.0, 1.7)


_BY_LANGUAGE: dict[str, Script] = {
    **dict.fromkeys(("hi", "mr", "ne", "sa", "kok", "mai", "bho", "doi"), _DEVANAGARI),
    **dict.fromkeys(("ar", "fa", "ur", "ps", "sd", "ug", "ckb"), _ARABIC),
    **dict.fromkeys(("he", "iw", "yi"), _HEBREW),
    **dict.fromkeys(("bn", "as"), _noto("Bengali")),
    "ta": _noto("Tamil"),
    "te": _noto("Telugu"),
    "kn": _noto("Kannada"),
    "ml": _noto("Malayalam"),
    "gu": _noto("Gujarati"),
    "pa": _noto("Gurmukhi"),
    "or": _noto("Oriya"),
    "si": _noto("Sinhala"),
    "th": _noto("Thai"),
    "lo": _noto("Lao"),
    "km": _noto("Khmer"),
    "my": _noto("Myanmar"),
    "am": _noto("Ethiopic", 1.6),
    "ka": _noto("Georgian", 1.53),
    "hy": _noto("Armenian", 1.53),
    "zh": _cjk("SC", "Songti SC", "SimSun"),
    "zh-hant": _cjk("TC", "Songti TC", "PMingLiU"),
    "ja": _cjk("JP", "Hiragino Mincho ProN", "Yu Mincho"),
    "ko": _cjk("KR", "AppleMyungjo", "Batang"),
}


def script_of(language: str | None) -> Script:
    """The script of a BCP 47 language ("hi", "pt-BR"); Latin where it is unknown or needs nothing of its own."""
    if not language:
        return LATIN
    tag = language.lower()
    if tag in ("zh-tw", "zh-hk") or tag.startswith("zh-hant"):
        return _BY_LANGUAGE["zh-hant"]
    return _BY_LANGUAGE.get(tag.split("-", 1)[0], LATIN)
