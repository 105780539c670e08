"""Stores what came of a file: new episodes, or other tellings of known ones; and tells again what is known of one."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from reader_app.core.companions import Companions
from reader_app.core.feed_episodes import FEED
from reader_app.core.joining import goes_with_its_file, reads_on_from
from reader_app.core.model import Episode, Imported, Outcome
from reader_app.core.preparing import Ready
from reader_app.core.relatives import candidates, link_relatives
from reader_app.core.retelling import turn_to
from reader_app.core.store import episodes, transcripts
from reader_app.core.twins import Fingerprint, same_recording

_HELD_AGAINST = 12
"""Against so many earlier items each new one is held; of more only against those that share something with it."""
_KEPT_BESIDE = "a new version of a file that was joined to this episode; the one that is read stays"


def is_known(connection: sqlite3.Connection, source: int | None, beside: Companions) -> bool:
    """Whether these bytes gave episodes before, with what lies beside them now. What lay there then is not missed."""
    known = episodes.from_source(connection, source)
    if len(known) < len(episodes.from_source(connection, source, discarded=True)):
        return False  # what was thrown away comes in again
    return bool(known) and (
        not beside.key
        or all(episodes.EpisodeFacts.from_json(transcripts.facts_of(connection, row)).beside == beside.key for _, row in known)
    )


def imported_as(row: Episode, outcome: Outcome, path: str, notes: tuple[str, ...] = ()) -> Imported:
    return Imported(row.id, row.title, outcome, path or row.path, notes, row.form, row.truncated, row.repaired)


def tell_again(connection: sqlite3.Connection, source: int, path: str, stamp: tuple[int, int] | None = None) -> list[Imported]:
    """What these bytes gave before. Where another version lay at the path meanwhile, this one is read again; the bin is left."""
    returns = path and episodes.source_at(connection, path) not in (None, source)
    known = episodes.from_source(connection, source)
    rows = {row.id: row for row in episodes.read_episodes(connection, removed=None, ids=[episode for episode, _ in known])}
    imported = []
    for episode, transcript in known:
        row = rows[episode]
        outcome: Outcome = "unchanged"
        notes: tuple[str, ...] = ()
        only_notes = row.form != FEED and episodes.form_of(connection, transcript) == FEED
        other = episodes.current_transcript(connection, episode) != transcript
        if returns and other and not only_notes and reads_on_from(connection, episode, path, source):
            episodes.put_episode(
                connection, episodes.EpisodeFacts.from_json(transcripts.facts_of(connection, transcript)), episode
            )
            turn_to(connection, episode, transcript)
            row = episodes.read_episodes(connection, removed=None, ids=[episode])[0]
            outcome = "updated"
        if row.removed:
            episodes.set_removed(connection, [episode], False)
            notes = ("brought back from the bin",)
        imported.append(imported_as(row, outcome, path, notes))
    if path:
        episodes.note_path(connection, path, source, stamp)
    return imported


def store(
    connection: sqlite3.Connection,
    ready: list[Ready],
    content: bytes,
    path: str,
    stamp: tuple[int, int] | None,
    sample: bool,
    beside: Companions,
    into: Mapping[int, str],
    *,
    asked: bool = False,
) -> list[Imported]:
    """Store the episodes of one file. `into` are episodes that its items tell, by their number, where no earlier file did.

    Where the file was `asked` for as the transcript of one of these, it is that, whatever else it told before.
    """
    source = transcripts.put_source(connection, content)
    same = [episode for episode, _ in episodes.from_source(connection, source, discarded=True)]
    older = dict(enumerate(same)) if len(same) == len(ready) else _older_versions(connection, path, ready)
    if asked:
        older = dict(into)
    matched = set(older.values())
    older.update((number, episode) for number, episode in into.items() if number not in older and episode not in matched)
    imported = []
    fresh: list[tuple[str, int, Fingerprint]] = []
    for ordinal, item in enumerate(ready):
        before = older.get(ordinal)
        episode, row, notes = _store_one(connection, item, source, path, ordinal, before, sample, beside.key)
        outcome: Outcome = "updated" if before else "added"
        draft = item.draft
        told = (*draft.notes, *notes)
        imported.append(
            Imported(episode, draft.title, outcome, path, told, item.transcript.form, draft.truncated, draft.repaired)
        )
        fresh.append((episode, row, item.fingerprint))
    if path:
        episodes.note_path(connection, path, source, stamp)
    link_relatives(connection, fresh)
    return imported


def _store_one(
    connection: sqlite3.Connection,
    item: Ready,
    source: int,
    path: str,
    ordinal: int,
    before: str | None,
    sample: bool,
    beside: str,
) -> tuple[str, int, tuple[str, ...]]:
    draft = item.draft
    facts = episodes.EpisodeFacts(
        *(draft.title, draft.title_origin, draft.show, draft.language, draft.published, draft.url, draft.duration),
        fingerprint=json.dumps(item.fingerprint.to_json(), ensure_ascii=False),
        sample=sample,
        beside=beside,
        transcripts=draft.transcripts,
    )
    current = episodes.current_transcript(connection, before) if before and item.transcript.form == FEED else None
    only_notes = current is not None and episodes.form_of(connection, current) != FEED
    told = _with_facts_of_feed(connection, current, facts) if only_notes and current is not None else facts
    is_read = before is None or only_notes or reads_on_from(connection, before, path, source)
    episode = episodes.put_episode(connection, told, before) if before is None or is_read else before
    version = episodes.newest_version(connection, episode) + 1
    row = transcripts.put_transcript(
        connection,
        episode,
        item.transcript,
        source=source,
        path=path,
        ordinal=ordinal,
        version=version,
        facts=facts.to_json(),
    )
    if not before:
        episodes.set_transcript(connection, episode, row)
        return episode, row, ()
    goes_with_its_file(connection, episode, row, path, source)
    if is_read and not only_notes:
        turn_to(connection, episode, row)
    episodes.set_removed(connection, [episode], False)
    return episode, row, () if is_read else (_KEPT_BESIDE,)


def _with_facts_of_feed(connection: sqlite3.Connection, current: int, feed: episodes.EpisodeFacts) -> episodes.EpisodeFacts:
    """What the telling that is read says of its episode, with what a feed states anew."""
    own = episodes.EpisodeFacts.from_json(transcripts.facts_of(connection, current))
    titled = replace(own, title=feed.title, title_origin=feed.title_origin) if feed.title_origin == "stated" else own
    return replace(
        titled,
        show=feed.show or own.show,
        published=feed.published or own.published,
        url=feed.url or own.url,
        duration=feed.duration or own.duration,
        transcripts=feed.transcripts,
    )


def _older_versions(connection: sqlite3.Connection, path: str, ready: list[Ready]) -> dict[int, str]:
    """For each item of a file: the episode that an earlier file at the same path told, where it is the same one.

    A page of items rolls on: the same place in it says nothing. What counts is the title, and what the items tell; only where
    there was one item and is one, it is the same whatever it says.
    """
    known = episodes.from_path(connection, path) if path else []
    if len(known) == len(ready) == 1:
        return {0: known[0][0]}
    prints = {episode: Fingerprint.from_json(json.loads(written)) for episode, _, written in known}
    titled: dict[str, dict[str, None]] = {}
    for episode, title, _ in known:
        titled.setdefault(title, {})[episode] = None
    unmatched = {title: iter(those) for title, those in titled.items()}
    left = dict.fromkeys(prints)
    matched: dict[int, str] = {}

    def likely(item: Ready, among: Mapping[str, None]) -> Iterable[str]:
        found = candidates(connection, item.fingerprint) if len(among) > _HELD_AGAINST else None
        return among if found is None else [episode for episode in found if episode in among]

    def match(candidates: Callable[[Ready], Iterable[str]], fits: Callable[[Ready, str], bool]) -> None:
        for number, item in enumerate(ready):
            if number not in matched:
                found = next((episode for episode in candidates(item) if episode in left and fits(item, episode)), None)
                if found is not None:
                    matched[number] = found
                    del left[found]

    def same(item: Ready, episode: str) -> bool:
        return same_recording(item.fingerprint, prints[episode])

    match(lambda item: likely(item, titled.get(item.draft.title, {})), same)
    match(lambda item: unmatched.get(item.draft.title, ()), lambda _item, _episode: True)
    match(lambda item: likely(item, left), same)
    return matched
