"""Of a licence expression is used what is allowed of it; what is not allowed, or not known, is told by name."""

import tomllib

import pytest

from licences import licence_rules
from licences.licence_rules import LicenceError, check, chosen, texts_of


@pytest.mark.parametrize(
    ("expression", "used"),
    [
        ("MIT", ("MIT",)),
        ("GPL-3.0-only", None),
        ("LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only", ("LGPL-3.0-only",)),
        ("GPL-2.0-only OR FTL", ("FTL",)),
        ("MIT AND GPL-2.0-only", None),
        ("(GPL-2.0-only OR Zlib) AND MIT", ("Zlib", "MIT")),
        ("GPL-3.0-or-later WITH GCC-exception-3.1", ("GPL-3.0-or-later WITH GCC-exception-3.1",)),
        ("MIT AND BSD-2-Clause AND MIT", ("MIT", "BSD-2-Clause")),
    ],
)
def test_what_is_used_of_an_expression(expression: str, used: tuple[str, ...] | None) -> None:
    assert chosen(expression) == used


@pytest.mark.parametrize("expression", ["", "MIT OR", "(MIT", "MIT)", "MIT Zlib", "MIT, Zlib", "AND MIT"])
def test_what_is_no_expression_is_refused(expression: str) -> None:
    with pytest.raises(LicenceError):
        chosen(expression)


def test_every_part_that_may_not_be_shipped_is_named() -> None:
    with pytest.raises(LicenceError) as told:
        check({"Good": "MIT", "readline": "GPL-3.0-or-later", "Stranger": ""})
    assert str(told.value).splitlines() == [
        "This may not be shipped: Stranger: no known licence",
        "This may not be shipped: readline: GPL-3.0-or-later",
    ]


def test_texts_are_those_of_the_licences_used() -> None:
    ((name, text),) = texts_of("GPL-2.0-only OR LGPL-3.0-only")
    assert name == "LGPL-3.0"
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in text
    with pytest.raises(LicenceError, match="no text"):
        texts_of("Beerware")


def test_the_tables_say_only_what_can_be_shipped_and_has_its_text() -> None:
    qt, system = licence_rules.facts("qt"), licence_rules.facts("system")
    for entry in [*qt["third_party"], *system["library"], *system["inside_distribution"]]:
        assert texts_of(entry["licence"]), entry["name"]
        assert entry["copyright"], entry["name"]
    refused = [name for name, licence in system["debian"].items() if chosen(licence) is None]
    assert refused == ["readline", "gdbm"]
    places = {*qt["modules"], *qt["plugins"]} | {entry["within"] for entry in qt["third_party"] if "/" in entry["within"]}
    assert {entry["within"] for entry in qt["third_party"]} <= places
    assert not set(qt["modules"]) & set(qt["gpl_only"]["modules"])


def test_every_text_in_the_folder_is_of_use() -> None:
    texts = {path.stem for path in licence_rules.FOLDER.glob("*.txt")}
    rules = tomllib.loads((licence_rules.FOLDER / "rules.toml").read_text(encoding="utf-8"))
    assert texts - {rules["texts"].get(name, name) for name in rules["allowed"]} == {"python-incorporated", "qt-notice"}
