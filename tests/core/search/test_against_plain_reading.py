"""What a search finds, held against reading everything word by word: random queries over random texts of few words.

So few words that everything collides; in several segments, some episodes replaced or gone, with notes, lost quotes, corrections.
"""

import random
from collections.abc import Iterator
from dataclasses import replace

import pytest

from reader_app.core.model import Correction, Hit, SearchAnswer, Span
from reader_app.core.search.concordance import concordance, sample
from reader_app.core.search.query import parse
from reader_app.core.search.survey import survey
from reader_app.core.search.tokens import tokenise
from tests.core.search.episodes import Library, Script
from tests.core.search.plain_reading import (
    FIELDS,
    But,
    Either,
    Every,
    Found,
    Reader,
    Row,
    Said,
    Text,
    Where,
    Wish,
    conditional,
    runs,
    texts_of,
    written,
)

WORDS = ["oak", "oaks", "oaken", "elm", "elms", "fir", "ash", "C++", "x-ray", "ray", "$5"]
WORDS += ["hold", "held", "holds", "can't", "is", "models", "model", "modle"]
VOICES = ("Ann", "Bo", "Ann Lee", "Cy")
ASKED = {
    "speaker": ("Ann", "Bo", "Lee", "Ann Lee", "cy", "Dan"),
    "show": ("wood", "hill wood", "hill"),
    "in": ("text", "speech", "prose", "description", "pull_quotes", "chapters", "title", "entities", "quotes", "notes"),
    "lang": ("en", "de", "hi"),
    "after": ("2024", "2024-05", "2025", "2024-01-01"),
    "before": ("2024", "2024-05", "2025", "2024-01-01"),
    "chapter": ("oak", "elm", "ray", "model"),
    "title": ("oak", "elm", "ray", "model"),
    "tag": ("new", "old", "tree"),
    "entity": ("oak", "tree", "elm tree"),
}
Wanted = dict[str, list[tuple[Text, Found]]]


class Chance(random.Random):
    """Makes up texts and queries."""

    def line(self, count: int) -> str:
        return " ".join(self.choice(WORDS) + self.choice(["", "", "", ".", ",", "…"]) for _ in range(count))

    def script(self, number: int) -> Script:
        """An episode of any blocks, with or without times, voices, chapters, notes."""
        script = Script(
            f"e{number}",
            self.line(self.randint(1, 3)),
            show=self.choice(["Wood", "Hill Wood", None]),
            language=self.choice(["en", "en", "de", "hi"]),
            published=self.choice([None, "2024", "2024-05", "2025-01-03", "2023-12-31"]),
            tags=self.choice([(), ("new",), ("old tree",)]),
        )
        if self.random() < 0.5:
            script.add("description", self.line(self.randint(1, 6)))
        for number in range(self.randint(0, 7)):
            at = self.choice([None, 5.0 * number])
            match self.choice(["heading", "pull_quote", "prose", "silence", "speech", "speech", "speech"]):
                case "heading":
                    script.chapter(self.line(2), at)
                case "pull_quote":
                    script.add("pull_quote", self.line(4))
                case "prose":
                    script.add("prose", self.line(self.randint(1, 12)), None, at)
                case "silence":
                    script.add("speech", "…", self.choice(VOICES))
                case _:
                    script.add("speech", self.line(self.choice([1, 3, 10, 40])), self.choice(VOICES), at)
        if self.random() < 0.4:
            script.add("entity", self.line(3)).mention(self.choice(["oak", "elm tree"]), self.choice(WORDS))
        for _ in range(self.choice([0, 0, 1, 2])):
            note, tags = self.choice(["", self.line(3)]), self.choice([(), ("new",)])
            script.keep(self.choice(script.text.split()), note, tags, lost=self.random() < 0.3)
        return script

    def corrections(self, text: str) -> Iterator[Correction]:
        """Words of a text that the source has otherwise."""
        tokens = tokenise(text)
        for number in sorted({self.randrange(len(tokens.words)) for _ in range(self.randint(1, 3))}):
            span = Span(tokens.starts[number], tokens.stops[number])
            yield Correction(f"c{number}", "words", span, self.line(self.randint(1, 3)), text[span.start : span.stop])

    def word(self) -> Said:
        word = self.choice(WORDS)
        match self.choice(["forms"] * 5 + ["prefix", "fuzzy"]):
            case "prefix" if word.isalpha():
                return Said(word[: self.randint(1, len(word))], "prefix")
            case "fuzzy":
                return Said(self.choice(["oak", "modle", "holds", "elm", "rays"]), self.choice([0, 1, 2]))
            case _:
                return Said(word)

    def item(self, depth: int = 0) -> Wish:
        """Something that asks for words."""
        kind = self.random()
        if kind < 0.5 or (depth > 1 and kind > 0.8):
            return self.word()
        if kind < 0.8:
            words = [Said(self.choice(WORDS), "exact") for _ in range(self.randint(2, 3))]
            slop = self.choice([None, None, 0, 1, 3, 8])
            return Row(tuple(word for word in words if word.text != "x-ray") or (Said("oak", "exact"),), slop)
        several = tuple(self.item(depth + 1) for _ in range(self.randint(2, 3)))
        return Either(several) if self.random() < 0.5 else Every(several)

    def condition(self) -> Wish:
        told = [Where(name, self.choice(ASKED[name])) for name in self.sample(list(ASKED), 2)]
        return Either(tuple(told)) if self.random() < 0.15 else told[0]

    def wish(self) -> Wish:
        """A whole query."""
        told = [self.item() for _ in range(self.choice([1, 1, 2, 2, 3]))]
        told += [self.condition()] if self.random() < 0.4 else []
        told += [But(self.item(1))] if self.random() < 0.2 else []
        told += [But(self.condition())] if self.random() < 0.12 else []
        told += [But(Every((self.word(), self.condition())))] if self.random() < 0.05 else []
        self.shuffle(told)
        return told[0] if len(told) == 1 else Every(tuple(told))


def fill(library: Library, chance: Chance) -> None:
    """Episodes in several goes, of which some replace others and some go again."""
    for batch in range(chance.randint(1, 4)):
        documents = [chance.script(number).document() for number in range(batch * 3, batch * 3 + chance.randint(2, 5))]
        for number, document in enumerate(documents):
            if chance.random() < 0.35:
                corrections = tuple(chance.corrections(document.transcript.text))
                documents[number] = replace(document, transcript=replace(document.transcript, corrections=corrections))
        library.index.update(documents)
        library.documents.update({document.id: document for document in documents})
        if chance.random() < 0.5:
            gone = chance.choice(list(library.documents))
            library.index.update([], [gone])
            del library.documents[gone]


def wanted_of(texts: list[Text], wish: Wish, *, exact: bool = False) -> Wanted:
    """The places that reading finds, by episode."""
    found: Wanted = {}
    for text in texts:
        for place in Reader(text, exact=exact).places(wish):
            found.setdefault(text.document.id, []).append((text, place))
    return found


def told_by_hit(hit: Hit) -> tuple[object, ...]:
    """What a hit says, its marks last; where a note stands is that of its bookmark."""
    marks = tuple(" ".join(hit.snippet[mark.start : mark.stop].split()) for mark in hit.marks)
    where = (hit.span, hit.speaker, hit.moment) if hit.bookmark is None else hit.bookmark
    return (hit.field, hit.near, where, marks)


def told_by_place(text: Text, place: Found) -> tuple[object, ...]:
    """What a hit should say."""
    marks = tuple(runs(place, text))
    if text.bookmark is not None:
        return ("note", place.grade != 2, text.bookmark.id, marks)
    start = text.spans[place.marked[0]].start
    block = text.blocks[text.block_of[place.marked[0]]]
    voice = None if block.speaker is None else text.document.transcript.speakers[block.speaker].name
    return (FIELDS[block.kind], place.grade != 2, (Span(start, text.spans[place.marked[-1]].stop), voice), marks)


def assert_hits(library: Library, answer: SearchAnswer, wanted: Wanted, wish: Wish) -> None:
    """Every place is a hit and every hit a place, and each says the voice, the time and the words."""
    assert dict(answer.counts) == {episode: len(places) for episode, places in wanted.items()}
    assert answer.settled
    assert answer.total == len(answer.hits)
    for episode, places in wanted.items():
        anchors = library.documents[episode].transcript.anchors
        told: list[tuple[object, ...]] = []
        for hit in (hit for hit in answer.hits if hit.episode == episode):
            field, near, where, marks = told_by_hit(hit)
            if hit.field == "speech":
                before = [anchor.seconds for anchor in anchors if anchor.offset <= hit.span.start]
                assert (hit.moment.seconds if hit.moment else None) == (before[-1] if before else None)
            told.append((field, near, where[:2] if isinstance(where, tuple) else where, marks))
        expected: list[tuple[object, ...]] = [told_by_place(*place) for place in places]
        if not isinstance(wish, Said | Row):  # which of several words are marked between the first and the last is free
            told, expected = [one[:3] for one in told], [one[:3] for one in expected]
        assert sorted(map(repr, told)) == sorted(map(repr, expected))


def assert_order(answer: SearchAnswer, wanted: Wanted, wish: Wish) -> None:
    """Those first in which the words stand together."""
    asked = (
        {child for child in wish.children if not conditional(child) and not isinstance(child, But)}
        if isinstance(wish, Every)
        else ()
    )
    if len(asked) > 1:
        grades = [min(place.grade for _, place in wanted[episode]) for episode, _ in answer.counts]
        assert grades == sorted(grades)


def assert_survey(library: Library, query: str, wanted: Wanted, *, exact: bool = False, typing: bool = False) -> None:
    """What is counted, by whatever, are the places of which that is true."""
    with library.index.reading() as reading:
        told = survey(reading, parse(query, typing=typing), exact=exact)
    assert dict(told.counts) == {episode: len(places) for episode, places in wanted.items()}
    assert sum(period.hits for period in told.periods) + told.undated == told.total == sum(map(len, wanted.values()))
    for name, values in told.facets.items():
        for value in values:
            asked = [part.partition(":") for part in (value.condition.split() if name == "year" else [value.condition])]
            meant = Every(tuple(Where(field, told_value.strip('"')) for field, _, told_value in asked))
            hits = [
                e for e, all_of_it in wanted.items() for text, p in all_of_it if p.first in Reader(text).allowed(meant, text.all)
            ]
            assert (value.hits, value.episodes) == (len(hits), len(set(hits))), value


def assert_lines(library: Library, answer: SearchAnswer, *, exact: bool) -> None:
    """The concordance has a line for each hit."""
    with library.index.reading() as reading:
        chosen = sample(reading, parse(answer.query), 1_000_000, exact=exact)
    lines = concordance(chosen, library).lines
    places = sorted((hit.episode, hit.span.start, hit.bookmark or "") for hit in answer.hits)
    assert sorted((line.episode, line.span.start, line.bookmark or "") for line in lines) == places


@pytest.mark.parametrize("seed", range(8))
def test_every_query_finds_what_reading_finds(library: Library, seed: int) -> None:
    chance = Chance(seed)
    fill(library, chance)
    texts = list(texts_of(library.documents.values()))
    met = 0
    for number in range(50):
        wish, exact = chance.wish(), chance.random() < 0.3
        query = written(wish)
        wanted = wanted_of(texts, wish, exact=exact)
        answer = library.ask(query, limit=100_000, exact=exact)
        assert_hits(library, answer, wanted, wish)
        assert_order(answer, wanted, wish)
        if number % 4 == 0:
            assert_survey(library, query, wanted, exact=exact)
            assert_lines(library, answer, exact=exact)
        assert set(dict(library.ask(query, hurried=True, exact=exact).counts)) == set(wanted)
        met += bool(wanted)
    assert met > 10


@pytest.mark.parametrize("seed", range(100, 103))
def test_while_typing_nothing_is_found_that_reading_does_not_find(library: Library, seed: int) -> None:
    chance = Chance(seed)
    fill(library, chance)
    texts = list(texts_of(library.documents.values()))
    for _ in range(40):
        typed = Said(chance.choice(["o", "oa", "oak", "mode", "hold", "el", "c", "x", "ca", "hel"]), "typing")
        wish = Every((*(chance.item() for _ in range(chance.randint(0, 2))), typed))
        wanted = wanted_of(texts, wish)
        query = written(wish)
        assert set(dict(library.ask(query, typing=True, limit=0).counts)) <= set(wanted), query
        assert_survey(library, query, wanted, typing=True)


@pytest.mark.parametrize("seed", range(200, 203))
def test_orders_by_date_and_length_and_shorter_answers_agree(library: Library, seed: int) -> None:
    chance = Chance(seed)
    fill(library, chance)
    lengths = {text.document.id: len(text.spans) for text in texts_of(library.documents.values()) if text.bookmark is None}
    for _ in range(30):
        query = written(chance.wish())
        answer = library.ask(query, limit=100_000)
        by_date, by_length = library.found(query, sort="date", limit=0), library.found(query, sort="length", limit=0)
        dates = [library.documents[episode].published or "" for episode in by_date]
        assert dates == sorted(dates, reverse=True)
        assert [lengths[episode] for episode in by_length] == sorted((lengths[e] for e in by_length), reverse=True)
        assert set(by_date) == set(by_length) == set(dict(answer.counts))
        few = library.ask(query, limit=3)
        assert few.counts == answer.counts
        assert set(few.hits) <= set(answer.hits)
        assert len(few.hits) == min(3, answer.total)
        for episode, count in answer.counts[:2]:
            one = library.ask(query, limit=100_000, episode=episode)
            assert (one.hits, one.counts) == (tuple(h for h in answer.hits if h.episode == episode), ((episode, count),))
