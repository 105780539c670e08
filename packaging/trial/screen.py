"""A screen without a monitor: an X server of its own, the keys that are pressed on it, its windows and its picture."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

TOOLS = {"Xvfb": "xvfb", "xdotool": "xdotool", "import": "imagemagick", "identify": "imagemagick"}
"""The programs that this needs, and the Debian packages that bring them."""
SIZE = "1280x800"

Found = TypeVar("Found")


class TooLate(Exception):
    """Something did not come in time; its text says what was waited for."""


def wait_for(what: str, look: Callable[[], Found | None], seconds: float = 20, every: float = 0.05) -> Found:
    """What `look` finds as soon as it finds something true; raises TooLate after `seconds`."""
    until = time.monotonic() + seconds
    while True:
        found = look()
        if found:
            return found
        if time.monotonic() > until:
            raise TooLate(f"{what} (waited for {seconds:g} s)")
        time.sleep(every)


class Screen:
    """An X server that lives as long as this is entered."""

    def __init__(self) -> None:
        self.display = ""
        self._server: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Screen:
        reading, writing = os.pipe()
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{SIZE}x24", "-nolisten", "tcp", "-noreset", "-ac"]
        self._server = subprocess.Popen(command, pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(writing)
        with os.fdopen(reading) as numbers:
            number = numbers.readline().strip()  # comes when the server listens; the end of file comes when it could not
        if not number:
            raise TooLate("an X server (Xvfb ended at once)")
        self.display = f":{number}"
        return self

    def __exit__(self, *_: object) -> None:
        if self._server is not None:
            self._server.terminate()
            self._server.wait(10)

    @property
    def socket(self) -> Path:
        """Where programs meet the server."""
        return Path("/tmp/.X11-unix") / f"X{self.display[1:]}"

    def _tool(self, *words: str) -> str:
        env = {**os.environ, "DISPLAY": self.display}
        return subprocess.run(words, check=False, capture_output=True, text=True, env=env, timeout=30).stdout

    def windows(self, title: str) -> list[str]:
        """The ids of the windows that can be seen and whose title holds `title`, a regular expression."""
        return self._tool("xdotool", "search", "--onlyvisible", "--name", title).split()

    def title(self, window: str) -> str:
        """What stands above a window."""
        return self._tool("xdotool", "getwindowname", window).strip()

    def focus(self, window: str) -> None:
        """Gives a window the keyboard, which the desktop does elsewhere."""
        self._tool("xdotool", "windowfocus", "--sync", window)

    def press(self, *keys: str) -> None:
        """Presses keys one after another, such as `ctrl+k` or `Return`."""
        self._tool("xdotool", "key", "--clearmodifiers", "--delay", "40", *keys)

    def type(self, words: str) -> None:
        """Types words, a letter after another."""
        self._tool("xdotool", "type", "--clearmodifiers", "--delay", "30", words)

    def fill(self, window: str) -> None:
        """Lets a window cover the screen, which the desktop does elsewhere."""
        self._tool("xdotool", "windowmove", window, "0", "0", "windowsize", window, *SIZE.split("x"))

    def picture(self, target: Path) -> int:
        """Keeps what can be seen as a PNG; gives the number of colours in it."""
        target.parent.mkdir(parents=True, exist_ok=True)
        self._tool("import", "-window", "root", str(target))
        colours = self._tool("identify", "-format", "%k", str(target))
        return int(colours) if colours.isdecimal() else 0

    def still_picture(self, target: Path) -> int:
        """As picture(), once nothing moves any more: two pictures in a row are alike."""

        def pixels() -> str:
            self.picture(target)
            return self._tool("identify", "-format", "%#", str(target))

        before = [pixels()]

        def alike() -> bool:
            before.append(pixels())
            return before[-1] == before[-2]

        wait_for("a picture that stands still", alike, 10, 0.3)
        return self.picture(target)
