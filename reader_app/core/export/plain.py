"""Writes transcripts as text without any marks: one line a paragraph, names and times on lines of their own."""

from reader_app.core.export.names import Include
from reader_app.core.export.pieces import Piece, clock, facts_of, pieces_of
from reader_app.core.model import OpenEpisode

_LONGEST_RULE = 72


def write_text(opened: OpenEpisode, include: Include) -> str:
    """The whole page."""
    episode = opened.episode
    parts = [_ruled(episode.title, "=")]
    facts = [f"{name.capitalize() if name != 'url' else 'URL'}: {value}" for name, value in facts_of(episode)]
    if facts:
        parts.append("\n".join(facts))
    parts += [_paragraph(piece) for piece in pieces_of(opened, include)]
    if include.bookmarks and opened.bookmarks:
        parts.append(_ruled("Quotes", "-"))
        for kept in opened.bookmarks:
            source = ", ".join(part for part in (kept.speaker, clock(kept.moment) if kept.moment else "") if part)
            words = [f"“{' '.join(kept.text.split())}”", f"— {source}" if source else "", kept.note.strip()]
            parts.append("\n".join(line for line in (*words, ", ".join(kept.tags)) if line))
    return "\n\n".join(parts) + "\n"


def _ruled(title: str, sign: str) -> str:
    return f"{title}\n{sign * max(3, min(len(title), _LONGEST_RULE))}"


def _paragraph(piece: Piece) -> str:
    when = clock(piece.moment) if piece.moment is not None else ""
    if piece.kind == "heading":
        return _ruled(f"{piece.text}  {when}".strip(), "-")
    if piece.kind == "contents":
        return f"{when}  {piece.text}".strip()
    if piece.speaker:
        return f"{piece.speaker}  {when}".rstrip() + f"\n{piece.text}"
    return f"[{when}] {piece.text}" if when else piece.text
