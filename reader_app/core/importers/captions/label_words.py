"""Tells names of voices from the other words that captions set before a colon or in brackets: sounds, remarks, plain words."""

import re
from functools import lru_cache

_ROLES = re.compile(
    r"(?:speaker|spk|sprecher(?:in)?|locuteur|hablante|orador|falante|relatore|spreker|voice|host|co-?host|guest|narrator"
    r"|interviewer|interviewee|moderator|announcer|reporter|caller|participant|person|man|woman|boy|girl|audience|operator"
    r"|presenter|gast|moderation|participante?)(?:[ _#-]{0,2}\d{1,3}|[ _-][a-z])?|[sp][ _#-]?\d{1,3}",
    re.IGNORECASE,
)
_SOUND_WORDS = (
    "music musical song singing sings laughter laughing laughs laugh laughed chuckle chuckles chuckling giggle "
    "giggles applause applauding clapping claps cheering cheers crowd inaudible unintelligible indistinct crosstalk "
    "overtalk silence pause pauses sigh sighs sighing gasp gasps gasping cough coughs coughing sneeze sneezes snort "
    "snorts groan groans grunts screams screaming shouting whispers whispering whistling whistles humming hums crying "
    "sobbing sobs breathing breathes exhales inhales yawns noise noises sound sounds static beep beeps beeping bleep "
    "bleeped ringing rings knocking knock thunder rain wind footsteps barking barks door phone bell siren engine "
    "blank_audio blank audio foreign language speaking speaks speech chatter chattering intro outro theme "
    "advertisement ad break commercial jingle playing redacted censored __ ambient background upbeat musik lachen "
    "lacht gelächter applaus beifall stille unverständlich geräusch husten seufzt räuspert música musica musique "
    "risas risa aplausos aplauso rires rire applaudissements silencio silenzio risate ride rit rindo risos muziek "
    "gelach музыка смех смеется смеётся аплодисменты тишина кашель неразборчиво вздох пауза śmiech muzyka brawa 音楽 "
    "音乐 音樂 笑 笑い 笑声 笑聲 拍手 掌声 掌聲 沈黙 歓声 咳 bgm 効果音 음악 웃음 박수 संगीत हँसी हंसी तालियाँ "
    "तालियां موسيقى ضحك تصفيق"
)
_SOUNDS = frozenset(_SOUND_WORDS.split())
_NAME_SOUNDS = "bell bells song rain wind break ring rings ride rit door ad phone pause sigh claps silence beep theme"
_FAMILY_NAMES = frozenset(_NAME_SOUNDS.split())
"""Sounds of which some are names as well, where a first name stands before them."""
_PLAIN_WORDS = (
    "http https www x twitter linkedin youtube website web substack github instagram facebook tiktok email mail "
    "e-mail discord newsletter blog transcript subtitles captions translation translated timestamps chapters links "
    "sponsors references note notes nb ps paper book books concept concepts question questions answer answers example "
    "examples update edit source sources spotify apple music credits episode podcast video url phone date time "
    "location topic topics summary title subject the a an and or but so then now here there this that these those it "
    "he she we they you i my your our their well yes no yeah okay ok right sure look listen remember warning caution "
    "attention important fact facts reminder tip tips hint rule rules step first second third fourth fifth finally "
    "lastly next also plus result results conclusion option options problem solution reason reasons point part idea "
    "means meaning namely conversely meanwhile alternatively that's it's here's what how why when where who which "
    "quote unquote spoiler disclaimer breaking news verdict bonus lesson exercise task goal goals todo faq q&a ie eg "
    "i.e e.g as for says said like one two three four five six seven eight nine ten yesterday today tomorrow is was "
    "are were has have had do does did can could would should because if just not with from of in on at by to about "
    "actually basically again anyway still thing things case und oder aber ja nein dann jetzt hier frage antwort "
    "beispiel hinweis achtung wichtig merke erstens zweitens drittens fazit nämlich das der die es ich wir sie er "
    "mein y o pero pues sí entonces pregunta respuesta ejemplo nota ojo atención primero segundo tercero resumen et "
    "ou mais donc oui non alors exemple remarque réponse premièrement puis bref voici e ma allora sì domanda risposta "
    "esempio primo secondo mas então sim não pergunta resposta exemplo и а но да нет вот так итак вопрос ответ пример "
    "например внимание важно вывод первое второе और तो लेकिन हाँ हां नहीं सवाल प्रश्न उत्तर जवाब उदाहरण जैसे ध्यान "
    "मतलब यानी कि 例如 例 注 注意 问题 問題 答案 即 比如 所以 但是 质问 質問 回答 答え 結論 결론 예 질문 답 مثال "
    "ملاحظة سؤال جواب"
)
_PLAIN = frozenset(_PLAIN_WORDS.split())
"""Words before a colon that name no voice. "Q" and "A" are none of them: interviews are labelled so."""
_PARTICLE_WORDS = "de da di du dos das del della van von der den la le bin ibn al el zu ten ter of the and und y e & +"
_PARTICLES = frozenset(_PARTICLE_WORDS.split())
_NEVER = frozenset(',;!?"“”„…<>{}=|\\*[]()#~^%$€@♪♫。，、！？「」—–')
_MOST_WORDS = 5
_LONGEST = 48
_LONGEST_SMALL = 24
_INITIAL = 5
"""Letters of an abbreviation in a name ("Dr.", "Prof."), its stop included."""


@lru_cache(maxsize=4096)
def name_of(head: str) -> str | None:
    """`head` as a voice's name where it is written like one; None for sounds, plain words and sentences.

    Each word begins with a capital, where its script has any; a single word in small letters may be one, too.
    """
    words = head.split()
    if not words or len(words) > _MOST_WORDS or len(head) > _LONGEST or not words[0][0].isalpha():
        return None
    if not _NEVER.isdisjoint(head) or is_sound(head):
        return None
    name = " ".join(words)
    if len(name) == 1 and name.isupper():
        return name
    if name.casefold() in _PLAIN or (words[0].casefold() in _PLAIN and len(words) > 1 and not words[-1][0].isupper()):
        return None
    if is_role(name):
        return name
    if len(words) == 1 and name[0].islower():
        return name if len(name) <= _LONGEST_SMALL and name.replace("_", "").replace("-", "").isalnum() else None
    return name if all(_fits(word) for word in words) and not words[0][0].islower() else None


def _fits(word: str) -> bool:
    if word.endswith(".") and len(word) > _INITIAL and not word.isupper():
        return False
    if word.casefold() in _PARTICLES or word.isdigit():
        return True
    first = word.lstrip("'’\"-.")[:1]
    return first != "" and first.isalpha() and not first.islower()


def is_role(name: str) -> bool:
    """Whether a label names a voice by its part in the talk or by a number: "Host", "SPEAKER_00", "Woman 2"."""
    return _ROLES.fullmatch(name) is not None


def is_sound(words: str) -> bool:
    """Whether words in brackets tell of a sound or a gap: "Music", "soft laughter"."""
    bare = [word.strip(".'’♪-") for word in words.casefold().split()]
    sounds = _SOUNDS if len(bare) == 1 else _SOUNDS - _FAMILY_NAMES
    return any(word in sounds for word in bare) or "♪" in words
