"""Makes one episode of two that tell the same recording, and two of one again; the caller holds the transaction."""

import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePath
from typing import Literal

from reader_app.core.alignment import give_times
from reader_app.core.corrected import corrected
from reader_app.core.errors import ReaderError
from reader_app.core.model import Correction, Span, Transcript
from reader_app.core.retelling import turn_to
from reader_app.core.speakers import names_somebody
from reader_app.core.store import episodes, joinings, speakers, tellings, transcripts
from reader_app.core.store.joinings import Joining, Moved

How = Literal["mine", "theirs", "both"]
"""Whose telling is read: that of the episode that is read, that of the other, or the words of one with the times of the other."""
_JOINED = "joined"


def join(connection: sqlite3.Connection, episode: str, other: str, how: How) -> str:
    """Make the tellings of `other` tellings of `episode`, and all that the reader made in it; gives the row of the joining.

    Raises ReaderError where times are wanted of two that both have some, or have none, or tell other words.
    """
    mine, theirs = _read(connection, episode), _read(connection, other)
    made = _aligned(connection, mine, theirs) if how == "both" else None
    moved = _as_it_was(connection, episode, other, mine, theirs)
    last = moved.positions[-1] if moved.positions else None
    moved.tellings = joinings.hand_over(connection, episode, other)
    joinings.hand_over_rows(connection, episode, other)
    moved.tags = joinings.hand_over_tags(connection, episode, other)
    reads = theirs if how == "theirs" else mine
    if made is not None:
        words, told = made
        moved.words, moved.made = words, _put_made(connection, episode, words, _titled(connection, episode, words, told))
        reads = moved.made
    from_other = theirs in (reads, moved.words)
    called = moved.called_there if from_other else moved.called
    also = moved.called if from_other else moved.called_there
    moved.names = _call(connection, episode, reads, called, also)
    joinings.fill_facts(connection, episode, other)
    told_of = episodes.EpisodeFacts.from_json(transcripts.facts_of(connection, reads))
    joinings.set_told(connection, episode, told_of.language, told_of.fingerprint)
    if last is not None and last[0] == other:  # the reader was there last: it is from there that the way leads on
        episodes.set_transcript(connection, episode, theirs)
        episodes.set_position(connection, episode, last[2], last[3])
    turn_to(connection, episode, reads, names=False)
    episodes.set_removed(connection, [other], True)
    moved.reads, moved.left = reads, joinings.position_left(connection, episode)
    speakers.touch(connection, [episode, other])
    return joinings.put_joining(connection, episode, other, moved)


def part(connection: sqlite3.Connection, joining: Joining) -> None:
    """Make two episodes again of one that was joined; what the reader made since stays with the one that lived on.

    Raises ReaderError where something was joined to it later, or one of the two would be left without a telling.
    """
    _check_last(connection, joining)
    episode, other, moved = joining.episode, joining.other, joining.moved
    rows = {row for row, _ in moved.tellings}
    mine = _left(connection, moved.read, [t.row for t in _tellings(connection, episode) if t.row not in rows])
    theirs = _left(connection, moved.read_of_other, sorted(rows))
    now_read = _read(connection, episode)
    stays = now_read not in rows and now_read not in (moved.made, moved.reads)
    if _family_of_words([joining], moved.reads) is None:
        speakers.set_names(connection, {(episode, label): name for label, name in moved.names})
    call_voices_of(connection, episode, now_read if stays else mine)
    read_on = stays or joinings.position_left(connection, episode) != moved.left
    joinings.end_joining(connection, joining.id)
    joinings.give_tellings(connection, other, [row for row, _ in moved.tellings])
    for row, number in moved.tellings:
        joinings.number_telling(connection, row, number)
    joinings.own_marks_again(connection, moved.marks, other)
    joinings.set_corrections(
        connection, [one for one in moved.corrections if one[1] == other and tellings.is_there(connection, one[2])]
    )
    joinings.take_tags(connection, episode, moved.tags)
    if not stays:
        joinings.set_facts(connection, episode, moved.facts)
    for one, row in ((episode, now_read if stays else mine), (other, theirs)):
        turn_to(connection, one, row)
        text = transcripts.read_transcript(connection, row).text
        _marks_where_they_were(connection, [mark for mark in moved.marks if mark[1] == one], row, text)
    joinings.set_positions(
        connection,
        [at for at in moved.positions if at[1] in (mine, theirs) and (at[0] == other or not read_on)],
    )
    if moved.made is not None and tellings.is_there(connection, moved.made):
        tellings.delete_telling(connection, moved.made)
    episodes.set_removed(connection, [other], False)
    speakers.touch(connection, [episode, other])


def _check_last(connection: sqlite3.Connection, joining: Joining) -> None:
    later = joinings.resolve(connection, joining.episode) != joining.episode
    if later or joinings.joinings_of(connection, joining.episode)[0].id != joining.id:
        raise ReaderError("This episode was joined with another one later; please part those first.")


def reads_on_from(connection: sqlite3.Connection, episode: str, path: str, source: int) -> bool:
    """Whether a file that comes again is to be read: not where its telling was joined and that of another file is read."""
    joined = joinings.joinings_of(connection, episode)
    current = episodes.current_transcript(connection, episode)
    if not joined or current is None:
        return True
    before = tellings.newest_from(connection, episode, path, source)
    made = {joining.moved.made for joining in joined}
    return current not in made and (before is None or _family(joined, before) == _family(joined, current))


def goes_with_its_file(connection: sqlite3.Connection, episode: str, row: int, path: str, source: int) -> None:
    """Note of a telling that came in just now that it goes with the joined one of the same file when they are parted."""
    joined = joinings.joinings_of(connection, episode)
    before = tellings.newest_from(connection, episode, path, source, row) if joined else None
    family = _family(joined, before) if before is not None else None
    if family is not None:
        joinings.add_telling(connection, family, row, len(family.moved.tellings) + 1)


def _family(joined: list[Joining], row: int) -> Joining | None:
    """With what a telling came: None where it is the episode's own."""
    return next((joining for joining in joined if any(row == there for there, _ in joining.moved.tellings)), None)


def _read(connection: sqlite3.Connection, episode: str) -> int:
    row = episodes.current_transcript(connection, episode)
    if row is None:
        raise ReaderError("There is no such episode in the library any more.")
    return row


def _tellings(connection: sqlite3.Connection, episode: str) -> list[tellings.TellingRow]:
    return [telling for telling in tellings.tellings_of(connection, episode) if telling.made != _JOINED]


def _left(connection: sqlite3.Connection, before: int, own: list[int]) -> int:
    """The telling that an episode is left with: the one that was read, or the newest there is."""
    there = [row for row in own if tellings.is_there(connection, row)]
    if not there:
        raise ReaderError("Its other file was thrown away meanwhile: there are no two episodes to make of this one.")
    kept = [row for row in there if not tellings.is_discarded(connection, row)]
    chosen = before if before in kept else (kept or there)[-1]
    tellings.set_discarded(connection, chosen, False)
    return chosen


def _as_it_was(connection: sqlite3.Connection, episode: str, other: str, mine: int, theirs: int) -> Moved:
    marks, corrections = joinings.marks_and_corrections(connection, (episode, other))
    return Moved(
        read=mine,
        read_of_other=theirs,
        called=speakers.names_of(connection, episode),
        called_there=speakers.names_of(connection, other),
        facts=joinings.facts_of(connection, episode),
        marks=marks,
        corrections=corrections,
        positions=joinings.position_rows(connection, (episode, other)),
    )


def _aligned(connection: sqlite3.Connection, mine: int, theirs: int) -> tuple[int, Transcript]:
    """The telling with the words, and what it is with the times of the other."""
    own, of_other = (transcripts.read_transcript(connection, row, as_told=True) for row in (mine, theirs))
    if own.timed and of_other.timed:
        raise ReaderError("Both files have times of their own; please choose the one that is to be read.")
    if not own.timed and not of_other.timed:
        raise ReaderError("Neither of the two files has times.")
    words, (told, clock), timed = (theirs, (of_other, own), mine) if own.timed else (mine, (own, of_other), theirs)
    made = give_times(told, clock)
    if not told.chapters:
        made = _with_headings(made)
    name = _name(connection, timed)
    notes = [*told.notes, f"times worked out from {name} by its words"]
    if clock.speakers and not told.speakers:
        notes.append(f"the voices that {name} names are in that version only")
    return words, replace(made, notes=tuple(notes))


def _with_headings(made: Transcript) -> Transcript:
    """A telling whose chapters came from another file, with their titles as headings in its text."""
    wanted = [Correction(str(number), "chapter", Span(c.offset, c.offset), "", c.title) for number, c in enumerate(made.chapters)]
    laid, _ = corrected(replace(made, chapters=()), wanted)
    placed = {int(one.id): one.span.start for one in laid.corrections}
    chapters = [replace(chapter, offset=placed[n]) for n, chapter in enumerate(made.chapters) if n in placed]
    return replace(laid, chapters=tuple(chapters), corrections=())


def _titled(connection: sqlite3.Connection, episode: str, words: int, made: Transcript) -> Transcript:
    """A telling with the title of its episode, where the file of the words states none and the one it has was made of them."""
    facts = episodes.EpisodeFacts.from_json(transcripts.facts_of(connection, words))
    title = episodes.title_of(connection, episode)
    if facts.title_origin == "stated" or title == made.title or not made.blocks or made.blocks[0].kind != "title":
        return made
    laid, _ = corrected(made, [Correction("title", "words", made.blocks[0].span, made.title, title)])
    return replace(laid, corrections=())


def _name(connection: sqlite3.Connection, row: int) -> str:
    """What the file of a telling is called."""
    name = PurePath(tellings.origin_of(connection, row).path.replace("\\", "/")).name
    return f"“{name}”" if name else "another file"


def _put_made(connection: sqlite3.Connection, episode: str, words: int, told: Transcript) -> int:
    origin = tellings.origin_of(connection, words)
    row = transcripts.put_transcript(
        connection,
        episode,
        told,
        source=origin.source,
        path=origin.path,
        ordinal=origin.ordinal,
        version=episodes.newest_version(connection, episode) + 1,
        facts=transcripts.facts_of(connection, words),
    )
    tellings.set_made(connection, row, _JOINED)
    return row


def _call(
    connection: sqlite3.Connection, episode: str, row: int, called: Mapping[str, str], also: Mapping[str, str]
) -> list[tuple[str, str | None]]:
    """Show the voices of a telling by the names in `called`; gives what they were called before.

    A label such as SPEAKER_00 is somebody else in another file; of labels that are names, those in `also` hold too.
    """
    now_called = speakers.names_of(connection, episode)
    wanted: speakers.Names = {}
    for label in tellings.labels_of(connection, row):
        name = called.get(label) or (also.get(label) if names_somebody(label) else None)
        if name != now_called.get(label):
            wanted[episode, label] = name
    before = speakers.set_names(connection, wanted)
    return [(label, name) for (_, label), name in before.items()]


def call_voices_of(connection: sqlite3.Connection, episode: str, row: int) -> None:
    """Before another telling is read: call its voices as when it was read last, where it came from another file than this one."""
    joined = joinings.joinings_of(connection, episode)
    current = _read(connection, episode)
    was, comes = _family_of_words(joined, current), _family_of_words(joined, row)
    if not joined or was == comes:
        return
    names = speakers.names_of(connection, episode)
    shown = {label: names[label] for label in tellings.labels_of(connection, current) if label in names}
    left = was or joined[-1]
    if was is None:
        left.moved.called = shown
    else:
        left.moved.called_there = shown
    joinings.rewrite(connection, left)
    _call(connection, episode, row, joined[-1].moved.called if comes is None else comes.moved.called_there, names)


def _family_of_words(joined: list[Joining], row: int) -> Joining | None:
    """With what the words of a telling came: None where they are the episode's own."""
    words = next((joining.moved.words for joining in joined if joining.moved.made == row), None)
    return _family(joined, row if words is None else words)


def _marks_where_they_were(connection: sqlite3.Connection, marks: list[joinings.Row], row: int, text: str) -> None:
    """Put bookmarks back exactly where they stood in the telling `row`, where their words still stand there."""
    words = joinings.words_of_marks(connection, [mark[0] for mark in marks])
    joinings.set_marks(
        connection,
        [
            mark
            for mark in marks
            if mark[2] == row and words.get(mark[0]) == mark[5] and (mark[8] == "lost" or text[mark[3] : mark[4]] == mark[5])
        ],
    )


def brings_facts(connection: sqlite3.Connection, episode: str, row: int) -> bool:
    """Whether an episode is called and dated as a telling says; not as one says that was joined to it."""
    joined = joinings.joinings_of(connection, episode)
    return _family(joined, row) is None and row not in {joining.moved.made for joining in joined}
