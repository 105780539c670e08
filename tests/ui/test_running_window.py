"""One window per library: later starts find it, whatever state it or its socket is in; strangers at the socket do no harm."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from reader_app.ui import running_window
from reader_app.ui.running_window import RunningWindow
from reader_app.ui.wish import Wish

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="reaches for the sockets of Unix")

LINK = "transcript-reader:3f0c9a52-0d5c-4f0e-8d55-0f4ac2f6c1de"
START = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from reader_app.ui.running_window import RunningWindow
from reader_app.ui.wish import read_words
place = RunningWindow(Path(sys.argv[1]))
if place.hand_over(read_words(sys.argv[2:], "token")):
    sys.exit(print("handed over"))
app = QCoreApplication([])
place.listen(lambda wish: None)
print("first" if place.is_first else "alone", flush=True)
app.exec()
"""

Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def runtime(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with a short name for the sockets of this test."""
    with tempfile.TemporaryDirectory() as folder:
        monkeypatch.setenv("XDG_RUNTIME_DIR", folder)
        yield Path(folder)


@pytest.fixture
def start(project_root: Path, tmp_path: Path, runtime: Path) -> Iterator[Start]:  # noqa: ARG001
    """Starts another process on a library; it prints whether it is the first."""
    started: list[subprocess.Popen[str]] = []

    def make(data_dir: Path, *words: str | bytes) -> "subprocess.Popen[str]":
        environment = {**os.environ, "PYTHONPATH": str(project_root)}
        command = [sys.executable, "-c", START, data_dir, *words]
        started.append(subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True))
        return started[-1]

    yield make
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def first(tmp_path: Path, runtime: Path, qapp: object) -> Iterator[RunningWindow]:  # noqa: ARG001
    """The first start on a library, in this process; it does not listen yet."""
    place = RunningWindow(tmp_path / "library")
    assert not place.hand_over(Wish())
    assert place.is_first
    yield place
    place.close()


def socket_of(runtime: Path) -> Path:
    (found,) = (path for path in runtime.rglob("*") if path.is_socket())
    return found


def said_to(stranger: socket.socket, qtbot: QtBot) -> bytes:
    """What the window says to a stranger until it hangs up."""
    said: list[bytes] = []
    stranger.setblocking(False)

    def hung_up() -> bool:
        try:
            said.append(stranger.recv(4096))
        except BlockingIOError:
            return False
        except ConnectionResetError:
            return True
        return said[-1] == b""

    qtbot.waitUntil(hung_up)
    stranger.close()
    return b"".join(said)


def test_a_later_start_hands_over_what_it_was_asked_for(first: RunningWindow, start: Start, tmp_path: Path, qtbot: QtBot) -> None:
    taken: list[Wish] = []
    first.listen(taken.append)

    later = start(tmp_path / "library", "wet rope.txt", b"/srv/\xff.txt", LINK)
    qtbot.waitUntil(lambda: later.poll() is not None)

    assert later.stdout is not None
    assert (later.returncode, later.stdout.read()) == (0, "handed over\n")
    assert taken == [Wish((tmp_path / "wet rope.txt", Path(os.fsdecode(b"/srv/\xff.txt"))), (LINK,), "token")]


def test_a_later_start_ends_before_its_wish_is_carried_out(
    first: RunningWindow, start: Start, tmp_path: Path, qtbot: QtBot
) -> None:
    ended: list[int] = []
    first.listen(lambda _: ended.append(later.wait(running_window.PATIENCE_S - 1)))

    later = start(tmp_path / "library", "/a.txt")

    qtbot.waitUntil(lambda: ended == [0], timeout=10_000)


def test_after_a_killed_window_the_next_start_is_the_first(start: Start, tmp_path: Path, runtime: Path, qtbot: QtBot) -> None:
    killed = start(tmp_path / "library")
    assert killed.stdout is not None
    assert killed.stdout.readline() == "first\n"
    killed.kill()
    killed.wait()
    assert socket_of(runtime).exists()

    following, taken = RunningWindow(tmp_path / "library"), []
    assert not following.hand_over(Wish())
    assert following.is_first
    following.listen(taken.append)
    later = start(tmp_path / "library")
    qtbot.waitUntil(lambda: later.poll() is not None)

    assert taken == [Wish(token="token")]
    following.close()


def test_of_two_starts_at_the_same_moment_one_becomes_the_first(start: Start, tmp_path: Path) -> None:
    both = [start(tmp_path / "library"), start(tmp_path / "library")]

    assert sorted(process.stdout.readline() for process in both if process.stdout) == ["first\n", "handed over\n"]


@pytest.mark.parametrize("listens", [True, False])
def test_where_the_running_window_is_mute_a_start_stands_alone(first: RunningWindow, listens: bool, tmp_path: Path) -> None:
    if listens:  # but its window hangs: nobody turns the event loop while this process waits
        first.listen(pytest.fail)

    later = RunningWindow(tmp_path / "library")

    assert not later.hand_over(Wish(), patience_s=0.2)
    assert not later.is_first


def test_a_start_becomes_the_first_when_the_window_closes_meanwhile(
    first: RunningWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = RunningWindow(tmp_path / "library")
    monkeypatch.setattr(time, "sleep", lambda _: first.close())

    assert not later.hand_over(Wish())
    assert later.is_first
    later.close()


def test_a_library_is_the_same_by_any_name_and_another_has_its_own_window(
    first: RunningWindow, start: Start, tmp_path: Path, qtbot: QtBot
) -> None:
    taken: list[Wish] = []
    first.listen(taken.append)
    (tmp_path / "alias").symlink_to(tmp_path / "library")

    same, other = start(tmp_path / "alias"), start(tmp_path / "other")
    qtbot.waitUntil(lambda: same.poll() is not None)

    assert other.stdout is not None
    assert other.stdout.readline() == "first\n"
    assert taken == [Wish(token="token")]


@pytest.mark.parametrize("words", [b"GET / HTTP/1.1\r\n", b"{}\n", b'{"paths": ["notes.txt"]}\n', b"x" * 3000])
def test_strangers_are_shown_the_door(
    words: bytes, first: RunningWindow, runtime: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running_window, "MESSAGE_LIMIT", 2000)
    first.listen(pytest.fail)
    stranger = socket.socket(socket.AF_UNIX)
    stranger.connect(str(socket_of(runtime)))

    stranger.sendall(words)

    assert b"taken" not in said_to(stranger, qtbot)


def test_who_says_nothing_is_not_waited_for(
    first: RunningWindow, runtime: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running_window, "CALL_MS", 20)
    first.listen(pytest.fail)
    stranger = socket.socket(socket.AF_UNIX)
    stranger.connect(str(socket_of(runtime)))

    stranger.sendall(Wish().as_message()[:-1])

    assert b"taken" not in said_to(stranger, qtbot)


def test_who_hangs_up_halfway_leaves_the_others_served(
    first: RunningWindow, start: Start, runtime: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    taken: list[Wish] = []
    first.listen(taken.append)
    stranger = socket.socket(socket.AF_UNIX)
    stranger.connect(str(socket_of(runtime)))
    stranger.sendall(Wish((Path("/never.txt"),)).as_message()[:-3])
    stranger.close()

    later = start(tmp_path / "library", "/a.txt")
    qtbot.waitUntil(lambda: later.poll() is not None)

    assert taken == [Wish((Path("/a.txt"),), token="token")]


def test_the_socket_is_out_of_reach_for_others(first: RunningWindow, runtime: Path) -> None:
    runtime.chmod(0o755)

    first.listen(pytest.fail)

    folder = socket_of(runtime).parent
    assert folder != runtime
    assert folder.stat().st_mode & 0o077 == 0


def test_without_a_safe_folder_nobody_listens(first: RunningWindow, runtime: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(runtime))
    for name in ("transcript-reader", f"transcript-reader-{os.getuid()}"):
        (runtime / name).mkdir()
        (runtime / name).chmod(0o777)

    first.listen(pytest.fail)

    assert not [path for path in runtime.rglob("*") if path.is_socket()]


def test_a_folder_that_cannot_be_written_stops_no_start(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    place = RunningWindow(tmp_path / "file" / "library")

    assert not place.hand_over(Wish())
    assert not place.is_first
