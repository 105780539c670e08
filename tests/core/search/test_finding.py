"""Which texts meet a query, and in how many places: held against going through everything, and against what is shown."""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest

from reader_app.core.errors import Cancelled
from reader_app.core.model import Correction, Span
from reader_app.core.search.finding import Finding, met_everywhere
from reader_app.core.search.query import parse
from tests.core.search.episodes import Library, Script

WORDS = ["amber", "birch", "cedar", "drift", "ember", "fjord", "grove", "heron", "inlet"]
VOICES = ("Ada", "Bo", "Cy Ada")
SHOWS = ("Shore", "Hill Shore", None)

Blocks = list[tuple[str | None, list[str]]]
Wanted = Callable[[Blocks], bool]


@pytest.fixture
def told(library: Library) -> dict[str, Blocks]:
    """A library in several segments, some of its episodes replaced or gone; what each says, block by block."""
    chance = random.Random(11)
    said: dict[str, Blocks] = {}
    for batch in range(4):
        scripts = []
        for number in range(batch * 4, batch * 4 + 8):
            script = Script(f"e{number}", "Untitled", show=SHOWS[number % 3], published=f"20{10 + number}-05-01")
            said[script.id] = [(None, ["untitled"])]
            for _ in range(chance.randint(1, 6)):
                words = chance.choices(WORDS, range(1, len(WORDS) + 1), k=chance.randint(1, 40))
                voice = chance.choice(VOICES)
                script.add("speech", " ".join(words), voice, None)
                said[script.id].append((voice, words))
            scripts.append(script)
        library.put(*scripts)
    gone = ["e2", "e9"]
    library.index.update([], gone)
    for episode in gone:
        del said[episode], library.documents[episode]
    return said


def has(*phrase: str, voice: str | None = None) -> Wanted:
    """Whether the phrase is said (by that voice); it may go on from block to block."""

    def holds(blocks: Blocks) -> bool:
        words = [word for who, some in blocks if voice is None or who == voice for word in some]
        return any(words[n : n + len(phrase)] == list(phrase) for n in range(len(words)))

    return holds


def every(*wanted: Wanted) -> Wanted:
    return lambda blocks: all(want(blocks) for want in wanted)


def either(*wanted: Wanted) -> Wanted:
    return lambda blocks: any(want(blocks) for want in wanted)


def but(wanted: Wanted, excluded: Wanted) -> Wanted:
    return lambda blocks: wanted(blocks) and not excluded(blocks)


def test_words_phrases_and_what_is_excluded(library: Library, told: dict[str, Blocks]) -> None:
    chance = random.Random(12)
    met = 0
    for _ in range(60):
        a, b, c = chance.sample(WORDS, 3)
        for query, wanted in (
            (a, has(a)),
            (f"{a} {b} {c}", every(has(a), has(b), has(c))),
            (f"{a} -{b}", but(has(a), has(b))),
            (f"({a} OR {b}) {c}", every(either(has(a), has(b)), has(c))),
            (f'"{a} {b}"', has(a, b)),
            (f'"{a} {b} {c}"', has(a, b, c)),
            (f'{c} -"{a} {b}"', but(has(c), has(a, b))),
            (f'{a} OR "{b} {c}"', either(has(a), has(b, c))),
            (f"{a} speaker:Bo", has(a, voice="Bo")),
            (f"{a} in:speech -speaker:Bo", either(has(a, voice="Ada"), has(a, voice="Cy Ada"))),
            (f"{a} (speaker:Bo OR speaker:Cy)", either(has(a, voice="Bo"), has(a, voice="Cy Ada"))),
            (f"untitled {a} in:speech", either()),
            (f"untitled in:title -({b} speaker:Bo)", but(has("untitled"), has(b, voice="Bo"))),
            (f"{a} {b} speaker:Bo", every(has(a, voice="Bo"), has(b, voice="Bo"))),
        ):
            expected = {episode for episode, blocks in told.items() if wanted(blocks)}
            assert set(library.found(query, limit=0, exact=True)) == expected, query
            met += len(expected)
    assert met > 500


def test_conditions_on_the_whole_episode(library: Library, told: dict[str, Blocks]) -> None:
    def found(query: str) -> set[str]:
        return set(library.found(query, limit=0))

    numbers = {episode: int(episode[1:]) for episode, blocks in told.items() if has("heron")(blocks)}
    assert found("heron show:shore") == {episode for episode, n in numbers.items() if n % 3 != 2}
    assert found('heron show:"hill shore"') == {episode for episode, n in numbers.items() if n % 3 == 1}
    assert found("heron -show:hill") == {episode for episode, n in numbers.items() if n % 3 != 1}
    assert found("heron after:2016 before:2020") == {episode for episode, n in numbers.items() if 6 <= n < 10}
    assert found("heron (before:2014 OR after:2020)") == {episode for episode, n in numbers.items() if n < 4 or n >= 10}


@pytest.mark.usefixtures("told")
def test_what_is_counted_is_what_is_shown(library: Library) -> None:
    chance = random.Random(13)
    for _ in range(40):
        a, b, c = chance.sample(WORDS, 3)
        for query in (
            *(a, f"{a} {b}", f"{a} {b} {c}", f'"{a} {b}"', f'"{a} {b}"~4', f'{c} "{a} {b}"', f"{a} OR {b}", f"({a} OR {b}) {c}"),
            *(f"{a[:2]}*", f"{a} speaker:Bo", f"{a} {b} speaker:Ada", f"{a} -{b}", f"{a} -speaker:Bo", "show:hill", f"{a}~2 {b}"),
            *(f"{a} in:speech", f"{a} {b} in:text -speaker:Bo", f"{a} (speaker:Bo OR in:title)", f'"{a} {b}" speaker:Bo'),
        ):
            answer = library.ask(query, limit=100_000)
            assert answer.settled
            assert dict(answer.counts) == Counter(hit.episode for hit in answer.hits), query
            assert answer.total == len(answer.hits)
            with library.index.reading() as reading:
                places = {layout.episode: len(places) for _, layout, places in met_everywhere(reading, parse(query))}
            assert places == dict(answer.counts)


@pytest.mark.usefixtures("told")
def test_one_episode_by_itself(library: Library) -> None:
    whole = dict(library.ask("heron grove", limit=0).counts)
    for episode, count in whole.items():
        assert library.ask("heron grove", limit=0, episode=episode).counts == ((episode, count),)
    assert library.ask("heron", episode="e2").total == 0


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("query", ["heron", "heron grove", '"heron grove"', '"heron grove"~5', "heron speaker:Bo", "speaker:Bo"])
def test_a_search_stops_when_nobody_waits_any_more(library: Library, query: str) -> None:
    with library.index.reading() as reading, pytest.raises(Cancelled):
        for _ in met_everywhere(reading, parse(query), cancelled=lambda: True):
            pass
    if query != "heron":
        with library.index.reading() as reading, pytest.raises(Cancelled):
            Finding(reading, parse(query), cancelled=lambda: True)
    with pytest.raises(Cancelled):
        library.ask(query if query != "heron" else "heron grove", cancelled=lambda: True)


def test_while_typing_only_the_best_are_judged(library: Library) -> None:
    scripts = [Script(f"e{n}", f"Part {n}").add("prose", "oak " * 90 + "elm " * (n % 7 + 90)) for n in range(120)]
    library.put(*scripts, Script("row", "Part").add("prose", "elm oak " * 400))
    whole = library.ask("elm oak", limit=0)
    hasty = library.ask("elm oa", limit=0, typing=True)
    assert (whole.settled, hasty.settled) == (True, False)
    assert (whole.episodes, hasty.episodes) == (121, 121)
    assert whole.counts[0][0] == hasty.counts[0][0] == "row"


def test_what_is_typed_is_settled_where_everything_was_looked_at(library: Library) -> None:
    library.put(Script("a", "Trees").add("prose", "elm and oak and elm"), Script("b", "Trees").add("prose", "only oak"))
    answer = library.ask("elm oa", typing=True)
    assert (answer.settled, answer.total, answer.episodes) == (True, 1, 1)


def test_a_common_phrase_is_looked_for_where_it_is_likeliest_while_typing(library: Library) -> None:
    library.put(*(Script(f"e{n}", "Part").add("prose", "elm oak " * (200 + n)) for n in range(130)))
    hasty = library.ask('"elm oak" ', limit=0, typing=True)
    whole = library.ask('"elm oak"', limit=0)
    assert (whole.settled, whole.episodes) == (True, 130)
    assert not hasty.settled
    assert 64 <= hasty.episodes < 130
    assert hasty.counts[0][0] == whole.counts[0][0]


def test_a_corrected_word_and_the_one_it_stands_for_are_one_place(library: Library) -> None:
    document = Script("a", "One").add("prose", "the kettles sang, and a kettle boiled").document()
    transcript = document.transcript
    at = transcript.text.index("kettles")
    made = Correction("c", "words", Span(at, at + len("kettles")), "kettle", "kettles")
    document = replace(document, transcript=replace(transcript, corrections=(made,)))
    library.documents["a"] = document
    library.index.update([document])
    for query in ("kettle", "kett*", "kettlex~2", "kettle OR kettles"):
        answer = library.ask(query)
        assert answer.total == len(answer.hits) == 2, query
    assert library.ask("kettle", exact=True).total == 2
    assert library.ask("kettles", exact=True).total == 1


def test_a_word_asked_for_over_and_over_is_looked_for_once(library: Library) -> None:
    library.put(Script("e1", "Untitled").add("speech", "amber birch " * 400 + "amber", "Ada", 0.0))
    for once in ("amber", "amber birch", "amber birch birc*", "amber -drift", '"amber birch" birch speaker:Ada'):
        asked = parse(" ".join([once] * 500))
        with library.index.reading() as reading:
            finding, single = Finding(reading, asked), Finding(reading, parse(once))
            assert finding.counts == single.counts
            assert [finding.places(text) for text in finding.texts] == [single.places(text) for text in single.texts]
