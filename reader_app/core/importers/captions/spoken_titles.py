"""Makes a title for a conversation whose source states none: who speaks about what, in the words of its own opening."""

import re
from collections.abc import Sequence

from reader_app.core.importers.derived_titles import LONGEST, shorten

_OPENING = 9_000
"""Code points in which the speakers of a conversation are introduced."""

_SENTENCE = re.compile(r"(?<=[.?!…।。])(?<!\b[DM]r\.)(?<!\bMs\.)(?<!\bSt\.)(?<!\bMrs\.)(?<!\bProf\.)(?<!\b[A-Z]\.)\s+")
_NAME = (
    r"(?:(?:Dr|Mr|Ms|Mrs|Prof)\.? )?"
    r"[^\W\d_a-z][\w'’-]*\w(?: (?:de la |de |van der |van |von |bin |al |O')?[^\W\d_a-z][\w'’-]*\w){0,3}"
)
_PERSON = rf"{_NAME}(?: (?:of|from|at|von|de|del|da) (?:the )?{_NAME})?"
_PEOPLE = rf"{_PERSON}(?:(?:, {_PERSON}){{0,3}},? (?:and|und|et|y|e) {_PERSON})?"
_INTRODUCED = (
    "guests?(?: today)?(?: is| are|,|:)|[Ww]ith (?:us|me)(?: today)?(?: is| are)?"
    "|(?:[Bb]ei|[Mm]it) (?:uns|mir)(?: heute)? (?:ist|sind)"
    "|con nosotros (?:hoy )?(?:está|están)|avec nous|joined (?:today )?by|joining (?:me|us) (?:today )?(?:is|are)|here with"
    "|sit(?:ting)? down with|(?:speak|talk|chat)(?:ing)? (?:to|with)|conversation with|welcome|introduce|Gast (?:ist|heute)"
    "|Gespräch mit|sprechen? (?:heute )?(?:wir )?mit|invitée? (?:est|aujourd'hui)|avec|invitad[oa] es|hoy con|convidad[oa] é|con"
)
_GUESTS = (
    re.compile(rf"(?:{_INTRODUCED}) (?:again |back |my guests?,? |our guests?,? |(?:the )?Dr\.? )?({_PEOPLE})"),
    re.compile(
        rf"^(?:And |So )?({_PEOPLE}), (?:welcome|thanks? (?:you )?(?:so much )?for (?:being|joining|coming)"
        r"|willkommen|bienvenid[oa]s?|bienvenue)"
    ),
    re.compile(rf"^({_PEOPLE})\.$"),
    re.compile(rf"(?:here's|here is|here are) ({_PEOPLE})"),
)
_NAMES_ONLY = 2
"""Ways in which guests are introduced; the one at this place is a sentence that is nothing but names."""

_TALKED_ABOUT = (
    "talk(?:ing)? (?:today )?about|discuss(?:ing)?|conversation (?:is )?(?:all )?(?:about|on)|episode (?:is )?(?:all )?about"
    "|deep dive (?:in)?to|explore|exploring|today's topic is|sprechen (?:wir )?(?:heute )?über|reden (?:wir )?(?:heute )?über"
    "|hablamos (?:hoy )?(?:de|sobre)|hablar de|parler de|parlons de|falar sobre|parliamo di"
)
_TOPICS = (
    re.compile(r"\btoday,? we (?:have|bring you) (an? .+?)(?: with (?:\w+ )?guests?| with |[.?!]|$)", re.IGNORECASE),
    re.compile(rf"\b(?:{_TALKED_ABOUT}) (.+?)(?:[.?!;]|, (?:which|who|and|with|but)\b|$)", re.IGNORECASE),
)
_STOPS_TOPIC = re.compile(
    r"\s(?:and (?:why|how|what|then|we|i|also)|because|so that|with us|which|but|is|are|was|und warum|y por qué)\b", re.IGNORECASE
)
_NO_NAMES = (
    "I We You He She It They So And But The This That These Those Today Hi Hello Hey Thanks Thank Yeah Yes No Um Uh Well Okay Ok "
    "Oh Welcome What Why How When Who Where Let Now Then There Here Is Are Do If In On At To For My Our Your Please Right Sure "
    "Great Also Just Like Maybe Because Ich Wir Das Der Die Und Aber Ja Nein Heute Danke Hallo Je Nous Le La Les Et Mais Oui Non "
    "Merci El Los Las Pero Hola Gracias Everyone"
)
_NOT_NAMES = frozenset(_NO_NAMES.split())
_NO_TOPICS = frozenset({"it", "that", "this", "them", "how", "all", "what", "these", "those"})
_LONG_TOPIC = 14
_TELLING_QUESTION = 4
"""Words of a topic that is put as a question ("how fog bells work"), so that it tells something."""
_GREETS = re.compile(
    r"^(?:(?:welcome|hello|hi|hey|good (?:morning|evening|afternoon)|thank|my name|i'm|i am|hallo|guten|willkommen|mein name"
    r"|ich bin|hola|bienvenid|me llamo|soy|bonjour|bienvenue|नमस्ते|नमस्कार|मेरा नाम)\b)|\b(?:uh+|um+|ähm?|mic|microphone)\b",
    re.IGNORECASE,
)
"""A sentence that greets or stammers, and tells nothing of what follows."""
_HINDI_GUEST = re.compile(r"(?:हमारे साथ|मेरे साथ)(?: आज)? (?:हैं|है|जुड़े हैं|जुड़ी हैं) (\S+ \S+)")
_HINDI_TOPIC = re.compile(r"(?:हम )?(?:बात|चर्चा|बातचीत) (?:करेंगे|करने वाले हैं|करते हैं) (.{3,80}?) (?:के बारे में|पर)")
_NOTHING_SAID = re.compile(
    r"^\W*(?:(?:\[[^\]]{0,80}\]|(?:um+|uh+|yeah|yes|no|ok(?:ay)?|hi|hello|hey|so|well|and|right|hallo|also|ja|hola)\b)\W*)+",
    re.IGNORECASE,
)
_SELF = re.compile(rf"(?:I'm|I am|[Mm]y name is|[Ii]ch bin|[Jj]e suis|[Ss]oy|[Mm]e llamo|[Ee]u sou) ({_NAME})")


def title_from_speech(turns: Sequence[str]) -> str:
    """A title of at most LONGEST code points from the opening of a conversation, given as the text of its turns.

    Prefers its guests and topic as the opening states them, then either of them with the first sentence that says
    something, then that sentence.
    """
    sentences = _sentences(turns)
    people = _people(sentences) or _first(_HINDI_GUEST, sentences)
    topic = _topic(sentences) or _first(_HINDI_TOPIC, sentences)
    if people and topic:
        joined = f"{people}: {topic}"
        return joined if len(joined) <= LONGEST else shorten(topic)
    if topic:
        return topic[0].upper() + topic[1:]
    statement = _statement([sentence for sentence in sentences if not people or not sentence.startswith(people)])
    joined = f"{people}: {statement}"
    return joined if people and len(joined) <= LONGEST else statement


def _first(pattern: re.Pattern[str], sentences: Sequence[str]) -> str:
    return next((match[1] for sentence in sentences[:40] if (match := pattern.search(sentence)) is not None), "")


def _sentences(turns: Sequence[str]) -> list[str]:
    sentences: list[str] = []
    length = 0
    for turn in turns:
        sentences.extend(_SENTENCE.split(turn[: _OPENING - length]))
        length += len(turn)
        if length >= _OPENING:
            break
    return [sentence for sentence in sentences if sentence]


def _people(sentences: Sequence[str]) -> str:
    """The guests as the opening names them, the fullest way first; empty where it names none."""
    hosts = {match[1].split()[0] for sentence in sentences[:40] for match in _SELF.finditer(sentence)}
    found = []
    for rank, pattern in enumerate(_GUESTS):
        for place, sentence in enumerate(sentences):
            match = pattern.search(sentence)
            if match is None or not match[1][0].isupper() or match[1].split()[0].strip(",") in _NOT_NAMES | hosts:
                continue
            after_guests = place > 0 and "guest" in sentences[place - 1]
            if rank == _NAMES_ONLY and not after_guests:
                continue
            found.append((rank != _NAMES_ONLY, -len(match[1].split()), place, match[1]))
    return min(found)[3] if found else ""


def _topic(sentences: Sequence[str]) -> str:
    for pattern in _TOPICS:
        for sentence in sentences[:60]:
            match = pattern.search(sentence)
            if match is None:
                continue
            topic = _STOPS_TOPIC.split(match[1].strip())[0].strip(" ,;:—-")
            topic = topic if len(topic.split()) <= _LONG_TOPIC else topic.partition(", ")[0]
            words = topic.split()
            asks = words[:1] and words[0].lower() in ("how", "what", "why") and len(words) >= _TELLING_QUESTION
            if 2 <= len(words) <= _LONG_TOPIC and (asks or words[0].lower() not in _NO_TOPICS):
                return topic
    return ""


def _statement(sentences: Sequence[str]) -> str:
    """The first sentence that says something by itself; where the captions have no sentences, their first words."""
    for sentence in [*(told for told in sentences[:12] if not _GREETS.search(told)), *sentences[:12]]:
        bare = _NOTHING_SAID.sub("", sentence).strip()
        if 4 <= len(bare.split()) <= 18 and len(bare) <= LONGEST:
            bare = bare.rstrip(".।。")
            return bare[0].upper() + bare[1:]
    whole = " ".join(sentences[:40])
    bare = _NOTHING_SAID.sub("", whole).strip() or whole
    return shorten(bare) if len(bare.split()) <= 14 else " ".join(bare.split()[:12])[: LONGEST - 1].rstrip(" ,;:.") + "…"
