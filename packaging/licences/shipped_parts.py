"""Tells of every file of the built program which part it belongs to: our own, Python, a distribution, Qt, a library.

Nothing is guessed: a file that belongs to no known part is told by name.
"""

from __future__ import annotations

import fnmatch
import os
import re
import sys
import sysconfig
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import product
from licences import library_versions, qt_parts
from licences.debian_packages import DebianPackage, package_of
from licences.licence_rules import FOLDER, LicenceError, chosen, facts, text_of, texts_of

_COPYRIGHT = re.compile(r"(?:(?:copyright|©|\(c\)|:) *)+(?:19|20)\d\d", re.IGNORECASE)
INTERNAL = "_internal"
"""The folder beside the program file in which PyInstaller puts all the rest."""
_EMBEDDED = frozenset({"PYMODULE", "PYSOURCE"})


class ShippedFile(NamedTuple):
    """A file of the program: its place in it (with slashes), the file it came from, PyInstaller's kind."""

    name: str
    source: str
    kind: str


@dataclass
class Part:
    """Something that is shipped under one licence: `licence` is an SPDX expression, `texts` are titles and licence texts.

    `source` says where its sources are published, `purl` is its package URL; each is empty where there is none. `within`
    names the part whose files it is inside of, where it has none of its own. `files` are places in the program's folder;
    `embedded` says whether some of it lies inside the program file itself, as modules of Python do.
    """

    name: str
    version: str
    licence: str
    copyright: tuple[str, ...]
    texts: tuple[tuple[str, str], ...]
    purl: str
    source: str = ""
    within: str = ""
    files: tuple[str, ...] = ()
    embedded: bool = False


def own_part() -> Part:
    """The program itself."""
    text = (product.ROOT / "LICENSE").read_text(encoding="utf-8")
    copyrights = tuple(line.strip() for line in text.splitlines() if line.startswith("Copyright"))
    purl = f"pkg:generic/{product.NAME}@{product.version()}"
    return Part(product.app_name(), product.version(), "MIT", copyrights, ((f"{product.app_name()} licence", text),), purl)


def python_part() -> Part:
    """Python itself, as it runs this build and is shipped."""
    version = ".".join(str(number) for number in sys.version_info[:3])
    places = [Path(sysconfig.get_path("stdlib")) / "LICENSE.txt", Path(sys.base_prefix) / "LICENSE.txt"]
    minor = f"python{sys.version_info.major}.{sys.version_info.minor}"
    places.append(Path("/usr/share/doc") / minor / "copyright")
    text = next((place.read_text(encoding="utf-8") for place in places if place.is_file()), None)
    if text is None:
        raise LicenceError("The licence of Python (LICENSE.txt) was not found beside its library.")
    incorporated = (FOLDER / "python-incorporated.txt").read_text(encoding="utf-8")
    copyrights = ("Copyright (c) 2001-2026 Python Software Foundation; All Rights Reserved",)
    texts = (("Python licence", text), ("Software incorporated in Python", incorporated))
    source = f"https://www.python.org/ftp/python/{version}/"
    return Part("Python", version, "PSF-2.0", copyrights, texts, f"pkg:generic/python@{version}", source)


class Distributions:
    """The Python distributions of an environment: which one a file belongs to, and what each says of itself."""

    def __init__(self, folders: Iterable[str] | None = None) -> None:
        found = metadata.distributions() if folders is None else metadata.distributions(path=list(folders))
        self._named = {_hyphened(one.metadata["Name"]): one for one in found}
        self._owners: dict[str, str] = {}
        for name, one in self._named.items():
            for file in one.files or ():
                self._owners.setdefault(_normal(str(one.locate_file(file))), name)

    def owner(self, source: str) -> str:
        """The name of the distribution that brought a file, in small letters with hyphens; empty where none did."""
        return self._owners.get(_normal(source), "")

    def part(self, distribution: str) -> Part:
        """A distribution as a part, by that name. Raises LicenceError where it brings no licence text."""
        one = self._named[distribution]
        name, version = one.metadata["Name"], one.version
        licence = next((one.metadata[field] for field in ("License-Expression", "License") if field in one.metadata), "")
        texts = tuple((f"{name} {_title(file)}", file.read_text("utf-8")) for file in one.files or () if _is_licence(file))
        if not texts:
            raise LicenceError(f"The distribution {name} brings no text of its licence.")
        copyrights = tuple(line.strip() for _, text in texts for line in text.splitlines() if is_copyright(line))
        purl = f"pkg:pypi/{distribution}@{version}"
        return Part(name, version, licence, copyrights, texts, purl, f"https://pypi.org/project/{name}/{version}/#files")


def is_copyright(line: str) -> bool:
    """Whether a line of a licence text is a notice of copyright: it begins with one, and a year follows."""
    return _COPYRIGHT.match(line.strip()) is not None


def _is_licence(file: metadata.PackagePath) -> bool:
    return ".dist-info" in file.parts[0] and file.name.upper().startswith(("LICENSE", "LICENCE", "COPYING", "NOTICE"))


def _title(file: metadata.PackagePath) -> str:
    return file.name.removesuffix(".txt")


def _hyphened(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _normal(path: str) -> str:
    return os.path.normcase(os.path.abspath(path))  # noqa: PTH100 (links stay links: pip lists them as they are called)


def library_of(name: str) -> str:
    """The name of the library of system.toml that a file's base name is of; empty where it is none."""
    base = PurePosixPath(name).name.lower()
    for library in facts("system")["library"]:
        if any(fnmatch.fnmatchcase(base, pattern) for pattern in library["files"]):
            return str(library["name"])
    return ""


def library_part(name: str, file: str = "") -> Part:
    """A library of system.toml as a part; the name of one of its files may tell its version."""
    library = next(one for one in facts("system")["library"] if one["name"] == name)
    told = re.findall(library["version_in_name"], file) if "version_in_name" in library else []
    version = told[0] if told else library_versions.version_of(name)
    purl = f"pkg:generic/{name.split(' (')[0].lower().replace(' ', '-')}" + (f"@{version}" if version else "")
    licence, copyrights = library["licence"], tuple(library["copyright"])
    return Part(name, version, licence, copyrights, texts_of(licence), purl, library.get("source", ""))


def bootloader_part(distributions: Distributions) -> Part:
    """PyInstaller's bootloader, which starts the program, and what it brings of Python into it."""
    part = distributions.part("pyinstaller")
    part.name, part.licence = "PyInstaller bootloader", "GPL-2.0-or-later WITH Bootloader-exception AND Apache-2.0"
    part.texts += texts_of("Apache-2.0")
    return part


class Classifier:
    """Sorts the files of one build into parts."""

    def __init__(
        self,
        distributions: Distributions | None = None,
        package: Callable[[str], DebianPackage | None] = package_of,
        platform: str = sys.platform,
    ) -> None:
        self._distributions = Distributions() if distributions is None else distributions
        self._package = package
        self._platform = platform
        self._parts: dict[str, Part] = {}
        self._files: dict[str, list[str]] = {}

    def parts(self, shipped: Iterable[ShippedFile], left: Iterable[ShippedFile] = ()) -> list[Part]:
        """All parts with their files, by name. Raises LicenceError with a line for every file of no known part.

        `left` are libraries that the system is left to bring: no parts of the program, but not inside Python either.
        """
        rows = [row for row in shipped if row.kind not in {"SYMLINK", "OPTION"}]
        wrong = [words for words in map(self._place, rows) if words]
        if wrong:
            raise LicenceError("\n".join(dict.fromkeys(wrong)))
        for key, part in self._parts.items():
            part.files = tuple(sorted(self._files.get(key, ())))
        inner = [*self._inside_python(rows, left), *self._inside_distributions(rows)]
        inner += self._inside_qt(rows)
        return sorted([*self._parts.values(), *inner], key=lambda part: part.name.lower())

    def _place(self, row: ShippedFile) -> str:
        """Puts a file to its part; gives a sentence where that cannot be done."""
        try:
            key, make = self._owner(row)
            if not key:
                return f"Unknown part: {row.name} (from {row.source})"
            if key not in self._parts:
                self._parts[key] = make()
        except LicenceError as error:
            return str(error)
        if row.kind in _EMBEDDED:
            self._parts[key].embedded = True
        else:
            place = row.name if row.kind == "EXECUTABLE" else f"{INTERNAL}/{row.name}"
            self._files.setdefault(key, []).append(place)
        return ""

    def _owner(self, row: ShippedFile) -> tuple[str, Callable[[], Part]]:
        """The key of a file's part, empty where there is none, and what makes the part."""
        library = library_of(row.name)
        distribution = self._distributions.owner(row.source)
        if row.kind == "EXECUTABLE" or distribution == "pyinstaller":
            return "pyinstaller", lambda: bootloader_part(self._distributions)
        if distribution in qt_parts.DISTRIBUTIONS:
            if library:
                return library, lambda: library_part(library, row.name)
            module = qt_parts.module_of(row.name)
            return module, lambda: self._qt_part(module)
        if distribution:
            return distribution, lambda: self._distributions.part(distribution)
        if _is_own(row.source):
            return "own", own_part
        if row.name == "base_library.zip":
            return "python", python_part
        package = self._package(row.source)
        if package is not None:
            return ("python", python_part) if package.is_python else (package.source, lambda: _debian_part(package))
        if library:
            return library, lambda: library_part(library, row.name)
        return ("python" if _is_python(row) else ""), python_part

    def _qt_part(self, module: str) -> Part:
        # The LGPL is the GPL with more rights, so both texts belong to it.
        texts = (*texts_of("LGPL-3.0-only"), ("GPL-3.0", text_of("GPL-3.0") or ""))
        return Part(**qt_parts.module_facts(module, library_versions.qt_version()), texts=texts)

    def _inside_python(self, rows: list[ShippedFile], left: Iterable[ShippedFile]) -> list[Part]:
        """Libraries that Python's modules have inside, where no file of theirs lies in the program."""
        modules = {PurePosixPath(row.name).name.partition(".")[0]: row for row in rows if row.kind == "EXTENSION"}
        present = {library_of(row.name) for row in (*rows, *left)}
        inside = []
        for library in facts("system")["library"]:
            linked = [module for module in library.get("linked", ()) if module in modules]
            if linked and library["name"] not in present:
                inside.append(library_part(library["name"]))
                inside[-1].within = "Python"
        return inside

    def _inside_distributions(self, rows: list[ShippedFile]) -> list[Part]:
        """Code of others in Python distributions."""
        inside = []
        for one in facts("system")["inside_distribution"]:
            if any(row.name.startswith(tuple(one["modules"])) for row in rows):
                owner = self._parts[one["distribution"]]
                inside.append(_inner(one, owner.name))
        return inside

    def _inside_qt(self, rows: list[ShippedFile]) -> list[Part]:
        """Code of others in Qt's libraries and plugins."""
        places = {qt_parts.module_of(row.name) for row in rows if row.name.startswith("PySide6/")}
        places |= {qt_parts.plugin_of(row.name) for row in rows}
        inside = []
        for one in facts("qt")["third_party"]:
            if one["within"] in places and self._platform in one.get("systems", [self._platform]):
                owner = self._parts.get(one["within"]) or self._parts[qt_parts.module_of_plugin(one["within"])]
                inside.append(_inner(one, owner.name))
        return inside


def _inner(fact: Mapping[str, object], within: str) -> Part:
    """A part that has no file of its own, with its version left open: it is the one that the outer part has inside."""
    licence, copyrights = str(fact["licence"]), fact["copyright"]
    assert isinstance(copyrights, list)
    return Part(f"{fact['name']} (in {within})", "", licence, tuple(copyrights), texts_of(licence), "", within=within)


def _debian_part(package: DebianPackage) -> Part:
    licence = package.licence()
    # Debian's file only names these and leaves the text to a folder that other systems do not have.
    common = [one for one in chosen(licence) or () if one in facts("rules")["common"]]
    used = tuple(text for one in common for text in texts_of(one))
    title = f"{package.source} (copyright file of Debian's package)"
    copyrights = tuple(dict.fromkeys(line.strip() for line in package.text.splitlines() if is_copyright(line)))
    return Part(
        package.source, package.version, licence, copyrights, ((title, package.text), *used), package.purl, package.published
    )


def _is_own(source: str) -> bool:
    """Whether a file is one of ours: in reader_app, resources or packaging."""
    path = Path(_normal(source))
    return any(path.is_relative_to(_normal(str(product.ROOT / folder))) for folder in ("reader_app", "resources", "packaging"))


def _is_python(row: ShippedFile) -> bool:
    """Whether a file is of Python's own library, or is the library that Python itself is."""
    base = PurePosixPath(row.name).name.lower()
    if base.startswith(("libpython3", "python3")) or "/Python.framework/" in row.source or row.name == "Python":
        return True
    library = Path(_normal(sysconfig.get_path("stdlib")))
    dlls = Path(_normal(sys.base_prefix)) / "DLLs"
    source = Path(_normal(row.source))
    return source.is_relative_to(library) or source.is_relative_to(dlls)
