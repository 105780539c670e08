"""Starts the app: a command for the command line, anything else for the window."""

import importlib
import re
import sys
from collections.abc import Sequence

from reader_app import SERVE

_SERVICES = {"reading": "reading_process", "search": "search_serving", "building": "index_building"}
"""The modules of the core whose `serve` is the whole life of a process that another one of this program has started."""


def main(words: Sequence[str] | None = None) -> int:
    """The exit status of the app. Qt is imported only where a window is wanted.

    Called as a program whose name ends in -gui it is `main_window`: on Linux one program bears both names.
    """
    if words is None and sys.argv[1:2] == [SERVE]:
        importlib.import_module(f"reader_app.core.{_SERVICES[sys.argv[2]]}").serve()
        return 0
    if words is None and re.search(r"-gui(\.exe)?$", sys.argv[0], re.IGNORECASE):
        return main_window()
    given = list(sys.argv[1:] if words is None else words)
    from reader_app import cli

    if cli.is_command(given):
        return cli.run(given)
    from reader_app import app

    return app.run(given)


def main_window(words: Sequence[str] | None = None) -> int:
    """The exit status of the window, which takes no word for a command: a desktop names files, whatever they are called."""
    from reader_app import app

    return app.run(list(sys.argv[1:] if words is None else words), only_window=True)


if __name__ == "__main__":
    sys.exit(main())
