"""Writes transcripts as one web page that needs nothing else: no scripts, no pictures, no other file.

The speech is marked up as Podcasting 2.0 has it for HTML transcripts: `cite` for the voice, `time`, then paragraphs.
"""

from collections.abc import Iterable, Sequence
from html import escape

from reader_app import APP_NAME
from reader_app.core.export.names import Include
from reader_app.core.export.pieces import Piece, clock, facts_of, pieces_of
from reader_app.core.links import source_link
from reader_app.core.model import Bookmark, Episode, Moment, OpenEpisode

_STYLE = """
:root { color-scheme: light dark; --paper: #fefdfb; --ink: #1e2022; --quiet: #53565a; --line: #e4e2dd; --link: #1c6670 }
@media (prefers-color-scheme: dark) {
  :root { --paper: #1b1c1e; --ink: #d8d6d0; --quiet: #a9a9a6; --line: #2d2f32; --link: #7cc0c6 }
}
body { background: var(--paper); color: var(--ink); margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 38rem;
  font: 1.0625rem/1.55 "Charis SIL", Charter, Georgia, "Noto Serif", serif; overflow-wrap: break-word }
h1 { font-size: 1.75rem; line-height: 1.25 }
h2 { font-size: 1.25rem; line-height: 1.4; margin: 2.2rem 0 .6rem }
p { margin: 0 0 .85rem } a { color: var(--link) }
blockquote { margin: 1rem 0; padding-left: 1rem; border-left: 3px solid var(--line) }
.facts, time, cite { color: var(--quiet); font-family: system-ui, sans-serif; font-size: .8125rem; font-style: normal }
cite { font-weight: 600 }
time { font-variant-numeric: tabular-nums; margin-right: .5em }
time a { color: inherit; text-decoration: none }
time.estimated { font-style: italic } .voice { margin: 1rem 0 .2rem } .contents { list-style: none; padding: 0 }
"""


def write_html(opened: OpenEpisode, include: Include) -> str:
    """The whole page. Each stated or worked out time is an anchor, `#t62` for 1:02."""
    episode = opened.episode
    body = [f"<h1>{escape(episode.title)}</h1>", _facts(episode)]
    seen: set[str] = set()
    in_list = False
    for piece in pieces_of(opened, include):
        if in_list != (piece.kind == "contents"):
            in_list = not in_list
            body.append('<ul class="contents">' if in_list else "</ul>")
        body += _lines(piece, episode, seen)
    if in_list:
        body.append("</ul>")
    if include.bookmarks and opened.bookmarks:
        body += ["<h2>Quotes</h2>", *quotes(opened.bookmarks, episode)]
    return page(episode.title, body, episode.language)


def page(title: str, body: Iterable[str], language: str) -> str:
    """A whole document around the lines of its body."""
    lang = f' lang="{escape(language)}"' if language and language != "und" else ""
    head = (
        f'<!DOCTYPE html>\n<html{lang}>\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="generator" content="{APP_NAME}">\n<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n'
    )
    return head + "<body>\n" + "\n".join(line for line in body if line) + "\n</body>\n</html>\n"


def _facts(episode: Episode) -> str:
    parts = []
    for name, value in facts_of(episode):
        link = source_link(value, None) if name == "url" else None
        parts.append(f'<a href="{escape(link)}">{escape(value)}</a>' if link else escape(value))
    return f'<p class="facts">{" · ".join(parts)}</p>' if parts else ""


def _lines(piece: Piece, episode: Episode, seen: set[str]) -> list[str]:
    lang = f' lang="{escape(piece.language)}"' if piece.language and piece.language not in ("und", episode.language) else ""
    text, when = escape(piece.text, quote=False), time_tag(piece.moment, episode.url, seen)
    if piece.kind == "heading":
        return [f"<h2{lang}>{when}{text}</h2>"]
    if piece.kind == "contents":
        return [f"<li{lang}>{when}{text}</li>"]
    voice = f"<cite>{escape(piece.speaker, quote=False)}:</cite> " if piece.speaker else ""
    if piece.kind == "pull_quote":
        return [f"<blockquote{lang}><p>{text}</p>{voice}{when}</blockquote>"]
    if voice:
        return [f'<p class="voice">{voice}{when}</p>', f"<p{lang}>{text}</p>"]
    return [f"<p{lang}>{when}{text}</p>"]


def time_tag(moment: Moment | None, url: str | None, seen: set[str] | None = None) -> str:
    """A time, linked to its second of the episode's page on the web; with `seen`, an anchor too unless that second has one."""
    if moment is None:
        return ""
    name = f"t{max(0, int(moment.seconds))}"
    anchor = ""
    if seen is not None and name not in seen:
        seen.add(name)
        anchor = f' id="{name}"'
    estimated = ' class="estimated"' if moment.origin == "interpolated" else ""
    link = source_link(url, moment.seconds) or (f"#{name}" if seen is not None else None)
    told = f'<a href="{escape(link)}">{clock(moment)}</a>' if link else clock(moment)
    return f'<time{anchor}{estimated} datetime="PT{max(0.0, round(moment.seconds, 3)):g}S">{told}</time>'


def quotes(bookmarks: Sequence[Bookmark], episode: Episode) -> list[str]:
    """Kept quotes of one episode: the words, who says them and when, the note, the tags."""
    body = []
    for kept in bookmarks:
        words = "".join(f"<p>{escape(line, quote=False)}</p>" for line in kept.text.splitlines() if line.strip())
        voice = f"<cite>{escape(kept.speaker, quote=False)}</cite> " if kept.speaker else ""
        body.append(f"<blockquote>{words}{voice}{time_tag(kept.moment, episode.url)}</blockquote>")
        body += [f"<p>{escape(line, quote=False)}</p>" for line in kept.note.splitlines() if line.strip()]
        if kept.tags:
            body.append(f'<p class="facts">{escape(", ".join(kept.tags), quote=False)}</p>')
    return body
