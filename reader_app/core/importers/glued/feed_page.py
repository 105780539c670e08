"""Reads a page of podcast feed items, each with its show notes, chapter list and transcript glued into one line."""

import re
from dataclasses import dataclass
from itertools import islice

from reader_app.core.importers.chapter_lists import ChapterList, find_chapter_list
from reader_app.core.importers.data_formats import data_format
from reader_app.core.importers.draft import Draft, DraftBlock, fold_space
from reader_app.core.importers.glued.feed_items import FeedItem, FeedPage, split_page
from reader_app.core.importers.glued.feed_titles import derive_title
from reader_app.core.importers.glued.glued_headings import HeadingFinder
from reader_app.core.importers.glued.glued_speech import SpeechReader
from reader_app.core.importers.glued.show_notes import NotesReader
from reader_app.core.importers.glued.shows import show_of_header, stated_show
from reader_app.core.importers.glued.speaker_labels import Label, bracket_times, find_labels, learn_names
from reader_app.core.importers.language import detect_language
from reader_app.core.importers.markdown_marks import without_marks
from reader_app.core.importers.section_words import CLOSING_WORDS, LAST_WORDS, TRANSCRIPT_WORD
from reader_app.core.importers.truncation import find_truncated
from reader_app.core.timestamps import parse_clock

_LEAD = 400
"""Code points within which a transcript's first label or time follows its heading."""
_FEWEST_LABELS = 6
"""Labels without a heading "Transcript" that make a transcript; fewer where they have times."""
_FEWEST_TIMED = 3
_MOST_HEADINGS = 12
"""Places of one item that may be the heading "Transcript": all that follows is looked at for each."""
_UNLABELLED = 120
"""Words after a heading "Transcript" that are speech, though no label says whose."""
_SAMPLE = 90_000
"""Code points by which a text is recognised."""
_LONG = 300
_DURATION = re.compile(
    r"(?:^|[\n.;|(]\s{0,8})(?:Duration|Length|Runtime|Running time|Dauer|Länge|Durée"
    r"|Duración)\s*[:=]\s*(\d{1,2}:\d{2}(?::\d{2})?)(?!\d)"
)
_PUBLISHED = re.compile(
    r"(?:Published|Released|Aired|Publication date|Veröffentlicht|Publié|Publicado)(?: on| am| le"
    r"| el)?\s*:?\s*(\d{4}-\d{2}-\d{2})(?!\d)"
)
_ADDRESS = re.compile(
    r"(?:Episode (?:page|link|url)|Permalink|Episode website"
    r"|Full episode at)\s*[:：]?\s*(https?://[^\s<>\"”)\]]+)",
    re.IGNORECASE,
)
_TRAIT = re.compile(
    r"https?://|www\.|[Pp]odcast|\b[Ee]pisode|[Ss]how ?[Nn]otes|[Ss]ponsor|[Ss]ubscribe|[Ff]ollow \S+ on|joins (?:us"
    r"|the)|\b(?:Folge|Gast)\b|\w\* [A-Z]"
)


def recognises(text: str) -> bool:
    """Whether `text` is a page of feed items, or one item: a chapter list, a transcript with labels, several show notes."""
    if data_format(text) is not None:
        return False
    sample = bracket_times(text[:_SAMPLE])
    lines = [line for line in sample.split("\n") if line.strip()]
    if not lines:
        return False
    plain = without_marks(sample)
    if find_chapter_list(plain) is not None or _find_transcript(plain, None) is not None:
        return True
    long = [line for line in lines if len(line) >= _LONG]
    closed = sum(LAST_WORDS.search(line) is not None for line in long)
    traits = sum(_has_traits(line) for line in long)
    return closed > 0 or (len(long) >= 3 and traits >= 0.6 * len(long) and traits >= 3)


def parse(text: str, name: str) -> list[Draft]:
    """The items of a page in order. `name` (of the file) gives the title of an item that has no words to derive one from."""
    page = split_page(bracket_times(text))
    truncated = find_truncated([item.text.strip() for item in page.items])
    return [_read_item(item, page, cut, name) for item, cut in zip(page.items, truncated, strict=True)]


@dataclass(frozen=True, slots=True)
class _TranscriptPlace:
    """Where in an item its transcript is: the heading from `heading` on, the transcript from `start` on, and its labels."""

    heading: int
    start: int
    labels: list[Label]


def _read_item(item: FeedItem, page: FeedPage, truncated: bool, name: str) -> Draft:
    text = without_marks(item.text)
    word = TRANSCRIPT_WORD.search(text)
    listed = find_chapter_list(text[: word.start()] if word is not None else text) or find_chapter_list(text)
    place = _find_transcript(text, listed)
    if place is not None and listed is not None and listed.start > place.heading:
        listed = find_chapter_list(text[: place.heading])
    notes_text = text if place is None else text[: place.heading]
    reader = NotesReader()
    blocks = [DraftBlock("heading", fold_space(line)) for line in item.headers[:-1]]
    if listed is None:
        blocks += reader.read(notes_text)
    else:
        blocks += [*reader.read(notes_text[: listed.start]), *reader.chapters(listed), *reader.read(notes_text[listed.stop :])]
    titles = [chapter.title for chapter in listed.chapters] if listed is not None else []
    speech = None
    if place is not None:
        if place.start > place.heading:
            blocks.append(DraftBlock("heading", fold_space(text[place.heading : place.start]), marks_part=True))
        speech = SpeechReader(text[place.start :], place.labels, HeadingFinder(titles))
        spoken = speech.blocks()
        blocks += [*spoken, *reader.closing(speech.closing)]
    if all(block.kind == "description" for block in blocks):
        for block in blocks:
            block.kind = "prose"  # it describes nothing else: it is all that there is to read
    return _draft(item, page, truncated, name, text, notes_text, blocks, titles, speech)


def _draft(
    item: FeedItem,
    page: FeedPage,
    truncated: bool,
    name: str,
    text: str,
    notes_text: str,
    blocks: list[DraftBlock],
    titles: list[str],
    speech: SpeechReader | None,
) -> Draft:
    header = show_of_header(item.headers[-1]) if item.headers else None
    title = header if page.titled else None
    show = None if page.titled else header
    description = " ".join(block.text for block in blocks if block.kind in ("description", "prose"))
    told = " ".join(block.text for block in blocks if block.kind == "speech")
    voices = list(dict.fromkeys(block.speaker for block in blocks if block.kind == "speech" and block.speaker))
    first = next((number for number, block in enumerate(blocks) if block.kind == "speech"), len(blocks))
    headings = [block.text for block in blocks[first:] if block.kind == "heading"]
    language = detect_language(text)
    derived = derive_title(description, titles, voices, headings, language) or fold_space(told)[:80].rpartition(" ")[0] or name
    notes = [f"{len(titles)} chapters from the show notes"] if titles else []
    if speech is not None and speech.heading_count:
        count = speech.heading_count
        notes.append(f"{count} section {'headings were' if count > 1 else 'heading was'} found in the speech")
    if truncated:
        notes.append("cut off at the source")
    duration = _DURATION.search(notes_text)
    published = _PUBLISHED.search(notes_text)
    address = _ADDRESS.search(notes_text)
    return Draft(
        title=title or derived,
        title_origin="stated" if title else "derived",
        blocks=[block for block in blocks if block.text or block.kind == "speech"],
        show=show or stated_show(notes_text, told),
        language=language,
        published=published[1] if published is not None else None,
        url=address[1].rstrip(".,;") if address is not None else None,
        duration=parse_clock(duration[1]) if duration is not None else None,
        truncated=truncated,
        notes=notes,
    )


def _find_transcript(text: str, listed: ChapterList | None) -> _TranscriptPlace | None:
    """Where the transcript of an item begins: behind its heading, or where labels begin to follow each other."""
    banned = {chapter.title.partition(":")[0].strip() for chapter in listed.chapters if ":" in chapter.title} if listed else set()
    headings = HeadingFinder([chapter.title for chapter in listed.chapters] if listed else [])
    for word in islice(TRANSCRIPT_WORD.finditer(text), _MOST_HEADINGS):
        labels = _labels(text[word.end() :], text[: word.start()], banned, headings, opens=True)
        if labels and labels[0].start <= _LEAD and (len(labels) >= 2 or len(text) - word.end() < 2_000):
            return _TranscriptPlace(word.start(), word.end(), labels)
        if _is_unlabelled_speech(text, word):
            return _TranscriptPlace(word.start(), word.end(), [])
    begin = listed.stop if listed is not None else 0
    labels = _labels(text[begin:], text[:begin], banned, headings, opens=False)
    labels = [
        label for label in labels if not re.match(r"\s*(?:https?://|www\.|@)", text[begin + label.stop : begin + label.stop + 12])
    ]
    if not _is_conversation(text[begin:], labels):
        return None
    start = begin + labels[0].start
    return _TranscriptPlace(
        start, start, [Label(x.start - labels[0].start, x.stop - labels[0].start, x.name, x.seconds) for x in labels]
    )


def _labels(text: str, known: str, banned: set[str], headings: HeadingFinder, *, opens: bool) -> list[Label]:
    names = learn_names(text, known, banned)
    labels = find_labels(text, names, headings.ends_in_heading, _FEWEST_TIMED if opens else 0)
    timed = sum(label.seconds is not None for label in labels)
    return labels[1:] if opens and timed < _FEWEST_TIMED and labels and labels[0].name in banned else labels


def _is_conversation(text: str, labels: list[Label]) -> bool:
    """Whether labels without any heading before them are a transcript: they begin lines, or stand where line breaks were lost."""
    if sum(label.seconds is not None for label in labels) >= _FEWEST_TIMED:
        return True
    begun = sum(text[label.start - 1 : label.start] not in (" ", "\t") for label in labels)
    return len(labels) >= _FEWEST_LABELS and len({label.name for label in labels}) >= 2 and begun >= 0.6 * len(labels)


def _is_unlabelled_speech(text: str, word: re.Match[str]) -> bool:
    """Whether the word heads a long stretch of speech, though no label says whose."""
    following = text[word.end() : word.end() + 4_000]
    alone = text[word.start() - 1 : word.start()] not in (" ", "\t") and following[:1] != " "
    heads = alone or word.group().rstrip().endswith(":")
    if not heads or CLOSING_WORDS.match(following.lstrip()) or "://" in following[:_LEAD]:
        return False
    return len(following.split()) >= _UNLABELLED


def _has_traits(line: str) -> bool:
    return len({match.group() for match in _TRAIT.finditer(line[:20_000])}) >= 2
