"""Writes what is shipped as text: the notices beside the program, the table of licences, Debian's copyright file."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterable, Sequence

import product
from licences.licence_rules import FOLDER, chosen, facts, text_of
from licences.shipped_parts import INTERNAL, Part

WIDTH = 90
SIGN_ANEW = "codesign --force --deep --sign - BUNDLE"


def notices(parts: Sequence[Part], platform: str = sys.platform) -> str:
    """THIRD-PARTY-NOTICES.txt: what is shipped, how Qt may be replaced, every part with its licence, every text once."""
    title = f"{product.app_name()} {product.version()}: licences of what it is made of"
    intro = (
        f"{product.app_name()} itself is under the MIT licence. It is given out together with the parts listed here, each under "
        "its own licence. The list is made from the files of this very program; no file of it is of any other part."
    )
    texts: dict[str, tuple[int, str]] = {}
    for part in parts:
        for name, text in part.texts:
            texts.setdefault(text, (len(texts) + 1, name))
    sections = [_heading(title, "=") + textwrap.fill(intro, WIDTH), *_qt_notice(parts, platform)]
    sections.append(_heading("All parts", "=") + table(parts))
    sections.append(_heading("Each part", "=") + "\n\n".join(_entry(part, texts) for part in parts))
    written = "\n\n\n".join(_heading(f"[{number}] {name}", "-") + text.strip("\n") for text, (number, name) in texts.items())
    sections.append(_heading("Licence texts", "=") + written)
    return "\n\n\n".join(sections) + "\n"


def table(parts: Iterable[Part]) -> str:
    """Part, version and licence, a line each, in columns."""
    rows = [("Part", "Version", "Licence")] + [(part.name, part.version or "-", part.licence) for part in parts]
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    return "\n".join(f"{row[0]:<{widths[0]}}  {row[1]:<{widths[1]}}  {row[2]}" for row in rows)


def report(parts: Iterable[Part]) -> str:
    """The table of licences as Markdown: part, version, licence, what of it is used where there is a choice."""
    lines = ["| Part | Version | Licence | Used under |", "| --- | --- | --- | --- |"]
    for part in parts:
        lines.append(f"| {part.name} | {part.version} | {part.licence} | {_used(part)} |")
    return "\n".join(lines) + "\n"


def _used(part: Part) -> str:
    return " AND ".join(chosen(part.licence) or ())


def _heading(words: str, line: str) -> str:
    return f"{words}\n{line * len(words)}\n\n"


def _entry(part: Part, texts: dict[str, tuple[int, str]]) -> str:
    """A part: its facts, and the numbers of its licence texts."""
    version = part.version or (f"as contained in {part.within}" if part.within else "not stated")
    rows = [part.name, f"  Version:    {version}", f"  Licence:    {part.licence}"]
    if _used(part) != part.licence.replace("(", "").replace(")", ""):
        rows.append(f"  Used under: {_used(part)}")
    if part.source:
        rows.append(f"  Source:     {part.source}")
    rows += [f"  {line}" for line in dict.fromkeys(part.copyright)]
    numbers = ", ".join(f"[{texts[text][0]}]" for _, text in part.texts)
    return "\n".join([*rows, f"  Licence text: {numbers}"])


def _qt_notice(parts: Iterable[Part], platform: str) -> list[str]:
    """What the LGPL asks to be said of Qt; nothing where no part of Qt is shipped."""
    of_qt = [part for part in parts if part.licence == "LGPL-3.0-only"]
    if not of_qt:
        return []
    version = of_qt[0].version
    windows, mac = platform == "win32", platform == "darwin"
    links = "" if windows else "Where the folder holds a link of that\n         name, the link may stay: it leads to the file."
    signing = f"\n         macOS asks that the changed bundle be signed anew: {SIGN_ANEW}" if mac else ""
    words = (FOLDER / "qt-notice.txt").read_text(encoding="utf-8")
    filled = words.format(
        name=product.app_name(),
        version=version,
        major=".".join(version.split(".")[:2]),
        internal="(Contents/Frameworks in the bundle)" if mac else f"(inside {INTERNAL})",
        links=links,
        signing=signing,
        sources="\n".join(f"      {source}" for source in sorted({part.source for part in of_qt})),
        maintainer=product.MAINTAINER,
    )
    return [_heading("Qt under the GNU Lesser General Public License", "=") + filled.rstrip()]


def debian_copyright(parts: Sequence[Part]) -> str:
    """The copyright file of the Debian package, machine-readable: which file is of which parts, under which licences."""
    folder = f"usr/lib/{product.NAME}"
    comment = (
        "The package contains the libraries that the program needs, so that it runs the same everywhere. The complete "
        "notices of each, with all licence texts, the offer of sources and how Qt may be replaced, stand in "
        f"/usr/share/doc/{product.NAME}/THIRD-PARTY-NOTICES.txt.gz."
    )
    header = [
        "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/",
        f"Upstream-Name: {product.app_name()}",
        f"Upstream-Contact: {product.MAINTAINER}",
        _field("Comment", textwrap.wrap(comment, 76)),
    ]
    own = next(part for part in parts if part.name == product.app_name())
    paragraphs = ["\n".join(header), _files(["*"], [own])]
    for files, owners in _shared(parts):
        if owners != [own]:
            paragraphs.append(_files([f"{folder}/{file}" for file in files], owners))
    licences = dict.fromkeys(licence for part in parts for licence in chosen(part.licence) or ())
    return "\n\n".join([*paragraphs, *map(_licence, sorted(licences))]) + "\n"


def _shared(parts: Sequence[Part]) -> list[tuple[list[str], list[Part]]]:
    """Files that are of the same parts, and these parts. The program file holds the modules of many."""
    by_name = {part.name: part for part in parts}
    owners: dict[str, list[Part]] = {}
    for part in parts:
        outer = by_name.get(part.within, part)
        places = outer.files + ((product.NAME,) if outer.embedded else ())
        for place in dict.fromkeys(places):
            owners.setdefault(place, []).append(part)
    groups: dict[tuple[str, ...], tuple[list[str], list[Part]]] = {}
    for place, found in sorted(owners.items()):
        groups.setdefault(tuple(part.name for part in found), ([], found))[0].append(place)
    return list(groups.values())


def _field(name: str, lines: Sequence[str]) -> str:
    """A field of several lines: those after the first are indented, an empty one becomes a dot."""
    return "\n ".join([f"{name}: {lines[0]}", *(line or "." for line in lines[1:])])


def _files(places: Sequence[str], parts: Sequence[Part]) -> str:
    """The paragraph of files that are of the same parts."""
    copyrights = dict.fromkeys(_statement(line) for part in parts for line in part.copyright or (f"the authors of {part.name}",))
    licences = dict.fromkeys(licence for part in parts for licence in chosen(part.licence) or ())
    lines = [
        _field("Files", [place.replace(" ", "?") for place in places]),
        _field("Copyright", list(copyrights)),
        f"License: {' and '.join(map(_short_name, licences))}",
    ]
    if len(parts) > 1 or parts[0].name != product.app_name():
        lines.append(_field("Comment", textwrap.wrap(", ".join(f"{part.name} {part.version}".strip() for part in parts), 76)))
    return "\n".join(lines)


def _statement(line: str) -> str:
    """A line of copyright without the word, which the field says."""
    for word in ("Copyright", ":", "(C)", "(c)", "©"):
        line = line.removeprefix(word).strip()
    return line


def _short_name(licence: str) -> str:
    """The name of a licence as Debian writes it: "GPL-2.0-or-later with Bootloader exception"."""
    name, _, exception = licence.partition(" WITH ")
    return f"{name} with {exception.replace('-exception', '')} exception" if exception else name


def _licence(licence: str) -> str:
    """The paragraph with a licence's text, or with the place where every Debian system has it."""
    common, text = facts("rules")["common"].get(licence), text_of(licence)
    if common:
        lines = [f"On Debian systems the text is in /usr/share/common-licenses/{common}."]
        if " WITH " in licence:
            lines.append("The exception to it stands in THIRD-PARTY-NOTICES.txt.gz, beside this file.")
    elif text:
        lines = [line.rstrip() for line in text.strip("\n").splitlines()]
    else:
        lines = ["The text stands in THIRD-PARTY-NOTICES.txt.gz, beside this file."]
    return _field("License", [_short_name(licence), *lines])
