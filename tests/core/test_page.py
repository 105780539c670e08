"""A transcript as it is read: paragraphs with their times, and turns."""

from reader_app.core.assemble import assemble
from reader_app.core.importers.draft import Draft, DraftBlock
from reader_app.core.model import Moment
from reader_app.core.page import paragraphs_of, turns_of

SENTENCE = "The bell rang twice and then the fog came down again over the quay. "


def test_each_paragraph_knows_its_kind_its_voice_and_its_time() -> None:
    told = assemble(
        Draft(
            "Bells",
            "stated",
            [
                DraftBlock("heading", "Morning", start=60, chapter=True),
                DraftBlock("prose", "Fog."),
                DraftBlock("speech", (SENTENCE * 20).strip(), start=70, speaker="Ada"),
                DraftBlock("speech", "Yes.", start=130, speaker="Bo"),
            ],
            language="en",
        ),
        "feed-page",
    )

    title, heading, prose, first, *middle, last = paragraphs_of(told, "en")

    assert (title.kind, title.moment) == ("title", None)
    assert (heading.kind, heading.moment) == ("heading", Moment(60, "stated"))
    assert (prose.kind, prose.moment, prose.speaker) == ("prose", Moment(60, "stated"), None)
    assert (first.moment, first.speaker, first.turn) == (Moment(70, "stated"), 0, 0)
    assert (last.moment, last.speaker, last.turn) == (Moment(130, "stated"), 1, 1)
    seconds = [paragraph.moment.seconds for paragraph in middle if paragraph.moment is not None]
    assert len(seconds) == len(middle) >= 1
    assert all(paragraph.moment and paragraph.moment.origin == "interpolated" for paragraph in middle)
    assert seconds == sorted(seconds)
    assert 70 < seconds[0] <= seconds[-1] < 130
    assert [turn.speaker for turn in turns_of(told)] == [0, 1]
