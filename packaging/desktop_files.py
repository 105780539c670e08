"""Fills the `share` folder by which a Linux desktop knows the app: menu entry, description, icons, manual pages.

The package, the AppDir and the Flatpak take the same folder. The texts stand in packaging/linux, with $names for the facts.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import re
import shutil
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from string import Template
from xml.sax.saxutils import escape

import product

TEMPLATES = product.PACKAGING / "linux"
SCHEME_TYPE = "x-scheme-handler/transcript-reader"
"""Links to a place in a transcript; no other program has them."""
CATEGORIES = ("Office", "Viewer")
"""https://specifications.freedesktop.org/menu-spec/latest/category-registry.html"""
KEYWORDS = ("transcript", "podcast", "interview", "talk", "lecture", "captions", "subtitles", "quote", "notes")

_PNG = re.compile(r"transcript-reader-(?P<size>\d+)\.png")
_KEY_FILE_SIGNS = str.maketrans({"\\": r"\\", "\n": r"\n", "\r": r"\r", "\t": r"\t"})
_MARKS_OF_MARKDOWN = re.compile(r"`+|\*\*")


def write_share(share: Path, icons: Path) -> None:
    """Fills `share` (an installation's share folder; made where missing) with the icons that icons.py drew into `icons`.

    The same sources give the same bytes. Raises FileNotFoundError where there are no icons.
    """
    app_id = product.app_id()
    _write(share / "applications" / f"{app_id}.desktop", desktop_entry().encode())
    _write(share / "metainfo" / f"{app_id}.metainfo.xml", metainfo().encode())
    for page in ("transcript-reader", "transcript-reader-gui"):
        _write(share / "man" / "man1" / f"{page}.1.gz", _packed(manual_page(page).encode()))
    _copy_icons(share / "icons" / "hicolor", icons)


def desktop_entry() -> str:
    """The menu entry (https://specifications.freedesktop.org/desktop-entry-spec/latest/)."""
    return _filled(
        "app.desktop.in",
        name=key_file_string(product.app_name()),
        app_id=key_file_string(product.app_id()),
        summary=key_file_string(product.summary()),
        categories=key_file_list(CATEGORIES),
        keywords=key_file_list(KEYWORDS),
        mime_types=key_file_list((*product.FILE_TYPES, SCHEME_TYPE)),
    )


def metainfo() -> str:
    """What software centres show (https://www.freedesktop.org/software/appstream/docs/). The app has no web site, so there
    are neither addresses nor pictures in it, which would need one.
    """
    palettes = json.loads((product.ROOT / "resources" / "themes" / "palettes.json").read_text(encoding="utf-8"))
    return _filled(
        "metainfo.xml.in",
        name=escape(product.app_name()),
        app_id=escape(product.app_id()),
        summary=escape(product.summary()),
        developer=escape(product.MAINTAINER.partition(" <")[0]),
        categories=_elements("category", CATEGORIES),
        keywords=_elements("keyword", KEYWORDS),
        media_types=_elements("mediatype", product.FILE_TYPES),
        colour_light=palettes["light"]["accentsoft"],
        colour_dark=palettes["dark"]["accentsoft"],
        releases="\n".join(_release(release) for release in product.releases() if release.day),
    )


def manual_page(page: str) -> str:
    """The source of a manual page, in the man macros of roff."""
    synopsis = product.summary()
    return _filled(
        f"{page}.1.in",
        day=_day(),
        version=roff(product.version()),
        synopsis=roff(synopsis[:1].lower() + synopsis[1:]),
    )


def key_file_string(text: str) -> str:
    """`text` as a value of a desktop entry: back slashes and line ends are written out, and so is white space in front."""
    written = text.translate(_KEY_FILE_SIGNS)
    return r"\s" + written[1:] if written.startswith(" ") else written


def key_file_list(texts: Iterable[str]) -> str:
    """`texts` as a list of a desktop entry, each ended by a semicolon."""
    return "".join(key_file_string(text).replace(";", r"\;") + ";" for text in texts)


def roff(text: str) -> str:
    """`text` as words of a manual page: nothing in it is a request, and a hyphen can be copied as one."""
    written = text.replace("\\", r"\e").replace("-", r"\-").replace('"', r"\(dq")
    return r"\&" + written if written.startswith((".", "'")) else written


def _filled(template: str, **facts: str) -> str:
    """The text of a template with the facts in their places. Raises KeyError where it asks for another one."""
    return Template((TEMPLATES / template).read_text(encoding="utf-8")).substitute(facts)


def _elements(tag: str, texts: Iterable[str]) -> str:
    """One XML element a line."""
    return "\n".join(f"    <{tag}>{escape(text)}</{tag}>" for text in texts)


def _release(release: product.Release) -> str:
    """A release of CHANGELOG.md as AppStream has it, without the marks of Markdown."""
    head = f'    <release type="stable" version="{escape(release.version)}" date="{release.day}"'
    if not release.changes:
        return head + "/>"
    lines = "\n".join(f"          <li>{escape(_MARKS_OF_MARKDOWN.sub('', change))}</li>" for change in release.changes)
    return f"{head}>\n      <description>\n        <ul>\n{lines}\n        </ul>\n      </description>\n    </release>"


def _day() -> str:
    """The day that stands under a manual page (ISO): that of SOURCE_DATE_EPOCH where it is set, else of the newest release."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch:
        return datetime.fromtimestamp(int(epoch), UTC).date().isoformat()
    return next((release.day for release in product.releases() if release.day), "")


def _packed(data: bytes) -> bytes:
    """`data` as `gzip -9n` packs it: as small as can be, without name and time."""
    packed = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=packed, mtime=0) as file:
        file.write(data)
    return packed.getvalue()


def _copy_icons(theme: Path, icons: Path) -> None:
    """Every PNG to the folder of its size, and the drawing to `scalable`."""
    drawn = {match["size"]: path for path in icons.iterdir() if (match := _PNG.fullmatch(path.name))}
    if not drawn:
        raise FileNotFoundError(f"There are no icons in {icons}; icons.py draws them.")
    name = product.app_id()
    for size, path in drawn.items():
        _copy(path, theme / f"{size}x{size}" / "apps" / f"{name}.png")
    _copy(icons / "transcript-reader.svg", theme / "scalable" / "apps" / f"{name}.svg")


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _write(target: Path, data: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
