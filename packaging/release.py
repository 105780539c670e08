"""What a release says of itself: whether its tag names the version of the program, and what changed, from CHANGELOG.md.

python3 packaging/release.py check TAG     fails unless TAG is v and the version
python3 packaging/release.py notes         prints what changed in this version
"""

from __future__ import annotations

import sys

import product


def fault(tag: str) -> str | None:
    """What is wrong with releasing this version as `tag`, in one line; None where nothing is."""
    if tag != f"v{product.version()}":
        return f"The tag is {tag}, but reader_app/__init__.py says {product.version()}."
    if all(release.version != product.version() or not release.day for release in product.releases()):
        return f"CHANGELOG.md has no dated section for {product.version()}."
    return None


def notes() -> str:
    """What changed in this version, a line each, as Markdown; empty where CHANGELOG.md has no section for it."""
    for release in product.releases():
        if release.version == product.version():
            return "\n".join(f"- {change}" for change in release.changes) + "\n"
    return ""


def main(words: list[str]) -> int:
    """Exit status 0 when all is well, 1 when the tag does not fit, 2 for wrong usage."""
    match words:
        case ["check", tag]:
            wrong = fault(tag)
            if wrong:
                print(wrong, file=sys.stderr)
            return 1 if wrong else 0
        case ["notes"]:
            print(notes(), end="")
            return 0
        case _:
            print(__doc__, file=sys.stderr)
            return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
