"""What the system must have to build packages and to try them, and how it gets there: by apt, where that is allowed.

python3 packaging/workshop.py       installs what `make package-test` tries packages with; what stays missing is named
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import NamedTuple

import prepare
from prepare import Library


class Tool(NamedTuple):
    """A command, and the Debian package that brings it."""

    command: str
    package: str


BUILDING = (
    Tool("objdump", "binutils"),
    Tool("strip", "binutils"),
    Tool("patchelf", "patchelf"),
    Tool("dpkg-shlibdeps", "dpkg-dev"),
    Tool("dpkg-deb", "dpkg"),
)
TRYING = (
    Tool("appstreamcli", "appstream"),
    Tool("debootstrap", "debootstrap"),
    Tool("desktop-file-validate", "desktop-file-utils"),
    Tool("import", "imagemagick"),
    Tool("lintian", "lintian"),
    Tool("makensis", "nsis"),
    Tool("man", "man-db"),
    Tool("wine", "wine"),
    Tool("Xvfb", "xvfb"),
    Tool("xdotool", "xdotool"),
    Tool("xauth", "xauth"),
)
PYTHON = f"libpython{sys.version_info.major}.{sys.version_info.minor}"
LINKED = (
    # What the program is linked to must be there for its package to state its dependencies.
    Library("libwayland-client.so.0", "libwayland-client0", True),
    Library("libwayland-cursor.so.0", "libwayland-cursor0", True),
    Library("libX11-xcb.so.1", "libx11-xcb1", True),
    Library("libxcb-glx.so.0", "libxcb-glx0", True),
    Library("libxcb-image.so.0", "libxcb-image0", True),
    Library("libxcb-randr.so.0", "libxcb-randr0", True),
    Library("libxcb-render-util.so.0", "libxcb-render-util0", True),
    Library("libxcb-sync.so.1", "libxcb-sync1", True),
    Library("libxcb-xfixes.so.0", "libxcb-xfixes0", True),
    Library("libxcb-xkb.so.1", "libxcb-xkb1", True),
)


def has_python_library() -> bool:
    """Whether this Python comes as a library too: PyInstaller needs it, and Debian keeps it apart."""
    folder, name = sysconfig.get_config_var("LIBDIR"), sysconfig.get_config_var("INSTSONAME")
    if sysconfig.get_config_var("Py_ENABLE_SHARED") and folder and (Path(folder) / str(name)).exists():
        return True
    return prepare.is_loadable(f"{PYTHON}.so.1.0")


def missing_packages(tools: tuple[Tool, ...]) -> list[str]:
    """The Debian packages that bring the tools and libraries that are not there, each once."""
    packages = [tool.package for tool in tools if shutil.which(tool.command) is None]
    if tools is BUILDING:
        packages += [library.package for library in LINKED if not prepare.is_loadable(library.soname)]
        packages += [] if has_python_library() else [PYTHON]
    return list(dict.fromkeys(packages))


def equip(tools: tuple[Tool, ...]) -> None:
    """Installs what is missing where apt may be used; raises SetupError with the line to type where something stays missing.

    Elsewhere than on Linux nothing is asked for: Python and PyInstaller bring all.
    """
    if not sys.platform.startswith("linux"):
        return
    missing = missing_packages(tools)
    if not missing:
        return
    apt = prepare.apt_command()
    if apt is not None:
        prepare.say(f"Installing system packages: {' '.join(missing)}")
        subprocess.run([*apt, "update", "--quiet"], check=False, stdout=subprocess.DEVNULL)
        prepare.apt_install(apt, missing)
        missing = missing_packages(tools)
    if missing:
        raise prepare.SetupError(f"Please install: sudo apt-get install {' '.join(missing)}")


def main() -> int:
    """Exit status 0 in any case: what a missing tool would have tried is skipped, and says so."""
    try:
        equip(TRYING)
    except prepare.SetupError as error:
        prepare.say(str(error))
    return 0


if __name__ == "__main__":
    sys.exit(main())
