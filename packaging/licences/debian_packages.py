"""Asks Debian (and Ubuntu) which package a shared library comes from, and what its copyright file says."""

from __future__ import annotations

import fnmatch
import functools
import os
import platform
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

from licences.licence_rules import LicenceError, facts

DOCUMENTS = Path("/usr/share/doc")


class DebianPackage(NamedTuple):
    """Source package, its version, the name of the system ("debian", "ubuntu"), and the text of its copyright file."""

    source: str
    version: str
    system: str
    text: str

    @property
    def is_python(self) -> bool:
        """Whether it is Python itself."""
        return fnmatch.fnmatchcase(self.source, "python3.[0-9]*")

    @property
    def purl(self) -> str:
        """Its package URL."""
        return f"pkg:deb/{self.system}/{self.source}@{self.version}?arch=source".replace("+", "%2B")

    @property
    def published(self) -> str:
        """Where its sources are, as they were at that version."""
        if self.system == "ubuntu":
            return f"https://launchpad.net/ubuntu/+source/{self.source}/{self.version}"
        return f"https://snapshot.debian.org/package/{self.source}/{self.version}/"

    def licence(self) -> str:
        """The licence of its libraries, an SPDX expression. Raises LicenceError where system.toml does not say."""
        known: dict[str, str] = facts("system")["debian"]
        if self.source in known:
            return known[self.source]
        for pattern, licence in facts("system")["debian_patterns"].items():
            if fnmatch.fnmatchcase(self.source, pattern):
                return str(licence)
        raise LicenceError(f"This may not be shipped: {self.source}: no known licence (packaging/licences/system.toml)")


@functools.cache
def package_of(source: str) -> DebianPackage | None:
    """The package that installed the file `source`; None where none did or the system has no such packages."""
    if shutil.which("dpkg-query") is None:
        return None
    # /lib is a link to /usr/lib, and packages may name a file by either.
    paths = (source, "/usr" + source, source.removeprefix("/usr"), os.path.realpath(source))
    owner = next((name for name in map(_owner, dict.fromkeys(paths)) if name), "")
    if not owner:
        return None
    told = _ask("--show", "--showformat=${source:Package} ${source:Version}", owner).split()
    text = (DOCUMENTS / owner.partition(":")[0] / "copyright").read_text(encoding="utf-8")
    system = platform.freedesktop_os_release().get("ID", "debian")
    return DebianPackage(told[0], told[1], system, text)


def _owner(path: str) -> str:
    """The binary package, with its architecture, that a path belongs to."""
    return _ask("--search", path).partition(": ")[0].split(", ")[0]


def _ask(*words: str) -> str:
    answer = subprocess.run(
        ["dpkg-query", *words], capture_output=True, text=True, check=False, env={**os.environ, "LC_ALL": "C"}
    )
    return answer.stdout if answer.returncode == 0 else ""
