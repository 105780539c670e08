"""A show is taken only where the item says that it is its own."""

import pytest

from reader_app.core.importers.glued.shows import show_of_header, stated_show


@pytest.mark.parametrize(
    ("notes", "speech", "show"),
    [
        ("", "Hey everyone, welcome to the Moss Hour podcast. This is Ida.", "Moss Hour"),
        ("", "Okay, welcome back to Garden Radio. We sit in the shed.", "Garden Radio"),
        ("In this episode of The Hedge Chronicles, Ann tells her story.", "", "The Hedge Chronicles"),
        ("Listen to the Fern Show on Spotify", "", "Fern Show"),
        ("This episode originally aired on the Moss Hour podcast. Ann speaks.", "", None),
        ("To learn more about Moss Hour, click here.", "", None),
        ("", "Welcome to a crossover episode of two shows.", None),
        ("", "Welcome everyone.", None),
    ],
)
def test_stated_show(notes: str, speech: str, show: str | None) -> None:
    assert stated_show(notes, speech) in ((show, f"The {show}") if show == "Hedge Chronicles" else (show,))


def test_header() -> None:
    assert show_of_header("## Moss Hour: Roots & Leaves ") == "Moss Hour: Roots & Leaves"
