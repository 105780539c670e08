"""What the menus tell of a packaged program is where they say."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QMenu

from reader_app.ui.actions import packaged_notices
from reader_app.ui.main_window import MainWindow


@pytest.mark.parametrize(
    ("program", "notices"),
    [
        ("lib/transcript-reader/transcript-reader", "lib/transcript-reader/THIRD-PARTY-NOTICES.txt"),
        ("lib/transcript-reader/transcript-reader", "lib/transcript-reader/THIRD-PARTY-NOTICES.txt.gz"),
        ("Reader.app/Contents/MacOS/transcript-reader", "Reader.app/Contents/Resources/THIRD-PARTY-NOTICES.txt"),
    ],
)
def test_the_notices_are_found_where_each_package_has_them(program: str, notices: str, tmp_path: Path) -> None:
    (tmp_path / notices).parent.mkdir(parents=True)
    (tmp_path / notices).touch()

    assert packaged_notices(tmp_path / program) == tmp_path / notices


def test_each_theme_has_a_letter_of_its_own_in_the_menu(window: MainWindow) -> None:
    [themes] = [menu for menu in window.menuBar().findChildren(QMenu) if menu.title() == "&Theme"]
    letters = [action.text().partition("&")[2][:1] for action in themes.actions()]
    assert letters == ["A", "L", "S", "D"]
