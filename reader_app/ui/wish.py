"""What a start asks of the window: files and links named on its command line, or handed over by another start."""

import json
import os
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

from reader_app.core.links import SCHEME

TOKEN_LIMIT = 4096
"""Characters beyond which an activation token is none."""

_FILE_URI = re.compile(r"file:(?://(?P<host>[^/\\]*))?(?P<path>/.*)", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Wish:
    """Absolute paths to import, links to follow, and what the desktop gave to let the window come to the front."""

    paths: tuple[Path, ...] = ()
    links: tuple[str, ...] = ()
    token: str = ""
    elsewhere: bool = False
    """Whether a file was named that lies on another computer."""

    def as_message(self) -> bytes:
        """One line of JSON in ASCII; names that are not UTF-8 travel as the surrogates that Python reads them as."""
        content = {
            "paths": [str(path) for path in self.paths],
            "links": self.links,
            "token": self.token,
            "elsewhere": self.elsewhere,
        }
        return json.dumps(content).encode("ascii") + b"\n"


def read_words(words: Sequence[str], token: str = "") -> Wish:
    """What the words of a command line name: links into the app, `file:` URIs, and paths from the current folder."""
    paths: list[Path] = []
    links: list[str] = []
    elsewhere = False
    for word in words:
        if _is_link(word):
            links.append(word)
        elif (uri := _FILE_URI.fullmatch(word)) is not None and "%00" not in word:
            path = _local_path(uri["host"] or "", uri["path"], windows=sys.platform == "win32")
            elsewhere = elsewhere or path is None
            paths += [] if path is None else [Path(path)]
        elif word:
            paths.append(_current_folder() / word)
    return Wish(tuple(paths), tuple(links), token if _is_token(token) else "", elsewhere)


def read_message(message: bytes) -> Wish | None:
    """The wish in a message of another start; None where any part of it is not what such a start sends."""
    try:
        content: Any = json.loads(message)
        paths, links, token, elsewhere = (content[name] for name in ("paths", "links", "token", "elsewhere"))
        sound = (
            isinstance(paths, list)
            and isinstance(links, list)
            and all(isinstance(path, str) and _is_path(path) for path in paths)
            and all(isinstance(link, str) and _is_link(link) for link in links)
            and isinstance(token, str)
            and _is_token(token)
            and isinstance(elsewhere, bool)
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return Wish(tuple(map(Path, paths)), tuple(links), token, elsewhere) if sound else None


def _is_link(word: str) -> bool:
    return word.lower().startswith(SCHEME + ":")


def _is_path(word: str) -> bool:
    os.fsencode(word)  # raises UnicodeEncodeError where it can be no file's name
    return "\0" not in word and Path(word).is_absolute()


def _is_token(token: str) -> bool:
    return len(token) <= TOKEN_LIMIT and token.isascii() and token.isprintable()


def _local_path(host: str, path: str, *, windows: bool) -> str | None:
    """The path that a `file:` URI names (RFC 8089); None where it lies on another computer, which only Windows can reach."""
    import platform  # only here: it costs a millisecond of every start

    name = unquote_to_bytes(path.encode("utf-8", "surrogateescape"))
    here = host.lower() in ("", "localhost", platform.node().lower())
    if not windows:
        return os.fsdecode(name) if here else None
    text = name.decode("utf-8", "replace").replace("/", "\\")
    if not here:
        return rf"\\{host}{text}"
    return text[1:] if re.match(r"\\[A-Za-z]:", text) else text


def _current_folder() -> Path:
    try:
        return Path.cwd()
    except OSError:  # it was deleted under our feet; what it was called still makes the names absolute
        return Path(os.environ.get("PWD", os.sep))
