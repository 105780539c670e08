"""A Windows for tests, as wine gives it: it installs, upgrades and removes the program, and tells what is left of it."""

import os
import re
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import product

UNINSTALLER = "uninstall-transcript-reader.exe"
ENTRY = rf"HKEY_CURRENT_USER\Software\Microsoft\Windows\CurrentVersion\Uninstall\{product.app_id()}"


class Windows:
    """A Windows of wine's, without a screen: runs programs, and tells what lies on its disk and in its registry."""

    def __init__(self, wine: str, folder: Path) -> None:
        self._wine = wine
        self._folder = folder
        home = folder / "home"
        home.mkdir()
        self._environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "LC_ALL": "C.UTF-8",
            "WINEPREFIX": str(folder / "prefix"),
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree,mshtml,winemenubuilder.exe=d",
        }
        (folder / "prefix").mkdir()
        assert self.run("wineboot", "--init") == 0
        self.pretend("win10")
        self.drive = folder / "prefix" / "drive_c"
        self.user = next(path for path in (self.drive / "users").iterdir() if path.name != "Public")
        self.programs = self.user / "AppData" / "Local" / "Programs"
        self.place = self.programs / product.app_name()
        self.shortcut = self.user / f"AppData/Roaming/Microsoft/Windows/Start Menu/Programs/{product.app_name()}.lnk"
        self.library = self.user / "AppData" / "Local" / product.NAME / "library.sqlite3"
        self.temp = self.user / "Temp"

    def run(self, *command: str | Path) -> int:
        """The exit code of a program in this Windows."""
        words = [self._wine, *map(str, command)]
        return subprocess.run(words, env=self._environment, stdout=subprocess.DEVNULL, timeout=120, check=False).returncode

    def start(self, program: Path) -> subprocess.Popen[bytes]:
        """A program in this Windows, while it runs."""
        return subprocess.Popen([self._wine, program], env=self._environment, stdout=subprocess.DEVNULL)

    def pretend(self, version: str) -> None:
        """Be a certain Windows from now on, as wine names them."""
        assert self.run("reg", "add", r"HKCU\Software\Wine", "/v", "Version", "/d", version, "/f") == 0

    def remove(self) -> None:
        """Run the uninstaller, which goes on after its first process has ended."""
        assert self.run(self.place / UNINSTALLER, "/S") == 0
        wait_until(lambda: not (self.place / UNINSTALLER).exists() and ENTRY not in self.registry())

    def registry(self) -> dict[str, dict[str, str]]:
        """What the user's half of the registry holds under Software, key by key; without the keys that are wine's own."""
        exported = self._folder / "exported.reg"
        assert self.run("reg", "export", r"HKCU\Software", exported, "/y") == 0
        found: dict[str, dict[str, str]] = {}
        for line in exported.read_text(encoding="utf-16").splitlines():
            name, is_value, value = line.partition("=")
            if line.startswith("["):
                key = found.setdefault(line.strip("[]"), {})
            elif is_value:
                key[name.strip('"').removeprefix("@")] = re.sub(r"\\(.)", r"\1", value[1:-1]) if value.startswith('"') else value
        return {key: values for key, values in found.items() if r"\Software\Wine" not in key}

    def installed(self) -> dict[str, bytes]:
        """The files in the program's folder."""
        return {path.relative_to(self.place).as_posix(): path.read_bytes() for path in self.place.rglob("*") if path.is_file()}

    def call(self) -> str:
        """How the stand-in program was called since the last time this was asked."""
        note = self.temp / "called.txt"
        wait_until(note.exists)
        words = note.read_bytes().decode("utf-16-le")
        note.unlink()
        return words


def bare(words: str) -> list[str]:
    """NSIS wants a folder, with its spaces, at the end and without the quotes that a word with spaces would get."""
    return words.split(" ")


def wait_until(happened: Callable[[], bool]) -> None:
    """Waits, and fails after half a minute."""
    end = time.monotonic() + 30
    while not happened():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.1)
