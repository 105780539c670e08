"""Versions of libraries that are shipped without a package: as the Python that runs the build tells them."""

from __future__ import annotations

import importlib
import re
from importlib import metadata


def qt_version() -> str:
    """The version of Qt and PySide6, which are always the same: "6.11.3"."""
    return metadata.version("PySide6-Essentials")


def version_of(library: str) -> str:
    """The version of a library that this Python uses too; empty where it does not tell."""
    module, attribute = {
        "OpenSSL": ("ssl", "OPENSSL_VERSION"),
        "SQLite": ("sqlite3", "sqlite_version"),
        "zlib": ("zlib", "ZLIB_RUNTIME_VERSION"),
        "Expat": ("pyexpat", "EXPAT_VERSION"),
        "mpdecimal": ("decimal", "__libmpdec_version__"),
    }.get(library, ("", ""))
    if not module:
        return ""
    found = re.search(r"\d+(?:\.\d+)+", str(getattr(importlib.import_module(module), attribute, "")))
    return found.group() if found else ""
