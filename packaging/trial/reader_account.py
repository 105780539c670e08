"""An ordinary person with an account inside the bare system, who runs the installed program from a clean session."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import product
from trial.bare_debian import BareDebian
from trial.screen import Screen, wait_for

GUI = f"{product.NAME}-gui"
USER_PATH = "/usr/local/bin:/usr/bin:/bin"


class Failed(Exception):
    """Something is not as it should be; its text says what was expected and what came."""

    def __init__(self, expected: str, came: object) -> None:
        super().__init__(f"expected: {expected}\ncame:     {came}")


def demand(expected: str, came: object, holds: bool) -> None:
    """Raises Failed where something does not hold."""
    if not holds:
        raise Failed(expected, came)


class RunningApp:
    """A started window: its process, its place on the screen, how long it took."""

    def __init__(self, process: subprocess.Popen[bytes], errors: Path, window: str, seconds: float) -> None:
        self.process, self.window, self.seconds = process, window, seconds
        self._errors = errors

    @property
    def told(self) -> str:
        """What it wrote to standard error."""
        return self._errors.read_text(encoding="utf-8", errors="replace").strip()


class Account:
    """One person: name, home, and what they do with the program."""

    def __init__(self, debian: BareDebian, screen: Screen, name: str) -> None:
        self._debian, self._screen, self.name = debian, screen, name
        told = debian.run("useradd", "--create-home", "--shell", "/bin/sh", name)
        demand(f"an account {name}", told.stdout, told.returncode == 0)
        self.number = debian.run("id", "-u", name).stdout.strip()
        self.home = f"/home/{name}"
        runtime = f"/run/user/{self.number}"
        debian.run("install", "-d", "-m", "700", "-o", name, "-g", name, runtime)
        self._env = {
            "HOME": self.home,
            "USER": name,
            "LOGNAME": name,
            "PATH": USER_PATH,
            "LANG": "C.UTF-8",
            "DISPLAY": screen.display,
            "XDG_RUNTIME_DIR": runtime,
        }

    def outside(self, place: str) -> Path:
        """Where a path in this person's home lies, seen from this machine."""
        return self._debian.root / self.home.lstrip("/") / place

    @property
    def data(self) -> Path:
        """Where the program keeps what it writes for this person, seen from this machine."""
        return self.outside(f".local/share/{product.NAME}")

    def put(self, name: str, words: str) -> str:
        """Lays a file into the home; gives its path inside."""
        target = self.outside(name)
        target.write_text(words, encoding="utf-8")
        shutil.chown(target, int(self.number), int(self.number))
        return f"{self.home}/{name}"

    def _command(self, *words: str) -> list[str]:
        return self._debian.command(*words, env=self._env, user=self.name, folder=self.home)

    def run(self, *words: str, seconds: float = 60) -> subprocess.CompletedProcess[str]:
        """Runs a command to its end. Raises Failed where it takes longer than `seconds`."""
        try:
            return subprocess.run(self._command(*words), check=False, capture_output=True, text=True, timeout=seconds)
        except subprocess.TimeoutExpired as error:
            raise Failed(f"{' '.join(words)[:60]} to end", f"it still ran after {seconds:g} s") from error

    def asks(self, *words: str) -> dict[str, Any]:
        """What the program's command line answers in JSON. Raises Failed where it does not."""
        result = self.run(product.NAME, *words, "--json")
        demand(
            f"`{' '.join(words)}` to succeed", f"{result.returncode}: {result.stderr or result.stdout}", result.returncode == 0
        )
        answer: dict[str, Any] = json.loads(result.stdout)
        return answer

    def titles(self) -> dict[str, str]:
        """The id of each episode of the library, by title."""
        return {episode["title"]: episode["id"] for episode in self.asks("list")["episodes"]}

    def quotes(self) -> list[dict[str, Any]]:
        """The quotes that were kept."""
        return list(self.asks("bookmark", "list")["bookmarks"])

    def start(self, *words: str) -> RunningApp:
        """Opens the window, and waits until it can be seen and has the keyboard. Raises TooLate where it doesn't come."""
        errors = self._debian.root.parent / f"{self.name}-errors.txt"
        begun = time.monotonic()
        with errors.open("wb") as writing:
            process = subprocess.Popen(self._command(GUI, *words), stdout=writing, stderr=writing)

        def window() -> str | None:
            demand("a window", f"it ended with {process.poll()}: {errors.read_text()}", process.poll() is None)
            return next(iter(self._screen.windows(product.app_name())), None)

        seen = wait_for("a window to appear", window, 30)
        app = RunningApp(process, errors, seen, time.monotonic() - begun)
        self._screen.focus(seen)
        return app

    def hand_over(self, word: str) -> float:
        """Starts the program once more with a file or link while its window is open; gives the seconds until that ended."""
        begun = time.monotonic()
        result = self.run(GUI, word, seconds=20)
        came = f"{result.returncode}: {result.stderr}"
        demand("a second start to hand over and end with 0", came, result.returncode == 0)
        windows = self._screen.windows(product.app_name())
        demand("still one window", f"{len(windows)} windows", len(windows) == 1)
        return time.monotonic() - begun

    def quit(self, app: RunningApp) -> None:
        """Leaves by the keyboard, as the menu says. Raises Failed where anything went wrong meanwhile."""
        self._screen.focus(app.window)
        self._screen.press("ctrl+q")
        ended = wait_for("the program to end after Ctrl+Q", lambda: app.process.poll() is not None, 20)
        demand("exit status 0", app.process.returncode, ended and app.process.returncode == 0)
        demand("nothing on standard error", app.told, not app.told)
        for log in (self.data / "log.txt", self.data / "crash.txt"):
            written = log.read_text(encoding="utf-8", errors="replace").strip() if log.is_file() else ""
            demand(f"nothing in {log.name}", written, not written)

    def until(self, what: str, look: Callable[[], bool], seconds: float = 20) -> None:
        """Waits for something that the command line shows; raises TooLate where it doesn't come."""
        wait_for(what, look, seconds, 0.2)

    def belongings(self) -> dict[str, str]:
        """The fingerprint of each file in the home."""
        home = self.outside("")
        files = sorted(path for path in home.rglob("*") if path.is_file() and not path.is_symlink())
        return {str(path.relative_to(home)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
