"""Lays out what the Flatpak is built from, so that flatpak-builder itself needs no network: wheels, desktop entry, icons.

    python3 packaging/flatpak_sources.py     needs dist/*.whl and .venv-build; writes build/flatpak

The libraries are those of locks/runtime.txt, each checked against its hash there. PySide6 is left to the base app.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import bundle
import desktop_files
import product

SOURCES = product.BUILD / "flatpak"
MANIFEST = product.PACKAGING / "flatpak" / f"{product.app_id()}.yml"
OF_THE_BASE = ("pyside6", "shiboken6")
"""How the names begin of what the base app brings, built for the runtime's own Qt."""
PYTHON = "3.13"
"""The Python of the runtime that the manifest names."""
PLATFORM = "manylinux2014_x86_64"


def requirements(lock: str) -> str:
    """The part of a lock file that the base app does not bring, with its hashes."""
    kept: list[str] = []
    keeping = False
    for line in lock.splitlines():
        if line and not line.startswith((" ", "#")):
            keeping = not line.startswith(OF_THE_BASE)
        if keeping and line.strip():
            kept.append(line)
    return "\n".join(kept) + "\n"


def load_wheels(folder: Path) -> None:
    """Loads the libraries for the runtime's Python into `folder`. Raises CalledProcessError where a hash is not as locked."""
    folder.mkdir(parents=True)
    wanted = folder.parent / "requirements.txt"
    wanted.write_text(requirements((product.ROOT / "locks" / "runtime.txt").read_text(encoding="utf-8")), encoding="utf-8")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "--quiet", "--no-deps", "--require-hashes"]
    kind = ["--only-binary", ":all:", "--implementation", "cp", "--python-version", PYTHON, "--platform", PLATFORM]
    subprocess.run([*pip, *kind, "--dest", str(folder), "--requirement", str(wanted)], check=True)


def main() -> int:
    """Exit status 0 when all is in place; 1 where there is not exactly one wheel of this version to build from."""
    built = sorted(product.DIST.glob(f"{product.NAME.replace('-', '_')}-{product.version()}-*.whl"))
    if len(built) != 1:
        print("Run first: python3 packaging/build.py wheel", file=sys.stderr)
        return 1
    shutil.rmtree(SOURCES, ignore_errors=True)
    load_wheels(SOURCES / "wheels")
    shutil.copy2(built[0], SOURCES / "wheels")
    desktop_files.write_share(SOURCES / "share", bundle.draw_icons())
    return 0


if __name__ == "__main__":
    sys.exit(main())
