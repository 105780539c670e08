"""The Flatpak has the right name and Qt, is built from locked libraries without a network, and may do no more than it must."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

import flatpak_sources
import product

LOCK = """\
# by a tool
one==1.0 \\
    --hash=sha256:aa \\
    --hash=sha256:ab
pyside6-essentials==6.11.3 \\
    --hash=sha256:bb
shiboken6==6.11.3 \\
    --hash=sha256:cc
two==2.0 \\
    --hash=sha256:dd
"""


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    """The manifest as YAML has it."""
    read = yaml.safe_load(flatpak_sources.MANIFEST.read_text(encoding="utf-8"))
    assert isinstance(read, dict)
    return read


def test_it_has_the_name_of_the_program(manifest: dict[str, Any]) -> None:
    assert manifest["id"] == product.app_id() == flatpak_sources.MANIFEST.stem


def test_it_opens_windows_and_may_do_nothing_else(manifest: dict[str, Any]) -> None:
    assert set(manifest["finish-args"]) == {
        *("--socket=wayland", "--socket=fallback-x11", "--share=ipc", "--device=dri"),
        "--share=network",  # for the one web address that the reader asks for
    }


def test_its_qt_is_the_one_that_was_tested(manifest: dict[str, Any], project_root: Path) -> None:
    lock = (project_root / "locks" / "runtime.txt").read_text(encoding="utf-8")
    (line,) = (line for line in lock.splitlines() if line.startswith("pyside6-essentials=="))
    assert line.partition("==")[2].startswith(manifest["base-version"] + ".")
    assert manifest["base-version"] == manifest["runtime-version"]


def test_nothing_is_loaded_while_it_is_built(manifest: dict[str, Any]) -> None:
    (module,) = manifest["modules"]
    assert [source["type"] for source in module["sources"]] == ["dir"]
    (place,) = (source["path"] for source in module["sources"])
    assert (flatpak_sources.MANIFEST.parent / place).resolve() == flatpak_sources.SOURCES
    assert "--no-index" in module["build-commands"][0]
    assert "build-args" not in manifest["build-options"]
    assert "build-options" not in module


def test_libraries_of_the_base_app_are_not_loaded_twice() -> None:
    assert flatpak_sources.requirements(LOCK) == (
        "one==1.0 \\\n    --hash=sha256:aa \\\n    --hash=sha256:ab\ntwo==2.0 \\\n    --hash=sha256:dd\n"
    )


def test_without_a_wheel_it_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(product, "DIST", tmp_path)
    assert flatpak_sources.main() == 1
    assert "build.py wheel" in capsys.readouterr().err


@pytest.mark.skipif(shutil.which("flatpak-builder") is None, reason="flatpak-builder is not installed.")
def test_flatpak_builder_understands_it(tmp_path: Path) -> None:
    command = ["flatpak-builder", "--show-manifest", flatpak_sources.MANIFEST]
    shown = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert shown.returncode == 0, shown.stderr
    assert product.app_id() in shown.stdout
    assert "Unknown property" not in shown.stderr
