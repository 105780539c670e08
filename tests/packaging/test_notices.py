"""What is written of the parts says all that their licences ask for, is the same each time, and names no place of the build."""

import hashlib
import json
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

import notices
import prepare
import product
from licences import notice_text, qt_parts, sbom
from licences.licence_rules import LicenceError, text_of, texts_of
from licences.shipped_parts import Part, ShippedFile, own_part

MADE = datetime(2030, 1, 2, tzinfo=UTC)
BUILD_PYTHON = prepare.python_of(product.ROOT / prepare.ENVIRONMENTS["build"])


@pytest.fixture
def app(tmp_path: Path) -> Path:
    """A program's folder with one library of Qt's."""
    folder = tmp_path / "app"
    (folder / "_internal" / "PySide6").mkdir(parents=True)
    (folder / "transcript-reader").write_bytes(b"program")
    (folder / "_internal" / "PySide6" / "libQt6Core.so.6").write_bytes(b"qt")
    return folder


@pytest.fixture
def parts() -> list[Part]:
    """Our own part, a library of Qt's with code of others in it, a distribution inside the program, and what starts it."""
    qt = Part(
        **qt_parts.module_facts("Core", "6.9.2"),
        texts=(*texts_of("LGPL-3.0-only"), ("GPL-3.0", text_of("GPL-3.0") or "")),
        files=("_internal/PySide6/libQt6Core.so.6",),
    )
    inner = Part("zlib (in Qt Core)", "", "Zlib", ("(C) 1995 Mark A.",), texts_of("Zlib"), "", within="Qt Core")
    module = Part(
        "words", "2", "MIT OR GPL-2.0-only", ("Copyright 2020 Ann",), texts_of("MIT"), "pkg:pypi/words@2", embedded=True
    )
    starter = Part("starter", "1", "Zlib", (), texts_of("Zlib"), "pkg:pypi/starter@1", files=("transcript-reader",))
    own = own_part()
    own.embedded = True
    return [qt, inner, module, starter, own]


def test_the_notices_say_what_the_lgpl_asks(parts: list[Part]) -> None:
    text = notice_text.notices(parts, "linux")
    for words in (
        "Transcript Reader uses Qt 6.9.2",
        "under the\nGNU Lesser General Public License, version 3",
        "unmodified",
        "How to replace them",
        "qtbase-everywhere-src-6.9.2.tar.xz",
        "Written offer",
        "GNU LESSER GENERAL PUBLIC LICENSE",
        "GNU GENERAL PUBLIC LICENSE",
    ):
        assert words in text
    assert re.search(r"\{\w+\}", notice_text.notices(parts[:1] + parts[-1:], "linux").split("Licence texts")[0]) is None
    assert "codesign" in notice_text.notices(parts, "darwin")
    assert "Qt under" not in notice_text.notices(parts[2:], "linux")


def test_every_part_stands_in_the_notices_and_every_text_once(parts: list[Part]) -> None:
    text = notice_text.notices(parts, "linux")
    for part in parts:
        assert f"\n{part.name}\n  Version:" in text
        assert all(line in text for line in part.copyright)
    assert text.count("This software is provided 'as-is'") == 1
    assert "  Version:    as contained in Qt Core" in text
    assert "  Licence:    MIT OR GPL-2.0-only\n  Used under: MIT\n" in text


def test_the_report_is_a_table(parts: list[Part]) -> None:
    assert "| words | 2 | MIT OR GPL-2.0-only | MIT |" in notice_text.report(parts).splitlines()


def test_the_copyright_file_tells_which_file_is_of_what(parts: list[Part]) -> None:
    paragraphs = notice_text.debian_copyright(parts).rstrip().split("\n\n")
    assert paragraphs[0].startswith("Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n")
    assert paragraphs[1] == "Files: *\nCopyright: 2026 Transcript Reader contributors\nLicense: MIT"
    qt = next(
        text for text in paragraphs if text.startswith("Files: usr/lib/transcript-reader/_internal/PySide6/libQt6Core.so.6\n")
    )
    assert "\nLicense: LGPL-3.0-only and Zlib\n" in qt
    assert "\n 1995 Mark A.\n" in qt
    program = next(text for text in paragraphs if text.startswith("Files: usr/lib/transcript-reader/transcript-reader\n"))
    assert "\nLicense: MIT and Zlib\n" in program
    lgpl = next(text for text in paragraphs if text.startswith("License: LGPL-3.0-only\n"))
    assert lgpl.endswith("/usr/share/common-licenses/LGPL-3.")


def test_every_licence_of_the_copyright_file_has_its_paragraph(parts: list[Part]) -> None:
    text = notice_text.debian_copyright(parts)
    named = {name for line in re.findall(r"^License: (.*)$", text, re.MULTILINE) for name in line.split(" and ")}
    told = set(re.findall(r"(?:\A|\n\n)License: (.*)\n", text))
    assert named == told
    # A line of a text that is empty would end the paragraph.
    assert all(re.match(r"[A-Z][A-Za-z-]*: | ", line) for line in text.splitlines() if line)


def test_the_bill_of_materials_is_the_same_each_time(parts: list[Part], app: Path) -> None:
    first, second = sbom.document(parts, app, MADE), sbom.document(parts, app, MADE)
    assert first == second
    assert first["metadata"]["timestamp"] == "2030-01-02T00:00:00Z"
    (app / "_internal" / "PySide6" / "libQt6Core.so.6").write_bytes(b"another")
    assert sbom.document(parts, app, MADE)["serialNumber"] != first["serialNumber"]


def test_the_bill_of_materials_has_versions_licences_and_hashes(parts: list[Part], app: Path) -> None:
    bill = sbom.document(parts, app, MADE)
    qt = next(one for one in bill["components"] if one["name"] == "Qt Core")
    assert (qt["version"], qt["purl"], qt["licenses"]) == (
        "6.9.2",
        "pkg:generic/qt/core@6.9.2",
        [{"expression": "LGPL-3.0-only"}],
    )
    digest = hashlib.sha256(b"qt").hexdigest()
    assert qt["components"][0]["hashes"] == [{"alg": "SHA-256", "content": digest}]
    assert bill["metadata"]["component"]["name"] == "Transcript Reader"
    assert {"ref": "qt-core", "dependsOn": ["zlib-in-qt-core"]} in bill["dependencies"]
    assert str(app) not in json.dumps(bill)


@pytest.mark.skipif(not BUILD_PYTHON.exists(), reason="there is no .venv-build, which has CycloneDX' library")
def test_cyclonedx_reads_the_bill_of_materials(parts: list[Part], app: Path, tmp_path: Path) -> None:
    bill = tmp_path / "bill.json"
    bill.write_text(json.dumps(sbom.document(parts, app, MADE)), encoding="utf-8")
    words = "import sys, notices; notices.check_bill(open(sys.argv[1], encoding='utf-8').read())"
    done = subprocess.run([BUILD_PYTHON, "-c", words, bill], cwd=product.PACKAGING, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_time_is_given_or_that_of_the_release() -> None:
    releases = [product.Release("Unreleased", "", ()), product.Release("1.0.0", "2030-05-06", ())]
    assert notices.day_made({"SOURCE_DATE_EPOCH": "86400"}, releases) == datetime(1970, 1, 2, tzinfo=UTC)
    assert notices.day_made({}, releases) == datetime(2030, 5, 6, tzinfo=UTC)


def test_a_file_that_nobody_listed_is_named(app: Path) -> None:
    shipped = [ShippedFile("transcript-reader", "x", "EXECUTABLE"), ShippedFile("PySide6/libQt6Core.so.6", "x", "BINARY")]
    (app / "THIRD-PARTY-NOTICES.txt").touch()
    notices.check_folder(app, shipped)
    (app / "_internal" / "stowaway.so").touch()
    with pytest.raises(LicenceError, match=r"Unknown part: _internal/stowaway\.so"):
        notices.check_folder(app, shipped)


def test_an_unknown_part_ends_the_run_with_its_name(app: Path, tmp_path: Path) -> None:
    rows = [
        {"name": "transcript-reader", "source": "/nowhere/program", "kind": "DATA"},
        {"name": "PySide6\\libQt6Core.so.6", "source": "/nowhere/qt", "kind": "BINARY"},
    ]
    shipped = tmp_path / "shipped.json"
    shipped.write_text(json.dumps(rows), encoding="utf-8")
    words = [sys.executable, product.PACKAGING / "notices.py", shipped, app, tmp_path / "out"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Unknown part: PySide6/libQt6Core.so.6" in done.stderr
    assert not (tmp_path / "out").exists()
