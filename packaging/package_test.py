"""Tries the .deb as people will meet it: installed by apt into a bare Debian without Python, used, upgraded and removed.

python3 packaging/package_test.py [--deb FILE] [--older FILE] [--keep]

Needs root and a Debian (or Ubuntu) that may use debootstrap; elsewhere it says so, skips and ends with 0. Everything runs in a
folder under build/ and in name spaces of its own, so that no mount and no process outlives it. What came of it goes to
dist/package-test.json, the picture of the installed program to screenshots/installed.png.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import FrameType

import product
from trial import installed_files, package_walk
from trial.bare_debian import BareDebian, BareDebianError, HostApt, remove_tree
from trial.reader_account import Account, Failed, demand
from trial.screen import TOOLS, Screen, TooLate

OLDER_VERSION = "0.0.9"
REPORT = product.DIST / "package-test.json"
PICTURE = product.ROOT / "screenshots" / "installed.png"
LAST_PICTURE = product.DIST / "package-test-failed.png"
"""What could be seen when something failed."""
HOST_TOOLS = {
    **TOOLS,
    "debootstrap": "debootstrap",
    "unshare": "util-linux",
    "setpriv": "util-linux",
    "chroot": "coreutils",
    "dpkg-deb": "dpkg",
}
ALL_UNNEEDED = ("-o", "APT::AutoRemove::RecommendsImportant=false", "-o", "APT::AutoRemove::SuggestsImportant=false")
"""How apt takes away what came along, also where a package of the base would have liked it."""
LIMIT_SECONDS = 600
"""Longer than this is a failure of its own: nobody would run it."""


class Steps:
    """The steps of the test: each says on one line what held and how long it took, and a figure may be kept for the report."""

    def __init__(self) -> None:
        self.figures: dict[str, float | int | str] = {}
        self._begun = time.monotonic()

    @contextlib.contextmanager
    def step(self, words: str, figure: str = "") -> Iterator[None]:
        """One step; its seconds are kept under `figure` where that is given."""
        begun = time.monotonic()
        try:
            yield
        except BaseException:
            print(f"✗ {time.monotonic() - begun:6.1f} s  {words}", flush=True)
            raise
        seconds = time.monotonic() - begun
        if figure:
            self.figures[figure] = round(seconds, 1)
        print(f"✓ {seconds:6.1f} s  {words}", flush=True)

    @property
    def seconds(self) -> float:
        """Since the first step."""
        return time.monotonic() - self._begun

    def table(self) -> str:
        """The figures, one on a line."""
        width = max(map(len, self.figures), default=0)
        return "\n".join(f"  {name.replace('_', ' '):<{width}}  {value:>8}" for name, value in self.figures.items())


class PackageTest:
    """The test inside its name spaces: one bare system, one screen, two people, the package in two versions."""

    def __init__(self, work: Path, newer: Path, older: Path) -> None:
        self.newer, self.older = newer, older
        self.steps = Steps()
        self.debian = BareDebian(work / "system", HostApt())
        self.screen = Screen()

    def run(self) -> None:
        """All of it. Raises Failed, TooLate or BareDebianError at the first thing that is not as it should be."""
        self._prepare()
        with self.screen:
            self.debian.show(self.screen.socket)
            self.reader, self.other = (Account(self.debian, self.screen, name) for name in ("reader", "other"))
            self.before = self.debian.listing()
            try:
                self._use()
                self._remove("Removed: nothing is left but the reader's own files")
                self._upgrade()
                self._find_again()
                self._remove("Removed again: nothing is left, both libraries lie untouched")
            except BaseException:
                LAST_PICTURE.unlink(missing_ok=True)
                if self.screen.windows("."):
                    self.screen.picture(LAST_PICTURE)
                raise
        self._sum_up()

    def _prepare(self) -> None:
        steps, debian = self.steps, self.debian
        cache = product.BUILD / f"bare-{debian.host.suite}-{debian.host.architecture}.tar"
        with steps.step(f"A bare Debian {debian.host.suite}, without Python", "base_seconds"):
            steps.figures["base_from_cache"] = "yes" if debian.make(cache) else "no"
            installed_files.demand_no_python(debian)
            packages = debian.root / "srv" / "packages"
            packages.mkdir(parents=True)
            for file in (self.newer, self.older):
                shutil.copyfile(file, packages / file.name)
        with steps.step("Lists of packages loaded by apt"):
            self._apt("update")
        self.before = debian.listing()

    def _apt(self, *words: str) -> str:
        told = self.debian.run("apt-get", "--yes", *words)
        demand(f"apt-get {words[0]} to succeed", "\n".join(told.stdout.splitlines()[-25:]), told.returncode == 0)
        return told.stdout

    def _use(self) -> None:
        """Installs as people do and goes once through the house."""
        steps, screen, reader = self.steps, self.screen, self.reader
        with steps.step(f"{self.newer.name} installed with apt", "install_seconds"):
            self._apt("install", f"/srv/packages/{self.newer.name}")
        with steps.step("Its files: commands, desktop entry, icons, man page, MIME types, fonts; still no Python"):
            installed_files.demand_no_python(self.debian)
            installed_files.demand_all_there(self.debian)
            installed_files.demand_fonts(self.debian)
        with steps.step("Started with a file on the command line, which is imported"):
            app = package_walk.open_file(reader)
            steps.figures["first_start_seconds"] = round(app.seconds, 2)
        with steps.step("A second start hands its file to the running window and ends", "hand_over_seconds"):
            package_walk.hand_second_file(reader)
        with steps.step("Searched, gone to the place and kept a quote, all by keyboard"):
            package_walk.search_and_keep(reader, screen, app)
        with steps.step("A link to a moment leads there"):
            package_walk.follow_link(reader, screen, app)
        with steps.step("The command line answers over the same library"):
            package_walk.ask_command_line(reader)
        with steps.step("Quit by Ctrl+Q, with 0 and without complaint"):
            kept = package_walk.library(reader)
            reader.quit(app)
        with steps.step("Started again: all still there"):
            app = reader.start()
            steps.figures["second_start_seconds"] = round(app.seconds, 2)
            demand("the same library", "another one", package_walk.library(reader) == kept)
            package_walk.take_picture(screen, app, PICTURE)
            reader.quit(app)
        steps.figures["program_megabytes"] = installed_files.megabytes(self.debian)

    def _upgrade(self) -> None:
        """Makes a library with an older version, without what is only recommended, and upgrades under an open window."""
        steps, screen, other = self.steps, self.screen, self.other
        with steps.step(f"{self.older.name} installed, with its Depends and nothing more"):
            self._apt("install", "--no-install-recommends", f"/srv/packages/{self.older.name}")
            obsolete = self._only_older()
        with steps.step("No library that it loads is missing"):
            installed_files.demand_linked(self.debian)
        with steps.step("A library made with the older version: episodes, a quote, a setting"):
            app = package_walk.open_file(other)
            package_walk.hand_second_file(other)
            package_walk.search_and_keep(other, screen, app)
            size = package_walk.enlarge_text(other, screen)
            kept = package_walk.library(other)
        with steps.step(f"Upgraded to {self.newer.name} while the window is open", "upgrade_seconds"):
            self._apt("install", f"/srv/packages/{self.newer.name}")
            left = [place for place in obsolete if (self.debian.root / place).exists()]
            demand("no file that only the older version had", left, not left)
        with steps.step("The open window goes on and ends well"):
            package_walk.search_on(screen, app)
            other.quit(app)
        with steps.step("The newer version opens the same library, quotes and settings"):
            app = other.start()
            demand("the same library", "another one", package_walk.library(other) == kept)
            other.quit(app)
            demand(size, package_walk.font_size(other), package_walk.font_size(other) == size)
            report = other.asks("check")
            demand("a library in order", report, report["library"] == "ok")

    def _only_older(self) -> set[str]:
        obsolete = installed_files.contents(self.older) - installed_files.contents(self.newer)
        demand("a file that the newer version lacks", "none", bool(obsolete))
        return obsolete

    def _find_again(self) -> None:
        reader = self.reader
        with self.steps.step("Whoever had removed the program and installs it again finds everything"):
            demand("both episodes", sorted(reader.titles()), {package_walk.FERRY, package_walk.ROPES} <= set(reader.titles()))
            demand("both quotes", len(reader.quotes()), len(reader.quotes()) == 2)

    def _remove(self, words: str) -> None:
        people = (self.reader, self.other)
        belongings = [person.belongings() for person in people]
        with self.steps.step(words, "removal_seconds"):
            own = installed_files.owned(self.debian)
            self._apt("purge", product.NAME)
            installed_files.demand_gone(self.debian, own)
            self._apt("autoremove", "--purge", *ALL_UNNEEDED)
            left = sorted(self.debian.listing() - self.before)
            demand("nothing left behind", left[:40], not left)
            demand("homes untouched", "other files", [person.belongings() for person in people] == belongings)

    def _sum_up(self) -> None:
        figures = self.steps.figures
        figures["download_megabytes"] = round(self.newer.stat().st_size / 1e6, 1)
        figures["total_seconds"] = round(self.steps.seconds, 1)
        REPORT.parent.mkdir(exist_ok=True)
        REPORT.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
        print(f"\n{self.steps.table()}\n\nFigures: {REPORT}\nPicture: {PICTURE}")
        demand(f"at most {LIMIT_SECONDS} s", figures["total_seconds"], self.steps.seconds <= LIMIT_SECONDS)


def trouble() -> str | None:
    """Why this machine cannot run the test, in a sentence; None where it can."""
    if not sys.platform.startswith("linux") or not Path("/etc/debian_version").is_file():
        return "The package can only be tried on a Debian or one of its kin."
    if os.geteuid():
        return "The package can only be tried by root: a bare system is made with debootstrap and entered by chroot."
    missing = sorted({package for tool, package in HOST_TOOLS.items() if shutil.which(tool) is None})
    if missing:
        return f"The package cannot be tried without: apt-get install {' '.join(missing)}"
    if not apartness():
        return "The package cannot be tried here: not even root may mount (a container without that right?)."
    return None


def apartness() -> list[str]:
    """The command that runs another apart, with mounts and processes that end with it; empty where that is not permitted."""
    base = ["unshare", "--mount", "--pid", "--fork", "--kill-child"]
    with tempfile.TemporaryDirectory() as folder:
        # In a chroot the root is no mount point, and how its mounts spread cannot be changed: they are taken back by hand.
        for command in (base, [*base, "--propagation", "unchanged"]):
            probe = [*command, "sh", "-c", 'mount -t tmpfs tmpfs "$0" && umount "$0"', folder]
            if subprocess.run(probe, check=False, capture_output=True).returncode == 0:
                return command
    return []


def architecture() -> str:
    """Of this machine, in Debian's words."""
    return subprocess.run(["dpkg", "--print-architecture"], check=True, capture_output=True, text=True).stdout.strip()


def packages(deb: Path | None, older: Path | None, work: Path) -> tuple[Path, Path]:
    """The package and an older one, which is packed anew from the same program where none is given.

    Raises BareDebianError where there is none.
    """
    newer = deb or product.DIST / f"{product.NAME}_{product.version()}_{architecture()}.deb"
    if not newer.is_file():
        raise BareDebianError(f"{newer} is not there; `make package` makes it.")
    if older is None:
        command = [sys.executable, str(product.PACKAGING / "build.py"), "deb", "--reuse-app", "--as-version", OLDER_VERSION]
        subprocess.run([*command, "--output", str(work)], check=False)
        older = work / f"{product.NAME}_{OLDER_VERSION}_{architecture()}.deb"
    if not older.is_file():
        raise BareDebianError(f"No older version could be packed: {older.name} is missing.")
    return newer.resolve(), older.resolve()


def inside(work: Path, newer: Path, older: Path) -> int:
    """The test itself, in name spaces of its own; gives the exit status."""
    try:
        PackageTest(work, newer, older).run()
    except KeyboardInterrupt:
        return 130
    except (Failed, TooLate, BareDebianError) as error:
        lead = "waited in vain for " if isinstance(error, TooLate) else ""
        print(f"\n{lead}{error}", file=sys.stderr)
        for errors in sorted(work.glob("*-errors.txt")):
            print(f"\n{errors.stem} of the program:\n{errors.read_text(errors='replace')[-3000:]}", file=sys.stderr)
        if LAST_PICTURE.is_file():
            print(f"What could be seen: {LAST_PICTURE}", file=sys.stderr)
        return 1
    return 0


def outside(args: argparse.Namespace) -> int:
    """Makes a folder, runs the test apart in it and takes the folder away, whatever happened; gives the exit status."""

    def end(number: int, _frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    signal.signal(signal.SIGTERM, end)
    product.BUILD.mkdir(exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix="package-test-", dir=product.BUILD))
    work.chmod(0o755)
    process: subprocess.Popen[bytes] | None = None
    try:
        newer, older = packages(args.deb, args.older, work)
        command = ["setpriv", "--pdeathsig", "KILL", *apartness(), sys.executable, str(Path(__file__).resolve())]
        process = subprocess.Popen([*command, "--inside", str(work), "--deb", str(newer), "--older", str(older)])
        return process.wait()
    except BareDebianError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    finally:
        if process is not None and process.poll() is None:
            process.kill()  # unshare takes the test, its programs and its mounts along
            process.wait()
        if args.keep:
            print(f"Kept: {work}")
        else:
            remove_tree(work)


def main(words: Sequence[str] | None = None) -> int:
    """The exit status: 0 where all held or nothing could be tried here, 1 where something failed."""
    parser = argparse.ArgumentParser(description="Tries the .deb in a bare Debian: install, use, upgrade, remove.")
    parser.add_argument("--deb", type=Path, metavar="FILE", help="another package than the one in dist/")
    parser.add_argument("--older", type=Path, metavar="FILE", help="an older package; without it one is packed")
    parser.add_argument("--keep", action="store_true", help="leave the bare system for a look at it")
    parser.add_argument("--inside", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args(words)
    if args.inside is not None:
        return inside(args.inside, args.deb, args.older)
    reason = trouble()
    if reason is not None:
        print(f"{reason}\nskipped")
        return 0
    return outside(args)


if __name__ == "__main__":
    sys.exit(main())
