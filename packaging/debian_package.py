"""The .deb: the program under /usr/lib, its two commands, its desktop files, and dependencies that are computed, not guessed."""

from __future__ import annotations

import email.utils
import gzip
import hashlib
import json
import os
import re
import shutil
import stat
import subprocess
import tempfile
import textwrap
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import bundle
import desktop_files
import product

HOME = Path("usr/lib") / product.NAME
COMMANDS = (product.NAME, f"{product.NAME}-gui")
RECOMMENDED = ("ca-certificates", "fonts-noto-core", "xdg-utils")
"""Everything works without these but the fetching of a safe web address, which is checked by the first. Hindi and many other
scripts look better, links open in a browser."""
SUGGESTED = ("fonts-inter", "fonts-noto-cjk", "fonts-sil-charis")
OLD_FILE = HOME / "left-by-an-older-version.txt"
"""What a package made under an older version has more, so that an upgrade can be seen to take it away."""

DESCRIPTION = (
    "Transcript Reader turns the transcript that you have, however messy, into a page worth reading: who speaks, when, and in "
    "which chapter. It finds any word in your whole library, jumps to where it was said, and keeps the sentence as a quote with "
    "its source.",
    "It works offline. Nothing leaves your computer, and no account is needed.",
)


def build(app: Path, output: Path, version: str | None = None) -> Path:
    """Packs the program in `app` into `output`/NAME_VERSION_ARCH.deb and gives its path.

    `version`: another than the program's own, for trying an upgrade. Raises BuildError where a tool of Debian is missing.
    """
    for tool in ("dpkg-deb", "dpkg-shlibdeps"):
        if shutil.which(tool) is None:
            raise bundle.BuildError(f"{tool} is needed for a .deb; it is in Debian's package dpkg-dev.")
    number = version or product.version()
    architecture = _said_by("dpkg", "--print-architecture").strip()
    output.mkdir(parents=True, exist_ok=True)
    target = output / f"{product.NAME}_{number}_{architecture}.deb"
    with tempfile.TemporaryDirectory(prefix="deb-") as folder:
        tree = Path(folder) / "debian" / product.NAME
        fill(tree, app, number)
        if version is not None:
            (tree / OLD_FILE).write_text("Only an older version has this file.\n", encoding="utf-8")
        set_modes(tree)
        write_control(tree, number, architecture)
        set_times(tree)
        command = ["dpkg-deb", "--root-owner-group", "-Zxz", "-z6", "--build", str(tree), str(target)]
        environment = {**os.environ, "SOURCE_DATE_EPOCH": str(epoch())}
        subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    return target


def fill(tree: Path, app: Path, version: str) -> None:
    """Lays out what the package installs."""
    shutil.copytree(app, tree / HOME, symlinks=True)
    for library in brought_by_debian(tree / HOME / "_internal"):
        library.unlink()
    commands = tree / "usr/bin"
    commands.mkdir(parents=True)
    (tree / HOME / COMMANDS[1]).unlink()
    for command in COMMANDS:
        (commands / command).symlink_to(Path("../lib") / product.NAME / product.NAME)
    desktop_files.write_share(tree / "usr/share", product.BUILD / "icons")
    write_documents(tree, version)


def brought_by_debian(internal: Path) -> list[Path]:
    """The libraries in the program that Debian's own packages bring, so that its security updates reach them.

    Python's own library stays: which version of it Debian brings changes from release to release.
    """
    rows = json.loads(product.SHIPPED.read_text(encoding="utf-8"))
    sources = {
        row["name"]: row["source"]
        for row in rows
        if row["kind"] == "BINARY" and "/" not in row["name"] and not row["name"].startswith("libpython")
    }
    owned = _owned_by_packages(sources.values())
    return sorted(internal / name for name, source in sources.items() if source in owned and (internal / name).is_file())


def _owned_by_packages(files: Iterable[str]) -> set[str]:
    """Those of the files that belong to an installed Debian package. /lib and /usr/lib are one, but dpkg knows either name."""
    names = {name: file for file in files for name in (file, file.removeprefix("/usr"), "/usr" + file)}
    told = subprocess.run(["dpkg", "--search", *names], capture_output=True, text=True, check=False).stdout
    found = {line.partition(": ")[2] for line in told.splitlines()}
    return {file for name, file in names.items() if name in found}


def write_documents(tree: Path, version: str) -> None:
    """Copyright, notices, list of parts and changes; and why lintian's remaining words are put aside."""
    documents = tree / "usr/share/doc" / product.NAME
    documents.mkdir(parents=True)
    notices = tree.parent.parent / "notices"
    bundle.write_notices(tree / HOME, notices)
    shutil.copyfile(notices / "copyright", documents / "copyright")
    for name in bundle.NOTICES:
        (tree / HOME / name).unlink()
        (documents / f"{name}.gz").write_bytes(_packed((notices / name).read_bytes()))
        (tree / HOME / f"{name}.gz").symlink_to(Path("../../share/doc") / product.NAME / f"{name}.gz")
    (documents / "changelog.gz").write_bytes(_packed(changelog(version).encode()))
    overrides = tree / "usr/share/lintian/overrides"
    overrides.mkdir(parents=True)
    shutil.copyfile(product.PACKAGING / "linux" / "lintian-overrides", overrides / product.NAME)


def changelog(version: str) -> str:
    """What changed, as Debian writes it; the newest section goes under `version`."""
    sections: list[str] = []
    for release in [release for release in product.releases() if release.day]:
        number = version if not sections else release.version
        when = email.utils.format_datetime(datetime.fromisoformat(release.day).replace(tzinfo=UTC))
        changes = "\n".join(
            textwrap.fill(change, 78, initial_indent="  * ", subsequent_indent="    ") for change in release.changes
        )
        sections.append(f"{product.NAME} ({number}) stable; urgency=medium\n\n{changes}\n\n -- {product.MAINTAINER}  {when}\n")
    return "\n".join(sections)


def _packed(content: bytes) -> bytes:
    return gzip.compress(content, 9, mtime=0)


def set_modes(tree: Path) -> None:
    """Folders and programs can be entered and run by all, everything else only read."""
    for path in [tree, *tree.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path == tree / HOME / product.NAME else 0o644)


def set_times(tree: Path) -> None:
    """Everything bears the day of the release, so that the same program gives the same package."""
    moment = epoch()
    for path in [tree, *tree.rglob("*")]:
        os.utime(path, (moment, moment), follow_symlinks=False)


def epoch() -> int:
    """Seconds since 1970: SOURCE_DATE_EPOCH where that is set, else the day of the newest release."""
    day = next(release.day for release in product.releases() if release.day)
    return int(os.environ.get("SOURCE_DATE_EPOCH") or datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp())


def depends(tree: Path) -> str:
    """What the program is linked to and does not bring, as Debian's packages with their versions."""
    work = tree.parent.parent
    (work / "debian" / "control").write_text(
        f"Source: {product.NAME}\n\nPackage: {product.NAME}\nArchitecture: any\n", encoding="utf-8"
    )
    (tree / "DEBIAN").mkdir(exist_ok=True)
    internal = tree / HOME / "_internal"
    folders = [internal, *sorted({path.parent for path in internal.rglob("*.so*")})]
    told = _said_by(
        *("dpkg-shlibdeps", "-O", "--ignore-missing-info", "--warnings=0"),
        *(f"-l{folder}" for folder in folders),
        *(str(path) for path in elf_files(tree)),
        cwd=work,
    )
    found = re.search(r"^shlibs:Depends=(.*)$", told, re.MULTILINE)
    if found is None:
        raise bundle.BuildError("dpkg-shlibdeps named no dependencies.")
    return found[1]


def elf_files(tree: Path) -> list[Path]:
    """The programs and libraries in `tree`, links left aside."""
    return sorted(path for path in tree.rglob("*") if path.is_file() and not path.is_symlink() and _is_elf(path))


def _is_elf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def write_control(tree: Path, version: str, architecture: str) -> None:
    """DEBIAN/control and DEBIAN/md5sums."""
    files = [path for path in sorted(tree.rglob("*")) if stat.S_ISREG(path.lstat().st_mode)]
    size = sum(-(-path.stat().st_size // 1024) for path in files) + sum(1 for path in tree.rglob("*") if path.is_dir())
    needed = depends(tree)
    lines = (
        f"Package: {product.NAME}",
        f"Version: {version}",
        f"Architecture: {architecture}",
        f"Maintainer: {product.MAINTAINER}",
        f"Installed-Size: {size}",
        f"Depends: {needed}",
        f"Recommends: {', '.join(RECOMMENDED)}",
        f"Suggests: {', '.join(SUGGESTED)}",
        "Section: text",
        "Priority: optional",
        f"Description: {product.summary()[0].lower()}{product.summary()[1:]}",
        *description(),
    )
    control = tree / "DEBIAN"
    (control / "control").write_text("\n".join(lines) + "\n", encoding="utf-8")
    sums = (f"{hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()}  {path.relative_to(tree)}" for path in files)
    (control / "md5sums").write_text("\n".join(sums) + "\n", encoding="utf-8")
    for path in control.iterdir():
        path.chmod(0o644)


def description() -> list[str]:
    """The long description, folded as Debian wants it."""
    folded: list[str] = []
    for paragraph in DESCRIPTION:
        folded += [" ."] if folded else []
        folded += textwrap.wrap(paragraph, 78, initial_indent=" ", subsequent_indent=" ")
    return folded


def _said_by(*command: str | Path, cwd: Path | None = None) -> str:
    done = subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode:
        raise bundle.BuildError(f"{command[0]} failed: {done.stderr.strip()}")
    return done.stdout
