"""The installer for Windows: compiled from a stand-in program; installed, upgraded and removed under wine (mark `package`).

Debian: nsis, and for the tests under wine: wine, wine64.
"""

import os
import re
import shutil
import struct
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

import product
import windows_installer
from tests.packaging.wine_windows import ENTRY, UNINSTALLER, Windows, bare, wait_until

GUI = "transcript-reader-gui.exe"
CLASSES = r"HKEY_CURRENT_USER\Software\Classes"
STRANGE = ("_internal/Ünï cödé 日本/ü %1 ' `.txt", "_internal/a $x $0 [1] {2}.txt", "_internal/$$INSTDIR$/$TEMP$.txt")

needs_makensis = pytest.mark.skipif(shutil.which("makensis") is None, reason="makensis (Debian: nsis) is missing")

# A program that notes how it was called, and stays while there is a file named "stay".
STAND_IN = r"""
Target ${TARGET}
OutFile "${OUTPUT}"
RequestExecutionLevel user
SilentInstall silent
Section
  FileOpen $0 "$TEMP\called.new" w
  FileWriteUTF16LE $0 $CMDLINE
  FileClose $0
  Rename "$TEMP\called.new" "$TEMP\called.txt"
  again:
  IfFileExists "$TEMP\stay" 0 +3
  Sleep 50
  Goto again
SectionEnd
"""


def fill(folder: Path, program: bytes, *more: str) -> Path:
    """A payload: both programs, and files that hold their own names."""
    for name in windows_installer.PROGRAMS:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(program)
    for name in more:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name, encoding="utf-8")
    return folder


def test_a_payload_without_the_window_is_refused(tmp_path: Path) -> None:
    (tmp_path / "transcript-reader.exe").touch()
    with pytest.raises(windows_installer.InstallerError, match=r"has no transcript-reader-gui\.exe"):
        windows_installer.list_payload(tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="Windows itself allows no such names")
@pytest.mark.parametrize("name", ["a:b", 'a"b', "a?", "dot.", "nul.txt", "COM1", "${NAME}.txt"])
def test_a_name_that_windows_or_nsis_cannot_have_is_refused(tmp_path: Path, name: str) -> None:
    fill(tmp_path, b"", name)
    with pytest.raises(windows_installer.InstallerError, match="no such name"):
        windows_installer.list_payload(tmp_path)


def test_what_is_removed_is_what_was_placed(tmp_path: Path) -> None:
    files, folders = windows_installer.list_payload(fill(tmp_path, b"", "_internal/deep/$er.txt"))
    macros = windows_installer.file_list(tmp_path, files, folders)
    placed = re.findall(r'StrCpy \$R0 "(.*)"\n  Call Place\n', macros)
    removed = re.findall(r'StrCpy \$R0 "(.*)"\n  Call un\.Remove\n', macros)
    assert placed == removed == [r"_internal\deep\$$er.txt", GUI, "transcript-reader.exe"]
    assert re.findall(r'RMDir "(.*)"', macros) == [r"$INSTDIR\_internal\deep", r"$INSTDIR\_internal"]
    assert "RMDir /r" not in macros


@pytest.mark.parametrize(("version", "numbers"), [("1.2.3", "1.2.3.0"), ("0.2rc1", "0.2.0.0"), ("2030.1.2.3.4", "2030.1.2.3")])
def test_a_version_becomes_four_numbers(version: str, numbers: str) -> None:
    assert windows_installer.four_numbers(version) == numbers


def test_nsis_is_found_where_its_own_installer_puts_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("ProgramFiles", raising=False)
    monkeypatch.setenv("ProgramFiles(x86)", str(tmp_path))
    with pytest.raises(windows_installer.InstallerError, match="makensis is missing"):
        windows_installer.find_makensis()
    beside = tmp_path / "NSIS" / "makensis.exe"
    beside.parent.mkdir()
    beside.touch()
    assert windows_installer.find_makensis() == str(beside)


@needs_makensis
@pytest.mark.parametrize(("target", "machine"), [(None, {0x8664, 0x14C}), ("x86-unicode", {0x14C})])
def test_an_installer_tells_its_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str | None, machine: set[int]
) -> None:
    if target is not None:
        monkeypatch.setattr(windows_installer, "_target", lambda _makensis: target)
    made = windows_installer.build(fill(tmp_path / "pay load", b"MZ", *STRANGE), tmp_path / "out", version="7.8.9rc1")
    assert made == tmp_path / "out" / "transcript-reader-7.8.9rc1-setup.exe"
    program = made.read_bytes()
    header = struct.unpack_from("<I", program, 0x3C)[0]
    assert struct.unpack_from("<H", program, header + 4)[0] in machine
    assert "7.8.9rc1".encode("utf-16-le") in program
    assert struct.pack("<II", 7 << 16 | 8, 9 << 16) in program


@needs_makensis
@pytest.mark.skipif(os.name == "nt", reason="the stand-in for the signing program is a shell command")
def test_the_uninstaller_and_the_installer_are_signed(tmp_path: Path) -> None:
    signer = tmp_path / "sign"
    signer.write_text(f'#!/bin/sh\nstat -c %s "$2" >>"{tmp_path}/signed"\ntest "$1" = -x\n', encoding="utf-8")
    signer.chmod(0o755)
    made = windows_installer.build(fill(tmp_path / "payload", b"MZ"), tmp_path / "out", sign=f"'{signer}' -x")
    signed = (tmp_path / "signed").read_text().split()
    assert len(signed) == 2
    assert int(signed[1]) == made.stat().st_size > int(signed[0])


@needs_makensis
def test_what_nsis_does_not_understand_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows_installer, "_target", lambda _makensis: "z80-ansi")
    with pytest.raises(windows_installer.InstallerError, match=r"(?s)makensis failed:.*must be one of"):
        windows_installer.build(fill(tmp_path / "payload", b"MZ"), tmp_path / "out")


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Windows]:
    """A fresh Windows 10 for the tests in this file."""
    places = (shutil.which("wine64"), "/usr/lib/wine/wine64", shutil.which("wine"))
    wine = next((place for place in places if place is not None and Path(place).exists()), None)
    if wine is None or shutil.which("makensis") is None:
        pytest.skip("wine (Debian: wine, wine64) or makensis (Debian: nsis) is missing")
    made = Windows(wine, tmp_path_factory.mktemp("windows"))
    yield made
    made.run("wineboot", "--kill")


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The stand-in for our program."""
    folder = tmp_path_factory.mktemp("stand-in")
    (folder / "program.nsi").write_text(STAND_IN)
    makensis = windows_installer.find_makensis()
    defines = [f"-DTARGET={windows_installer._target(makensis)}", f"-DOUTPUT={folder / 'program.exe'}"]
    subprocess.run([makensis, "-V1", *defines, str(folder / "program.nsi")], check=True)
    return (folder / "program.exe").read_bytes()


@pytest.fixture
def windows(machine: Windows) -> Iterator[Windows]:
    """That Windows with a library of the user's and without our program, at the beginning and at the end."""
    machine.library.parent.mkdir(parents=True, exist_ok=True)
    machine.library.write_bytes(b"precious")
    yield machine
    (machine.temp / "stay").unlink(missing_ok=True)
    machine.pretend("win10")
    if (machine.place / UNINSTALLER).exists():
        machine.remove()
    shutil.rmtree(machine.place, ignore_errors=True)
    assert machine.library.read_bytes() == b"precious"


@pytest.fixture
def first(tmp_path: Path, program: bytes) -> Path:
    """The installer of version 1.0.0."""
    payload = fill(tmp_path / "1", program, *STRANGE, "_internal/only old/a.dll", "_internal/both.dll")
    return windows_installer.build(payload, tmp_path, version="1.0.0")


@pytest.fixture
def second(tmp_path: Path, program: bytes) -> Path:
    """The installer of version 2.0.0, with other files."""
    payload = fill(tmp_path / "2", program, *STRANGE, "_internal/only new/b.dll", "_internal/both.dll")
    (payload / "_internal" / "both.dll").write_text("newer")
    return windows_installer.build(payload, tmp_path, version="2.0.0")


@pytest.mark.package
def test_a_silent_installation_puts_everything_in_place(windows: Windows, first: Path) -> None:
    assert windows.run(first, "/S") == 0
    installed = windows.installed()
    assert installed.pop(UNINSTALLER).startswith(b"MZ")
    payload = first.parent / "1"
    assert installed == {path.relative_to(payload).as_posix(): path.read_bytes() for path in payload.rglob("*") if path.is_file()}
    assert GUI.encode("utf-16-le") in windows.shortcut.read_bytes()
    assert not (windows.user / "Desktop" / windows.shortcut.name).exists()
    entry = windows.registry()[ENTRY]
    folder = entry["InstallLocation"]
    assert folder.lower().endswith(r"\appdata\local\programs\transcript reader")
    assert (entry["DisplayName"], entry["DisplayVersion"]) == (product.app_name(), "1.0.0")
    assert entry["QuietUninstallString"] == rf'"{folder}\{UNINSTALLER}" /S'
    assert entry["DisplayIcon"] == rf'"{folder}\{GUI}",0'
    assert int(entry["EstimatedSize"].removeprefix("dword:"), 16) == sum(map(len, installed.values())) // 1024


@pytest.mark.package
def test_types_are_offered_and_not_seized(windows: Windows, first: Path) -> None:
    assert windows.run(first, "/S") == 0
    registry = windows.registry()
    for extension in windows_installer.TYPES:
        assert registry[rf"{CLASSES}\{extension}"] == {}
        assert registry[rf"{CLASSES}\{extension}\OpenWithProgids"] == {"TranscriptReader.Transcript": ""}
    assert set(registry[rf"{CLASSES}\Applications\{GUI}\SupportedTypes"]) == set(windows_installer.TYPES)
    capabilities = registry[r"HKEY_CURRENT_USER\Software\RegisteredApplications"][product.app_name()]
    offered = registry[rf"HKEY_CURRENT_USER\{capabilities}\FileAssociations"]
    assert offered == dict.fromkeys(windows_installer.TYPES, "TranscriptReader.Transcript")


@pytest.mark.package
def test_files_and_links_reach_the_window_as_one_word(windows: Windows, first: Path) -> None:
    assert windows.run(first, "/S") == 0
    registry = windows.registry()
    program = rf"{registry[ENTRY]['InstallLocation']}\{GUI}"
    for kind in ("TranscriptReader.Transcript", rf"Applications\{GUI}", "transcript-reader"):
        assert registry[rf"{CLASSES}\{kind}\shell\open\command"][""] == f'"{program}" -- "%1"'
    assert registry[rf"{CLASSES}\transcript-reader"]["URL Protocol"] == ""
    file = r"C:\Eine Föle 日本 & co.srt"
    assert windows.run(program, "--", file) == 0
    assert windows.call() == f'"{program}" -- "{file}"'


@pytest.mark.package
def test_nothing_of_ours_stays_and_all_that_is_not_ours_does(windows: Windows, first: Path) -> None:
    windows.run("reg", "add", r"HKCU\Software\Classes\.srt\OpenWithProgids", "/v", "Other.Player", "/f")
    before = windows.registry()
    assert windows.run(first, "/S") == 0
    foreign = windows.place / "_internal" / "only old" / "mine.txt"
    foreign.write_text("mine")
    windows.remove()
    assert windows.installed() == {"_internal/only old/mine.txt": b"mine"}
    assert not windows.shortcut.exists()
    after = windows.registry()
    # Windows' own folders may be left empty.
    assert {key: values for key, values in after.items() if values} == {key: values for key, values in before.items() if values}
    assert not [key for key in set(after) - set(before) if re.search(r"(?i)transcript|\.(md|srt|txt|vtt)", key)]
    windows.run("reg", "delete", r"HKCU\Software\Classes\.srt", "/f")


@pytest.mark.package
def test_the_folder_goes_too_where_it_is_empty(windows: Windows, first: Path) -> None:
    assert windows.run(first, "/S") == 0
    windows.remove()
    wait_until(lambda: not windows.place.exists())


@pytest.mark.package
def test_an_upgrade_leaves_nothing_of_the_old_version(windows: Windows, first: Path, second: Path) -> None:
    assert windows.run(first, "/S") == 0
    (windows.place / "mine.txt").write_text("mine")
    assert windows.run(second, "/S") == 0
    installed = windows.installed()
    assert set(installed) == {
        *(windows_installer.PROGRAMS),
        *STRANGE,
        UNINSTALLER,
        "mine.txt",
        "_internal/only new/b.dll",
        "_internal/both.dll",
    }
    assert installed["_internal/both.dll"] == b"newer"
    assert not (windows.place / "_internal" / "only old").exists()
    registry = windows.registry()
    assert registry[ENTRY]["DisplayVersion"] == "2.0.0"
    assert len([key for key in registry if key.startswith(ENTRY.rpartition("\\")[0] + "\\")]) == 1
    windows.remove()
    assert windows.installed() == {"mine.txt": b"mine"}


@pytest.mark.package
def test_an_older_version_may_come_back(windows: Windows, first: Path, second: Path) -> None:
    assert windows.run(second, "/S") == 0
    assert windows.run(first, "/S") == 0
    assert "_internal/only old/a.dll" in windows.installed()
    assert "_internal/only new/b.dll" not in windows.installed()


@pytest.mark.package
def test_a_version_that_moves_leaves_its_old_folder(windows: Windows, first: Path, second: Path) -> None:
    assert windows.run(first, "/S") == 0
    assert windows.run(second, "/S", *bare(r"/D=C:\Other place")) == 0
    assert not windows.place.exists()
    assert windows.registry()[ENTRY]["InstallLocation"] == r"C:\Other place"
    home = rf"C:\users\{windows.user.name}\AppData\Local\Programs\{product.app_name()}"
    assert windows.run(first, "/S", *bare(f"/D={home}")) == 0
    assert not (windows.drive / "Other place").exists()
    assert windows.installed()


@pytest.mark.package
def test_while_the_program_runs_nothing_is_changed(windows: Windows, first: Path, second: Path) -> None:
    assert windows.run(first, "/S") == 0
    before, registry = windows.installed(), windows.registry()
    (windows.temp / "stay").touch()
    with windows.start(windows.place / GUI) as running:
        try:
            windows.call()
            assert windows.run(second, "/S") == 3
            assert windows.run(windows.place / UNINSTALLER, "/S", *bare("_?=" + registry[ENTRY]["InstallLocation"])) == 3
            assert windows.installed() == before
            assert windows.registry() == registry
        finally:
            (windows.temp / "stay").unlink()
        assert running.wait(30) == 0
    assert windows.run(second, "/S") == 0


@pytest.mark.package
def test_a_folder_where_another_program_lives_is_left_alone(windows: Windows, first: Path) -> None:
    other = windows.drive / "Tools" / "_internal" / "python.dll"
    other.parent.mkdir(parents=True)
    other.write_text("theirs")
    assert windows.run(first, "/S", r"/D=C:\Tools") == 4
    assert [path for path in (windows.drive / "Tools").rglob("*") if path.is_file()] == [other]
    assert ENTRY not in windows.registry()


@pytest.mark.package
def test_a_folder_that_cannot_be_written_leaves_the_old_version_whole(windows: Windows, first: Path, second: Path) -> None:
    assert windows.run(first, "/S") == 0
    before = windows.installed()
    assert windows.run(second, "/S", r"/D=Z:\proc\nowhere") == 4
    assert windows.installed() == before
    assert windows.registry()[ENTRY]["DisplayVersion"] == "1.0.0"


@pytest.mark.package
def test_an_old_windows_is_told(windows: Windows, first: Path) -> None:
    windows.pretend("win7")
    assert windows.run(first, "/S") == 5
    assert not windows.place.exists()
