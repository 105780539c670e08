"""Single words with their times, as speech-to-text gives them, and how they become cues and an episode."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from reader_app.core.importers.captions.caption_joining import is_rolling
from reader_app.core.importers.captions.caption_turns import SpokenTurn, breaks_off
from reader_app.core.importers.captions.cue_times import Cue, before_next
from reader_app.core.importers.captions.cues import draft_of
from reader_app.core.importers.captions.silences import parted_at_silences
from reader_app.core.importers.captions.spoken_titles import title_from_speech
from reader_app.core.importers.draft import Draft, DraftBlock, fold_space
from reader_app.core.importers.language import detect_language

_LONG_PAUSE = 1.5
"""Seconds of silence after which a new cue begins."""

_LONGEST_CUE = 30
"""Words after which a cue ends, where neither a pause nor the end of a sentence ends it before."""

_SENTENCE_END = re.compile(r"[.?!…।॥。！？؟][\"'”’»)\]]*\Z")
_CLOSING = re.compile(r"[,.;:!?…%।॥。、，！？；：؟)\]}»”’]+")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uff00-\uff9f]")
"""Letters and marks of scripts that put no space between words."""

_LONGEST_WORD = 40
_LONGEST_UNSPACED = 5
"""Code points of a word in scripts with and without spaces between words."""

_LOOK_AHEAD = 120
"""Code points of text in which the next word is looked for."""

_COVERED = 0.6
"""So much of a text must be found among the words for the two to tell the same."""


_TELLS_MORE = 1.3
"""A text tells more than its words do where it has so many times their letters."""


@dataclass(slots=True)
class Word:
    """One word, or the punctuation after one; times in seconds, where stated.

    `glued`: whether it stands right after the one before it; None where the source does not say.
    """

    text: str
    start: float | None = None
    end: float | None = None
    speaker: str | None = None
    glued: bool | None = None


@dataclass(slots=True)
class SpeechCue(Cue):
    """A cue of speech-to-text; `opens_turn` where somebody else begins to speak whom the source does not name."""

    opens_turn: bool = False


@dataclass(slots=True)
class Speech:
    """What one recording's speech-to-text output tells: its cues, and of itself what it states.

    `chapters` are (seconds, title). `names_run_on` is set where a voice is named only when it changes, `captions` where the
    cues are captions, which may roll and mark their voices in the text.
    """

    cues: list[SpeechCue]
    title: str = ""
    show: str | None = None
    language: str | None = None
    duration: float | None = None
    chapters: list[tuple[float, str]] = field(default_factory=list)
    names_run_on: bool = False
    captions: bool = False


def cue_of_words(
    words: Sequence[Word], start: float | None = None, end: float | None = None, speaker: str | None = None
) -> SpeechCue:
    """One cue of `words`; what is not stated for the whole of it is taken from them."""
    text, times = join_words(words)
    if start is None and words and words[0].start is not None:
        start = words[0].start
    last = next((word for word in reversed(words) if word.end is not None or word.start is not None), None)
    if end is None and last is not None:
        end = last.end
    if start is not None and end is not None and end < start:
        end = None
    return SpeechCue(text, start, end, speaker, times)


def join_words(words: Sequence[Word]) -> tuple[str, list[tuple[int, float]]]:
    """The text of `words`, and the times of those that have one as (code point offset in it, seconds), never falling."""
    parts: list[str] = []
    times: list[tuple[int, float]] = []
    length, latest = 0, 0.0
    for word in words:
        text = fold_space(word.text)
        if not text:
            continue
        if parts and not _stick_together(parts[-1], word, text):
            parts.append(" ")
            length += 1
        if word.start is not None and word.start >= latest and not (word.glued and _CLOSING.fullmatch(text) is not None):
            latest = word.start
            if not times or times[-1][0] < length:
                times.append((length, word.start))
        parts.append(text)
        length += len(text)
    return "".join(parts), times


def _stick_together(before: str, word: Word, text: str) -> bool:
    if word.glued is not None or word.text[:1].isspace():
        return bool(word.glued)
    return _UNSPACED.match(before[-1]) is not None and _UNSPACED.match(text) is not None


def is_one_word(text: str) -> bool:
    """Whether `text`, without white space around it, is a single word: no sentence of a script that puts no spaces."""
    return len(text) <= (_LONGEST_UNSPACED if _UNSPACED.match(text) is not None else _LONGEST_WORD) and len(text.split()) == 1


def glue_punctuation(words: Iterable[Word]) -> list[Word]:
    """`words` with each that is nothing but closing punctuation put to the word before it."""
    found = list(words)
    for word in found[1:]:
        if _CLOSING.fullmatch(word.text.strip()) is not None:
            word.glued = True
    return found


def words_in(text: str, words: Sequence[Word]) -> list[Word] | None:
    """`words` with the letters, punctuation and spaces that the source's own `text` has for them; None where they differ.

    The text is cut where a word begins, so nothing of it is lost; a word that is not in it as it stands leaves its time out.
    """
    folded = text.lower()
    haystack = folded if len(folded) == len(text) else text
    places: list[tuple[int, Word]] = []
    at = covered = 0
    for word in words:
        needle = word.text.strip().lower() if haystack is folded else word.text.strip()
        place = _place(haystack, needle, at)
        if place < 0:
            needle = needle.strip(".,;:!?…\"'")
            place = _place(haystack, needle, at)
        if place >= 0:
            places.append((place, word))
            at = place + len(needle)
            covered += len(needle)
    if not places or covered < _COVERED * len("".join(text.split())) or len(places) < _COVERED * len(words):
        return None
    cuts = [0, *(place for place, _ in places[1:]), len(text)]
    found = []
    for number, (_, word) in enumerate(places):
        begin, stop = cuts[number], cuts[number + 1]
        glued = begin > 0 and not text[begin - 1].isspace() and not text[begin].isspace()
        start = word.start if number or not text[: places[0][0]].strip(" \"'“‘«¿¡([-–—\n\t") else None
        found.append(Word(text[begin:stop], start, word.end, word.speaker, glued))
    return found


def told_by(text: str, words: Sequence[Word]) -> list[Word]:
    """The words of a source that gives `text` and `words`: with the letters of the text where the two tell the same.

    Else they are the words as they are; only where the text tells clearly more, and the words no voices, it is the text.
    """
    fitted = words_in(text, words)
    if fitted is not None:
        return fitted
    told = sum(len(word.text.strip()) for word in words)
    if words and len("".join(text.split())) > _TELLS_MORE * told and not any(word.speaker for word in words):
        return [Word(text, words[0].start, words[-1].end)]
    return list(words)


def _place(text: str, word: str, at: int) -> int:
    """Where `word` stands next in `text`, from `at` on: right there, or a little later as a word of its own; -1 if nowhere."""
    if not word or text.startswith(word, at):
        return at if word else -1
    stop = at + len(word) + _LOOK_AHEAD
    place = text.find(word, at, stop)
    while place > at:
        inside = text[place - 1].isalnum() and _UNSPACED.match(text, place - 1) is None
        after = text[place + len(word) : place + len(word) + 1]
        if not inside and not (after.isalnum() and _UNSPACED.match(after) is None):
            return place
        place = text.find(word, place + 1, stop)
    return place


def cues_of_words(words: Iterable[Word]) -> list[SpeechCue]:
    """Cues of a row of words: one ends with a sentence, before another voice or a long pause, or when it grows long."""
    cues: list[SpeechCue] = []
    piece: list[Word] = []
    last_end: float | None = None
    for word in words:
        if piece and not word.glued and _ends_before(piece, word, last_end):
            cues.append(cue_of_words(piece, speaker=piece[0].speaker))
            piece = []
        piece.append(word)
        last_end = word.end if word.end is not None else word.start if word.start is not None else last_end
    if piece:
        cues.append(cue_of_words(piece, speaker=piece[0].speaker))
    return cues


def _ends_before(piece: list[Word], word: Word, last_end: float | None) -> bool:
    if word.speaker != piece[-1].speaker or len(piece) >= _LONGEST_CUE or word.text.startswith(">>"):
        return True
    if word.start is not None and last_end is not None and word.start - last_end > _LONG_PAUSE:
        return True
    return _SENTENCE_END.search(piece[-1].text.rstrip()) is not None


def draft_of_speech(speech: Speech, name: str) -> Draft:
    """The episode that `speech` tells. What is said twice stays: nobody but captions repeats without being heard to."""
    cues = [cue for cue in speech.cues if cue.text.strip()]
    labelled = any(cue.speaker or cue.opens_turn for cue in cues)
    if speech.captions or not (labelled or is_rolling([cue.text for cue in cues])):
        draft = draft_of(cues, name, title=fold_space(speech.title), language=speech.language)
    else:
        draft = _draft_as_labelled(_by_time(cues), speech, name)
    draft.show, draft.duration = speech.show, speech.duration
    if all(block.turn is None for block in draft.blocks):
        draft.blocks = [part for number, block in enumerate(draft.blocks) for part in _parted(block, number)]
    listed = [DraftBlock("contents", fold_space(title), start, chapter=True) for start, title in speech.chapters]
    draft.blocks[:0] = [block for block in listed if block.text]
    return draft


def _parted(block: DraftBlock, turn: int) -> list[DraftBlock]:
    """A turn as it stands, or in parts where nothing is said for long."""
    parts = parted_at_silences(block)
    return [replace(part, turn=turn) for part in parts] if len(parts) > 1 else parts


def _by_time(cues: list[SpeechCue]) -> list[SpeechCue]:
    """The cues by their times, as channels and voices that overlap need it; one without a time stays after the one before."""
    starts = list(accumulate((cue.start for cue in cues), lambda last, start: last if start is None else start, initial=0.0))
    return [cues[number] for number in sorted(range(len(cues)), key=starts[1:].__getitem__)]


def _draft_as_labelled(cues: list[SpeechCue], speech: Speech, name: str) -> Draft:
    """A draft whose turns change where the source's own labels do, and nowhere else."""
    turns: list[SpokenTurn] = []
    for cue, timed in zip(cues, before_next(cues), strict=True):
        voice = cue.speaker or (turns[-1].speaker if turns and speech.names_run_on and not cue.opens_turn else None)
        if not turns or cue.opens_turn or voice != turns[-1].speaker:
            turns.append(SpokenTurn(voice))
        turns[-1].add(cue.text, cue.start, cue.end, timed.words)
    said = [" ".join(turn.words) for turn in turns]
    title = fold_space(speech.title)
    draft = Draft(title or title_from_speech(said) or name, "stated" if title else "derived", [turn.block() for turn in turns])
    draft.language = detect_language(" ".join(said))
    if draft.language == "und" and speech.language:
        draft.language = speech.language
    draft.truncated = breaks_off(turns)
    if draft.truncated:
        draft.notes.append("ends inside a sentence: cut off at the source")
    return draft
