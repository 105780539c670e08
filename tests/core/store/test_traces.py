"""Traces lead to the episodes that carry them, but not by a telling that was thrown away."""

from pathlib import Path

from reader_app.core.model import Transcript
from reader_app.core.store import episodes, tellings, traces, transcripts
from reader_app.core.store.database import Database


def test_a_telling_that_was_thrown_away_leads_nowhere(tmp_path: Path) -> None:
    database = Database(tmp_path / "library.sqlite3", tmp_path / "backups")
    with database.writing() as connection:
        facts = episodes.EpisodeFacts("Rowing", "derived", None, "en", None, None, None, "{}")
        episode = episodes.put_episode(connection, facts)
        source = transcripts.put_source(connection, b"one")
        row = transcripts.put_transcript(connection, episode, Transcript("", ()), source=source, path="", ordinal=0, version=1)
        traces.put_traces(connection, row, {1: {7, 8}})
        assert traces.carriers(connection, 1, {7, 8, 9}) == {episode: 2}
        tellings.set_discarded(connection, row, True)
        assert not traces.carriers(connection, 1, {7, 8, 9})
    database.close()
