"""Starts the app: a command for the command line, anything else for the window."""

import sys
from collections.abc import Sequence


def main(words: Sequence[str] | None = None) -> int:
    """The exit status of the app. Qt is imported only where a window is wanted."""
    given = list(sys.argv[1:] if words is None else words)
    from reader_app import cli

    if cli.is_command(given):
        return cli.run(given)
    from reader_app import app

    return app.run(given)


if __name__ == "__main__":
    sys.exit(main())
