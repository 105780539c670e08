"""The facts of a build come from the one place where each stands."""

import product
import reader_app


def test_name_and_version_are_those_of_the_program() -> None:
    assert (product.version(), product.app_name(), product.app_id()) == (
        reader_app.__version__,
        reader_app.APP_NAME,
        reader_app.APP_ID,
    )


def test_the_newest_dated_release_is_this_version() -> None:
    dated = [release for release in product.releases() if release.day]
    assert dated[0].version == reader_app.__version__


def test_a_changelog_is_read_section_by_section() -> None:
    text = "# Changelog\n\n## [Unreleased]\n\n## [1.1.0] - 2030-02-01\n### Added\n- One thing\n  on two lines.\n- Another.\n"
    assert product.releases(text) == [
        product.Release("Unreleased", "", ()),
        product.Release("1.1.0", "2030-02-01", ("One thing on two lines.", "Another.")),
    ]
