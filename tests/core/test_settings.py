"""The reader's choices outlive the session; a broken file costs them, nothing else."""

from pathlib import Path

import pytest

from reader_app.core.settings import Choices, Settings


def test_choices_are_kept(tmp_path: Path) -> None:
    Settings(tmp_path / "new" / "settings.yaml").change(theme="dark", font_size=19.5, side_panel=False)

    again = Settings(tmp_path / "new" / "settings.yaml").choices

    assert (again.theme, again.font_size, again.side_panel, again.sort) == ("dark", 19.5, False, "newest")


@pytest.mark.parametrize(
    "written",
    [
        "{",
        "- 1\n- 2",
        "\x00\x01",
        "theme: [1, 2]\nfont_size: big",
        "!!python/object:os.system {}",
        "theme: 2026-13-45",
        "font_size: .nan\nline: .inf",
        "font_size: -5\nwidth_chars: true",
        "",
    ],
)
def test_a_broken_file_gives_the_defaults(tmp_path: Path, written: str) -> None:
    path = tmp_path / "settings.yaml"
    path.write_text(written, encoding="utf-8")

    assert Settings(path).choices == Choices()


def test_two_windows_do_not_undo_each_others_choices(tmp_path: Path) -> None:
    one, other = Settings(tmp_path / "settings.yaml"), Settings(tmp_path / "settings.yaml")
    one.change(theme="dark")

    other.change(sort="title")

    again = Settings(tmp_path / "settings.yaml").choices
    assert (again.theme, again.sort) == ("dark", "title")


def test_whole_numbers_do_for_sizes(tmp_path: Path) -> None:
    path = tmp_path / "settings.yaml"
    path.write_text("font_size: 20\nunknown: 3\n", encoding="utf-8")

    assert Settings(path).choices.font_size == 20.0


def test_a_disk_that_refuses_costs_the_choice_and_not_the_session(tmp_path: Path) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("in the way", encoding="utf-8")
    settings = Settings(blocked / "settings.yaml")

    settings.change(theme="sepia")

    assert settings.choices.theme == "sepia"
