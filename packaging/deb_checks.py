"""Holds a finished .deb against Debian's, the desktops' and our own rules. Needs only the standard library.

python3 packaging/deb_checks.py dist/transcript-reader_1.2.3_amd64.deb

Needs lintian, desktop-file-validate and appstreamcli; what would be asked of a missing one is skipped, and that is said. Exit
status 0 when all rules that could be looked at are kept.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

LIMIT_MB = 60
"""Millions of bytes that a reader is asked to download at most."""
LINTIAN = ("lintian", "--allow-root", "--fail-on", "error,warning", "--suppress-tags", "mismatched-override")
"""An override that finds nothing is no fault: which of Python's modules are builtin differs from one Python to the next."""


def share_commands(root: Path) -> list[list[str]]:
    """The checks of the desktop files in an unpacked package at `root`."""
    entries = sorted((root / "usr/share/applications").glob("*.desktop"))
    descriptions = sorted((root / "usr/share/metainfo").glob("*.xml"))
    if not entries or not descriptions:
        raise FileNotFoundError("The package has no menu entry or no description.")
    return [
        ["desktop-file-validate", *(str(entry) for entry in entries)],
        ["appstreamcli", "validate", "--no-net", *(str(description) for description in descriptions)],
    ]


def check(deb: Path) -> list[str]:
    """What is wrong, a line each; what the tools say goes to standard output."""
    wrong = []
    size = deb.stat().st_size / 1e6
    print(f"{deb.name}: {size:.1f} MB", flush=True)
    if size > LIMIT_MB:
        wrong.append(f"It has {size:.1f} MB, more than {LIMIT_MB}.")
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["dpkg-deb", "--extract", deb, folder], check=True)
        for command in [[*LINTIAN, str(deb)], *share_commands(Path(folder))]:
            if shutil.which(command[0]) is None:
                print(f"skipped: {command[0]} is not on this machine", flush=True)
            elif subprocess.run(command, check=False).returncode:
                wrong.append(f"{command[0]} is not content.")
    return wrong


def main(words: list[str]) -> int:
    """Exit status 0 when all is well, 1 when not, 2 for wrong usage."""
    if len(words) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    wrong = check(Path(words[0]))
    for line in wrong:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
