"""Links to a moment: into the web source that an episode states, and into this app; and quotes with their source."""

import re
from typing import NamedTuple
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

from reader_app.core.model import Episode, Moment
from reader_app.core.timestamps import format_clock

SCHEME = "transcript-reader"
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


class DeepLink(NamedTuple):
    """A link into the app: an episode, and perhaps a code point offset or a time in seconds."""

    episode: str
    offset: int | None = None
    seconds: float | None = None


def deep_link(episode: str, offset: int | None = None) -> str:
    """A link that opens this app at a place: transcript-reader:EPISODE?at=OFFSET."""
    return f"{SCHEME}:{episode}" + (f"?at={offset}" if offset is not None else "")


def parse_deep_link(link: str) -> DeepLink | None:
    """What a link asks for, or None where it is not one of ours. Nothing in it is ever taken for a path or a query."""
    if not link.lower().startswith(SCHEME + ":"):
        return None
    rest = link[len(SCHEME) + 1 :].lstrip("/")
    episode, _, query = rest.partition("?")
    episode = episode.rstrip("/").lower()
    if not _UUID.fullmatch(episode):
        return None
    values = parse_qs(query)
    offset = next((int(value) for value in values.get("at", ()) if value.isascii() and value.isdigit() and len(value) < 12), None)
    second = next((float(value) for value in values.get("t", ()) if re.fullmatch(r"\d{1,7}(\.\d{1,3})?", value)), None)
    return DeepLink(episode, offset, second)


def source_link(url: str | None, seconds: float | None) -> str | None:
    """The web page of an episode, at that second where the page can be told so; None where none is stated.

    Only http and https: a file must not make the app open anything else.
    """
    if not url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return None
    if seconds is None:
        return url
    host = parts.netloc.lower().removeprefix("www.").removeprefix("m.")
    whole = max(0, int(seconds))
    if host in ("youtube.com", "youtu.be", "youtube-nocookie.com"):
        query = {name: value for name, value in parse_qs(parts.query).items() if name != "t"}
        return urlunsplit(parts._replace(query=urlencode({**query, "t": f"{whole}s"}, doseq=True)))
    return urlunsplit(parts._replace(fragment=f"t={whole}"))


def cite(text: str, episode: Episode, speaker: str | None, moment: Moment | None) -> str:
    """Words with who said them, where and when, as people paste them into their notes. Only what the source states is named."""
    when = None
    if moment is not None:
        when = ("~" if moment.origin == "interpolated" else "") + format_clock(moment.seconds)
    source = ", ".join(part for part in (speaker, f"“{episode.title}”", episode.show, episode.published, when) if part)
    link = source_link(episode.url, moment.seconds if moment is not None else None)
    return f"“{text}”\n— {source}" + (f"\n{link}" if link else "")
