"""Knows the files of Qt's wheels: which library or plugin each is, under what name Qt gives it out, and where its sources are."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Any

from licences.licence_rules import LicenceError, facts

DISTRIBUTIONS = frozenset({"pyside6-essentials", "pyside6-addons", "pyside6", "shiboken6"})
BINDINGS = "PySide6 and Shiboken6"
"""The part that the bindings of Qt for Python are."""

_LIBRARY = re.compile(r"(?:lib)?Qt6(?P<name>\w+?)(?:\.so(?:\.\d+)*|\.dll|\.\d+\.dylib|\.dylib)$")
_FRAMEWORK = re.compile(r"/Qt(?P<name>\w+)\.framework/")
_BINDING = re.compile(
    r"(?:Qt(?P<name>\w+)|Shiboken|(?:lib)?(?:pyside6|shiboken6)(?:\.abi3)?)(?:\.abi3)?\.(?:so|pyd|dll|dylib|\d)[\w.]*$"
)
_DOWNLOADS = "https://download.qt.io/official_releases"


def plugin_of(name: str) -> str:
    """ "folder/plugin" of the Qt plugin at a place in the program; empty where it is none.

    >>> plugin_of("PySide6/Qt/plugins/platforms/libqxcb.so")
    'platforms/qxcb'
    """
    parts = PurePosixPath(name).parts
    if len(parts) < 4 or parts[0] != "PySide6" or parts[-3] != "plugins":
        return ""
    stem = parts[-1].partition(".")[0]
    return f"{parts[-2]}/{stem.removeprefix('lib') if parts[-1].endswith(('.so', '.dylib')) else stem}"


def module_of_plugin(plugin: str) -> str:
    """The library that a plugin ("folder/plugin") belongs to; empty where that is not known. GPL-only ones raise LicenceError."""
    if plugin in facts("qt")["gpl_only"]["plugins"]:
        raise LicenceError(f"This may not be shipped: the Qt plugin {plugin}: GPL-3.0-only")
    known: dict[str, str] = facts("qt")["plugins"]
    return known.get(plugin) or known.get(plugin.partition("/")[0], "")


def module_of(name: str) -> str:
    """The part of Qt that a file at a place in the program is of: a library without "Qt", or the bindings.

    Empty where it is none that is known. Raises LicenceError for one that Qt gives out under the GPL only.
    """
    plugin = plugin_of(name)
    if plugin:
        return module_of_plugin(plugin)
    path = PurePosixPath(name)
    library = _FRAMEWORK.search(name) or (_LIBRARY.match(path.name) if name.startswith("PySide6/") else None)
    binding = _BINDING.match(path.name)
    module = (library or binding or {"name": ""})["name"] or ""
    if module in facts("qt")["gpl_only"]["modules"]:
        raise LicenceError(f"This may not be shipped: Qt {module} ({name}): GPL-3.0-only")
    if library:
        return module if module in facts("qt")["modules"] else ""
    is_python = path.suffix == ".py" or len(path.parts) == 1
    if binding:
        return BINDINGS if not module or module in facts("qt")["modules"] else ""
    return BINDINGS if is_python and name.split("/")[0].split(".")[0] in {"PySide6", "shiboken6"} else ""


def archive(package: str, version: str) -> str:
    """Where Qt publishes the sources of `package` ("qtbase", "pyside-setup") at `version`."""
    if package == "pyside-setup":
        return f"{_DOWNLOADS}/QtForPython/pyside6/PySide6-{version}-src/pyside-setup-everywhere-src-{version}.tar.xz"
    minor = ".".join(version.split(".")[:2])
    return f"{_DOWNLOADS}/qt/{minor}/{version}/submodules/{package}-everywhere-src-{version}.tar.xz"


def module_facts(module: str, version: str) -> dict[str, Any]:
    """What is to be told of a part of Qt: the fields of a Part, without texts."""
    is_binding = module == BINDINGS
    package = "pyside-setup" if is_binding else facts("qt")["modules"][module]
    return {
        "name": BINDINGS if is_binding else f"Qt {module}",
        "version": version,
        "licence": "LGPL-3.0-only",
        "copyright": ("Copyright (C) The Qt Company Ltd. and other contributors.",),
        "purl": f"pkg:pypi/pyside6@{version}" if is_binding else f"pkg:generic/qt/{module.lower()}@{version}",
        "source": archive(package, version),
    }
