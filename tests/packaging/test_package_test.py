"""The test of the package: who may run it, what it says where it cannot, how its steps are told."""

import os
import sys
from pathlib import Path

import pytest

import package_test
from trial.bare_debian import BareDebianError
from trial.reader_account import Failed, demand


@pytest.fixture
def able(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A machine that could run the test, until one thing is taken from it."""
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(Path, "is_file", lambda _path: True)
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    monkeypatch.setattr(package_test.shutil, "which", lambda tool: f"/usr/bin/{tool}")
    monkeypatch.setattr(package_test, "apartness", lambda: ["unshare"])
    return monkeypatch


def test_a_machine_that_has_all_can_run_it(able: pytest.MonkeyPatch) -> None:
    del able
    assert package_test.trouble() is None


def test_whoever_is_not_root_is_told_and_the_test_is_skipped(
    able: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    able.setattr(os, "geteuid", lambda: 1000, raising=False)
    assert package_test.main([]) == 0
    sentence, last = capsys.readouterr().out.splitlines()
    assert "root" in sentence
    assert last == "skipped"


def test_elsewhere_than_on_a_debian_it_is_skipped(able: pytest.MonkeyPatch) -> None:
    able.setattr(sys, "platform", "darwin")
    assert "Debian" in (package_test.trouble() or "")


def test_missing_tools_are_named_by_their_packages(able: pytest.MonkeyPatch) -> None:
    able.setattr(package_test.shutil, "which", lambda tool: None if tool in ("import", "identify", "debootstrap") else tool)
    assert (package_test.trouble() or "").endswith("apt-get install debootstrap imagemagick")


def test_where_nothing_may_be_mounted_it_is_skipped(able: pytest.MonkeyPatch) -> None:
    able.setattr(package_test, "apartness", list)
    assert "mount" in (package_test.trouble() or "")


def test_a_package_that_was_not_made_is_a_failure_and_not_a_skip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package_test, "architecture", lambda: "amd64")
    with pytest.raises(BareDebianError, match="make package"):
        package_test.packages(tmp_path / "none.deb", None, tmp_path)


def test_steps_tell_what_held_and_keep_figures(capsys: pytest.CaptureFixture[str]) -> None:
    steps = package_test.Steps()
    with steps.step("The kettle boils", "kettle_seconds"):
        pass
    assert capsys.readouterr().out.startswith("✓")
    assert steps.figures == {"kettle_seconds": 0.0}
    assert steps.table() == "  kettle seconds       0.0"


def test_a_step_that_fails_is_marked_and_stops_the_rest(capsys: pytest.CaptureFixture[str]) -> None:
    steps = package_test.Steps()
    with pytest.raises(Failed, match="expected: steam\ncame:     ice"), steps.step("The kettle boils", "kettle_seconds"):
        demand("steam", "ice", False)
    assert capsys.readouterr().out.startswith("✗")
    assert steps.figures == {}
