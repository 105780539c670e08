"""What the shelf shows is what the library holds."""

from reader_app.ui.main_window import MainWindow
from tests.ui.windows import title


def test_removing_what_is_read_opens_the_next_and_undo_brings_it_back(window: MainWindow) -> None:
    first, second = (row.id for row in window.library.episodes())
    window.read(second)

    window.episode_list.remove_wished.emit([second])
    assert title(window) == "The Bell at Gull Point"
    window.episode_list.remove_wished.emit([first])
    assert window.reading.current is None
    window.quiet_bar.button.click()

    assert [row.id for row in window.library.episodes()] == [first]


def test_an_empty_library_says_what_to_do_next(window: MainWindow) -> None:
    window.episode_list.remove_wished.emit([row.id for row in window.library.episodes()])

    assert window.reading.current is None
    assert not window.pane.view.isVisible()
