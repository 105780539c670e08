"""Reads rows of speech, each a record of a time, a voice and words, whatever their fields are called."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from statistics import median
from typing import Any

from reader_app.core.importers.captions.worked_out import WorkedOut
from reader_app.core.importers.speech.json_values import Findings, number
from reader_app.core.importers.speech.spoken_words import (
    SpeechCue,
    Word,
    cue_of_words,
    cues_of_words,
    glue_punctuation,
    is_one_word,
    join_words,
    words_in,
)

_START_NAMES = (
    "start starttime startsec startsecs startseconds startms starttimems startmilliseconds startmillis tstartms "
    "starttimeoffset startoffset begin begintime beginms beginoffset from datastart timestart timein timecodein "
    "tcin in offsetms offsetmilliseconds ts timestamp timestamps timecode time at offset starttimestamp "
    "starttimecode timecodestart von beginn anfang debut début inicio inizio"
)
START_NAMES = tuple(_START_NAMES.split())
"""What the time at which words begin is called, in lower case and letters only, the surest first."""
_END_NAMES = (
    "end endtime endsec endsecs endseconds endms endtimems endmilliseconds endmillis endtimeoffset endoffset stop "
    "stoptime to dataend timeend timeout timecodeout tcout out endts endtimestamp endtimecode timecodeend finish "
    "until bis ende fin fim fine"
)
END_NAMES = tuple(_END_NAMES.split())
_LENGTH_NAMES = "duration dur ddurationms durationms durationmilliseconds durationsec durationseconds length dauer"
LENGTH_NAMES = tuple(_LENGTH_NAMES.split())
_VOICE_NAMES = (
    "speaker speakername speakerdisplayname speakerlabel speakerid speakertag spk spkid voice who person character "
    "talker participant participantname author channellabel sprecher sprecherin hablante orador locuteur "
    "interlocuteur parlante user name"
)
VOICE_NAMES = tuple(_VOICE_NAMES.split())
_TEXT_NAMES = (
    "text body transcript transcription content sentence utterance dialogue dialog caption captiontext subtitle "
    "speech spokentext punctuatedword punct displaytext display sentencetext words word line lines message said "
    "quote rawtext texte texto testo transkript untertitel sottotitolo subtitulo subtítulo value label name"
)
TEXT_NAMES = tuple(_TEXT_NAMES.split())
"""What the words are called; `words` and `lines` only where they are text and no list of records."""

_INNER_NAMES = ("words", "Words", "result", "word_segments")
"""Under which names a row lists its words."""

_MARK_OF_WORKED_OUT = "estimated"
"""Under this name our own export says of a row that its time was worked out."""

_NOT_LETTERS = re.compile(r"[\W_]+")
_MILLISECONDS = re.compile(r"(?:ms|millis|milliseconds)\Z")
_MOST_WORDS_A_MILLISECOND = 0.05
_SHORTEST_IN_MILLISECONDS = 80
_EARLIEST_END_IN_MILLISECONDS = 100_000
_SAMPLE = 5_000
"""So many rows show what the fields are called, and the unit of their times."""


class RowReader:
    """Takes cues out of rows that were all written by one program: it finds out what the fields are called, and their unit."""

    def __init__(self, rows: Sequence[Mapping[str, Any]], findings: Findings, *, milliseconds: bool | None = None) -> None:
        """`milliseconds` settles the unit of times that are bare numbers; None finds it out."""
        self._rows = rows
        self._findings = findings
        names = self._names()
        self.start = self._field(names, START_NAMES, self._is_time)
        self.end = self._field(names, END_NAMES, self._is_time)
        self.length = self._field(names, LENGTH_NAMES, self._is_time)
        self.text = self._field(names, TEXT_NAMES, lambda value: isinstance(value, str) or _are_lines(value))
        self._spaced = any(self._text(row, count=False)[:1].isspace() for row in islice(rows, 1, 200))
        self._inner: RowReader | None = None
        taken = (self.start, self.end, self.text)
        self.voice = self._field({n: f for n, f in names.items() if f not in taken}, VOICE_NAMES, self._is_label)
        self._units: dict[str | None, float] = {}
        in_milliseconds = self._counts_milliseconds() if milliseconds is None else milliseconds
        for name in (self.start, self.end, self.length):
            stated = name is not None and _MILLISECONDS.search(plain_name(name)) is not None
            self._units[name] = 1000.0 if stated or in_milliseconds else 1.0

    @property
    def tells_speech(self) -> bool:
        """Whether these are rows of speech: words, and when or by whom they are said."""
        timed = self.start is not None or any(_pair(row) is not None for row in islice(self._rows, 20))
        inner = any(_inner(row) for row in islice(self._rows, 20))
        return inner or (self.text is not None and (timed or self.voice is not None))

    @property
    def in_milliseconds(self) -> bool:
        """Whether bare times are milliseconds."""
        return self.start is not None and self._units[self.start] > 1.0

    def cues(self) -> list[SpeechCue]:
        """The cues of all rows. Rows of a single word each are put together as a speaker says them."""
        if self.text is not None and self._one_word_a_row():
            return cues_of_words(self.words())
        found = []
        for row in self._rows:
            found += self._cues_of(row)
        return found

    def words(self, rows: Sequence[Mapping[str, Any]] | None = None) -> list[Word]:
        """Each row, or each of `rows`, as one word. Where any states the space before it, those without one stand together."""
        found: list[Word] = []
        before = " "
        for row in self._rows if rows is None else rows:
            text = self._text(row)
            if text.strip():
                start, end = self._times(row)
                glued = not (text[0].isspace() or before[-1].isspace()) if self._spaced else None
                found.append(Word(text, start, end, self._voice(row), glued))
            before = text or before
        return glue_punctuation(found)

    def _cues_of(self, row: Mapping[str, Any]) -> list[SpeechCue]:
        text = self._text(row)
        start, end = self._times(row)
        voice = self._voice(row)
        inner = self._inner_words(row)
        if not inner:
            return [SpeechCue(text, start, end, voice)] if text.strip() else []
        fitted = words_in(text, inner) if text.strip() else inner
        if fitted is None:
            return [SpeechCue(text, start, end, voice)]
        if len({word.speaker for word in fitted if word.speaker}) > 1:
            voice_now = voice
            for word in fitted:
                voice_now = word.speaker = word.speaker or voice_now
            return cues_of_words(fitted)
        voice = voice or next((word.speaker for word in fitted if word.speaker), None)
        return [cue_of_words(fitted, start, end, voice)]

    def _inner_words(self, row: Mapping[str, Any]) -> list[Word]:
        """The timed words that a row has of its own."""
        inner = _inner(row)
        if not inner:
            return []
        if self._inner is None:
            several = [word for row in islice(self._rows, 50) for word in _inner(row)]
            unit = self.in_milliseconds if self.start is not None else None
            self._inner = RowReader(several or inner, self._findings, milliseconds=unit)
        return self._inner.words(inner)

    def _one_word_a_row(self) -> bool:
        rows = list(islice(self._rows, _SAMPLE))
        texts = [text.strip() for row in rows if (text := self._text(row, count=False)).strip()]
        if len(texts) < 3 or any(_inner(row) for row in rows):
            return False
        return sum(1 for text in texts if is_one_word(text)) >= 0.9 * len(texts)

    def _names(self) -> dict[str, str]:
        """The fields of the rows by their plain names."""
        names: dict[str, str] = {}
        for row in islice(self._rows, 200):
            for name in row:
                if isinstance(name, str):
                    names.setdefault(plain_name(name), name)
        return names

    def _field(self, names: dict[str, str], known: Iterable[str], fits: Any) -> str | None:
        """The first of the `known` names that the rows have with a value that fits."""
        for plain in known:
            name = names.get(plain)
            if name is not None and any(fits(row.get(name)) for row in islice(self._rows, 200)):
                return name
        return None

    @staticmethod
    def _is_time(value: Any) -> bool:
        return (
            value is not None
            and not isinstance(value, bool)
            and (isinstance(value, int | float) or Findings().seconds(value) is not None)
        )

    @staticmethod
    def _is_label(value: Any) -> bool:
        return Findings().label(value) is not None

    def _text(self, row: Mapping[str, Any], *, count: bool = True) -> str:
        value: Any = row.get(self.text) if self.text is not None else None
        if _are_lines(value):
            value = " ".join(value)
        findings = self._findings if count else Findings()
        return findings.text(value)

    def _voice(self, row: Mapping[str, Any]) -> str | None:
        label = self._findings.label(row.get(self.voice)) if self.voice is not None else None
        return label and (label.rstrip(" :：") or label)

    def _times(self, row: Mapping[str, Any]) -> tuple[float | None, float | None]:
        pair = _pair(row)
        if pair is not None:
            return self._findings.seconds(pair[0]), self._findings.seconds(pair[1])
        start = self._findings.seconds(row.get(self.start), self._units[self.start]) if self.start is not None else None
        if start is not None and row.get(_MARK_OF_WORKED_OUT) is True:
            start = WorkedOut(start)
        end = self._findings.seconds(row.get(self.end), self._units[self.end]) if self.end is not None else None
        if end is None and start is not None and self.length is not None:
            length = self._findings.seconds(row.get(self.length), self._units[self.length])
            end = round(start + length, 6) if length is not None else None
        return start, end if start is None or end is None or end >= start else None

    def _counts_milliseconds(self) -> bool:
        """Whether bare numbers are milliseconds: whole, and far too many of them for the words that are said."""
        starts, lengths, words = [], [], 0
        for row in islice(self._rows, _SAMPLE):
            start = number(row.get(self.start)) if self.start is not None else None
            end = number(row.get(self.end)) if self.end is not None else None
            if self.end is None and start is not None and self.length is not None:
                length = number(row.get(self.length))
                end = start + length if length is not None else None
            if start is None:
                continue
            if not start.is_integer() or (end is not None and not end.is_integer()):
                return False
            starts.append(start)
            if end is not None and end >= start:
                lengths.append(end - start)
                words += len(self._text(row, count=False).split())
        if lengths:
            return words < _MOST_WORDS_A_MILLISECOND * sum(lengths) and median(lengths) >= _SHORTEST_IN_MILLISECONDS
        return len(starts) > 1 and max(starts) - min(starts) > _EARLIEST_END_IN_MILLISECONDS


def plain_name(name: str) -> str:
    """The name of a field in lower case, letters and digits only: "Start Time" and "start_time" are one."""
    return _NOT_LETTERS.sub("", name).casefold()


def cue_of_text(text: str, words: Sequence[Word], start: float | None, end: float | None, voice: str | None) -> SpeechCue:
    """One cue of a source that gives its text and, beside it, the times of its words."""
    fitted = words_in(text, words) if words else None
    if fitted is None:
        return SpeechCue(text, start, end, voice)
    joined, times = join_words(fitted)
    return SpeechCue(joined, start, end, voice, times)


def _inner(row: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The words that a row lists as records of their own."""
    value = next((row[name] for name in _INNER_NAMES if isinstance(row.get(name), list)), ())
    return [word for word in value if isinstance(word, dict)]


def _are_lines(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(line, str) for line in value)


def _pair(row: Mapping[str, Any]) -> tuple[Any, Any] | None:
    """The start and the end that some programs write as one list of two."""
    value = row.get("timestamp")
    if isinstance(value, list | tuple) and len(value) == 2:
        return value[0], value[1]
    return None
