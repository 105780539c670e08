"""Reads the marked pieces of a digest: timed headings, pull quotes with their speaker and time, glossary lines."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from reader_app.core.importers.draft import DraftEntity, fold_space
from reader_app.core.importers.markdown_marks import emphasis_pairs, strip_emphasis
from reader_app.core.model import EntityKind
from reader_app.core.timestamps import parse_clock

_CLOCK = r"\d{1,3}:\d{2}(?::\d{2})?"
_LISTED = r"\d{1,3}\s*,\s*\d{1,2}(?:\s*,\s*\d{1,2})?"
"""A time written as a list: [minutes, seconds] or [hours, minutes, seconds]."""

_HEADING = re.compile(r"(#{1,6})\s+(.*)", re.DOTALL)
_LEADING_TIME = re.compile(
    rf"[\[(]\s*({_CLOCK}|{_LISTED})(?:\s*(?:[-–—]|to)\s*{_CLOCK})?\s*[\])]\s*[-–—:|]?\s*|({_CLOCK})(?:\s*[-–—]\s*{_CLOCK})?\s*[-–—:|]?\s+"
)
_INNER_TIME = re.compile(rf"\s*[\[(]\s*({_CLOCK})(?:\s*[-–—]\s*{_CLOCK})?\s*[\])]\s*")
_BRACKETED_TIME = rf"[\[(]\s*({_CLOCK}|{_LISTED})(?:\s*[-–—]\s*{_CLOCK})?\s*[\])]"
_TIME_FIRST = re.compile(rf"\s*([*_]*)\s*{_BRACKETED_TIME}\s*\1\s*")
_TIME_LAST = re.compile(rf"\s*{_BRACKETED_TIME}\s*$")
_DASH = re.compile(r"\s*(?:—|–|―|--?)\s*(?=\S)")
_QUOTE_ENDS = {'"': '"', "“": "”", "„": '“”"', "«": "»", "‘": "’", "'": "'", "「": "」", "『": "』", "»": "«"}
_LABEL = re.compile(r"\*\*([^*:]{1,60})(?::\*\*|\*\*\s*:)\s*(?=\S)")

_BOLD_ENTITY = re.compile(
    r"\*\*([^*]{1,200})\*\*\s*(?:[*_]{0,4}[(（\[]([^()（）\[\]]{1,70})[)）\]][*_]{0,4})?\s*[:：—–-]*\s*(.*)", re.DOTALL
)
_PLAIN_ENTITY = re.compile(r"([^()（）:：*]{1,100}?)\s*[(（]([^()（）]{1,60})[)）]\s*[:：—–-]\s*(\S.*)", re.DOTALL)
_PLAIN_LINE_CUT = re.compile(r"\s[-•*]\s+(?=[^()（）:：]{1,100}[(（][^()（）]{1,60}[)）]\s*[:：—–-])")
_KIND_IN_NAME = re.compile(r"(.{1,150}\S)\s*[(（]([^()（）]{1,60})[)）]")

_LIST_MARK = re.compile(r"^(?:[-•–·+]|\*(?=\s))\s*")

_KIND_WORDS: dict[EntityKind, str] = {
    "person": "person people persons individual human host guest speaker author researcher founder character व्यक्ति "
    "scientist engineer entrepreneur investor executive politician artist musician writer historian philosopher journalist "
    "economist mathematician physicist professor expert leader figure creator developer poet actor director ceo president "
    "podcaster co-host cohost interviewee wissenschaftler wissenschaftlerin autorin gastgeber gastgeberin gast científico "
    "científica autora invitado invitada anfitrión presentador auteur invité invitée वैज्ञानिक लेखक मेहमान अतिथि होस्ट "
    "लोग personne "
    "personnes persona personas pessoa pessoas persone persoon personen personer menschen mensch человек люди персона личность "
    "особа osoba kişi 人物 人 인물 사람 شخص",
    "organisation": "organization organisation organizations organisations company companies institution institute team lab "
    "university agency government brand startup nonprofit संगठन "
    "foundation fund firm group publisher studio bank party army ministry department school college club league band network "
    "newspaper non-profit ngo think-tank state stiftung verein verlag hochschule universität universidad université विश्वविद्यालय "
    "सरकार  कंपनी संस्था संस्थान unternehmen firma einrichtung entreprise "
    "société institution organización organizaciones empresa empresas institución organização organizações instituição "
    "organizzazione organizzazioni azienda organisatie bedrijf организация компания организации organizacja firma şirket kurum "
    "组织 公司 機構 机构 組織 会社 조직 회사 منظمة شركة",
    "product": "product products software model models ai-model tool tools app application platform technology technologies "
    "service hardware device framework library language website सॉफ्टवेयर "
    "api sdk chip programme program system engine robot vehicle drug protocol dataset database browser assistant agent toolkit "
    "feature gerät programm sistema herramientas aplicación  उत्पाद मॉडल टूल तकनीक प्रौद्योगिकी "
    "प्लेटफ़ॉर्म प्लेटफॉर्म "
    "produkt produkte modell werkzeug technologie plattform produit logiciel modèle outil producto productos herramienta modelo "
    "tecnología produto ferramenta tecnologia prodotto strumento modello продукт модель технология инструмент "
    "программа 产品 软件 "
    "模型 工具 技术 製品 ソフトウェア 제품 소프트웨어",
    "work": "work works book books paper film movie project article song podcast show series publication album essay "
    "report study "
    "game video biography novel poem play documentary newsletter blog lecture speech journal magazine song opera "
    "painting sculpture text thesis dissertation roman gedicht aufsatz studie novela poema artículo película "
    "पुस्तक किताब परियोजना प्रोजेक्ट फ़िल्म शोधपत्र werk buch projekt livre œuvre projet libro obra proyecto "
    "livro projeto "
    "opera progetto boek книга проект фильм статья książka kitap 书 作品 项目 本 책",
    "place": "place places location locations city country region venue town village river mountain island "
    "continent area site dorf fluss berg pueblo río montaña गाँव नदी क्षेत्र इलाका स्थान जगह शहर देश ort orte stadt land lieu "
    "lieux ville pays "
    "lugar lugares ciudad país cidade luogo città paese plaats место город страна miejsce yer 地点 城市 場所 장소 مكان",
    "event": "event events conference meeting war festival battle summit competition award hackathon launch revolution "
    "election crisis schlacht krieg batalla guerra युद्ध सम्मान घटना कार्यक्रम सम्मेलन आयोजन ereignis veranstaltung "
    "konferenz événement "
    "conférence evento eventos conferencia acontecimiento gebeurtenis событие wydarzenie olay 事件 活动 イベント 사건 حدث",
    "concept": "concept concepts idea theory method methodology technique algorithm field term topic metric phenomenon principle "
    "discipline strategy process architecture tradition subject approach practice paradigm "
    "benchmark standard law theorem problem skill trend movement philosophy tradición "
    "ansatz verfahren prinzip enfoque principio अवधारणा सिद्धांत विचार विधि konzept konzepte begriff idee methode theorie "
    "notion idée "
    "méthode théorie concepto conceptos teoría método conceito conceitos concetto concetti begrip понятие концепция идея метод "
    "теория pojęcie koncepcja kavram 概念 理论 개념 مفهوم",
}
_KINDS: dict[str, EntityKind] = {word: kind for kind, words in _KIND_WORDS.items() for word in words.split()}
_GLOSSARY = (
    "entity entities एंटिटी एंटिटीज़ इकाई इकाइयाँ इकाइयां संस्थाएँ entität entitäten entité entités entidad entidades "
    "entidade entità "
    "entiteit entiteiten entitet entiteter сущность сущности сутності encje varlıklar entitas 实体 實體 エンティティ 개체 엔티티 "
    "glossary glossar glossaire glosario glossario"
)
_GLOSSARY_WORDS = frozenset(_GLOSSARY.split())


@dataclass(slots=True)
class Heading:
    """A heading of a digest; `rest` holds its title and, where the digest is glued, the prose that the title runs into."""

    level: int
    start: float | None
    rest: str
    title_ends: bool = False
    """Whether `rest` is known to be the title alone."""
    prose: str = ""


@dataclass(slots=True)
class Quote:
    """A pull quote: its words, speaker and own time in seconds, and the prose that runs on after it."""

    text: str
    start: float | None
    speaker: str | None
    prose: str = ""


def read_heading(segment: str) -> Heading | None:
    """The heading that `segment` ("## [02:10] Title ...") begins with, or None where it is no heading."""
    match = _HEADING.match(segment)
    if match is None:
        return None
    level, rest = len(match[1]), match[2].strip()
    timed = _LEADING_TIME.match(rest)
    if timed is not None:
        seconds = read_time(timed[1] or timed[2])
        if seconds is not None:
            return Heading(level, seconds, rest[timed.end() :])
    inner = _INNER_TIME.search(rest, 0, 160)
    if inner is not None and inner.start() and len(rest[: inner.start()].split()) <= 14:
        return Heading(level, read_time(inner[1]), rest[: inner.start()].strip(), True, rest[inner.end() :].strip())
    return Heading(level, None, rest)


def read_time(text: str) -> float | None:
    """Seconds of "02:10", "1:02:10" or of a list "2, 10" (minutes, seconds)."""
    if "," not in text:
        return parse_clock(text)
    total = 0.0
    for part in text.split(","):
        total = total * 60 + int(part)
    return total


def read_quote(segment: str, names: Iterable[str]) -> Quote:
    """The pull quote that stands in `segment`, which begins with ">". `names` are people whom it may be by."""
    rest = segment.lstrip("> ").strip()
    start = None
    speaker = None
    first = _TIME_FIRST.match(rest)
    if first is not None:
        start, rest = read_time(first[2]), rest[first.end() :]
    label = _LABEL.match(rest)
    if label is not None:
        speaker, rest = label[1].strip(), rest[label.end() :]
    inner, rest = _inner(rest)
    inner, inside = _cut_time(inner)
    inner, by = _cut_speaker_inside(inner)
    after = _TIME_FIRST.match(rest)
    if after is not None and rest[: after.end()].strip():
        inside, rest = read_time(after[2]), rest[after.end() :]
    dash = _DASH.match(rest)
    if dash is not None and not speaker:
        by, rest = _speaker_and_prose(rest[dash.end() :], names)
        by, late = _cut_time(by)
        inside = late if late is not None else inside
        after = _TIME_FIRST.match(rest)
        if after is not None and rest[: after.end()].strip():
            inside, rest = read_time(after[2]), rest[after.end() :]
    return Quote(
        unwrap(fold_space(strip_emphasis(inner))),
        inside if inside is not None else start,
        speaker or by or None,
        fold_space(rest),
    )


def _inner(rest: str) -> tuple[str, str]:
    """The words that the quote's marks hold, and what follows them."""
    if rest[:1] in ("—", "–"):
        return "", rest
    if rest[:1] in "*_":
        pairs = emphasis_pairs(rest)
        if pairs and pairs[0][0][0] == 0:
            opening, closing = pairs[0]
            return rest[opening[1] : closing[0]], rest[closing[1] :]
    ends = _QUOTE_ENDS.get(rest[:1])
    if ends is not None:
        for at in range(1, len(rest)):
            if rest[at] in ends and (at + 1 == len(rest) or re.match(r"\s*(?:[—–―\[(>]|--?\s)", rest[at + 1 : at + 12])):
                return rest[: at + 1], rest[at + 1 :]
    return rest, ""


def _cut_time(text: str) -> tuple[str, float | None]:
    match = _TIME_LAST.search(text[-40:])
    if match is None:
        return text, None
    return text[: len(text) - len(text[-40:]) + match.start()].rstrip(" ,"), read_time(match[1])


def _cut_speaker_inside(inner: str) -> tuple[str, str | None]:
    """Takes the name off a quote that is set as a whole: "Words." — Name."""
    ends = _QUOTE_ENDS.get(inner[:1])
    if ends is None:
        return inner, None
    at = max(inner.rfind(end) for end in ends)
    dash = _DASH.match(inner, at + 1) if at > 0 else None
    return (inner[: at + 1], inner[dash.end() :].strip()) if dash is not None else (inner, None)


def _speaker_and_prose(text: str, names: Iterable[str]) -> tuple[str, str]:
    """The name at the head of `text` and the prose that runs on after it: no mark stands between them."""
    text = text.strip()
    words = text.split()
    if len(words) <= 8 and not text.endswith((".", "।", "?", "!", "。")):
        return strip_emphasis(text), ""
    plain = strip_emphasis(text)
    known = max(
        (name for name in names if plain.startswith(name) and not plain[len(name) : len(name) + 1].isalnum()), key=len, default=""
    )
    if known:
        return known, plain[len(known) :].lstrip(" .")
    words = plain.split()
    run = next((n for n, word in enumerate(words) if not word[0].isupper()), len(words))
    bracket = next((n for n, word in enumerate(words[:8]) if word.startswith(("[", "("))), None)
    if bracket is not None:
        return " ".join(words[:bracket]), " ".join(words[bracket:])
    # The last capitalised word begins the prose where a small letter of the same script follows.
    if run > 1 and run < len(words) and words[run][0].islower():
        run -= 1
    run = max(1, min(run, 2 if run > 3 else run))
    return " ".join(words[:run]), " ".join(words[run:])


def unwrap(text: str) -> str:
    """`text` without the quote marks that stand around the whole of it."""
    ends = _QUOTE_ENDS.get(text[:1])
    if ends is None or len(text) < 3 or text[-1] not in ends:
        return text
    inside = text[1:-1]
    first = next((at for at, letter in enumerate(inside) if letter in ends and letter not in "'’"), None)
    if first is not None and first and text[0] == '"' and not inside[first - 1].isspace() and inside[first - 1] not in "([—–-":
        return text
    return inside.strip()


def read_entity(segment: str, default_kind: str | None = None) -> DraftEntity | None:
    """The entity of a glossary line "- **Name** (Kind): description", or None where `segment` is no such line."""
    content = _LIST_MARK.sub("", segment.strip(), count=1)
    match = _BOLD_ENTITY.match(content) or _PLAIN_ENTITY.match(content)
    name = fold_space(strip_emphasis(match[1])).strip(" :：") if match is not None else ""
    if match is None or not name:
        return None
    word, description = (match[2] or "").strip(" *_") or None, match[3]
    within = _KIND_IN_NAME.fullmatch(name)
    if word is None and within is not None and entity_kind(within[2]) != "other":
        name, word = within[1], within[2]
    word = fold_space(strip_emphasis(word)) if word else default_kind
    return DraftEntity(name, entity_kind(word), word, fold_space(strip_emphasis(description)))


def split_glossary(rest: str) -> tuple[str, list[str]]:
    """A heading's text as the heading and the glossary lines without bold names that are glued to it, if there are any."""
    title, *lines = _PLAIN_LINE_CUT.split(rest)
    return (title.strip(), lines) if lines and names_glossary(title) else (rest, [])


def entity_kind(word: str | None) -> EntityKind:
    """What the source's own word for a kind means; "other" where it is not known."""
    folded = (word or "").casefold().strip()
    if folded in _KINDS:
        return _KINDS[folded]
    parts = re.split(r"[\s/,&+-]+", folded)
    return next((_KINDS[part] for part in reversed(parts) if part in _KINDS), "other")


def names_glossary(title: str) -> bool:
    """Whether a heading is the source's word for its list of entities."""
    return any(word.strip(":") in _GLOSSARY_WORDS for word in title.casefold().split())
