"""Builds what people install, with the standard library only; it makes the environment that PyInstaller needs from its lock.

python3 packaging/build.py app                  the program in one folder with its own Python (build/app)
python3 packaging/build.py deb                  a package for Debian and Ubuntu
python3 packaging/build.py appdir               an AppDir, the tree inside an AppImage
python3 packaging/build.py windows-installer    a setup program, on Windows (or of --payload FOLDER anywhere)
python3 packaging/build.py dmg                  a disk image with the program, on macOS
python3 packaging/build.py wheel                a wheel and an sdist, for pipx and pip

Several can be named at once; the program is built once for all. Products go to dist/ or --output FOLDER.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import prepare

if sys.version_info >= prepare.OLDEST:
    import bundle
    import product
    import workshop


def app(_: argparse.Namespace) -> Path:
    """The program in one folder."""
    return bundle.build()


def deb(args: argparse.Namespace) -> Path:
    """A package for Debian and Ubuntu."""
    import debian_package

    return debian_package.build(product.APP, args.output, args.as_version)


def appdir(args: argparse.Namespace) -> Path:
    """The tree inside an AppImage."""
    import appdir as tree

    return tree.build(product.APP, args.output)


def windows_installer(args: argparse.Namespace) -> Path:
    """A setup program for Windows."""
    import windows_installer as setup
    import windows_signature

    if args.payload is None and sys.platform != "win32":
        raise bundle.BuildError("The program for Windows is built on Windows; elsewhere name one with --payload FOLDER.")
    # The remover lies inside the setup program, so both are signed while that is built.
    sign = f'"{sys.executable}" "{windows_signature.__file__}"' if os.environ.get("WINDOWS_CERTIFICATE") else None
    try:
        return setup.build(args.payload or product.APP, args.output, sign=sign)
    except setup.InstallerError as error:
        raise bundle.BuildError(str(error)) from error


def dmg(args: argparse.Namespace) -> Path:
    """A disk image for macOS."""
    import mac_bundle

    if sys.platform != "darwin":
        raise bundle.BuildError("A disk image is built on macOS.")
    return mac_bundle.dmg(product.APP.parent / f"{product.app_name()}.app", args.output)


def wheel(args: argparse.Namespace) -> Path:
    """A wheel, and the sdist that it is built from."""
    bundle.call(bundle.PYTHON, "-m", "hatchling", "build", "--directory", args.output)
    (made,) = args.output.glob(f"*-{product.version()}-*.whl")
    return Path(made)


PRODUCTS: dict[str, Callable[[argparse.Namespace], Path]] = {
    "app": app,
    "deb": deb,
    "appdir": appdir,
    "windows-installer": windows_installer,
    "dmg": dmg,
    "wheel": wheel,
}
NEED_NO_APP = ("app", "wheel")


def parser() -> argparse.ArgumentParser:
    """The words that this command takes."""
    made = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("products", nargs="+", choices=sorted(PRODUCTS), metavar="PRODUCT")
    made.add_argument("--output", type=Path, default=prepare.ROOT / "dist", metavar="FOLDER")
    made.add_argument("--reuse-app", action="store_true", help="take the program that was built before")
    made.add_argument("--as-version", metavar="VERSION", help="of the .deb: pack it under another version, to try an upgrade")
    made.add_argument("--payload", type=Path, metavar="FOLDER", help="of the setup program: a program that was built elsewhere")
    return made


def wants_app(args: argparse.Namespace) -> bool:
    """Whether the program has to be built before the products."""
    needed = [name for name in args.products if name not in NEED_NO_APP and not (name == "windows-installer" and args.payload)]
    return "app" in args.products or (bool(needed) and not (args.reuse_app and product.APP.is_dir()))


def main(words: list[str]) -> int:
    """Exit status 0 when all is built, 1 when something failed, 2 for wrong usage."""
    args = parser().parse_args(words)
    if sys.version_info < prepare.OLDEST:
        return newer(words)
    args.output = args.output.resolve()
    try:
        prepare.prepare_system()
        workshop.equip(workshop.BUILDING)
        prepare.prepare_environment("build")
        if wants_app(args):
            app(args)
        for name in args.products:
            made = product.APP if name == "app" else PRODUCTS[name](args)
            prepare.say(f"{name}: {made} ({megabytes(made):.1f} MB)")
    except (prepare.SetupError, bundle.BuildError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def newer(words: list[str]) -> int:
    """The same with another Python of this machine, where this one is too old."""
    other = prepare.newer_python()
    if other is None:
        print("Python 3.11 or newer is needed.", file=sys.stderr)
        return 1
    return subprocess.run([other, __file__, *words], check=False).returncode


def megabytes(made: Path) -> float:
    """The size of a file, or of all files in a folder, in millions of bytes."""
    files = [made] if made.is_file() else [path for path in made.rglob("*") if path.is_file() and not path.is_symlink()]
    return sum(path.stat().st_size for path in files) / 1e6


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
