"""The .deb: what goes into it, beside what Debian brings, and what it says of itself."""

import gzip
import json
import shutil
import subprocess
from pathlib import Path

import pytest

import bundle
import debian_package
import product

needs_dpkg = pytest.mark.skipif(shutil.which("dpkg-shlibdeps") is None, reason="dpkg-shlibdeps is not on this machine")


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A little program of the packaged shape: an ELF file, a library that Debian owns, one that it does not, notices."""
    folder = tmp_path / "build" / "app" / product.NAME
    internal = folder / "_internal"
    internal.mkdir(parents=True)
    shutil.copyfile("/bin/true", folder / product.NAME)
    (folder / f"{product.NAME}-gui").symlink_to(product.NAME)
    for name in ("libz.so.1", "libpython3.11.so.1.0", "libours.so.1"):
        (internal / name).write_bytes(b"a library")
    monkeypatch.setattr(bundle, "write_notices", write_notices)
    rows = [
        {"name": "libz.so.1", "source": str(libz()), "kind": "BINARY"},
        {"name": "libpython3.11.so.1.0", "source": "/usr/lib/x86_64-linux-gnu/libpython3.11.so.1.0", "kind": "BINARY"},
        {"name": "libours.so.1", "source": str(internal / "libours.so.1"), "kind": "BINARY"},
    ]
    (tmp_path / "build" / "shipped.json").write_text(json.dumps(rows), encoding="utf-8")
    monkeypatch.setattr(product, "BUILD", tmp_path / "build")
    monkeypatch.setattr(product, "SHIPPED", tmp_path / "build" / "shipped.json")
    icons = tmp_path / "build" / "icons"
    icons.mkdir()
    (icons / "transcript-reader-16.png").write_bytes(b"\x89PNG")
    (icons / "transcript-reader.svg").write_text("<svg/>", encoding="utf-8")
    return folder


def write_notices(program: Path, folder: Path) -> None:
    """Stands in for the notices of what lies in the program by now."""
    left = " ".join(sorted(path.name for path in (program / "_internal").iterdir()))
    folder.mkdir()
    for name in (*bundle.NOTICES, "copyright"):
        (folder / name).write_text(left, encoding="utf-8")
    for name in bundle.NOTICES:
        (program / name).write_text(left, encoding="utf-8")


def libz() -> Path:
    """A library that a package of Debian brings."""
    return next(path for root in ("/usr/lib", "/lib") for path in Path(root).glob("*-linux-gnu/libz.so.1"))


@pytest.fixture
def made(app: Path, tmp_path: Path) -> Path:
    """The package of that program."""
    return debian_package.build(app, tmp_path / "dist")


def told(deb: Path, field: str) -> str:
    """A field of the package's control file."""
    return subprocess.run(["dpkg-deb", "--field", deb, field], capture_output=True, text=True, check=True).stdout.strip()


def unpacked(deb: Path, tmp_path: Path) -> Path:
    """The folder with what the package installs."""
    subprocess.run(["dpkg-deb", "--extract", deb, tmp_path / "root"], check=True)
    return tmp_path / "root"


@needs_dpkg
def test_it_bears_the_name_and_version_of_the_program(made: Path) -> None:
    assert told(made, "Package") == "transcript-reader"
    assert told(made, "Version") == product.version()
    assert made.name == f"transcript-reader_{product.version()}_{told(made, 'Architecture')}.deb"


@needs_dpkg
def test_it_needs_what_its_programs_are_linked_to(made: Path) -> None:
    assert "libc6" in told(made, "Depends")


@needs_dpkg
def test_both_commands_lead_to_the_one_program(made: Path, tmp_path: Path) -> None:
    root = unpacked(made, tmp_path)
    for command in ("transcript-reader", "transcript-reader-gui"):
        assert (root / "usr/bin" / command).resolve() == root / "usr/lib/transcript-reader/transcript-reader"


@needs_dpkg
def test_libraries_of_debian_are_left_to_debian_but_python_stays(made: Path, tmp_path: Path) -> None:
    internal = unpacked(made, tmp_path) / "usr/lib/transcript-reader/_internal"
    assert {path.name for path in internal.iterdir()} == {"libpython3.11.so.1.0", "libours.so.1"}


@needs_dpkg
def test_notices_of_what_is_shipped_lie_where_debian_keeps_them_and_beside_the_program(made: Path, tmp_path: Path) -> None:
    root = unpacked(made, tmp_path)
    documents = root / "usr/share/doc/transcript-reader"
    assert {path.name for path in documents.iterdir()} == {
        "copyright",
        "changelog.gz",
        "THIRD-PARTY-NOTICES.txt.gz",
        "sbom.cdx.json.gz",
    }
    beside = gzip.decompress((root / "usr/lib/transcript-reader/THIRD-PARTY-NOTICES.txt.gz").read_bytes())
    assert beside == b"libours.so.1 libpython3.11.so.1.0"


@needs_dpkg
def test_the_same_program_gives_the_same_package(made: Path, app: Path, tmp_path: Path) -> None:
    assert debian_package.build(app, tmp_path / "again").read_bytes() == made.read_bytes()


@needs_dpkg
def test_an_older_version_for_trying_an_upgrade_has_a_file_more(app: Path, tmp_path: Path) -> None:
    older = debian_package.build(app, tmp_path / "older", "0.0.9")
    assert told(older, "Version") == "0.0.9"
    assert (unpacked(older, tmp_path) / debian_package.OLD_FILE).is_file()


def test_without_debians_tools_it_says_which_is_missing(app: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(debian_package.shutil, "which", lambda _name: None)
    with pytest.raises(bundle.BuildError, match="dpkg-deb"):
        debian_package.build(app, tmp_path)


def test_the_changelog_is_debians_and_ours() -> None:
    text = debian_package.changelog("9.9.9")
    assert text.startswith("transcript-reader (9.9.9) stable; urgency=medium\n\n  * ")
    assert all(len(line) <= 80 for line in text.splitlines() if not line.startswith(" -- "))
    assert f" -- {product.MAINTAINER}  " in text


def test_the_description_is_folded_and_blank_lines_have_a_dot() -> None:
    lines = debian_package.description()
    assert " ." in lines
    assert all(line.startswith(" ") and len(line) <= 80 for line in lines)
