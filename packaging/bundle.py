"""The program in one folder with its own Python: built by PyInstaller, slimmed, with its notices, tried once."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import prepare
import product

PYTHON = prepare.python_of(product.ROOT / prepare.ENVIRONMENTS["build"])
NOTICES = ("THIRD-PARTY-NOTICES.txt", "sbom.cdx.json")
"""What notices.py writes that lies beside the program in every product."""

QT = ("PySide6", "shiboken6")


class BuildError(Exception):
    """A build that cannot go on; its text says why in one line."""


def call(*command: str | Path, **environment: str) -> None:
    """Runs a step of the build; raises BuildError where it fails (what it printed says why)."""
    words = [str(part) for part in command]
    if subprocess.run(words, cwd=product.ROOT, env={**os.environ, **environment}, check=False).returncode:
        raise BuildError(f"This step failed: {' '.join(Path(word).name for word in words[:4])} … (the lines above say why).")


def draw_icons() -> Path:
    """Draws the icon in all sizes; gives the folder."""
    icons = product.BUILD / "icons"
    call(PYTHON, product.PACKAGING / "icons.py", icons, QT_QPA_PLATFORM="offscreen")
    return icons


def build() -> Path:
    """Makes the program anew; gives its folder."""
    prepare.say(f"Building {product.NAME} {product.version()}")
    shutil.rmtree(product.APP.parent, ignore_errors=True)
    product.BUILD.mkdir(exist_ok=True)
    draw_icons()
    call(
        *(PYTHON, "-m", "PyInstaller", "--noconfirm", "--log-level=WARN"),
        *("--distpath", product.APP.parent, "--workpath", product.BUILD / "pyinstaller"),
        product.PACKAGING / "transcript-reader.spec",
        PYTHONHASHSEED="1",
    )
    if sys.platform.startswith("linux"):
        (product.APP / f"{product.NAME}-gui").symlink_to(product.NAME)
        tidy_python()
    write_notices(product.APP, product.BUILD / "notices")
    prove()
    return product.APP


def python_binaries(internal: Path) -> list[Path]:
    """Python's own library and the extension modules that are not Qt's."""
    modules = [path for path in sorted(internal.rglob("*.cpython-*.so")) if path.relative_to(internal).parts[0] not in QT]
    return [*internal.glob("libpython*.so*"), *modules]


def tidy_python() -> None:
    """Takes out of Python's binaries what only its builders need: symbols for debuggers (25 MB) and paths of their machine.

    Qt's libraries are left as they came: stripping breaks them, and their licence is easier to keep when they are unchanged.
    """
    for binary in python_binaries(product.APP / "_internal"):
        call("strip", "--strip-unneeded", binary)
        call("patchelf", "--remove-rpath", binary)


def write_notices(program: Path, folder: Path) -> None:
    """Writes into `folder` what the program in `program` is made of, and puts the notices and the list of parts beside it.

    A product that leaves libraries to the system has them written anew: it is made of less.
    """
    call(PYTHON, product.PACKAGING / "notices.py", product.SHIPPED, program, folder)
    for name in NOTICES:
        shutil.copyfile(folder / name, program / name)


def prove() -> None:
    """The fresh program tells its version and draws its window, in an environment that knows no other Python."""
    bare = {"PATH": "/usr/bin:/bin", "HOME": str(product.BUILD), "QT_QPA_PLATFORM": "offscreen"}
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"} if os.name == "nt" else bare
    program = product.APP / (product.NAME + (".exe" if os.name == "nt" else ""))
    told = subprocess.run([program, "--version"], env=environment, capture_output=True, text=True, check=False)
    if told.stdout.split() != [product.NAME, product.version()]:
        raise BuildError(f"The program does not start: {told.stdout}{told.stderr}")
    picture = product.BUILD / "window.png"
    picture.unlink(missing_ok=True)
    drawn = subprocess.run([program, "--picture", picture], env=environment, capture_output=True, text=True, check=False)
    if drawn.returncode or not picture.is_file():
        raise BuildError(f"The program draws no window: {drawn.stdout}{drawn.stderr}")
