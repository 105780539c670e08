"""Decides what of the things that PyInstaller collects goes into the program: the parts of Qt that the window uses, no more.

Everything comes as PyInstaller's rows (place in the program, file it comes from, kind). What is not listed here as wanted
stays out, so that a new release of Qt brings no plugin in unseen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import PurePosixPath

Row = tuple[str, str, str]
"""Place in the program, file it comes from, PyInstaller's kind (BINARY, EXTENSION, DATA, SYMLINK ...)."""

PLUGINS = {
    # Qt's own way to the screen on each system, and the one without a screen, for pictures and tests.
    "platforms": ("qxcb", "qwayland", "qwindows", "qcocoa", "qoffscreen"),
    "xcbglintegrations": ("qxcb-egl-integration", "qxcb-glx-integration"),
    # Windows draws a frame of its own round our window only where the compositor does not.
    "wayland-shell-integration": ("xdg-shell",),
    "wayland-decoration-client": ("adwaita", "bradient"),
    # File dialogs and the dark setting of the desktop. The gtk theme is left out: it would bring half of GTK.
    "platformthemes": ("qxdgdesktopportal",),
    "platforminputcontexts": ("composeplatforminputcontextplugin", "ibusplatforminputcontextplugin"),
    "styles": ("qmodernwindowsstyle", "qmacstyle"),
    "iconengines": ("qsvgicon",),
    "imageformats": ("qsvg", "qico"),
}
"""The plugins of Qt that are wanted: folder to names, without what each system writes before and after them."""

EXCLUDED_MODULES = (
    "_pytest",
    "distutils",
    "lib2to3",
    "pip",
    "pydoc_data",
    "pytest",
    "setuptools",
    "test",
    "tkinter",
    "turtledemo",
    # Whoosh can read other stores and languages than ours; none of these is installed or wanted.
    "google",
    "nltk",
    "numpy",
    "PIL",
)
"""Modules that some library would use if they were there. They are not to be searched for."""

_FRAMEWORK = re.compile(r"([^/]+)\.framework/")


def plugin_of(name: str) -> tuple[str, str] | None:
    """Folder and bare name of the Qt plugin at `name` in the program; None where it is no plugin.

    >>> plugin_of("PySide6/Qt/plugins/platforms/libqxcb.so")
    ('platforms', 'qxcb')
    """
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if "plugins" not in parts[:-2] or parts[0] != "PySide6":
        return None
    stem = parts[-1].partition(".")[0]
    return parts[-2], stem.removeprefix("lib") if parts[-1].endswith((".so", ".dylib")) else stem


def is_wanted(name: str) -> bool:
    """Whether what would lie at `name` is a plugin that is wanted, or no plugin and no translation of Qt's."""
    plugin = plugin_of(name)
    if plugin is not None:
        return plugin[1] in PLUGINS.get(plugin[0], ())
    # The window speaks English only; Qt's own few words follow it.
    return "translations" not in PurePosixPath(name.replace("\\", "/")).parts


def chosen(rows: Iterable[Row], needs: Callable[[str], Iterable[str]]) -> list[Row]:
    """The rows that go into the program, in their order.

    `needs(file)` gives the base names of the libraries that a file is linked to. A library stays only where a module or
    plugin that stays leads to it; so what a dropped plugin brought goes with it.
    """
    wanted = [row for row in rows if is_wanted(row[0])]
    libraries = {_base(name): source for name, source, kind in wanted if kind == "BINARY"}
    roots = [source for name, source, kind in wanted if kind == "EXTENSION" or (kind == "BINARY" and plugin_of(name))]
    reached: set[str] = set()
    ahead = [need for root in roots for need in needs(root)]
    while ahead:
        library = ahead.pop().casefold()
        if library in libraries and library not in reached:
            reached.add(library)
            ahead.extend(needs(libraries[library]))
    return [row for row in wanted if _stays(row, reached)]


def _stays(row: Row, reached: set[str]) -> bool:
    library = _library_of(row)
    if not library or library in reached or plugin_of(row[0]) is not None:
        return True
    # Python's own library is loaded by the bootloader, not linked to.
    return library.startswith(("libpython", "python", "vcruntime"))


def _library_of(row: Row) -> str:
    """The library that a row is, is a link to, or is a part of, as a framework of macOS has some; empty where there is none."""
    name, source, kind = row
    for place in (name, source) if kind == "SYMLINK" else (name,):
        framework = _FRAMEWORK.search(place)
        if framework:
            return framework[1].casefold()
    base = _base(name)
    # A link is the name of a library once more, at the top of the program.
    is_library = kind == "BINARY" or (kind == "SYMLINK" and (".so" in base or base.endswith(".dylib")))
    return base if is_library else ""


def _base(name: str) -> str:
    """The file's own name, for comparing: Windows writes the same one in capitals and without."""
    return PurePosixPath(name.replace("\\", "/")).name.casefold()
