"""A bare Debian in a folder: made by debootstrap as this machine's own apt says, entered by chroot, unmounted for certain."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

CACHE_SECONDS = 24 * 60 * 60
"""Age at which a base that was made before is made anew, so that it follows the release."""
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
UNTOLD = ("proc", "sys", "dev", "tmp", "run", "home", "srv")
"""Folders whose files belong to the system that runs, to people or to this test."""
KEPT_BY_APT = ("var/lib/apt", "var/lib/dpkg", "var/cache/apt", "var/cache/debconf", "var/cache/ldconfig", "var/log")
"""What apt and dpkg write about packages that have come and gone."""

_SETTING = re.compile(r'^(Acquire::(?:https?::(?:Proxy|CaInfo)|Check-Valid-Until|Check-Date|Retries)(?:::[^ ]+)?) "(.*)";$')
_OCTAL = re.compile(r"\\([0-7]{3})")


class BareDebianError(Exception):
    """The bare system could not be made; its text is a sentence for the person who runs the test."""


class Source(NamedTuple):
    """A place that packages come from: address, suite, components."""

    uri: str
    suite: str
    components: tuple[str, ...]

    @property
    def line(self) -> str:
        """As sources.list has it."""
        return f"deb {self.uri} {self.suite} {' '.join(self.components)}"


def release_facts(text: str) -> dict[str, str]:
    """The fields of an os-release file."""
    pairs = (line.partition("=") for line in text.splitlines() if "=" in line and not line.startswith("#"))
    return {name.strip(): value.strip().strip("\"'") for name, _, value in pairs}


def parse_targets(listing: str, origin: str) -> list[Source]:
    """The sources of the distribution itself from lines `SITE|SUITE|COMPONENT|ORIGIN`; those of third parties are left out."""
    found: dict[tuple[str, str], list[str]] = {}
    for line in listing.splitlines():
        parts = line.split("|")
        if len(parts) == 4 and parts[3].casefold() == origin.casefold():
            components = found.setdefault((parts[0], parts[1]), [])
            if parts[2] not in components:
                components.append(parts[2])
    return [Source(uri, suite, tuple(components)) for (uri, suite), components in found.items()]


def kept_settings(dump: str) -> dict[str, str]:
    """What the bare system's apt must know of this machine's network and clock, from `apt-config dump`."""
    matches = (_SETTING.match(line) for line in dump.splitlines())
    return {match[1]: match[2] for match in matches if match and match[2]}


def mounts_under(folder: Path, mountinfo: str) -> list[Path]:
    """The mount points in or at `folder`, deepest first, from the text of /proc/self/mountinfo."""
    points = (line.split(" ")[4] for line in mountinfo.splitlines() if line.count(" ") > 4)
    paths = [Path(_OCTAL.sub(lambda code: chr(int(code[1], 8)), point)) for point in points]
    return sorted((path for path in paths if path.is_relative_to(folder)), key=lambda path: len(path.parts), reverse=True)


def is_untold(place: str) -> bool:
    """Whether a path (relative to the root) may change without a package leaving anything behind."""
    return any(place == folder or place.startswith(folder + "/") for folder in UNTOLD + KEPT_BY_APT)


def remove_tree(folder: Path) -> None:
    """Removes `folder`, never through a mount: first unmounts what is mounted in it, and leaves all where that fails.

    Raises BareDebianError where something stays mounted.
    """
    mountinfo = Path("/proc/self/mountinfo")
    for point in mounts_under(folder, mountinfo.read_text(encoding="utf-8")):
        subprocess.run(["umount", point], check=False, capture_output=True)
    left = mounts_under(folder, mountinfo.read_text(encoding="utf-8"))
    if left:
        raise BareDebianError(f"{left[0]} could not be unmounted, so {folder} was left as it is.")
    shutil.rmtree(folder, ignore_errors=True)


class HostApt:
    """This machine's own apt: where its packages come from and how it reaches them."""

    def __init__(self) -> None:
        facts = release_facts(Path("/etc/os-release").read_text(encoding="utf-8"))
        self.suite, self.origin = facts.get("VERSION_CODENAME", ""), facts.get("ID", "")
        self.architecture = _output("dpkg", "--print-architecture").strip()
        self.settings = kept_settings(_output("apt-config", "dump"))
        self.sources = self._sources()
        if not self.sources:
            _output("apt-get", "update", "--quiet")  # where no list was ever loaded, apt does not know whose they are
            self.sources = self._sources()

    def _sources(self) -> list[Source]:
        form = "$(SITE)|$(RELEASE)|$(COMPONENT)|$(ORIGIN)"
        return parse_targets(_output("apt-get", "indextargets", "--format", form, "Created-By: Packages"), self.origin)

    @property
    def mirror(self) -> str:
        """Where the release itself comes from. Raises BareDebianError where apt names no such place."""
        for source in self.sources:
            if source.suite == self.suite:
                return source.uri
        raise BareDebianError(f"This machine's apt names no source for {self.suite or 'its own release'}.")

    @property
    def network(self) -> dict[str, str]:
        """The variables by which programs find a proxy."""
        known = {name: value for name, value in os.environ.items() if name.lower() in ("http_proxy", "https_proxy", "no_proxy")}
        for scheme in ("http", "https"):
            proxy = self.settings.get(f"Acquire::{scheme}::Proxy", "")
            if proxy and proxy != "DIRECT":
                known.setdefault(f"{scheme}_proxy", proxy)
        return known

    def lead(self, root: Path) -> None:
        """Lets the apt under `root` fetch from where this machine's fetches."""
        apt = root / "etc" / "apt"
        (apt / "sources.list").write_text("".join(f"{source.line}\n" for source in self.sources), encoding="utf-8")
        settings = {**self.settings, "Acquire::Languages": "none"}
        authorities = Path(self.settings.get("Acquire::https::CaInfo", "/etc/ssl/certs/ca-certificates.crt"))
        if any(source.uri.startswith("https:") for source in self.sources) and authorities.is_file():
            shutil.copyfile(authorities, apt / "authorities.pem")
            settings["Acquire::https::CaInfo"] = "/etc/apt/authorities.pem"
        lines = (f'{name} "{value}";\n' for name, value in settings.items())
        (apt / "apt.conf.d" / "99machine").write_text("".join(lines), encoding="utf-8")
        for name in ("resolv.conf", "hosts"):
            if Path("/etc", name).is_file():
                (root / "etc" / name).unlink(missing_ok=True)
                shutil.copyfile(Path("/etc", name), root / "etc" / name)


class BareDebian:
    """The system under `root`: a minimal base, entered by chroot, with nothing but what is installed into it."""

    def __init__(self, root: Path, host: HostApt) -> None:
        self.root, self.host = root, host

    def make(self, cache: Path) -> bool:
        """Fills `root`, from `cache` (a tar file) where that is fresh, else by debootstrap; says whether from the cache.

        Raises BareDebianError where debootstrap fails.
        """
        self.root.mkdir(parents=True)
        cached = cache.is_file() and time.time() - cache.stat().st_mtime < CACHE_SECONDS
        if cached:
            _do("tar", "--extract", "--numeric-owner", "--preserve-permissions", "--file", cache, "--directory", self.root)
        else:
            command = ["debootstrap", "--variant=minbase", self.host.suite, str(self.root), self.host.mirror]
            _do(*command, env={**os.environ, **self.host.network})
            self._keep(cache)
        self.host.lead(self.root)
        self._mount()
        return cached

    def _keep(self, cache: Path) -> None:
        cache.parent.mkdir(parents=True, exist_ok=True)
        half = cache.with_suffix(".part")
        leave_out = ("--exclude=./proc/*", "--exclude=./sys/*", "--exclude=./var/cache/apt/archives/*.deb")
        _do("tar", "--create", "--numeric-owner", *leave_out, "--file", half, "--directory", self.root, ".")
        half.replace(cache)

    def _mount(self) -> None:
        """What programs expect of a running system: processes, shared memory, terminals; devices where none could be made."""
        dev = self.root / "dev"
        _do("mount", "-t", "proc", "proc", self.root / "proc")
        for name in ("null", "zero", "full", "random", "urandom", "tty"):
            if not (dev / name).is_char_device():
                (dev / name).touch()
                _do("mount", "--bind", f"/dev/{name}", dev / name)
        for name, kind in (("shm", "tmpfs"), ("pts", "devpts")):
            (dev / name).mkdir(exist_ok=True)
            _do("mount", "-t", kind, kind, dev / name)

    def show(self, place: Path) -> None:
        """Lets a file or socket of this machine be seen inside, at the same path."""
        inside = self.root / place.relative_to("/")
        inside.parent.mkdir(parents=True, exist_ok=True)
        inside.touch()
        _do("mount", "--bind", place, inside)

    def command(self, *words: str, env: Mapping[str, str], user: str = "root", folder: str = "/") -> list[str]:
        """What to run on this machine so that `words` run inside as `user`, in `folder`, with no variables but `env`."""
        variables = [f"{name}={value}" for name, value in env.items()]
        into = ["chroot", f"--userspec={user}:{user}", "--groups=", str(self.root)]
        return [*into, "/usr/bin/env", "-i", "-C", folder, *variables, *words]

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Runs `words` inside, as root, to the end; what it printed comes back, errors among the rest."""
        env = {"PATH": PATH, "LC_ALL": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive", **self.host.network}
        command = self.command(*words, env=env)
        return subprocess.run(command, check=False, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def listing(self) -> set[str]:
        """All files, links and folders inside, as paths from the root, but for those that may change by themselves."""
        found: set[str] = set()
        for folder, folders, files in os.walk(self.root):
            lead = os.path.relpath(folder, self.root)
            names = {name: name if lead == "." else f"{lead}/{name}" for name in folders + files}
            found.update(place for place in names.values() if not is_untold(place))
            folders[:] = [name for name in folders if not is_untold(names[name])]
        return found


def _output(*command: str) -> str:
    """What a command of this machine says on standard output."""
    result = subprocess.run(command, check=False, capture_output=True, text=True, env={**os.environ, "LC_ALL": "C.UTF-8"})
    return result.stdout


def _do(*command: str | Path, env: Mapping[str, str] | None = None) -> None:
    words: Sequence[str] = [str(word) for word in command]
    result = subprocess.run(words, check=False, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if result.returncode:
        told = "\n".join(result.stdout.splitlines()[-8:])
        raise BareDebianError(f"This failed: {' '.join(words[:3])} …\n{told}")
