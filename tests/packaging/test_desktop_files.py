"""A Linux desktop gets a menu entry, a description, icons and manual pages that its own tools find valid and true."""

import argparse
import configparser
import gzip
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest

import desktop_files
import product
from reader_app import APP_ID, APP_NAME, app, cli
from reader_app.core.links import SCHEME
from reader_app.core.model import COLOURS

ENTRY = f"applications/{APP_ID}.desktop"
METAINFO = f"metainfo/{APP_ID}.metainfo.xml"
PAGES = ("transcript-reader", "transcript-reader-gui")
SHOW_A_WINDOW = """
import subprocess
from reader_app import app
application = app._application()
from PySide6.QtWidgets import QWidget
window = QWidget()
window.show()
application.processEvents()
subprocess.run(["xprop", "-id", str(int(window.winId()))], check=True)
"""


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What icons.py leaves, in names only: the pictures have tests of their own."""
    folder = tmp_path_factory.mktemp("icons")
    for name in ("transcript-reader-16.png", "transcript-reader-256.png", "transcript-reader.svg", "transcript-reader.ico"):
        (folder / name).write_bytes(name.encode())
    return folder


@pytest.fixture(scope="module")
def share(tmp_path_factory: pytest.TempPathFactory, drawn: Path) -> Path:
    """A filled share folder."""
    folder = tmp_path_factory.mktemp("usr") / "share"
    desktop_files.write_share(folder, drawn)
    return folder


def run_tool(*command: str | Path, **environment: str) -> str:
    """What a tool says, both streams; the test fails with it where the tool does, and skips where it is missing."""
    program = str(command[0])
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")
    given = [str(part) for part in command]
    done = subprocess.run(given, capture_output=True, text=True, check=False, env={**os.environ, **environment})
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def entry_of(share: Path) -> configparser.SectionProxy:
    """The one group of the menu entry."""
    parser = configparser.ConfigParser(interpolation=None, delimiters=("=",), strict=True)
    parser.optionxform = str
    parser.read_string((share / ENTRY).read_text(encoding="utf-8"))
    assert parser.sections() == ["Desktop Entry"]
    return parser["Desktop Entry"]


def component_of(share: Path) -> ET.Element:
    """The root of the metainfo."""
    return ET.parse(share / METAINFO).getroot()


def options_of(parser: argparse.ArgumentParser) -> Iterator[str]:
    """Every option that is shown, those of commands within commands too."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for inner in action.choices.values():
                yield from options_of(inner)
        elif action.help != argparse.SUPPRESS:
            yield from action.option_strings


def test_the_folder_holds_what_a_desktop_looks_for_and_nothing_else(share: Path) -> None:
    files = {path.relative_to(share).as_posix() for path in share.rglob("*") if path.is_file()}
    assert files == {
        ENTRY,
        METAINFO,
        f"icons/hicolor/16x16/apps/{APP_ID}.png",
        f"icons/hicolor/256x256/apps/{APP_ID}.png",
        f"icons/hicolor/scalable/apps/{APP_ID}.svg",
        "man/man1/transcript-reader.1.gz",
        "man/man1/transcript-reader-gui.1.gz",
    }
    assert (share / f"icons/hicolor/256x256/apps/{APP_ID}.png").read_bytes() == b"transcript-reader-256.png"


def test_the_same_sources_give_the_same_bytes(share: Path, drawn: Path, tmp_path: Path) -> None:
    desktop_files.write_share(tmp_path, drawn)
    for path in (path for path in share.rglob("*") if path.is_file()):
        assert (tmp_path / path.relative_to(share)).read_bytes() == path.read_bytes(), path.name


def test_without_icons_it_says_so(tmp_path: Path) -> None:
    (tmp_path / "icons").mkdir()
    with pytest.raises(FileNotFoundError, match=r"icons\.py"):
        desktop_files.write_share(tmp_path / "share", tmp_path / "icons")


def test_the_menu_entry_is_valid(share: Path) -> None:
    assert run_tool("desktop-file-validate", share / ENTRY) == ""


def test_the_menu_entry_starts_the_window_with_files_and_links(share: Path) -> None:
    entry = entry_of(share)
    assert (entry["Name"], entry["Comment"], entry["Icon"]) == (APP_NAME, product.summary(), APP_ID)
    assert entry["Exec"] == "transcript-reader-gui %U"
    assert entry["Terminal"] == "false"


def test_text_and_captions_and_our_links_are_offered_but_no_default_is_set(share: Path) -> None:
    types = entry_of(share)["MimeType"].split(";")
    assert types[:-1] == [*product.FILE_TYPES, f"x-scheme-handler/{SCHEME}"]
    assert {"text/plain", "text/markdown"} <= set(types)
    assert types[-1] == ""
    assert not [path.name for path in share.rglob("*") if path.name in ("mimeapps.list", "defaults.list")]


def test_the_window_is_known_by_the_class_that_it_has(share: Path) -> None:
    if shutil.which("xprop") is None:
        pytest.skip("xprop is not installed")
    said = run_tool("xvfb-run", "-a", sys.executable, "-c", SHOW_A_WINDOW, QT_QPA_PLATFORM="xcb", PYTHONPATH=str(product.ROOT))
    classes = re.findall(r'"([^"]*)"', next(line for line in said.splitlines() if line.startswith("WM_CLASS")))
    assert entry_of(share)["StartupWMClass"] == classes[1]
    assert f'_KDE_NET_WM_DESKTOP_FILE(UTF8_STRING) = "{Path(ENTRY).stem}"' in said


def test_the_description_is_valid(share: Path) -> None:
    said = run_tool("appstreamcli", "validate", "--pedantic", "--no-net", "--no-color", share / METAINFO)
    # The name of the app has capitals, as its desktop file has; all else would be news.
    remarks = re.findall(r"^[EWIP]: \S+ (\S+)", said, re.MULTILINE)
    assert set(remarks) <= {"cid-contains-uppercase-letter"}, said


def test_the_description_points_at_the_menu_entry_and_offers_the_same_types(share: Path) -> None:
    component = component_of(share)
    assert component.findtext("id") == APP_ID
    assert component.findtext("launchable") == Path(ENTRY).name
    assert [each.text for each in component.findall("provides/mediatype")] == list(product.FILE_TYPES)
    assert [each.text for each in component.findall("provides/binary")] == ["transcript-reader-gui", "transcript-reader"]


def test_the_description_speaks_to_readers(share: Path) -> None:
    description = component_of(share).find("description")
    assert description is not None
    words = set(re.findall(r"[a-z]+", " ".join(description.itertext()).lower()))
    assert not words & {"python", "qt", "pyside", "sqlite", "json", "cli", "parser", "database", "library", "index", "gui"}
    assert len(description.findall("ul/li")) >= 4


def test_the_releases_are_those_of_the_changelog(share: Path) -> None:
    releases = component_of(share).findall("releases/release")
    dated = [release for release in product.releases() if release.day]
    assert [(each.get("version"), each.get("date")) for each in releases] == [(r.version, r.day) for r in dated]
    assert [len(each.findall("description/ul/li")) for each in releases] == [len(r.changes) for r in dated]
    assert "`" not in "".join(component_of(share).itertext())


def test_signs_of_each_form_are_written_out(monkeypatch: pytest.MonkeyPatch) -> None:
    assert desktop_files.key_file_string(" a\\b\nc") == r"\sa\\b\nc"
    assert desktop_files.key_file_list(["one;two", "three"]) == r"one\;two;three;"
    assert desktop_files.roff(".so it's \\ a-b") == r"\&.so it's \e a\-b"
    monkeypatch.setattr(product, "app_name", lambda: "Cut & <Dried>")
    monkeypatch.setattr(product, "releases", lambda: [product.Release("9.0.0", "2031-01-02", ("Less < `more`",))])
    component = ET.fromstring(desktop_files.metainfo())
    assert component.findtext("name") == "Cut & <Dried>"
    assert component.findtext("releases/release/description/ul/li") == "Less < more"


def test_a_release_without_notes_is_still_a_release(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(product, "releases", lambda: [product.Release("9.0.0", "2031-01-02", ())])
    release = ET.fromstring(desktop_files.metainfo()).find("releases/release")
    assert release is not None
    assert release.get("date") == "2031-01-02"
    assert release.find("description") is None


@pytest.mark.parametrize("page", PAGES)
def test_manual_pages_have_no_faults_and_are_found_by_their_line(page: str, tmp_path: Path) -> None:
    source = tmp_path / f"{page}.1"
    source.write_text(desktop_files.manual_page(page), encoding="utf-8")
    said = run_tool("man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", source, LC_ALL="C.UTF-8", MANROFFSEQ="")
    assert "warning" not in said
    assert f'"{page} - ' in run_tool("lexgrog", source)


def test_the_manual_tells_of_every_command_and_no_other() -> None:
    told = re.findall(r"^\.SS ([a-z]+)\b", desktop_files.manual_page("transcript-reader"), re.MULTILINE)
    assert sorted(told) == sorted(cli.COMMANDS)


def test_the_manual_tells_of_every_option_and_no_other() -> None:
    page = desktop_files.manual_page("transcript-reader").replace(r"\-", "-")
    told = set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", page)) - {"-storm"}
    assert told == {*options_of(cli._parser()), *options_of(app._parser())}


def test_the_manual_names_the_colours_of_quotes() -> None:
    page = " ".join(desktop_files.manual_page("transcript-reader").split())
    assert ", ".join(COLOURS[:-1]) + " or " + COLOURS[-1] in page


def test_the_day_of_a_manual_page_is_that_of_the_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    newest = next(release.day for release in product.releases() if release.day)
    assert f'"{newest}" "transcript\\-reader {product.version()}"' in desktop_files.manual_page("transcript-reader")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1893456000")
    assert '"2030-01-01"' in desktop_files.manual_page("transcript-reader-gui")


def test_manual_pages_are_packed_without_a_name_or_time(share: Path) -> None:
    packed = (share / "man/man1/transcript-reader.1.gz").read_bytes()
    assert packed[3:8] == bytes(5)
    assert gzip.decompress(packed).decode() == desktop_files.manual_page("transcript-reader")
