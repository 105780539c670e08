"""Back and forward through the places that one left."""

from reader_app.ui.history import LONGEST, History, Place

HERE, THERE, FAR = Place("a", 10), Place("a", 500), Place("b", 0)


def test_back_and_forward_retrace_the_way() -> None:
    history = History()
    history.leave(HERE)
    history.leave(THERE)

    assert history.back(FAR) == THERE
    assert history.back(THERE) == HERE
    assert history.back(HERE) is None
    assert history.forward(HERE) == THERE
    assert history.forward(THERE) == FAR
    assert not history.can_go_forward


def test_a_jump_from_the_middle_drops_what_lay_ahead() -> None:
    history = History()
    history.leave(HERE)
    history.back(THERE)
    history.leave(HERE)

    assert not history.can_go_forward
    assert history.back(FAR) == HERE


def test_the_same_place_twice_counts_once_and_the_row_has_an_end() -> None:
    history = History()
    history.leave(HERE)
    history.leave(HERE)
    assert history.back(THERE) == HERE
    assert history.back(HERE) is None

    for number in range(LONGEST + 50):
        history.leave(Place("a", number))
    steps = 0
    while history.back(Place("b", steps)) is not None:
        steps += 1
    assert steps == LONGEST
