"""Makes the installer for Windows: writes down what is installed, and lets NSIS compile windows/installer.nsi with it.

NSIS (makensis) runs on Linux and macOS too; there is nothing that needs Windows here.
"""

from __future__ import annotations

import os
import re
import shutil
import struct
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath, PureWindowsPath

import product

SCRIPT = product.PACKAGING / "windows" / "installer.nsi"
ICON = product.BUILD / "icons" / f"{product.NAME}.ico"
"""The icon of the installer; without it NSIS takes one of its own."""
TYPES = tuple(sorted(f".{end}" for ends in product.FILE_TYPES.values() for end in ends))
"""Extensions of the files that "Open with" offers the program for."""
SIDE_COLOUR = 0x1C6670
"""Of the side of the last page: red, green, blue, as in the icon."""
PROGRAMS = (f"{product.NAME}.exe", f"{product.NAME}-gui.exe")
"""What a payload has to have: the program for the command line and the one with the window."""

_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
_FORBIDDEN = re.compile(r'[\x00-\x1f<>:"/\\|?*]|[ .]$')


class InstallerError(Exception):
    """What keeps the installer from being made, in words for the person who builds."""


def build(payload: Path, output: Path, *, version: str | None = None, icon: Path = ICON, sign: str | None = None) -> Path:
    """Compile the installer of the program in the folder `payload` into the folder `output`; gives its path.

    `version` is product.version() unless given. `sign` is a command that signs the file whose quoted name is put after
    it; it is run on the uninstaller, before that is packed, and on the installer. Raises InstallerError where NSIS is
    missing or fails, or the payload lacks a program or has names that Windows does not allow.
    """
    makensis = find_makensis()
    number = product.version() if version is None else version
    files, folders = list_payload(payload)
    output.mkdir(parents=True, exist_ok=True)
    made = output.resolve() / f"{product.NAME}-{number}-setup.exe"
    made.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        listed = Path(scratch) / "files.nsh"
        listed.write_text(file_list(payload.resolve(), files, folders), encoding="utf-8-sig")
        side = Path(scratch) / "side.bmp"
        side.write_bytes(dot(SIDE_COLOUR))
        defines = {
            "TARGET": _target(makensis),
            "FILES": str(listed),
            "SIDE": str(side),
            "OUTPUT": str(made),
            "NAME": product.app_name(),
            "VERSION": number,
            "NUMBERS": four_numbers(number),
            "ID": product.app_id(),
            "SUMMARY": product.summary(),
            "PUBLISHER": product.MAINTAINER.partition(" <")[0],
            "SIZE": str(sum((payload / name).stat().st_size for name in files) // 1024),
        }
        if icon.is_file():
            defines["ICON"] = str(icon.resolve())
        if sign is not None:
            defines["SIGN"] = sign
        _compile(makensis, defines)
    return made


def find_makensis() -> str:
    """Where NSIS's compiler is: on the path, or where its own installer puts it on Windows."""
    found = shutil.which("makensis")
    if found is not None:
        return found
    for variable in ("ProgramFiles(x86)", "ProgramFiles"):
        beside = Path(os.environ.get(variable, "")) / "NSIS" / "makensis.exe"
        if variable in os.environ and beside.is_file():
            return str(beside)
    raise InstallerError(
        "makensis is missing, the compiler of NSIS. It comes with the package nsis (Debian), makensis (Homebrew), nsis (winget)."
    )


def list_payload(payload: Path) -> tuple[list[str], list[str]]:
    """The files and the folders in `payload`, with slashes, in an order in which a folder comes before what is in it.

    Raises InstallerError for names that Windows does not allow, and where a program is missing.
    """
    everything = sorted(path for path in payload.rglob("*"))
    names = [(path.relative_to(payload), path.is_dir()) for path in everything]
    for name, _ in names:
        if any(_FORBIDDEN.search(part) or _RESERVED.match(part) for part in name.parts) or "${" in str(name):
            raise InstallerError(f"Windows allows no such name, or NSIS cannot write it: {name}")
    files = [name.as_posix() for name, is_folder in names if not is_folder]
    missing = [name for name in PROGRAMS if name not in files]
    if missing:
        raise InstallerError(f"The folder {payload} has no {' and no '.join(missing)}.")
    return files, [name.as_posix() for name, is_folder in names if is_folder]


def file_list(payload: Path, files: Iterable[str], folders: Iterable[str]) -> str:
    """NSIS macros that put exactly these files in place and take exactly them away again; names as list_payload gives them."""
    files, folders = list(files), list(folders)
    # Alike beside alike packs better.
    packed = sorted(files, key=lambda name: (PurePosixPath(name).suffix, name))
    stage = [f'CreateDirectory "$INSTDIR\\${{STAGING}}\\{_quoted(name)}"' for name in folders]
    for name in packed:
        stage.append(f'File "/oname=$INSTDIR\\${{STAGING}}\\{_quoted(name)}" "{payload / PurePosixPath(name)}"')
    place = [f'CreateDirectory "$INSTDIR\\{_quoted(name)}"' for name in folders]
    place += [line for name in files for line in (f'StrCpy $R0 "{_quoted(name)}"', "Call Place")]
    remove = [line for name in files for line in (f'StrCpy $R0 "{_quoted(name)}"', "Call un.Remove")]
    remove += [f'RMDir "$INSTDIR\\{_quoted(name)}"' for name in reversed(folders)]
    tops = sorted({PurePosixPath(name).parts[0] for name in (*files, *folders)})
    clash = [
        line
        for name in tops
        for line in (f'${{If}} ${{FileExists}} "$INSTDIR\\{_quoted(name)}"', f'StrCpy $Clash "{_quoted(name)}"', "${EndIf}")
    ]
    macros = {"STAGE": stage, "PLACE": place, "REMOVE": remove, "FIND_CLASH": clash, **_type_macros()}
    return "".join(
        f"!macro {name}\n" + "".join(f"  {line}\n" for line in lines) + "!macroend\n" for name, lines in macros.items()
    )


def _type_macros() -> dict[str, list[str]]:
    """Offer the program for each extension, and withdraw the offer: other programs' values under it stay."""
    offer, withdraw = [], []
    for extension in TYPES:
        key = f'HKCU "${{CLASSES}}\\{extension}'
        offer.append(f'WriteRegStr {key}\\OpenWithProgids" "${{PROGID}}" ""')
        offer.append(f'WriteRegStr HKCU "${{CLASSES}}\\Applications\\${{GUI}}\\SupportedTypes" "{extension}" ""')
        offer.append(f'WriteRegStr HKCU "${{CAPABILITIES}}\\FileAssociations" "{extension}" "${{PROGID}}"')
        withdraw.append(f'DeleteRegValue {key}\\OpenWithProgids" "${{PROGID}}"')
        withdraw.append(f'DeleteRegKey /ifempty {key}\\OpenWithProgids"')
        withdraw.append(f'DeleteRegKey /ifempty {key}"')
    return {"OFFER_TYPES": offer, "WITHDRAW_TYPES": withdraw}


def four_numbers(version: str) -> str:
    """The version as Windows' version resources want it: 1.2.3rc1 is 1.2.3.0."""
    numbers = re.match(r"\d+(?:\.\d+){0,3}", version)
    parts = numbers[0].split(".") if numbers else []
    return ".".join([*parts, "0", "0", "0", "0"][:4])


def dot(colour: int) -> bytes:
    """A Windows bitmap of one pixel. `colour` is 0xRRGGBB, which little-endian bytes turn into the order that bitmaps have."""
    header = struct.pack("<2sIHHI", b"BM", 58, 0, 0, 54)
    return header + struct.pack("<IiiHHIIiiIII", 40, 1, 1, 1, 24, 0, 4, 2835, 2835, 0, 0, colour)


def _quoted(name: str) -> str:
    """A name with slashes as it stands between quotes in an NSIS script, for Windows."""
    return str(PureWindowsPath(name)).replace("$", "$$")


def _target(makensis: str) -> str:
    """64 bit where this NSIS can, as Debian's does; the official one makes 32-bit installers, which run on all Windows."""
    words = subprocess.run([makensis, "-HDRINFO"], capture_output=True, check=False).stdout.decode(errors="replace")
    home = re.search(r"\bNSISDIR=([^,\r\n]*)", words)
    if home is None:
        return "x86-unicode"
    return "amd64-unicode" if (Path(home[1]) / "Stubs" / "lzma_solid-amd64-unicode").is_file() else "x86-unicode"


def _compile(makensis: str, defines: dict[str, str]) -> None:
    command = [
        makensis,
        "-V2",
        "-WX",
        "-NOCD",
        "-INPUTCHARSET",
        "UTF8",
        *(f"-D{name}={value}" for name, value in defines.items()),
    ]
    # In a locale without Unicode makensis would not find files with such names.
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    done = subprocess.run([*command, str(SCRIPT)], capture_output=True, env=environment, check=False)
    if done.returncode:
        words = (done.stdout + done.stderr).decode(errors="replace").strip()
        raise InstallerError(f"makensis failed:\n{words}")
