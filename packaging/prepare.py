"""Makes a checkout ready to run: system libraries, virtual environment, locks. Needs only the standard library.

python3 packaging/prepare.py dev       .venv as locks/dev.txt says: the app and the tools to work on it
python3 packaging/prepare.py compat    .venv-compat as locks/compat.txt says: the same with the Whoosh of 2016
python3 packaging/prepare.py build     .venv-build as locks/build.txt says: the app and what makes installers of it
python3 packaging/prepare.py lock      writes locks/*.txt anew from pyproject.toml

What is in place already is left alone, so a second call takes a blink and changes nothing.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ROOT / "locks"
ENVIRONMENTS = {"dev": ".venv", "compat": ".venv-compat", "build": ".venv-build"}
OLDEST = (3, 11)
UV = "uv==0.13.8"
WHOOSH_2016 = "whoosh==2.7.4"


class Library(NamedTuple):
    """A shared library that Qt loads, the Debian package that brings it, and whether the app starts without it."""

    soname: str
    package: str
    required: bool


LIBRARIES = (
    Library("libEGL.so.1", "libegl1", True),
    Library("libGL.so.1", "libgl1", True),
    Library("libglib-2.0.so.0", "libglib2.0-0", True),
    Library("libdbus-1.so.3", "libdbus-1-3", True),
    Library("libfontconfig.so.1", "libfontconfig1", True),
    Library("libxkbcommon.so.0", "libxkbcommon0", True),
    Library("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", False),
    Library("libxcb-cursor.so.0", "libxcb-cursor0", False),
    Library("libxcb-icccm.so.4", "libxcb-icccm4", False),
    Library("libxcb-keysyms.so.1", "libxcb-keysyms1", False),
    Library("libxcb-shape.so.0", "libxcb-shape0", False),
    Library("libpulse.so.0", "libpulse0", False),
    Library("libXrandr.so.2", "libxrandr2", False),
)
FONTS = "fonts-noto-core"  # Hindi and many other scripts; everything works without it, only less handsomely


class SetupError(Exception):
    """Something that the person at the keyboard has to do first; its text says what, in one line."""


def say(text: str) -> None:
    """One line of progress on standard output."""
    print(text, flush=True)


def run(*command: str | Path) -> None:
    """Runs `command`; raises SetupError where it fails (what it printed says why)."""
    if subprocess.run([str(part) for part in command], cwd=ROOT, check=False).returncode:
        raise SetupError(f"This failed: {' '.join(Path(str(part)).name for part in command[:4])} … (the lines above say why).")


def is_loadable(soname: str) -> bool:
    """Whether the dynamic linker finds `soname`."""
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def missing_libraries() -> list[Library]:
    """The libraries that Qt would not find here. Only Linux lacks any: elsewhere Qt's wheels bring all."""
    if not sys.platform.startswith("linux"):
        return []
    return [library for library in LIBRARIES if not is_loadable(library.soname)]


def apt_command() -> list[str] | None:
    """How to call apt without being asked for a password, or None where that is not possible."""
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    if shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0:
        return ["sudo", "-n", "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    return None


def apt_install(apt: list[str], packages: list[str]) -> bool:
    """Installs Debian packages and nothing that they only recommend; False where apt could not."""
    install = [*apt, "install", "--yes", "--quiet", "--no-install-recommends", *packages]
    return subprocess.run(install, check=False, stdout=subprocess.DEVNULL).returncode == 0


class Lack(NamedTuple):
    """What the system lacks: shared libraries, and whether its Python cannot make virtual environments."""

    libraries: list[Library]
    venv: bool

    @property
    def packages(self) -> list[str]:
        """The Debian packages that bring it."""
        own = [f"python{sys.version_info.major}.{sys.version_info.minor}-venv"] if self.venv else []
        return own + [library.package for library in self.libraries]

    @property
    def remedy(self) -> str:
        """The line that tells people what to install by hand."""
        if shutil.which("apt-get"):
            return f"sudo apt-get install {' '.join(self.packages)}"
        wanted = ["Python's ensurepip"] if self.venv else []
        return f"your system's packages with {', '.join(wanted + [library.soname for library in self.libraries])}"


def find_lack() -> Lack:
    """Looks at the system as it is now."""
    importlib.invalidate_caches()
    return Lack(missing_libraries(), importlib.util.find_spec("ensurepip") is None)


def prepare_system() -> None:
    """Installs what Debian lacks where apt may be used; else says in one line what to install.

    Raises SetupError where the app cannot start, or no environment can be made, without it.
    """
    lack = find_lack()
    if not lack.packages:
        return
    apt = apt_command()
    if apt is not None:
        say(f"Installing system packages: {' '.join(lack.packages)} (and {FONTS}, for more scripts)")
        subprocess.run([*apt, "update", "--quiet"], check=False, stdout=subprocess.DEVNULL)
        if not apt_install(apt, [*lack.packages, FONTS]):
            for package in lack.packages:
                apt_install(apt, [package])
        lack = find_lack()
    if lack.venv:
        raise SetupError(f"This Python cannot make virtual environments yet. Please install: {lack.remedy}")
    if any(library.required for library in lack.libraries):
        raise SetupError(f"Qt needs some system libraries. Please install: {lack.remedy}")
    if lack.libraries:
        say(f"Windows and sound may need more system libraries. Best install: {lack.remedy}")


def python_of(environment: Path) -> Path:
    """The interpreter of a virtual environment."""
    return environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def stamp_of(lock: Path) -> str:
    """What a finished environment carries: the lock it was made from and the place it was made for."""
    return f"{hashlib.sha256(lock.read_bytes()).hexdigest()} {ROOT}\n"


def is_ready(environment: Path, lock: Path) -> bool:
    """Whether `environment` was finished from this very lock, here, and its interpreter still runs."""
    stamp = environment / "stamp"
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != stamp_of(lock):
        return False
    if not python_of(environment).exists():
        return False
    return (
        subprocess.run([python_of(environment), "-I", "-c", "import reader_app"], capture_output=True, check=False).returncode
        == 0
    )


def prepare_environment(name: str) -> None:
    """Makes the environment `name` from its lock, afresh, unless it is ready: leftovers of an older lock never stay."""
    environment, lock = ROOT / ENVIRONMENTS[name], LOCKS / f"{name}.txt"
    if is_ready(environment, lock):
        return
    say(f"Making {environment.name} from {lock.relative_to(ROOT)} (the first time this loads about 250 MB)")
    create(environment)
    pip = (str(python_of(environment)), "-m", "pip", "--quiet", "--disable-pip-version-check", "install", "--no-deps")
    run(*pip, "--require-hashes", "--requirement", lock)
    run(*pip, "--no-build-isolation", "--editable", ROOT)
    (environment / "stamp").write_text(stamp_of(lock), encoding="utf-8")


def create(environment: Path) -> None:
    """An empty virtual environment with pip, in place of whatever stood there, and out of git's sight."""
    venv.EnvBuilder(clear=True, with_pip=True, symlinks=os.name != "nt").create(environment)
    (environment / ".gitignore").write_text("*\n", encoding="utf-8")


def write_locks() -> None:
    """Resolves pyproject.toml anew, for all platforms, with the hash of every file."""
    import tomllib

    environment = ROOT / ".venv-lock"
    create(environment)
    run(python_of(environment), "-m", "pip", "--quiet", "--disable-pip-version-check", "install", UV)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    runtime: list[str] = project["project"]["dependencies"]
    dev = runtime + project["dependency-groups"]["dev"]
    build = runtime + project["dependency-groups"]["build"]
    bench = project["dependency-groups"]["bench"]
    compat = [WHOOSH_2016 if requirement.startswith("whoosh3") else requirement for requirement in dev]
    LOCKS.mkdir(exist_ok=True)
    resolve = [
        str(python_of(environment)),
        "-m",
        "uv",
        "pip",
        "compile",
        "--quiet",
        "--universal",
        "--upgrade",
        "--generate-hashes",
    ]
    resolve += ["--no-annotate", "--custom-compile-command", "make lock", f"--python-version={OLDEST[0]}.{OLDEST[1]}"]
    for name, requirements in (("runtime", runtime), ("dev", dev), ("compat", compat), ("build", build), ("bench", bench)):
        command = [*resolve, "--output-file", str(LOCKS / f"{name}.txt"), "-"]
        if subprocess.run(command, cwd=ROOT, input="\n".join(requirements), text=True, check=False).returncode:
            raise SetupError(f"The lock {name}.txt could not be resolved (the lines above say why).")
        say(f"Wrote locks/{name}.txt")


def newer_python() -> str | None:
    """Another interpreter on the path that is new enough and really runs (a version manager's stand-in may not)."""
    for minor in (14, 13, 12, 11):
        path = shutil.which(f"python3.{minor}")
        if path and subprocess.run([path, "-c", ""], capture_output=True, check=False).returncode == 0:
            return path
    return None


def main(arguments: list[str]) -> int:
    """Exit status 0 when ready, 1 when something has to be done by hand first, 2 for wrong usage."""
    if sys.version_info < OLDEST:
        other = newer_python()
        if other is None:
            print("Python 3.11 or newer is needed; name it with make PYTHON=/path/to/python3.11.", file=sys.stderr)
            return 1
        os.execv(other, [other, __file__, *arguments])
    goal = arguments[0] if len(arguments) == 1 else ""
    if goal not in {*ENVIRONMENTS, "lock"}:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        prepare_system()
        if goal == "lock":
            write_locks()
        else:
            prepare_environment(goal)
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
