"""An AppDir of the built program, and the AppImage made of it: one file that runs on any Linux, beside nothing installed.

    python3 packaging/appdir.py APPDIR RUNTIME     packs an AppDir with the AppImage runtime in that file, into dist

The form is that of the AppImage specification: AppRun, one desktop entry and its icon at the top, the rest below usr.
"""

from __future__ import annotations

import configparser
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import desktop_files
import product
from bundle import BuildError, call, write_notices

ICON_SIZE = "256x256"

APP_RUN = """\
#!/bin/sh
# Called by a name that ends in -gui, an AppImage takes no word for a command, as the installed program does.
here=$(dirname "$(readlink -f "$0")")
case "${ARGV0:-$0}" in
*-gui) exec "$here/usr/bin/transcript-reader-gui" "$@" ;;
*) exec "$here/usr/bin/transcript-reader" "$@" ;;
esac
"""

FROM_THE_SYSTEM = frozenset(
    {
        # The C and C++ runtimes: the newest one has to serve the graphics drivers too, and that is the system's.
        *("libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1", "libresolv.so.2", "libutil.so.1"),
        *("ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1", "libstdc++.so.6", "libgcc_s.so.1"),
        # The drivers, and what they and the display server speak.
        *("libGL.so.1", "libEGL.so.1", "libGLdispatch.so.0", "libGLX.so.0", "libOpenGL.so.0", "libdrm.so.2"),
        *("libgbm.so.1", "libglapi.so.0", "libX11.so.6", "libX11-xcb.so.1", "libxcb.so.1", "libxcb-dri2.so.0"),
        *("libxcb-dri3.so.0", "libwayland-client.so.0", "libasound.so.2"),
        # Fonts have to be found and drawn as the system's configuration and cache have it.
        *("libfontconfig.so.1", "libfreetype.so.6", "libharfbuzz.so.0", "libfribidi.so.0", "libexpat.so.1"),
        # Older siblings of these in an AppImage break the system's libraries that are loaded later.
        *("libz.so.1", "libuuid.so.1", "libcom_err.so.2", "libgpg-error.so.0", "libp11-kit.so.0"),
        *("libICE.so.6", "libSM.so.6", "libgmp.so.10"),
    }
)
"""What an AppImage must not bring: the AppImage project's list of libraries that every desktop has (its "excludelist")."""


def write_own_share(share: Path) -> None:
    """The share folder of this program: desktop entry, metainfo, types of files, manual, icons."""
    desktop_files.write_share(share, product.BUILD / "icons")


def build(app: Path, folder: Path, write_share: Callable[[Path], None] = write_own_share) -> Path:
    """Makes an AppDir of the program in `app` anew, in `folder`, and gives its path.

    `write_share` fills a share folder with a desktop entry, its icons and the rest. Raises BuildError where `app`
    has no program, or where the share folder has no desktop entry or no icon for it.
    """
    if not (app / product.NAME).is_file():
        raise BuildError(f"There is no program in {app}.")
    output = folder / f"{product.NAME}.AppDir"
    shutil.rmtree(output, ignore_errors=True)
    inside = output / "usr" / "lib" / product.NAME
    shutil.copytree(app, inside, symlinks=True)
    drop_system_libraries(inside)
    with tempfile.TemporaryDirectory() as notices:
        write_notices(inside, Path(notices))
    programs = output / "usr" / "bin"
    programs.mkdir()
    for command in (product.NAME, f"{product.NAME}-gui"):
        # One program: whether the name it is called by ends in -gui is what it looks at.
        (programs / command).symlink_to(f"../lib/{product.NAME}/{product.NAME}")
    write_share(output / "usr" / "share")
    _write_top(output)
    return output


def drop_system_libraries(program: Path) -> list[str]:
    """Takes out of the program's folder what every desktop has; gives the names, in order."""
    internal = program / "_internal"
    dropped = [path for path in sorted(internal.rglob("*.so*")) if path.name in FROM_THE_SYSTEM]
    for path in dropped:
        path.unlink()
    return sorted({path.name for path in dropped})


def _write_top(output: Path) -> None:
    """AppRun, and the desktop entry and icon by which file managers and launchers know an AppImage."""
    share = output / "usr" / "share"
    entry = share / "applications" / f"{product.app_id()}.desktop"
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read_string(entry.read_text(encoding="utf-8"))
    icon = f"{parser['Desktop Entry']['Icon']}.png"
    drawn = share / "icons" / "hicolor" / ICON_SIZE / "apps" / icon
    if not drawn.is_file():
        raise BuildError(f"There is no icon of {ICON_SIZE} for {entry.name}.")
    shutil.copyfile(entry, output / entry.name)
    shutil.copyfile(drawn, output / icon)
    (output / ".DirIcon").symlink_to(icon)
    start = output / "AppRun"
    start.write_text(APP_RUN, encoding="utf-8")
    start.chmod(0o755)


def pack(appdir: Path, runtime: Path, output: Path) -> Path:
    """Makes the AppImage `output`: the runtime, and behind it the AppDir as a squashfs.

    Raises BuildError where mksquashfs is missing or fails.
    """
    if shutil.which("mksquashfs") is None:
        raise BuildError("mksquashfs is needed for an AppImage; it is in Debian's package squashfs-tools.")
    output.parent.mkdir(parents=True, exist_ok=True)
    packed = output.with_suffix(".squashfs")
    packed.unlink(missing_ok=True)
    smallest = ("-comp", "zstd", "-Xcompression-level", "19")
    call("mksquashfs", appdir.resolve(), packed.resolve(), "-root-owned", "-noappend", "-no-progress", "-quiet", *smallest)
    with output.open("wb") as image:
        for part in (runtime, packed):
            with part.open("rb") as stream:
                shutil.copyfileobj(stream, image)
    packed.unlink()
    output.chmod(0o755)
    return output


def main(words: list[str]) -> int:
    """Exit status 0 when packed, 1 when it could not be, 2 for wrong usage."""
    if len(words) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    image = product.DIST / f"{product.NAME}-{product.version()}-{platform.machine()}.AppImage"
    try:
        print(pack(Path(words[0]), Path(words[1]), image))
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
