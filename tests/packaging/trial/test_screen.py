"""Waiting: for what comes, not for a time, and never for ever."""

import time

import pytest

from trial.screen import TooLate, wait_for


def test_what_is_there_is_given_at_once() -> None:
    begun = time.monotonic()
    assert wait_for("a number", lambda: 7, seconds=5, every=1) == 7
    assert time.monotonic() - begun < 0.5


def test_what_comes_later_is_waited_for() -> None:
    answers = iter([None, "", "here"])
    assert wait_for("a word", lambda: next(answers), seconds=5, every=0.001) == "here"


def test_what_never_comes_is_named() -> None:
    with pytest.raises(TooLate, match="a miracle"):
        wait_for("a miracle", lambda: None, seconds=0.01, every=0.001)
