"""Libraries that Python uses tell their version through it."""

import sqlite3

from licences import library_versions


def test_versions_are_those_of_the_running_python() -> None:
    assert library_versions.version_of("SQLite") == sqlite3.sqlite_version
    assert library_versions.version_of("OpenSSL").count(".") == 2
    assert library_versions.version_of("libffi") == ""
