"""Every file of the program is put to its part, on each system, and what belongs to none is named."""

import sys
import sysconfig
from pathlib import Path

import pytest

import product
from licences.debian_packages import DebianPackage
from licences.licence_rules import LicenceError
from licences.shipped_parts import Classifier, Distributions, Part, ShippedFile, is_copyright, library_of

LICENCE = "Copyright (c) 2020 Ann Author\n\nDo what you like with it.\n"


def install(folder: Path, name: str, *files: str, licence: str = "MIT") -> None:
    """A distribution as pip leaves it, with a licence text where `licence` is one."""
    info = folder / f"{name.replace('-', '_')}-1.5.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.4\nName: {name}\nVersion: 1.5\nLicense-Expression: {licence}\n")
    texts = ["LICENSE"] if licence else []
    for text in texts:
        (info / text).write_text(LICENCE)
    (info / "RECORD").write_text("".join(f"{file},,\n" for file in [*files, *(f"{info.name}/{text}" for text in texts)]))


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder with distributions: PyInstaller, one of Qt's, one whose parts are of others, one without a licence text."""
    install(tmp_path, "pyinstaller", "PyInstaller/loader.py", licence="GPLv2-or-later with a special exception")
    install(tmp_path, "PySide6_Essentials", "PySide6/__init__.py", "PySide6/Qt/core", "PySide6/Qt/xcb", "PySide6/Qt/icu")
    install(tmp_path, "whoosh3", "whoosh/fields.py", "whoosh/lang/isri.py", licence="BSD-2-Clause")
    install(tmp_path, "nameless", "nameless.py", licence="")
    return tmp_path


def no_package(_: str) -> None:
    """A system that has no packages to ask."""


def classify(site: Path, *rows: ShippedFile, platform: str = "linux") -> dict[str, Part]:
    parts = Classifier(Distributions([str(site)]), no_package, platform).parts(rows)
    return {part.name: part for part in parts}


def test_the_program_its_python_and_its_distributions(site: Path) -> None:
    library = sysconfig.get_path("stdlib")
    parts = classify(
        site,
        ShippedFile("transcript-reader", "anywhere/transcript-reader", "EXECUTABLE"),
        ShippedFile("reader_app.cli", str(product.ROOT / "reader_app" / "cli.py"), "PYMODULE"),
        ShippedFile("reader_app/resources/a.svg", str(product.ROOT / "resources" / "a.svg"), "DATA"),
        ShippedFile("json", f"{library}/json/__init__.py", "PYMODULE"),
        ShippedFile("base_library.zip", "anywhere/base_library.zip", "DATA"),
        ShippedFile("whoosh.fields", str(site / "whoosh/fields.py"), "PYMODULE"),
        ShippedFile("libQt6Core.so.6", "PySide6/Qt/lib/libQt6Core.so.6", "SYMLINK"),
    )
    assert {name: (part.version, part.files, part.embedded) for name, part in parts.items()} == {
        "Transcript Reader": (product.version(), ("_internal/reader_app/resources/a.svg",), True),
        "PyInstaller bootloader": ("1.5", ("transcript-reader",), False),
        "Python": (".".join(map(str, sys.version_info[:3])), ("_internal/base_library.zip",), True),
        "whoosh3": ("1.5", (), True),
        "zlib (in PyInstaller bootloader)": ("", (), False),
    }
    assert parts["whoosh3"].licence == "BSD-2-Clause"
    assert parts["whoosh3"].copyright == ("Copyright (c) 2020 Ann Author",)
    assert parts["whoosh3"].texts == (("whoosh3 LICENSE", LICENCE),)
    assert "PYTHON SOFTWARE FOUNDATION" in parts["Python"].texts[0][1]


def test_code_of_others_in_a_distribution_is_a_part_where_it_is_shipped(site: Path) -> None:
    stemmer = ShippedFile("whoosh.lang.isri", str(site / "whoosh/lang/isri.py"), "PYMODULE")
    parts = classify(site, stemmer)
    (inside,) = (part for part in parts.values() if part.within == "whoosh3")
    assert (inside.licence, inside.copyright) == ("Apache-2.0", ("Copyright (C) 2001-2012 NLTK Project",))


def test_qt_comes_with_the_code_of_others_in_it(site: Path) -> None:
    rows = [
        ShippedFile("PySide6/Qt/lib/libQt6XcbQpa.so.6", str(site / "PySide6/Qt/xcb"), "BINARY"),
        ShippedFile("PySide6/Qt/lib/libicuuc.so.73", str(site / "PySide6/Qt/icu"), "BINARY"),
        ShippedFile("PySide6", str(site / "PySide6/__init__.py"), "PYMODULE"),
    ]
    parts = classify(site, *rows)
    assert set(parts) == {"Qt XcbQpa", "XCB-XInput (in Qt XcbQpa)", "ICU", "PySide6 and Shiboken6"}
    assert [name for name, _ in parts["Qt XcbQpa"].texts] == ["LGPL-3.0", "GPL-3.0"]
    assert parts["ICU"].version == "73"


def test_what_qt_has_inside_depends_on_the_system(site: Path) -> None:
    row = ShippedFile("PySide6/Qt6Gui.dll", str(site / "PySide6/Qt/core"), "BINARY")
    assert "Wintab API (in Qt Gui)" in classify(site, row, platform="win32")
    assert "Wintab API (in Qt Gui)" not in classify(site, row, platform="linux")


def test_a_system_library_is_its_package(site: Path) -> None:
    package = DebianPackage("libxau", "1:1.0.9-1", "debian", "Copyright 1988, 1998  The Open Group\n\nAs you like.\n")
    row = ShippedFile("libXau.so.6", "/usr/lib/libXau.so.6", "BINARY")
    (part,) = Classifier(Distributions([str(site)]), lambda _: package, "linux").parts([row])
    assert (part.name, part.version, part.licence) == ("libxau", "1:1.0.9-1", "MIT")
    assert part.purl == "pkg:deb/debian/libxau@1:1.0.9-1?arch=source"
    assert part.source == "https://snapshot.debian.org/package/libxau/1:1.0.9-1/"
    assert part.texts[0][1] == package.text


def test_a_package_that_names_a_common_licence_only_brings_its_text_too(site: Path) -> None:
    package = DebianPackage("systemd", "252", "ubuntu", "See /usr/share/common-licenses/LGPL-2.1.\n")
    row = ShippedFile("libsystemd.so.0", "/usr/lib/libsystemd.so.0", "BINARY")
    (part,) = Classifier(Distributions([str(site)]), lambda _: package, "linux").parts([row])
    assert [name for name, _ in part.texts] == ["systemd (copyright file of Debian's package)", "LGPL-2.1"]


def test_a_package_of_no_known_licence_is_named(site: Path) -> None:
    package = DebianPackage("mystery", "1", "debian", "")
    row = ShippedFile("libmystery.so.1", "/usr/lib/libmystery.so.1", "BINARY")
    with pytest.raises(LicenceError, match="mystery: no known licence"):
        Classifier(Distributions([str(site)]), lambda _: package, "linux").parts([row])


@pytest.mark.parametrize(
    ("file", "library"),
    [
        ("api-ms-win-crt-heap-l1-1-0.dll", "Microsoft C and C++ runtime"),
        ("VCRUNTIME140_1.dll", "Microsoft C and C++ runtime"),
        ("libcrypto-3.dll", "OpenSSL"),
        ("libssl.3.dylib", "OpenSSL"),
        ("libffi-8.dll", "libffi"),
        ("sqlite3.dll", "SQLite"),
        ("zlib1.dll", "zlib"),
        ("PySide6/avcodec-61.dll", "FFmpeg"),
        ("python311.dll", ""),
        ("libreadline.8.dylib", ""),
    ],
)
def test_libraries_without_a_package_are_known_by_their_names(file: str, library: str) -> None:
    assert library_of(file) == library


def test_a_library_is_inside_python_where_no_file_of_it_is_shipped(site: Path) -> None:
    library = sysconfig.get_path("stdlib")
    hashes = ShippedFile("_hashlib.pyd", f"{library}/_hashlib.pyd", "EXTENSION")
    crypto = ShippedFile("libcrypto-3.dll", "C:/Python/DLLs/libcrypto-3.dll", "BINARY")
    assert classify(site, hashes)["OpenSSL"].within == "Python"
    assert classify(site, hashes, crypto)["OpenSSL"].files == ("_internal/libcrypto-3.dll",)


def test_all_that_is_wrong_is_told_at_once(site: Path) -> None:
    with pytest.raises(LicenceError) as told:
        classify(
            site,
            ShippedFile("surprise.dll", "C:/elsewhere/surprise.dll", "BINARY"),
            ShippedFile("PySide6/Qt6Charts.dll", str(site / "PySide6/Qt/core"), "BINARY"),
            ShippedFile("nameless", str(site / "nameless.py"), "PYMODULE"),
        )
    assert [line.split(" (")[0] for line in str(told.value).splitlines()] == [
        "Unknown part: surprise.dll",
        "This may not be shipped: Qt Charts",
        "The distribution nameless brings no text of its licence.",
    ]


def test_a_notice_of_copyright_has_a_year() -> None:
    assert is_copyright("  Copyright: 1998-2018 Ann Author")
    assert is_copyright("© 2003 Ann Author")
    assert not is_copyright("copyright years may be listed, e.g. 2000-2013")
    assert not is_copyright("Copyright holders are not liable.")
