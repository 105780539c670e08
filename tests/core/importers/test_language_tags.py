"""What programs call a language becomes its tag."""

import pytest

from reader_app.core.importers.language_tags import language_tag


@pytest.mark.parametrize(
    ("value", "tag"),
    [
        ("en", "en"),
        ("EN", "en"),
        ("en_us", "en-US"),
        ("zh-hans-cn", "zh-Hans-CN"),
        ("es-419", "es-419"),
        ("english", "en"),
        ("Hindi", "hi"),
        ("deu", "de"),
        ("jw", "jv"),
        ("auto", None),
        ("und", None),
        ("British English", None),
        ("", None),
        (7, None),
        (None, None),
    ],
)
def test_tags(value: object, tag: str | None) -> None:
    assert language_tag(value) == tag
