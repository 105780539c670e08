"""Starts this program once more as a service of its own, and is the first thing that such a service does.

A service reads orders from its standard input and answers on its standard output; the two are pickles, and only ever go from
one process of the program to another. It is always a fresh process (nothing is forked), so that every system does the same.
"""

import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import IO, Literal, get_args

from reader_app import SERVE

Service = Literal["reading", "search", "building"]
"""Reads files; searches for the window; writes a part of the search index."""

SERVICES: tuple[Service, ...] = get_args(Service)

_MEMORY: dict[Service, int] = {"reading": 1000 * 2**20}
"""Bytes of address space that a service may take; the others map files of any size."""

_START = "import sys; from reader_app.__main__ import main; sys.exit(main())"


def can_start_another() -> bool:
    """Whether this program is there to be started a second time: where Python runs inside another one, it is not."""
    return bool(sys.executable)


def command(service: Service) -> list[str]:
    """How to start a service. A packaged program has no Python to ask: it takes a word that nobody else says."""
    if not getattr(sys, "frozen", False):
        # Without -P a file of the folder where the program was started could stand in for one of Python's own.
        return [sys.executable, "-P", "-c", _START, SERVE, service]
    program = Path(sys.executable)
    # The windowed program of Windows has no standard input; the one beside it has.
    return [str(program.with_name("transcript-reader.exe") if os.name == "nt" else program), SERVE, service]


def start(service: Service) -> subprocess.Popen[bytes]:
    """The service's process, with a pipe to its input and one from its output. Raises OSError where none can be started.

    It ends when its input does: also when this process is killed, because nobody else holds the other end of that pipe.
    """
    root = str(Path(__file__).resolve().parents[2])
    paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
    return subprocess.Popen(
        command(service),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def pipes_of(service: Service) -> tuple[IO[bytes], IO[bytes]]:
    """In the service: where its orders come from and where its answers go, once it is bound to what a service may take."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a key that stops the window reaches us as well; the window ends us
    _limit_memory(service)
    orders, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints must not print between the answers
    return orders, answers


def _limit_memory(service: Service) -> None:
    """Where the system lets a process bind itself, a file that would take all memory ends in a sentence instead."""
    if sys.platform != "win32" and service in _MEMORY:
        import resource

        with contextlib.suppress(OSError, ValueError):  # a stricter limit is set already
            resource.setrlimit(resource.RLIMIT_AS, (_MEMORY[service], resource.RLIM_INFINITY))
