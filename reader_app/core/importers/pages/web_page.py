"""Reads web pages, whole, saved or pasted: transcripts as podcasts publish them, and any other page's readable text.

Podcasting 2.0 sets a voice in `<cite>` and a time in `<time>` (https://github.com/Podcastindex-org/podcast-namespace,
transcripts.md); lexfridman.com and others name them by classes; most set names in bold before what is said.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from reader_app.core.errors import UnreadableFile
from reader_app.core.importers.data_formats import is_web_page, page_start
from reader_app.core.importers.draft import Draft, DraftBlock, fold_space
from reader_app.core.importers.pages.page_lines import read_page
from reader_app.core.importers.pages.page_markup import WebPage, read_web_page

_TITLE_LEAD = re.compile(r"(?:full |episode )?transcript(?:ion)?\s*(?:for|of|[:–—-])\s*", re.IGNORECASE)
_TITLE_TAIL = re.compile(r"\s*[|–—·-]\s*(?:(?:full|episode)\s+)?transcript(?:ion)?\s*$", re.IGNORECASE)
_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?!\d)")
_ADDRESS = re.compile(r"https?://[^\s<>\"]{4,2000}")
_DATES = ("article:published_time", "datepublished", "date.issued", "date", "pubdate", "publish-date")
_DEEPEST = 12
"""So deep may linked data nest to be looked at."""


def recognises(text: str) -> bool:
    """Whether `text` is a web page or a piece of one."""
    return is_web_page(text)


def parse(text: str, name: str) -> list[Draft]:
    """The one episode that the page tells. Raises UnreadableFile where it holds no text."""
    page = read_web_page(text[page_start(text) :])
    if not page.lines:
        raise UnreadableFile("This web page holds no text; it may load it only when it is open in a browser.")
    first = page.lines[0]
    title = _title(page)
    drafts = read_page(page.lines, name, title)
    episode = _linked_data(page)
    for draft in drafts:
        if not title and first.kind != "heading" and draft.title == first.text and draft.title_origin == "stated":
            # What a page sets like any other paragraph is none of its titles, however short.
            draft.title_origin = "derived"
            draft.blocks.insert(0, DraftBlock("prose", draft.title))
        draft.published = draft.published or _published(page, episode)
        draft.show = draft.show or _show(page, episode)
        draft.url = draft.url or _address(page)
        if draft.language == "und" and page.language:
            draft.language = page.language
        if page.cut:
            draft.truncated = True
            draft.notes.append("the page breaks off before its end")
    return drafts


def _title(page: WebPage) -> str:
    """The page's own title, without the name of its site and the word "transcript" around it; "" where it states none."""
    heads = [line.text for line in page.lines if line.kind == "heading" and line.level == 1]
    stated = page.fields.get("og:title", "") or page.title
    site = page.fields.get("og:site_name", "")
    title = _bare_title(stated, site)
    for head in heads:
        bare = _bare_title(head, site)
        if bare and (not title or bare.casefold() in stated.casefold()):
            for line in page.lines:
                if line.kind == "heading" and line.text == head:
                    line.text = bare
            return bare
    return title


def _bare_title(title: str, site: str) -> str:
    bare = fold_space(title)
    if site:
        tail = re.search(rf"\s*[|–—·:-]\s*{re.escape(site)}$", bare, re.IGNORECASE)
        bare = bare[: tail.start()] if tail is not None else bare
    bare = _TITLE_TAIL.sub("", bare)
    lead = _TITLE_LEAD.match(bare)
    bare = bare[lead.end() :] if lead is not None and lead.end() < len(bare) else bare
    return "" if bare.casefold() == site.casefold() or bare.casefold() in ("transcript", "untitled", "home") else bare


def _published(page: WebPage, episode: dict[str, Any]) -> str | None:
    stated = episode.get("datePublished")
    values = [stated] if isinstance(stated, str) else []
    values += [page.fields[key] for key in _DATES if key in page.fields]
    return next((match[1] for value in values if (match := _DATE.match(value)) is not None), None)


def _show(page: WebPage, episode: dict[str, Any]) -> str | None:
    """The show, only where the page calls it one: linked data's series, or a site that is named a podcast."""
    series = episode.get("partOfSeries")
    stated = series.get("name") if isinstance(series, dict) else None
    if isinstance(stated, str) and fold_space(stated):
        return fold_space(stated)
    site = page.fields.get("og:site_name", "")
    return site if re.search(r"\bpodcast\b", site, re.IGNORECASE) else None


def _address(page: WebPage) -> str | None:
    address = page.canonical or page.fields.get("og:url", "")
    return address if address and _ADDRESS.fullmatch(address) is not None else None


def _linked_data(page: WebPage) -> dict[str, Any]:
    """What the page's linked data (https://schema.org/PodcastEpisode) say of the one episode that they tell of."""
    episodes = []
    for script in page.scripts:
        try:
            data = json.loads(script)
        except (ValueError, RecursionError):
            continue
        episodes += [item for item in _objects(data, 0) if item.get("@type") in ("PodcastEpisode", "RadioEpisode")]
    return episodes[0] if len(episodes) == 1 else {}


def _objects(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(data, dict):
        yield data
    inside = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    for value in inside:
        yield from _objects(value, depth + 1)
