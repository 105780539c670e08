"""What people install with pipx: an sdist and a wheel with the package, its resources and its ways to start."""

import json
import os
import subprocess
import sys
import tarfile
import venv
import zipfile
from collections.abc import Callable
from configparser import ConfigParser
from pathlib import Path

import pytest

import reader_app

TALK = """Mara: Did you carry the kettle across the marsh?

Ilse: I did, and the lid went into the reeds on the second day.
"""
WORKSHOP = ("tests/", "packaging/", "locks/", "Makefile", ".ci/", "screenshots/")
"""Where things lie that only those need who work on the program."""

Program = Callable[..., str]


def build(kind: str, folder: Path, root: Path) -> Path:
    """The sdist or the wheel of the checkout as hatchling builds it, without a network."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", kind, "--directory", str(folder)]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (made,) = folder.iterdir()
    return made


@pytest.fixture(scope="module")
def wheel(project_root: Path, tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel of the checkout."""
    return zipfile.ZipFile(build("wheel", tmp_path_factory.mktemp("wheel"), project_root))


@pytest.fixture(scope="module")
def sdist(project_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sdist of the checkout."""
    return build("sdist", tmp_path_factory.mktemp("sdist"), project_root)


def files_of(sdist: Path) -> dict[str, bytes]:
    """Every file of an sdist by its place below the top folder."""
    found: dict[str, bytes] = {}
    with tarfile.open(sdist) as archive:
        for member in archive.getmembers():
            stream = archive.extractfile(member)
            if stream is not None:
                found[member.name.partition("/")[2]] = stream.read()
    return found


def text_of(wheel: zipfile.ZipFile, name: str) -> str:
    """A text of the wheel's own description."""
    (member,) = (member for member in wheel.namelist() if member.endswith(f".dist-info/{name}"))
    return wheel.read(member).decode("utf-8")


def test_resources_lie_inside_the_package(wheel: zipfile.ZipFile, project_root: Path) -> None:
    resources = project_root / "resources"
    shipped = {name for name in wheel.namelist() if name.startswith("reader_app/resources/")}
    files = {path for folder in ("icons", "samples", "themes") for path in (resources / folder).iterdir()}
    assert files
    assert {f"reader_app/resources/{path.relative_to(resources).as_posix()}" for path in files} <= shipped


def test_every_module_is_there_and_nothing_of_the_workshop(wheel: zipfile.ZipFile, project_root: Path) -> None:
    shipped = set(wheel.namelist())
    modules = {path.relative_to(project_root).as_posix() for path in (project_root / "reader_app").rglob("*.py")}
    assert modules <= shipped
    assert {name.split("/")[0] for name in shipped if ".dist-info" not in name} == {"reader_app"}
    assert not [name for name in shipped if name.startswith(WORKSHOP)]


def test_it_starts_from_a_terminal_and_from_a_desktop(wheel: zipfile.ZipFile) -> None:
    points = ConfigParser()
    points.read_string(text_of(wheel, "entry_points.txt"))
    assert dict(points["console_scripts"]) == {"transcript-reader": "reader_app.__main__:main"}
    assert dict(points["gui_scripts"]) == {"transcript-reader-gui": "reader_app.__main__:main_window"}


def test_it_says_what_it_is(wheel: zipfile.ZipFile) -> None:
    description = text_of(wheel, "METADATA")
    assert f"Version: {reader_app.__version__}\n" in description
    assert "License-Expression: MIT\n" in description
    assert "Requires-Python: >=3.11\n" in description


def test_the_sdist_has_all_that_is_in_the_wheel(wheel: zipfile.ZipFile, sdist: Path) -> None:
    files = files_of(sdist)
    for name in wheel.namelist():
        if ".dist-info/" not in name:
            # The resources move into the package when it is built.
            place = name.removeprefix("reader_app/") if name.startswith("reader_app/resources/") else name
            assert files[place] == wheel.read(name), name


def test_the_sdist_is_enough_to_test_and_to_package_from(sdist: Path) -> None:
    files = files_of(sdist)
    for needed in ("pyproject.toml", "LICENSE", "README.md", "CHANGELOG.md", "Makefile", "locks/runtime.txt"):
        assert needed in files, needed
    assert "tests/test_wheel.py" in files
    assert "packaging/product.py" in files


@pytest.fixture(scope="module")
def environment(sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh virtual environment with the wheel that the sdist gives and what pip finds that it needs; wants a network."""
    folder = tmp_path_factory.mktemp("clean")
    venv.EnvBuilder(with_pip=True, symlinks=os.name != "nt").create(folder / "venv")
    pip = [str(scripts(folder / "venv") / "python"), "-I", "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "wheel", "--no-deps", "--wheel-dir", str(folder), str(sdist)], cwd=folder, check=True)
    (made,) = folder.glob("*.whl")
    subprocess.run([*pip, "install", str(made)], cwd=folder, check=True)
    return folder


def scripts(environment: Path) -> Path:
    """Where the commands of a virtual environment lie."""
    return environment / ("Scripts" if os.name == "nt" else "bin")


@pytest.fixture
def run(environment: Path, tmp_path: Path) -> Program:
    """Runs a command of the clean environment, far from the checkout, and gives what it prints."""

    def call(command: str, *words: str) -> str:
        known = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
        program = scripts(environment / "venv") / command
        done = subprocess.run([str(program), *words], cwd=tmp_path, env=known, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return call


@pytest.mark.package
def test_the_wheel_of_the_sdist_is_the_wheel_of_the_checkout(environment: Path, wheel: zipfile.ZipFile) -> None:
    (made,) = environment.glob("*.whl")
    with zipfile.ZipFile(made) as other:
        assert {name: other.read(name) for name in other.namelist() if not name.endswith("/WHEEL")} == {
            name: wheel.read(name) for name in wheel.namelist() if not name.endswith("/WHEEL")
        }


@pytest.mark.package
def test_what_is_installed_is_what_runs(run: Program, environment: Path) -> None:
    assert run("transcript-reader", "--version") == f"transcript-reader {reader_app.__version__}\n"
    place = run("python", "-c", "import reader_app; print(reader_app.__file__)").strip()
    assert Path(place).is_relative_to(environment)


@pytest.mark.package
def test_a_file_is_imported_and_its_words_are_found(run: Program, tmp_path: Path) -> None:
    (tmp_path / "the kettle.txt").write_text(TALK, encoding="utf-8")
    library = str(tmp_path / "library")
    run("transcript-reader", "--data-dir", library, "import", "the kettle.txt")
    found = json.loads(run("transcript-reader", "--data-dir", library, "search", "reeds", "--json"))
    assert found["total"] == 1


@pytest.mark.package
def test_the_window_brings_its_icons_themes_and_samples(run: Program, tmp_path: Path) -> None:
    run("transcript-reader", "--picture", "window.png")
    assert (tmp_path / "window.png").read_bytes().startswith(b"\x89PNG")
    for kind in ("icons", "samples", "themes"):
        listed = run("python", "-c", f"from reader_app.core.paths import resource; print(*resource({kind!r}).iterdir())")
        assert "site-packages" in listed, kind
