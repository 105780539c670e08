"""An AppDir has all that an AppImage asks for, runs from any place, and brings nothing that has to be the system's."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

import appdir
import product
from bundle import BuildError

RUNTIME = b"#!/bin/sh\nexit 0\n"
SAYS_ITS_WORDS = '#!/bin/sh\nprintf "%s" "${0##*/}"\nfor word; do printf "|%s" "$word"; done\n'

pytestmark = pytest.mark.skipif(os.name == "nt", reason="An AppDir is full of links.")


def write_notices(program: Path, _folder: Path) -> None:
    """Stands in for the notices of what lies in the program by now."""
    left = sorted(path.name for path in (program / "_internal").iterdir())
    (program / "sbom.cdx.json").write_text(" ".join(left), encoding="utf-8")


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program that prints the name it was called by and its words, and a few libraries."""
    monkeypatch.setattr(appdir, "write_notices", write_notices)
    folder = tmp_path / "app" / product.NAME
    internal = folder / "_internal"
    internal.mkdir(parents=True)
    (folder / product.NAME).write_text(SAYS_ITS_WORDS, encoding="utf-8")
    (folder / product.NAME).chmod(0o755)
    (folder / f"{product.NAME}-gui").symlink_to(product.NAME)
    for library in ("libQt6Core.so.6", "libxcb-cursor.so.0", "libstdc++.so.6", "libfontconfig.so.1"):
        (internal / library).write_bytes(b"")
    return folder


def write_share(share: Path) -> None:
    """The least that a desktop needs."""
    entry = f"[Desktop Entry]\nType=Application\nName=Reader\nName[de]=100 % Leser\nIcon={product.app_id()}\n"
    for place, text in (("applications", entry), ("icons/hicolor/256x256/apps", "picture")):
        (share / place).mkdir(parents=True)
        name = f"{product.app_id()}.{'desktop' if place == 'applications' else 'png'}"
        (share / place / name).write_text(text, encoding="utf-8")


@pytest.fixture
def tree(app: Path, tmp_path: Path) -> Path:
    """An AppDir at a place with spaces in its name."""
    return appdir.build(app, tmp_path / "a place with spaces", write_share)


def test_one_entry_its_icon_and_the_start_stand_at_the_top(tree: Path) -> None:
    name = product.app_id()
    assert {path.name for path in tree.iterdir()} == {"AppRun", "usr", ".DirIcon", f"{name}.desktop", f"{name}.png"}
    assert (tree / ".DirIcon").read_text() == "picture"
    assert os.access(tree / "AppRun", os.X_OK)


def test_words_reach_the_program_as_they_are(tree: Path) -> None:
    said = subprocess.run([tree / "AppRun", "a file.txt", "*", ""], capture_output=True, text=True, check=True, cwd="/")
    assert said.stdout == "transcript-reader|a file.txt|*|"


def test_it_runs_through_a_link(tree: Path, tmp_path: Path) -> None:
    link = tmp_path / "reader"
    link.symlink_to(tree / "AppRun")
    assert subprocess.run([link, "list"], capture_output=True, text=True, check=True).stdout == "transcript-reader|list"


def test_a_name_that_ends_in_gui_asks_for_the_window(tree: Path, tmp_path: Path) -> None:
    link = tmp_path / "reader-gui"
    link.symlink_to(tree / "AppRun")
    assert subprocess.run([link, "list"], capture_output=True, text=True, check=True).stdout == "transcript-reader-gui|list"


def test_the_name_of_the_whole_image_counts_not_that_of_its_inside(tree: Path) -> None:
    known = {**os.environ, "ARGV0": "./Reader-gui"}
    said = subprocess.run([tree / "AppRun"], capture_output=True, text=True, check=True, env=known)
    assert said.stdout == "transcript-reader-gui"


def test_libraries_of_the_system_stay_outside(tree: Path) -> None:
    brought = {path.name for path in tree.rglob("*.so*")}
    assert brought == {"libQt6Core.so.6", "libxcb-cursor.so.0"}


def test_the_program_it_was_made_of_keeps_all(app: Path, tree: Path) -> None:
    assert tree.is_dir()
    assert (app / "_internal" / "libstdc++.so.6").exists()


def test_an_older_tree_leaves_nothing_behind(app: Path, tree: Path) -> None:
    (tree / "usr" / "old").write_text("", encoding="utf-8")
    assert appdir.build(app, tree.parent, write_share) == tree
    assert not (tree / "usr" / "old").exists()


def test_no_program_no_tree(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="no program"):
        appdir.build(tmp_path, tmp_path / "out", write_share)


def test_no_icon_no_tree(app: Path, tmp_path: Path) -> None:
    def write_no_icon(share: Path) -> None:
        write_share(share)
        shutil.rmtree(share / "icons")

    with pytest.raises(BuildError, match="no icon"):
        appdir.build(app, tmp_path / "out", write_no_icon)


@pytest.mark.skipif(shutil.which("mksquashfs") is None, reason="mksquashfs is in Debian's package squashfs-tools.")
def test_an_image_is_the_runtime_and_the_packed_tree_behind_it(tree: Path, tmp_path: Path) -> None:
    runtime = tmp_path / "runtime"
    runtime.write_bytes(RUNTIME)
    image = appdir.pack(tree, runtime, tmp_path / "dist" / "reader.AppImage")
    assert image.read_bytes().startswith(RUNTIME + b"hsqs")  # the mark of a squashfs
    assert os.access(image, os.X_OK)
    out = tmp_path / "unpacked"
    subprocess.run(
        ["unsquashfs", "-no-progress", "-offset", str(len(RUNTIME)), "-dest", out, image], check=True, capture_output=True
    )
    assert (out / "AppRun").read_text() == (tree / "AppRun").read_text()
    assert (out / "usr/bin/transcript-reader").is_symlink()


def test_its_list_of_parts_has_only_what_it_brings(tree: Path) -> None:
    told = (tree / "usr" / "lib" / product.NAME / "sbom.cdx.json").read_text(encoding="utf-8")
    assert told == "libQt6Core.so.6 libxcb-cursor.so.0"
