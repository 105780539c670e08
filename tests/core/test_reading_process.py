"""Files are read in another process: in order, with what goes wrong told, and stopped at once."""

import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader_app.core.errors import Cancelled, UnreadableFile
from reader_app.core.reading_process import ReadingHere, ReadingProcess
from tests.own_words import CAPTIONS, DIGEST


def never() -> bool:
    return False


@pytest.fixture(scope="module")
def other() -> Iterator[ReadingProcess]:
    """One process for all that need not start their own."""
    with ReadingProcess() as reader:
        yield reader


def test_both_readers_make_the_same_of_a_file_in_the_order_they_are_given(other: ReadingProcess) -> None:
    for reader in (other, ReadingHere()):
        reader.submit(DIGEST.encode(), "bell.txt", {})
        reader.submit(b"\x89PNG\r\n\x1a\n", "bell.png", {})
        reader.submit(CAPTIONS.encode(), "rye.txt", {})
        [bell] = reader.result(never)
        with pytest.raises(UnreadableFile, match="picture"):
            reader.result(never)
        [rye] = reader.result(never)
        assert bell.draft.title == "The Bell at Gull Point"
        assert [anchor.seconds for anchor in bell.transcript.anchors][:2] == [0, 250]
        assert rye.draft.title.startswith("How We Baked The Rye")


def test_a_large_file_does_not_block_whoever_hands_it_in(other: ReadingProcess) -> None:
    page = ("The oven had been cold for a week. " * 20_000).encode()
    for _ in range(3):
        other.submit(page, "oven.txt", {})
    assert [len(other.result(never)) for _ in range(3)] == [1, 1, 1]


def test_a_long_reading_is_stopped_within_a_second() -> None:
    page = "".join(f"The oven was cold on day {number}, and the baker waited. " for number in range(150_000))
    stop = threading.Event()
    with ReadingProcess() as reader:
        reader.submit(page.encode(), "oven.txt", {})
        threading.Timer(0.8, stop.set).start()
        begin = time.monotonic()
        with pytest.raises(Cancelled):
            reader.result(stop.is_set)
    assert time.monotonic() - begin < 1.8


def test_a_file_that_kills_the_process_does_not_take_the_others_with_it() -> None:
    with ReadingProcess() as reader:
        for content, name in ((b"a" * 10, "one.txt"), (DIGEST.encode(), "two.txt")):
            reader.submit(content, name, {})
        process = reader._process
        assert process is not None
        process.kill()
        process.wait()
        with pytest.raises(UnreadableFile, match="report"):
            reader.result(never)
        assert reader.result(never)[0].draft.title == "The Bell at Gull Point"


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for the packaged program is a shell script")
def test_a_packaged_program_starts_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, project_root: Path) -> None:
    program = tmp_path / "transcript-reader"
    program.write_text(f'#!/bin/sh\ncd "{project_root}" && exec "{sys.executable}" -m reader_app "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(program))
    with ReadingProcess() as reader:
        reader.submit(DIGEST.encode(), "bell.txt", {})
        [bell] = reader.result(never)
    assert bell.draft.title == "The Bell at Gull Point"
