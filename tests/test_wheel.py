"""What people install: one wheel with the package, its resources and its three ways to start."""

import subprocess
import sys
import zipfile
from configparser import ConfigParser
from pathlib import Path

import pytest

import reader_app


@pytest.fixture(scope="module")
def wheel(project_root: Path, tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel as hatchling builds it, without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    done = subprocess.run(build, cwd=project_root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (path,) = folder.glob("*.whl")
    return zipfile.ZipFile(path)


def text_of(wheel: zipfile.ZipFile, name: str) -> str:
    """A text of the wheel's own description."""
    (member,) = (member for member in wheel.namelist() if member.endswith(f".dist-info/{name}"))
    return wheel.read(member).decode("utf-8")


def test_resources_lie_inside_the_package(wheel: zipfile.ZipFile, project_root: Path) -> None:
    shipped = {name for name in wheel.namelist() if name.startswith("reader_app/resources/")}
    files = {path for folder in ("icons", "samples", "themes") for path in (project_root / "resources" / folder).iterdir()}
    assert files
    assert {f"reader_app/resources/{path.relative_to(project_root / 'resources').as_posix()}" for path in files} <= shipped


def test_every_module_is_there_and_nothing_of_the_workshop(wheel: zipfile.ZipFile, project_root: Path) -> None:
    shipped = set(wheel.namelist())
    modules = {path.relative_to(project_root).as_posix() for path in (project_root / "reader_app").rglob("*.py")}
    assert modules <= shipped
    assert {name.split("/")[0] for name in shipped if ".dist-info" not in name} == {"reader_app"}


def test_it_starts_from_a_terminal_and_from_a_desktop(wheel: zipfile.ZipFile) -> None:
    points = ConfigParser()
    points.read_string(text_of(wheel, "entry_points.txt"))
    assert dict(points["console_scripts"]) == {"transcript-reader": "reader_app.__main__:main"}
    assert dict(points["gui_scripts"]) == {"transcript-reader-gui": "reader_app.__main__:main"}


def test_it_says_what_it_is(wheel: zipfile.ZipFile) -> None:
    description = text_of(wheel, "METADATA")
    assert f"Version: {reader_app.__version__}\n" in description
    assert "License-Expression: MIT\n" in description
    assert "Requires-Python: >=3.11\n" in description
