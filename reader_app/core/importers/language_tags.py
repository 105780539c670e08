"""Makes language tags (BCP 47) of what programs write for a language: "en_us", "EN", "english", "eng"."""

import re

_TAG = re.compile(r"([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}|\d{3}))?", re.IGNORECASE)
_NAMES = (
    "af afrikaans afr|am amharic amh|ar arabic ara|as assamese asm|az azerbaijani aze|ba bashkir bak|be belarusian bel"
    "|bg bulgarian bul|bn bengali ben|bo tibetan bod|br breton bre|bs bosnian bos|ca catalan cat|cs czech ces|cy welsh cym"
    "|da danish dan|de german deu|el greek ell|en english eng|es spanish spa|et estonian est|eu basque eus|fa persian fas"
    "|fi finnish fin|fo faroese fao|fr french fra|gl galician glg|gu gujarati guj|ha hausa hau|he hebrew heb|hi hindi hin"
    "|hr croatian hrv|ht haitian hat|hu hungarian hun|hy armenian hye|id indonesian ind|is icelandic isl|it italian ita"
    "|ja japanese jpn|jv javanese jav|jv jw|ka georgian kat|kk kazakh kaz|km khmer khm|kn kannada kan|ko korean kor|la latin lat"
    "|lb luxembourgish ltz|ln lingala lin|lo lao lao|lt lithuanian lit|lv latvian lav|mg malagasy mlg|mi maori mri"
    "|mk macedonian mkd|ml malayalam mal|mn mongolian mon|mr marathi mar|ms malay msa|mt maltese mlt|my myanmar mya"
    "|ne nepali nep|nl dutch nld|nn nynorsk nno|no norwegian nor|oc occitan oci|pa punjabi pan|pl polish pol|ps pashto pus"
    "|pt portuguese por|ro romanian ron|ru russian rus|sa sanskrit san|sd sindhi snd|si sinhala sin|sk slovak slk"
    "|sl slovenian slv|sn shona sna|so somali som|sq albanian sqi|sr serbian srp|su sundanese sun|sv swedish swe|sw swahili swa"
    "|ta tamil tam|te telugu tel|tg tajik tgk|th thai tha|tk turkmen tuk|tl tagalog tgl|tr turkish tur|tt tatar tat"
    "|uk ukrainian ukr|ur urdu urd|uz uzbek uzb|vi vietnamese vie|yi yiddish yid|yo yoruba yor|zh chinese zho|yue cantonese yue"
)
"""Tag, English name as Whisper writes it, and ISO 639-3 code."""
_BY_NAME = {name: entry.split()[0] for entry in _NAMES.split("|") for name in entry.split()}
_UNKNOWN = frozenset({"und", "mul", "mis", "zxx"})


def language_tag(value: object) -> str | None:
    """The BCP 47 tag of a language as a program names it; None where `value` names none."""
    if not isinstance(value, str):
        return None
    text = value.strip()
    if text.lower() in _BY_NAME:
        return _BY_NAME[text.lower()]
    match = _TAG.fullmatch(text)
    if match is None or match[1].lower() in _UNKNOWN:
        return None
    language, script, region = match.groups()
    if language.lower() not in _BY_NAME and len(language) > 2:
        return None
    parts = [_BY_NAME.get(language.lower(), language.lower()), script.title() if script else "", region.upper() if region else ""]
    return "-".join(part for part in parts if part)
