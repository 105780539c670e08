"""Debian is asked for the package of a file, by either name of its folder."""

import shutil

import pytest

from licences.debian_packages import DebianPackage, package_of
from licences.licence_rules import LicenceError


@pytest.mark.skipif(shutil.which("dpkg-query") is None, reason="this system has no dpkg-query to ask")
def test_a_file_is_found_under_both_names_of_its_folder() -> None:
    package = package_of("/usr/bin/dpkg-query")
    assert package is not None
    assert package.source == "dpkg"
    assert package.version
    assert "Copyright" in package.text
    assert package_of("/bin/dpkg-query") == package
    assert package_of("/nowhere/libnothing.so") is None


def test_packages_of_a_release_are_known_by_a_pattern() -> None:
    assert DebianPackage("gcc-15", "15.1", "debian", "").licence() == "GPL-3.0-or-later WITH GCC-exception-3.1"
    assert DebianPackage("python3.13", "3.13.1", "debian", "").is_python
    with pytest.raises(LicenceError, match="newthing: no known licence"):
        DebianPackage("newthing", "1", "debian", "").licence()


def test_sources_are_where_the_system_keeps_them() -> None:
    package = DebianPackage("zlib", "1:1.3+dfsg-1", "ubuntu", "")
    assert package.published == "https://launchpad.net/ubuntu/+source/zlib/1:1.3+dfsg-1"
    assert package.purl == "pkg:deb/ubuntu/zlib@1:1.3%2Bdfsg-1?arch=source"
