"""Tells what the built program is made of, and fails where that is not known or not allowed.

python packaging/notices.py SHIPPED_JSON APP_DIR OUTPUT_DIR

SHIPPED_JSON is what the spec put into the program, APP_DIR the program's folder, in which a product may lack what it leaves
to the system. Into OUTPUT_DIR go THIRD-PARTY-NOTICES.txt,
sbom.cdx.json (CycloneDX 1.6), licence-report.md and copyright (for the Debian package). Run by the Python of .venv-build,
which is the one that is shipped. SOURCE_DATE_EPOCH sets the time of the bill of materials; else it is the day of the release.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import product
from licences import notice_text, sbom
from licences.licence_rules import LicenceError, check
from licences.shipped_parts import INTERNAL, Classifier, Part, ShippedFile

OURS = frozenset({"LICENSE", "THIRD-PARTY-NOTICES.txt", "sbom.cdx.json"})
"""What the build adds to the program's folder by itself."""


def shipped_files(text: str) -> list[ShippedFile]:
    """The rows of SHIPPED_JSON, with slashes in their places."""
    return [ShippedFile(row["name"].replace("\\", "/"), row["source"], row["kind"]) for row in json.loads(text)]


def check_folder(app: Path, shipped: Iterable[ShippedFile]) -> None:
    """Raises LicenceError with a line for every file in the program's folder that the list of what is shipped does not name."""
    known = {row.name for row in shipped}
    # os.walk does not go into folders that are links: frameworks of macOS are full of them.
    there = [Path(folder, name) for folder, _, names in os.walk(app) for name in names]
    places = sorted(path.relative_to(app).as_posix() for path in there if not path.is_symlink())
    unknown = [place for place in places if place not in OURS and place.removeprefix(f"{INTERNAL}/") not in known]
    if unknown:
        raise LicenceError("\n".join(f"Unknown part: {place} (in the folder, but not listed as shipped)" for place in unknown))


def left_to_the_system(app: Path, shipped: Iterable[ShippedFile]) -> list[ShippedFile]:
    """The libraries that were collected for the program, but that this product of it leaves to the system to bring."""
    return [row for row in shipped if row.kind == "BINARY" and not (app / INTERNAL / row.name).exists()]


def day_made(environment: dict[str, str], releases: list[product.Release]) -> datetime:
    """The time that the bill of materials carries: SOURCE_DATE_EPOCH (seconds since 1970), else the day of the last release."""
    if environment.get("SOURCE_DATE_EPOCH"):
        return datetime.fromtimestamp(int(environment["SOURCE_DATE_EPOCH"]), UTC)
    day = next((release.day for release in releases if release.day), "1980-01-01")
    return datetime.fromisoformat(day).replace(tzinfo=UTC)


def write(parts: list[Part], app: Path, folder: Path) -> None:
    """Writes all four files into `folder`, the bill of materials checked."""
    folder.mkdir(parents=True, exist_ok=True)
    bill = sbom.document(parts, app, day_made(dict(os.environ), product.releases()))
    written = json.dumps(bill, indent=1, ensure_ascii=False) + "\n"
    check_bill(written)
    texts = {
        "THIRD-PARTY-NOTICES.txt": notice_text.notices(parts),
        "licence-report.md": notice_text.report(parts),
        "copyright": notice_text.debian_copyright(parts),
        "sbom.cdx.json": written,
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def check_bill(text: str) -> None:
    """Reads the bill of materials with CycloneDX' own library, and checks it by the schema where the library can.

    Raises LicenceError where the schema does not allow it.
    """
    importlib.import_module("cyclonedx.model.bom").Bom.from_json(json.loads(text))
    version = importlib.import_module("cyclonedx.schema").SchemaVersion.V1_6
    validation = importlib.import_module("cyclonedx.validation.json")
    missing = importlib.import_module("cyclonedx.exception").MissingOptionalDependencyException
    try:
        error = validation.JsonStrictValidator(version).validate_str(text)
    except missing:
        print("The bill of materials was read, but not checked by its schema (jsonschema is not installed).")
        return
    if error:
        raise LicenceError(f"The bill of materials is not valid: {error}")


def main(arguments: list[str]) -> int:
    """Exit status 0 when written, 1 where something is unknown or not allowed, 2 for wrong usage."""
    if len(arguments) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    shipped, app, folder = (Path(argument) for argument in arguments)
    try:
        rows = shipped_files(shipped.read_text(encoding="utf-8"))
        check_folder(app, rows)
        left = left_to_the_system(app, rows)
        parts = Classifier().parts([row for row in rows if row not in left], left)
        check({part.name: part.licence for part in parts})
        write(parts, app, folder)
    except LicenceError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{len(parts)} parts are shipped, all under known licences.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
