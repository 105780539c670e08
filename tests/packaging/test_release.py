"""A release has the tag of its version and tells what changed."""

import pytest

import product
import release


def test_the_tag_of_this_version_fits() -> None:
    assert release.fault(f"v{product.version()}") is None
    assert release.main(["check", f"v{product.version()}"]) == 0


@pytest.mark.parametrize("tag", ["v99.0.0", product.version(), f"v{product.version()}-rc1", ""])
def test_any_other_tag_does_not(tag: str) -> None:
    assert release.main(["check", tag]) == 1


def test_a_version_without_a_dated_section_is_not_released(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(product, "releases", lambda: [product.Release(product.version(), "", ("Something.",))])
    fault = release.fault(f"v{product.version()}")
    assert fault is not None
    assert "CHANGELOG.md" in fault


def test_what_changed_is_a_list(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    made = [product.Release("Unreleased", "", ("Later.",)), product.Release(product.version(), "2030-01-02", ("One.", "Two."))]
    monkeypatch.setattr(product, "releases", lambda: made)
    assert release.main(["notes"]) == 0
    assert capsys.readouterr().out == "- One.\n- Two.\n"


def test_other_words_are_wrong_usage() -> None:
    assert release.main([]) == 2
