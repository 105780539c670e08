"""The time of any position, and how it is known."""

from reader_app.core.assemble import assemble
from reader_app.core.correcting import Page
from reader_app.core.importers.draft import Draft, DraftBlock
from reader_app.core.model import Moment, Transcript
from reader_app.core.timeline import Timeline

LONG = "The harbour was quiet that morning and nobody had lit the lamp. " * 10


def told(*blocks: DraftBlock) -> Transcript:
    return assemble(Draft("A lamp", "stated", list(blocks), language="en"), "feed-page")


def test_a_turn_with_a_time_begins_at_a_stated_one() -> None:
    transcript = told(DraftBlock("speech", "Who lit it?", start=12, speaker="Ada"))

    assert Timeline(transcript).paragraph_moment(transcript.text.index("Who")) == Moment(12, "stated")


def test_the_middle_of_a_long_turn_is_interpolated_by_its_length() -> None:
    transcript = told(
        DraftBlock("speech", LONG.strip(), start=0, speaker="Ada"), DraftBlock("speech", "I see.", start=100, speaker="Bo")
    )
    first, last = transcript.blocks[1].span.start, transcript.blocks[2].span.start

    middle = Timeline(transcript).paragraph_moment((first + last) // 2)

    assert middle is not None
    assert middle.origin == "interpolated"
    assert 49 <= middle.seconds <= 51


def test_a_position_just_after_a_time_has_that_time() -> None:
    transcript = told(DraftBlock("speech", LONG.strip(), start=30, speaker="Ada"))

    assert Timeline(transcript).paragraph_moment(transcript.text.index("quiet")) == Moment(30, "stated")


def test_what_follows_the_last_time_goes_on_at_the_pace_so_far() -> None:
    transcript = told(DraftBlock("speech", "x" * 99, start=0), DraftBlock("speech", LONG.strip(), start=10))
    start = transcript.blocks[2].span.start

    assert Timeline(transcript).paragraph_moment(start + 300) == Moment(40, "interpolated")


def test_prose_under_a_chapter_has_the_chapters_time_and_prose_elsewhere_none() -> None:
    transcript = told(
        DraftBlock("description", "All about lamps."),
        DraftBlock("heading", "Oil", start=60, chapter=True),
        DraftBlock("prose", "They burned whale oil."),
        DraftBlock("pull_quote", "It smelled of the sea.", start=75),
        DraftBlock("prose", "Then came gas."),
        DraftBlock("heading", "Names"),
        DraftBlock("prose", "Nobody is named."),
    )
    timeline = Timeline(transcript)

    def time_of(words: str) -> Moment | None:
        return timeline.paragraph_moment(transcript.text.index(words))

    assert time_of("All about") is None
    assert time_of("They burned") == Moment(60, "stated")
    assert time_of("It smelled") == Moment(75, "stated")
    assert time_of("Then came") == Moment(60, "stated")
    assert time_of("Nobody") is None


def test_lines_of_a_chapter_list_tell_their_own_time_and_nobody_elses() -> None:
    transcript = told(
        DraftBlock("contents", "Opening", start=5, chapter=True),
        DraftBlock("prose", "Find us at the quay."),
        DraftBlock("speech", "Hello.", speaker="Ada"),
    )
    timeline = Timeline(transcript)

    assert timeline.moment_at(transcript.text.index("Opening") + 3) == Moment(5, "stated")
    assert timeline.moment_at(transcript.text.index("Find")) is None
    assert timeline.moment_at(transcript.text.index("Hello")) is None


class TestChaptersOfTheReader:
    """A heading that the reader set has no time of its own: it has that of the words under it, and changes nobody else's."""

    def with_chapter(self, transcript: Transcript, words: str) -> tuple[Transcript, int]:
        """The transcript with a chapter before `words`, and where its heading stands."""
        read = Page(transcript, (), {}, "en").with_chapter(transcript.text.index(words), "Mine").read
        return read, read.text.index("Mine")

    def test_in_the_middle_of_a_long_turn_its_time_is_worked_out(self) -> None:
        said = f"{LONG}Then it was lit."
        turns = (DraftBlock("speech", said, start=0, speaker="Ada"), DraftBlock("speech", "Good.", start=100, speaker="Bo"))
        read, heading = self.with_chapter(told(*turns), "Then it")
        moment = Timeline(read).paragraph_moment(heading)
        assert moment is not None
        assert (moment.origin, moment) == ("interpolated", Timeline(read).paragraph_moment(read.text.index("Then it")))

    def test_prose_under_it_keeps_the_time_of_the_stated_chapter(self) -> None:
        blocks = (
            DraftBlock("heading", "Opening", start=30, chapter=True),
            DraftBlock("prose", "One."),
            DraftBlock("prose", "Two."),
        )
        read, heading = self.with_chapter(told(*blocks), "Two.")
        timeline = Timeline(read)
        assert timeline.paragraph_moment(heading) == timeline.paragraph_moment(read.text.index("Two.")) == Moment(30, "stated")
        assert [chapter.start for chapter in read.chapters] == [30, 30]
