"""What the package lays into a system and what it must not: its files, its links, its fonts, no Python, nothing seized."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import product
from trial.bare_debian import BareDebian
from trial.reader_account import GUI, demand

HOME = f"usr/lib/{product.NAME}"
SEIZING = ("mimeapps.list", "defaults.list")
"""Files by which a package would make itself the program for a type; what people choose is theirs."""
ICON_SIZES = (16, 32, 48, 64, 128, 256)

_PYTHON = re.compile(r"^usr/(local/)?(bin/python[\d.]*$|lib/python\d)|(^|/)libpython[^/]*\.so")
_EXEC = re.compile(r"^Exec=(\S+)", re.MULTILINE)
_LISTED = re.compile(r"^\S+\s+\S+\s+\d+\s+\S+\s+\S+\s+\./(?P<path>.*?)(?: -> .*)?$")


def pythons(listing: set[str]) -> list[str]:
    """The interpreters, libraries and modules of a Python among the paths, but for what the program brings for itself."""
    return sorted(place for place in listing if not place.startswith(f"{HOME}/") and _PYTHON.search(place))


def demand_no_python(debian: BareDebian) -> None:
    """Raises Failed where the system has a Python of its own."""
    found = pythons(debian.listing())
    demand("no Python in the system", found[:5], not found)


def parse_contents(listing: str) -> set[str]:
    """The paths of files and links in what `dpkg-deb --contents` prints; folders are left out."""
    matches = (_LISTED.match(line) for line in listing.splitlines() if not line.startswith("d"))
    return {match["path"] for match in matches if match}


def contents(deb: Path) -> set[str]:
    """The paths of files and links in a package."""
    return parse_contents(subprocess.run(["dpkg-deb", "--contents", deb], check=True, capture_output=True, text=True).stdout)


def owned(debian: BareDebian) -> list[str]:
    """All paths that dpkg knows of the installed package, relative to the root."""
    lines = debian.run("dpkg", "-L", product.NAME).stdout.splitlines()
    return [line.lstrip("/") for line in lines if line.startswith("/") and line != "/."]


def demand_all_there(debian: BareDebian) -> None:
    """Raises Failed where a part of the installed package is missing or takes more than it is given."""
    share, own = debian.root / "usr/share", owned(debian)
    for command in (product.NAME, GUI):
        demand(f"{command} in the PATH", "none", debian.run("sh", "-c", f"command -v {command}").returncode == 0)
    entry = share / "applications" / f"{product.app_id()}.desktop"
    text = entry.read_text(encoding="utf-8") if entry.is_file() else ""
    starts = _EXEC.search(text)
    demand(f"a desktop entry that starts {GUI}", text or "none", starts is not None and starts[1] == GUI)
    demand("the scheme of our links in the desktop entry", text, f"x-scheme-handler/{product.NAME}" in text)
    icons = [share / f"icons/hicolor/{size}x{size}/apps/{product.app_id()}.png" for size in ICON_SIZES]
    icons.append(share / f"icons/hicolor/scalable/apps/{product.app_id()}.svg")
    missing = [icon.relative_to(share) for icon in icons if not icon.is_file()]
    demand("icons in all sizes", f"missing: {missing}", not missing)
    for place in (f"man/man1/{product.NAME}.1.gz", f"metainfo/{product.app_id()}.metainfo.xml", f"doc/{product.NAME}/copyright"):
        # A minimal system may be told to leave manuals out, so what dpkg knows counts.
        demand(place, "missing", f"usr/share/{place}" in own)
    demand("MIME types in the desktop entry", text, "MimeType=text/" in text)
    seized = [place for place in own if Path(place).name in SEIZING]
    demand("no type seized", seized, not seized)


def demand_fonts(debian: BareDebian) -> None:
    """Raises Failed where Latin or Hindi would be drawn as boxes."""
    names = [path.name for path in (debian.root / "usr/share/fonts").rglob("*.[to]tf")]
    demand(
        "a font for Latin", f"{len(names)} fonts", any(name.startswith(("NotoSans-", "NotoSerif-", "DejaVu")) for name in names)
    )
    demand("a font for Hindi", f"{len(names)} fonts", any("Devanagari" in name for name in names))


def demand_linked(debian: BareDebian) -> None:
    """Raises Failed where a program or library of the package needs another that is not there."""
    search = f"export LD_LIBRARY_PATH=/{HOME}/_internal; find /{HOME} -type f \\( -name '*.so*' -o -name {product.NAME} \\)"
    told = debian.run("sh", "-c", search + ' -exec sh -c \'for one; do echo "$one:"; ldd "$one" 2>&1; done\' sh {} +')
    missing = missing_links(told.stdout)
    demand("every library found", missing, bool(told.stdout) and not missing)


def missing_links(told: str) -> dict[str, list[str]]:
    """The libraries that were not found, by the file that needs them, from lines of ldd under `FILE:`."""
    found: dict[str, list[str]] = {}
    current = ""
    for line in told.splitlines():
        if line.startswith("/") and line.endswith(":"):
            current = line[:-1]
        elif "not found" in line:
            found.setdefault(current, []).append(line.split()[0])
    return found


def demand_gone(debian: BareDebian, own: list[str]) -> None:
    """Raises Failed where a file of the removed package is still there, or a folder that was its alone."""
    left = [
        place
        for place in own
        if (path := debian.root / place).is_symlink() or path.is_file() or (path.is_dir() and product.NAME in place)
    ]
    demand("none of its files left", left, not left)


def megabytes(debian: BareDebian) -> float:
    """What the program takes on the disk, in millions of bytes."""
    files = (path for path in (debian.root / HOME).rglob("*") if path.is_file() and not path.is_symlink())
    return round(sum(path.stat().st_size for path in files) / 1e6, 1)
