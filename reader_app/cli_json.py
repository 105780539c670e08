"""What the command line prints: values of the library as JSON, and the same as lines to read."""

from collections.abc import Sequence
from typing import Any

from reader_app.core.model import (
    Block,
    Bookmark,
    Chapter,
    CheckReport,
    Episode,
    Hit,
    ImportReport,
    Moment,
    OpenEpisode,
    SearchAnswer,
    Span,
    Transcript,
)
from reader_app.core.timeline import Timeline
from reader_app.core.timestamps import format_clock

_PARAGRAPH_KIND = {"contents": "heading", "entity": "prose"}
"""Lines of a chapter list and of a glossary are, to a reader of the JSON, headings and prose."""


def of_import(report: ImportReport) -> dict[str, Any]:
    """The answer of `import`."""
    return {
        "episodes": [
            {"id": e.id, "title": e.title, "outcome": e.outcome, "path": e.path, "notes": list(e.notes)} for e in report.episodes
        ],
        "failures": [{"path": failure.path, "error": failure.error} for failure in report.failures],
    }


def of_row(episode: Episode) -> dict[str, Any]:
    """One episode of `list`."""
    return {
        "id": episode.id,
        "title": episode.title,
        "show": episode.show,
        "language": episode.language,
        "published": episode.published,
        "duration": episode.duration,
        "words": episode.words,
        "turns": episode.turns,
        "bookmarks": episode.bookmarks,
        "progress": episode.progress,
        "form": episode.form,
        "tags": list(episode.tags),
    }


def of_episode(opened: OpenEpisode, sections: Sequence[Chapter] = ()) -> dict[str, Any]:
    """One episode of `show`. `sections` are our own, for an episode that states no chapters."""
    from reader_app.core.page import turns_of  # only `show` needs the page, and a search should not load it

    episode, transcript = opened.episode, opened.transcript
    timeline = Timeline(transcript)
    read = [block for block in transcript.blocks if block.kind not in ("title", "description")]
    return {
        "id": episode.id,
        "title": episode.title,
        "title_origin": episode.title_origin,
        "show": episode.show,
        "language": episode.language,
        "published": episode.published,
        "source": {"form": episode.form, "path": episode.path, "url": episode.url},
        "description": _joined(transcript, [block for block in transcript.blocks if block.kind == "description"]),
        "duration": episode.duration,
        "truncated": episode.truncated,
        "same_episode_as": list(episode.same_episode_as),
        "chapters": [{"start": c.start, "title": c.title, "origin": c.origin} for c in transcript.chapters or sections],
        "pull_quotes": [
            {
                "text": _words(transcript, b.span),
                "start": timeline.stated_at(b.span.start),
                "speaker": _speaker(transcript, b.speaker),
            }
            for b in transcript.blocks
            if b.kind == "pull_quote"
        ],
        "entities": [
            {
                "name": e.name,
                "kind": e.kind,
                "source_kind": e.source_kind,
                "description": e.description,
                "origin": e.origin,
                "mentions": len(e.mentions),
            }
            for e in transcript.entities
        ],
        "speakers": _speakers(transcript),
        "turns": [
            {
                "speaker": _speaker(transcript, turn.speaker),
                **_time(timeline.paragraph_moment(turn.start)),
                "text": " ".join(_words(transcript, span) for span in turn.spans),
            }
            for turn in turns_of(transcript)
        ],
        "paragraphs": [
            {
                **_time(paragraph.moment),
                "kind": _PARAGRAPH_KIND.get(paragraph.kind, paragraph.kind),
                "speaker": _speaker(transcript, paragraph.speaker),
                "text": _words(transcript, paragraph.span),
            }
            for paragraph in opened.paragraphs
            if paragraph.kind not in ("title", "description")
        ],
        "text": _joined(transcript, read),
    }


def _speakers(transcript: Transcript) -> list[dict[str, Any]]:
    """Those who have a turn, in the order of their first one."""
    from reader_app.core.page import turns_of

    turns: dict[int, int] = {}
    words: dict[int, int] = {}
    for turn in turns_of(transcript):
        if turn.speaker is not None:
            turns[turn.speaker] = turns.get(turn.speaker, 0) + 1
            said = sum(len(_words(transcript, span).split()) for span in turn.spans)
            words[turn.speaker] = words.get(turn.speaker, 0) + said
    named = transcript.speakers
    return [{"name": named[n].name, "label": named[n].label, "turns": turns[n], "words": words[n]} for n in turns]


def of_answer(answer: SearchAnswer) -> dict[str, Any]:
    """The answer of `search`."""
    return {
        "query": answer.query,
        "total": answer.total,
        "episodes": answer.episodes,
        "suggestion": answer.suggestion,
        "milliseconds": round(answer.milliseconds, 1),
        "hits": [_hit(hit) for hit in answer.hits],
    }


def _hit(hit: Hit) -> dict[str, Any]:
    return {
        "episode": hit.episode,
        "title": hit.title,
        **_time(hit.moment),
        "speaker": hit.speaker,
        "chapter": hit.chapter,
        "field": hit.field,
        "snippet": hit.snippet,
        "marks": [[mark.start, mark.stop] for mark in hit.marks],
    }


def of_bookmark(bookmark: Bookmark) -> dict[str, Any]:
    """One bookmark."""
    return {
        "id": bookmark.id,
        "episode": bookmark.episode,
        "text": bookmark.text,
        **_time(bookmark.moment),
        "speaker": bookmark.speaker,
        "chapter": bookmark.chapter,
        "note": bookmark.note,
        "tags": list(bookmark.tags),
        "colour": bookmark.colour,
        "created": bookmark.created,
        "anchor": bookmark.anchor,
    }


def of_places(opened: OpenEpisode, offsets: Sequence[int]) -> list[dict[str, Any]]:
    """Places of an episode to choose among, each with its time and the words around."""
    timeline, text = Timeline(opened.transcript), opened.transcript.text
    return [
        {"occurrence": n, **_time(timeline.moment_at(at)), "around": " ".join(text[max(0, at - 40) : at + 80].split())}
        for n, at in enumerate(offsets, 1)
    ]


def of_check(report: CheckReport) -> dict[str, Any]:
    """The answer of `check`."""
    return {"library": list(report.library) or "ok", "index": report.index, "backups": list(report.backups)}


def of_error(message: str, at: int | None = None) -> dict[str, Any]:
    """What went wrong, alone or beside what did work; `at` is a code point offset in a query."""
    return {"error": {"message": message, "at": at}}


def _time(moment: Moment | None) -> dict[str, Any]:
    if moment is None:
        return {"start": None, "time_origin": None}
    return {"start": round(moment.seconds, 3), "time_origin": moment.origin}


def _words(transcript: Transcript, span: Span) -> str:
    return transcript.text[span.start : span.stop]


def _joined(transcript: Transcript, blocks: Sequence[Block]) -> str:
    return "\n".join(_words(transcript, block.span) for block in blocks)


def _speaker(transcript: Transcript, speaker: int | None) -> str | None:
    return transcript.speakers[speaker].name if speaker is not None else None


def as_text(answer: dict[str, Any]) -> str:
    """An answer as lines to read, for people who leave out --json."""
    lines: list[str] = []
    for episode in answer.get("episodes", ()) if isinstance(answer.get("episodes"), list) else ():
        if "text" in episode:
            lines += [episode["title"], "", episode["text"], ""]
            continue
        parts = [episode["id"], episode.get("outcome"), episode["title"], episode.get("show")]
        lines.append("  ".join(part for part in parts if part))
        lines += [f"    {note}" for note in episode.get("notes", ())]
    lines += [f"{failure['path']}: {failure['error']}" for failure in answer.get("failures", ())]
    for hit in answer.get("hits", ()):
        when = format_clock(hit["start"]) if hit["start"] is not None else "-"
        lines.append("  ".join(part for part in (hit["title"], when, hit["speaker"], hit["snippet"]) if part))
    if "total" in answer:
        total, episodes = answer["total"], answer["episodes"]
        lines.append(f"{total} hit{'s' * (total != 1)} in {episodes} episode{'s' * (episodes != 1)}")
        if answer["suggestion"]:
            lines.append(f"Did you mean {answer['suggestion']}?")
    for bookmark in [*answer.get("bookmarks", ()), *([answer["bookmark"]] if "bookmark" in answer else ())]:
        lines.append(
            "  ".join(part for part in (bookmark["id"], bookmark["speaker"], bookmark["text"], bookmark["note"]) if part)
        )
    # The text of an export is printed as it is; the line end of its last line comes from the printing.
    lines += [file["text"].removesuffix("\n") if "text" in file else file["path"] for file in answer.get("files", ())]
    for place in answer.get("candidates", ()):
        lines.append(f"{place['occurrence']}: {place['around']}")
    if "library" in answer:
        problems = answer["library"] if isinstance(answer["library"], list) else []
        lines += [f"library: {each}" for each in problems] or ["library: ok"]
        lines += [f"index: {answer['index']}", f"backups: {len(answer['backups'])}"]
    return "\n".join(lines)
