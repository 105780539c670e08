"""A service is this program once more: it starts the same everywhere, takes what is its own, and never outlives its parent."""

import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from reader_app import SERVE
from reader_app.core import child_process
from reader_app.core.child_process import SERVICES, Service, command, start
from reader_app.core.companions import ALONE
from tests.own_words import DIGEST

WINDOWED, BESIDE = "transcript-reader-gui.exe", "transcript-reader.exe"

KILLED_PARENT = """
import sys
from reader_app.core.child_process import start
child = start(sys.argv[1])
print(child.pid, flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("service", SERVICES)
def test_a_packaged_program_starts_itself_with_a_word_that_nobody_says(
    service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "transcript-reader"))

    assert command(service)[-2:] == [SERVE, service]


def test_the_windowed_program_of_windows_starts_the_one_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = str(tmp_path / WINDOWED)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", program)
    monkeypatch.setattr(child_process, "os", type("Windows", (), {"name": "nt"}))

    assert command("search") == [str(tmp_path / BESIDE), SERVE, "search"]


def test_a_service_takes_no_module_from_the_folder_where_the_program_was_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pickle.py").write_text("raise SystemExit('not the real one')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with start("reading") as child:
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(pickle.dumps((DIGEST.encode(), "bell.txt", {}, ALONE)))
        child.stdin.flush()
        [(bell, _)] = pickle.load(child.stdout)
    assert bell.draft.title == "The Bell at Gull Point"


@pytest.mark.skipif(sys.platform == "win32", reason="a program with a space in its path is a shell script here")
def test_a_program_in_a_folder_with_spaces_starts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, project_root: Path) -> None:
    program = tmp_path / "My prögrams" / "transcript reader"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\ncd "{project_root}" && exec "{sys.executable}" -m reader_app "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(program))
    with start("reading") as child:
        child.communicate(timeout=30)
    assert child.returncode == 0


@pytest.mark.parametrize("service", ["reading", "search"])
def test_a_service_ends_when_nobody_can_give_it_orders_any_more(service: Service) -> None:
    child = start(service)
    child.communicate(timeout=30)
    assert child.returncode == 0


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="waits for a process that is not its own, as Linux can")
@pytest.mark.parametrize("service", ["reading", "search"])
def test_a_service_dies_with_a_parent_that_was_killed(service: Service) -> None:
    words = [sys.executable, "-c", KILLED_PARENT, service]
    parent = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    watched = os.pidfd_open(child)
    parent.kill()
    parent.communicate()
    try:
        assert ended(watched)
    finally:
        os.close(watched)


def ended(process: int) -> bool:
    """Waits until the process of this descriptor is gone; False where it is still there after half a minute."""
    import select

    return bool(select.select([process], [], [], 30)[0])
